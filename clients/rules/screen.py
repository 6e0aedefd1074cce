"""The movement screen: five slow single-leg squats a side, five things to see (our default).

After Crossley et al. 2011, AJSM 39:866 (general knowledge) and Perrott 2012 (confirmed). Raters
agree only fairly, so: the same rater, a trend, and no use but to choose the rung. No diagnosis.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clients.rules.pain import PainLimits

REPS = 5
HELD_REPS = 4
RETEST = (timedelta(weeks=4), timedelta(weeks=6))


class NotASquat(ValueError):
    """Each of the five things is held on 0 to 5 reps."""


class Rating(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NOT_SCORED = "not_scored"  # it hurts: the pain rule goes first


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
