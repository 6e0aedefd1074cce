"""A coach's own copy of something built in. The original stays; a library update never touches the copy."""

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils.text import slugify

from plans.models import Exercise, Modality, Rung, TeachingNote

if TYPE_CHECKING:
    from coachapp.models import User

LibraryItem = TypeVar("LibraryItem", Exercise, Modality, TeachingNote)


@transaction.atomic
def adopt(item: LibraryItem, coach: "User") -> LibraryItem:
    """The coach's copy of a built-in `item`, with its ladder. A second time gives the copy that is there."""
    noun = type(item)
    mine = noun.objects.owned_by(coach).filter(slug=item.slug).first()
    if mine is not None:
        return mine
    columns = {
        field.attname: getattr(item, field.attname)
        for field in noun._meta.concrete_fields
        if not field.primary_key and field.name != "coach"
    }
    mine = noun.objects.create(coach=coach, **columns)
    if isinstance(item, Exercise):
        Rung.objects.bulk_create(
            Rung(exercise=mine, position=rung.position, name=rung.name) for rung in item.rungs.all()
        )
    return mine


def free_slug(noun: type[LibraryItem], name: str, coach: "User") -> str:
    """`name` as a slug that none of the coach's own has yet."""
    stem: str = slugify(name)[:70] or noun._meta.model_name
    taken: set[str] = set(noun.objects.owned_by(coach).values_list("slug", flat=True))
    candidates = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
