"""Handing mail over: claimed in batches, asked about once more, sent on one line, settled row by row."""

import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils.functional import Promise

from clients.composing import Composer, NothingToSay
from clients.models import Heartbeat, Invitation, OutgoingEmail, Reminder
from coachapp.lib import mail, sealing

if TYPE_CHECKING:
    from coachapp.models import User

log = logging.getLogger(__name__)

ASKED_TOGETHER = 25
CLAIM_TRIES = 3
MOST_TRIES = 20
FIRST_GAP = timedelta(minutes=1)
LONGEST_GAP = timedelta(hours=2)
JITTER = 0.2
PATIENCE_S = 20.0  # a slow server must not hold a batch until its claim runs out
ERROR_LENGTH = 300
SUBJECT_LENGTH = 200
AT_ONCE, SOON = 0, 2

State = OutgoingEmail.State


def send_batch(now: datetime, size: int = 100) -> int:
    """Claim up to `size` ready mails and send those that still have a reason. 0: nothing was ready.

    A mail goes out at least once: where we die between the server's 250 and our UPDATE it goes out
    again, with the same Message-ID. A server that does not answer holds us for half a minute at
    most; then everything that is ready waits.
    """
    mails = claim(now, size)
    stop_at = monotonic() + PATIENCE_S
    try:
        with mail.connection() as line:
            for few in in_groups(mails, ASKED_TOGETHER):
                if monotonic() > stop_at:
                    break
                send_few(few, line, now)
    except mail.ServerAway as error:
        log.warning("the mail server is away: %s", error)
        wait_for_server(now)
    put_back([each for each in mails if each.state == State.SENDING])
    Heartbeat.objects.beat("send_ready", now)
    return len(mails)


def claim(now: datetime, size: int) -> list[OutgoingEmail]:
    """Mails that are ours alone. Who loses a race for the same rows asks again for the next ones."""
    for _ in range(CLAIM_TRIES):
        mails = list(OutgoingEmail.objects.claim(now, size).for_composing())
        if mails or not OutgoingEmail.objects.ready(now).exists():
            return mails
    return []


def in_groups(mails: Sequence[OutgoingEmail], size: int) -> Iterator[Sequence[OutgoingEmail]]:
    for start in range(0, len(mails), size):
        yield mails[start : start + size]


def send_few(few: Sequence[OutgoingEmail], line: mail.Line, now: datetime) -> None:
    """Ask once more which reasons stand, send, and settle the reasons together. Raises ServerAway."""
    wanted = Reminder.objects.still_wanted(few, now)
    composer = Composer(wanted, now)
    try:
        for email in few:
            deliver(email, composer, line, now)
    finally:
        over = [email.pk for email in few if email.state not in (State.SENDING, State.QUEUED)]
        told = [
            reason.pk for email in few if email.state == State.SENT for reason in wanted[email.pk]
        ]
        Reminder.objects.close(over, told, now)


def deliver(email: OutgoingEmail, composer: Composer, line: mail.Line, now: datetime) -> None:
    """Send one mail, with one UPDATE directly after the server's answer. Raises ServerAway."""
    try:
        letter = composer.letter(email)
    except NothingToSay:
        settle(email, State.DROPPED)
        return
    except Exception as error:
        log.exception("mail %s could not be written", email)
        settle(email, State.FAILED, error=type(error).__name__)
        return
    try:
        line.send(letter)
    except mail.Postponed as answer:
        try_later(email, str(answer), now)
    except mail.ServerAway as fault:
        try_later(email, str(fault), now)
        raise
    except mail.Unsendable as fault:
        settle(email, State.FAILED, error=str(fault))
    except mail.Refused as answer:
        settle(email, State.FAILED, error=str(answer))
        flag_address(email, now)
    else:
        subject = "" if email.kind == OutgoingEmail.Kind.ACCOUNT else letter.subject
        settle(email, State.SENT, sent_at=now, subject=subject[:SUBJECT_LENGTH])
        flag_address(email, None)


def settle(email: OutgoingEmail, state: State, **columns: object) -> None:
    """One UPDATE, only where the claim is still ours. What only composing needed is emptied."""
    said = {"error": ""} | columns
    said["error"] = str(said["error"])[:ERROR_LENGTH]
    email.state = state
    rows = OutgoingEmail.objects.filter(pk=email.pk, claim=email.claim)
    rows.update(state=state, sealed="", **said)


def try_later(email: OutgoingEmail, error: str, now: datetime) -> None:
    """Queue it again after a gap that grows from try to try; after the last one it has failed."""
    if email.attempts >= MOST_TRIES:
        settle(email, State.FAILED, error=error)
        return
    email.state = State.QUEUED
    OutgoingEmail.objects.filter(pk=email.pk, claim=email.claim).update(
        state=State.QUEUED, send_after=now + gap(email.attempts), error=error[:ERROR_LENGTH]
    )


def gap(attempts: int) -> timedelta:
    """One minute after the first try, doubled with each, two hours at most, a fifth more or less."""
    doubled = min(FIRST_GAP * 2 ** (attempts - 1), LONGEST_GAP)
    return doubled * random.uniform(1 - JITTER, 1 + JITTER)


def put_back(mails: Sequence[OutgoingEmail]) -> None:
    """Claimed and not tried: as if nobody had taken them."""
    if mails:
        OutgoingEmail.objects.filter(
            pk__in=[each.pk for each in mails], claim=mails[0].claim, state=State.SENDING
        ).update(state=State.QUEUED, attempts=F("attempts") - 1)


def wait_for_server(now: datetime) -> None:
    """Nobody knocks at a sick server for a minute: all that is ready waits, for every worker."""
    ready = OutgoingEmail.objects.filter(
        state__in=(State.QUEUED, State.SENDING), send_after__lte=now
    )
    ready.update(send_after=now + gap(1))


def flag_address(email: OutgoingEmail, dead_at: datetime | None) -> None:
    """Remember that an address takes no mail, or that it takes mail again."""
    user = email.user
    if user is None or user.email != email.address or bool(user.mail_dead_at) == bool(dead_at):
        return
    get_user_model().objects.filter(pk=user.pk).update(mail_dead_at=dead_at)


def queue_invitation(invitation: Invitation, now: datetime) -> OutgoingEmail:
    """Write to whom a coach invites. The link's key is worked out while composing."""
    return OutgoingEmail.objects.create(
        kind=OutgoingEmail.Kind.INVITATION,
        invitation=invitation,
        client=invitation.client,
        address=invitation.email,
        priority=SOON,
        send_after=now,
    )


def queue_account_mail(
    to: "User | str", template: str, context: Mapping[str, object], now: datetime
) -> OutgoingEmail:
    """Mail about an account: the template's prefix, and its plain values sealed until it is sent.

    `to` is a person or an address. What is no plain value stays behind; "user" is a link to the row.
    """
    people = get_user_model()
    user = to if isinstance(to, people) else context.get("user")
    return OutgoingEmail.objects.create(
        kind=OutgoingEmail.Kind.ACCOUNT,
        user=user if isinstance(user, people) and user.pk else None,
        address=to if isinstance(to, str) else to.email,
        template=template,
        sealed=sealing.seal(plain_values(context)),
        priority=AT_ONCE,
        send_after=now,
    )


def plain_values(context: Mapping[str, object]) -> dict[str, sealing.Plain]:
    """The words, numbers and moments of a context; rows and requests stay behind."""
    plain: dict[str, sealing.Plain] = {}
    for name, value in context.items():
        if isinstance(value, Promise | datetime):
            plain[name] = str(value)
        elif value is None or isinstance(value, str | int | float | bool):
            plain[name] = value
    return plain
