"""Planned progression: one line written out for the weeks of a block, lighter weeks honoured.

Lighter weeks: sets 40 per cent fewer, load 10 per cent less, effort 5 at most (our default).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from plans.rules.prescription import Prescription

LIGHTER_SETS, LIGHTER_LOAD, LIGHTER_EFFORT = 0.6, 0.9, 5.0
LOAD_GRAIN_KG = 0.5
MOST_SETS = 20
_TYPED = re.compile(r"\+(\d{1,3}(?:\.\d)?) (reps?|s|sets?|kg)")


class NotAStep(ValueError):
    """A step reads "+1 rep", "+5 s", "+1 set" or "+2.5 kg"."""


class StepDoesNotFit(ValueError):
    """The line has nothing that the step could raise: seconds of reps, load of bodyweight."""


class Unit(StrEnum):
    REPS = "rep"
    SECONDS = "s"
    SETS = "set"
    KG = "kg"


@dataclass(frozen=True, slots=True)
class Step:
    """What every week that is no lighter one adds."""

    amount: float
    unit: Unit

    @classmethod
    def read(cls, text: str) -> "Step":
        """The step that `text` names. Raises NotAStep."""
        match = _TYPED.fullmatch(text)
        if match is None or not float(match[1]):
            raise NotAStep(text)
        unit = Unit(match[2] if match[2] in ("s", "kg") else match[2].removesuffix("s"))
        if unit is not Unit.KG and not float(match[1]).is_integer():
            raise NotAStep(text)
        return cls(float(match[1]), unit)


def written_out(line: Prescription, step: Step, lighter: Sequence[bool]) -> list[Prescription]:
    """`line` in the weeks after its own; `lighter` says of each whether it is a lighter one.

    A lighter week adds nothing and is made lighter from where the block stands. Raises StepDoesNotFit.
    """
    found, level = [], 0
    for is_lighter in lighter:
        level += not is_lighter
        raised = _raised(line, step, level)
        found.append(_lightened(raised) if is_lighter else raised)
    return found


def _raised(line: Prescription, step: Step, times: int) -> Prescription:
    more = step.amount * times
    if step.unit is Unit.KG and line.load_kg is not None:
        return replace(line, load_kg=line.load_kg + more)
    if step.unit is Unit.SETS and line.sets is not None:
        return replace(
            line, sets=min(MOST_SETS, line.sets + int(more)), upper=_up(line, "sets", more)
        )
    if step.unit is Unit.REPS and line.reps_min is not None:
        return replace(
            line,
            reps_min=line.reps_min + int(more),
            reps_max=None if line.reps_max is None else line.reps_max + int(more),
            reps_right=None if line.reps_right is None else line.reps_right + int(more),
        )
    if step.unit is Unit.SECONDS and line.seconds is not None and line.reps_min is None:
        return replace(
            line,
            seconds=line.seconds + int(more),
            reps_right=None if line.reps_right is None else line.reps_right + int(more),
            upper=_up(line, "seconds", more),
        )
    raise StepDoesNotFit(step.unit)


def _up(line: Prescription, column: str, more: float) -> dict[str, float]:
    """The upper ends of ranges, that of `column` raised with its lower one."""
    return {key: most + more if key == column else most for key, most in line.upper.items()}


def _lightened(line: Prescription) -> Prescription:
    upper = {key: most for key, most in line.upper.items() if key not in ("sets", "effort")}
    return replace(
        line,
        sets=None if line.sets is None else max(1, math.floor(line.sets * LIGHTER_SETS + 0.5)),
        load_kg=None if line.load_kg is None else _grain(line.load_kg * LIGHTER_LOAD),
        effort=None if line.effort is None else min(line.effort, LIGHTER_EFFORT),
        upper=upper,
    )


def _grain(load_kg: float) -> float:
    return math.floor(load_kg / LOAD_GRAIN_KG + 1e-9) * LOAD_GRAIN_KG
