"""The last act of this browser on a page, kept in its session so that it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

OFFERED_FOR = timedelta(minutes=2)
"""So long a page that is loaded anew still offers it; a script shows it for eight seconds."""


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act on one kind of page; `kept_as` names it in the session."""

    kept_as: str

    def remember(
        self,
        request: HttpRequest,
        steps: Sequence[dict[str, Any]],
        now: datetime,
        about: Model | None = None,
    ) -> None:
        """Keep what undoes the act of this request, and the row that it is `about`.

        An act that cannot be undone forgets the one before.
        """
        if not steps:
            request.session.pop(self.kept_as, None)
            return
        request.session[self.kept_as] = {
            "key": token_urlsafe(6),
            "steps": list(steps),
            "about": about.pk if about else None,
            "at": now.isoformat(),
        }

    def key_of(self, request: HttpRequest, now: datetime, about: Model | None = None) -> str | None:
        """The key of the act that can be undone now; of no other row than `about`, where that is given."""
        kept = request.session.get(self.kept_as)
        if kept is None or now - datetime.fromisoformat(kept["at"]) > OFFERED_FOR:
            return None
        return kept["key"] if about is None or about.pk == kept["about"] else None

    def taken(self, request: HttpRequest, key: str) -> dict | None:
        """What undoes the act of that key; it is forgotten with this."""
        kept = request.session.get(self.kept_as)
        if kept is None or kept["key"] != key:
            return None
        return request.session.pop(self.kept_as)
