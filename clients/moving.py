"""Moving a session: by the athlete at once or by asking, by the coach as a draft."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from clients import checking, scheduling
from clients.models import Client, MoveRequest, RuleOverride, ScheduledSession
from clients.scheduling import DayHasPassed, HasALog
from plans import contents
from plans.contents import NOT_READ
from plans.rules import spacing
from plans.rules.dated import DatedSession
from plans.rules.notes import RuleNote
from plans.rules.spacing import DayChoice, DayVerdict

if TYPE_CHECKING:
    from coachapp.models import User


DAYS_OFFERED = 10


class NotOffered(ValueError):
    """An athlete moves within the next ten days."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The session stands on its new day."""

    session: ScheduledSession


@dataclass(frozen=True, slots=True)
class Asked:
    """The day is below the floor: the coach answers."""

    request: MoveRequest


def day_choices(session: ScheduledSession, today: date) -> list[DayChoice]:
    """The next ten days for `session`, good ones first, each with its reason.

    A day below the floor is one to ask the coach about.
    """
    return choices_among(session, days_offered(today), today)


def days_offered(today: date) -> list[date]:
    """The days that an athlete may choose from."""
    return [today + timedelta(days=offset) for offset in range(DAYS_OFFERED)]


def choices_among(session: ScheduledSession, days: list[date], today: date) -> list[DayChoice]:
    """Any days for `session`, good ones first, judged by what the athlete has."""
    client = session.client
    found = checking.calendars(
        [client], min(days), max(days), today={client.pk: today}, drafts=False
    )[client.pk]
    subject = checking.as_dated(session, today)
    return spacing.good_days(subject, found.sessions, found.settings, days)


def days_without_keep(session: ScheduledSession, today: date) -> list[date]:
    """Other good days to which a coach can move `session` and send it, with no rule in the way."""
    good = [
        one.day
        for one in day_choices(session, today)
        if one.verdict is DayVerdict.GOOD and one.day != today
    ]
    if not good:
        return []
    client = session.client
    found = checking.calendars(
        [client], min(good), max(good), today={client.pk: today}, drafts=False
    )[client.pk]
    lines = contents.of([session]).get(session.pk, NOT_READ)
    planned = checking.as_dated(session, today, lines)
    return [day for day in good if not found.errors_of([replace(planned, day=day)])]


@transaction.atomic
def move_as_athlete(
    session: ScheduledSession, day: date, *, by: "User", now: datetime
) -> Moved | Asked:
    """Move at once where the floor is kept; else write down the wish, which the coach answers.

    A newer wish takes the place of an open one. Raises HasALog, DayHasPassed, NotOffered.
    """
    client, session = _locked(session)
    today = client.today(now)
    _must_be_open(session)
    if day < today:
        raise DayHasPassed(day)
    if day not in days_offered(today):
        raise NotOffered(day)
    if day != session.day and _stands_against(session, day, today):
        request, _ = MoveRequest.objects.update_or_create(
            session=session,
            answer=MoveRequest.Answer.OPEN,
            defaults={"client": client, "to_day": day, "entered_by": by},
        )
        return Asked(request)
    _place(session, day, now)
    session.move_requests.filter(answer=MoveRequest.Answer.OPEN).delete()
    return Moved(session)


def _locked(session: ScheduledSession) -> tuple[Client, ScheduledSession]:
    """The athlete and the row as they stand, so that two moves do not pass each other."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=session.client_id)
    return client, ScheduledSession.objects.select_related("client").get(pk=session.pk)


def _must_be_open(session: ScheduledSession) -> None:
    if hasattr(session, "log"):
        raise HasALog(session.title)


def _place(session: ScheduledSession, day: date, now: datetime) -> None:
    if day == session.day:
        return
    session.day = day
    session.version += 1
    session.save(update_fields=["day", "version"])
    session.carry_race()
    Client.objects.filter(pk=session.client_id).look_soon(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a coach puts a session: a day and, among several of that day, before which one."""

    day: date
    before: UUID | None = None  # the code of that one; None puts it last


def move_as_coach(
    session: ScheduledSession,
    to: date | Place,
    *,
    by: "User",
    now: datetime,
    seen: int | None = None,
) -> ScheduledSession:
    """The session on another day, as a draft to be sent. Raises HasALog, DayHasPassed, TooFarAhead.

    A Place says where among the sessions of that day, too.
    """
    place = to if isinstance(to, Place) else Place(day=to)
    scheduling.check_day(session.client, place.day, now)
    with transaction.atomic():
        draft = scheduling.draft_of(session, by=by, seen=seen)
        is_elsewhere = draft.day != place.day
        draft.day, draft.removes = place.day, False
        draft.save(update_fields=["day", "removes"])
        if is_elsewhere or isinstance(to, Place):
            scheduling.place_before(draft, place.before)
        if draft.replaces_id is None:
            draft.carry_race()
    return draft


@transaction.atomic
def answer(
    request: MoveRequest,
    yes: bool,
    *,
    by: "User",
    now: datetime,
    reason: str = RuleOverride.Reason.TALKED,
) -> MoveRequest:
    """The coach's answer. Yes moves at once and stores that the rule is kept off, with `reason`.

    An answered request stays as it is. Raises HasALog, DayHasPassed.
    """
    client, session = _locked(request.session)
    request = MoveRequest.objects.get(pk=request.pk)
    if request.answer != MoveRequest.Answer.OPEN:
        return request
    if yes:
        _must_be_open(session)
        if request.to_day < client.today(now):
            raise DayHasPassed(request.to_day)
        for note in _stands_against(session, request.to_day, client.today(now)):
            checking.keep(client, note, reason, by=by)
        _place(session, request.to_day, now)
    request.answer = MoveRequest.Answer.YES if yes else MoveRequest.Answer.NO
    request.answered_at = now
    request.save(update_fields=["answer", "answered_at"])
    return request


def _stands_against(session: ScheduledSession, day: date, today: date) -> list[RuleNote]:
    """The errors that the move would bring, by what the athlete has.

    What is said of the session on any day is no matter of this one.
    """
    client = session.client
    found = checking.calendars([client], day, day, today={client.pk: today}, drafts=False)
    lines = contents.of([session]).get(session.pk, NOT_READ)
    planned = checking.as_dated(session, today, lines)
    stood = _said_of(planned, found[client.pk].errors_of([planned]))
    brought = found[client.pk].errors_of([replace(planned, day=day)])
    return [note for note in brought if not stood & _said_of(planned, [note])]


def _said_of(planned: DatedSession, notes: Iterable[RuleNote]) -> set[str]:
    """Rules that speak of a session alone, not of its distance to another."""
    return {note.rule for note in notes if note.key == planned.key and note.other_day is None}
