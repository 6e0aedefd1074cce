"""Handing mail over: claimed in batches, asked about once more, sent on one line, settled row by row."""

import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from clients.composing import Composer, NothingToSay
from clients.models import (
    Guardian,
    Heartbeat,
    MailDay,
    MailServer,
    OutgoingEmail,
    OutgoingEmailQuerySet,
    Reminder,
)
from coachapp.lib import mail

log = logging.getLogger(__name__)

ASKED_TOGETHER = 50
CLAIM_TRIES = 3
MOST_TRIES = 20
FIRST_GAP, LONGEST_GAP = timedelta(minutes=1), timedelta(hours=2)
ACCOUNT_FIRST_GAP, ACCOUNT_LONGEST_GAP = timedelta(seconds=10), timedelta(minutes=5)
ACCOUNT_PATIENCE = timedelta(days=1)
SERVER_LONGEST_GAP = timedelta(minutes=5)
JITTER = 0.2
PATIENCE_S = 14.0
"""A batch begins no mail after this: with one answer that never comes (EMAIL_TIMEOUT) that is half a minute."""
ERROR_LENGTH = 300
SUBJECT_LENGTH = 200

State = OutgoingEmail.State
OUTCOMES: dict[str, str] = {
    State.SENT: "sent",
    State.DROPPED: "dropped",
    State.FAILED: "failed",
    State.QUEUED: "retried",
}


@dataclass(slots=True)
class Round:
    """One batch on its way: the line, the moment, when to stop, and what became of it so far."""

    line: mail.Line
    now: datetime
    stop_at: float
    counts: Counter[str] = field(default_factory=Counter)
    latest_s: int = 0

    def count(self, email: OutgoingEmail, reasons: Sequence[Reminder]) -> None:
        if email.state == State.SENDING:
            return
        self.counts[OUTCOMES[email.state]] += 1
        if email.state == State.SENT:
            due_at = min((one.due_at for one in reasons), default=email.created_at)
            late_s = max(0, int((self.now - due_at).total_seconds()))
            self.counts[MailDay.bucket(late_s)] += 1
            self.counts["late_s"] += late_s
            self.latest_s = max(self.latest_s, late_s)

    def told(self) -> str:
        """sent 98, dropped 1, failed 0, retried 1, late 3 s at most"""
        outcomes = ", ".join(f"{name} {self.counts[name]}" for name in MailDay.OUTCOMES)
        return f"{outcomes}, late {self.latest_s} s at most"


def send_batch(now: datetime, size: int = 100) -> int:
    """Claim up to `size` ready mails and send those that still have a reason. 0: nothing may go now.

    A mail goes out at least once: where we die between the server's 250 and our UPDATE it goes out
    again, with the same Message-ID. A server that does not answer holds us for half a minute at
    most; then nobody knocks for a while.
    """
    Heartbeat.objects.beat("send_ready", now)
    OutgoingEmail.objects.free_expired(now)
    server = MailServer.objects.known()
    mails = [] if is_away(server, now) else claim_within_limit(now, size)
    if mails:
        send(mails, server, now)
    return len(mails)


def send(mails: Sequence[OutgoingEmail], server: MailServer, now: datetime) -> None:
    """Hand over what was claimed; what was not tried goes back, and the day's numbers are added up."""
    with mail.connection() as line:
        this = Round(line, now, stop_at=monotonic() + PATIENCE_S)
        try:
            for few in in_groups(mails, ASKED_TOGETHER):
                send_few(few, this)
        except mail.ServerAway as error:
            log.warning("the mail server is away: %s", error)
            wait_for_server(0 if this.counts["sent"] else server.failures, now)
        else:
            if server.failures:
                MailServer.objects.is_back()
    put_back([each for each in mails if each.state == State.SENDING])
    if this.counts:
        MailDay.objects.add(now.date(), this.counts)
        log.info("mail: %s", this.told())


def claim_within_limit(now: datetime, size: int) -> list[OutgoingEmail]:
    """As `claim`, and no more in one minute of the clock than MAIL_PER_MINUTE, by all workers together."""
    a_minute = settings.MAIL_PER_MINUTE
    if not a_minute:
        return claim(now, size)
    allowed = MailServer.objects.take(now, size, a_minute)
    mails = claim(now, allowed) if allowed else []
    if len(mails) < allowed:
        MailServer.objects.give_back(now, allowed - len(mails))
    return mails


