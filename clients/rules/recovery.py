"""How recovered somebody is this morning: the front door of the readiness rule.

It suggests; only a person changes a plan. The rule and its limits are our defaults. Subjective
measures follow load well (Saw et al. 2016, BJSM 50:281, confirmed), single items only loosely
(Duignan et al. 2020, JAT 55:944, confirmed): show the answers beside the colour.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean, stdev

from clients.rules.check_in import SCALE_VERSION, CheckInAnswers, NotAnAnswer
from clients.rules.gate import Action, holds, suggested_action
from clients.rules.pain import OpenPart, PainAction, PainLimits, action_for
from clients.rules.readiness import RED, Colour, Readiness, Reason, ReasonCode, State
from clients.rules.recovery_words import (
    coach_headline,
    coach_reason_line,
    headline,
    reason_line,
    suggestion,
    supportive_line,
)
from plans.rules.kinds import Hardness
from plans.rules.regions import BodySide, Region

__all__ = [
    "FORMULA_VERSION",
    "SCALE_VERSION",
    "Action",
    "BaselineTooLong",
    "CheckInAnswers",
    "Colour",
    "Morning",
    "NotAnAnswer",
    "PainLimits",
    "Readiness",
    "Reason",
    "ReasonCode",
    "State",
    "assess",
    "coach_headline",
    "coach_reason_line",
    "headline",
    "holds",
    "reason_line",
    "suggested_action",
    "suggestion",
    "supportive_line",
]

FORMULA_VERSION = 1
"""Stored with each verdict, so that history does not move when the rule does."""

BASELINE_DAYS = 28
BASELINE_ENOUGH = 10
SPREAD_FLOOR = 1.5
READY_TOTAL = 20
LOW_TOTAL = 10
LOWISH_TOTAL = 14
SORE = 2
EXPECTED_SORE_DAYS = 2


class BaselineTooLong(ValueError):
    """The baseline is the last 28 days, today left out."""


ReasonsOf = Callable[["Morning"], Iterator["Reason"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """Everything that the rule looks at on one day of one athlete.

    `baseline` holds the totals of the last 28 days, today left out. `easy_days_done` is None with
    no hard session on record, and `easy_days_wish` the wish after the last one.
    """

    answers: CheckInAnswers | None
    baseline: Sequence[int] = ()
    planned: Hardness | None = None  # the hardest of today; None: nothing, or rest
    easy_days_done: int | None = None
    easy_days_wish: int = 2
    pains: Sequence[OpenPart] = ()
    limits: PainLimits = field(default_factory=PainLimits)
    under_18: bool = False
    red_flag: bool = False
    monotonous_and_heavy: bool = False
    without_check_ins: bool = False  # by agreement

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises BaselineTooLong."""
        if len(self.baseline) > BASELINE_DAYS:
            raise BaselineTooLong(len(self.baseline))

    @property
    def total(self) -> int | None:
        return self.answers.total if self.answers else None

    @property
    def mean(self) -> float | None:
        """The usual total; None before ten mornings are there."""
        return fmean(self.baseline) if len(self.baseline) >= BASELINE_ENOUGH else None

    @property
    def drop(self) -> float | None:
        """How far today lies below the usual."""
        return None if self.mean is None or self.total is None else self.mean - self.total

    @property
    def z(self) -> float | None:
        """Today against the usual, in spreads of at least 1.5.

        The floor keeps an even reporter from going red on two points (our default).
        """
        return None if self.drop is None else -self.drop / max(stdev(self.baseline), SPREAD_FLOOR)


def assess(morning: Morning) -> Readiness:
    """The colour and every reason of `morning`. Never green without data.

    A stronger form of a reason replaces its weaker one.
    """
    reasons = tuple(reason for ask in _QUESTIONS for reason in ask(morning))
    unheard = morning.total is None and not morning.without_check_ins
    if any(reason.code in RED for reason in reasons):
        colour = Colour.RED
    elif reasons:
        colour = Colour.AMBER
    elif unheard:
        colour, reasons = Colour.UNKNOWN, (Reason(ReasonCode.NO_RECENT_CHECKIN),)
    else:
        colour = Colour.GREEN
    return Readiness(
        colour=colour,
        state=_state(colour, morning.total),
        reasons=reasons,
        good_signs=tuple(_good_signs(morning)),
        z=morning.z,
        total=morning.total,
        baseline_n=len(morning.baseline),
    )


