"""Ending a plan before its last day, and taking a whole assignment back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from clients import removing
from clients.models import Assignment, Client, ScheduledSession, ScheduledSessionQuerySet


class Over(ValueError):
    """The plan has ended already, or the day is over."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How many sessions went, drafts included, and how many stay because they have a log."""

    gone: int
    kept: int


def what_goes(assignment: Assignment, from_on: date) -> ScheduledSessionQuerySet:
    """The plan's sessions from that day on that nobody has logged, drafts too."""
    rows = ScheduledSession.with_drafts.filter(assignment=assignment, day__gte=from_on)
    return rows.open().in_order()


@transaction.atomic
def end(assignment: Assignment, from_on: date, *, now: datetime) -> Ended:
    """From that day on the plan is over: what nobody has logged goes, what was done stays.

    A race stays on the calendar. Raises Over.
    """
    client = assignment.client
    if assignment.ended_on is not None or from_on < client.today(now):
        raise Over(assignment.pk)
    rows = what_goes(assignment, from_on)
    after = ScheduledSession.objects.filter(assignment=assignment, day__gte=from_on)
    kept = after.exclude(log=None).count()
    gone = rows.count()
    _take(rows, now)
    Assignment.objects.filter(pk=assignment.pk).update(ended_on=from_on)
    Client.objects.filter(pk=client.pk).look_soon(now)
    return Ended(gone, kept)


@transaction.atomic
def take_back(assignments: Iterable[Assignment], *, now: datetime) -> int:
    """Assignments that were only just made never were; how many that goes for.

    One with a log stays as it is: what was done is not taken away.
    """
    count = 0
    for assignment in assignments:
        rows = ScheduledSession.with_drafts.filter(assignment=assignment)
        if rows.exclude(log=None).exists():
            continue
        _take(rows, now)
        assignment.delete()
        Client.objects.filter(pk=assignment.client_id).look_soon(now)
        count += 1
    return count


def _take(rows: ScheduledSessionQuerySet, now: datetime) -> None:
    keys = list(rows.values_list("pk", flat=True))
    there = ScheduledSession.with_drafts.filter(pk__in=keys)
    there.drafts().delete()
    removing.take_out(there, now=now)
