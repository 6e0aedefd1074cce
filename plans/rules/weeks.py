"""Dated sessions by ISO week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.rules.asking import Asking
from plans.rules.dated import DatedSession
from plans.rules.easy_days import HardDay, hard_days
from plans.rules.hardness import CARE_KINDS
from plans.rules.load import DayState, WeekLoad, week_load

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
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
    def loaded(self) -> list[DatedSession]:
        return [session for session in self.sessions if session.kind not in CARE_KINDS]

    @property
    def is_complete(self) -> bool:
        """At most one session has no log, and every other says how long and how hard."""
        return self.missing <= 1 and all(session.load is not None for session in self.loaded)

    @property
    def load(self) -> float | None:
        """AU, or None where the week is incomplete."""
        return sum(each.load or 0 for each in self.loaded) if self.is_complete else None

    @property
    def spread(self) -> WeekLoad | None:
        """Load, monotony and strain as planned; None where the week is incomplete."""
        if not self.is_complete:
            return None
        loads = [0.0] * 7
        for session in self.loaded:
            loads[session.day.weekday()] += session.load or 0
        return week_load([(DayState.LOGGED, load) for load in loads])


def weeks(asking: Asking) -> list[Week]:
    """Every week from the first session to the last, empty ones included."""
    if not asking.sessions:
        return []
    mondays = {monday_of(session.day) for session in asking.sessions}
    first, last = min(mondays), max(mondays)
    count = (last - first).days // 7 + 1
    return [_week(first + ONE_WEEK * number, asking) for number in range(count)]


def _week(monday: date, asking: Asking) -> Week:
    mine = [each for each in asking.sessions if monday_of(each.day) == monday]
    counted = tuple(each for each in mine if each.counts(asking.today))
    return Week(
        monday=monday,
        sessions=counted,
        missing=sum(not each.counts(asking.today) and each.occupies for each in mine),
        open=tuple(each for each in counted if each.is_open(asking.today)),
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def loads_before(all_weeks: Sequence[Week], place: int, *, most: int = 4) -> list[float]:
    """Loads of the complete weeks among the last `most` before `place`, oldest first."""
    before: Iterable[Week] = all_weeks[max(0, place - most) : place]
    return [week.load for week in before if week.load is not None]
