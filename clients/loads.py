"""How much the days and weeks of one athlete weighed. A day that nobody logged is missing, not rest."""

from collections.abc import Iterable
from datetime import date, timedelta

from clients.models import ScheduledSession, SessionLog
from plans.rules.kinds import Kind
from plans.rules.load import DayState, WeekLoad, is_monotonous_and_heavy, own_median, week_load

ONE_DAY = timedelta(days=1)
WEEKS_BEFORE = 4
HISTORY = timedelta(weeks=WEEKS_BEFORE + 1)

DayLoad = tuple[DayState, float]


def weeks_until(sessions: Iterable[ScheduledSession], end: date, weeks: int) -> list[WeekLoad]:
    """`weeks` spans of seven days, oldest first, the last one ending the day before `end`.

    `sessions` carry their logs.
    """
    rows = list(sessions)
    starts = [end - timedelta(weeks=n) for n in range(weeks, 0, -1)]
    return [week_load(week(rows, start)) for start in starts]


def week(sessions: Iterable[ScheduledSession], start: date) -> list[DayLoad]:
    """State and load in AU of the seven days from `start`."""
    days = [start + ONE_DAY * n for n in range(7)]
    logs = [log for log in map(log_of, sessions) if log is not None]
    planned = [session for session in sessions if session.day in days]
    return [_day(day, logs, planned) for day in days]


def log_of(session: ScheduledSession) -> SessionLog | None:
    return getattr(session, "log", None)


def _day(day: date, logs: list[SessionLog], planned: list[ScheduledSession]) -> DayLoad:
    done = [log for log in logs if log.done_on == day and log.was_done]
    known = [log.load_au for log in done if log.load_au is not None]
    if known and len(known) == len(done):
        return DayState.LOGGED, sum(known)
    if done:
        return DayState.MISSING, 0.0
    asked = [each for each in planned if each.day == day and each.kind != Kind.REST]
    if any(log_of(each) is None for each in asked):
        return DayState.MISSING, 0.0
    return (DayState.PLANNED_REST if planned else DayState.MISSING), 0.0


def weighs_heavily(sessions: Iterable[ScheduledSession], day: date) -> bool:
    """Whether the seven days before `day` were monotonous and more than the athlete's usual.

    `sessions` reach back five weeks.
    """
    *before, last = weeks_until(sessions, day, WEEKS_BEFORE + 1)
    return is_monotonous_and_heavy(last, own_median(before))
