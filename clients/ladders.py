"""What an athlete may do in the place of an exercise, or besides: its ladder, and the coach's library."""

from collections.abc import Collection

from django.db.models import F, Q

from clients.models import Client
from plans.models import Exercise, Rung


def rungs_of(exercises: Collection[int]) -> dict[int, list[Rung]]:
    """The ladder of each of `exercises` by primary key, from easier to harder; none where there is none."""
    found: dict[int, list[Rung]] = {}
    if exercises:
        for rung in Rung.objects.filter(exercise__in=exercises).order_by("position"):
            found.setdefault(rung.exercise_id, []).append(rung)
    return found


def to_add(client: Client) -> list[Exercise]:
    """Strength exercises by name: the coach's own, and the built-in ones that they have not made theirs."""
    rows = Exercise.objects.filter(
        Q(coach=None) | Q(coach=client.coach_id), kind=Exercise.Kind.STRENGTH, archived_at=None
    ).only("slug", "name", "per_side", "coach")
    own_last = {row.slug: row for row in rows.order_by(F("coach").asc(nulls_first=True))}
    return sorted(own_last.values(), key=lambda row: row.name.lower())
