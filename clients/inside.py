"""What is in athletes' sessions: what their lines ask for, and the hills that were done instead."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, Max

from clients.models import ScheduledSession, SetLog
from plans import contents
from plans.contents import NOT_READ, Contents, Piece, hill_set
from plans.rules.kinds import Kind


def of(rows: Iterable[ScheduledSession]) -> dict[int, Contents]:
    """Contents of `rows`, which carry their logs, by primary key: two queries at most."""
    rows = list(rows)
    found = contents.of(rows)
    logs = {row.log.pk: row.pk for row in rows if row.kind == Kind.HILLS and hasattr(row, "log")}
    if not logs:
        return found
    sprints = (
        SetLog.objects.sprints()
        .filter(log__in=logs)
        .order_by()
        .values_list("log")
        .annotate(Count("pk"), Max("seconds"))
    )
    for log, reps, seconds in sprints:
        pk = logs[log]
        done = hill_set([Piece(reps, seconds)])
        if done is not None:
            before = found.get(pk, NOT_READ)
            steep = before.hills.gradient_pct if before.hills else None
            found[pk] = replace(before, hills=replace(done, gradient_pct=steep))
    return found
