"""What a page showed of a plan or of a day, as a short stamp: an act on something else is noticed, not done."""

import hashlib
from collections.abc import Iterable

from plans import writing
from plans.models import AbstractSession, PlanSession, PlanWeek


def of_session(session: AbstractSession) -> str:
    """Changes with what the session says, wherever it stands."""
    return _stamp((writing.printed(session), session.why, session.instead))


def of_week(week: PlanWeek | None, sessions: Iterable[PlanSession]) -> str:
    """Changes with what the week is called, and with which sessions stand on which of its days."""
    head = (week.title, str(week.lighter)) if week else ("", "False")
    placed = (f"{one.weekday} {one.key} {one.title} {one.minutes}" for one in sessions)
    return _stamp((*head, *placed))


def _stamp(parts: Iterable[str]) -> str:
    return hashlib.blake2s("\x1f".join(parts).encode(), digest_size=6).hexdigest()
