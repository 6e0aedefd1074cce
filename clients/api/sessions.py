"""Sessions: read, logged, said not to have happened, and moved."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from clients import logbook, meanwhile, moving
from clients.api.fields import SaidField
from clients.api.log_input import PlannedInput, SkipInput, entry_of
from clients.api.people import Door
from clients.api.shapes import LogSerializer, SessionSerializer, whole
from clients.models import MoveRequest, ScheduledSession
from plans.rules.easy_days import DayVerdict
from plans.rules.kinds import Kind, RunType


class SessionFilter(filters.FilterSet):
    client = filters.UUIDFilter(field_name="client__code")
    since = filters.DateFilter(field_name="day", lookup_expr="gte")
    until = filters.DateFilter(field_name="day", lookup_expr="lte")

    class Meta:
        model = ScheduledSession
        fields = ["kind"]


class LoggedBefore(serializers.Serializer):
    """The session has a log under another uid."""

    detail = serializers.CharField()
    log = LogSerializer()


class MoveInput(serializers.Serializer):
    day = serializers.DateField()


class DayChoiceSerializer(serializers.Serializer):
    """A day to move to, and why it is or is not a good one."""

    day = serializers.DateField()
    verdict = serializers.ChoiceField([verdict.value for verdict in DayVerdict])
    reason = SaidField()


class MoveRequestSerializer(serializers.ModelSerializer[MoveRequest]):
    """The day is below the coach's floor, so the coach is asked."""

    answer = serializers.ChoiceField(MoveRequest.Answer.choices, allow_blank=True)
    session = serializers.UUIDField(source="session.code")

    class Meta:
        model = MoveRequest
        fields = ["session", "to_day", "answer"]
        read_only_fields = fields


class SessionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Door):
    """An athlete's own sessions as far as they are shown; a coach's athletes' sessions, drafts too."""

    queryset = ScheduledSession.objects.none()
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    lookup_field = "code"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[ScheduledSession]:
        return whole(self.sessions()).in_order() if self.now else super().get_queryset()

    @extend_schema(
        request=PlannedInput,
        responses={200: LogSerializer, 201: LogSerializer, 409: LoggedBefore},
    )
    @action(detail=True, methods=["post"])
    def log(self, request: Request, code: UUID) -> Response:
        """Record what was done. The same `uid` again is the same log: 200.

        What another kind of session has replaced since the program read it is kept as the athlete's own.
        """
        session = self.session(code)
        said = self.checked(PlannedInput)
        entry = entry_of(said, session.client)
        before = meanwhile.unsealed(said.get("about", ""), code=code, client=session.client)
        since = (
            meanwhile.since(before, session, list(session.prescriptions.all())) if before else None
        )
        asked = {"by": request.user, "now": self.now}
        if since is None:
            return self.logged(lambda: logbook.record(session, entry, **asked))
        told, was = since.told(entry), since.before.session
        if since.leaves_it_open:
            what = RunType(was.run_type) if was.run_type else Kind(was.kind)
            return self.logged(lambda: logbook.record_ad_hoc(session.client, what, told, **asked))
        return self.logged(lambda: logbook.record(session, told, **asked))

    @extend_schema(
        request=SkipInput,
        responses={200: LogSerializer, 201: LogSerializer, 409: LoggedBefore},
    )
    @action(detail=True, methods=["post"])
    def skip(self, request: Request, code: UUID) -> Response:
        """Say that it did not happen, and why. The same `uid` again is the same log: 200."""
        session = self.session(code)
        said = self.checked(SkipInput)
        return self.logged(lambda: logbook.skip(session, by=request.user, now=self.now, **said))

    def logged(self, keep: Callable[[], logbook.Logged]) -> Response:
        try:
            log, is_new = keep()
        except logbook.AlreadyLogged as already:
            fact = {"detail": _("You have already logged this session."), "log": already.log}
            return self.shown(LoggedBefore, fact, status.HTTP_409_CONFLICT)
        return self.shown(
            LogSerializer, log, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        )

    @extend_schema(responses=DayChoiceSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def days(self, request: Request, code: UUID) -> Response:
        """The next ten days for this session, good ones first, each with its reason."""
        session = self.mine()
        choices = moving.day_choices(session, session.client.today(self.now))
        return Response(DayChoiceSerializer(choices, many=True).data)

    @extend_schema(
        request=MoveInput, responses={200: SessionSerializer, 202: MoveRequestSerializer}
    )
    @action(detail=True, methods=["post"])
    def move(self, request: Request, code: UUID) -> Response:
        """Put it on another day. A coach gets a draft to send.

        An athlete's day below the coach's floor becomes a question to the coach: 202.
        """
        session = self.mine()
        day = self.checked(MoveInput)["day"]
        asked = {"by": request.user, "now": self.now}
        if session.client.coach_id == request.user.pk:
            return self.shown(SessionSerializer, moving.move_as_coach(session, day, **asked))
        outcome = moving.move_as_athlete(session, day, **asked)
        if isinstance(outcome, moving.Asked):
            return self.shown(MoveRequestSerializer, outcome.request, status.HTTP_202_ACCEPTED)
        return self.shown(SessionSerializer, outcome.session)

    def mine(self) -> ScheduledSession:
        """The session of the address, while its coaching goes on. Raises Http404."""
        session = self.get_object()
        if session.client.ended_on:
            raise Http404
        return session
