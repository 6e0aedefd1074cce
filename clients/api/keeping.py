"""What the rules say, what stops a session from going out, and how a coach keeps it all the same."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.response import Response

from clients.api.fields import SaidField
from clients.checking import Keep, NeedsKeep
from clients.models import Client, RuleOverride
from plans.rules.notes import Severity


@extend_schema_serializer(component_name="RuleNote")
class NoteSerializer(serializers.Serializer):
    """What one rule says: to the coach, and to the athlete where it is kept all the same."""

    rule = serializers.CharField()
    severity = serializers.ChoiceField([severity.value for severity in Severity])
    day = serializers.DateField()
    other_day = serializers.DateField(allow_null=True)
    coach = SaidField()
    athlete = SaidField()
    good_days = serializers.ListField(child=serializers.DateField())


class KeepInput(serializers.Serializer):
    """A decision about one note; with `until`, about its weekdays up to that day."""

    rule = serializers.RegexField(r"^R\d\d$")
    day = serializers.DateField()
    other_day = serializers.DateField(default=None, allow_null=True)
    reason = serializers.ChoiceField(RuleOverride.Reason.choices)
    until = serializers.DateField(default=None, allow_null=True)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        until: date | None = said["until"]
        if until and until < said["day"]:
            raise serializers.ValidationError(
                {"until": gettext_lazy("This is before the day itself.")}
            )
        return said


class NeedsKeepSerializer(serializers.Serializer):
    detail = serializers.CharField()
    notes = NoteSerializer(many=True, default=list)


def keeps_of(said: Iterable[dict[str, Any]], client: Client) -> list[Keep]:
    return [Keep(client=client.pk, **each) for each in said]


def needs_keep(stopped: NeedsKeep) -> Response:
    """409: the notes, and what to send to keep them."""
    facts = {
        "detail": _(
            "The rules advise against this. Choose a good day, or send it once more with `kept`: "
            "for each note its rule, day, other_day and a reason."
        ),
        "notes": [note for notes in stopped.notes.values() for note in notes],
    }
    return Response(NeedsKeepSerializer(facts).data, status=status.HTTP_409_CONFLICT)
