"""How the body is: check-ins, and tight, sore or painful places. Only with consent to health data."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clients import readiness
from clients.api.fields import PastDayField
from clients.api.people import Door, of_the_body, said_before
from clients.models import CheckIn, PainReport
from clients.rules.check_in import CheckInAnswers
from clients.rules.pain import Moment, PainKind
from plans.labels import REGIONS, choices
from plans.rules.regions import BodySide, Region


def answer(words: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=1, max_value=5, allow_null=True, default=None, help_text=words
    )


class CheckInInput(serializers.Serializer):
    """Five answers from 1 to 5, high is always good. Missing is not low."""

    client = serializers.UUIDField(required=False, help_text="A coach names the athlete.")
    uid = serializers.UUIDField()
    day = PastDayField()
    fatigue = answer("Energy.")
    sleep = answer("Sleep.")
    soreness = answer("Muscles.")
    stress = answer("Stress.")
    mood = answer("Mood.")
    illness = serializers.BooleanField(default=False)


class CheckInSerializer(serializers.ModelSerializer[CheckIn]):
    client = serializers.UUIDField(source="client.code")
    total = serializers.IntegerField(allow_null=True)

    class Meta:
        model = CheckIn
        fields = [
            *("uid", "client", "day", "fatigue", "sleep", "soreness", "stress", "mood"),
            *("illness", "total"),
        ]
        read_only_fields = fields


class DayFilter(filters.FilterSet):
    client = filters.UUIDFilter(field_name="client__code")
    since = filters.DateFilter(field_name="day", lookup_expr="gte")
    until = filters.DateFilter(field_name="day", lookup_expr="lte")


class CheckInViewSet(mixins.ListModelMixin, Door):
    """Mornings, newest first; the one that counts of each day."""

    queryset = CheckIn.objects.none()
    serializer_class = CheckInSerializer
    filterset_class = DayFilter

    def get_queryset(self) -> QuerySet[CheckIn]:
        return of_the_body(CheckIn.objects.counting(), self.request).order_by("-day", "-pk")

    @extend_schema(request=CheckInInput, responses={200: CheckInSerializer, 201: CheckInSerializer})
    def create(self, request: Request) -> Response:
        """Keep a morning's answers. The newest of a day counts; the same `uid` again is the same: 200."""
        said = self.checked(CheckInInput)
        athlete = self.athlete(said.pop("client", None))
        uid, day = said.pop("uid"), said.pop("day")
        status = said_before(CheckIn, athlete, uid)
        row = readiness.check_in(
            athlete, CheckInAnswers(**said), uid=uid, day=day, by=request.user, now=self.now
        )
        return self.shown(CheckInSerializer, row, status)


class PlaceInput(serializers.Serializer):
    """A place and how strong it is, 0 to 10. Tight, sore and painful are kept apart."""

    client = serializers.UUIDField(required=False, help_text="A coach names the athlete.")
    uid = serializers.UUIDField()
    day = PastDayField()
    region = serializers.ChoiceField(choices(REGIONS))
    side = serializers.ChoiceField([side.value for side in BodySide])
    kind = serializers.ChoiceField(PainReport.Kind.choices)
    level = serializers.IntegerField(min_value=0, max_value=10)
    moment = serializers.ChoiceField(PainReport.Moment.choices, default=PainReport.Moment.NOW)
    session = serializers.UUIDField(required=False)


class PlaceSerializer(serializers.ModelSerializer[PainReport]):
    client = serializers.UUIDField(source="client.code")
    session = serializers.UUIDField(source="session.code", default=None, allow_null=True)

    class Meta:
        model = PainReport
        fields = [
            *("uid", "client", "day", "region", "side", "kind", "level", "moment", "session"),
            "closed_at",
        ]
        read_only_fields = fields


class BodyReportViewSet(mixins.ListModelMixin, Door):
    """Reports of places, newest first."""

    queryset = PainReport.objects.none()
    serializer_class = PlaceSerializer
    filterset_class = DayFilter

    def get_queryset(self) -> QuerySet[PainReport]:
        rows = of_the_body(PainReport.objects.select_related("session"), self.request)
        return rows.order_by("-day", "-pk")

    @extend_schema(request=PlaceInput, responses={200: PlaceSerializer, 201: PlaceSerializer})
    def create(self, request: Request) -> Response:
        """Keep a report and judge today. The same `uid` again is the same report: 200."""
        said = self.checked(PlaceInput)
        athlete = self.athlete(said.get("client"))
        report = readiness.PlaceReport(
            day=said["day"],
            region=Region(said["region"]),
            side=BodySide(said["side"]),
            kind=PainKind(said["kind"]),
            level=said["level"],
            moment=Moment(said["moment"]),
            session=self.session(said.get("session"), athlete),
        )
        status = said_before(PainReport, athlete, said["uid"])
        row = readiness.report_place(
            athlete, report, uid=said["uid"], by=request.user, now=self.now
        )
        return self.shown(PlaceSerializer, row, status)
