"""How a session looks: colour is the family, the drawing is the kind, the form is how hard it is."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coachapp.lib import units
from plans.labels import KINDS, RUN_TYPES, treatment_word
from plans.models import AbstractPrescription, AbstractSession
from plans.rules import paces, shorthand
from plans.rules.kinds import QUALITY_RUNS, RACES, Hardness, Kind, RunType
from plans.rules.prescription import Prescription, Role

FAMILIES = {
    Kind.STRENGTH: "strength",
    Kind.HILLS: "hill",
    Kind.RUN: "easy",
    Kind.CROSS: "cross",
    Kind.PRACTICE: "cross",
    Kind.MAINTENANCE: "maint",
    Kind.TREATMENT: "treat",
    Kind.REST: "rest",
}
ICONS = {
    Kind.STRENGTH: "i-strength",
    Kind.HILLS: "i-hill",
    Kind.RUN: "i-easy",
    Kind.CROSS: "i-cross",
    Kind.PRACTICE: "i-practice",
    Kind.MAINTENANCE: "i-maint",
    Kind.TREATMENT: "i-treat",
    Kind.REST: "i-rest",
}
RUN_ICONS: dict[str, str] = {
    RunType.LONG: "i-long",
    RunType.RUN_WALK: "i-runwalk",
    RunType.RETURN_RUN: "i-runwalk",
    RunType.HILL_REPEATS: "i-repeats",
    **dict.fromkeys(QUALITY_RUNS - {RunType.HILL_REPEATS}, "i-quality"),
    **dict.fromkeys(RACES, "i-race"),
}
HARDNESS_FORMS: dict[str, str] = {Hardness.HARD: "hard", Hardness.MODERATE: "mod"}
DAYS: dict[str, str | Promise] = {Hardness.HARD: _("hard day"), Hardness.MODERATE: _("moderate")}
AROUND = frozenset({Role.WARM_UP, Role.COOL_DOWN, Role.NOTE, Role.STRIDES})
MOST_LINES = 3


def kind_class(session: AbstractSession) -> str:
    """`k-hill` and the like: the family's colours."""
    if session.run_type in RACES:
        return "k-race"
    if session.run_type in QUALITY_RUNS:
        return "k-hill"
    return f"k-{FAMILIES[Kind(session.kind)]}"


def kind_icon(session: AbstractSession) -> str:
    """The name of the drawing."""
    return RUN_ICONS.get(session.run_type) or ICONS[Kind(session.kind)]


def badge_class(session: AbstractSession) -> str:
    """Solid for hard, a hairline for moderate, tinted for easy."""
    form = HARDNESS_FORMS.get(session.hardness)
    return f"badge badge--{form}" if form else "badge"


def kind_words(session: AbstractSession) -> str | Promise:
    """Which run it is, else the kind."""
    return RUN_TYPES[RunType(session.run_type)] if session.run_type else KINDS[Kind(session.kind)]


def kind_word(kind: str) -> str | Promise:
    """The word for a kind by itself, for a heading."""
    return KINDS[Kind(kind)]


def day_words(session: AbstractSession) -> str | Promise:
    """Hard day or moderate; nothing for an easy one."""
    return DAYS.get(session.hardness, "")


def in_short(session: AbstractSession) -> list[str]:
    """The work of a session in at most three lines, without warm-up, notes, or what its minutes say already."""
    asked = [line.as_value() for line in session.prescriptions.all()]
    work = [line for line in asked if line.role not in AROUND]
    if len(work) == 1 and work[0].role is Role.RUN and work[0].minutes == session.minutes:
        return []
    return [as_read(replace(line, cue="", block="")) for line in work[:MOST_LINES]]


def line_words(line: AbstractPrescription) -> str:
    """A whole line as it is read."""
    return as_read(line.as_value())


def race_words(metres: int) -> str:
    """10 km, half marathon, 1500 m; in miles 10k, as runners call it there too; any other as it is read."""
    name, reads = paces.race_name(metres), units.current()
    if name and (reads == units.IMPERIAL or not name.endswith("k")):
        return gettext(name)
    return f"{units.distance_of(metres, reads):g} {units.distance_unit(reads)}"


def as_read(line: Prescription) -> str:
    """The line in the reader's own units; a treatment by the coach's word for it."""
    if line.role is Role.TREATMENT:
        line = replace(line, name=treatment_word(slugify(line.name), line.name))
    return shorthand.print_line(shorthand.in_units(line, units.current() == units.IMPERIAL))
