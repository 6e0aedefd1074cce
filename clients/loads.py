"""How much the days and weeks of one athlete weighed. A day that nobody logged is missing, not rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from clients.models import ScheduledSession, SessionLog
from plans.rules.kinds import Kind
from plans.rules.load import DayState, WeekLoad, is_monotonous_and_heavy, own_median, week_load

ONE_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
WEEKS_BEFORE = 4
HISTORY = A_WEEK * (WEEKS_BEFORE + 1)

DayLoad = tuple[DayState, float]
Planned = dict[date, list[ScheduledSession]]
Logs = dict[date, list[SessionLog]]


def weeks_until(sessions: Iterable[ScheduledSession], end: date, weeks: int) -> list[WeekLoad]:
    """`weeks` spans of seven days, oldest first, the last one ending the day before `end`.

    `sessions` carry their logs.
    """
    days = _by_day(sessions)
    starts = [end - A_WEEK * n for n in range(weeks, 0, -1)]
    return [week_load(_week(*days, start)) for start in starts]


def week(sessions: Iterable[ScheduledSession], start: date) -> list[DayLoad]:
    """State and load in AU of the seven days from `start`."""
    return _week(*_by_day(sessions), start)


def _by_day(sessions: Iterable[ScheduledSession]) -> tuple[Planned, Logs]:
    planned: Planned = defaultdict(list)
    logs: Logs = defaultdict(list)
    for session in sessions:
        planned[session.day].append(session)
        log = log_of(session)
        if log is not None and log.was_done:
            logs[log.done_on].append(log)
    return planned, logs


def _week(planned: Planned, logs: Logs, start: date) -> list[DayLoad]:
    days = [start + ONE_DAY * n for n in range(7)]
    has_plan = any(day in planned for day in days)
    return [_day(planned.get(day, []), logs.get(day, []), has_plan=has_plan) for day in days]


def log_of(session: ScheduledSession) -> SessionLog | None:
    return getattr(session, "log", None)


def _day(
    planned: Sequence[ScheduledSession], done: Sequence[SessionLog], *, has_plan: bool
) -> DayLoad:
    known = [log.load_au for log in done if log.load_au is not None]
    if known and len(known) == len(done):
        return DayState.LOGGED, sum(known)
    if done or any(each.kind != Kind.REST and log_of(each) is None for each in planned):
        return DayState.MISSING, 0.0
    return (DayState.PLANNED_REST if has_plan else DayState.MISSING), 0.0


def is_even(sessions: Iterable[ScheduledSession], day: date) -> bool:
    """Whether the seven days before `day` are known and monotonous: only then does it matter what came before.

    `sessions` reach back a week.
    """
    (last,) = weeks_until(sessions, day, 1)
    return not last.incomplete and last.is_monotonous()


def weighs_heavily(sessions: Sequence[ScheduledSession], day: date) -> bool:
    """Whether the seven days before `day` were monotonous and more than the athlete's usual.

    `sessions` reach back five weeks (HISTORY); where they do not, the usual is not known.
    """
    if not is_even(sessions, day):
        return False
    *before, last = weeks_until(sessions, day, WEEKS_BEFORE + 1)
    return is_monotonous_and_heavy(last, own_median(before))
