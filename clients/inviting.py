"""Asking somebody in: one letter to one address, with a key that is used once or expires."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from clients import house_rules, outbox
from clients.models import Client, Consent, Invitation
from coachapp.lib import links

if TYPE_CHECKING:
    from coachapp.models import User

VALID_FOR = timedelta(days=14)
YOUNGEST_YEARS = 13
CONSENT_TEXT_VERSION = "2026-11"


class AlreadyInvited(Exception):
    """This coach has an open invitation to this address."""


class AlreadyCoached(Exception):
    """The person has a coach here; one at a time."""


class InvitationUnknown(Exception):
    """No invitation has this key."""


class InvitationUsed(Exception):
    """Accepted before, or taken back."""


class InvitationExpired(Exception):
    """Older than its fourteen days."""


@transaction.atomic
def invite(coach: "User", name: str, email: str, *, now: datetime) -> Invitation:
    """Make a place for `name` and write to `email`. Raises AlreadyInvited."""
    if Invitation.objects.open(now).filter(client__coach=coach, email__iexact=email).exists():
        raise AlreadyInvited
    client = Client.objects.create(coach=coach, name=name)
    return _write(client, email, by=coach, now=now)


@transaction.atomic
def resend(invitation: Invitation, *, by: "User", now: datetime) -> Invitation:
    """A fresh letter with a fresh key; the old link stops working."""
    revoke(invitation, now=now)
    return _write(invitation.client, invitation.email, by=by, now=now)


def revoke(invitation: Invitation, *, now: datetime) -> None:
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=now)


def _write(client: Client, email: str, *, by: "User", now: datetime) -> Invitation:
    invitation = Invitation(
        client=client,
        email=email,
        nonce=links.random_key(),
        expires_at=now + VALID_FOR,
        entered_by=by,
    )
    invitation.sha256 = links.fingerprint(links.invitation_key(invitation.nonce))
    invitation.save()
    outbox.queue_invitation(invitation, now)
    return invitation


def find(key: str, *, now: datetime) -> Invitation:
    """The open invitation of a link. Raises InvitationUnknown, InvitationUsed, InvitationExpired."""
    invitation = (
        Invitation.objects.select_related("client__coach")
        .filter(sha256=links.fingerprint(key))
        .first()
    )
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at or invitation.revoked_at or invitation.client.ended_on:
        raise InvitationUsed
    if invitation.expires_at <= now:
        raise InvitationExpired
    return invitation


@transaction.atomic
def accept(
    invitation: Invitation, user: "User", *, born_on: date, health: bool, now: datetime
) -> Client:
    """Tie `user` to the place that was made. The invitation is used up by one UPDATE: a second tap finds it used.

    Raises InvitationUsed, AlreadyCoached.
    """
    used = Invitation.objects.open(now).filter(pk=invitation.pk).update(accepted_at=now)
    if not used:
        raise InvitationUsed
    if Client.objects.open().filter(user=user).exists():
        raise AlreadyCoached
    client = invitation.client
    client.user = user
    client.born_on = born_on
    client.status = Client.Status.ACTIVE
    client.joined_on = user.today(now)
    client.next_look_at = now
    client.save()
    house_rules.first_wish(client.coach, user)
    give_consent(client, Consent.Kind.RULES, now=now)
    if health:
        give_consent(client, Consent.Kind.HEALTH, now=now)
    return client


def give_consent(client: Client, kind: Consent.Kind, *, now: datetime) -> None:
    """Open a consent of this kind; giving it twice is giving it once."""
    Consent.objects.get_or_create(
        client=client,
        kind=kind,
        withdrawn_at=None,
        defaults={"text_version": CONSENT_TEXT_VERSION, "given_at": now},
    )


def withdraw_consent(client: Client, kind: Consent.Kind, *, now: datetime) -> None:
    """From now on no health page, row or mail; what is there is frozen and the plan stays."""
    client.consents.given().filter(kind=kind).update(withdrawn_at=now)
