"""Post is rows before it is mail: reasons and deliveries."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from clients.models.care import CarePlan
from clients.models.people import Client, Invitation
from clients.models.schedule import ScheduledSession
from clients.models.standing import standing
from coachapp.lib.fields import CodeField

if TYPE_CHECKING:
    from coachapp.models import User

CLAIM_EXPIRES_AFTER = timedelta(minutes=10)


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def visible_to(self, user: "User") -> "OutgoingEmailQuerySet":
        """A coach sees the mail to their own open clients; account mail is shown to nobody."""
        rows = self.exclude(kind=OutgoingEmail.Kind.ACCOUNT)
        if user.is_superuser:
            return rows
        return rows.filter(client__coach=user.pk, client__ended_on=None)

    def ready(self, now: datetime) -> "OutgoingEmailQuerySet":
        """Queued and due, or held by a worker for too long: delivery is at least once."""
        return self.filter(
            Q(state=OutgoingEmail.State.QUEUED, send_after__lte=now)
            | Q(state=OutgoingEmail.State.SENDING, claimed_at__lte=now - CLAIM_EXPIRES_AFTER)
        )

    def for_composing(self) -> "OutgoingEmailQuerySet":
        """With everybody that a mail speaks of, most urgent first."""
        return self.select_related(
            "user", "client__user", "client__coach", "invitation__client__coach"
        ).order_by("priority", "send_after", "pk")

    def claim(self, now: datetime, size: int) -> "OutgoingEmailQuerySet":
        """Take up to `size` ready mails in one UPDATE; what another worker took first is not among them."""
        claim = uuid.uuid4()
        first = self.ready(now).order_by("priority", "send_after", "pk").values("pk")[:size]
        # ready() again: PostgreSQL repeats this test after waiting for another worker's row
        self.ready(now).filter(pk__in=first).update(
            state=OutgoingEmail.State.SENDING,
            claim=claim,
            claimed_at=now,
            attempts=F("attempts") + 1,
        )
        return self.filter(claim=claim)


class OutgoingEmail(models.Model):
    """One delivery of one or more reasons. It holds kinds and ids, never a body, a token or a link.

    `sealed` is what only an account mail needs (a sign-in code), encrypted, and emptied when it is closed.
    """

    class Kind(models.TextChoices):
        MORNING = "morning", _("morning mail")
        WEEK_SENT = "week_sent", _("week sent")
        NOTE = "note", _("note")
        LOG_MISSING = "log_missing", _("log missing")
        TREATMENT = "treatment", _("treatment due")
        INVITATION = "invitation", _("invitation")
        ACCOUNT = "account", _("account")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")
        FAILED = "failed", _("could not be sent")

    code = CodeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    client = models.ForeignKey(Client, models.CASCADE, null=True, blank=True, related_name="mail")
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="mail"
    )
    address = models.EmailField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    template = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    sealed = models.TextField(blank=True)
    priority = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    send_after = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["priority", "send_after"],
                condition=Q(state="queued"),
                name="mail_ready",
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state="sending"), name="mail_being_sent"
            ),
            models.Index(fields=["claim"], name="mail_by_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def needs_reason(self) -> bool:
        """Account mail and invitations go out by themselves; everything else needs a reason that still stands."""
        return self.kind not in (self.Kind.ACCOUNT, self.Kind.INVITATION)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: "User") -> "ReminderQuerySet":
        """Reasons for the coach's own open clients, and a person's own."""
        if user.is_superuser:
            return self
        return self.filter(Q(recipient=user.pk) | Q(client__coach=user.pk, client__ended_on=None))

    def open(self) -> "ReminderQuerySet":
        return self.filter(state=Reminder.State.OPEN)

    def still_wanted(
        self, mails: Iterable[OutgoingEmail], now: datetime
    ) -> dict[int, list["Reminder"]]:
        """By mail, the reasons that stand at `now`, in one query: nothing was logged, moved, read or unwished since."""
        found: dict[int, list[Reminder]] = {mail.pk: [] for mail in mails}
        rows = (
            self.open()
            .filter(standing(), email__in=found, useful_until__gt=now)
            .select_related("session", "care_plan__modality", "client")
            .order_by("pk")
        )
        for reminder in rows:
            found[reminder.email_id].append(reminder)
        return found

    def close(self, mails: Iterable[int], told: Iterable[int], now: datetime) -> None:
        """Settle the open reasons of `mails` that are over: told, too late, or no longer wanted."""
        self.open().filter(email__in=mails).update(
            state=Case(
                When(pk__in=told, then=Value(Reminder.State.SENT)),
                When(useful_until__lte=now, then=Value(Reminder.State.LATE)),
                default=Value(Reminder.State.DROPPED),
            )
        )


class Reminder(models.Model):
    """One reason to write to one person on one local day: unique per recipient, kind and day."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("today's plan")
        RECOVERY = "recovery", _("the day after a hard one")
        TREATMENT = "treatment", _("treatment due")
        CHECK_IN = "check_in", _("check-in before a hard day")
        HELD = "held", _("a hard session is held")
        LOG_MISSING = "log_missing", _("a log is missing")
        WEEK_SENT = "week_sent", _("week sent or changed")
        NOTE = "note", _("a note")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")
        LATE = "late", _("past its last useful hour")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders"
    )
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()
    due_at = models.DateTimeField()
    useful_until = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    why = models.CharField(max_length=120, blank=True)
    session = models.ForeignKey(
        ScheduledSession, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    care_plan = models.ForeignKey(
        CarePlan, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    email = models.ForeignKey(
        OutgoingEmail, models.SET_NULL, null=True, blank=True, related_name="reminders"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "day"], name="one_reminder_per_kind_and_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="open"), name="reminders_open_by_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str, now: datetime) -> None:
        """`name` has just done its round."""
        self.bulk_create(
            [Heartbeat(name=name, at=now)],
            update_conflicts=True,
            update_fields=["at"],
            unique_fields=["name"],
        )


class Heartbeat(models.Model):
    """When a part last did its round, so that the desk can say that one has stopped."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
