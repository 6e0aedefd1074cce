"""A session with its date, as the rules see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.rules.hills import HillSet
from plans.rules.kind_words import untitled
from plans.rules.kinds import RACES, Hardness, Kind, RunType
from plans.rules.regions import Region
from plans.rules.sentence import Sentence

RUNNING_KINDS = frozenset({Kind.RUN, Kind.HILLS, Kind.PRACTICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSession:
    """One session on one day, planned or done. A done one carries what was done, on the day it was.

    Fields that are None are not known; the rules that need them are silent.
    """

    key: str
    day: date
    hardness: Hardness
    kind: Kind
    run_type: RunType | None = None
    title: str = ""
    is_race: bool = False
    race_km: float | None = None
    is_priority_race: bool = False  # an A race
    done: bool = False
    assumed: bool = False  # past, without a log: counts until it is marked as not done
    moves_clock: bool = True  # False: a first-timer's easy run that was not easy
    other_practice: bool = False  # set by somebody else
    team: bool = False
    minutes: float | None = None
    effort: float | None = None
    hour: int | None = None  # local hour of the start
    hills: HillSet | None = None
    is_activation: bool = False  # activation or return work: occupies no day
    is_walk: bool = False
    deep_hands_on: bool = False
    hands_on: bool = False
    regions: frozenset[Region] = frozenset()  # that the session loads, beyond what its kind does

    @property
    def name(self) -> str | Sentence:
        """Its title, else the word of its run or kind."""
        return self.title or untitled(self.kind, self.run_type)

    @property
    def races(self) -> bool:
        return self.is_race or self.run_type in RACES

    @property
    def counts_as_hard(self) -> bool:
        return self.hardness is Hardness.HARD and self.moves_clock

    @property
    def load(self) -> float | None:
        """Minutes times effort, in AU."""
        if self.minutes is None or self.effort is None:
            return None
        return self.minutes * self.effort

    @property
    def is_running(self) -> bool:
        return self.kind in RUNNING_KINDS

    @property
    def is_demanding(self) -> bool:
        """Hard running and every hill sprint: what waits while a part hurts."""
        return self.hardness is Hardness.HARD or self.kind is Kind.HILLS

    @property
    def occupies(self) -> bool:
        """Whether its day is no free one: a run or strength, activation and return work left out."""
        return not self.is_activation and (self.is_running or self.kind is Kind.STRENGTH)

    def counts(self, today: date | None) -> bool:
        """Whether it was done, or can still be done."""
        return self.done or today is None or self.day >= today

    def is_open(self, today: date | None) -> bool:
        """Whether a coach can still change it: neither done nor past. On paper nothing is past."""
        return not self.done and (today is None or self.day >= today)

    def is_assumed(self, today: date | None) -> bool:
        """Whether it counts although nobody logged it."""
        return self.assumed or (not self.done and today is not None and self.day < today)

    def is_movable(self, today: date | None) -> bool:
        """Whether the coach may place it elsewhere: open, no race, set by nobody else."""
        return self.is_open(today) and not self.races and not self.other_practice


def by_day(sessions: Iterable[DatedSession]) -> dict[date, list[DatedSession]]:
    """Sessions of each day, days in order."""
    days: dict[date, list[DatedSession]] = {}
    for session in sorted(sessions, key=lambda session: (session.day, session.key)):
        days.setdefault(session.day, []).append(session)
    return days
