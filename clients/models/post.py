"""Post is rows before it is mail: reasons and deliveries."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models.agreements import Invitation
from clients.models.care import CarePlan
from clients.models.guardians import Guardian
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from clients.models.standing import standing
from coachapp.lib.fields import CodeField
from coachapp.lib.prepared import Prepared
from coachapp.lib.reading import ReadQuickly

if TYPE_CHECKING:
    from coachapp.models import User

CLAIM_EXPIRES_AFTER = timedelta(minutes=10)


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def visible_to(self, user: "User") -> "OutgoingEmailQuerySet":
        """A coach sees their own, and the operator all; account mail is shown to nobody."""
        rows = self.exclude(kind=OutgoingEmail.Kind.ACCOUNT)
        return rows if user.is_superuser else rows.of_coach(user)

    def of_coach(self, user: "User") -> "OutgoingEmailQuerySet":
        """The mail to a coach's own open clients, and to the coach; for the operator who coaches too."""
        own = Q(client=None, user=user.pk)
        return self.filter(own | Q(client__coach=user.pk, client__ended_on=None))

    def ready(self, now: datetime) -> "OutgoingEmailQuerySet":
        """Queued and due."""
        return self.filter(state=OutgoingEmail.State.QUEUED, send_after__lte=now)

    def unwritten(self) -> "OutgoingEmailQuerySet":
        """Failed by a fault of ours, which leaves its name; an answer of the mail server has words."""
        return self.filter(state=OutgoingEmail.State.FAILED, error__regex=r"^\w+$")

    def free_expired(self, now: datetime) -> int:
        """Queue again what a worker has held for too long: delivery is at least once.

        A claim of a later hour was made by a clock that was wrong.
        """
        held = self.filter(state=OutgoingEmail.State.SENDING).exclude(
            claimed_at__gt=now - CLAIM_EXPIRES_AFTER, claimed_at__lte=now + CLAIM_EXPIRES_AFTER
        )
        return held.update(state=OutgoingEmail.State.QUEUED)

    def for_composing(self) -> "OutgoingEmailQuerySet":
        """Most urgent first, with the client; `with_people` has everybody else that a mail speaks of."""
        rows = self.select_related("client").prefetch_related("invitation", "guardian")
        return rows.order_by("priority", "send_after", "pk")

    def with_people(self) -> list["OutgoingEmail"]:
        """These mails, each person of theirs read once for all of them, a coach with their words."""
        mails = list(self)
        clients = [mail.client for mail in mails if mail.client]
        ids = {mail.user_id for mail in mails} | {client.user_id for client in clients}
        people = (
            get_user_model()
            .objects.select_related("coach_profile")
            .in_bulk((ids | {client.coach_id for client in clients}) - {None})
        )
        for mail in mails:
            mail.user = people.get(mail.user_id)
        for client in clients:
            client.user, client.coach = people.get(client.user_id), people[client.coach_id]
        return mails

    def claim(self, now: datetime, size: int) -> "OutgoingEmailQuerySet":
        """Take up to `size` ready mails in one UPDATE; what another worker takes now is not among them."""
        claim = uuid.uuid4()
        first = (
            self.ready(now).order_by("priority", "send_after", "pk").values_list("pk", flat=True)
        )
        with transaction.atomic():
            if connection.features.has_select_for_update_skip_locked:
                # Asked first: inside the UPDATE, PostgreSQL may ask it again for each row, past `size`.
                keys = list(first.select_for_update(skip_locked=True)[:size])
            else:
                keys = first[:size]
            # ready() again: PostgreSQL repeats this test where it has waited for another worker's row
            self.ready(now).filter(pk__in=keys).update(
                state=OutgoingEmail.State.SENDING,
                claim=claim,
                claimed_at=now,
                attempts=F("attempts") + 1,
            )
        return self.filter(claim=claim)

    def settle(self, email: "OutgoingEmail", **values: object) -> None:
        """One UPDATE of these columns, only where the claim is still ours.

        Written out once per set of columns: ten thousand mails ask for the same statement, and
        putting it together takes longer than carrying it out.
        """
        fields = [OutgoingEmail._meta.get_field(name) for name in (*values, "id", "claim")]
        said = (*values.values(), email.pk, email.claim)
        with connection.cursor() as cursor:
            cursor.execute(
                settling(tuple(values)),
                [
                    field.get_db_prep_save(value, connection)
                    for field, value in zip(fields, said, strict=True)
                ],
            )


