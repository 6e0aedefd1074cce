"""Where on the body: one list for pain, treatment and exercise."""

from enum import StrEnum

from plans.rules.sentence import gettext_noop as _


class BodySide(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    CENTRE = "centre"


class Region(StrEnum):
    HEAD = "head"
    NECK = "neck"
    SHOULDER = "shoulder"
    UPPER_ARM = "upper_arm"
    ELBOW = "elbow"
    FOREARM = "forearm"
    WRIST = "wrist"
    HAND = "hand"
    CHEST = "chest"
    THORACIC_SPINE = "thoracic_spine"
    ABDOMEN = "abdomen"
    LUMBAR = "lumbar"
    SACROILIAC = "sacroiliac"
    GLUTE = "glute"
    HIP_GROIN = "hip_groin"
    HIP_FLEXOR = "hip_flexor"
    HAMSTRING = "hamstring"
    QUAD = "quad"
    ADDUCTOR = "adductor"
    OUTER_THIGH = "outer_thigh"
    KNEECAP = "kneecap"
    OUTER_KNEE = "outer_knee"
    KNEE = "knee"
    SHIN_FRONT = "shin_front"
    SHIN_INSIDE = "shin_inside"
    CALF = "calf"
    ACHILLES = "achilles"
    LOWER_LEG = "lower_leg"
    ANKLE = "ankle"
    HEEL = "heel"
    ARCH = "arch"
    FOREFOOT = "forefoot"
    TOES = "toes"
    FOOT = "foot"
    UNSPECIFIED = "unspecified"
    MULTIPLE = "multiple"


WORDS: dict[Region, str] = {
    Region.HEAD: _("head"),
    Region.NECK: _("neck"),
    Region.SHOULDER: _("shoulder"),
    Region.UPPER_ARM: _("upper arm"),
    Region.ELBOW: _("elbow"),
    Region.FOREARM: _("forearm"),
    Region.WRIST: _("wrist"),
    Region.HAND: _("hand"),
    Region.CHEST: _("chest"),
    Region.THORACIC_SPINE: _("upper back"),
    Region.ABDOMEN: _("belly"),
    Region.LUMBAR: _("lower back"),
    Region.SACROILIAC: _("lower back, side (sacroiliac)"),
    Region.GLUTE: _("buttock (glute)"),
    Region.HIP_GROIN: _("hip and groin"),
    Region.HIP_FLEXOR: _("front of the hip (hip flexor)"),
    Region.HAMSTRING: _("thigh, back (hamstring)"),
    Region.QUAD: _("thigh, front (quad)"),
    Region.ADDUCTOR: _("thigh, inside (adductor)"),
    Region.OUTER_THIGH: _("outer thigh (IT band)"),
    Region.KNEECAP: _("kneecap"),
    Region.OUTER_KNEE: _("knee, outside"),
    Region.KNEE: _("knee"),
    Region.SHIN_FRONT: _("shin, front"),
    Region.SHIN_INSIDE: _("shin, inside"),
    Region.CALF: _("calf"),
    Region.ACHILLES: _("Achilles"),
    Region.LOWER_LEG: _("lower leg"),
    Region.ANKLE: _("ankle"),
    Region.HEEL: _("heel"),
    Region.ARCH: _("arch of the foot"),
    Region.FOREFOOT: _("ball of the foot"),
    Region.TOES: _("toes"),
    Region.FOOT: _("foot"),
    Region.UNSPECIFIED: _("somewhere else"),
    Region.MULTIPLE: _("several places"),
}
"""The client's words for each part, to be translated where they are shown."""

PARENT: dict[Region, str] = {
    Region.HEAD: "H",
    Region.NECK: "N",
    Region.SHOULDER: "S",
    Region.UPPER_ARM: "U",
    Region.ELBOW: "E",
    Region.FOREARM: "R",
    Region.WRIST: "W",
    Region.HAND: "P",
    Region.CHEST: "C",
    Region.THORACIC_SPINE: "D",
    Region.ABDOMEN: "O",
    Region.LUMBAR: "L",
    Region.SACROILIAC: "L",
    Region.GLUTE: "L",
    Region.HIP_GROIN: "G",
    Region.HIP_FLEXOR: "G",
    Region.HAMSTRING: "T",
    Region.QUAD: "T",
    Region.ADDUCTOR: "T",
    Region.OUTER_THIGH: "T",
    Region.KNEECAP: "K",
    Region.OUTER_KNEE: "K",
    Region.KNEE: "K",
    Region.SHIN_FRONT: "Q",
    Region.SHIN_INSIDE: "Q",
    Region.CALF: "Q",
    Region.ACHILLES: "Q",
    Region.LOWER_LEG: "Q",
    Region.ANKLE: "A",
    Region.HEEL: "F",
    Region.ARCH: "F",
    Region.FOREFOOT: "F",
    Region.TOES: "F",
    Region.FOOT: "F",
    Region.UNSPECIFIED: "Z",
    Region.MULTIPLE: "X",
}
"""OSIICS body area of each region (Bahr et al. 2020, IOC consensus, table 4: confirmed; the letter
of the wrist: general knowledge; the runner's sub-areas and their parents: our default).
"""

FRONT: tuple[Region, ...] = (
    Region.HEAD,
    Region.NECK,
    Region.SHOULDER,
    Region.UPPER_ARM,
    Region.ELBOW,
    Region.FOREARM,
    Region.WRIST,
    Region.HAND,
    Region.CHEST,
    Region.ABDOMEN,
    Region.HIP_FLEXOR,
    Region.HIP_GROIN,
    Region.ADDUCTOR,
    Region.QUAD,
    Region.OUTER_THIGH,
    Region.KNEECAP,
    Region.OUTER_KNEE,
    Region.KNEE,
    Region.SHIN_FRONT,
    Region.SHIN_INSIDE,
    Region.LOWER_LEG,
    Region.ANKLE,
    Region.FOREFOOT,
    Region.TOES,
    Region.FOOT,
)
"""Regions of the front figure of the body map, from the head down."""

BACK: tuple[Region, ...] = (
    Region.THORACIC_SPINE,
    Region.LUMBAR,
    Region.SACROILIAC,
    Region.GLUTE,
    Region.HAMSTRING,
    Region.CALF,
    Region.ACHILLES,
    Region.HEEL,
    Region.ARCH,
)
"""Regions of the back figure of the body map, from the head down."""

BONE_STRESS_SITES = frozenset(
    {
        Region.HIP_GROIN,
        Region.HIP_FLEXOR,
        Region.SHIN_FRONT,
        Region.SHIN_INSIDE,
        Region.HEEL,
        Region.ARCH,
        Region.FOREFOOT,
        Region.TOES,
        Region.FOOT,
    }
)
"""Shin bone, foot, groin and hip: a stricter pain limit holds here (our default)."""

RUNNING_LOADS = frozenset(
    region for region, area in PARENT.items() if area in {"L", "G", "T", "K", "Q", "A", "F"}
)
"""Regions that every run loads: lower back, hip and leg (our default)."""
