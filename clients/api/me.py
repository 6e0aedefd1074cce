"""Who is asking."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clients.api.people import Door, has_agreed
from clients.models import Client

OF_THE_ACCOUNT = ("code", "name", "email", "time_zone", "units", "is_coach")


class CoachingSerializer(serializers.Serializer):
    """One's own open coaching."""

    code = serializers.UUIDField()
    coach = serializers.CharField()
    check_ins = serializers.BooleanField()
    health_data = serializers.BooleanField(help_text="Whether one agrees to health data.")


class MeSerializer(serializers.Serializer):
    code = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    time_zone = serializers.CharField()
    units = serializers.CharField()
    is_coach = serializers.BooleanField()
    today = serializers.DateField()
    coaching = CoachingSerializer(allow_null=True)


class MeViewSet(Door):
    """Who is asking."""

    queryset = Client.objects.none()
    serializer_class = MeSerializer

    @extend_schema(responses=MeSerializer)
    def retrieve(self, request: Request) -> Response:
        """One's own account, and the coaching that goes on."""
        user = request.user
        own = Client.objects.open().filter(user=user).select_related("coach").first()
        facts = {name: getattr(user, name) for name in OF_THE_ACCOUNT}
        coaching = own and {
            "code": own.code,
            "coach": own.coach.name,
            "check_ins": own.check_ins,
            "health_data": has_agreed(own),
        }
        facts |= {"today": user.today(self.now), "coaching": coaching}
        return self.shown(MeSerializer, facts)
