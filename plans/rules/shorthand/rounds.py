"""The pieces of a round, as in 5 x (3 min RPE 7.5, 2 min jog), and the rungs of a ladder."""

import re
from typing import Any

from plans.rules.prescription import Role, TargetKind
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.doses import LEAST_REP_M
from plans.rules.shorthand.draft import Draft
from plans.rules.shorthand.measures import (
    DISTANCE_UNITS,
    TIME_UNITS,
    put,
    put_distance,
    put_seconds,
)
from plans.rules.shorthand.scanning import scan
from plans.rules.shorthand.tokens import Amount
from plans.rules.shorthand.words import STEP_WORDS

Step = dict[str, Any]
MOST_STEPS = 20
_COMMA = re.compile(",")
_SLASH = re.compile(r"/(?=\s*[0-9.½])")  # in 1 run/2 walk, not in 4:05 /km


def read_rounds(draft: Draft) -> tuple[Step, ...]:
    """The pieces between the brackets; what cannot be read becomes a problem of the draft."""
    assert draft.rounds
    start, end = draft.rounds
    sign = _COMMA if "," in draft.text[start:end] else _SLASH
    steps: list[Step] = []
    for found in sign.finditer(draft.text, start, end):
        steps.append(_step(draft, start, found.start()))
        start = found.end()
    steps.append(_step(draft, start, end))
    if len(steps) > MOST_STEPS:
        draft.problem(draft.rounds[0], gettext_noop("A round holds at most 20 pieces."))
    return tuple(steps)


def _step(draft: Draft, start: int, end: int) -> Step:
    inner = Draft(draft.text, draft.typed, draft.line, draft.column, draft.problems)
    scan(inner, start, end)
    step: Step = {}
    words = " ".join(words.text for words in inner.words) or inner.rest_how
    work = inner.work or inner.rest
    if work is None or inner.loose or inner.sets or inner.chain:
        draft.problem(
            start, gettext_noop("A piece of a round is a time or a distance, as in 2 min jog.")
        )
        return step
    units = [_measure(inner, work, words, step)]
    _details(inner, words or ("rest" if inner.rest else ""), step)
    units.append(inner.pace_unit)
    typed_unit = " ".join(filter(None, units))
    return step | ({"typed_unit": typed_unit} if typed_unit else {})


def _measure(inner: Draft, work: Amount, words: str, step: Step) -> str:
    typed = inner.source(work)
    if not work.unit and words in STEP_WORDS:
        work = work._replace(unit="min")
    if work.unit == "m" and work.low < LEAST_REP_M:
        number = typed.rstrip("mM ")
        inner.problem(
            work.start,
            gettext_noop("“%(typed)s” can be minutes or metres. Write %(one)s or %(other)s."),
            typed=typed,
            one=f"{number} min",
            other=f"{number} metres",
        )
    elif work.unit in DISTANCE_UNITS:
        return put_distance(inner, step, work)
    elif work.unit in TIME_UNITS:
        return put_seconds(inner, step, "seconds", work, "min")
    else:
        inner.problem(
            work.start,
            gettext_noop("“%(typed)s” of what? Write %(one)s or %(other)s."),
            typed=typed,
            one=f"{typed} min",
            other=f"{typed} s",
        )
    return ""


def _details(inner: Draft, words: str, step: Step) -> None:
    if words in STEP_WORDS:
        step["name"] = words
    elif words:
        inner.problem(
            inner.words[0].start,
            gettext_noop("“%(typed)s” is no piece of a round. Write for example 2 min jog."),
            typed=words[:80],
        )
    effort = inner.effort or inner.at_number
    if effort:
        put(inner, step, "effort", effort)
    kind, value = inner.target
    if kind in (TargetKind.RACE_PACE, TargetKind.PACE, TargetKind.ZONE):
        step |= {"target_kind": kind.value, "target_value": value}
        if inner.target_upper is not None:
            step.setdefault("upper", {})["target_value"] = inner.target_upper


def read_ladder(draft: Draft) -> tuple[tuple[Step, ...], str]:
    """The rungs of a ladder, and the unit that they were typed in."""
    rungs: list[Step] = []
    unit = draft.chain_unit
    if unit == "m" and min(draft.chain) < LEAST_REP_M:
        draft.problem(
            draft.chain_start,
            gettext_noop("Minutes or metres? Write 1-2-3-2-1 min or 400-800-400 m."),
        )
    for number in draft.chain[:MOST_STEPS]:
        rung: Step = {}
        amount = Amount(number, None, unit, draft.chain_start, draft.chain_end)
        if unit in DISTANCE_UNITS:
            put_distance(draft, rung, amount)
        else:
            put_seconds(draft, rung, "seconds", amount, "min")
        rungs.append(rung)
    if len(draft.chain) > MOST_STEPS:
        draft.problem(draft.chain_start, gettext_noop("A ladder has at most 20 rungs."))
    return tuple(rungs), ladder_unit(unit, rungs)


def ladder_unit(unit: str, rungs: list[Step]) -> str:
    """Minutes and kilometres are printed where every rung is a round number of them."""
    if unit in ("min", "h"):
        return "min" if all(rung.get("seconds", 0) % 6 == 0 for rung in rungs) else ""
    return unit if unit in ("km", "mi") else ""


def as_round(draft: Draft, fields: Step) -> Step:
    """5x3' (2' jog), a run with walks between, and on and off are rounds of two pieces."""
    how = fields.get("rest_how", "")
    named = (fields["name"], how) in _ROUNDS
    if fields["role"] is not Role.REPS or "rest_s" not in fields:
        return fields
    if not (named or draft.rest_bracketed):
        return fields
    upper = fields.get("upper", {})
    units = fields["typed_unit"].split()
    work = {column: fields[column] for column in _OF_WORK if column in fields}
    work |= {
        "name": fields["name"] if named else "",
        "typed_unit": " ".join(unit for unit in units if unit in ("min", "km", "mi", "/mi")),
        "upper": {column: upper[column] for column in _OF_WORK if column in upper},
    }
    rest = {
        "seconds": fields["rest_s"],
        "name": how or ("off" if fields["name"] == "on" else "rest"),
        "typed_unit": "min" if "rest:min" in units else "",
        "upper": {"seconds": upper["rest_s"]} if "rest_s" in upper else {},
    }
    kept = {name: value for name, value in fields.items() if name not in _MOVED}
    return kept | {
        "role": Role.SETS,
        "name": "" if named else fields["name"],
        "steps": tuple({k: v for k, v in step.items() if v} for step in (work, rest)),
        "upper": {column: end for column, end in upper.items() if column not in _MOVED},
        "typed_unit": "lb" if "lb" in units else "",
    }


_ROUNDS = frozenset({("run", "walk"), ("on", "")})
_OF_WORK = ("seconds", "distance_m", "effort", "target_kind", "target_value")
_MOVED = frozenset({*_OF_WORK, "rest_s", "rest_how"})
