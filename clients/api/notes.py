"""What people say to each other."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from clients import talking
from clients.api.people import Door, said_before
from clients.models import Comment


class NoteInput(serializers.Serializer):
    """A note on a session, on a week (any of its days), or else on the person."""

    client = serializers.UUIDField(required=False, help_text="A coach names the athlete.")
    uid = serializers.UUIDField()
    body = serializers.CharField(max_length=4000)
    session = serializers.UUIDField(required=False)
    week_on = serializers.DateField(required=False)
    private = serializers.BooleanField(
        default=False, help_text="A coach's own, unseen by the athlete."
    )


class NoteSerializer(serializers.ModelSerializer[Comment]):
    client = serializers.UUIDField(source="client.code")
    author = serializers.CharField(source="author.name")
    session = serializers.UUIDField(source="session.code", default=None, allow_null=True)

    class Meta:
        model = Comment
        fields = [
            *("uid", "client", "author", "about", "session", "week_on", "body", "private", "at"),
        ]
        read_only_fields = fields


class NoteFilter(filters.FilterSet):
    client = filters.UUIDFilter(field_name="client__code")
    session = filters.UUIDFilter(field_name="session__code")
    since = filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte")

    class Meta:
        model = Comment
        fields = ["about"]


class ReadInput(serializers.Serializer):
    client = serializers.UUIDField(required=False, help_text="A coach names the athlete.")


class NoteViewSet(mixins.ListModelMixin, Door):
    """Notes, oldest first."""

    queryset = Comment.objects.none()
    serializer_class = NoteSerializer
    filterset_class = NoteFilter

    def get_queryset(self) -> QuerySet[Comment]:
        rows = Comment.objects.visible_to(self.request.user)
        return rows.select_related("client", "author", "session").order_by("at", "pk")

    @extend_schema(request=NoteInput, responses={200: NoteSerializer, 201: NoteSerializer})
    def create(self, request: Request) -> Response:
        """Keep a note. The same `uid` again is the same note: 200."""
        said = self.checked(NoteInput)
        athlete = self.athlete(said.get("client"))
        if said["private"] and athlete.coach_id != request.user.pk:
            raise serializers.ValidationError({"private": _("Only a coach keeps private notes.")})
        status = said_before(Comment, athlete, said["uid"])
        note = talking.write(
            athlete,
            request.user,
            said["body"],
            uid=said["uid"],
            now=self.now,
            session=self.session(said.get("session"), athlete),
            week_on=said.get("week_on"),
            private=said["private"],
        )
        return self.shown(NoteSerializer, note, status)

    @extend_schema(request=ReadInput, responses={204: None})
    @action(detail=False, methods=["post"])
    def read(self, request: Request) -> Response:
        """Every note so far has been read."""
        talking.mark_read(
            self.athlete(self.checked(ReadInput).get("client")), request.user, self.now
        )
        return Response(status=204)
