"""Small things that wait in the database and that a copy of the database must not reveal."""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

SALT = b"coachapp.sealing"

Plain = str | int | float | bool | None


class Unreadable(ValueError):
    """Sealed with a key that we no longer have, or tampered with."""


def seal(values: Mapping[str, Plain]) -> str:
    """`values` encrypted and signed (Fernet), with a key that is derived from SECRET_KEY."""
    return _lock().encrypt(json.dumps(values).encode()).decode()


def unseal(sealed: str) -> dict[str, Plain]:
    """What `seal` was given, also after SECRET_KEY moved to the fallbacks. Raises Unreadable."""
    try:
        return json.loads(_lock().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise Unreadable from error


def _lock() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(SALT + secret.encode()).digest())
