"""Plans with their weeks, each session printed as a coach may type it."""

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from plans import writing
from plans.labels import RUN_TYPES, choices
from plans.models import Plan, PlanSession, PlanWeek


class PlanSerializer(serializers.ModelSerializer[Plan]):
    built_in = serializers.BooleanField(source="is_built_in")
    published = serializers.BooleanField(source="is_published")
    version = serializers.IntegerField(source="number")

    class Meta:
        model = Plan
        fields = [
            *("code", "family", "version", "title", "summary", "audience", "weeks", "repeats"),
            *("entry_line", "built_in", "published"),
        ]
        read_only_fields = fields


class PlanWeekSerializer(serializers.ModelSerializer[PlanWeek]):
    class Meta:
        model = PlanWeek
        fields = ["number", "title", "lighter", "not_typical"]
        read_only_fields = fields


class PlanSessionSerializer(serializers.ModelSerializer[PlanSession]):
    run_type = serializers.ChoiceField(choices(RUN_TYPES), allow_blank=True)
    text = serializers.SerializerMethodField(help_text="Shorthand, as a coach may type it.")

    class Meta:
        model = PlanSession
        fields = [
            *("key", "week", "weekday", "order", "kind", "run_type", "title", "why", "minutes"),
            *("effort", "hardness", "unwatched", "instead", "optional", "text"),
        ]
        read_only_fields = fields

    def get_text(self, session: PlanSession) -> str:
        return writing.printed(session)


class WholePlanSerializer(PlanSerializer):
    plan_weeks = PlanWeekSerializer(many=True)
    sessions = PlanSessionSerializer(many=True)

    class Meta(PlanSerializer.Meta):
        fields = [*PlanSerializer.Meta.fields, "plan_weeks", "sessions"]
        read_only_fields = fields


class PlanViewSet(ReadOnlyModelViewSet):
    """Built-in plans and one's own. Who is no coach sees what is published."""

    lookup_field = "code"
    lookup_value_converter = "uuid"
    queryset = Plan.objects.filter(archived_at=None)
    filterset_fields = ["audience"]

    def get_queryset(self) -> QuerySet[Plan]:
        plans = super().get_queryset().visible_to(self.request.user)
        if not self.request.user.is_coach:
            plans = plans.published()
        if self.action == "retrieve":
            plans = plans.prefetch_related("plan_weeks", "sessions__prescriptions")
        return plans.order_by("title", "number", "pk")

    def get_serializer_class(self) -> type[PlanSerializer]:
        return WholePlanSerializer if self.action == "retrieve" else PlanSerializer
