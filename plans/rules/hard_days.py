"""Days with hard work, and the easy days between two of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plans.rules.dated import DatedSession, by_day
from plans.rules.notes import Severity
from plans.rules.settings import MOST_EASY_DAYS, Spacing


@dataclass(frozen=True)
class HardDay:
    """A day with one hard session or more, which count as one."""

    day: date
    sessions: tuple[DatedSession, ...]

    @property
    def is_race(self) -> bool:
        return any(session.races for session in self.sessions)

    @cached_property
    def foremost(self) -> DatedSession:
        """The session that the day is named after: the longest race, else the first."""
        return max(self.sessions, key=lambda session: (session.races, session.race_km or 0))

    def movable(self, today: date | None) -> DatedSession | None:
        return next((each for each in self.sessions if each.is_movable(today)), None)

    def needs(self, spacing: Spacing) -> tuple[int, int]:
        """Floor and wish of the easy days after it."""
        foremost = self.foremost
        if foremost.races:
            return spacing.after_race(foremost.race_km)
        return spacing.floor, spacing.wish


def hard_days(sessions: Iterable[DatedSession]) -> list[HardDay]:
    """Days with hard work, in order."""
    hard = (session for session in sessions if session.counts_as_hard)
    return [HardDay(day, tuple(each)) for day, each in by_day(hard).items()]


@dataclass(frozen=True, slots=True)
class Gap:
    """The easy days between two hard days, and what the earlier one asks for."""

    earlier: HardDay
    later: HardDay
    floor: int
    wish: int

    @property
    def easy_days(self) -> int:
        return (self.later.day - self.earlier.day).days - 1

    @property
    def severity(self) -> Severity | None:
        if self.easy_days < self.floor:
            return Severity.E
        return Severity.W if self.easy_days < self.wish else None

    @property
    def asked(self) -> int:
        """The number that it falls short of."""
        return self.floor if self.severity is Severity.E else self.wish

    @property
    def badness(self) -> tuple[bool, int, date]:
        """Sorts the worst last: below the floor, then the days short, then the closer neighbour."""
        return self.severity is Severity.E, self.asked - self.easy_days, self.earlier.day


def worst_gap(day: HardDay, others: Iterable[HardDay], spacing: Spacing) -> Gap | None:
    """The gap to one of `others` that falls shortest; None where the wish is kept on both sides."""
    short = short_gaps(day, others, spacing)
    return max(short, key=lambda gap: gap.badness, default=None)


def short_gaps(day: HardDay, others: Iterable[HardDay], spacing: Spacing) -> Iterator[Gap]:
    """The gaps between `day` and `others` that keep less than the wish."""
    at = day.day.toordinal()
    for other in others:
        apart = other.day.toordinal() - at
        if apart and abs(apart) <= MOST_EASY_DAYS:
            earlier, later = (day, other) if apart > 0 else (other, day)
            floor, wish = earlier.needs(spacing)
            if abs(apart) <= wish:
                yield Gap(earlier, later, floor, wish)
