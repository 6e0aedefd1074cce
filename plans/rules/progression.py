"""Double progression of one exercise: reps grow to the top of their range, then the load or the
rung.

ACSM (Ratamess) 2009 (confirmed: 2 to 10 per cent when one or two reps above target can be done),
double progression (confirmed in a secondary source only), the counts of sessions are our defaults.
It suggests; the coach accepts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.rules.prescription import Side
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

SESSIONS_IN_A_ROW = 2
LEFT_IN_THE_TANK = 2
EXTRA_SET_ABOVE = 15


class NotARange(ValueError):
    """A target range starts at 1 and ends where it starts, or later."""


@dataclass(frozen=True, slots=True)
class Target:
    """The range of reps, or of seconds, that one set aims at."""

    least: int
    most: int

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotARange."""
        if not 1 <= self.least <= self.most:
            raise NotARange(self.least, self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """One set on one side. `amount` is reps or seconds; `rir` None was not answered."""

    amount: int
    side: Side = Side.NONE
    rir: int | None = None
    fault: bool = False


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """One exercise in one session."""

    sets: tuple[SetDone, ...]
    load_kg: float | None = None  # None: bodyweight or band

    def reached_top(self, target: Target) -> bool:
        """Every set of both sides at the top, with two or more left in the tank."""
        return bool(self.sets) and all(
            each.amount >= target.most and each.rir is not None and each.rir >= LEFT_IN_THE_TANK
            for each in self.sets
        )

    def missed_bottom(self, target: Target) -> bool:
        return any(each.amount < target.least for each in self.sets)

    @property
    def was_too_much(self) -> bool:
        """Nothing left in the tank, or the form went."""
        return any(each.fault or each.rir == 0 for each in self.sets)


class Next(StrEnum):
    STAY = "stay"
    MORE_LOAD = "more_load"
    RUNG_UP = "rung_up"
    LESS_LOAD = "less_load"
    RUNG_DOWN = "rung_down"


@dataclass(frozen=True, slots=True)
class Suggestion:
    step: Next
    load_kg: float | None
    why: Sentence


_WHY = {
    Next.STAY: _("Same again."),
    Next.MORE_LOAD: _("Top of the range on both sides twice, with some left in the tank."),
    Next.RUNG_UP: _("Top of the range on both sides twice, with some left in the tank."),
    Next.LESS_LOAD: _("A little less, until it is clean and within the range again."),
    Next.RUNG_DOWN: _("An easier rung, until it is clean and within the range again."),
}


def suggest(
    history: Sequence[ExerciseDone],
    target: Target,
    *,
    plate_kg: float = 2.5,
    has_harder: bool = True,
    has_easier: bool = True,
    may_raise: bool = True,
) -> Suggestion:
    """What comes next after `history`, oldest first.

    `plate_kg` is the smallest step of load there is; `may_raise` is False on a day of rest by the
    readiness rule, on which nothing is raised.
    """
    if not history:
        return _said(Next.STAY, None)
    last = history[-1]
    latest = history[-SESSIONS_IN_A_ROW:]
    twice = len(latest) == SESSIONS_IN_A_ROW
    if last.was_too_much or (twice and all(each.missed_bottom(target) for each in latest)):
        return _lower(last.load_kg, plate_kg, has_easier)
    same_load = len({each.load_kg for each in latest}) == 1
    if may_raise and twice and same_load and all(each.reached_top(target) for each in latest):
        return _raise(last.load_kg, plate_kg, has_harder)
    return _said(Next.STAY, last.load_kg)


def _raise(load_kg: float | None, plate_kg: float, has_harder: bool) -> Suggestion:
    """The smallest step of plates from 2 to 10 per cent, else the next rung."""
    if load_kg:
        step = plate_kg * max(1, math.ceil(0.02 * load_kg / plate_kg))
        if step <= 0.10 * load_kg:
            return _said(Next.MORE_LOAD, load_kg + step)
    return _said(Next.RUNG_UP if has_harder else Next.STAY, load_kg)


def _lower(load_kg: float | None, plate_kg: float, has_easier: bool) -> Suggestion:
    """The smallest step of plates from 5 to 10 per cent, else one rung down."""
    if load_kg:
        step = plate_kg * max(1, math.ceil(0.05 * load_kg / plate_kg))
        if step <= 0.10 * load_kg or not has_easier:
            return _said(Next.LESS_LOAD, max(0.0, load_kg - step))
    return _said(Next.RUNG_DOWN if has_easier else Next.STAY, load_kg)


def _said(step: Next, load_kg: float | None) -> Suggestion:
    return Suggestion(step, load_kg, Sentence(_WHY[step]))


def reps_left(effort: float) -> int:
    """Reps left in the tank at an effort: 10 none, 9 one, 8 two, 7 three, below that four or more.

    Zourdos et al. 2016 (confirmed in a secondary source only).
    """
    return min(4, math.floor(10 - effort))


def asymmetry_pct(left: float, right: float) -> float | None:
    """Difference of two sides in per cent of the greater; None where neither did anything.

    Never on screen and never a measure of anything to come (Bishop et al. 2016, 2018, SCJ,
    confirmed).
    """
    most = max(left, right)
    return abs(left - right) / most * 100 if most else None


def side_for_one_more_set(left: float, right: float) -> Side | None:
    """The weaker side, where it may have one more set: beyond a difference of 15 per cent."""
    difference = asymmetry_pct(left, right)
    if difference is None or difference <= EXTRA_SET_ABOVE:
        return None
    return Side.LEFT if left < right else Side.RIGHT
