"""When coaching rests or ends, and when it goes on again."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from clients import removing
from clients.models import Away, Client, Consent, Reminder, ScheduledSession

if TYPE_CHECKING:
    from coachapp.models import User

UNTIL_FURTHER_NOTICE = timedelta(days=3650)
ONE_DAY = timedelta(days=1)


class NotNow(ValueError):
    """Only what runs is paused, only what is paused goes on, only what the coach ended comes back."""


class HasAnotherCoach(ValueError):
    """One coach at a time: somebody else coaches this person now."""


@transaction.atomic
def pause(client: Client, *, by: "User", now: datetime) -> None:
    """No mail, no shelf and no Done count from the athlete's today on; they go on reading and logging.

    A pause is a span away without an end, so that the days of it stay out of every count later, too.
    Raises NotNow.
    """
    rows = Client.objects.open().filter(pk=client.pk, status=Client.Status.ACTIVE)
    if not rows.update(status=Client.Status.PAUSED):
        raise NotNow(client.status)
    today = client.today(now)
    Away.objects.create(
        client=client,
        from_on=today,
        to_on=today + UNTIL_FURTHER_NOTICE,
        why=Away.Why.PAUSE,
        entered_by=by,
    )
    client.status = Client.Status.PAUSED
    client.save(update_fields=["status"])


@transaction.atomic
def resume(client: Client, *, now: datetime) -> None:
    """The pause ends yesterday; one of today never was. Raises NotNow."""
    rows = Client.objects.open().filter(pk=client.pk, status=Client.Status.PAUSED)
    if not rows.update(status=Client.Status.ACTIVE):
        raise NotNow(client.status)
    end_pause(client, now)
    client.status = Client.Status.ACTIVE
    client.save(update_fields=["status"])
    Client.objects.filter(pk=client.pk).look_soon(now)


def end_pause(client: Client, now: datetime) -> None:
    today = client.today(now)
    spans = client.away_spans.filter(why=Away.Why.PAUSE, to_on__gte=today)
    spans.filter(from_on__gte=today).delete()
    spans.update(to_on=today - ONE_DAY)


@transaction.atomic
def archive(client: Client, *, by: "User", now: datetime) -> None:
    """End the coaching on the athlete's today.

    Drafts, sent sessions from today on that nobody has logged, open reminders and invitations are dropped. The
    athlete goes on reading and exporting everything; the coach keeps name and dates.
    """
    today = client.today(now)
    ahead = ScheduledSession.with_drafts.filter(client=client, log=None)
    ahead.drafts().delete()
    removing.take_out(ahead.filter(day__gte=today), now=now)
    Reminder.objects.open().filter(client=client).update(state=Reminder.State.DROPPED)
    client.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
    client.assignments.filter(ended_on=None).update(ended_on=today)
    end_pause(client, now)
    client.status, client.ended_on, client.next_look_at = Client.Status.ARCHIVED, today, None
    client.ended_by = by
    client.save(update_fields=["status", "ended_on", "ended_by", "next_look_at"])


def may_restore(client: Client) -> bool:
    """Whether the coach ended it. Whoever left by themselves comes back by an invitation only."""
    return client.ended_on is not None and client.ended_by_id == client.coach_id


@transaction.atomic
def restore(client: Client, *, now: datetime) -> None:
    """Coaching goes on where the coach had ended it. What was dropped stays dropped.

    Health data opens only when the athlete says yes again. Raises NotNow, HasAnotherCoach.
    """
    if not may_restore(client):
        raise NotNow(client.status)
    if client.user_id and Client.objects.open().filter(user=client.user_id).exists():
        raise HasAnotherCoach(client.name)
    consents = client.consents.given().filter(kind=Consent.Kind.HEALTH)
    consents.update(withdrawn_at=now)
    client.status = Client.Status.ACTIVE if client.user_id else Client.Status.INVITED
    client.ended_on = client.ended_by = None
    client.next_look_at = now
    client.save(update_fields=["status", "ended_on", "ended_by", "next_look_at"])