def _state(colour: Colour, total: int | None) -> State:
    if colour is Colour.GREEN:
        return State.READY if total is not None and total >= READY_TOTAL else State.STEADY
    return {Colour.AMBER: State.EASING, Colour.RED: State.STOP}.get(colour, State.UNKNOWN)


def _body(morning: Morning) -> Iterator[Reason]:
    if morning.red_flag:
        yield Reason(ReasonCode.RED_FLAG)
    if morning.answers and morning.answers.illness:
        yield Reason(ReasonCode.ILLNESS)


_PAIN_CODES = {
    PainAction.STOP: ReasonCode.PAIN_STOP,
    PainAction.HOLD: ReasonCode.PAIN_HOLD,
    PainAction.NOTICE: ReasonCode.PAIN_NOTICE,
}
_WORST_PAIN_FIRST = tuple(_PAIN_CODES)


def _pain(morning: Morning) -> Iterator[Reason]:
    found = [
        (action_for(pain.recent, limits), pain)
        for pain in morning.pains
        if pain.recent is not None
        for limits in [morning.limits.for_region(pain.region, morning.under_18)]
    ]
    held = [(action, pain) for action, pain in found if action in _PAIN_CODES]
    if held:
        action, pain = min(
            held, key=lambda each: (_WORST_PAIN_FIRST.index(each[0]), -(each[1].recent or 0))
        )
        yield Reason(_PAIN_CODES[action], _where(pain))
    if any(pain.worse_next_morning for pain in morning.pains):
        yield Reason(ReasonCode.PAIN_WORSE_NEXT_MORNING)


def _where(pain: OpenPart) -> dict[str, int | str]:
    return {
        "level": pain.recent or 0,
        "region": Region(pain.region).value,
        "side": BodySide(pain.side).value,
    }


def _wellness(morning: Morning) -> Iterator[Reason]:
    z, drop, total = morning.z, morning.drop, morning.total
    if z is not None and drop is not None:
        if z <= -2 and drop >= 4:
            yield Reason(ReasonCode.WELLNESS_FAR_BELOW)
        elif z <= -1 and drop >= 2:
            yield Reason(ReasonCode.WELLNESS_BELOW)
    if total is not None:
        if total <= LOW_TOTAL:
            yield Reason(ReasonCode.WELLNESS_LOW_ABS)
        elif total <= LOWISH_TOTAL and morning.mean is None:
            yield Reason(ReasonCode.WELLNESS_LOWISH_ABS)


def _items(morning: Morning) -> Iterator[Reason]:
    if morning.answers is None:
        return
    for name, answer in morning.answers.items():
        if answer == 1:
            yield Reason(ReasonCode(f"ITEM_1_{name.upper()}"))
    soreness, done = morning.answers.soreness, morning.easy_days_done
    is_surprising = morning.planned is Hardness.HARD or done is None or done >= EXPECTED_SORE_DAYS
    if soreness is not None and soreness <= SORE and is_surprising:
        yield Reason(ReasonCode.SORENESS_HIGH)


def _training(morning: Morning) -> Iterator[Reason]:
    done, wish = morning.easy_days_done, morning.easy_days_wish
    if morning.planned is Hardness.HARD and done is not None and done < wish:
        yield Reason(ReasonCode.EASY_DAYS_OUTSTANDING, {"done": done, "wish": wish})
    if morning.monotonous_and_heavy:
        yield Reason(ReasonCode.MONOTONY_HIGH_WITH_HIGH_LOAD)


_QUESTIONS: tuple[ReasonsOf, ...] = (_body, _pain, _wellness, _items, _training)


def _good_signs(morning: Morning) -> Iterator[Reason]:
    if morning.easy_days_done:
        yield Reason(ReasonCode.EASY_DAYS_BEHIND, {"days": morning.easy_days_done})
    if morning.answers is None:
        if morning.without_check_ins:
            yield Reason(ReasonCode.WITHOUT_CHECK_INS)
        return
    if (morning.answers.sleep or 0) >= 4:
        yield Reason(ReasonCode.GOOD_SLEEP)
    if (morning.answers.soreness or 0) >= 4:
        yield Reason(ReasonCode.NOTHING_SORE)
