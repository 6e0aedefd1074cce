"""The front door of the plan rules: one check over dated sessions by the table of rules.

Every planning door asks here: publish, assign, copy, move, send and schedule writes of the API. On
a plan and on a draft the notes advise; what reaches an athlete with an error needs a kept reason.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plans.rules.asking import Asking, Known, Rule, SorePart
from plans.rules.dated import DatedSession
from plans.rules.easy_days import (
    DayChoice,
    DayVerdict,
    Standing,
    earliest_next_hard,
    easy_days_done,
    good_days,
    standing,
)
from plans.rules.notes import Kept, Rhythm, RuleNote, Severity
from plans.rules.settings import RuleSettings, Spacing
from plans.rules.table import RULES

__all__ = [
    "RULES",
    "Board",
    "DatedSession",
    "DayChoice",
    "DayVerdict",
    "Kept",
    "Known",
    "Rhythm",
    "RuleNote",
    "RuleSettings",
    "Severity",
    "SorePart",
    "Spacing",
    "Standing",
    "board",
    "check",
    "earliest_next_hard",
    "easy_days_done",
    "good_days",
    "standing",
    "without_history",
]

MOST_ON_BOARD = 2


def check(
    sessions: Iterable[DatedSession],
    settings: RuleSettings,
    *,
    today: date | None,
    kept: Collection[Kept | Rhythm] = (),
    known: Known | None = None,
) -> list[RuleNote]:
    """What the rules say about `sessions`, worst first, then by day.

    Give the past weeks along with the planned ones: notes are only about what can still change.
    `today` is None for a plan on paper. What `kept` covers is silent, and so is a rule that lacks
    the history it needs.
    """
    in_order = tuple(sorted(sessions, key=lambda session: (session.day, session.key)))
    asking = Asking(sessions=in_order, settings=settings, today=today, known=known or Known())
    notes: list[RuleNote] = []
    lines: set[tuple[str, date]] = set()
    for rule in RULES:
        if rule.id in settings.off and not rule.stands:
            continue
        louder = None if rule.stands else settings.severity.get(rule.id)
        for note in rule.ask(asking):
            note = replace(note, severity=louder) if louder else note
            if any(decision.covers(note) for decision in kept) or _is_said(rule, note, lines):
                continue
            notes.append(note)
    return sorted(
        _merged(notes), key=lambda note: (note.severity.rank, note.day, note.rule, note.key)
    )


def _merged(notes: Iterable[RuleNote]) -> list[RuleNote]:
    """One note for each session and fact: the loudest, with the others' reasons behind its own.

    `notes` are in the order of the table. Of two alike the later one stays: an injury says what to do
    instead, a pain its number.
    """
    merged: list[RuleNote] = []
    about: dict[tuple[str, str], list[RuleNote]] = defaultdict(list)
    for note in notes:
        (about[note.key, note.fact] if note.fact else merged).append(note)
    return [*merged, *map(_as_one, about.values())]


def _as_one(group: Sequence[RuleNote]) -> RuleNote:
    loudest = min(reversed(group), key=lambda note: note.severity.rank)
    quieter = [note for note in group if note is not loudest]
    reasons = list(loudest.why)
    for note in quieter:
        reasons += [reason for reason in (note.coach, *note.why) if reason not in reasons]
    return replace(loudest, also=tuple(note.rule for note in quieter), why=tuple(reasons))


def without_history(
    sessions: Iterable[DatedSession],
    settings: RuleSettings,
    *,
    today: date | None,
    known: Known | None = None,
) -> frozenset[str]:
    """Ids of the rules that are silent about `sessions` because there is not enough history yet."""
    in_order = tuple(sorted(sessions, key=lambda session: (session.day, session.key)))
    asking = Asking(sessions=in_order, settings=settings, today=today, known=known or Known())
    return frozenset(rule.id for rule in RULES if rule.knows and not rule.knows(asking))


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
    """The notes of the week of `monday` for the board, worst first. Information stays off it.

    A fact that stands in the way of several sessions is told at the first.
    """
    loud = [
        note
        for note in notes
        if note.severity is not Severity.I and _monday(note.day) == _monday(monday)
    ]
    loud.sort(key=lambda note: (note.severity.rank, note.day))
    told: list[RuleNote] = []
    for note in loud:
        if not note.fact or all(note.fact != other.fact for other in told):
            told.append(note)
    return Board(tuple(told[:MOST_ON_BOARD]), max(0, len(told) - MOST_ON_BOARD))


def _monday(day: date) -> date:
    return day.fromordinal(day.toordinal() - day.weekday())
