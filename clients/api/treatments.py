"""Treatments: visits, and self-treatment that was done. Only with consent to health data."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clients import care, logbook, readiness
from clients.api.fields import PastDayField
from clients.api.people import Door, has_agreed, of_the_body, said_before
from clients.models import Client, Treatment
from clients.rules.log_entry import LogEntry
from plans.labels import REGIONS, choices
from plans.models import Modality


class TreatmentInput(serializers.Serializer):
    """A visit, or a self-treatment that was done."""

    client = serializers.UUIDField(required=False, help_text="A coach names the athlete.")
    uid = serializers.UUIDField()
    done_on = PastDayField()
    modality = serializers.SlugField(max_length=80)
    regions = serializers.ListField(
        child=serializers.ChoiceField(choices(REGIONS)), max_length=40, default=list
    )
    provider = serializers.CharField(max_length=120, default="", allow_blank=True)
    after = serializers.CharField(max_length=300, default="", allow_blank=True)
    session = serializers.UUIDField(
        required=False, help_text="The planned session that this was; it gets its log."
    )


class TreatmentSerializer(serializers.ModelSerializer[Treatment]):
    client = serializers.UUIDField(source="client.code")
    modality = serializers.SlugRelatedField("slug", read_only=True)
    label = serializers.CharField(
        source="modality.called", help_text="What the coach calls the treatment."
    )
    regions = serializers.ListField(child=serializers.CharField())
    session = serializers.UUIDField(source="session.code", default=None, allow_null=True)

    class Meta:
        model = Treatment
        fields = [
            *(
                "uid",
                "client",
                "done_on",
                "modality",
                "label",
                "depth",
                "regions",
                "provider",
                "after",
            ),
            "session",
        ]
        read_only_fields = fields


class TreatmentFilter(filters.FilterSet):
    client = filters.UUIDFilter(field_name="client__code")
    since = filters.DateFilter(field_name="done_on", lookup_expr="gte")
    until = filters.DateFilter(field_name="done_on", lookup_expr="lte")


class TreatmentViewSet(mixins.ListModelMixin, Door):
    """Treatments that were done, newest first."""

    queryset = Treatment.objects.none()
    serializer_class = TreatmentSerializer
    filterset_class = TreatmentFilter

    def get_queryset(self) -> QuerySet[Treatment]:
        rows = of_the_body(Treatment.objects.select_related("session", "modality"), self.request)
        return rows.order_by("-done_on", "-pk")

    @extend_schema(
        request=TreatmentInput, responses={200: TreatmentSerializer, 201: TreatmentSerializer}
    )
    def create(self, request: Request) -> Response:
        """Keep what was done and move the clock of its rhythm. The same `uid` again is the same: 200."""
        said = self.checked(TreatmentInput)
        athlete = self.athlete(said.get("client"))
        if not has_agreed(athlete):
            raise readiness.HealthDataNotAgreed
        session = self.session(said.get("session"), athlete)
        visit = care.Visit(
            modality=modality_of(athlete, said["modality"]),
            session=session,
            regions=tuple(said["regions"]),
            **{name: said[name] for name in ("done_on", "provider", "after")},
        )
        uid, asked = said["uid"], {"by": request.user, "now": self.now}
        status = said_before(Treatment, athlete, uid)
        if session is not None:
            entry = LogEntry(uid=uid, done_on=said["done_on"])
            logbook.record_visit(session, entry, visit, **asked)
        row = care.record_visit(athlete, visit, uid=uid, **asked)
        return self.shown(TreatmentSerializer, row, status)


def modality_of(athlete: Client, slug: str) -> Modality:
    """The coach's own way of treating before the built-in one. Raises ValidationError."""
    rows = Modality.objects.filter(Q(coach=None) | Q(coach=athlete.coach_id), slug=slug)
    found = rows.current().order_by("-coach").first()
    if found is None:
        raise serializers.ValidationError({"modality": _("No treatment is called that.")})
    return found