@cache
def settling(names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{OutgoingEmail._meta.get_field(name).column}" = %s' for name in names)
    table = OutgoingEmail._meta.db_table
    return f'UPDATE "{table}" SET {columns} WHERE "id" = %s AND "claim" = %s'


class OutgoingEmail(ReadQuickly):
    """One delivery of one or more reasons. It holds kinds and ids, never a body, a token or a link.

    `sealed` is what only an account mail needs (a sign-in code), encrypted, and emptied when it is closed.
    """

    class Kind(models.TextChoices):
        MORNING = "morning", _("morning mail")
        WEEK_SENT = "week_sent", _("week sent")
        NOTE = "note", _("note")
        LOG_MISSING = "log_missing", _("log missing")
        TREATMENT = "treatment", _("treatment due")
        NEXT_MORNING = "next_morning", _("question of the next morning")
        SCREEN = "screen", _("movement screen")
        PLAN_ENDS = "plan_ends", _("plan runs out")
        DIGEST = "digest", _("morning digest")
        WEEKLY = "weekly", _("weekly digest")
        NUDGE = "nudge", _("invitation, once more")
        INVITATION = "invitation", _("invitation")
        GUARDIAN = "guardian", _("letter to a guardian")
        ACCOUNT = "account", _("account")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")
        FAILED = "failed", _("could not be sent")

    # `error` of a mail that was dropped for a reason of its own
    NO_ADULT, NO_LETTER = "no guardian to copy it to", "the letter before it has not arrived"

    code = CodeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    client = models.ForeignKey(Client, models.CASCADE, null=True, blank=True, related_name="mail")
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="mail"
    )
    guardian = models.ForeignKey(
        Guardian, models.CASCADE, null=True, blank=True, related_name="mail"
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
    created_at = models.DateTimeField(default=timezone.now, editable=False)
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
            models.Index(
                fields=["send_after"], condition=Q(state="failed"), name="mail_failed_lately"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def needs_reason(self) -> bool:
        """Account mail and letters go out by themselves; everything else needs a reason that still stands."""
        alone = (self.Kind.ACCOUNT, self.Kind.INVITATION, self.Kind.GUARDIAN, self.Kind.NUDGE)
        return self.kind not in alone


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
        asked = standing_reasons(mails=list(found)) if found else ()
        reasons = [reason for reason in asked if reason.useful_until > now]
        models.prefetch_related_objects([one for one in reasons if one.names_session], "session")
        for reason in reasons:
            found[reason.email_id].append(reason)
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


def reasons_of(mails: list[int]) -> ReminderQuerySet:
    rows = Reminder.objects.open().filter(standing(), email__in=mails).order_by("pk")
    return rows.select_related("care_plan__modality")


standing_reasons = Prepared(reasons_of, mails=list)
"""Working out the question takes longer than the database needs for the answer."""


class Reminder(ReadQuickly):
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
        NEXT_MORNING = "next_morning", _("a question about yesterday")
        SCREEN = "screen", _("movement screen due again")
        PLAN_ENDS = "plan_ends", _("the plan runs out")
        DIGEST = "digest", _("who needs you")
        WEEKLY = "weekly", _("the week of everybody")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")
        LATE = "late", _("past its last useful hour")

    # `why` of a mail that somebody asked for by hand
    ASKED, BY_COACH = "asked", "by_coach"

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

    @property
    def names_session(self) -> bool:
        """Whether its line speaks of one session, which need not be among those of the days ahead."""
        return self.kind in (self.Kind.CHECK_IN, self.Kind.LOG_MISSING, self.Kind.PLAN_ENDS)
