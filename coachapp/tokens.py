"""Keys for programs: shown once, kept as SHA-256, for one person, and mortal."""

from datetime import datetime, timedelta

from coachapp.lib import links
from coachapp.models import ApiToken, User

MOST_KEYS = 20


class TooManyKeys(Exception):
    """Somebody with this many keys has forgotten some: one has to go first."""


def make(
    user: User, name: str, scope: ApiToken.Scope, *, days: int, now: datetime
) -> tuple[ApiToken, str]:
    """A new token and its key, which nobody can read again. It ends after `days`. Raises TooManyKeys."""
    if user.api_tokens.filter(expires_at__gt=now).count() >= MOST_KEYS:
        raise TooManyKeys
    key = links.random_key()
    token = ApiToken.objects.create(
        user=user,
        name=name,
        sha256=links.fingerprint(key),
        scope=scope,
        expires_at=now + timedelta(days=days),
    )
    return token, key


def find(key: str, now: datetime) -> ApiToken | None:
    """The token of `key`, while it and its person's account are alive."""
    return (
        ApiToken.objects.select_related("user")
        .filter(sha256=links.fingerprint(key), expires_at__gt=now, user__is_active=True)
        .first()
    )