def claim(now: datetime, size: int) -> list[OutgoingEmail]:
    """Mails that are ours alone. Who loses a race for the same rows asks again for the next ones."""
    for _ in range(CLAIM_TRIES):
        mails = OutgoingEmail.objects.claim(now, size).for_composing().with_people()
        if mails or not OutgoingEmail.objects.ready(now).exists():
            return mails
    return []


def in_groups(mails: Sequence[OutgoingEmail], size: int) -> Iterator[Sequence[OutgoingEmail]]:
    for start in range(0, len(mails), size):
        yield mails[start : start + size]


class WrittenAhead:
    """Letters in turn, each written while the mail server still thinks about the one before."""

    def __init__(self, composer: Composer, mails: Sequence[OutgoingEmail]) -> None:
        self.composer = composer
        self.next = {email.pk: after for email, after in pairwise(mails)}
        self.written: dict[int, mail.Letter | Exception] = {}

    def take(self, email: OutgoingEmail) -> mail.Letter:
        """The letter of `email`. Raises what went wrong when it was written."""
        letter = self.written.pop(email.pk, None) or self._write(email)
        if isinstance(letter, Exception):
            raise letter
        return letter

    def write_after(self, email: OutgoingEmail) -> None:
        """Write what comes after `email`; what goes wrong is kept for whoever takes it."""
        if after := self.next.get(email.pk):
            self.written[after.pk] = self._write(after)

    def _write(self, email: OutgoingEmail) -> mail.Letter | Exception:
        try:
            return self.composer.letter(email)
        except Exception as error:  # noqa: BLE001  a fault in one mail is that mail's alone
            return error


def send_few(few: Sequence[OutgoingEmail], this: Round) -> None:
    """Ask once more which reasons stand, send, and settle the reasons together. Raises ServerAway."""
    wanted = Reminder.objects.still_wanted(few, this.now)
    letters = WrittenAhead(Composer(few, wanted, this.now), few)
    try:
        for email in few:
            if monotonic() > this.stop_at:
                break
            deliver(email, letters, this)
    finally:
        for email in few:
            this.count(email, wanted[email.pk])
        over = [email.pk for email in few if email.state not in (State.SENDING, State.QUEUED)]
        told = [
            reason.pk for email in few if email.state == State.SENT for reason in wanted[email.pk]
        ]
        Reminder.objects.close(over, told, this.now)


def deliver(email: OutgoingEmail, letters: WrittenAhead, this: Round) -> None:
    """Send one mail, with one UPDATE directly after the server's answer. Raises ServerAway."""
    try:
        letter = letters.take(email)
    except NothingToSay as reason:
        settle(email, State.DROPPED, error=str(reason))
        return
    except Exception as error:
        log.exception("mail %s could not be written", email)
        settle(email, State.FAILED, error=type(error).__name__)
        return
    try:
        refused = this.line.send(letter, meanwhile=lambda: letters.write_after(email))
    except mail.Postponed as answer:
        try_later(email, str(answer), this.now)
    except mail.ServerAway as fault:
        try_later(email, str(fault), this.now)
        raise
    except mail.Unsendable as fault:
        settle(email, State.FAILED, error=str(fault))
    except mail.Refused as answer:
        settle(email, State.FAILED, error=str(answer))
        flag_address(email, this.now, answer.address)
    else:
        was_taken(email, letter, refused, this.now)


def was_taken(
    email: OutgoingEmail, letter: mail.Letter, refused: Sequence[str], now: datetime
) -> None:
    """The server has it, without the copies that it `refused`."""
    subject = "" if email.kind == OutgoingEmail.Kind.ACCOUNT else letter.subject
    settle(email, State.SENT, sent_at=now, subject=subject[:SUBJECT_LENGTH])
    flag_address(email, None)
    for copy in refused:
        flag_address(email, now, copy)


def settle(email: OutgoingEmail, state: State, **columns: object) -> None:
    """One UPDATE, only where the claim is still ours. What only composing needed is emptied."""
    said = {"error": ""} | columns
    said["error"] = str(said["error"])[:ERROR_LENGTH]
    email.state = state
    OutgoingEmail.objects.settle(email, state=state, sealed="", **said)


