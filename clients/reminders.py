"""Whom to write to, and why: the sweep over those whose moment has come."""

import logging
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from clients import care, digesting, growing_up
from clients.models import Client, ClientQuerySet, CoachProfile, Heartbeat, OutgoingEmail, Reminder
from clients.noticing import Known, Reader
from clients.rules.athlete_mail import Due, Mail, Reason, ReasonKind
from clients.rules.coach_mail import Digest
from clients.rules.reminding import NEWS_IS_USEFUL, due, next_look

if TYPE_CHECKING:
    from coachapp.models import User

log = logging.getLogger(__name__)

LONGEST_OUTAGE = timedelta(days=7)
AFTER_A_FAULT = timedelta(hours=1)
# Further ahead than we ever look or wait by ourselves: every morning, every Sunday, two hours and a fifth.
FARTHEST_LOOK, FARTHEST_DIGEST = timedelta(days=3), timedelta(days=9)
FARTHEST_TRY = timedelta(hours=3)
State = Reminder.State
Said = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class Found:
    """One mail that is due to one person, about one client."""

    client: Client
    to_coach: bool
    due: Due

    @property
    def recipient(self):
        return self.client.coach if self.to_coach else self.client.user

    def is_late(self, now: datetime) -> bool:
        return self.due.useful_until <= now


@transaction.atomic
def queue_due(now: datetime, limit: int = 200) -> int:
    """Look at up to `limit` people whose moment has come, and queue their mail. 0: nobody was due.

    Looking twice queues once: a reminder is unique per recipient, kind and local day.
    """
    people = whose_moment_has_come(Client.objects.all(), now, limit)
    queue(look_at(people, now), now)
    coaches = digesting.coaches_to_look_at(now, limit)
    queue_digests(coaches, now)
    heal()
    if not people:
        forget_wrong_clock(now)
    Heartbeat.objects.beat("queue_due", now)
    return len(people) + len(coaches)


def sweep_digests(now: datetime) -> list[Reminder]:
    """Every digest that is due; gives what was queued. Asks for a transaction around it."""
    return queue_digests(digesting.coaches_to_look_at(now), now)


def queue_digests(coaches: Sequence[CoachProfile], now: datetime) -> list[Reminder]:
    """The digests that are due to these coaches; each gets their next look."""
    rows = []
    for profile in coaches:
        try:
            with transaction.atomic():
                rows += [digest(profile.user, one) for one in digesting.due_to(profile, now)]
        except Exception:
            log.exception("coach %s cannot be looked at", profile.pk)
            profile.next_look_at = now + AFTER_A_FAULT
    if coaches:
        CoachProfile.objects.bulk_update(coaches, ["next_look_at"])
    return rows


def digest(coach: "User", due: Digest) -> Reminder:
    email = OutgoingEmail.objects.create(
        kind=due.mail.value, user=coach, address=coach.email, send_after=due.due_at
    )
    return Reminder.objects.create(
        recipient=coach,
        kind=due.mail.value,
        day=due.day,
        due_at=due.due_at,
        useful_until=due.useful_until,
        email=email,
    )


@transaction.atomic
def sweep(now: datetime, people: ClientQuerySet) -> list[Found]:
    """As `queue_due`, among `people` alone and without a limit; gives what was queued."""
    mails = look_at(whose_moment_has_come(people, now), now)
    return queue(mails, now)


def whose_moment_has_come(
    people: ClientQuerySet, now: datetime, limit: int | None = None
) -> list[Client]:
    """Locked, so that a change which comes meanwhile waits and asks for the next look."""
    due = people.to_look_at(now).select_for_update(skip_locked=True, of=("self",))
    return list(due.select_related("user", "coach").order_by("next_look_at", "pk")[:limit])


def look_at(people: Sequence[Client], now: datetime) -> list[Found]:
    """What these people are due; each gets their next look."""
    mails = []
    for client in people:
        if client.user is None:
            client.next_look_at = None  # accepting the invitation sets the first one
    with_account = [client for client in people if client.user]
    growing_up.change_profiles(with_account, now)
    reader = Reader(with_account, now)
    for client in with_account:
        mails += look(client, reader, now)
    Client.objects.bulk_update(people, ["next_look_at"])
    return mails


def heal() -> None:
    """A worker that died right after sending has left reasons open that were told."""
    told = OutgoingEmail.objects.filter(state=OutgoingEmail.State.SENT)
    Reminder.objects.open().filter(email__in=told).update(state=State.SENT)


