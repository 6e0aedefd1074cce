"""A line in the units of who reads it. The text that was typed stays; this is for reading, not for writing back.

A number is the nearest one that reads well: 8 km is 4.97 mi. What was typed in metres stays in metres,
as does the distance of a race.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plans.rules.prescription import Prescription, Role, TargetKind
from plans.rules.shorthand.measures import KG_PER_LB, METRES

_LONG = {"km": "mi", "mi": "km"}


def in_units(line: Prescription, miles_and_pounds: bool) -> Prescription:
    """`line` as if it had been typed in miles and pounds, or in kilometres and kilograms."""
    units = line.typed_unit.split()
    wanted = "mi" if miles_and_pounds else "km"
    upper = dict(line.upper)
    fields: dict[str, Any] = {}
    if line.role is Role.RACE and _LONG.get(_long(units)) == wanted:
        units = [unit for unit in units if unit not in _LONG]
    elif _LONG.get(_long(units)) == wanted:
        units = [wanted if unit in _LONG else unit for unit in units]
        fields["distance_m"] = _whole(line.distance_m, METRES[wanted])
        _top(upper, "distance_m", METRES[wanted], 0)
        if line.role is Role.LADDER:
            fields["steps"] = tuple(_rung(step, wanted) for step in line.steps)
    if line.load_kg is not None and ("lb" in units) != miles_and_pounds:
        units = [*units, "lb"] if miles_and_pounds else [unit for unit in units if unit != "lb"]
        factor = KG_PER_LB if miles_and_pounds else 1.0
        fields["load_kg"] = _shown(line.load_kg, factor, 2, 1)
        _top(upper, "load_kg", factor, 2)
    if line.target_kind is TargetKind.PACE:
        units = _per(units, miles_and_pounds)
    if line.steps and line.role is not Role.LADDER:
        fields["steps"] = tuple(_step(step, wanted) for step in line.steps)
    return replace(line, upper=upper, typed_unit=" ".join(units), **fields)


def _step(step: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    units = str(step.get("typed_unit", "")).split()
    said = dict(step)
    if _LONG.get(_long(units)) == wanted:
        units = [wanted if unit in _LONG else unit for unit in units]
        said = _rung(step, wanted)
    if step.get("target_kind") == TargetKind.PACE:
        units = _per(units, wanted == "mi")
    return said | {"typed_unit": " ".join(units)}


def _rung(step: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    upper = dict(step.get("upper", {}))
    _top(upper, "distance_m", METRES[wanted], 0)
    found = (
        {"distance_m": _whole(step["distance_m"], METRES[wanted])} if "distance_m" in step else {}
    )
    return dict(step) | found | ({"upper": upper} if upper else {})


def _long(units: list[str]) -> str:
    return next((unit for unit in units if unit in _LONG), "")


def _per(units: list[str], miles: bool) -> list[str]:
    others = [unit for unit in units if unit != "/mi"]
    return [*others, "/mi"] if miles else others


def _whole(metres: float | None, factor: float) -> int | None:
    return None if metres is None else int(_shown(metres, factor, 0, 2))


def _top(upper: dict[str, float], column: str, factor: float, digits: int) -> None:
    if column in upper:
        upper[column] = _shown(upper[column], factor, digits, 2 if digits == 0 else 1)


def _shown(stored: float, factor: float, digits: int, decimals: int) -> float:
    """The stored number that prints with so few `decimals` in the unit of `factor`."""
    return round(round(stored / factor, decimals) * factor, digits)
