"""Ask me later: one more mail about one thing, because its person asked for it."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from clients.models import CarePlan, Client, OutgoingEmail, Reminder, ScheduledSession, Wish
from clients.rules.mail_moments import MORNING_AT, end_of
from clients.rules.quiet_hours import send_at

if TYPE_CHECKING:
    from coachapp.models import User

TWO_HOURS = timedelta(hours=2)
ONE_DAY = timedelta(days=1)
EVENING_AT = time(19)


class Later(TextChoices):
    TWO_HOURS = "two_hours", _("In two hours")
    EVENING = "evening", _("This evening")
    TOMORROW = "tomorrow", _("Tomorrow morning")


def moment_of(later: Later, user: "User", now: datetime) -> datetime:
    """When to ask again: an hour that somebody chose beats quiet hours."""
    today = user.today(now)
    if later == Later.TWO_HOURS:
        return now + TWO_HOURS
    if later == Later.EVENING:
        return max(send_at(EVENING_AT, user.zone, today, None), now)
    return send_at(MORNING_AT, user.zone, today + ONE_DAY, None)


def snooze(
    client: Client, about: ScheduledSession | CarePlan, later: Later, *, now: datetime
) -> Reminder:
    """Write to the athlete about `about` once more. Asking twice for one day moves the first."""
    user = client.user
    at = moment_of(later, user, now)
    return write_once(client, about, mail=mail_kind(user, about), at=at, why=Reminder.ASKED)


@transaction.atomic
def write_once(
    client: Client,
    about: ScheduledSession | CarePlan,
    *,
    mail: OutgoingEmail.Kind,
    at: datetime,
    why: str,
) -> Reminder:
    """One mail at `at` that somebody asked for. What waits for the same day gives way to it."""
    user = client.user
    reason = reason_of(about, user.today(at))
    email = OutgoingEmail.objects.create(
        kind=mail,
        user=user,
        client=client,
        address=user.email,
        send_after=at,
        created_at=at,  # its hour: nobody waits for it before
    )
    found = Reminder.objects.select_related("email").filter(recipient=user, **reason).first()
    if found and found.email and found.email.state == OutgoingEmail.State.QUEUED:
        found.email.delete()
    return Reminder.objects.update_or_create(
        recipient=user,
        **reason,
        defaults={
            "client": client,
            "due_at": at,
            "useful_until": max(end_of(user.today(at), user.zone), at + TWO_HOURS),
            "state": Reminder.State.OPEN,
            "why": why,
            "email": email,
            "session": about if isinstance(about, ScheduledSession) else None,
            "care_plan": about if isinstance(about, CarePlan) else None,
        },
    )[0]


def reason_of(about: ScheduledSession | CarePlan, day) -> dict[str, Any]:
    """Kind and day: up to its day a session is the plan, afterwards a log that is missing."""
    if isinstance(about, CarePlan):
        return {"kind": Reminder.Kind.TREATMENT, "day": day}
    if day <= about.day:
        return {"kind": Reminder.Kind.PLAN, "day": about.day}
    return {"kind": Reminder.Kind.LOG_MISSING, "day": day}


def mail_kind(user: "User", about: ScheduledSession | CarePlan) -> OutgoingEmail.Kind:
    """The mail that it rides in: the morning's frame, or the treatment's for who wants that one alone."""
    wishes = user.wishes.filter(kind=Wish.Kind.TREATMENT, on=True)
    wants = isinstance(about, CarePlan) and wishes.exclude(mode=Wish.Mode.INSIDE).exists()
    return OutgoingEmail.Kind.TREATMENT if wants else OutgoingEmail.Kind.MORNING
