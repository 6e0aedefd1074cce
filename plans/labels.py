"""How the words of the rules read on a screen: choices for the rows, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.prescription import Role, Side, TargetKind
from plans.rules.regions import WORDS

KINDS = {
    Kind.STRENGTH: _("Strength"),
    Kind.HILLS: _("Hill sprints"),
    Kind.RUN: _("Run"),
    Kind.CROSS: _("Cross-training"),
    Kind.PRACTICE: _("Other practice"),
    Kind.MAINTENANCE: _("Maintenance"),
    Kind.TREATMENT: _("Treatment"),
    Kind.REST: _("Rest"),
}
RUN_TYPES = {
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
HARDNESS = {
    Hardness.EASY: _("easy"),
    Hardness.MODERATE: _("moderate"),
    Hardness.HARD: _("hard"),
}
SIDES = {
    Side.NONE: _("no side"),
    Side.EACH: _("each side"),
    Side.LEFT: _("left"),
    Side.RIGHT: _("right"),
}
ROLES = {
    Role.EXERCISE: _("exercise"),
    Role.HILLS: _("hill sprints"),
    Role.HILL_REPEATS: _("hill repeats"),
    Role.STRIDES: _("strides"),
    Role.RUN: _("run"),
    Role.REPS: _("reps"),
    Role.LADDER: _("ladder"),
    Role.SETS: _("sets of runs"),
    Role.RACE: _("race"),
    Role.CROSS: _("cross-training"),
    Role.PRACTICE: _("other practice"),
    Role.TREATMENT: _("treatment"),
    Role.REST: _("rest"),
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


def choices(labels: dict) -> list[tuple[str, str]]:
    """(stored value, label) pairs for a field."""
    return [(word.value, label) for word, label in labels.items()]
