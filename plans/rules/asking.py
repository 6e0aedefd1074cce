"""What a rule is asked about: dated sessions, the settings that apply, and what day it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.rules.dated import DatedSession
from plans.rules.notes import RuleNote
from plans.rules.settings import RuleSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Sessions of one athlete or of a plan on paper, past and planned."""

    sessions: Sequence[DatedSession]
    settings: RuleSettings
    today: date | None  # None: a plan on paper, where nothing is past


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules.

    Warnings of rules with the same `line` share one line a week; an empty line merges nothing.
    """

    id: str
    ask: Callable[[Asking], Iterable[RuleNote]]
    line: str = ""
