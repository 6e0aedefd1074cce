"""Paces from a race time: what a runner can aim at over another distance.

Riegel PS 1981, Athletic Records and Human Endurance, American Scientist 69:285: time grows with
distance to the power of 1.06. It holds between a few minutes and a few hours of running; a coach
corrects it for the person. The margin of one per cent either way is our default.
"""

from dataclasses import dataclass

from plans.rules.sentence import gettext_noop as _

RIEGEL_EXPONENT = 1.06
MARGIN = 0.01
METRES_PER_KM = 1000
METRES_PER_MILE = 1609.344

NAMED_METRES = {"mile": METRES_PER_MILE, "HM": 21_097.5, "M": 42_195.0}


_RACE_NAMES = {1609: _("mile"), 21_097: _("half marathon"), 21_098: _("half marathon")}
_RACE_NAMES |= dict.fromkeys((42_195, 42_200), _("marathon"))
_RACE_NAMES |= {1000 * km: f"{km}k" for km in (5, 8, 10, 15)}
LONGEST_TRACK_M = 3000
SHORT_M = 800
FASTEST_M_S = 8.0  # over 800 m and longer: the world's best is 7.93
FASTEST_SHORT_M_S = 12.5  # a sprinter's best moment
SLOWEST_M_S = 0.3  # a kilometre in an hour, up a mountain


class NotARaceTime(ValueError):
    """A time or a distance of zero or less."""


class UnknownPace(LookupError):
    """A pace by a name that no distance belongs to."""


def equal_time_s(seconds: float, metres: float, to_metres: float) -> float:
    """Seconds over `to_metres` that equal `seconds` over `metres` (Riegel 1981). Raises NotARaceTime."""
    if min(seconds, metres, to_metres) <= 0:
        raise NotARaceTime(seconds, metres, to_metres)
    return float(seconds * (to_metres / metres) ** RIEGEL_EXPONENT)


def race_metres(name: str) -> float:
    """Metres of the race that a pace is named after: "5k", "mile", "HM". Raises UnknownPace."""
    if name in NAMED_METRES:
        return NAMED_METRES[name]
    number = name.removesuffix("k")
    if number == name or not number.replace(".", "", 1).isdecimal() or not float(number):
        raise UnknownPace(name)
    return float(number) * METRES_PER_KM


def named_pace_s(name: str, seconds: float, metres: float) -> float:
    """Seconds per kilometre of the pace called `name`, from `seconds` over `metres`.

    Raises NotARaceTime, UnknownPace.
    """
    to_metres = race_metres(name)
    return equal_time_s(seconds, metres, to_metres) / to_metres * METRES_PER_KM


@dataclass(frozen=True, slots=True)
class Target:
    """A pace to aim at, in seconds per kilometre, with a margin either way."""

    pace_s: float

    @property
    def pace_range_s(self) -> tuple[int, int]:
        """Quickest and slowest, in whole seconds per kilometre."""
        return round(self.pace_s * (1 - MARGIN)), round(self.pace_s * (1 + MARGIN))

    def rep_s(self, metres: float) -> int:
        """Seconds for one rep of `metres`, to the whole second."""
        return round(self.pace_s * metres / METRES_PER_KM)


def race_name(metres: int) -> str:
    """What runners call a distance whatever their units: "5k", "half marathon", "1500 m"; else empty."""
    if metres in _RACE_NAMES:
        return _RACE_NAMES[metres]
    return f"{metres} m" if metres <= LONGEST_TRACK_M else ""


def is_of_a_runner(metres: float, seconds: float) -> bool:
    """Whether anybody can have covered `metres` in `seconds` on foot: a slip of the thumb is not a best time."""
    fastest = FASTEST_SHORT_M_S if metres < SHORT_M else FASTEST_M_S
    return SLOWEST_M_S <= metres / seconds <= fastest


def clock(seconds: float) -> str:
    """4:20 for 260 seconds, 1:02:05 for an hour and more; whole seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def read_clock(text: str) -> int | None:
    """Seconds of "4:20", "1:02:05" or "95"; None where it is no time."""
    parts = text.strip().replace(".", ":").split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if any(len(part) > 4 for part in parts) or any(number > 59 for number in numbers[1:]):
        return None
    total = 0
    for number in numbers:
        total = total * 60 + number
    return total