def forget_wrong_clock(now: datetime) -> None:
    """A clock that ran ahead has put moments off by as much: nobody is looked at or tried again so late."""
    Client.objects.filter(next_look_at__gt=now + FARTHEST_LOOK).update(next_look_at=now)
    far = CoachProfile.objects.filter(next_look_at__gt=now + FARTHEST_DIGEST)
    far.update(next_look_at=now)
    tried = OutgoingEmail.objects.filter(state=OutgoingEmail.State.QUEUED, attempts__gt=0)
    tried.filter(send_after__gt=now + FARTHEST_TRY).update(send_after=now)


def look(client: Client, reader: Reader, now: datetime) -> list[Found]:
    """What one person is due, and their next look. Somebody's odd data stops nobody else's mail."""
    try:
        with transaction.atomic():
            known = reader.of(client)
            mails = list(found_for(known, now))
            care.refresh(known.coming_rhythms, client.today(now))
            client.next_look_at = next_look_of(known, now)
    except Exception:
        log.exception("client %s cannot be looked at", client.pk)
        client.next_look_at = now + AFTER_A_FAULT
        return []
    return mails


def found_for(known: Known, now: datetime) -> Iterator[Found]:
    """The mails about one client, to the athlete and to the coach, without what was said already."""
    since = max(known.client.next_look_at or now, now - LONGEST_OUTAGE)
    for one in due(known.athlete, since, now):
        yield from unsaid(known.said, Found(known.client, to_coach=False, due=one))
    if wakes_coach(known, now):
        today = known.client.coach.today(now)
        news = (Reason(ReasonKind.NOTE),)
        one = Due(Mail.NOTE, today, now, now + NEWS_IS_USEFUL, news)
        yield from unsaid(known.said, Found(known.client, to_coach=True, due=one))


def unsaid(said: Set[Said], found: Found) -> Iterator[Found]:
    """`found` without the reasons that were said already; nothing, where none is left."""
    fresh = tuple(one for one in found.due.reasons if said_by(found, one) not in said)
    if fresh:
        yield replace(found, due=replace(found.due, reasons=fresh))


def said_by(found: Found, reason: Reason) -> Said:
    """What is unique of a reminder: recipient, kind and local day."""
    return found.recipient.pk, reason.kind.value, reason.day or found.due.day


def wakes_coach(known: Known, now: datetime) -> bool:
    """An athlete's note waits, the coach wants to hear of it, and it is not night where the coach is."""
    coach = known.client.coach
    wants = known.note_for_coach and known.coach_wants_notes and not coach.mail_dead_at
    quiet = known.coach_quiet
    return bool(wants) and not quiet.off and quiet.opens(now, coach.zone) <= now


def next_look_of(known: Known, now: datetime) -> datetime:
    looks = [next_look(known.athlete, now)]
    if known.note_for_coach:
        looks.append(known.coach_quiet.opens(now, known.client.coach.zone))
    return min(each for each in looks if each > now)


def queue(mails: Iterable[Found], now: datetime) -> list[Found]:
    """Write the reminders, and one delivery for each mail that is still of use."""
    fresh = list(without_repeats(mails))
    rows, emails = [], []
    for found in fresh:
        email = None if found.due.gave_way or found.is_late(now) else delivery(found)
        emails += [email] if email else []
        rows += [reminder(found, reason, email, now) for reason in found.due.reasons]
    OutgoingEmail.objects.bulk_create(emails)
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return fresh


def without_repeats(mails: Iterable[Found]) -> Iterator[Found]:
    """A coach with two athletes who wrote at the same time hears of it once."""
    seen: set[Said] = set()
    for found in mails:
        yield from unsaid(seen, found)
        seen |= {said_by(found, reason) for reason in found.due.reasons}


def delivery(found: Found) -> OutgoingEmail:
    return OutgoingEmail(
        kind=found.due.mail.value,
        user=found.recipient,
        client=found.client,
        address=found.recipient.email,
        send_after=found.due.due_at,
    )


def reminder(found: Found, reason: Reason, email: OutgoingEmail | None, now: datetime) -> Reminder:
    state = State.OPEN
    if email is None:
        state = State.LATE if found.is_late(now) else State.DROPPED
    return Reminder(
        recipient=found.recipient,
        client=found.client,
        kind=reason.kind.value,
        day=reason.day or found.due.day,
        due_at=found.due.due_at,
        useful_until=found.due.useful_until,
        state=state,
        why=found.due.gave_way or reason.why,
        session_id=reason.session,
        care_plan_id=reason.care_plan,
        email=email,
    )
