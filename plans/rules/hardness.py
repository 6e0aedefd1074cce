"""How hard a session is: hard, moderate or easy, planned and done.

The classes are our default, built on the three zones of session effort (Sanders et al., confirmed):
below 5 easy, 5 to below 7 moderate, 7 and more hard. Only the whole session's effort classifies;
what is left in the tank after a set never does.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from plans.rules.hills import HillSet
from plans.rules.kinds import RACES, Hardness, Kind, RunType
from plans.rules.load import MOST_EFFORT, NotAnEffort

HARD_EFFORT = 7
MODERATE_EFFORT = 5
LONG_RUN_RATIO = 1.10
FIRST_TIMER_WEEKS = 6

HARD_RUNS = RACES | {RunType.INTERVALS, RunType.TEMPO, RunType.HILL_REPEATS}
CARE_KINDS = frozenset({Kind.MAINTENANCE, Kind.TREATMENT, Kind.REST})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEffort:
    """What classifies a session. None is not known, never zero."""

    kind: Kind
    run_type: RunType | None = None
    effort: float | None = None  # whole session, 0-10
    hard_flag: bool = False  # the coach says so: maximal strength, jumps, a hard fartlek
    hill_reps: int | None = None
    hill_seconds: int | None = None
    long_run_ratio: float | None = None  # to the longest run of 30 days; 1.1 is 10 per cent longer

    def __post_init__(self) -> None:
        """Refuse an effort that is none. Raises NotAnEffort."""
        if self.effort is not None and not 0 <= self.effort <= MOST_EFFORT:
            raise NotAnEffort(self.effort)


def planned_hardness(planned: PlannedEffort) -> Hardness:
    """The hardest class that a session's flag, type, effort, hill dose or length says."""
    if planned.kind in CARE_KINDS:
        return Hardness.EASY
    if planned.hard_flag or planned.run_type in HARD_RUNS:
        return Hardness.HARD
    return max(
        (_by_effort(planned.effort), _by_hills(planned), _by_length(planned)),
        key=lambda hardness: hardness.rank,
    )


def _by_effort(effort: float | None) -> Hardness:
    if effort is None or effort < MODERATE_EFFORT:
        return Hardness.EASY
    return Hardness.HARD if effort >= HARD_EFFORT else Hardness.MODERATE


def _by_hills(planned: PlannedEffort) -> Hardness:
    if planned.kind is not Kind.HILLS:
        return Hardness.EASY
    if planned.hill_reps is None or planned.hill_seconds is None:
        return Hardness.HARD  # the cautious reading of a dose that nobody wrote down
    return HillSet(planned.hill_reps, planned.hill_seconds).hardness


def _by_length(planned: PlannedEffort) -> Hardness:
    if planned.run_type is not RunType.LONG:
        return Hardness.EASY
    too_long = planned.long_run_ratio is not None and planned.long_run_ratio > LONG_RUN_RATIO
    return Hardness.HARD if too_long else Hardness.MODERATE


class DoneReason(StrEnum):
    """What a log changed."""

    HARDER_THAN_MEANT = "HARDER_THAN_MEANT"
    EASIER_THAN_MEANT = "EASIER_THAN_MEANT"
    SLOWER_NEXT_TIME = "SLOWER_NEXT_TIME"  # a first-timer's easy run that was not easy


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneEffort:
    """What was done. A field left at None was not answered, and the plan's stands."""

    planned: PlannedEffort
    effort: float | None = None
    hill_reps: int | None = None
    hill_seconds: int | None = None
    long_run_ratio: float | None = None
    did_substitute: bool = (
        False  # an easier session in its place: type, flag and hills do not count
    )


@dataclass(frozen=True, slots=True)
class DoneHardness:
    hardness: Hardness
    moves_clock: bool  # counts as a hard day for the days after it
    reason: DoneReason | None = None


def done_hardness(done: DoneEffort, *, first_timer_week: int | None = None) -> DoneHardness:
    """Class of a logged session: what was done beats what was planned.

    `first_timer_week` counts from 1 for a first-timer, else None: in the first six weeks an easy
    run at an effort of 7 or more keeps its class but does not move the clock (our default). Raises
    NotAnEffort, NotAHillSprint.
    """
    meant = planned_hardness(done.planned)
    actual = planned_hardness(_actual(done))
    in_first_weeks = first_timer_week is not None and first_timer_week <= FIRST_TIMER_WEEKS
    is_easy_run = done.planned.kind is Kind.RUN and meant is Hardness.EASY
    if actual is Hardness.HARD and in_first_weeks and is_easy_run:
        return DoneHardness(actual, moves_clock=False, reason=DoneReason.SLOWER_NEXT_TIME)
    return DoneHardness(actual, actual is Hardness.HARD, _compared(meant, actual))


def _actual(done: DoneEffort) -> PlannedEffort:
    if done.did_substitute:
        return PlannedEffort(kind=Kind.RUN, effort=done.effort)
    answered = {
        name: value
        for name in ("effort", "hill_reps", "hill_seconds", "long_run_ratio")
        if (value := getattr(done, name)) is not None
    }
    return replace(done.planned, **answered)


def _compared(meant: Hardness, actual: Hardness) -> DoneReason | None:
    if actual is meant:
        return None
    harder = actual.rank > meant.rank
    return DoneReason.HARDER_THAN_MEANT if harder else DoneReason.EASIER_THAN_MEANT
