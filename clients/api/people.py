"""Whose rows a request is about: one's own, or those of an athlete whom one coaches."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from clients.api.refusals import refusal_of
from clients.models import Client, Consent, ScheduledSession


class Door(GenericViewSet):
    """A request at one moment: `now`, which serializers find in their context."""

    now: datetime | None = None  # None while the schema is drawn, which asks nobody

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.now = timezone.now()
        super().initial(request, *args, **kwargs)

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"now": self.now}

    def handle_exception(self, error: Exception) -> Response:
        return super().handle_exception(refusal_of(error) or error)

    def checked(self, shape: type[BaseSerializer]) -> dict[str, Any]:
        """What was sent, checked."""
        serializer = shape(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def shown(self, shape: type[BaseSerializer], row: Any, code: int = 200) -> Response:
        return Response(shape(row, context=self.get_serializer_context()).data, status=code)

    def athlete(self, code: UUID | None = None) -> Client:
        """Whom the request writes about: the client of `code`, else one's own open coaching.

        Raises NotFound for a stranger, and for coaching that is over.
        """
        people = Client.objects.open().select_related("user", "coach")
        if code is not None:
            found = people.visible_to(self.request.user).filter(code=code).first()
        else:
            found = people.filter(user=self.request.user).first()
        if found is None:
            raise NotFound(_("There is nobody here to write about."))
        return found

    def coached(self) -> QuerySet[Client]:
        """The open clients of whoever asks."""
        return Client.objects.coached_by(self.request.user).select_related("user", "coach")

    def sessions(self) -> QuerySet[ScheduledSession]:
        """What may be read: all of one's athletes', drafts too; of one's own what is sent and shown by now."""
        rows = ScheduledSession.with_drafts.visible_to(self.request.user)
        own = rows.filter(client__user=self.request.user)
        theirs = rows.filter(client__coach=self.request.user)
        return theirs | own.shown(self.request.user.today(self.now))

    def session(self, code: UUID | None, of: Client | None = None) -> ScheduledSession | None:
        """A sent session to write about, by its code; only one `of` this client. Raises NotFound."""
        if code is None:
            return None
        rows = ScheduledSession.objects.visible_to(self.request.user).filter(client__ended_on=None)
        rows = rows.filter(client=of) if of else rows
        found = rows.select_related("client__user", "client__coach", "race").filter(code=code)
        return get_object_or_404(found)


def has_agreed(client: Client) -> bool:
    """Whether the athlete consents to health data now."""
    return Consent.objects.given().filter(client=client, kind=Consent.Kind.HEALTH).exists()


def of_the_body(rows: QuerySet, request: Request) -> QuerySet:
    """Health rows that `request` may read: one's own, and those of athletes who agree to that."""
    consent = Consent.objects.given().filter(client=OuterRef("client"), kind=Consent.Kind.HEALTH)
    seen = rows.visible_to(request.user).select_related("client")
    return seen.filter(Q(client__user=request.user) | Exists(consent))


def said_before(noun: type[Model], client: Client, uid: UUID) -> int:
    """The status that the answer will have: 200 where this `uid` is known, else 201."""
    known = noun._default_manager.filter(client=client, uid=uid).exists()
    return status.HTTP_200_OK if known else status.HTTP_201_CREATED
