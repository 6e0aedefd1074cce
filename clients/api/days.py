"""Today and the weeks, as the athlete's pages and the coach's see them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clients import holding, mornings, readiness
from clients.api.fields import SaidField
from clients.api.people import Door, has_agreed
from clients.api.shapes import SessionSerializer, whole
from clients.models import Client, ScheduledSession, Verdict
from clients.rules.recovery import headline, reason_line

WEEK = timedelta(days=7)


class ReadinessSerializer(serializers.Serializer):
    """How recovered somebody is, in the words of the page."""

    state = serializers.ChoiceField(Verdict.State.choices)
    headline = SaidField()
    reasons = SaidField()


class TodaySerializer(serializers.Serializer):
    """`held` names the session that waits for the coach's word, `also_held` what waits with it."""

    day = serializers.DateField()
    readiness = ReadinessSerializer()
    held = serializers.UUIDField(allow_null=True)
    also_held = serializers.ListField(child=serializers.UUIDField())
    sessions = SessionSerializer(many=True)
    tomorrow = SessionSerializer(many=True)


class WeekSerializer(serializers.Serializer):
    monday = serializers.DateField()
    sessions = SessionSerializer(many=True)


class TodayViewSet(Door):
    """The day of whoever asks, in their own time zone."""

    queryset = ScheduledSession.objects.none()
    serializer_class = TodaySerializer

    @extend_schema(responses=TodaySerializer)
    def retrieve(self, request: Request) -> Response:
        """How recovered, what is planned today, what is held, and tomorrow."""
        athlete = self.athlete()
        day = athlete.today(self.now)
        sessions = list(of_client(self.sessions(), athlete).between(day, day + timedelta(days=1)))
        today = [each for each in sessions if each.day == day]
        said = readiness.of_day(athlete, day, self.now)
        verdicts = Verdict.objects.filter(client=athlete, day=day)
        verdict = verdicts.first() if has_agreed(athlete) else None
        hold = holding.of_day(today, day, said, verdict)
        planned = mornings.planned_hardness(today, day)
        facts = {
            "day": day,
            "readiness": {
                "state": said.state,
                "headline": headline(said, planned),
                "reasons": reason_line(said),
            },
            "held": hold.session.code if hold else None,
            "also_held": [each.code for each in hold.others] if hold else [],
            "sessions": today,
            "tomorrow": [each for each in sessions if each.day > day],
        }
        return self.shown(TodaySerializer, facts)


class WeekViewSet(Door):
    """Weeks of one's own plan, Monday to Sunday, as far as they are shown by now."""

    queryset = ScheduledSession.objects.none()
    serializer_class = WeekSerializer
    lookup_field = "day"
    lookup_value_converter = "day"

    @extend_schema(responses=WeekSerializer)
    def retrieve(self, request: Request, day: date) -> Response:
        """The week that a day is in."""
        athlete = self.athlete()
        return self.shown(WeekSerializer, week_of(of_client(self.sessions(), athlete), day))


def week_of(sessions: QuerySet[ScheduledSession], day: date) -> dict[str, date | Sequence]:
    """Monday and the sessions of the week that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return {
        "monday": monday,
        "sessions": sessions.between(monday, monday + WEEK - timedelta(days=1)),
    }


def of_client(sessions: QuerySet[ScheduledSession], client: Client) -> QuerySet[ScheduledSession]:
    return whole(sessions.filter(client=client)).in_order()
