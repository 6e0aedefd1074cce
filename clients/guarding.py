"""An athlete under 18 has a guardian: asked by letter, agreeing by their own act, reading, taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from clients import inviting, letters
from clients.models import ADULT_AT_YEARS, Client, Consent, Guardian, OutgoingEmail
from coachapp.lib import links
from coachapp.lib.fields import years_between
from plans.rules.profiles import Profile

if TYPE_CHECKING:
    from coachapp.models import User
SECOND_ADULT = ("second_adult", "second_adult_dead_at")
MOST_ASKED = 5
"""Guardians that a child may name before the coach has to."""


class NotAnotherAdult(ValueError):
    """The athlete's own address, the coach's, or somebody's who is under 18 too."""


class AskedTooOften(Exception):
    """So many letters have gone out about this athlete that the coach has to look."""


class TooYoung(ValueError):
    """Under 13: nobody can agree to that here."""


class IsAdult(ValueError):
    """18 or older: nobody agrees for them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to write to."""

    name: str
    email: str


@transaction.atomic
def invite(
    coach: "User", child: Person, guardian: Person, *, born_on: date, now: datetime
) -> Guardian:
    """Make a place for `child` and write to the guardian alone; the child's letter waits for their yes.

    Raises NotAnotherAdult, TooYoung, IsAdult, inviting.AlreadyInvited.
    """
    check_age(born_on, coach.today(now))
    letter = inviting.prepare(coach, child.name, child.email, now=now)
    client = letter.client
    client.born_on, client.profile = born_on, Profile.UNDER_18
    client.save(update_fields=["born_on", "profile"])
    return ask(client, guardian, by=coach, now=now)


def check_age(born_on: date, today: date) -> None:
    """Raises TooYoung, IsAdult."""
    years = years_between(born_on, today)
    if years < inviting.YOUNGEST_YEARS:
        raise TooYoung
    if years >= ADULT_AT_YEARS:
        raise IsAdult


@transaction.atomic
def ask(client: Client, guardian: Person, *, by: "User | None", now: datetime) -> Guardian:
    """Write to the adult who is to answer for `client`. Who was asked before is out, with what they agreed.

    Raises NotAnotherAdult, and AskedTooOften where it is the child who asks once more.
    """
    if by is None and client.guardians.count() >= MOST_ASKED:
        raise AskedTooOften
    if is_own_side(client, guardian.email):
        raise NotAnotherAdult
    if client.born_on is not None and not client.is_minor(client.today(now)):
        client.born_on = None  # a coach's guess; whoever agrees says it
        client.save(update_fields=["born_on"])
    before = client.guardians.current()
    second_adult, dead_at = before.values_list(*SECOND_ADULT).first() or ("", None)
    before.update(ended_at=now)
    for kind in Consent.Kind:
        inviting.withdraw_consent(client, kind, now=now)
    row = Guardian(
        client=client,
        name=guardian.name,
        email=guardian.email,
        second_adult="" if second_adult.lower() == guardian.email.lower() else second_adult,
        second_adult_dead_at=dead_at,
        entered_by=by,
    )
    write(row, now=now)
    return row


@transaction.atomic
def resend(guardian: Guardian, *, now: datetime) -> None:
    """A fresh letter with a fresh key, also after a no; the old link stops working."""
    guardian.refused_at = None
    guardian.mail.filter(state=OutgoingEmail.State.QUEUED).update(state=OutgoingEmail.State.DROPPED)
    write(guardian, now=now)


def write(guardian: Guardian, *, now: datetime) -> None:
    guardian.nonce = links.random_key()
    guardian.sha256 = links.fingerprint(links.guardian_key(guardian.nonce))
    guardian.expires_at = now + inviting.VALID_FOR
    guardian.save()
    letters.queue_guardian_letter(guardian, now)


def set_second_adult(guardian: Guardian, email: str) -> None:
    """One more adult who gets a copy of every message, or nobody. Raises NotAnotherAdult."""
    taken = email.lower() == guardian.email.lower() or is_own_side(guardian.client, email)
    if email and taken:
        raise NotAnotherAdult
    guardian.second_adult, guardian.second_adult_dead_at = email, None
    guardian.save(update_fields=SECOND_ADULT)


def is_own_side(client: Client, email: str) -> bool:
    """Whether `email` is the athlete's or the coach's: neither is another adult."""
    own = {letter.lower() for letter in client.invitations.values_list("email", flat=True)}
    own |= {one.email.lower() for one in (client.user, client.coach) if one}
    return email.lower() in own


