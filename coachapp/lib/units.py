"""Kilometres or miles, kilograms or pounds: rows hold metres and kilograms, a person reads their own units.

Whose they are is turned on with the reader's time zone, for a page as for a mail. A distance on a track
stays in metres: 400 m is 400 m for everybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

METRES_PER_KM = 1000.0
METRES_PER_MILE = 1609.344
KG_PER_LB = 0.45359237

Units = str  # "metric" or "imperial", as an account stores it
METRIC, IMPERIAL = "metric", "imperial"

_read: ContextVar[Units] = ContextVar("units", default=METRIC)


@contextmanager
def reading(units: Units) -> Iterator[None]:
    """Within the block measures are printed in these units."""
    token = _read.set(units)
    try:
        yield
    finally:
        _read.reset(token)


def read_in(units: Units) -> None:
    """From here to the end of the block that is open: a door has learned who reads."""
    _read.set(units)


def current() -> Units:
    return _read.get()


def metres_of(distance: float, units: Units, was: float | None = None) -> int:
    """Metres, to the whole one, of kilometres or miles; `was` again where it reads the same."""
    if was is not None and distance == distance_of(was, units):
        return round(was)
    return round(distance * _metres_per(units))


def distance_of(metres: float | None, units: Units, decimals: int = 2) -> float | None:
    """Kilometres or miles of `metres`, to so many decimals; nothing of nothing."""
    return None if metres is None else round(metres / _metres_per(units), decimals)


def kg_of(load: float, units: Units, was: float | None = None) -> float:
    """Kilograms, to the gram, of kilograms or pounds; `was` again where it reads the same."""
    if was is not None and load == load_of(was, units):
        return was
    return round(load * _kg_per(units), 3)


def load_of(kg: float | None, units: Units) -> float | None:
    """Kilograms or pounds of `kg`: what was typed with up to two decimals, else to one; nothing of nothing."""
    if kg is None:
        return None
    exact = round(kg / _kg_per(units), 2)
    return exact if round(exact * _kg_per(units), 3) == round(kg, 3) else round(exact, 1)


def distance_unit(units: Units) -> str:
    return "mi" if units == IMPERIAL else "km"


def load_unit(units: Units) -> str:
    return "lb" if units == IMPERIAL else "kg"


def pace_of(seconds_per_km: float, units: Units) -> float:
    """Seconds for a kilometre or a mile."""
    return seconds_per_km * _metres_per(units) / METRES_PER_KM


def _metres_per(units: Units) -> float:
    return METRES_PER_MILE if units == IMPERIAL else METRES_PER_KM


def _kg_per(units: Units) -> float:
    return KG_PER_LB if units == IMPERIAL else 1.0
