"""When coaching ends: what lies ahead is dropped, what was is kept for the athlete."""

from datetime import datetime

from django.db import transaction

from clients.models import Client, Reminder, ScheduledSession


@transaction.atomic
def archive(client: Client, *, now: datetime) -> None:
    """End the coaching on the athlete's today.

    Drafts, sent sessions from today on that nobody has logged, open reminders and invitations are dropped. The
    athlete goes on reading and exporting everything; the coach keeps name and dates.
    """
    today = client.today(now)
    ahead = ScheduledSession.with_drafts.filter(client=client, log=None)
    ahead.drafts().delete()
    ahead.filter(day__gte=today).delete()
    Reminder.objects.open().filter(client=client).update(state=Reminder.State.DROPPED)
    client.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
    client.assignments.filter(ended_on=None).update(ended_on=today)
    client.status, client.ended_on, client.next_look_at = Client.Status.ARCHIVED, today, None
    client.save(update_fields=["status", "ended_on", "next_look_at"])
