"""Letters that need no reason of a day: an invitation, a word to a guardian, mail about an account."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.functional import Promise

from clients.models import Guardian, Invitation, OutgoingEmail
from coachapp.lib import sealing

if TYPE_CHECKING:
    from coachapp.models import User

AT_ONCE, SOON = 0, 2
NUDGE_AFTER = timedelta(days=4)

State = OutgoingEmail.State


def queue_invitation(invitation: Invitation, now: datetime) -> OutgoingEmail:
    """Write to whom a coach invites, and once more after four days where nobody answers.

    The link's key is worked out while composing. Who has been nudged by this coach before is not nudged again.
    """
    nudged = OutgoingEmail.objects.filter(
        client=invitation.client_id, kind=OutgoingEmail.Kind.NUDGE
    )
    if not nudged.filter(state=State.SENT).exists():
        letter_to(invitation, OutgoingEmail.Kind.NUDGE, now + NUDGE_AFTER).save()
    letter = letter_to(invitation, OutgoingEmail.Kind.INVITATION, now)
    letter.save()
    return letter


def letter_to(invitation: Invitation, kind: OutgoingEmail.Kind, at: datetime) -> OutgoingEmail:
    return OutgoingEmail(
        kind=kind,
        invitation=invitation,
        client=invitation.client,
        address=invitation.email,
        priority=SOON,
        send_after=at,
        created_at=at,  # its hour: nobody waits for it before
    )


def drop_letters(invitation: Invitation) -> None:
    """What has not gone out yet under a key that is taken back."""
    invitation.mail.filter(state=State.QUEUED).update(state=State.DROPPED)


def is_held_back(invitation: Invitation) -> bool:
    """Whether its letter was dropped when its hour came, and no other has gone out or waits to."""
    own = invitation.mail.filter(kind=OutgoingEmail.Kind.INVITATION)
    return not own.filter(state__in=(State.QUEUED, State.SENDING, State.SENT)).exists()


def queue_guardian_letter(guardian: Guardian, now: datetime) -> OutgoingEmail:
    """Write to the adult who is asked about an athlete under 18, and to nobody else."""
    return OutgoingEmail.objects.create(
        kind=OutgoingEmail.Kind.GUARDIAN,
        guardian=guardian,
        client=guardian.client,
        address=guardian.email,
        priority=SOON,
        send_after=now,
        created_at=now,
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
        created_at=now,
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
