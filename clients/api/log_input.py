"""What a program says of a session that was done, checked before the logbook sees it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from clients.api.fields import EffortField, NumberField, PastDayField
from clients.models import Client, SessionLog, SetLog
from clients.rules.log_entry import LogEntry, SetEntry
from plans.labels import KINDS, RUN_TYPES, choices
from plans.models import Exercise
from plans.rules.kinds import Kind, RunType

MOST_SETS = 200
LOGGED_KINDS = [each for each in choices(KINDS) if each[0] != Kind.REST]
AROUND_THE_DAY = timedelta(days=2)  # any zone, and a start before midnight


class SetInput(serializers.Serializer):
    """One set on one side, one hill rep, or one rep of a run."""

    line = serializers.IntegerField(
        min_value=1, max_value=500, required=False, help_text="Position of the line it answers."
    )
    exercise = serializers.SlugField(
        max_length=80, required=False, help_text="Where there is no line to take it from."
    )
    set_no = serializers.IntegerField(min_value=1, max_value=200, default=1)
    side = serializers.ChoiceField(SetLog.Side.choices, default=SetLog.Side.BOTH)
    reps = serializers.IntegerField(min_value=0, max_value=1000, required=False)
    seconds = NumberField(min_value=0, max_value=36_000, required=False)
    load_kg = NumberField(
        min_value=0,
        max_value=500,
        required=False,
        error_messages={"max_value": _("A load goes up to 500 kg, or 1100 lb.")},
    )
    rir = serializers.IntegerField(
        min_value=0, max_value=10, required=False, help_text="Reps left in the tank."
    )
    pain = serializers.IntegerField(min_value=0, max_value=10, required=False)
    faults = serializers.ListField(
        child=serializers.CharField(max_length=20), max_length=20, default=list
    )
    source = serializers.ChoiceField(SetLog.Source.choices, default=SetLog.Source.MANUAL)


class EntryInput(serializers.Serializer):
    """A session as it was done. The same `uid` again is the same log."""

    uid = serializers.UUIDField(help_text="Made by the program, new for each log.")
    done_on = PastDayField()
    started_at = serializers.DateTimeField(required=False)
    minutes = serializers.IntegerField(
        min_value=1,
        max_value=1440,
        required=False,
        error_messages={"max_value": _("A session lasts at most a day: 1440 minutes.")},
    )
    effort = EffortField(required=False, help_text="The whole session, 1 to 10 in halves.")
    distance_m = serializers.IntegerField(min_value=0, max_value=500_000, required=False)
    could_talk = serializers.BooleanField(required=False)
    race_time_s = serializers.IntegerField(min_value=30, max_value=400_000, required=False)
    race_place = serializers.CharField(max_length=20, required=False)
    use_for_paces = serializers.BooleanField(default=False)
    words = serializers.CharField(max_length=300, required=False, allow_blank=True)
    comment = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    sets = SetInput(many=True, default=list, max_length=MOST_SETS)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        started_at = said.get("started_at")
        if started_at and not _around(started_at, said["done_on"]):
            raise serializers.ValidationError(
                {"started_at": _("This is not on the day that the session was done.")}
            )
        return said


class PlannedInput(EntryInput):
    """A session of the plan as it was done."""

    about = serializers.CharField(
        max_length=20_000,
        required=False,
        help_text="`about` of the session as the program read it. With it the lines of `sets` are"
        " those that stood there then: where the plan has changed meanwhile, each set stays with"
        " its exercise. Without it they are the positions of today.",
    )


class AdHocInput(EntryInput):
    """Something that nobody had planned."""

    client = serializers.UUIDField(required=False, help_text="A coach names the athlete.")
    kind = serializers.ChoiceField(LOGGED_KINDS)
    run_type = serializers.ChoiceField(
        choices(RUN_TYPES), default=RunType.EASY.value, help_text="Which run."
    )
    title = serializers.CharField(max_length=120, required=False)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        said = super().validate(said)
        said["what"] = RunType(said["run_type"]) if said["kind"] == Kind.RUN else Kind(said["kind"])
        return said


class SkipInput(serializers.Serializer):
    uid = serializers.UUIDField()
    reason = serializers.ChoiceField(SessionLog.SkipReason.choices)
    comment = serializers.CharField(max_length=2000, default="", allow_blank=True)


ASIDE = frozenset({"sets", "client", "kind", "run_type", "what", "about"})


def entry_of(said: dict[str, Any], client: Client) -> LogEntry:
    """The logbook's entry. Raises ValidationError for an exercise that the athlete does not have."""
    facts = {name: value for name, value in said.items() if name not in ASIDE}
    return LogEntry(**facts, sets=tuple(_sets(said["sets"], client)))


def _sets(sets: list[dict[str, Any]], client: Client) -> Iterable[SetEntry]:
    named = {each["exercise"] for each in sets if "exercise" in each}
    known = _exercises(named, client) if named else {}
    if unknown := sorted(named - known.keys()):
        raise serializers.ValidationError(
            {"sets": _("No exercise is called %(names)s.") % {"names": ", ".join(unknown)}}
        )
    for each in sets:
        facts = {name: value for name, value in each.items() if name != "exercise"}
        facts["faults"] = tuple(each["faults"])
        yield SetEntry(**facts, exercise_id=known.get(each.get("exercise")))


def _exercises(slugs: set[str], client: Client) -> dict[str, int]:
    """Primary keys by slug; the coach's own copy goes before the built-in one."""
    rows = Exercise.objects.filter(Q(coach=None) | Q(coach=client.coach_id), slug__in=slugs)
    own_last = rows.order_by(F("coach").asc(nulls_first=True))
    return dict(own_last.values_list("slug", "pk"))


def _around(moment: datetime, day: date) -> bool:
    return abs(moment.date() - day) <= AROUND_THE_DAY
