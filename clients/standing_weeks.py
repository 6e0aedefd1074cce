"""A standing week goes on until somebody changes it: its weeks are laid on before they run out."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from clients import checking, scheduling
from clients.models import Assignment, Client, ScheduledSession, words_of
from coachapp.lib import wording
from plans import writing


def go_on(now: datetime) -> int:
    """Lay standing weeks on where less than half of their weeks is left; how many were laid on.

    They are sent as the weeks before were. Where an error would reach the athlete they stay drafts.
    """
    soon = now.date() + timedelta(weeks=scheduling.STANDING_WEEKS // 2)
    running = (
        Assignment.objects.filter(plan__repeats=True, ended_on=None, client__ended_on=None)
        .annotate(last_day=Max("sessions__day"))
        .filter(last_day__lt=soon)
        .select_related("plan", "client__user", "client__coach__coach_profile", "created_by")
    )
    for assignment in running:
        with wording.speaking(words_of(assignment.client.coach)):
            _lay_on(assignment, now)
    return len(running)


@transaction.atomic
def _lay_on(assignment: Assignment, now: datetime) -> None:
    client, plan = assignment.client, assignment.plan
    list(Client.objects.select_for_update().filter(pk=client.pk))
    ahead = client.today(now) + timedelta(weeks=scheduling.STANDING_WEEKS)
    wanted = (ahead - assignment.start_on).days // (7 * plan.weeks)
    laid = set(assignment.sessions(manager="with_drafts").values_list("source_key", flat=True))
    sessions = scheduling.sessions_of(plan)
    missing = [
        n for n in range(wanted) if not laid & {scheduling.key_in_round(s.key, n) for s in sessions}
    ]
    copies = scheduling.dated_copies(assignment, sessions, missing, sent_at=now)
    copies = [(session, row) for session, row in copies if row.day >= client.today(now)]
    if not copies:
        return
    writing.save_copies(copies)
    try:
        scheduling.ask_rules(
            client, [row for _, row in copies], now, (), assignment.created_by or client.coach
        )
    except checking.NeedsKeep:
        codes = [row.code for _, row in copies]
        ScheduledSession.with_drafts.filter(code__in=codes).update(sent_at=None)
    Client.objects.filter(pk=client.pk).look_soon(now)
