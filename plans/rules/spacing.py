"""The front door of the plan rules: one check over dated sessions, and one table of rules.

Adding a rule takes one function and one row. Every planning door asks here: publish, assign, copy,
move, send and schedule writes of the API. On a plan and on a draft the notes advise; what reaches
an athlete with an error needs a kept reason.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plans.rules import rules_body, rules_hills, rules_load, rules_strength, rules_week
from plans.rules.asking import Asking, Known, Rule, SorePart
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
]

RULES: tuple[Rule, ...] = (
    Rule("R01", easy_days_between, line="spacing"),
    Rule("R02", rules_week.hard_days_a_week),
    Rule("R03", rules_week.free_days),
    Rule("R04", rules_load.longest_run, line="how much"),
    Rule("R05", rules_load.weekly_load, line="how much"),
    Rule("R06", rules_load.lighter_week),
    Rule("R07", rules_load.monotony),
    Rule("R08", rules_strength.strength_days),
    Rule("R09", rules_strength.strength_apart),
    Rule("R10", rules_strength.strength_before_hard, line="strength"),
    Rule("R11", rules_strength.order_of_the_day),
    Rule("R12", rules_hills.prerequisites, line="hills"),
    Rule("R13", rules_hills.step_size, line="hills"),
    Rule("R14", rules_hills.cap, line="hills"),
    Rule("R15", rules_hills.rest),
    Rule("R17", rules_hills.long_sprints),
    Rule("R18", rules_body.treatment_near_hard),
    Rule("R19", rules_body.blocked_treatment),
    Rule("R20", rules_body.enough_maintenance),
    Rule("R21", rules_load.taper),
    Rule("R22", rules_body.open_pain, line="pain"),
    Rule("R23", rules_body.red_flag),
    Rule("R25", rules_hills.poor_screen),
    Rule("R27", rules_week.under_18),
    Rule("R28", rules_load.after_a_silence),
)
"""R16 and R26 do not exist; R24 is a suggestion on the exercise (progression)."""

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
