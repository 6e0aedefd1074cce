"""Logs: all of them, and what somebody did that nobody had planned."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response

from clients import logbook
from clients.api.log_input import AdHocInput, entry_of
from clients.api.people import Door
from clients.api.shapes import SETS, LogSerializer
from clients.models import SessionLog


class LogFilter(filters.FilterSet):
    client = filters.UUIDFilter(field_name="client__code")
    since = filters.DateFilter(field_name="done_on", lookup_expr="gte")
    until = filters.DateFilter(field_name="done_on", lookup_expr="lte")

    class Meta:
        model = SessionLog
        fields = ["outcome"]


class LogViewSet(mixins.ListModelMixin, Door):
    """What was done, newest first."""

    queryset = SessionLog.objects.none()
    serializer_class = LogSerializer
    filterset_class = LogFilter

    def get_queryset(self) -> QuerySet[SessionLog]:
        rows = SessionLog.objects.visible_to(self.request.user).select_related("session")
        return rows.prefetch_related(*SETS).order_by("-done_on", "-pk")

    @extend_schema(request=AdHocInput, responses={200: LogSerializer, 201: LogSerializer})
    def create(self, request: Request) -> Response:
        """Record what nobody had planned. The same `uid` again is the same log: 200."""
        said = self.checked(AdHocInput)
        athlete = self.athlete(said.get("client"))
        log, is_new = logbook.record_ad_hoc(
            athlete, said["what"], entry_of(said, athlete), by=request.user, now=self.now
        )
        return self.shown(
            LogSerializer, log, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        )
