"""Back to running by walk and run, in eight stages on alternate days.

The stages are our default, drawn from a 10-level programme (confirmed in a secondary source only)
and a trial's table with a day of rest between and two sessions a phase (Trials 2023, confirmed).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

SESSIONS_A_STAGE = 2
QUIET_PAIN = 2
STOP_PAIN = 6
FAILURES_THAT_ASK = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """`sets` times `run` and `walk` minutes; without a walk it is one run."""

    number: int
    run: int
    walk: int
    sets: int

    @property
    def running_minutes(self) -> int:
        return self.run * self.sets

    @property
    def minutes(self) -> int:
        return (self.run + self.walk) * self.sets


STAGES = (
    Stage(1, 1, 4, 6),
    Stage(2, 2, 3, 6),
    Stage(3, 3, 2, 6),
    Stage(4, 4, 1, 6),
    Stage(5, 9, 1, 3),
    Stage(6, 20, 0, 1),
    Stage(7, 25, 0, 1),
    Stage(8, 30, 0, 1),
)


class NotAStage(ValueError):
    """The stages are 1 to 8."""


class Missing(StrEnum):
    """What has to be true before the first stage."""

    WALK_30 = "walk_30"
    PAIN = "pain"
    LIMP = "limp"
    STAIRS = "stairs"
    PROFESSIONAL = "professional"


def missing_for_entry(
    *,
    walks_30_minutes: bool,
    pain: int,
    limps: bool,
    hurts_on_stairs: bool,
    professional_agrees: bool | None = None,
) -> tuple[Missing, ...]:
    """What keeps somebody from stage 1. `professional_agrees` is None where none is involved."""
    found = {
        Missing.WALK_30: not walks_30_minutes,
        Missing.PAIN: pain > QUIET_PAIN,
        Missing.LIMP: limps,
        Missing.STAIRS: hurts_on_stairs,
        Missing.PROFESSIONAL: professional_agrees is False,
    }
    return tuple(missing for missing, is_missing in found.items() if is_missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRun:
    """One return run: its stage, the highest pain, and how the next morning was."""

    day: date
    stage: int
    pain: int
    worse_next_morning: bool = False

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotAStage."""
        if not 1 <= self.stage <= len(STAGES):
            raise NotAStage(self.stage)

    @property
    def went_well(self) -> bool:
        return self.pain <= QUIET_PAIN and not self.worse_next_morning

    @property
    def failed(self) -> bool:
        """Pain of 6 or more, or a worse morning: back one stage."""
        return self.pain >= STOP_PAIN or self.worse_next_morning


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on the ladder. `stage` is None after the last one."""

    stage: Stage | None
    not_before: date | None  # None before the first run
    asks_for_professional: bool


def standing(runs: Sequence[ReturnRun]) -> Standing:
    """The stage of the next return run after `runs`, oldest first.

    Two sessions that went well lead on; pain of 3 to 5 repeats the stage after one more day of
    rest; a failure leads back one stage after 48 hours off, and two of one stage ask for a
    professional. The coach may say otherwise: a run on another stage than expected starts its count
    anew.
    """
    if not runs:
        return Standing(STAGES[0], None, False)
    number, well = 1, 0
    failures: Counter[int] = Counter()
    for run in runs:
        well = well if run.stage == number else 0
        number = run.stage
        if run.failed:
            failures[number] += 1
            number, well = max(1, number - 1), 0
        elif run.went_well:
            well += 1
            if well == SESSIONS_A_STAGE:
                number, well = number + 1, 0
    last = runs[-1]
    rest_days = 1 if last.went_well else 2
    return Standing(
        STAGES[number - 1] if number <= len(STAGES) else None,
        last.day + timedelta(days=rest_days + 1),
        max(failures.values(), default=0) >= FAILURES_THAT_ASK,
    )


class Move(StrEnum):
    """Where the ladder leads after the last run."""

    NEXT = "next"
    REPEAT = "repeat"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rule says after the last run. `not_before` is the first day of the next one."""

    move: Move
    why: Sentence
    not_before: date | None
    asks_for_professional: bool


_FINISHED = _("All eight stages done: two weeks of easy runs, then strides, then hills.")
_WELL_TWICE = _("Two runs on this stage went well.")
_WELL_ONCE = _("One run on this stage went well: one more.")
_HURT = _("It hurt a little: the same stage again, after one more day of rest.")
_FAILED = _("It hurt too much, or more the next morning: two days off, then one stage back.")


def advice(runs: Sequence[ReturnRun]) -> Advice | None:
    """What follows from `runs`, oldest first, seen from the stage of the last; None before the first."""
    if not runs:
        return None
    last, found = runs[-1], standing(runs)
    if last.failed:
        move, why = Move.BACK, _FAILED
    elif found.stage is None:
        move, why = Move.NEXT, _FINISHED
    elif found.stage.number > last.stage:
        move, why = Move.NEXT, _WELL_TWICE
    else:
        move, why = Move.REPEAT, _WELL_ONCE if last.went_well else _HURT
    return Advice(move, Sentence(why), found.not_before, found.asks_for_professional)
