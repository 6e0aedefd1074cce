"""Sending drafts to athletes, and taking drafts back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from clients import checking, removing, talking
from clients.checking import Keep, NeedsKeep
from clients.models import Assignment, Client, ScheduledSession
from plans import contents, writing
from plans.contents import NOT_READ, Contents
from plans.rules.notes import RuleNote

if TYPE_CHECKING:
    from coachapp.models import User

__all__ = ["Keep", "NeedsKeep", "Sent", "discard", "in_the_way", "send", "send_due", "send_later"]

CARRIED = ("day", "at", "place", "care_plan_id", "race_id")


@dataclass(slots=True)
class Sent:
    """What a send did. A draft in `clashes` stays: its row has changed since it was written."""

    sent: list[ScheduledSession] = field(default_factory=list)
    removed: int = 0
    clashes: list[ScheduledSession] = field(default_factory=list)
    late: list[ScheduledSession] = field(default_factory=list)  # day over, or done meanwhile

    @property
    def count(self) -> int:
        return len(self.sent) + self.removed


def in_the_way(
    drafts: Iterable[ScheduledSession], now: datetime
) -> dict[int, tuple[Client, list[RuleNote]]]:
    """By client, the errors that these drafts would bring to the athlete and that nobody has kept.

    Other drafts are left out of account: only what goes out now is asked about.
    """
    of_client: dict[int, list[ScheduledSession]] = defaultdict(list)
    for draft in drafts:
        of_client[draft.client_id].append(draft)
    if not of_client:
        return {}
    clients = [each[0].client for each in of_client.values()]
    today = {client.pk: client.today(now) for client in clients}
    days = [draft.day for each in of_client.values() for draft in each]
    calendars = checking.calendars(clients, min(days), max(days), today=today, drafts=False)
    lines = contents.of(draft for each in of_client.values() for draft in each)
    return {
        client.pk: (client, _errors(calendars[client.pk], of_client[client.pk], lines))
        for client in clients
    }


def _errors(
    calendar: checking.Calendar,
    drafts: Sequence[ScheduledSession],
    lines: Mapping[int, Contents],
) -> list[RuleNote]:
    gone = {checking.key_of(draft) for draft in drafts if draft.removes}
    come = [
        checking.as_dated(draft, calendar.today, lines.get(draft.pk, NOT_READ))
        for draft in drafts
        if not draft.removes
    ]
    return calendar.errors_of(come, gone)


@transaction.atomic
def send(
    drafts: Iterable[ScheduledSession],
    *,
    by: "User",
    now: datetime,
    kept: Iterable[Keep] = (),
) -> Sent:
    """Send `drafts`, all or none: each becomes a sent session, or changes the one that it replaces.

    The row that is replaced stays the same row: same code, same log. A draft whose row has changed
    meanwhile stays as it is, beside what the athlete has (`clashes`); sending it once more goes
    over it. Raises NeedsKeep where an error has neither been kept before nor is answered in `kept`.
    """
    outcome = Sent()
    ready = _ready(drafts, now, outcome)
    checking.keep_what_is_answered(in_the_way(ready, now), kept, by=by)
    new = [draft for draft in ready if draft.replaces is None]
    _send_new(new, now)
    outcome.sent += new
    for draft in ready:
        if draft.replaces is not None:
            _send_change(draft, now, outcome)
    people = {draft.client_id for draft in ready}
    Client.objects.filter(pk__in=people).look_soon(now)
    return outcome


def _ready(
    drafts: Iterable[ScheduledSession], now: datetime, outcome: Sent
) -> list[ScheduledSession]:
    """The drafts as they stand now, their people locked, without those that cannot go out."""
    asked = [draft.pk for draft in drafts]
    people = ScheduledSession.with_drafts.filter(pk__in=asked).values("client")
    list(Client.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    rows = (
        ScheduledSession.with_drafts.drafts()
        .filter(pk__in=asked)
        .select_related("client__user", "client__coach", "replaces__log", "race", "log")
        .prefetch_related("prescriptions")
        .in_order()
    )
    ready = []
    for row in rows:
        if _is_late(row, now):
            outcome.late.append(row)
        elif row.replaces and row.replaces.version != row.version:
            outcome.clashes.append(row)
        else:
            ready.append(row)
    for row in outcome.clashes:
        ScheduledSession.with_drafts.filter(pk=row.pk).update(version=row.replaces.version)
    return ready


def _is_late(draft: ScheduledSession, now: datetime) -> bool:
    """Too late to change anything: the session is done, or its new day is over."""
    is_done = draft.replaces is not None and hasattr(draft.replaces, "log")
    return is_done or (not draft.removes and draft.day < draft.client.today(now))


def _send_new(drafts: list[ScheduledSession], now: datetime) -> None:
    for draft in drafts:
        draft.sent_at, draft.send_at, draft.first_day = now, None, draft.day
    rows = ScheduledSession.with_drafts.filter(pk__in=[draft.pk for draft in drafts])
    rows.update(sent_at=now, send_at=None, first_day=F("day"))


def _send_change(draft: ScheduledSession, now: datetime, outcome: Sent) -> None:
    session = draft.replaces
    if draft.removes:
        draft.delete()
        removing.take_out(ScheduledSession.objects.filter(pk=session.pk), now=now)
        outcome.removed += 1
        return
    for column, value in writing.said_by(draft).items():
        setattr(session, column, value)
    for column in CARRIED:
        setattr(session, column, getattr(draft, column))
    session.edited_at = draft.edited_at or session.edited_at
    session.sent_at = now
    session.version += 1
    lines = writing.copied_lines(draft.prescriptions.all(), session)
    draft.delete()
    writing.rewrite(session, lines)
    session.carry_race()
    outcome.sent.append(session)


def send_later(drafts: Iterable[ScheduledSession], at: datetime | None) -> int:
    """Let the worker send `drafts` at that moment; None takes that back. How many that are."""
    asked = [draft.pk for draft in drafts]
    return ScheduledSession.with_drafts.drafts().filter(pk__in=asked).update(send_at=at)


def settle(draft: ScheduledSession) -> None:
    """What has changed since `draft` was written is seen: the next send goes over it."""
    if draft.replaces is not None:
        rows = ScheduledSession.with_drafts.drafts().filter(pk=draft.pk)
        rows.update(version=draft.replaces.version)


def send_due(now: datetime) -> int:
    """Send the drafts whose hour has come, each athlete's by themselves; how many changes went out.

    Where an error has come up that nobody has kept they stay, and go out once it is kept or gone; a
    change to what has changed since stays until the coach sends it. Until then they are a need of the
    front page. A draft whose day is over waits no longer.
    """
    due = (
        ScheduledSession.with_drafts.drafts()
        .filter(Q(replaces=None) | Q(replaces__version=F("version")))
        .filter(send_at__lte=now, client__ended_on=None)
        .select_related("client__coach")
        .in_order()
    )
    of_client: dict[Client, list[ScheduledSession]] = defaultdict(list)
    for draft in due:
        of_client[draft.client].append(draft)
    count = 0
    for client, drafts in of_client.items():
        try:
            outcome = send(drafts, by=client.coach, now=now)
        except NeedsKeep:
            continue
        send_later(outcome.late, None)
        if outcome.count:
            days = [draft.day for draft in drafts]
            mondays = {day - timedelta(days=day.weekday()) for day in days}
            talking.send_lines(client, mondays, now=now)
        count += outcome.count
    return count


@transaction.atomic
def discard(drafts: Iterable[ScheduledSession]) -> int:
    """Take drafts back; what athletes have stays. An assignment left without sessions goes too."""
    rows = ScheduledSession.with_drafts.drafts().filter(pk__in=[draft.pk for draft in drafts])
    assignments = set(rows.exclude(assignment=None).values_list("assignment", flat=True))
    count = rows.count()
    rows.delete()
    Assignment.objects.filter(pk__in=assignments, sessions=None).delete()
    return count
