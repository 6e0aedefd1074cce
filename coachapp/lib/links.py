"""Links that carry rights: each is for one purpose, signed with a salt of its own or kept as a fingerprint."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

ACT_LIVES = timedelta(days=7)
ACT_SALT = "coachapp.act"
UNSUBSCRIBE_SALT = "coachapp.unsubscribe"
INVITATION_SALT = "clients.inviting"
GUARDIAN_SALT = "clients.guarding"
EVERYTHING = "all"
"""Stands for every kind of reminder in an unsubscribe link."""


class DeadLink(ValueError):
    """Forged, cut short, or too old. Which of them is nobody's business."""


class HasCode(Protocol):
    code: UUID


def absolute(path: str) -> str:
    """`path` as an address that a mail can carry."""
    return settings.BASE_URL + path


@cache
def path_to(name: str, *args: object) -> str:
    """The path of a page that every mail links to: worked out once, as a mail has several."""
    return reverse(name, args=args)


@cache
def _around_key(name: str) -> tuple[str, str]:
    """What stands before and after the key in an address that carries one."""
    before, _key, after = reverse(name, args=["KEY"]).partition("KEY")
    return before, after


def keyed(name: str, key: str) -> str:
    """The address of the page `name` that is opened by `key`, which is made of letters that need no quoting."""
    before, after = _around_key(name)
    return absolute(f"{before}{key}{after}")


def page(name: str, *args: object) -> str:
    """The address of a page that asks for signing in."""
    return absolute(path_to(name, *args))


@dataclass(frozen=True, slots=True)
class Act:
    """What an act link says: this session or treatment rhythm, as long as it stands on this day, for this person."""

    noun: str
    code: UUID
    day: date
    user: UUID


def act_token(act: Act, now: datetime) -> str:
    """A key for `/act/` that lives seven days from `now`."""
    claim = [act.noun, act.code.hex, act.day.isoformat(), act.user.hex, int(now.timestamp())]
    return _signer(ACT_SALT).sign_object(claim)


def act_link(act: Act, now: datetime) -> str:
    return keyed("clients:act", act_token(act, now))


def read_act(token: str, now: datetime) -> Act:
    """What a token of `act_token` is about. Raises DeadLink."""
    noun, code, day, user, signed = _read(ACT_SALT, token)
    if now - datetime.fromtimestamp(signed, tz=UTC) > ACT_LIVES:
        raise DeadLink
    return Act(noun, UUID(code), date.fromisoformat(day), UUID(user))


def unsubscribe_token(user: HasCode, kind: str) -> str:
    return _signer(UNSUBSCRIBE_SALT).sign_object([user.code.hex, kind])


def unsubscribe_link(user: HasCode, kind: str) -> str:
    """Stops one kind of mail to one person, for ever valid. The kind may be EVERYTHING."""
    return keyed("clients:unsubscribe", unsubscribe_token(user, kind))


def read_unsubscribe(token: str) -> tuple[UUID, str]:
    """The person's code and the kind. Raises DeadLink."""
    user, kind = _read(UNSUBSCRIBE_SALT, token)
    return UUID(user), kind


def random_key() -> str:
    """256 random bits for an address or a header; keep its `fingerprint`, never itself."""
    return secrets.token_urlsafe(32)


def fingerprint(key: str) -> str:
    """SHA-256 of a key, in hex: what the database holds in its place."""
    return hashlib.sha256(key.encode()).hexdigest()


def invitation_key(nonce: str) -> str:
    """The key of an invitation's link, from its nonce and our secret: the database alone opens nothing."""
    return next(_keys(INVITATION_SALT, nonce))


def invitation_link(nonce: str, sha256: str) -> str:
    """The link of a letter that was written earlier, also when SECRET_KEY has changed since.

    Raises DeadLink.
    """
    return keyed("clients:join", _key_of(INVITATION_SALT, nonce, sha256))


def guardian_key(nonce: str) -> str:
    """As `invitation_key`, for the letter to a guardian. Neither key opens the other's page."""
    return next(_keys(GUARDIAN_SALT, nonce))


def guardian_link(nonce: str, sha256: str) -> str:
    """As `invitation_link`, for the letter to a guardian. Raises DeadLink."""
    return keyed("clients:guardian", _key_of(GUARDIAN_SALT, nonce, sha256))


def _key_of(salt: str, nonce: str, sha256: str) -> str:
    for key in _keys(salt, nonce):
        if fingerprint(key) == sha256:
            return key
    raise DeadLink


def _keys(salt: str, nonce: str) -> Iterator[str]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(salt, nonce, secret=secret, algorithm="sha256").hexdigest()


def _signer(salt: str) -> signing.Signer:
    return signing.Signer(salt=salt)


def _read(salt: str, token: str) -> list:
    try:
        return _signer(salt).unsign_object(token)
    except signing.BadSignature as error:
        raise DeadLink from error
