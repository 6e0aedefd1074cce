"""What one line of a session asks for, as plain values. The shorthand reads and prints it; rows store it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What the line is, and so which log it gets."""

    EXERCISE = "exercise"  # from the library: strength, balance, ball, foam, AIS
    HILLS = "hills"
    HILL_REPEATS = "hill_repeats"
    STRIDES = "strides"
    RUN = "run"  # one continuous piece
    REPS = "reps"  # intervals: reps of a time or a distance
    LADDER = "ladder"  # 1-2-3-2-1 min
    SETS = "sets"  # n x (work, rest): run-walk and sets of runs
    RACE = "race"
    CROSS = "cross"
    PRACTICE = "practice"
    TREATMENT = "treatment"
    REST = "rest"
    WARM_UP = "warm_up"
    COOL_DOWN = "cool_down"
    NOTE = "note"  # kept word for word


class Side(StrEnum):
    NONE = ""
    EACH = "each"
    LEFT = "left"
    RIGHT = "right"


class TargetKind(StrEnum):
    NONE = ""
    RACE_PACE = "race_pace"  # target_value "5k", "10k", "HM", "M", "mile"
    PACE = "pace"  # target_value seconds per km, as text
    ZONE = "zone"  # target_value "2"
    GOAL_TIME = "goal_time"  # target_value seconds, as text


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One line. A number may be a range: its lower end stands in the field, its upper end in `upper`.

    `sets` is the number in front of the x for every role: 3 x 8 squats, 6 x 15 s hill, 5 x 1000 m.
    A repeated piece has `seconds` or `distance_m`; one continuous piece has `minutes` or `distance_m`.
    Reps stand in `reps_min` and `reps_max`, equal where they are no range.
    """

    role: Role
    name: str = ""  # library name, or the activity's word: "easy", "long", "bike", "massage"
    block: str = ""  # "release", "activate", "load", or the coach's own word
    superset: str = ""  # "A1"
    choice: int = 0  # lines with the same number other than 0 are alternatives
    optional: bool = False
    sets: int | None = None
    reps_min: int | None = None
    reps_max: int | None = None
    reps_right: int | None = None  # where the right side asks for another number, reps or seconds
    seconds: int | None = None
    minutes: float | None = None
    distance_m: int | None = None
    # Ladder rungs, or the pieces of one round: plain dicts with some of the keys seconds, distance_m,
    # name ("run", "walk", "jog"), effort, target_kind, target_value, typed_unit, upper.
    steps: tuple[dict[str, Any], ...] = ()
    upper: dict[str, float] = field(default_factory=dict)  # {"sets": 3, "seconds": 20, "effort": 8}
    side: Side = Side.NONE
    load_kg: float | None = None
    load_word: str = ""  # "bodyweight", "light band"
    # Units that were typed where they are not the stored ones, words parted by blanks: "min", "km",
    # "mi", "HM", "M" for the work, "lb" for the load, "rest:min" for the rest, "/mi" for the pace.
    typed_unit: str = ""
    effort: float | None = None  # RPE 1-10, halves
    rir: int | None = None  # reps left in the tank
    target_kind: TargetKind = TargetKind.NONE
    target_value: str = ""
    tempo: str = ""  # "3-1-1": down, pause, up, in seconds
    rest_s: int | None = None
    rest_how: str = ""  # "walk back", "jog", "jog down", "200 m jog"
    gradient_pct: float | None = None
    cue: str = ""  # the note behind "--"