def try_later(email: OutgoingEmail, error: str, now: datetime) -> None:
    """Queue it again after a gap that grows from try to try; when patience has run out it has failed."""
    if is_hopeless(email, now):
        settle(email, State.FAILED, error=error)
        return
    email.state = State.QUEUED
    OutgoingEmail.objects.filter(pk=email.pk, claim=email.claim).update(
        state=State.QUEUED, send_after=now + gap_of(email), error=error[:ERROR_LENGTH]
    )


def is_hopeless(email: OutgoingEmail, now: datetime) -> bool:
    """Account mail is tried for a day, other mail twenty times, which is a little longer."""
    if email.kind == OutgoingEmail.Kind.ACCOUNT:
        return now - email.created_at > ACCOUNT_PATIENCE
    return email.attempts >= MOST_TRIES


def gap_of(email: OutgoingEmail) -> timedelta:
    """Somebody waits at the screen for account mail: its gaps begin at ten seconds and end at five minutes."""
    if email.kind == OutgoingEmail.Kind.ACCOUNT:
        return gap(email.attempts, ACCOUNT_FIRST_GAP, ACCOUNT_LONGEST_GAP)
    return gap(email.attempts, FIRST_GAP, LONGEST_GAP)


def gap(tries: int, first: timedelta, longest: timedelta) -> timedelta:
    """`first` after the first try, doubled with each, `longest` at most, a fifth more or less."""
    doubled = longest if tries > MOST_TRIES else min(first * 2 ** (tries - 1), longest)
    return doubled * random.uniform(1 - JITTER, 1 + JITTER)


def put_back(mails: Sequence[OutgoingEmail]) -> None:
    """Claimed and not tried: as if nobody had taken them."""
    if mails:
        OutgoingEmail.objects.filter(
            pk__in=[each.pk for each in mails], claim=mails[0].claim, state=State.SENDING
        ).update(state=State.QUEUED, attempts=F("attempts") - 1)


def wait_for_server(failures: int, now: datetime) -> None:
    """Nobody knocks at a sick server: for a minute, then for longer, until it takes a mail again."""
    until = now + gap(failures + 1, FIRST_GAP, SERVER_LONGEST_GAP)
    MailServer.objects.is_away(until, min(failures + 1, MOST_TRIES))


def is_away(server: MailServer, now: datetime) -> bool:
    """A moment further ahead than we ever wait was written by a clock that was wrong."""
    longest = now + SERVER_LONGEST_GAP * (1 + JITTER)
    return server.away_until is not None and now < server.away_until <= longest


def flag_address(email: OutgoingEmail, dead_at: datetime | None, address: str = "") -> None:
    """Remember that an address takes no mail, or that it takes mail again; a bounce is not forgotten so.

    `address` is a copy's, where it is not the mail's own.
    """
    user, is_copy = email.user, bool(address) and address != email.address
    is_strange = user is None or user.email != email.address
    if not is_copy and (is_strange or bool(user.mail_dead_at) == bool(dead_at)):
        return  # as it goes with nearly every mail: nothing is asked and nothing built
    people = get_user_model().objects.filter(mail_bounced=False)
    if is_copy:
        people.filter(email__iexact=address).update(mail_dead_at=dead_at)
        if dead_at:
            Guardian.objects.copy_bounced(address, dead_at)
    else:
        people.filter(pk=user.pk, email=email.address).update(mail_dead_at=dead_at)


@transaction.atomic
def try_again(failed: OutgoingEmailQuerySet, now: datetime) -> int:
    """Queue what has failed once more, with the reasons that are still of use. How many mails that were."""
    keys = list(failed.filter(state=State.FAILED).values_list("pk", flat=True))
    given_up = Reminder.objects.filter(email__in=keys, state=Reminder.State.DROPPED)
    given_up.filter(useful_until__gt=now).update(state=Reminder.State.OPEN)
    return OutgoingEmail.objects.filter(pk__in=keys, state=State.FAILED).update(
        state=State.QUEUED, send_after=now, attempts=0, error=""
    )
