"""For a coach: who is coached, their weeks with drafts and notes, and what goes out to them."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from clients import checking, scheduling, sending
from clients.api.days import WeekSerializer, of_client, week_of
from clients.api.keeping import KeepInput, NeedsKeepSerializer, NoteSerializer, keeps_of, needs_keep
from clients.api.people import Door
from clients.api.shapes import SessionSerializer
from clients.models import Assignment, Client, ScheduledSession
from plans.models import Plan

DAY = OpenApiParameter("day", OpenApiTypes.DATE, OpenApiParameter.PATH)


class ClientSerializer(serializers.ModelSerializer[Client]):
    time_zone = serializers.CharField(source="zone.key")
    has_account = serializers.SerializerMethodField()
    phase = serializers.ChoiceField(
        Client.Phase.choices, allow_blank=True, read_only=True, help_text="Empty: by the A races."
    )

    class Meta:
        model = Client
        fields = [
            *("code", "name", "status", "profile", "phase", "goal", "availability", "usual_at"),
            *("check_ins", "joined_on", "time_zone", "has_account"),
        ]
        read_only_fields = fields

    def get_has_account(self, client: Client) -> bool:
        return client.user_id is not None


class CoachWeekSerializer(WeekSerializer):
    """A week as if every draft were sent, with what the rules say about it."""

    notes = NoteSerializer(many=True)


class DraftInput(serializers.Serializer):
    day = serializers.DateField()
    text = serializers.CharField(
        max_length=10_240,
        help_text="Shorthand. What cannot be read stays as a note, word for word.",
    )


class SendInput(serializers.Serializer):
    """Drafts to send, all or none."""

    drafts = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=400)
    kept = KeepInput(many=True, default=list, max_length=100)


class SentSerializer(serializers.Serializer):
    """What went out. A clash has changed since it was drafted, a late one is over: both stay drafts."""

    sent = serializers.ListField(child=serializers.UUIDField())
    removed = serializers.IntegerField()
    clashes = serializers.ListField(child=serializers.UUIDField())
    late = serializers.ListField(child=serializers.UUIDField())


class AssignInput(serializers.Serializer):
    plan = serializers.UUIDField()
    start_on = serializers.DateField()
    send = serializers.BooleanField(default=True, help_text="Off: placed as drafts.")
    weeks_shown = serializers.IntegerField(
        min_value=0, max_value=8, default=1, help_text="Weeks that the athlete sees; 0 is all."
    )
    kept = KeepInput(many=True, default=list, max_length=100)


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    plan = serializers.UUIDField(source="plan.code")

    class Meta:
        model = Assignment
        fields = ["plan", "start_on", "weeks_shown"]
        read_only_fields = fields


class ClientViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Door):
    """The athletes whom one coaches."""

    queryset = Client.objects.none()
    serializer_class = ClientSerializer
    lookup_field = "code"
    lookup_value_converter = "uuid"
    filterset_fields = ["status"]

    def get_queryset(self) -> QuerySet[Client]:
        return self.coached().order_by("name", "pk") if self.now else super().get_queryset()

    @extend_schema(responses=CoachWeekSerializer, parameters=[DAY])
    @action(detail=True, url_path="weeks/<day:day>", pagination_class=None, filter_backends=[])
    def weeks(self, request: Request, code: UUID, day: date) -> Response:
        """The week that a day is in, drafts included, with what the rules say about it."""
        athlete = self.get_object()
        week = week_of(of_client(self.sessions(), athlete), day)
        monday, today = week["monday"], athlete.today(self.now)
        notes = checking.notes(athlete, monday, monday + timedelta(days=6), today=today)
        return self.shown(CoachWeekSerializer, week | {"notes": notes})

    @extend_schema(request=DraftInput, responses={201: SessionSerializer})
    @action(detail=True, methods=["post"])
    def drafts(self, request: Request, code: UUID) -> Response:
        """Write a session for a day, as a draft that the athlete does not see yet."""
        athlete, said = self.get_object(), self.checked(DraftInput)
        draft = scheduling.add(athlete, said["day"], said["text"], by=request.user, now=self.now)
        return self.shown(SessionSerializer, draft, status.HTTP_201_CREATED)

    @extend_schema(request=SendInput, responses={200: SentSerializer, 409: NeedsKeepSerializer})
    @action(detail=True, methods=["post"])
    def send(self, request: Request, code: UUID) -> Response:
        """Send drafts. An error that nobody has kept stops all of them: 409, with how to keep it."""
        athlete, said = self.get_object(), self.checked(SendInput)
        drafts = ScheduledSession.with_drafts.visible_to(request.user).drafts()
        drafts = drafts.filter(client=athlete, code__in=said["drafts"])
        kept = keeps_of(said["kept"], athlete)
        try:
            outcome = sending.send(drafts, by=request.user, now=self.now, kept=kept)
        except checking.NeedsKeep as stopped:
            return needs_keep(stopped)
        facts = {
            name: [each.code for each in getattr(outcome, name)]
            for name in ("sent", "clashes", "late")
        }
        return self.shown(SentSerializer, facts | {"removed": outcome.removed})

    @extend_schema(
        request=AssignInput, responses={201: AssignmentSerializer, 409: NeedsKeepSerializer}
    )
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, code: UUID) -> Response:
        """Place a published plan from a day on. An error that nobody has kept stops all of it: 409."""
        athlete, said = self.get_object(), self.checked(AssignInput)
        plan = get_object_or_404(Plan.objects.visible_to(request.user), code=said["plan"])
        try:
            assignment = scheduling.assign(
                athlete,
                plan,
                said["start_on"],
                by=request.user,
                now=self.now,
                send=said["send"],
                weeks_shown=said["weeks_shown"],
                kept=keeps_of(said["kept"], athlete),
            )
        except checking.NeedsKeep as stopped:
            return needs_keep(stopped)
        return self.shown(AssignmentSerializer, assignment, status.HTTP_201_CREATED)
