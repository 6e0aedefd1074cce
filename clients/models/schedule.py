"""Dated sessions. A date is a row: assigning writes them, moving is an update, nothing is computed on read."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from coachapp.lib.fields import CodeField
from plans.models import AbstractPrescription, AbstractSession, Plan

if TYPE_CHECKING:
    from coachapp.models import User

MOST_WEEKS_SHOWN = 4


def last_days_shown(today: date) -> list[date]:
    """The Sundays up to which an athlete sees one week, two, and so on to `MOST_WEEKS_SHOWN`.

    Counting from tomorrow lets Sunday evening show Monday.
    """
    tomorrow = today + timedelta(days=1)
    this_sunday = tomorrow + timedelta(days=7 - tomorrow.isoweekday())
    return [this_sunday + timedelta(weeks=more) for more in range(MOST_WEEKS_SHOWN)]


def within_weeks_shown(last_days: Sequence[date]) -> Q:
    """Rows with an `assignment` and a `day`, up to the last day that the assignment shows."""
    within = Q(assignment=None) | Q(assignment__weeks_shown=0)
    for weeks, last_day in enumerate(last_days, start=1):
        within |= Q(assignment__weeks_shown=weeks, day__lte=last_day)
    return within


class Assignment(models.Model):
    """One plan given to one client, from a date. `weeks_shown` 0 shows the athlete all of it."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="assignments")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    start_on = models.DateField(_("starts on"))
    weekday_map = models.JSONField(default=dict, blank=True)
    weeks_shown = models.PositiveSmallIntegerField(
        _("weeks shown"), default=1, validators=[MaxValueValidator(MOST_WEEKS_SHOWN)]
    )
    ended_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "plan", "start_on"], name="one_assignment_per_plan_and_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.client}"


