"""What was done of what was planned, per pillar: rows as the count sees them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from clients.models import Away, ScheduledSession, SessionLog
from clients.rules.compliance import Done, Pillar, Planned, Result, compliance
from plans.rules.kinds import Kind

EXCUSES = frozenset({SessionLog.SkipReason.ILL, SessionLog.SkipReason.HURT})
RESULTS = {
    SessionLog.Outcome.DONE: Result.DONE,
    SessionLog.Outcome.CHANGED: Result.CHANGED,
    SessionLog.Outcome.SKIPPED: Result.SKIPPED,
}


def per_pillar(
    rows: Iterable[ScheduledSession], away: Sequence[Away], *, first: date, today: date
) -> dict[Pillar, Done]:
    """Done of planned from `first` up to yesterday, by the day on which a session stands now.

    Ill, hurt, away and optional leave the count unless they were done all the same; the athlete's
    own additions are outside.
    `rows` are sent sessions with their logs.
    """
    return compliance((_planned(row, away) for row in rows if row.day >= first), today)


def of_weeks(
    rows: Sequence[ScheduledSession], away: Sequence[Away], today: date, spans: Sequence[int]
) -> list[tuple[Pillar, list[Done]]]:
    """Each pillar with its count over so many weeks back; only pillars with something planned."""
    counts = [
        per_pillar(rows, away, first=today - timedelta(weeks=weeks), today=today) for weeks in spans
    ]
    return [
        (pillar, [count.get(pillar, Done(0, 0)) for count in counts])
        for pillar in Pillar
        if any(pillar in count for count in counts)
    ]


def _planned(row: ScheduledSession, away: Sequence[Away]) -> Planned:
    log = getattr(row, "log", None)
    is_away = any(span.from_on <= row.day <= span.to_on for span in away)
    return Planned(
        kind=Kind(row.kind),
        day=row.day,
        result=RESULTS[log.outcome] if log else Result.OPEN,
        excused=row.optional or is_away or (log is not None and log.skip_reason in EXCUSES),
        by_athlete=row.origin == ScheduledSession.Origin.ATHLETE,
    )
