"""The library: exercises with their ladders, treatments, and the coach's teaching notes."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coachapp.lib.reading import ReadQuickly
from plans.labels import treatment_word

if TYPE_CHECKING:
    from coachapp.models import User


class LibraryQuerySet(models.QuerySet):
    """Built-in rows have no coach: everybody reads them, nobody edits them; a coach edits a copy."""

    def visible_to(self, user: "User"):
        """What `user` may read: the built-in rows, and a coach's own. The operator reads all."""
        if user.is_superuser:
            return self
        return self.filter(Q(coach=None) | Q(coach=user.pk))

    def owned_by(self, user: "User"):
        """What `user` may change."""
        return self.filter(coach=user.pk)

    def built_in(self):
        return self.filter(coach=None)

    def current(self):
        """Not archived."""
        return self.filter(archived_at=None)


class LibraryRow(ReadQuickly):
    """Something of the library: built in (no coach), or one coach's own."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    slug = models.SlugField(max_length=80)

    class Meta:
        abstract = True

    @property
    def is_built_in(self) -> bool:
        return self.coach_id is None


def own_slug(noun: str) -> list[models.UniqueConstraint]:
    """Two partial constraints: one slug among the built-in rows, one slug per coach."""
    return [
        models.UniqueConstraint(
            fields=["slug"], condition=Q(coach=None), name=f"one_built_in_{noun}_per_slug"
        ),
        models.UniqueConstraint(
            fields=["coach", "slug"],
            condition=Q(coach__isnull=False),
            name=f"one_{noun}_per_coach_and_slug",
        ),
    ]


class TeachingNote(LibraryRow):
    """A page of the coach's own teaching, in Markdown, that library items link to."""

    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), help_text=_("Markdown."))

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("teaching note")
        verbose_name_plural = _("teaching notes")
        ordering = ["title"]
        constraints = own_slug("note")

    def __str__(self) -> str:
        return self.title


class Exercise(LibraryRow):
    """A move of the library: strength, drill, or self-treatment, with what a coach says about it."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("strength")
        DRILL = "drill", _("drill")
        MAINTENANCE = "maintenance", _("self-treatment")

    class Purpose(models.TextChoices):
        REHAB = "rehab", _("coming back")
        PREVENTION = "prevention", _("keeping strong")

    class Focus(models.TextChoices):
        PROPULSION = "propulsion", _("propulsion")
        LANDING = "landing", _("landing")
        PELVIS = "pelvis", _("pelvis")
        THIGH_CONTROL = "thigh_control", _("thigh control")
        CORE = "core", _("core")
        MOBILITY = "mobility", _("mobility")

    name = models.CharField(_("name"), max_length=120)
    aliases = models.JSONField(_("also called"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.STRENGTH)
    per_side = models.BooleanField(_("each side"), default=False)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=Purpose.choices, default=Purpose.PREVENTION
    )
    focus = models.CharField(_("focus"), max_length=16, choices=Focus.choices, blank=True)
    regions = models.JSONField(_("regions it loads"), default=list, blank=True)
    start_dose = models.CharField(_("start with"), max_length=200, blank=True)
    cues = models.JSONField(_("cues"), default=list, blank=True)
    faults = models.JSONField(
        _("faults and their answers"),
        default=list,
        blank=True,
        help_text=_("Each with its code, what is seen, and what to change."),
    )
    video = models.URLField(_("video"), blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    note = models.ForeignKey(
        TeachingNote, models.SET_NULL, null=True, blank=True, related_name="exercises"
    )
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        ordering = ["name"]
        constraints = own_slug("exercise")

    def __str__(self) -> str:
        return self.name


class Rung(models.Model):
    """One step of an exercise's ladder, from easier (1) to harder."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="rungs")
    position = models.PositiveSmallIntegerField(_("step"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("step of the ladder")
        verbose_name_plural = _("ladder, easier to harder")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "position"], name="one_rung_per_step"),
        ]

    def __str__(self) -> str:
        return self.name


class Modality(LibraryRow):
    """A way of treating the body, by a professional (`hands_on`) or by oneself."""

    class Depth(models.TextChoices):
        DEEP = "deep", _("deep")
        LIGHT = "light", _("light")
        SELF = "self", _("by oneself")

    name = models.CharField(_("name"), max_length=80)
    hands_on = models.BooleanField(_("by a professional"), default=False)
    depth = models.CharField(_("depth"), max_length=8, choices=Depth.choices, default=Depth.SELF)
    dose = models.CharField(_("dose"), max_length=200, blank=True)
    advice = models.TextField(_("advice"), blank=True)
    base_days = models.PositiveSmallIntegerField(
        _("usual days between"),
        help_text=_(
            "For a professional's treatment only a suggestion: nothing is due until a rhythm is set."
        ),
    )
    min_days = models.PositiveSmallIntegerField(_("fewest days between"))
    max_days = models.PositiveSmallIntegerField(_("most days between"))
    note = models.ForeignKey(
        TeachingNote, models.SET_NULL, null=True, blank=True, related_name="modalities"
    )
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        ordering = ["name"]
        constraints = [
            *own_slug("modality"),
            models.CheckConstraint(
                condition=Q(min_days__lte=models.F("base_days"))
                & Q(base_days__lte=models.F("max_days"))
                & Q(min_days__gte=1),
                name="modality_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name, or the coach's own word for a built-in treatment."""
        return treatment_word(self.slug, self.name) if self.is_built_in else self.name
