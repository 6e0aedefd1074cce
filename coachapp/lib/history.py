"""What simple-history has stored about one row, as a page can show it. Reading only."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.db import models
from django.utils.translation import gettext_lazy as _

KINDS = {"+": _("entered"), "~": _("changed"), "-": _("deleted")}
MOST_VERSIONS = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a version, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Version:
    at: datetime
    who: str
    what: str
    changes: tuple[Change, ...]


def versions(row: models.Model) -> list[Version]:
    """The newest hundred versions of `row`, newest first."""
    kept = list(row.history.select_related("history_user")[:MOST_VERSIONS])
    return [
        Version(
            at=one.history_date,
            who=str(one.history_user or ""),
            what=str(KINDS[one.history_type]),
            changes=changes(row, before, one),
        )
        for one, before in zip_longest(kept, kept[1:])
    ]


def changes(row: models.Model, before: models.Model | None, after: models.Model) -> tuple:
    if before is None:
        return ()
    return tuple(
        Change(
            field=str(row._meta.get_field(one.field).verbose_name),
            before=shown(before, one.field),
            after=shown(after, one.field),
        )
        for one in after.diff_against(before).changes
    )


def shown(version: models.Model, field: str) -> object:
    """The value as a person reads it: the label of a choice, else the value."""
    label = getattr(version, f"get_{field}_display", None)
    return label() if label else getattr(version, field)
