"""Kilometres or miles, kilograms or pounds: rows hold metres and kilograms, a person reads their own units."""

METRES_PER_KM = 1000.0
METRES_PER_MILE = 1609.344
KG_PER_LB = 0.45359237

Units = str  # "metric" or "imperial", as an account stores it


def metres_of(distance: float, units: Units) -> int:
    """Metres, to the whole one, of kilometres or miles."""
    return round(distance * _metres_per(units))


def distance_of(metres: float | None, units: Units) -> float | None:
    """Kilometres or miles of `metres`, to two decimals; nothing of nothing."""
    return None if metres is None else round(metres / _metres_per(units), 2)


def kg_of(load: float, units: Units) -> float:
    """Kilograms, to the gram, of kilograms or pounds."""
    return round(load * _kg_per(units), 3)


def load_of(kg: float | None, units: Units) -> float | None:
    """Kilograms or pounds of `kg`, to one decimal; nothing of nothing."""
    return None if kg is None else round(kg / _kg_per(units), 1)


def distance_unit(units: Units) -> str:
    return "mi" if units == "imperial" else "km"


def load_unit(units: Units) -> str:
    return "lb" if units == "imperial" else "kg"


def _metres_per(units: Units) -> float:
    return METRES_PER_MILE if units == "imperial" else METRES_PER_KM


def _kg_per(units: Units) -> float:
    return KG_PER_LB if units == "imperial" else 1.0
