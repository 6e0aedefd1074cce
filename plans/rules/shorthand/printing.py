"""The one form in which a prescription and a session are written. What it prints reads back the same."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from plans.rules.prescription import Prescription, Role, Side, TargetKind
from plans.rules.shorthand.doses import LEAST_REP_M, LEAST_RUN_M
from plans.rules.shorthand.measures import KG_PER_LB, METRES, shown
from plans.rules.shorthand.values import SessionText

INDENT = "  "
_ROLE_WORDS = {
    Role.HILLS: "hill",
    Role.HILL_REPEATS: "hill repeats",
    Role.STRIDES: "strides",
    Role.WARM_UP: "warm-up",
    Role.COOL_DOWN: "cool-down",
    Role.REST: "rest",
}
_RACE_WORDS = {"HM": "half marathon", "M": "marathon"}
# Where a short distance in m cannot be taken for minutes.
_METRES_ALWAYS = frozenset({Role.EXERCISE, Role.STRIDES, Role.HILLS, Role.HILL_REPEATS, Role.RACE})


def print_line(line: Prescription) -> str:
    """One line without its block and its alternatives: `3 x 8 /side clam @ light band, RPE 7`."""
    cue = f"-- {line.cue}" if line.cue else ""
    head = _head(line)
    return _tags(line) + "  ".join(filter(None, [head, cue]))


def print_session(session: SessionText) -> str:
    """The whole session as text, without a line break at its end."""
    lines = [f"# {session.title}"] if session.title else []
    facts = _facts(session)
    if facts:
        lines.append(facts)
    for block, group in groupby(session.prescriptions, key=lambda line: line.block):
        indent = INDENT if block else ""
        if block:
            lines.append(f"{block}:")
        lines.extend(indent + text for text in _choices(group))
    return "\n".join(lines)


def _facts(session: SessionText) -> str:
    facts = []
    if session.effort is not None:
        facts.append(f"effort {_span(session.effort, session.upper.get('effort'))}")
    if session.minutes is not None:
        facts.append(f"{_span(session.minutes, session.upper.get('minutes'))} min")
    facts += [word for word in ("hard", "unwatched") if getattr(session, word)]
    return ", ".join(facts)


def _choices(lines: Iterable[Prescription]) -> Iterable[str]:
    """Alternatives stand in one line where they can: a note or another tag needs a line of its own."""
    text, last = "", None
    for line in lines:
        same = last is not None and line.choice and line.choice == last.choice
        if last and same and not last.cue and _tags(last) == _tags(line):
            text += f" or {print_line(line).removeprefix(_tags(line))}"
        else:
            if text:
                yield text
            text = f"or {print_line(line)}" if same else print_line(line)
        last = line
    if text:
        yield text


def _tags(line: Prescription) -> str:
    optional = "optional: " if line.optional else ""
    return f"{optional}{line.superset} " if line.superset else optional


def _head(line: Prescription) -> str:
    if line.role is Role.NOTE:
        return ""
    pieces = _race(line) if line.role is Role.RACE else _work(line)
    return ", ".join([" ".join(filter(None, [*pieces, *_at(line)])), *_details(line)])


def _race(line: Prescription) -> list[str]:
    word = "TT" if line.name == "time trial" else "race"
    return [word, _RACE_WORDS.get(_unit(line.typed_unit), "") or _distance(line)]


def _work(line: Prescription) -> list[str]:
    word = _ROLE_WORDS.get(line.role, "")
    named = f"{line.name} {word}".strip()
    sets = f"{_range(line, 'sets')} x" if line.sets is not None else ""
    side = _side(line)
    if line.role is Role.TREATMENT:
        return [sets, _amount(line), named, side]
    return [sets, _amount(line) + _right(line), side, named]


def _side(line: Prescription) -> str:
    if line.reps_right is not None:
        return ""
    if line.role is Role.TREATMENT and line.side in (Side.LEFT, Side.RIGHT):
        return line.side.value
    return {Side.NONE: "", Side.EACH: "/side", Side.LEFT: "L", Side.RIGHT: "R"}[line.side]


def _right(line: Prescription) -> str:
    if line.reps_right is None:
        return ""
    unit = " s" if line.seconds is not None else ""
    return f" L, {_range(line, 'reps_right')}{unit} R"


def _amount(line: Prescription) -> str:
    if line.steps:
        return _ladder(line) if line.role is Role.LADDER else _round(line.steps)
    if line.reps_min is not None:
        upper = line.reps_max if line.reps_max != line.reps_min else None
        return _span(line.reps_min, upper)
    if line.seconds is not None:
        return _time(line.seconds, line.upper.get("seconds"), _unit(line.typed_unit))
    if line.minutes is not None:
        return f"{_range(line, 'minutes')} min"
    return _distance(line)


def _distance(line: Prescription) -> str:
    if line.distance_m is None:
        return ""
    least = LEAST_REP_M if line.sets is not None else LEAST_RUN_M
    if line.role in _METRES_ALWAYS or (line.role is Role.CROSS and line.sets is not None):
        least = 0
    upper = line.upper.get("distance_m")
    return _length(line.distance_m, upper, _unit(line.typed_unit), least)


def _length(metres: float, upper: float | None, unit: str, least: int) -> str:
    if unit in ("km", "mi"):
        return f"{_in_unit(metres, upper, METRES[unit])} {unit}"
    return f"{_span(metres, upper)} {'metres' if metres < least else 'm'}"


def _time(seconds: float, upper: float | None, unit: str) -> str:
    if unit == "min":
        return f"{_span(seconds / 60, upper and upper / 60)} min"
    return f"{_span(seconds, upper)} s"


def _ladder(line: Prescription) -> str:
    unit = _unit(line.typed_unit)
    rungs = [_rung(step, unit) for step in line.steps]
    return "-".join(number for number, _ in rungs) + f" {rungs[0][1]}"


def _rung(step: Mapping[str, Any], unit: str) -> tuple[str, str]:
    if "seconds" in step:
        number, _, word = _time(step["seconds"], None, unit).partition(" ")
    else:
        number, _, word = _length(step["distance_m"], None, unit, LEAST_REP_M).partition(" ")
    return number, word


def _round(steps: Iterable[Mapping[str, Any]]) -> str:
    return f"({', '.join(map(_step, steps))})"


def _step(step: Mapping[str, Any]) -> str:
    upper = step.get("upper", {})
    unit = step.get("typed_unit", "")
    if "seconds" in step:
        pieces = [_time(step["seconds"], upper.get("seconds"), _unit(unit))]
    else:
        metres, top = step["distance_m"], upper.get("distance_m")
        pieces = [_length(metres, top, _unit(unit), LEAST_REP_M)]
    pieces.append(step.get("name", ""))
    if "effort" in step:
        pieces.append(f"RPE {_span(step['effort'], upper.get('effort'))}")
    if "target_kind" in step:
        kind = TargetKind(step["target_kind"])
        pieces.append(_target(kind, step["target_value"], upper.get("target_value"), unit))
    return " ".join(filter(None, pieces))


def _at(line: Prescription) -> list[str]:
    """What stands behind the name: gradient, load, target."""
    pieces = [f"@ {_range(line, 'gradient_pct')} %" if line.gradient_pct is not None else ""]
    if line.load_kg is not None:
        pieces.append(f"@ {_load(line)}")
        pieces.append(line.load_word)
    elif line.load_word:
        pieces.append(f"@ {line.load_word}")
    if line.target_kind not in (TargetKind.NONE, TargetKind.GOAL_TIME):
        upper = line.upper.get("target_value")
        pieces.append(_target(line.target_kind, line.target_value, upper, line.typed_unit))
    return pieces


def _load(line: Prescription) -> str:
    upper = line.upper.get("load_kg")
    if "lb" in line.typed_unit.split():
        return f"{_in_unit(line.load_kg or 0, upper, KG_PER_LB)} lb"
    return f"{_span(line.load_kg or 0, upper)} kg"


def _target(kind: TargetKind, value: str, upper: float | None, typed_unit: str) -> str:
    if kind is TargetKind.RACE_PACE:
        return f"@ {value} pace"
    if kind is TargetKind.ZONE:
        return f"Z{value}" if upper is None else f"Z{value}-{shown(upper)}"
    miles = "/mi" in typed_unit.split()
    per = METRES["mi"] / 1000 if miles else 1
    ends = [_clock(float(end) * per) for end in (value, upper) if end is not None]
    return f"@ {'-'.join(ends)} {'/mi' if miles else '/km'}"


def _details(line: Prescription) -> list[str]:
    """Behind commas: for exercises tempo and rest come first, for runs the effort."""
    effort = [f"RPE {_range(line, 'effort')}"] if line.effort is not None else []
    rest = [_rest(line)] if line.rest_s is not None or line.rest_how else []
    tempo = [f"tempo {line.tempo}"] if line.tempo else []
    rir = [f"RIR {_range(line, 'rir')}"] if line.rir is not None else []
    goal = []
    if line.target_kind is TargetKind.GOAL_TIME:
        goal = [f"goal {_clock(float(line.target_value))}"]
    if line.role is Role.EXERCISE:
        return [*goal, *tempo, *rest, *effort, *rir]
    return [*goal, *effort, *rir, *tempo, *rest]


def _rest(line: Prescription) -> str:
    if line.rest_s is None:
        return line.rest_how
    unit = "min" if "rest:min" in line.typed_unit.split() else "s"
    time = _time(line.rest_s, line.upper.get("rest_s"), unit)
    return f"{time} {line.rest_how}" if line.rest_how else f"rest {time}"


def _range(line: Prescription, column: str) -> str:
    return _span(getattr(line, column), line.upper.get(column))


def _span(low: float, upper: float | None) -> str:
    return shown(low) if upper is None else f"{shown(low)}-{shown(upper)}"


def _in_unit(low: float, upper: float | None, factor: float) -> str:
    """Back in the unit that was typed, with as few decimals as give the stored number again."""
    ends = [end for end in (low, upper) if end is not None]
    return "-".join(_shortest(end, factor) for end in ends)


def _shortest(value: float, factor: float) -> str:
    digits = 2 if factor < 1 else 0
    for decimals in range(4):
        number = round(value / factor, decimals)
        if round(number * factor, digits) == value:
            return shown(number)
    return f"{value / factor:.4f}"


def _unit(typed_unit: str) -> str:
    """The unit of the work among those that were typed."""
    for unit in typed_unit.split():
        if unit in ("min", "km", "mi", "HM", "M"):
            return unit
    return ""


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
