"""Taking sent sessions away, so that a calendar which holds them can strike them out."""

from datetime import datetime

from django.db import transaction

from clients.models import RemovedSession, ScheduledSessionQuerySet


@transaction.atomic
def take_out(rows: ScheduledSessionQuerySet, *, now: datetime) -> None:
    """Delete `rows`; of those that were sent, their code and day stay."""
    RemovedSession.objects.bulk_create(
        RemovedSession(
            client_id=row.client_id,
            assignment_id=row.assignment_id,
            code=row.code,
            day=row.day,
            version=row.version,
            at=now,
        )
        for row in rows.sent()
    )
    rows.delete()
