"""What is in athletes' sessions: what their lines ask for, and the hills that were done instead."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Case, Count, Max, OuterRef, Subquery, When

from clients.models import ScheduledSession, SetLog
from plans import contents
from plans.contents import NOT_READ, Contents, Piece, hill_set
from plans.rules.hills import HillSet
from plans.rules.kinds import Kind


def sprints() -> dict[str, Case]:
    """Columns for a query of sessions: reps up the hill that have a time, and the longest of them."""
    done = SetLog.objects.sprints().filter(log__session=OuterRef("pk")).order_by().values("log")
    return {
        "sprints_done": _of_hills(done.annotate(number=Count("pk"))),
        "longest_sprint_s": _of_hills(done.annotate(number=Max("seconds"))),
    }


def _of_hills(numbers) -> Case:
    return Case(When(kind=Kind.HILLS, then=Subquery(numbers.values("number"))))


def of(rows: Iterable[ScheduledSession]) -> dict[int, Contents]:
    """Contents of `rows`, which carry the columns of `sprints`, by primary key: one query."""
    rows = list(rows)
    found = contents.of(rows)
    for row in rows:
        if row.sprints_done:
            asked = found.get(row.pk, NOT_READ)
            found[row.pk] = replace(asked, hills_done=_done(row, asked.hills))
    return found


def _done(row: ScheduledSession, asked: HillSet | None) -> HillSet | None:
    """The reps that were done, on the slope that was asked for."""
    done = hill_set([Piece(row.sprints_done, row.longest_sprint_s)])
    return replace(done, gradient_pct=asked.gradient_pct) if done and asked else done
