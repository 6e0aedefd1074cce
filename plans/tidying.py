"""Keeping one's library tidy: how often something is used, two of it made one, and archiving.

What refers to an exercise or a treatment is asked of the models, so that the plans need not know who
else does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext

from plans.models import Exercise, Modality, Rung

Item = Exercise | Modality


class NotOneCoachs(ValueError):
    """Only two of the same kind and of one coach become one."""


class BothRun(ValueError):
    """Somebody has an open rhythm for both: which of the two goes on is not ours to say."""


def uses_of(items: Iterable[Item]) -> Counter[int]:
    """How many lines, logs and rhythms name each, by primary key: one query for each noun.

    `items` are of one kind. What rows once said, in the tables of their history, is no use.
    """
    items = list(items)
    asked = [item.pk for item in items]
    found: Counter[int] = Counter()
    for noun, column in _referring(type(items[0])) if items else ():
        if hasattr(noun, "history_id"):
            continue
        rows = noun._base_manager.filter(**{f"{column}__in": asked}).order_by()
        for pk, count in rows.values_list(column).annotate(n=models.Count("pk")):
            found[pk] += count
    return found


def archive(item: Item, *, now: datetime) -> None:
    """It is offered no more; what has it keeps it."""
    type(item).objects.filter(pk=item.pk, archived_at=None).update(archived_at=now)


def bring_back(item: Item) -> None:
    type(item).objects.filter(pk=item.pk).update(archived_at=None)


def merge(stays: Item, goes: Item) -> int:
    """Let all that names `goes` mean `stays`; how many rows that were.

    Of an exercise the other name is read as this one from now on, and steps of the ladder go along
    where both have one of that name. Raises NotOneCoachs, BothRun.
    """
    is_twin = type(stays) is type(goes) and stays.pk != goes.pk
    if not is_twin or stays.coach_id is None or stays.coach_id != goes.coach_id:
        raise NotOneCoachs
    try:
        with transaction.atomic():
            return _merge(stays, goes)
    except IntegrityError:
        raise BothRun(stays.name, goes.name) from None


def words_of(item: Item) -> list[tuple[str, str]]:
    """All that its coach has written into it beside its name, each with the name of the field."""
    fields = (
        field for field in type(item)._meta.fields if field.name != "slug" and not field.choices
    )
    found = ((str(field.verbose_name), getattr(item, field.name)) for field in fields)
    said = [(label, _as_text(value)) for label, value in found if not isinstance(value, bool)]
    said += [(gettext("ladder"), ", ".join(rung.name for rung in _ladder(item)))]
    return [(label, text) for label, text in said if text and text != item.name]


def _ladder(item: Item) -> Iterable[Rung]:
    return item.rungs.all() if isinstance(item, Exercise) else ()


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_as_text(each) for each in value)
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values())
    return value if isinstance(value, str) else ""


def _merge(stays: Item, goes: Item) -> int:
    if isinstance(stays, Exercise) and isinstance(goes, Exercise):
        _join_names(stays, goes)
    count = 0
    for noun, column in _referring(type(goes)):
        moved = noun._base_manager.filter(**{column: goes.pk}).update(**{column: stays.pk})
        count += 0 if hasattr(noun, "history_id") else moved
    goes.delete()
    return count


def _join_names(stays: Exercise, goes: Exercise) -> None:
    steps = dict(stays.rungs.values_list("name", "pk"))
    for rung in goes.rungs.all():
        for noun, column in _referring(Rung):
            rows = noun._base_manager.filter(**{column: rung.pk})
            rows.update(**{column: steps.get(rung.name)})
    names = [stays.name.casefold(), *(alias.casefold() for alias in stays.aliases)]
    more = [name for name in (goes.name, *goes.aliases) if name.casefold() not in names]
    stays.aliases = [*stays.aliases, *more]
    stays.save(update_fields=["aliases"])


def _referring(noun: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Nouns whose rows point at rows of `noun`, with the column; the ladder is a part of its exercise."""
    for relation in noun._meta.get_fields(include_hidden=True):
        is_ours = relation.auto_created and relation.one_to_many
        if is_ours and relation.related_model is not Rung:
            yield relation.related_model, relation.field.name
