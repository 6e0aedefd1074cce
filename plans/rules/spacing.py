"""The front door of the plan rules: one check over dated sessions, and one table of rules.

Adding a rule takes one function and one row. Every planning door asks here: publish, assign, copy,
move, send and schedule writes of the API. On a plan and on a draft the notes advise; what reaches
an athlete with an error needs a kept reason.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plans.rules.asking import Asking, Rule
from plans.rules.dated import DatedSession
from plans.rules.easy_days import (
    DayChoice,
    DayVerdict,
    Standing,
    earliest_next_hard,
    easy_days_between,
    easy_days_done,
    good_days,
    standing,
)
from plans.rules.notes import Kept, Rhythm, RuleNote, Severity
from plans.rules.settings import RuleSettings, Spacing

__all__ = [
    "RULES",
    "Board",
    "DatedSession",
    "DayChoice",
    "DayVerdict",
    "Kept",
    "Rhythm",
    "RuleNote",
    "RuleSettings",
    "Severity",
    "Spacing",
    "Standing",
    "board",
    "check",
    "earliest_next_hard",
    "easy_days_done",
    "good_days",
    "standing",
]

RULES: tuple[Rule, ...] = (Rule("R01", easy_days_between, line="spacing"),)

MOST_ON_BOARD = 2


def check(
    sessions: Iterable[DatedSession],
    settings: RuleSettings,
    *,
    today: date | None,
    kept: Collection[Kept | Rhythm] = (),
) -> list[RuleNote]:
    """What the rules say about `sessions`, worst first, then by day.

    Give the past weeks along with the planned ones: notes are only about what can still change.
    `today` is None for a plan on paper. What `kept` covers is silent.
    """
    asking = Asking(sessions=tuple(sessions), settings=settings, today=today)
    notes: list[RuleNote] = []
    lines: set[tuple[str, date]] = set()
    for rule in RULES:
        if rule.id in settings.off:
            continue
        for note in rule.ask(asking):
            note = replace(note, severity=settings.severity.get(rule.id, note.severity))
            if any(decision.covers(note) for decision in kept) or _is_said(rule, note, lines):
                continue
            notes.append(note)
    return sorted(notes, key=lambda note: (note.severity.rank, note.day, note.rule, note.key))


def _is_said(rule: Rule, note: RuleNote, lines: set[tuple[str, date]]) -> bool:
    """Whether this week has its warning of the rule's line already; remembers it otherwise."""
    if not rule.line or note.severity is not Severity.W:
        return False
    line = (rule.line, _monday(note.day))
    if line in lines:
        return True
    lines.add(line)
    return False


@dataclass(frozen=True, slots=True)
class Board:
    """What one athlete's week shows on the board: two notes at most, "and 1 more"."""

    notes: tuple[RuleNote, ...]
    more: int


def board(notes: Sequence[RuleNote], monday: date) -> Board:
    """The notes of the week of `monday` for the board, worst first. Information stays off it."""
    loud = [
        note
        for note in notes
        if note.severity is not Severity.I and _monday(note.day) == _monday(monday)
    ]
    loud.sort(key=lambda note: (note.severity.rank, note.day))
    return Board(tuple(loud[:MOST_ON_BOARD]), max(0, len(loud) - MOST_ON_BOARD))


def _monday(day: date) -> date:
    return day.fromordinal(day.toordinal() - day.weekday())
