"""The last act of this browser on the board, kept in its session so that it can be undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.http import HttpRequest

from clients.models import Client
from clients.undoing import Step

KEPT_AS = "board_undo"
OFFERED_FOR = timedelta(minutes=2)
"""So long a page that is loaded anew still offers it; a script shows it for eight seconds."""


def remember(
    request: HttpRequest,
    steps: Sequence[Step],
    now: datetime,
    client: Client | None = None,
) -> None:
    """Keep what undoes the act of this request; an act that cannot be undone forgets the one before."""
    if not steps:
        request.session.pop(KEPT_AS, None)
        return
    request.session[KEPT_AS] = {
        "key": token_urlsafe(6),
        "steps": list(steps),
        "client": client.pk if client else None,
        "at": now.isoformat(),
    }


def key_of(request: HttpRequest, now: datetime) -> str | None:
    """The key of the act that can be undone now."""
    kept = request.session.get(KEPT_AS)
    if kept is None or now - datetime.fromisoformat(kept["at"]) > OFFERED_FOR:
        return None
    return kept["key"]


def taken(request: HttpRequest, key: str) -> dict | None:
    """What undoes the act of that key; it is forgotten with this."""
    kept = request.session.get(KEPT_AS)
    if kept is None or kept["key"] != key:
        return None
    return request.session.pop(KEPT_AS)
