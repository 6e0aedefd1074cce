"""A run-walk as pieces of time, one after the other: what a timer counts down."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from plans.rules.prescription import Prescription, Role
from plans.rules.return_to_run import Stage

A_MINUTE = 60
WALK_AROUND_S = 5 * A_MINUTE
"""Brisk walking before and after a return run."""


class Pace(StrEnum):
    WARM_UP = "warm_up"
    RUN = "run"
    WALK = "walk"
    COOL_DOWN = "cool_down"


class Piece(NamedTuple):
    pace: Pace
    seconds: int


AROUND = {Role.WARM_UP: Pace.WARM_UP, Role.COOL_DOWN: Pace.COOL_DOWN}


def pieces(lines: Iterable[Prescription]) -> tuple[Piece, ...]:
    """What `lines` ask for, in order. Nothing where a piece has no time, or nobody runs.

    Where a number is a range, its lower end counts: stopping later is easier than stopping early.
    """
    lines = [line for line in lines if line.role is not Role.NOTE and not line.optional]
    found = [list(_of_line(line)) for line in lines]
    if not all(found) or not any(line.role is Role.SETS for line in lines):
        return ()
    return tuple(piece for each in found for piece in each)


def pieces_of_stage(stage: Stage) -> tuple[Piece, ...]:
    """A return run on `stage`, with its walk before and after."""
    run = [Piece(Pace.RUN, stage.run * A_MINUTE)]
    walk = [Piece(Pace.WALK, stage.walk * A_MINUTE)] if stage.walk else []
    rounds = [Piece(Pace.WARM_UP, WALK_AROUND_S), *((run + walk) * stage.sets)]
    return (*rounds, Piece(Pace.COOL_DOWN, WALK_AROUND_S))


def _of_line(line: Prescription) -> Iterator[Piece]:
    if line.role in AROUND and line.minutes:
        yield Piece(AROUND[line.role], round(line.minutes * A_MINUTE))
    elif line.role is Role.RUN and line.minutes:
        yield Piece(Pace.RUN, round(line.minutes * A_MINUTE))
    elif line.role is Role.SETS and all(step.get("seconds") for step in line.steps):
        for _round in range(line.sets or 1):
            for step in line.steps:
                walks = "walk" in step.get("name", "") or step.get("name") in ("rest", "off")
                yield Piece(Pace.WALK if walks else Pace.RUN, int(step["seconds"]))