def find(key: str, *, now: datetime) -> Guardian:
    """The open letter of a link.

    Raises inviting.InvitationUnknown, InvitationUsed, InvitationExpired.
    """
    rows = Guardian.objects.select_related("client__coach", "client__user")
    guardian = rows.filter(sha256=links.fingerprint(key)).first()
    if guardian is None:
        raise inviting.InvitationUnknown
    answered = guardian.accepted_at or guardian.refused_at or guardian.ended_at
    if answered or guardian.client.ended_on:
        raise inviting.InvitationUsed
    if guardian.expires_at <= now:
        raise inviting.InvitationExpired
    return guardian


@transaction.atomic
def accept(
    guardian: Guardian, user: "User", *, born_on: date, health: bool, now: datetime
) -> Client:
    """`user` agrees for the child, who gets a letter now. One UPDATE uses the key up.

    A date of birth that the coach gave stands. Raises NotAnotherAdult, TooYoung, IsAdult,
    inviting.InvitationUsed.
    """
    client = guardian.client
    client.born_on = client.born_on or born_on
    check_age(client.born_on, client.today(now))
    if is_own_side(client, user.email) or is_child(user, now):
        raise NotAnotherAdult
    waiting = Guardian.objects.current().filter(pk=guardian.pk, accepted_at=None, refused_at=None)
    if not waiting.filter(expires_at__gt=now).update(accepted_at=now, user=user):
        raise inviting.InvitationUsed
    client.profile = Profile.UNDER_18
    client.save(update_fields=["born_on", "profile"])
    inviting.give_consent(client, Consent.Kind.RULES, by=user, now=now)
    if health:
        inviting.give_consent(client, Consent.Kind.HEALTH, by=user, now=now)
    letter = client.invitations.filter(accepted_at=None, revoked_at=None).first()
    if letter is not None:
        inviting.resend(letter, by=user, now=now)
    Client.objects.filter(pk=client.pk).look_soon(now)
    return client


def is_child(user: "User", now: datetime) -> bool:
    return any(one.is_minor(user.today(now)) for one in Client.objects.open().filter(user=user))


def refuse(guardian: Guardian, *, now: datetime) -> None:
    """No, by who holds the letter. Nothing else is kept."""
    waiting = Guardian.objects.current().filter(pk=guardian.pk, accepted_at=None)
    waiting.filter(refused_at=None).update(refused_at=now)


@transaction.atomic
def take_back(guardian: Guardian, *, now: datetime) -> None:
    """The guardian's yes is over, and with it the consent to health data. They go on reading."""
    Guardian.objects.filter(pk=guardian.pk).update(refused_at=now)
    for kind in Consent.Kind:
        inviting.withdraw_consent(guardian.client, kind, now=now)


@transaction.atomic
def agree_again(guardian: Guardian, *, now: datetime) -> None:
    """Yes to the coaching once more; health data is asked apart from it.

    A child whose own letter was held back by the no gets it now.
    """
    Guardian.objects.filter(pk=guardian.pk).update(refused_at=None)
    inviting.give_consent(guardian.client, Consent.Kind.RULES, by=guardian.user, now=now)
    letter = guardian.client.invitations.filter(accepted_at=None, revoked_at=None).first()
    if letter is not None and letters.is_held_back(letter):
        inviting.resend(letter, by=guardian.user, now=now)
    Client.objects.filter(pk=guardian.client_id).look_soon(now)


def children_of(user: "User", now: datetime) -> list[Guardian]:
    """Where `user` is the guardian: those under 18 today, each with its client."""
    return [one for one in rows_of(user) if one.client.is_minor(one.client.today(now))]


def grown_up(user: "User", now: datetime) -> list[Client]:
    """For whom `user` was the guardian until their 18th birthday."""
    return [one.client for one in rows_of(user) if not one.client.is_minor(one.client.today(now))]


def rows_of(user: "User") -> QuerySet[Guardian]:
    rows = Guardian.objects.in_charge_of(user).select_related("client__user", "client__coach")
    return rows.order_by("client__name", "pk")


def guardian_for(user: "User", code: UUID, now: datetime) -> Guardian | None:
    """The row that lets `user` open the pages of the child with this code today."""
    found = (one for one in children_of(user, now) if one.client.code == code)
    return next(found, None)
