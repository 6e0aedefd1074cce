"""How sessions, their lines and their logs are written for a program."""

from django.db.models import QuerySet
from rest_framework import serializers

from clients import meanwhile
from clients.models import ScheduledPrescription, ScheduledSession, SessionLog, SetLog
from plans import looks, writing
from plans.labels import RUN_TYPES, SIDES, choices
from plans.rules import effort
from plans.saying import say


class LineSerializer(serializers.ModelSerializer[ScheduledPrescription]):
    exercise = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    side = serializers.ChoiceField(choices(SIDES), allow_blank=True)

    class Meta:
        model = ScheduledPrescription
        fields = [
            *("position", "text", "role", "name", "block", "exercise", "sets", "reps_min"),
            *("reps_max", "reps_right", "seconds", "minutes", "distance_m", "side", "load_kg"),
            *("effort", "rir", "tempo", "rest_s", "gradient_pct", "cue"),
        ]
        read_only_fields = fields


class SetSerializer(serializers.ModelSerializer[SetLog]):
    line = serializers.IntegerField(source="prescription.position", default=None, allow_null=True)
    exercise = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    faults = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = SetLog
        fields = [
            *("line", "exercise", "set_no", "side", "reps", "seconds", "load_kg", "rir", "pain"),
            *("faults", "source"),
        ]
        read_only_fields = fields


class LogSerializer(serializers.ModelSerializer[SessionLog]):
    session = serializers.UUIDField(source="session.code")
    skip_reason = serializers.ChoiceField(SessionLog.SkipReason.choices, allow_blank=True)
    skip_label = serializers.CharField(
        source="get_skip_reason_display", help_text="The reason in the coach's words."
    )
    effort_label = serializers.SerializerMethodField(help_text="The effort in the coach's words.")
    sets = SetSerializer(many=True)

    class Meta:
        model = SessionLog
        fields = [
            *(
                "uid",
                "session",
                "outcome",
                "skip_reason",
                "skip_label",
                "done_on",
                "started_at",
                "minutes",
            ),
            *(
                "effort",
                "effort_label",
                "load_au",
                "hardness",
                "distance_m",
                "could_talk",
                "race_time_s",
            ),
            *("race_place", "words", "comment", "sets"),
        ]
        read_only_fields = fields

    def get_effort_label(self, log: SessionLog) -> str:
        return "" if log.effort is None else say(effort.word(log.effort))


class SessionSerializer(serializers.ModelSerializer[ScheduledSession]):
    client = serializers.UUIDField(source="client.code")
    modality = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    run_type = serializers.ChoiceField(choices(RUN_TYPES), allow_blank=True)
    label = serializers.SerializerMethodField(
        help_text="What the coach calls its kind, or its run."
    )
    draft = serializers.BooleanField(source="is_draft")
    replaces = serializers.UUIDField(source="replaces.code", default=None, allow_null=True)
    text = serializers.SerializerMethodField(help_text="Shorthand, as a coach may type it.")
    about = serializers.SerializerMethodField(
        help_text="The session as it is here, to be sent along with its log."
    )
    lines = LineSerializer(source="prescriptions", many=True)
    log = LogSerializer(default=None, allow_null=True)

    class Meta:
        model = ScheduledSession
        fields = [
            *("code", "client", "day", "first_day", "at", "place", "kind", "run_type", "label"),
            *("title", "why", "minutes", "effort", "hardness", "unwatched", "optional", "instead"),
            *("modality", "draft", "replaces", "removes", "text", "about", "lines", "log"),
        ]
        read_only_fields = fields

    def get_label(self, session: ScheduledSession) -> str:
        return str(looks.kind_words(session))

    def get_text(self, session: ScheduledSession) -> str:
        return writing.printed(session)

    def get_about(self, session: ScheduledSession) -> str:
        return meanwhile.sealed(session, session.prescriptions.all())


def whole(sessions: QuerySet[ScheduledSession]) -> QuerySet[ScheduledSession]:
    """`sessions` with all that SessionSerializer shows, in a handful of queries whatever the number."""
    return sessions.select_related("client", "log", "replaces", "modality").prefetch_related(
        "prescriptions__exercise", *(f"log__{path}" for path in SETS)
    )


SETS = ("sets__exercise", "sets__prescription")
