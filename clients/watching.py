"""Whether mail goes out as it should: said on the desk, so that nobody waits for a mail that cannot come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Subquery

from clients.models import Heartbeat, OutgoingEmail

if TYPE_CHECKING:
    from coachapp.models import User

LOOKS_WITHIN = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=5)
FAULT_IS_NEWS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`stopped_at` is when a part of the worker last looked; `waiting_since` since when the oldest mail is due.

    `unwritten` is how many mails to a coach's athletes a fault of ours has kept from being written.
    """

    stopped_at: datetime | None
    waiting_since: datetime | None
    unwritten: int = 0


def trouble(coach: "User", now: datetime) -> Trouble | None:
    """None where all is well, or where no worker has ever looked. One query."""
    return trouble_beside(beside(Heartbeat.objects.order_by("at"), coach, now).first(), now)


def beside(rows: QuerySet, coach: "User", now: datetime) -> QuerySet:
    """`rows` that also carry what `trouble_beside` asks, for a page that has no query to spare.

    Every retry sets `send_after` anew, so mail is late by the moment at which it was written.
    """
    late = OutgoingEmail.objects.filter(
        state__in=(OutgoingEmail.State.QUEUED, OutgoingEmail.State.SENDING),
        created_at__lte=now - LATE_AFTER,
        send_after__lte=now + LATE_AFTER,
    )
    faults = OutgoingEmail.objects.visible_to(coach).unwritten().order_by()
    recent = faults.filter(send_after__gt=now - FAULT_IS_NEWS).values("state")
    return rows.annotate(
        unwritten_mails=Subquery(recent.annotate(n=Count("pk")).values("n")),
        oldest_beat=Subquery(Heartbeat.objects.order_by("at").values("at")[:1]),
        oldest_mail=Subquery(late.order_by("created_at").values("created_at")[:1]),
    )


def trouble_beside(row: Any, now: datetime) -> Trouble | None:
    """What a row of `beside` says."""
    if row is None or row.oldest_beat is None:
        return None
    stopped = row.oldest_beat if now - row.oldest_beat > LOOKS_WITHIN else None
    found = Trouble(stopped, row.oldest_mail, row.unwritten_mails or 0)
    return found if stopped or found.waiting_since or found.unwritten else None
