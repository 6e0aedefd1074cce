"""What a rule says, and what somebody decided to keep all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from plans.rules.sentence import Sentence

T = TypeVar("T")


class Severity(StrEnum):
    """How loud a note is. Only E stops what reaches an athlete, and a reason lets it go out."""

    E = "E"
    W = "W"
    I = "I"  # noqa: E741 - the letter that the rules are known by

    @property
    def rank(self) -> int:
        """0 worst, 2 mildest."""
        return ("E", "W", "I").index(self.value)


def loudest(found: Iterable[tuple[Severity | None, T]]) -> tuple[Severity, T] | None:
    """The first of the worst, where a rule has several reasons about one session."""
    loud = [(severity, about) for severity, about in found if severity is not None]
    return min(loud, key=lambda each: each[0].rank, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNote:
    """One thing that a rule has to say about one session, or about the week that `day` is in.

    `coach` is the short reason beside the card, `why` the sentences behind it (whose rule, the
    nearest good day, what is assumed), `athlete` what the athlete reads. `fact` is what other rules
    may speak of as well; of one session, notes about one fact are one, and `also` are the rules of
    the quieter ones.
    """

    rule: str
    severity: Severity
    key: str
    day: date
    coach: Sentence
    athlete: Sentence
    other_key: str = ""
    other_day: date | None = None
    good_days: tuple[date, ...] = ()
    why: tuple[Sentence, ...] = ()
    fact: str = ""
    also: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that says it."""
        return (self.rule, *self.also)


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept for this one: the note's rule, session and both days. A move of either asks again."""

    rule: str
    key: str
    day: date
    other_day: date | None = None

    def covers(self, note: RuleNote) -> bool:
        return (self.rule, self.key, self.day, self.other_day) == (
            note.rule,
            note.key,
            note.day,
            note.other_day,
        )


class NotARhythm(ValueError):
    """A rhythm names weekdays, 1 (Monday) to 7 (Sunday)."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Kept for this pattern: "Tue, Thu, Sat until 7 November", with one reason for all of it."""

    rule: str
    weekdays: frozenset[int]
    until: date

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotARhythm."""
        if not self.weekdays or not all(1 <= weekday <= 7 for weekday in self.weekdays):
            raise NotARhythm(self.weekdays)

    @classmethod
    def read(cls, rule: str, pattern: str, until: date) -> "Rhythm":
        """A rhythm from its stored form, "2 4 6". Raises NotARhythm."""
        try:
            return cls(rule, frozenset(int(word) for word in pattern.split()), until)
        except ValueError as nonsense:
            raise NotARhythm(pattern) from nonsense

    @property
    def pattern(self) -> str:
        """The stored form: weekday numbers with a space between."""
        return " ".join(str(weekday) for weekday in sorted(self.weekdays))

    def covers(self, note: RuleNote) -> bool:
        """Whether both days of `note` belong to the rhythm, and neither lies beyond its end."""
        days = [note.day] if note.other_day is None else [note.day, note.other_day]
        return self.rule == note.rule and all(
            day <= self.until and day.isoweekday() in self.weekdays for day in days
        )
