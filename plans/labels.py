"""How the words of the rules read on a screen: choices for the rows, in the reader's language.

Kinds and runs read as the coach calls them, wherever a door has turned the coach's words on.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coachapp.lib.wording import word, worded
from plans.rules import restrictions
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.notes import Severity
from plans.rules.prescription import Role, Side, TargetKind
from plans.rules.profiles import HillLevel
from plans.rules.regions import WORDS

TREATMENT = "treatment"


def key_of(what: StrEnum) -> str:
    """The key of a kind or a run among a coach's words: `kind.hills`."""
    return f"{'kind' if isinstance(what, Kind) else 'run'}.{what.value}"


def treatment_key(slug: str) -> str:
    """The key of a built-in treatment among a coach's words: `treatment.massage`."""
    return f"{TREATMENT}.{slug}"


def treatment_word(slug: str, name: str) -> str:
    """What the coach calls the built-in treatment `slug`."""
    return word(treatment_key(slug), name)


def own(words: dict) -> dict:
    """`words`, each where a coach may put their own in its place."""
    return {each: worded(key_of(each), ours) for each, ours in words.items()}


OUR_KINDS: dict[Kind, Promise] = {
    Kind.STRENGTH: _("Strength"),
    Kind.HILLS: _("Hill sprints"),
    Kind.RUN: _("Run"),
    Kind.CROSS: _("Cross-training"),
    Kind.PRACTICE: _("Other practice"),
    Kind.MAINTENANCE: _("Maintenance"),
    Kind.TREATMENT: _("Treatment"),
    Kind.REST: _("Rest"),
}
OUR_RUN_TYPES: dict[RunType, Promise] = {
    RunType.EASY: _("Easy run"),
    RunType.LONG: _("Long run"),
    RunType.TEMPO: _("Tempo"),
    RunType.INTERVALS: _("Intervals"),
    RunType.FARTLEK: _("Fartlek"),
    RunType.HILL_REPEATS: _("Hill repeats"),
    RunType.STRIDES: _("Strides"),
    RunType.RUN_WALK: _("Run-walk"),
    RunType.RETURN_RUN: _("Return run"),
    RunType.RACE: _("Race"),
    RunType.TIME_TRIAL: _("Time trial"),
}
KINDS = own(OUR_KINDS)
RUN_TYPES = own(OUR_RUN_TYPES)
HARDNESS = {
    Hardness.EASY: _("easy"),
    Hardness.MODERATE: _("moderate"),
    Hardness.HARD: _("hard"),
}
SEVERITIES = {
    Severity.E: _("needs a reason"),
    Severity.W: _("warning"),
    Severity.I: _("information"),
}
HILL_LEVELS = {
    HillLevel.BEGINNER: _("beginner"),
    HillLevel.INTERMEDIATE: _("intermediate"),
    HillLevel.ADVANCED: _("advanced"),
}
SIDES = {
    Side.NONE: _("no side"),
    Side.EACH: _("each side"),
    Side.LEFT: _("left"),
    Side.RIGHT: _("right"),
}
ROLES = {
    Role.EXERCISE: _("exercise"),
    Role.HILLS: worded("kind.hills", _("hill sprints")),
    Role.HILL_REPEATS: worded("run.hill_repeats", _("hill repeats")),
    Role.STRIDES: worded("run.strides", _("strides")),
    Role.RUN: worded("kind.run", _("run")),
    Role.REPS: _("reps"),
    Role.LADDER: _("ladder"),
    Role.SETS: _("sets of runs"),
    Role.RACE: worded("run.race", _("race")),
    Role.CROSS: worded("kind.cross", _("cross-training")),
    Role.PRACTICE: worded("kind.practice", _("other practice")),
    Role.TREATMENT: worded("kind.treatment", _("treatment")),
    Role.REST: worded("kind.rest", _("rest")),
    Role.WARM_UP: _("warm-up"),
    Role.COOL_DOWN: _("cool-down"),
    Role.NOTE: _("note"),
}
TARGETS = {
    TargetKind.NONE: _("none"),
    TargetKind.RACE_PACE: _("race pace"),
    TargetKind.PACE: _("pace"),
    TargetKind.ZONE: _("zone"),
    TargetKind.GOAL_TIME: _("goal time"),
}
REGIONS = {region: _(words) for region, words in WORDS.items()}
PHASES = {phase: _(words) for phase, words in restrictions.PHASES.items()}
RESTRICTIONS = {each: _(words) for each, words in restrictions.WORDS.items()}


def choices(labels: dict) -> list[tuple[str, str]]:
    """(stored value, label) pairs for a field."""
    return [(word.value, label) for word, label in labels.items()]
