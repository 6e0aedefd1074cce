"""Exercises with their ladders, treatments, teaching notes."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coachapp.lib.own_rows import OwnRowsInline
from plans.admin.library import LibraryAdmin, TidyAdmin, WhoseFilter
from plans.forms.library import OwnNameForm
from plans.forms.lines import FaultsField, LinesField
from plans.labels import REGIONS, choices
from plans.models import Exercise, Modality, Rung, TeachingNote


class ExerciseForm(OwnNameForm):
    aliases = LinesField(label=_("Also called"))
    equipment = LinesField(label=_("Equipment"))
    tags = LinesField(label=_("Tags"), help_text=_("Words of your own, one a line, to search by."))
    cues = LinesField(label=_("Cues"))
    faults = FaultsField(
        label=_("Faults and their answers"),
        help_text=_("KNEE_IN: what is seen -> what to change"),
    )
    video = forms.URLField(label=_("Video"), required=False, assume_scheme="https")
    regions = forms.MultipleChoiceField(
        label=_("Regions it loads"),
        required=False,
        choices=choices(REGIONS),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Exercise
        fields = (
            *("name", "aliases", "kind", "per_side", "purpose", "focus", "start_dose", "cues"),
            *("faults", "video", "note", "equipment", "regions", "tags", "source"),
        )


class LadderInline(OwnRowsInline):
    model = Rung
    verbose_name_plural = _("ladder, easier to harder")


@admin.register(Exercise)
class ExerciseAdmin(TidyAdmin):
    form = ExerciseForm
    inlines = (LadderInline,)
    list_display = ("name", "kind", "purpose", "focus", "tagged", "per_side", "whose", "used")
    export_columns = (
        *("name", "aliases", "kind", "per_side", "equipment", "purpose", "focus", "regions"),
        *("start_dose", "cues", "video", "tags", "source"),
    )
    list_filter = (WhoseFilter, "kind", "purpose", "focus")
    search_fields = ("name", "slug", "tags")
    fieldsets = (
        (None, {"fields": ("name", "aliases", "kind", "per_side", "purpose", "focus", "tags")}),
        (_("What to say"), {"fields": ("start_dose", "cues", "faults", "video", "note")}),
        (_("Where and with what"), {"fields": ("equipment", "regions", "source")}),
    )

    @admin.display(description=_("tags"))
    def tagged(self, exercise: Exercise) -> str | None:
        return ", ".join(exercise.tags) or None


@admin.register(Modality)
class ModalityAdmin(TidyAdmin):
    form = OwnNameForm
    list_display = ("name", "hands_on", "depth", "base_days", "whose", "used")
    export_columns = ("name", "hands_on", "depth", "dose", "base_days", "min_days", "max_days")
    list_filter = (WhoseFilter, "depth")
    search_fields = ("name",)


@admin.register(TeachingNote)
class TeachingNoteAdmin(LibraryAdmin):
    named_by = "title"
    list_display = ("title", "whose")
    list_filter = (WhoseFilter,)
    search_fields = ("title",)
