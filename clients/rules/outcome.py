"""Whether a session was done as asked, or changed. Neither is a fault, and minutes never decide."""

from collections.abc import Iterable, Mapping, Sequence

from clients.rules.log_entry import SetEntry
from plans.rules.prescription import Prescription, Role, Side

COUNTED = frozenset(
    {
        Role.EXERCISE,
        Role.HILLS,
        Role.HILL_REPEATS,
        Role.STRIDES,
        Role.REPS,
        Role.LADDER,
        Role.SETS,
    }
)
SECONDS_MARGIN = 0.1
LOAD_MARGIN_KG = 0.5  # what is lost between pounds and kilograms


def as_asked(
    asked: Mapping[int, Prescription], done: Sequence[SetEntry], *, whole_lines: bool = False
) -> bool:
    """Whether every line that counts was done within what it asked for: sets, sides, reps, hold,
    load.

    Keys of `asked` are the positions of the lines. Nothing said of any set means as asked. Optional
    lines and alternatives never count. With `whole_lines` a line is done by one entry, as in a
    routine where a tick stands for all its holds.
    """
    if not done:
        return True
    return all(
        _line_as_asked(line, [each for each in done if each.line == position], whole_lines)
        for position, line in asked.items()
        if line.role in COUNTED and not line.optional and not line.choice
    )


def _line_as_asked(line: Prescription, done: list[SetEntry], whole_lines: bool) -> bool:
    if whole_lines:
        return bool(done)
    sides = ("left", "right") if line.side is Side.EACH else (None,)
    return all(_enough_sets(line, done, side) for side in sides) and all(
        _set_as_asked(line, each) for each in done
    )


def _enough_sets(line: Prescription, done: Iterable[SetEntry], side: str | None) -> bool:
    count = len({each.set_no for each in done if side is None or each.side in (side, "both")})
    least = len(line.steps) if line.role is Role.LADDER else line.sets or 1
    return least <= count <= max(least, int(line.upper.get("sets", 0)))


def _set_as_asked(line: Prescription, done: SetEntry) -> bool:
    return (
        _reps_as_asked(line, done)
        and _seconds_as_asked(line, done)
        and (
            line.load_kg is None
            or done.load_kg is None
            or abs(done.load_kg - line.load_kg) <= LOAD_MARGIN_KG
        )
    )


def _reps_as_asked(line: Prescription, done: SetEntry) -> bool:
    if done.reps is None or line.reps_min is None:
        return True
    if done.side == "right" and line.reps_right is not None:
        return done.reps == line.reps_right
    return line.reps_min <= done.reps <= (line.reps_max or line.reps_min)


def _seconds_as_asked(line: Prescription, done: SetEntry) -> bool:
    """Only a hold or a rep of a given time asks for seconds; over a distance they are the result."""
    if done.seconds is None or line.seconds is None:
        return True
    longest = line.upper.get("seconds", line.seconds)
    return line.seconds * (1 - SECONDS_MARGIN) <= done.seconds <= longest * (1 + SECONDS_MARGIN)
