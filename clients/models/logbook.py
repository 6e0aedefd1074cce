"""What was done. A log is never refused for a rule and never written twice."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from clients.models.schedule import ScheduledPrescription, ScheduledSession
from coachapp.lib.fields import EffortField
from coachapp.lib.reading import ReadQuickly
from coachapp.lib.wording import worded
from plans.labels import HARDNESS, choices
from plans.models import Exercise, Rung
from plans.rules.kinds import Hardness
from plans.rules.prescription import Role

if TYPE_CHECKING:
    from coachapp.models import User


class SessionLogQuerySet(OfClientQuerySet):
    def done(self) -> "SessionLogQuerySet":
        """Done as asked or changed; not skipped."""
        return self.exclude(outcome=SessionLog.Outcome.SKIPPED)

    def hard(self) -> "SessionLogQuerySet":
        """Those that move the earliest next hard day."""
        return self.done().filter(hardness=Hardness.HARD, moves_clock=True)

    def between(self, first: date, last: date) -> "SessionLogQuerySet":
        return self.filter(done_on__gte=first, done_on__lte=last)

    def unseen(self) -> "SessionLogQuerySet":
        return self.filter(seen_at=None)


class SessionLog(Recorded):
    """The one log of one session.

    Load, class and formula version are stored, so that history does not move with defaults.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        CHANGED = "changed", _("changed")
        SKIPPED = "skipped", _("did not happen")

    class SkipReason(models.TextChoices):
        TIRED = "tired", worded("skip.tired", _("tired"))
        NO_TIME = "no_time", worded("skip.no_time", _("no time"))
        ILL = "ill", worded("skip.ill", _("ill"))
        HURT = "hurt", worded("skip.hurt", _("something hurts"))
        WEATHER = "weather", worded("skip.weather", _("weather"))
        TRAVEL = "travel", worded("skip.travel", _("travel"))
        OTHER = "other", worded("skip.other", _("did something else"))

    session = models.OneToOneField(ScheduledSession, models.CASCADE, related_name="log")
    client = models.ForeignKey(Client, models.CASCADE, related_name="logs")
    uid = models.UUIDField(editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    skip_reason = models.CharField(
        _("why not"), max_length=8, choices=SkipReason.choices, blank=True
    )
    done_on = models.DateField(_("day"))
    started_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    effort = EffortField(_("whole-session effort"), null=True, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    load_au = models.FloatField(null=True, blank=True, editable=False)
    hardness = models.CharField(max_length=8, choices=choices(HARDNESS), editable=False)
    moves_clock = models.BooleanField(
        default=True,
        editable=False,
        help_text=_("Whether a hard one counts for the days that follow."),
    )
    formula_version = models.PositiveSmallIntegerField(editable=False)
    distance_m = models.PositiveIntegerField(
        _("distance, metres"), null=True, blank=True, validators=[MaxValueValidator(500_000)]
    )
    could_talk = models.BooleanField(_("could talk all the way"), null=True, blank=True)
    race_time_s = models.PositiveIntegerField(_("time, seconds"), null=True, blank=True)
    race_place = models.CharField(_("place"), max_length=20, blank=True)
    words = models.CharField(_("own words"), max_length=300, blank=True)
    comment = models.TextField(_("a line for the coach"), max_length=2000, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    before_change = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("What stood in the plan when it was logged, where it had changed meanwhile."),
    )

    objects = SessionLogQuerySet.as_manager()
    history = HistoricalRecords(cascade_delete_history=True)

    class Meta:
        verbose_name = _("log")
        verbose_name_plural = _("logs")
        ordering = ["-done_on", "-pk"]
        indexes = [
            models.Index(fields=["client", "done_on"], name="logs_by_client_and_day"),
            models.Index(fields=["client"], condition=Q(seen_at=None), name="logs_not_seen"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_log_per_uid"),
            models.CheckConstraint(
                condition=(Q(outcome="skipped") & ~Q(skip_reason=""))
                | (~Q(outcome="skipped") & Q(skip_reason="")),
                name="skipped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__gte=0, effort__lte=10),
                name="log_effort_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.done_on}"

    @property
    def was_done(self) -> bool:
        return self.outcome != self.Outcome.SKIPPED


class SetLogQuerySet(models.QuerySet["SetLog"]):
    def visible_to(self, user: "User") -> "SetLogQuerySet":
        if user.is_superuser:
            return self
        return self.filter(
            Q(log__client__user=user.pk) | Q(log__client__coach=user.pk, log__client__ended_on=None)
        )

    def sprints(self) -> "SetLogQuerySet":
        """Reps with a time that were asked for as hills, or that nobody had planned."""
        ran_up = Q(prescription=None) | Q(prescription__role=Role.HILLS)
        return self.filter(ran_up, seconds__isnull=False)


class SetLog(ReadQuickly):
    """One set on one side, or one hill rep, or one rep of a quality run."""

    class Side(models.TextChoices):
        BOTH = "both", _("both")
        LEFT = "left", _("left")
        RIGHT = "right", _("right")

    class Source(models.TextChoices):
        MANUAL = "manual", _("by hand")
        TIMER = "timer", _("by the timer")
        FILE = "file", _("from a file")

    log = models.ForeignKey(SessionLog, models.CASCADE, related_name="sets")
    position = models.PositiveSmallIntegerField()
    prescription = models.ForeignKey(
        ScheduledPrescription, models.SET_NULL, null=True, blank=True, related_name="sets_done"
    )
    exercise = models.ForeignKey(Exercise, models.PROTECT, null=True, blank=True, related_name="+")
    rung = models.ForeignKey(Rung, models.SET_NULL, null=True, blank=True, related_name="+")
    set_no = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=5, choices=Side.choices, default=Side.BOTH)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    load_kg = models.FloatField(null=True, blank=True)
    rir = models.PositiveSmallIntegerField(null=True, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    faults = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.MANUAL)

    objects = SetLogQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["log", "position"], name="one_set_per_position"),
            models.CheckConstraint(
                condition=(Q(reps=None) | Q(reps__lte=1000))
                & (Q(load_kg=None) | Q(load_kg__gte=0, load_kg__lte=500))
                & (Q(seconds=None) | Q(seconds__gte=0, seconds__lte=36_000))
                & (Q(pain=None) | Q(pain__lte=10)),
                name="set_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set_no} {self.side}"