class Race(Recorded):
    """A race on the calendar, with its priority and, afterwards, its result."""

    class Priority(models.TextChoices):
        A = "A", _("A: the one that counts")
        B = "B", _("B")
        C = "C", _("C: training")

    client = models.ForeignKey(Client, models.CASCADE, related_name="races")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=120)
    priority = models.CharField(
        _("priority"), max_length=1, choices=Priority.choices, default=Priority.A
    )
    distance_m = models.PositiveIntegerField(_("distance, metres"), null=True, blank=True)
    goal_s = models.PositiveIntegerField(_("goal, seconds"), null=True, blank=True)
    result_s = models.PositiveIntegerField(_("time, seconds"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=20, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("race")
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_priority(self) -> bool:
        """Whether the season is built around it."""
        return self.priority == self.Priority.A

    @property
    def km(self) -> float | None:
        return self.distance_m / 1000 if self.distance_m else None


class ScheduledSessionQuerySet(OfClientQuerySet):
    def visible_to(self, user: "User") -> "ScheduledSessionQuerySet":
        """The coach's drafts and sent rows of open clients; an athlete's own sent rows, never a draft."""
        if user.is_superuser:
            return self
        return self.filter(
            Q(client__user=user.pk, sent_at__isnull=False)
            | Q(client__coach=user.pk, client__ended_on=None)
        )

    def sent(self) -> "ScheduledSessionQuerySet":
        return self.filter(sent_at__isnull=False)

    def drafts(self) -> "ScheduledSessionQuerySet":
        return self.filter(sent_at=None)

    def shown(self, today: date) -> "ScheduledSessionQuerySet":
        """What an athlete sees on `today`: the weeks that the assignment shows, counted from tomorrow's week."""
        return self.shown_through(*last_days_shown(today))

    def shown_through(self, *last_days: date) -> "ScheduledSessionQuerySet":
        """As `shown`: up to the first of these days where one week is shown, to the second where two are."""
        return self.filter(within_weeks_shown(last_days))

    def between(self, first: date, last: date) -> "ScheduledSessionQuerySet":
        return self.filter(day__gte=first, day__lte=last)

    def due_on(self, day: date) -> "ScheduledSessionQuerySet":
        return self.filter(day=day)

    def open(self) -> "ScheduledSessionQuerySet":
        """Without a log yet."""
        return self.filter(log=None)

    def in_order(self) -> "ScheduledSessionQuerySet":
        return self.order_by("day", "order", "pk")


class SentManager(models.Manager.from_queryset(ScheduledSessionQuerySet)):
    """Sent rows only: what is not asked for by name never shows a draft."""

    def get_queryset(self) -> ScheduledSessionQuerySet:
        return super().get_queryset().sent()


class ScheduledSession(AbstractSession):
    """One athlete's session on one local date: the athlete's own copy.

    `sent_at` empty is a draft. A draft that `replaces` a sent row is a change to it; with `removes`
    it takes it away.
    """

    class Origin(models.TextChoices):
        PLAN = "plan", _("from a plan")
        COACH = "coach", _("by the coach")
        ATHLETE = "athlete", _("by the athlete")
        CARE = "care", _("from a treatment rhythm")

    code = CodeField()
    client = models.ForeignKey(Client, models.CASCADE, related_name="sessions")
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    source_key = models.UUIDField(null=True, blank=True, editable=False)
    day = models.DateField(_("day"))
    first_day = models.DateField(editable=False)
    at = models.TimeField(_("hour"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    send_at = models.DateTimeField(null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="draft", editable=False
    )
    removes = models.BooleanField(default=False, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    origin = models.CharField(
        max_length=8, choices=Origin.choices, default=Origin.COACH, editable=False
    )
    care_plan = models.ForeignKey(
        "clients.CarePlan", models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    race = models.ForeignKey(Race, models.SET_NULL, null=True, blank=True, related_name="sessions")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SentManager()
    with_drafts = ScheduledSessionQuerySet.as_manager()
    history = HistoricalRecords(cascade_delete_history=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["day", "order", "pk"]
        base_manager_name = "with_drafts"
        indexes = [
            models.Index(fields=["client", "day"], name="sessions_by_client_and_day"),
            models.Index(fields=["client"], condition=Q(sent_at=None), name="drafts_by_client"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "source_key"],
                condition=Q(replaces=None),
                name="one_session_per_assignment_key",
            ),
            models.CheckConstraint(
                condition=Q(removes=False) | Q(replaces__isnull=False),
                name="only_a_change_removes",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(sent_at=None), name="a_change_is_a_draft"
            ),
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__gte=0, effort__lte=10),
                name="session_effort_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def was_moved(self) -> bool:
        return self.day != self.first_day

    def carry_race(self) -> None:
        """The race that it stands for is on its day."""
        if self.race_id is not None:
            Race.objects.filter(pk=self.race_id).update(day=self.day)


class ScheduledPrescription(AbstractPrescription):
    """A line of an athlete's own session."""

    session = models.ForeignKey(ScheduledSession, models.CASCADE, related_name="prescriptions")

    class Meta(AbstractPrescription.Meta):
        pass


class RuleOverride(Recorded):
    """The coach keeps what a rule advises against: one session on one day, or a pattern until a date."""

    class Reason(models.TextChoices):
        TEAM = "team", _("team session")
        RACES = "races", _("race calendar")
        TALKED = "talked", _("we talked")
        TRYING = "trying", _("trying something")
        OTHER = "other", _("other")

    client = models.ForeignKey(Client, models.CASCADE, related_name="rule_overrides")
    rule = models.CharField(max_length=3)
    session = models.ForeignKey(
        ScheduledSession, models.CASCADE, null=True, blank=True, related_name="overrides"
    )
    day = models.DateField(null=True, blank=True)
    other_day = models.DateField(null=True, blank=True)
    pattern = models.CharField(max_length=40, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept rule")
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, day__isnull=False, pattern="")
                | Q(session=None, until__isnull=False) & ~Q(pattern=""),
                name="keeps_one_session_or_a_pattern",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.get_reason_display()}"


class MoveRequest(Recorded):
    """An athlete asks for a day below the floor; the coach answers."""

    class Answer(models.TextChoices):
        OPEN = "", _("open")
        YES = "yes", _("yes")
        NO = "no", _("no")

    client = models.ForeignKey(Client, models.CASCADE, related_name="move_requests")
    session = models.ForeignKey(ScheduledSession, models.CASCADE, related_name="move_requests")
    to_day = models.DateField()
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to move")
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(answer=""), name="one_open_request_per_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session} → {self.to_day}"
