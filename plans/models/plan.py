"""Plans: versions of weeks of sessions of prescriptions. A published version does not change."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coachapp.lib.fields import CodeField, EffortField
from coachapp.lib.reading import ReadQuickly
from coachapp.lib.wording import spoken, word
from plans.labels import (
    HARDNESS,
    KINDS,
    OUR_KINDS,
    OUR_RUN_TYPES,
    ROLES,
    RUN_TYPES,
    SIDES,
    TARGETS,
    TREATMENT,
    choices,
    key_of,
)
from plans.models.exercise import Exercise, Modality, Rung
from plans.rules import shorthand
from plans.rules.hardness import PlannedEffort, planned_hardness
from plans.rules.kinds import RACES, Hardness, Kind, RunType
from plans.rules.prescription import Prescription as PrescriptionValue
from plans.rules.prescription import Role, Side, TargetKind
from plans.rules.profiles import Profile

if TYPE_CHECKING:
    from coachapp.models import User

LONGEST_PLAN_WEEKS = 60


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: "User") -> "PlanQuerySet":
        """Built-in plans, and a coach's own. The operator reads all."""
        if user.is_superuser:
            return self
        return self.filter(Q(coach=None) | Q(coach=user.pk))

    def owned_by(self, user: "User") -> "PlanQuerySet":
        return self.filter(coach=user.pk)

    def published(self) -> "PlanQuerySet":
        return self.filter(published_at__isnull=False, archived_at=None)

    def newest(self) -> "PlanQuerySet":
        """One row per family: the version with the highest number."""
        newer = Plan.objects.filter(
            family=models.OuterRef("family"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class Plan(models.Model):
    """One version of a plan. Versions share a `family`; the one without `published_at` is the draft."""

    AUDIENCES = [
        (Profile.FIRST_TIMER.value, _("first-time runner")),
        (Profile.JOGGER.value, _("jogger")),
        (Profile.IMPROVER.value, _("racing-time improver")),
        (Profile.COMPETITIVE.value, _("competitive")),
        (Profile.MARATHON.value, _("marathon")),
        (Profile.UNDER_18.value, _("under 18")),
    ]

    code = CodeField()
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    family = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what it is for"), blank=True)
    audience = models.CharField(
        _("for whom"), max_length=12, choices=AUDIENCES, default=Profile.IMPROVER.value
    )
    weeks = models.PositiveSmallIntegerField(
        _("weeks"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_PLAN_WEEKS)]
    )
    repeats = models.BooleanField(
        _("repeats until changed"), default=False, help_text=_("A standing week has no end.")
    )
    entry_line = models.TextField(_("who is ready for it"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["title", "number"]
        constraints = [
            models.UniqueConstraint(fields=["family", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["family"], condition=Q(published_at=None), name="one_draft_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=LONGEST_PLAN_WEEKS),
                name="plan_has_1_to_60_weeks",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_built_in(self) -> bool:
        return self.coach_id is None


class PlanWeek(models.Model):
    """What is said of one week of a plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="plan_weeks")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=80, blank=True)
    lighter = models.BooleanField(_("lighter week"), default=False)
    not_typical = models.BooleanField(_("not typical: leave out when copying"), default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_row_per_plan_week"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.number}"


class AbstractSession(ReadQuickly):
    """What both a plan's session and an athlete's dated session say of themselves."""

    kind = models.CharField(_("kind"), max_length=12, choices=choices(KINDS))
    run_type = models.CharField(
        _("which run"), max_length=12, choices=choices(RUN_TYPES), blank=True
    )
    title = models.CharField(_("title"), max_length=120)
    why = models.TextField(_("what it is for, in the athlete's words"), blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    effort = EffortField(_("planned effort"), null=True, blank=True)
    hard_flag = models.BooleanField(_("counts as hard"), default=False)
    unwatched = models.BooleanField(_("leave the watch"), default=False)
    instead = models.CharField(
        _("instead, when it is held"),
        max_length=200,
        blank=True,
        help_text=_("Shorthand: 30 min easy."),
    )
    order = models.SmallIntegerField(_("order within the day"), default=0)
    optional = models.BooleanField(_("optional"), default=False)
    hardness = models.CharField(
        max_length=8, choices=choices(HARDNESS), default=Hardness.EASY.value, editable=False
    )
    modality = models.ForeignKey(Modality, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def is_race(self) -> bool:
        return self.run_type in RACES

    @property
    def own_title(self) -> str:
        """The title; in the coach's words where it says no more than our word for what it is."""
        words = spoken()
        if not words:
            return self.title
        if self.title == str(OUR_KINDS[Kind(self.kind)]):
            return word(key_of(Kind(self.kind)), self.title)
        if self.run_type and self.title == str(OUR_RUN_TYPES[RunType(self.run_type)]):
            return word(key_of(RunType(self.run_type)), self.title)
        if self.modality_id and any(key.startswith(TREATMENT) for key in words):
            return self.modality.called if self.title == self.modality.name else self.title
        return self.title

    def classify(self, lines: Iterable[PrescriptionValue]) -> None:
        """Store how hard the session is as planned: by kind, flag, effort and the hill dose of its `lines`."""
        hills = [line for line in lines if line.role is Role.HILLS]
        self.hardness = planned_hardness(
            PlannedEffort(
                kind=Kind(self.kind),
                run_type=RunType(self.run_type) if self.run_type else None,
                effort=self.effort,
                hard_flag=self.hard_flag,
                hill_reps=sum(line.sets or 1 for line in hills) or None,
                hill_seconds=max((line.seconds or 0 for line in hills), default=0) or None,
            )
        ).value


class PlanSession(AbstractSession):
    """A session of a plan, on a week and weekday. `key` names it from version to version."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sessions")
    week = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    weekday = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("session of a plan")
        ordering = ["week", "weekday", "order", "pk"]
        indexes = [models.Index(fields=["plan", "week", "weekday"], name="plan_sessions_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="one_session_per_plan_key"),
            models.CheckConstraint(
                condition=Q(week__gte=1, week__lte=LONGEST_PLAN_WEEKS)
                & Q(weekday__gte=1, weekday__lte=7),
                name="plan_session_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__gte=0, effort__lte=10),
                name="plan_effort_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AbstractPrescription(ReadQuickly):
    """One line of a session. `text` is what was typed; the columns are its meaning; printing uses the columns."""

    text = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=choices(ROLES), default=Role.EXERCISE.value)
    name = models.CharField(max_length=120, blank=True)
    block = models.CharField(max_length=40, blank=True)
    superset = models.CharField(max_length=4, blank=True)
    choice = models.PositiveSmallIntegerField(default=0)
    optional = models.BooleanField(default=False)
    exercise = models.ForeignKey(Exercise, models.PROTECT, null=True, blank=True, related_name="+")
    rung = models.ForeignKey(Rung, models.SET_NULL, null=True, blank=True, related_name="+")
    sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_min = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_max = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_right = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.FloatField(null=True, blank=True)
    distance_m = models.PositiveIntegerField(null=True, blank=True)
    steps = models.JSONField(default=list, blank=True)
    upper = models.JSONField(default=dict, blank=True)
    side = models.CharField(max_length=5, choices=choices(SIDES), blank=True)
    load_kg = models.FloatField(null=True, blank=True)
    load_word = models.CharField(max_length=40, blank=True)
    typed_unit = models.CharField(max_length=24, blank=True)
    effort = models.FloatField(null=True, blank=True)
    rir = models.PositiveSmallIntegerField(null=True, blank=True)
    target_kind = models.CharField(max_length=10, choices=choices(TARGETS), blank=True)
    target_value = models.CharField(max_length=20, blank=True)
    tempo = models.CharField(max_length=11, blank=True)
    rest_s = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_how = models.CharField(max_length=40, blank=True)
    gradient_pct = models.FloatField(null=True, blank=True)
    progression = models.CharField(max_length=40, blank=True)
    cue = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(effort=None) | Q(effort__gte=0, effort__lte=10))
                & (Q(reps_max=None) | Q(reps_min=None) | Q(reps_max__gte=F("reps_min")))
                & (Q(load_kg=None) | Q(load_kg__gte=0, load_kg__lte=500))
                & (Q(gradient_pct=None) | Q(gradient_pct__gte=0, gradient_pct__lte=40)),
                name="%(class)s_in_range",
            )
        ]

    def __str__(self) -> str:
        return shorthand.print_line(self.as_value())

    def as_value(self) -> PrescriptionValue:
        """The line as a plain value, for the rules and for printing."""
        return PrescriptionValue(
            role=Role(self.role),
            side=Side(self.side),
            target_kind=TargetKind(self.target_kind),
            steps=tuple(self.steps),
            **{name: getattr(self, name) for name in VALUE_COLUMNS},
        )

    @classmethod
    def columns_of(cls, value: PrescriptionValue) -> dict[str, object]:
        """The columns that hold `value`."""
        return {name: getattr(value, name) for name in VALUE_COLUMNS} | {
            "role": value.role.value,
            "side": value.side.value,
            "target_kind": value.target_kind.value,
            "steps": list(value.steps),
        }


VALUE_COLUMNS = (
    *("name", "block", "superset", "choice", "optional"),
    *("sets", "reps_min", "reps_max", "reps_right", "seconds", "minutes", "distance_m", "upper"),
    *("load_kg", "load_word", "typed_unit", "effort", "rir", "target_value"),
    *("tempo", "rest_s", "rest_how", "gradient_pct", "cue"),
)


class Prescription(AbstractPrescription):
    """A line of a plan's session."""

    session = models.ForeignKey(PlanSession, models.CASCADE, related_name="prescriptions")

    class Meta(AbstractPrescription.Meta):
        pass
