"""Hill sprints of 8 to 30 seconds: dose, class, rest, caps, prerequisites and progression.

Numbers are our defaults, drawn from Hudson's progression (Running Times, confirmed in a secondary
source only), unless a docstring says otherwise. Repeats longer than 30 seconds are another kind, a
quality run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from plans.rules.kinds import Hardness
from plans.rules.profiles import HillLevel, Phase

LONGEST_SPRINT_S = 30
POWER_SPRINT_S = 12  # power hills are 8 to 12 s
LONG_SPRINT_S = 15  # strength-endurance hills are 15 to 30 s
MODERATE_DOSE_S = 60
POWER_SESSIONS_FOR_LONG_SPRINTS = 4


class NotAHillSprint(ValueError):
    """No reps, no seconds, or longer than 30 seconds, which is a hill repeat."""


@dataclass(frozen=True, slots=True)
class HillSet:
    """One set of hill sprints. None is not known, never zero."""

    reps: int
    seconds: int
    gradient_pct: float | None = None
    rest_s: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no hill sprint. Raises NotAHillSprint."""
        if self.reps < 1 or not 1 <= self.seconds <= LONGEST_SPRINT_S:
            raise NotAHillSprint(self.reps, self.seconds)

    @property
    def dose_s(self) -> int:
        """Seconds of sprinting in all."""
        return self.reps * self.seconds

    @property
    def hardness(self) -> Hardness:
        """Moderate up to 60 s in all with reps of at most 12 s; else hard (our default)."""
        short = self.seconds <= POWER_SPRINT_S and self.dose_s <= MODERATE_DOSE_S
        return Hardness.MODERATE if short else Hardness.HARD

    @property
    def is_power(self) -> bool:
        return self.seconds <= POWER_SPRINT_S


def default_rest_s(seconds: int) -> int:
    """Walk-down between reps: two minutes, or six times the work where that is longer."""
    return max(120, 6 * seconds)


def warn_rest_s(seconds: int) -> int:
    """A rest below this deserves a word in the editor."""
    return max(60, 4 * seconds)


@dataclass(frozen=True, slots=True)
class LevelLimits:
    """What a level asks for and allows."""

    gradient_pct: tuple[float, float]
    seconds: tuple[int, ...]  # the ladder of durations
    reps: tuple[int, int]  # first and last
    per_week: int
    cap_s: int  # sprinting time in one session
    weeks_of_running: int
    hill_sessions: int = 0  # asked for in the last six months


LIMITS = {
    HillLevel.BEGINNER: LevelLimits((4, 6), (8,), (1, 6), 1, cap_s=60, weeks_of_running=6),
    HillLevel.INTERMEDIATE: LevelLimits(
        (6, 8), (8, 10, 12, 15), (4, 8), 1, cap_s=120, weeks_of_running=13
    ),
    HillLevel.ADVANCED: LevelLimits(
        (8, 10), (10, 15, 20, 30), (6, 12), 2, cap_s=240, weeks_of_running=26, hill_sessions=8
    ),
}
STEEPEST_PCT = 12


def days_a_week(level: HillLevel, phase: Phase) -> int:
    """Days with hill sprints that a week of `phase` holds: more than one only in base."""
    return LIMITS[level].per_week if phase is Phase.BASE else 1


RUNS_A_WEEK = 3
MOST_PAIN = 2
MOST_REPS_MORE = 2
MOST_SHARE_MORE = 0.25
NONE_BEFORE_RACE = 3  # days
FIRST_STEPS = (HillSet(2, 8), HillSet(3, 8), HillSet(4, 8))
"""The first three sessions of somebody with no hill history."""


class Unmet(StrEnum):
    """What is missing before hill sprints make sense."""

    WEEKS_OF_RUNNING = "weeks_of_running"
    RUNS_A_WEEK = "runs_a_week"
    PAIN = "pain"
    SORE_PART = "sore_part"
    INJURED = "injured"
    SCREEN = "screen"
    HILL_SESSIONS = "hill_sessions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is known of a runner from intake or log. None is not known."""

    weeks_of_running: int | None = None
    runs_a_week: float | None = None
    first_plan_weeks: int = 0  # completed weeks of the first-time runner's plan
    pain: int = 0  # highest open pain
    sore_part: bool = False  # an open problem of calf, Achilles or hamstring
    injured: bool = False  # said at the start, and no report of a part since
    screen_poor: bool = False
    hill_sessions: int | None = None  # in the last six months
    power_sessions: int | None = None  # completed ones of 8-12 s with pain of at most 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What hill sprints ask for first."""

    weeks: float
    sessions: float = 0  # on hills, in the last six months
    runs: float = RUNS_A_WEEK
    pain: float = MOST_PAIN

    @classmethod
    def of(cls, level: HillLevel) -> "Entry":
        """Our default for `level`."""
        limits = LIMITS[level]
        return cls(weeks=limits.weeks_of_running, sessions=limits.hill_sessions)


