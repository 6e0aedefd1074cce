"""Exercises with their ladders, and ways of treating the body."""

from django.db.models import F, QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from plans.models import Exercise, Modality, Rung


class RungSerializer(serializers.ModelSerializer[Rung]):
    class Meta:
        model = Rung
        fields = ["position", "name"]


class FaultSerializer(serializers.Serializer):
    """A fault, what is seen of it, and what to change."""

    code = serializers.CharField()
    seen = serializers.CharField()
    answer = serializers.CharField()


class ExerciseSerializer(serializers.ModelSerializer[Exercise]):
    built_in = serializers.BooleanField(source="is_built_in")
    aliases = serializers.ListField(child=serializers.CharField())
    equipment = serializers.ListField(child=serializers.CharField())
    regions = serializers.ListField(child=serializers.CharField())
    cues = serializers.ListField(child=serializers.CharField())
    faults = FaultSerializer(many=True)
    rungs = RungSerializer(many=True)
    focus = serializers.ChoiceField(Exercise.Focus.choices, allow_blank=True)
    video = serializers.CharField()

    class Meta:
        model = Exercise
        fields = [
            *("slug", "name", "built_in", "aliases", "kind", "per_side", "equipment", "purpose"),
            *("focus", "regions", "start_dose", "cues", "faults", "rungs", "video", "source"),
        ]
        read_only_fields = fields


class ModalitySerializer(serializers.ModelSerializer[Modality]):
    built_in = serializers.BooleanField(source="is_built_in")
    label = serializers.CharField(source="called", help_text="What the coach calls it.")

    class Meta:
        model = Modality
        fields = [
            *("slug", "name", "label", "built_in", "hands_on", "depth", "dose", "advice"),
            *("base_days", "min_days", "max_days"),
        ]
        read_only_fields = fields


class ExerciseFilter(filters.FilterSet):
    name = filters.CharFilter(lookup_expr="icontains")

    class Meta:
        model = Exercise
        fields = ["kind", "focus", "purpose"]


class LibraryViewSet(ReadOnlyModelViewSet):
    """Built-in entries and one's own. Where a coach has a copy of one, its slug means the copy."""

    lookup_field = "slug"
    lookup_value_converter = "slug"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().visible_to(self.request.user).current()
        return rows.order_by("name", "pk")

    def get_object(self) -> Exercise | Modality:
        own_first = self.get_queryset().order_by(F("coach").asc(nulls_last=True))
        found = own_first.filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found


class ExerciseViewSet(LibraryViewSet):
    """Moves of the library: strength, drills and self-treatment."""

    queryset = Exercise.objects.prefetch_related("rungs")
    serializer_class = ExerciseSerializer
    filterset_class = ExerciseFilter


class ModalityViewSet(LibraryViewSet):
    """Ways of treating the body, by a professional or by oneself."""

    queryset = Modality.objects.all()
    serializer_class = ModalitySerializer
    filterset_fields = ["hands_on"]
