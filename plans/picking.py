"""Finding an exercise of the library by any word of what it is, with the line it starts as."""

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Q

from plans.labels import REGIONS
from plans.models import Exercise

if TYPE_CHECKING:
    from coachapp.models import User

MOST_FOUND = 12
PLAIN_DOSE = "2 x 8"


class Picked(NamedTuple):
    """One exercise: its name, the line it starts as, and what it is for."""

    name: str
    line: str
    focus: str


def found(coach: "User", wanted: str) -> list[Picked]:
    """Exercises that have all the words of `wanted` in name, other names, tags, focus or region.

    Those whose name begins so come first; a coach's own stands in for the built-in one of its name.
    """
    words = wanted.casefold().split()
    if not words:
        return []
    rows = Exercise.objects.filter(Q(coach=None) | Q(coach=coach)).current()
    rows = rows.order_by(F("coach").asc(nulls_last=True), "name")
    own: dict[str, Exercise] = {}
    for row in rows:
        own.setdefault(row.name, row)
    fits = [row for row in own.values() if all(word in _words_of(row) for word in words)]
    fits.sort(key=lambda row: (not row.name.casefold().startswith(words[0]), row.name.casefold()))
    return [Picked(row.name, _line(row), row.get_focus_display()) for row in fits[:MOST_FOUND]]


def _words_of(row: Exercise) -> str:
    regions = (str(REGIONS.get(region, region)) for region in row.regions)
    said = (row.name, *row.aliases, *row.tags, row.get_focus_display(), *regions)
    return " ".join(said).casefold()


def _line(row: Exercise) -> str:
    """What the exercise starts with, as one line that reads."""
    if row.start_dose and row.name.casefold() in row.start_dose.casefold():
        return row.start_dose
    return " ".join((PLAIN_DOSE, *(("/side",) if row.per_side else ()), row.name))