def unmet_prerequisites(
    level: HillLevel, ground: Ground, entry: Entry | None = None
) -> tuple[Unmet, ...]:
    """What `ground` lacks for `entry` (our default of `level`), in the order of the enum.

    What is not known is not held against anybody: the rule that asks says "not enough history yet".
    """
    asked = entry or Entry.of(level)
    by_plan = level is HillLevel.BEGINNER and ground.first_plan_weeks >= 5
    lacking = {
        Unmet.WEEKS_OF_RUNNING: not by_plan and _below(ground.weeks_of_running, asked.weeks),
        Unmet.RUNS_A_WEEK: not by_plan and _below(ground.runs_a_week, asked.runs),
        Unmet.PAIN: ground.pain > asked.pain,
        Unmet.SORE_PART: ground.sore_part,
        Unmet.INJURED: ground.injured,
        Unmet.SCREEN: ground.screen_poor,
        Unmet.HILL_SESSIONS: _below(ground.hill_sessions, asked.sessions),
    }
    return tuple(unmet for unmet, is_lacking in lacking.items() if is_lacking)


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value < limit


def long_sprints_unlocked(
    ground: Ground, sessions: float = POWER_SESSIONS_FOR_LONG_SPRINTS
) -> bool | None:
    """Whether enough power `sessions` with pain of at most 2 have opened 15 to 30 s; None: not known."""
    if ground.power_sessions is None:
        return None
    return ground.power_sessions >= sessions


class Step(StrEnum):
    """Why a set is more than one step beyond what was done."""

    DOSE = "dose"
    TWO_AT_ONCE = "two_at_once"


def dose_limit_s(
    recent: Sequence[HillSet],
    seconds: int,
    *,
    reps: float = MOST_REPS_MORE,
    share: float = MOST_SHARE_MORE,
) -> float:
    """Seconds allowed after the `recent` sets of four weeks, for reps of `seconds`: best dose plus
    two reps or 25 per cent, whichever is more.
    """
    best = max(each.dose_s for each in recent)
    return best + max(reps * seconds, share * best)


def too_big_a_step(
    planned: HillSet,
    recent: Sequence[HillSet],
    *,
    reps: float = MOST_REPS_MORE,
    share: float = MOST_SHARE_MORE,
) -> tuple[Step, ...]:
    """What is wrong with `planned` after the sets of the last four weeks; silent without any.

    One variable at a time: measured from that recent set which makes the step smallest, so that the
    session after a lighter week is not held against anybody.
    """
    if not recent:
        return ()
    found = []
    if planned.dose_s > dose_limit_s(recent, planned.seconds, reps=reps, share=share):
        found.append(Step.DOSE)
    if not any(_is_one_step(before, planned) for before in recent):
        found.append(Step.TWO_AT_ONCE)
    return tuple(found)


def _is_one_step(before: HillSet, after: HillSet) -> bool:
    """At most one of reps, seconds and gradient rises; seconds and gradient never change together."""
    pairs: list[tuple[float, float]] = [(before.reps, after.reps), (before.seconds, after.seconds)]
    if before.gradient_pct is not None and after.gradient_pct is not None:
        pairs.append((before.gradient_pct, after.gradient_pct))
    rises = sum(new > old for old, new in pairs)
    together = len(pairs) == 3 and all(new != old for old, new in pairs[1:])
    return rises <= 1 and not (rises and together)


GAP_DAYS = 14


def restart_dose_s(last: HillSet, days_since: int, gap_days: float = GAP_DAYS) -> int:
    """Dose to come back with: all of it, half after 14 days without hills, one 8 s sprint pair
    after twice as many.
    """
    if is_long_gap(days_since, gap_days):
        return min(FIRST_STEPS[0].dose_s, last.dose_s)
    return last.dose_s // 2 if days_since >= gap_days else last.dose_s


def is_long_gap(days_since: int, gap_days: float = GAP_DAYS) -> bool:
    """Whether hills begin anew: twice the gap after which they begin at half."""
    return days_since >= 2 * gap_days


def lighter_dose_s(dose_s: int) -> tuple[float, float]:
    """The dose of every fourth week: 40 to 50 per cent less. Least and most."""
    return dose_s * 0.5, dose_s * 0.6


def fits_before_race(
    planned: HillSet, days_before: int, none_within: float = NONE_BEFORE_RACE
) -> bool:
    """Nothing within 72 hours of a priority race; on the day before those at most 4 reps of 10 s."""
    if days_before <= none_within:
        return False
    return days_before > none_within + 1 or (planned.reps <= 4 and planned.seconds <= 10)


def is_slowing(rep_times_s: Iterable[float]) -> bool:
    """Time to stop the set: two reps in a row 5 per cent slower than the mean of the first two."""
    times = list(rep_times_s)
    if len(times) < 4:
        return False
    limit = 1.05 * fmean(times[:2])
    return any(a > limit and b > limit for a, b in zip(times[2:], times[3:], strict=False))
