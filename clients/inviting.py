"""Asking somebody in: one letter to one address, with a key that is used once or expires."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from clients import house_rules, letters
from clients.models import Client, Consent, Invitation
from clients.rules.guest_list import Guest
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


class GuardianFirst(Exception):
    """Under 18, and no guardian has agreed."""


@transaction.atomic
def invite(coach: "User", name: str, email: str, *, now: datetime) -> Invitation:
    """Make a place for `name` and write to `email`. Raises AlreadyInvited."""
    invitation = prepare(coach, name, email, now=now)
    letters.queue_invitation(invitation, now)
    return invitation


@transaction.atomic
def prepare(coach: "User", name: str, email: str, *, now: datetime) -> Invitation:
    """A place for `name`, and a letter that nobody has been sent yet. Raises AlreadyInvited."""
    if Invitation.objects.open(now).filter(client__coach=coach, email__iexact=email).exists():
        raise AlreadyInvited
    client = Client.objects.create(coach=coach, name=name)
    return _letter(client, email, by=coach, now=now)


class Fate(StrEnum):
    """What a row of a pasted list comes to."""

    NEW = "new"
    INVITED = "invited"  # has an open invitation of this coach
    HERE = "here"  # is an athlete of this coach
    TWICE = "twice"  # stands above in the list
    UNREADABLE = "unreadable"  # no name, or no address that can be written to


def fates(coach: "User", guests: Sequence[Guest], *, now: datetime) -> list[tuple[Guest, Fate]]:
    """What inviting each of `guests` would come to: two queries, and nothing is written."""
    invited = _addresses(Invitation.objects.open(now).filter(client__coach=coach), "email")
    here = _addresses(Client.objects.coached_by(coach), "user__email")
    seen: set[str] = set()
    found: list[tuple[Guest, Fate]] = []
    for guest in guests:
        address = guest.address.casefold()
        found.append((guest, _fate(guest, invited, here, seen)))
        seen.add(address)
    return found


def _addresses(rows: QuerySet, column: str) -> set[str]:
    return {address.casefold() for address in rows.values_list(column, flat=True) if address}


def _fate(guest: Guest, invited: set[str], here: set[str], seen: set[str]) -> Fate:
    address = guest.address.casefold()
    if not guest.is_readable:
        return Fate.UNREADABLE
    if address in seen:
        return Fate.TWICE
    if address in here:
        return Fate.HERE
    return Fate.INVITED if address in invited else Fate.NEW


@transaction.atomic
def invite_all(coach: "User", guests: Sequence[Guest], *, now: datetime) -> int:
    """Invite those of `guests` who are new; how many that were."""
    new = [guest for guest, fate in fates(coach, guests, now=now) if fate is Fate.NEW]
    for guest in new:
        invite(coach, guest.name, guest.address, now=now)
    return len(new)


def unanswered(coach: "User") -> QuerySet[Client]:
    """Places that nobody took and to which no letter leads any more."""
    letters = Invitation.objects.filter(client=OuterRef("pk"), accepted_at=None, revoked_at=None)
    places = Client.objects.coached_by(coach).filter(user=None, status=Client.Status.INVITED)
    return places.filter(~Exists(letters)).order_by("name")


class HasAPerson(ValueError):
    """Somebody has taken this place: coaching ends, and the row stays."""


@transaction.atomic
def take_off(client: Client) -> None:
    """Take a place that nobody took off the roster, with what was drafted for it. Raises HasAPerson."""
    locked = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if locked.user_id is not None or locked.status != Client.Status.INVITED:
        raise HasAPerson(locked.name)
    locked.delete()


@transaction.atomic
def resend(invitation: Invitation, *, by: "User", now: datetime) -> Invitation:
    """A fresh letter with a fresh key; the old link stops working. Raises GuardianFirst."""
    if waits_for_guardian(invitation.client, now):
        raise GuardianFirst
    revoke(invitation, now=now)
    fresh = _letter(invitation.client, invitation.email, by=by, now=now)
    letters.queue_invitation(fresh, now)
    return fresh


def revoke(invitation: Invitation, *, now: datetime) -> None:
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=now)
    letters.drop_letters(invitation)


def waits_for_guardian(client: Client, now: datetime) -> bool:
    """Whether `client` is known to be under 18 and nobody has agreed. Asking a guardian is what makes it known."""
    guardian = client.guardians.current().first()
    if client.born_on is not None and not client.is_minor(client.today(now)):
        return False
    is_young = guardian is not None or client.is_minor(client.today(now))
    return is_young and not (guardian and guardian.has_agreed)


def _letter(client: Client, email: str, *, by: "User", now: datetime) -> Invitation:
    invitation = Invitation(
        client=client,
        email=email,
        nonce=links.random_key(),
        expires_at=now + VALID_FOR,
        entered_by=by,
    )
    invitation.sha256 = links.fingerprint(links.invitation_key(invitation.nonce))
    invitation.save()
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

    Under 18 the guardian has agreed before, and `health` was theirs to say.

    Raises InvitationUsed, AlreadyCoached, GuardianFirst.
    """
    used = Invitation.objects.open(now).filter(pk=invitation.pk).update(accepted_at=now)
    if not used:
        raise InvitationUsed
    if Client.objects.open().filter(user=user).exists():
        raise AlreadyCoached
    client = invitation.client
    if waits_for_guardian(client, now):
        raise GuardianFirst
    is_young = client.is_minor(client.today(now))
    client.user = user
    if not is_young:
        client.born_on = born_on
        if client.is_minor(client.today(now)):
            raise GuardianFirst
    client.status = Client.Status.ACTIVE
    client.joined_on = user.today(now)
    client.next_look_at = now
    client.save()
    house_rules.first_wish(client.coach, user)
    if not is_young:
        give_consent(client, Consent.Kind.RULES, by=user, now=now)
        if health:
            give_consent(client, Consent.Kind.HEALTH, by=user, now=now)
    return client


def give_consent(client: Client, kind: Consent.Kind, *, by: "User | None", now: datetime) -> None:
    """Open a consent of this kind, said by `by`; giving it twice is giving it once."""
    Consent.objects.get_or_create(
        client=client,
        kind=kind,
        withdrawn_at=None,
        defaults={"text_version": CONSENT_TEXT_VERSION, "given_at": now, "entered_by": by},
    )


def withdraw_consent(client: Client, kind: Consent.Kind, *, now: datetime) -> None:
    """From now on no health page, row or mail; what is there is frozen and the plan stays."""
    client.consents.given().filter(kind=kind).update(withdrawn_at=now)
