"""Treatment and self-treatment: the rhythm, the visit, and the block on hands-on work."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from coachapp.lib.fields import CodeField
from plans.models import Modality


class CarePlanQuerySet(OfClientQuerySet):
    def running(self) -> "CarePlanQuerySet":
        return self.filter(paused=False, ended_on=None)


class CarePlan(Recorded):
    """A rhythm that somebody set, with its stored due date. Nothing is due before it is set."""

    code = CodeField()
    client = models.ForeignKey(Client, models.CASCADE, related_name="care_plans")
    modality = models.ForeignKey(Modality, models.PROTECT, related_name="+")
    base_days = models.PositiveSmallIntegerField(
        _("days between"), validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    factors_on = models.BooleanField(
        _("adapts to load, soreness and phase"),
        default=False,
        help_text=_("Off: a fixed rhythm, as people book ahead and pay."),
    )
    start_on = models.DateField(_("from"))
    last_on = models.DateField(_("last visit"), null=True, blank=True)
    due_on = models.DateField(_("due"))
    why = models.CharField(_("why this date"), max_length=40, blank=True, editable=False)
    paused = models.BooleanField(_("paused"), default=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)

    objects = CarePlanQuerySet.as_manager()
    history = HistoricalRecords(cascade_delete_history=True)

    class Meta:
        verbose_name = _("treatment rhythm")
        verbose_name_plural = _("treatment rhythms")
        ordering = ["due_on"]
        indexes = [models.Index(fields=["due_on"], name="care_plans_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "modality"],
                condition=Q(ended_on=None),
                name="one_open_rhythm_per_treatment",
            ),
            models.CheckConstraint(condition=Q(base_days__gte=1), name="rhythm_of_at_least_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.modality}: {self.base_days}"


class Treatment(Recorded):
    """A visit, or a self-treatment that was done."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="treatments")
    uid = models.UUIDField(editable=False)
    session = models.OneToOneField(
        ScheduledSession, models.CASCADE, null=True, blank=True, related_name="treatment"
    )
    care_plan = models.ForeignKey(
        CarePlan, models.SET_NULL, null=True, blank=True, related_name="treatments"
    )
    modality = models.ForeignKey(Modality, models.PROTECT, related_name="+")
    done_on = models.DateField(_("day"))
    depth = models.CharField(_("depth"), max_length=8, choices=Modality.Depth.choices)
    regions = models.JSONField(_("where"), default=list, blank=True)
    provider = models.CharField(_("by whom"), max_length=120, blank=True)
    after = models.CharField(_("how it felt after"), max_length=300, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("treatment done")
        verbose_name_plural = _("treatments done")
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_treatment_per_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.modality} {self.done_on}"


class HandsOnBlock(Recorded):
    """Hands-on treatment is neither booked nor reminded of while this is open. Never why."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="hands_on_blocks")
    since = models.DateField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(lifted_at=None), name="one_open_hands_on_block"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.since}"
