"""The movement screen: five slow single-leg squats a side, five things to see (our default).

After Crossley et al. 2011, AJSM 39:866 (general knowledge) and Perrott 2012 (confirmed). Raters
agree only fairly, so: the same rater, a trend, and no use but to choose the rung. No diagnosis.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clients.rules.pain import PainLimits
from plans.rules.library_items import FaultCode
from plans.rules.sentence import gettext_noop as _

REPS = 5
HELD_REPS = 4
POOR_FROM = 4  # of the five things, not held
RETEST = (timedelta(weeks=4), timedelta(weeks=6))


class NotASquat(ValueError):
    """Each of the five things is held on 0 to 5 reps."""


class Rating(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NOT_SCORED = "not_scored"  # it hurts: the pain rule goes first


class Code(StrEnum):
    """What was not held on a side, the most telling first; HURTS where nothing could be scored."""

    HURTS = "HURTS"
    KNEE_IN = FaultCode.KNEE_IN.value
    THIGH_IN = "THIGH_IN"
    HIP_DROP = FaultCode.HIP_DROP.value
    TRUNK_LEAN = FaultCode.TRUNK_LEAN.value
    LOSS_BALANCE = FaultCode.LOSS_BALANCE.value


SEEN = {
    Code.HURTS: _("it hurts: not scored, the pain goes first"),
    Code.KNEE_IN: _("the knee falls in"),
    Code.THIGH_IN: _("the thigh drops in"),
    Code.HIP_DROP: _("the pelvis drops or turns"),
    Code.TRUNK_LEAN: _("the trunk leans or sways"),
    Code.LOSS_BALANCE: _("it wobbles"),
}
"""What a finding says, to be translated where it is shown."""

THINGS = {
    "smooth": Code.LOSS_BALANCE,
    "trunk": Code.TRUNK_LEAN,
    "pelvis": Code.HIP_DROP,
    "thigh": Code.THIGH_IN,
    "knee": Code.KNEE_IN,
}
"""The five things in the order of looking, each with what it is where it does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Squats:
    """On how many of five reps each thing held, seen from the front, and the highest pain."""

    smooth: int  # no loss of balance
    trunk: int  # upright, no lean or sway
    pelvis: int  # level, no drop or turn
    thigh: int  # does not drop in
    knee: int  # stays over the second toe
    pain: int = 0

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotASquat."""
        if not all(0 <= held <= REPS for held in self.held):
            raise NotASquat(self.held)

    @property
    def held(self) -> tuple[int, ...]:
        return self.smooth, self.trunk, self.pelvis, self.thigh, self.knee

    @property
    def score(self) -> int:
        """0 to 5: one point for each thing held on at least four reps."""
        return sum(held >= HELD_REPS for held in self.held)

    def rating(self, limits: PainLimits) -> Rating:
        """Good 4-5, fair 2-3, poor 0-1; not scored with pain at the hold limit."""
        if self.pain >= limits.hold:
            return Rating.NOT_SCORED
        if self.score >= 4:
            return Rating.GOOD
        return Rating.FAIR if self.score >= 2 else Rating.POOR

    def found(self, limits: PainLimits) -> tuple[Code, ...]:
        """What this side shows, the most telling first. Nothing is seen in a squat that hurts."""
        if self.rating(limits) is Rating.NOT_SCORED:
            return (Code.HURTS,)
        not_held = {
            THINGS[name] for name, held in zip(THINGS, self.held, strict=True) if held < HELD_REPS
        }
        return tuple(code for code in Code if code in not_held)


def closes(open_code: Code, squats: Squats, limits: PainLimits) -> bool:
    """Whether a later screen of that side ends what is open: it was scored, and the thing held."""
    found = squats.found(limits)
    return Code.HURTS not in found and open_code not in found


@dataclass(frozen=True, slots=True)
class Answer:
    """What a finding suggests for its side, as library slugs: release, then activate, then load."""

    release: str
    activate: str
    load: str


ANSWERS = {
    Code.KNEE_IN: Answer("foam-adductor", "clam", "single-leg-squat"),
    Code.THIGH_IN: Answer("foam-outer-thigh", "side-lying-leg-lift", "step-down"),
    Code.HIP_DROP: Answer("ball-glute", "side-plank", "lateral-step-up"),
    Code.TRUNK_LEAN: Answer("ball-hip-flexor", "side-plank", "runners-touch"),
    Code.LOSS_BALANCE: Answer("ball-foot", "balance", "single-leg-squat"),
}
"""Our defaults, after the library's own answers to these faults. Pain has none: it is looked at."""

BLOCKS = ("release", "activate", "load")
MOST_OF_A_BLOCK = 2
USUAL_STEP = 4  # of a ladder, where nobody has set one


def suggested(codes: Iterable[Code]) -> list[tuple[str, str]]:
    """(block, slug) for the findings of one side, two a block at most, none twice, in order of doing."""
    answers = [ANSWERS[code] for code in codes if code in ANSWERS]
    found = []
    for block in BLOCKS:
        slugs = dict.fromkeys(getattr(answer, block) for answer in answers)
        found += [(block, slug) for slug in list(slugs)[:MOST_OF_A_BLOCK]]
    return found


def step_for(rating: Rating, usual: int = USUAL_STEP) -> int:
    """The step of a ladder, from 1, that a side starts on: one or two below the usual one."""
    return max(1, usual - (rungs_down(rating) or 0))


_RUNGS_DOWN = {Rating.GOOD: 0, Rating.FAIR: 1, Rating.POOR: 2}


def rungs_down(rating: Rating) -> int | None:
    """How many rungs easier single-leg work starts; None where nothing was scored."""
    return _RUNGS_DOWN.get(rating)


def allows_hills(rating: Rating) -> bool:
    """Fair or better; what was not scored allows none."""
    return rating in {Rating.GOOD, Rating.FAIR}


def retest_between(day: date) -> tuple[date, date]:
    """First and last day for the next screen: four to six weeks on."""
    first, last = RETEST
    return day + first, day + last
