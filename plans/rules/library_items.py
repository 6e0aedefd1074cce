"""What the library holds, as plain values: exercises, modalities and teaching notes."""

from dataclasses import dataclass, field
from enum import StrEnum

from plans.rules.profiles import Profile
from plans.rules.regions import Region


class ExerciseKind(StrEnum):
    STRENGTH = "strength"
    DRILL = "drill"
    MAINTENANCE = "maintenance"


class Purpose(StrEnum):
    """Stored words; a screen says "coming back" and "keeping strong"."""

    REHAB = "rehab"
    PREVENTION = "prevention"


class Focus(StrEnum):
    PROPULSION = "propulsion"
    LANDING = "landing"
    PELVIS = "pelvis"
    THIGH_CONTROL = "thigh_control"
    CORE = "core"
    MOBILITY = "mobility"


class FaultCode(StrEnum):
    """What goes wrong in a repetition, as a log stores it."""

    KNEE_IN = "KNEE_IN"
    HIP_DROP = "HIP_DROP"
    TRUNK_LEAN = "TRUNK_LEAN"
    HEEL_LIFT = "HEEL_LIFT"
    LOSS_BALANCE = "LOSS_BALANCE"
    BACK_ROUND = "BACK_ROUND"
    HIP_ROTATE = "HIP_ROTATE"
    SHORT_RANGE = "SHORT_RANGE"


class Depth(StrEnum):
    DEEP = "deep"
    LIGHT = "light"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class FaultText:
    """A fault, how it looks, and what to change."""

    code: FaultCode
    seen: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseText:
    """One exercise as its file describes it."""

    name: str
    slug: str
    kind: ExerciseKind
    purpose: Purpose
    focus: Focus
    per_side: bool
    start: str  # one line of shorthand: the dose to begin with
    note: str  # slug of the teaching note that it links to
    aliases: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()  # that it loads
    rungs: tuple[str, ...] = ()  # easiest first
    cues: tuple[str, ...] = ()
    faults: tuple[FaultText, ...] = ()
    video: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityText:
    """One way of treating the body.

    The days are a suggestion: a professional's treatment has no rhythm until somebody sets one.
    """

    name: str
    slug: str
    hands_on: bool
    depth: Depth
    dose: str
    base_days: int
    min_days: int
    max_days: int
    note: str
    base_by_profile: dict[Profile, int] = field(
        default_factory=dict
    )  # where profiles differ from the base
    aliases: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteText:
    """A teaching note: its title, and its body in Markdown."""

    slug: str
    title: str
    body: str
