"""How the body answers: check-ins, tight, sore and painful places, red flags, and the day's verdict."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from plans.labels import REGIONS, choices

CHECK_IN_ITEMS = ("fatigue", "sleep", "soreness", "stress", "mood")


class CheckInQuerySet(OfClientQuerySet):
    def counting(self) -> "CheckInQuerySet":
        """The newest of each day; what it replaced is kept beside it."""
        return self.filter(replaced_at=None)


def item(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class CheckIn(Recorded):
    """Five answers on a morning, 1-5, high is always good (McLean et al. 2010). Missing is not low."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="check_in_rows")
    uid = models.UUIDField(editable=False)
    day = models.DateField(_("day"))
    fatigue = item(_("energy"))
    sleep = item(_("sleep"))
    soreness = item(_("muscles"))
    stress = item(_("stress"))
    mood = item(_("mood"))
    illness = models.BooleanField(_("ill"), default=False)
    scale_version = models.PositiveSmallIntegerField(default=1, editable=False)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_check_in_per_uid"),
            models.UniqueConstraint(
                fields=["client", "day"],
                condition=Q(replaced_at=None),
                name="one_counting_check_in_a_day",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"check_in_{name}_1_to_5",
                )
                for name in CHECK_IN_ITEMS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.day}"

    @property
    def total(self) -> int | None:
        """5-25, or None while an answer is missing."""
        answers = [getattr(self, name) for name in CHECK_IN_ITEMS]
        return None if None in answers else sum(answers)


class PainReport(Recorded):
    """A tight, sore or painful place on a day. The three are kept apart."""

    class Kind(models.TextChoices):
        TIGHT = "tight", _("tight")
        SORE = "sore", _("sore")
        PAIN = "pain", _("pain")

    class Side(models.TextChoices):
        LEFT = "left", _("left")
        RIGHT = "right", _("right")
        BOTH = "both", _("both")
        CENTRE = "centre", _("centre")

    class Moment(models.TextChoices):
        NOW = "now", _("now")
        DURING = "during", _("while training")
        AFTER = "after", _("right after")
        NEXT_MORNING = "next_morning", _("next morning")

    client = models.ForeignKey(Client, models.CASCADE, related_name="pain_reports")
    uid = models.UUIDField(editable=False)
    day = models.DateField(_("day"))
    region = models.CharField(_("where"), max_length=16, choices=choices(REGIONS))
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    kind = models.CharField(_("what"), max_length=5, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(
        _("how strong"), validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    moment = models.CharField(_("when"), max_length=12, choices=Moment.choices, default=Moment.NOW)
    session = models.ForeignKey(
        ScheduledSession, models.SET_NULL, null=True, blank=True, related_name="pain_reports"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a place")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["client", "day"], name="pain_by_client_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_pain_report_per_uid"),
            models.CheckConstraint(condition=Q(level__lte=10), name="pain_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.get_region_display()} {self.level}"


class RedFlag(Recorded):
    """Open until a dated note says that a professional has been seen. Never which sign it was."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="red_flags")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("red flag")
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_on=None), name="one_open_red_flag"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.opened_on}"


class Verdict(models.Model):
    """What the readiness rule said of one day, with its reasons and the coach's decision on a held session."""

    class State(models.TextChoices):
        READY = "ready", _("Recovered")
        STEADY = "steady", _("Mostly recovered")
        EASING = "easing", _("Still recovering")
        STOP = "stop", _("Rest today")
        UNKNOWN = "unknown", _("No check-in yet")

    class Decision(models.TextChoices):
        WAITING = "", _("waiting for the coach")
        APPROVED = "approved", _("go ahead")
        SWAPPED = "swapped", _("moved to a good day")
        EASIER = "easier", _("the easier one")

    client = models.ForeignKey(Client, models.CASCADE, related_name="verdicts")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices)
    colour = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    formula_version = models.PositiveSmallIntegerField()
    scale_version = models.PositiveSmallIntegerField()
    held_session = models.ForeignKey(
        ScheduledSession, models.SET_NULL, null=True, blank=True, related_name="holds"
    )
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery state")
        constraints = [
            models.UniqueConstraint(fields=["client", "day"], name="one_verdict_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.day}: {self.state}"
