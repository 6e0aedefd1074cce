"""The calendar that a person subscribes to: one address, its key, and its text (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from clients.models import CalendarFeed, RemovedSession, ScheduledSession, last_days_shown, words_of
from coachapp.lib import links, wording
from coachapp.lib.wording import plain
from plans.labels import KINDS
from plans.rules.kinds import Kind, RunType

if TYPE_CHECKING:
    from icalendar import Event

    from coachapp.models import User

REACHES_BACK = timedelta(days=35)
SAID_BY_KIND = frozenset({Kind.TREATMENT, Kind.MAINTENANCE})
"""What these are about is a matter of health: a calendar has the word for their kind, and no place."""


def make(user: "User", *, now: datetime) -> str:
    """A new key for the person's calendar, which nobody can read again; the one before it opens nothing."""
    key = links.random_key()
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"sha256": links.fingerprint(key), "created_at": now}
    )
    return key


def revoke(user: "User") -> None:
    """From now on the address opens nothing."""
    CalendarFeed.objects.visible_to(user).delete()


def find(key: str) -> CalendarFeed | None:
    """The address of `key`, while it stands and its person's account is alive."""
    return (
        CalendarFeed.objects.select_related("user")
        .filter(sha256=links.fingerprint(key), user__is_active=True)
        .first()
    )


def calendar_of(user: "User", *, now: datetime) -> bytes:
    """The person's sessions and treatments as a calendar: five weeks back, and ahead as far as they are shown.

    What was taken out within this reach is cancelled. The same days give the same bytes.
    """
    from icalendar import Calendar

    today = user.today(now)
    calendar = Calendar()
    calendar.add("prodid", "-//Coachapp//Coachapp//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Coachapp")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for session in sessions_of(user, today):
        calendar.add_component(_event(session, user))
    for removed in removed_of(user, today):
        calendar.add_component(_cancelled(removed))
    return calendar.to_ical()


def sessions_of(user: "User", today: date) -> Any:
    """The person's own sent sessions within reach, each with `changed_at`."""
    versions = ScheduledSession.history.model.objects.filter(id=OuterRef("pk")).order_by()
    last = versions.values("id").annotate(last=Max("history_date")).values("last")
    changed_at = Greatest(
        "sent_at",
        Coalesce("edited_at", "sent_at"),
        Coalesce(Subquery(last, output_field=DateTimeField()), "sent_at"),
    )
    return (
        ScheduledSession.objects.visible_to(user)
        .filter(client__user=user.pk, day__gte=today - REACHES_BACK)
        .exclude(kind=Kind.REST)
        .shown_through(*last_days_shown(today))
        .annotate(changed_at=changed_at)
        .select_related("client__coach__coach_profile")
        .in_order()
    )


def removed_of(user: "User", today: date) -> Any:
    """What was taken out of the person's days within reach."""
    return (
        RemovedSession.objects.visible_to(user)
        .filter(client__user=user.pk, day__gte=today - REACHES_BACK)
        .shown_through(*last_days_shown(today))
        .order_by("day", "pk")
    )


def _event(session: Any, user: "User") -> "Event":
    event = _bare(session, session.changed_at)
    event.add("summary", plain(title_of(session)))
    event.add("url", links.page("clients:session", session.code))
    if session.place and not is_said_by_kind(session):
        event.add("location", plain(session.place))
    if session.at is None:
        event.add("dtstart", session.day)
        event.add("transp", "TRANSPARENT")
        return event
    # in UTC: no calendar takes it for another zone's hour
    start = datetime.combine(session.day, session.at, user.zone).astimezone(UTC)
    event.add("dtstart", start)
    if session.minutes:
        event.add("dtend", start + timedelta(minutes=session.minutes))
    return event


def _cancelled(removed: RemovedSession) -> "Event":
    event = _bare(removed, removed.at, version=removed.version + 1)
    event.add("summary", _("Taken out"))
    event.add("status", "CANCELLED")
    event.add("dtstart", removed.day)
    return event


def _bare(row: Any, changed_at: datetime, *, version: int | None = None) -> "Event":
    """What every line of the calendar has: which it is, and which state of it."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row.code}@coachapp")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", (version or row.version) - 1)
    return event


def title_of(session: ScheduledSession) -> str:
    """The session's title; of what is about health, only its coach's word for the kind."""
    if not is_said_by_kind(session):
        return session.title
    with wording.speaking(words_of(session.client.coach)):
        return str(KINDS[Kind(session.kind)])


def is_said_by_kind(session: ScheduledSession) -> bool:
    return session.kind in SAID_BY_KIND or session.run_type == RunType.RETURN_RUN
