"""Dated sessions by ISO week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from plans.rules.dated import DatedSession
from plans.rules.hard_days import HardDay, hard_days
from plans.rules.hardness import CARE_KINDS
from plans.rules.load import DayState, WeekLoad, week_load

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """The sessions of one week, Monday to Sunday, that were done or still can be."""

    monday: date
    sessions: tuple[DatedSession, ...]
    missing: int  # sessions that are past and have no log
    open: tuple[DatedSession, ...]  # those that notes may be about

    @property
    def has_race(self) -> bool:
        return any(session.races for session in self.sessions)

    @property
    def hard_days(self) -> list[HardDay]:
        return hard_days(self.sessions)

    @property
    def free_days(self) -> int:
        """Days without run and strength."""
        return 7 - len({session.day for session in self.sessions if session.occupies})

    @property
    def load(self) -> float | None:
        """AU, or None where the week is incomplete."""
        return None if self.spread is None else self.spread.total

    @cached_property
    def spread(self) -> WeekLoad | None:
        """Load, monotony and strain; None where two sessions have no log, or one says too little."""
        loads = [0.0] * 7
        for session in self.sessions:
            if session.kind in CARE_KINDS:
                continue
            if session.load is None:
                return None
            loads[session.day.weekday()] += session.load
        if self.missing > 1:
            return None
        return week_load([(DayState.LOGGED, load) for load in loads])


def weeks(sessions: Sequence[DatedSession], today: date | None) -> list[Week]:
    """Every week from the first session to the last, empty ones included."""
    by_week: dict[date, list[DatedSession]] = {}
    for session in sessions:
        by_week.setdefault(monday_of(session.day), []).append(session)
    if not by_week:
        return []
    first, last = min(by_week), max(by_week)
    mondays = (first + ONE_WEEK * number for number in range((last - first).days // 7 + 1))
    return [_week(monday, by_week.get(monday, []), today) for monday in mondays]


def _week(monday: date, sessions: Sequence[DatedSession], today: date | None) -> Week:
    counted = tuple(each for each in sessions if each.counts(today))
    return Week(
        monday=monday,
        sessions=counted,
        missing=sum(not each.counts(today) and each.occupies for each in sessions),
        open=tuple(each for each in counted if each.is_open(today)),
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def loads_before(all_weeks: Sequence[Week], place: int, *, most: int = 4) -> list[float]:
    """Loads of the complete weeks among the last `most` before `place`, oldest first."""
    before = all_weeks[max(0, place - most) : place]
    return [week.load for week in before if week.load is not None]
