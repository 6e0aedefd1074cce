"""Placing sessions on athletes' days: a plan from a date, or one session typed into a cell."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Prefetch, prefetch_related_objects

from clients import checking
from clients.checking import Keep
from clients.models import Assignment, Client, Race, ScheduledSession
from plans import seen as stamps
from plans import writing
from plans.models import AbstractSession, Plan, PlanSession
from plans.publishing import PlanIsEmpty
from plans.rules import shorthand, timetable
from plans.rules.plan_outline import SessionBlock
from plans.rules.shorthand import SessionText
from plans.shelf import Template

if TYPE_CHECKING:
    from coachapp.models import User

FURTHEST = timedelta(days=2 * 365)
STANDING_WEEKS = 8
"""A standing week lies this far ahead, and is laid on when half of it is left."""


SPREAD = 8
"""So far apart are the sessions of a day once one was put between two."""


class PlanIsNotPublished(ValueError):
    """Only a published plan is assigned: it does not change under an athlete."""


class AlreadyAssigned(ValueError):
    """The athlete has this plan from this day already."""


class DayHasPassed(ValueError):
    """Nothing is planned for a day that is over."""


class TooFarAhead(ValueError):
    """Nothing is planned for more than two years ahead."""


class HasALog(ValueError):
    """What was done is not planned anew."""


class NothingTyped(ValueError):
    """There is nothing in the cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an assignment may choose besides its start."""

    weekday_map: Mapping[int, int] = field(default_factory=dict)  # plan's weekday to the athlete's
    weeks_shown: int = 1  # 0 shows the whole plan
    kept: tuple[Keep, ...] = ()


def assign(
    client: Client,
    plan: Plan,
    start_on: date,
    *,
    by: "User",
    now: datetime,
    send: bool = True,
    **choices: Any,
) -> Assignment:
    """Write the plan's sessions on the athlete's days, sent at once or as drafts.

    `choices` are the fields of Choices. The whole of it is written or nothing. Raises
    PlanIsNotPublished, PlanIsEmpty, DayHasPassed, TooFarAhead, AlreadyAssigned, and NeedsKeep where
    an error would reach the athlete that is neither kept nor answered in `kept`.
    """
    chosen = Choices(**choices)
    check_day(client, start_on, now)
    if not plan.is_published:
        raise PlanIsNotPublished(plan.title)
    sessions = sessions_of(plan)
    with transaction.atomic():
        list(Client.objects.select_for_update().filter(pk=client.pk))
        assignment = _new_assignment(client, plan, start_on, by, chosen)
        rounds = range(_rounds_ahead(plan) if plan.repeats else 1)
        copies = dated_copies(assignment, sessions, rounds, sent_at=now if send else None)
        writing.save_copies(copies)
        if send:
            ask_rules(client, [row for _, row in copies], now, chosen.kept, by)
            Client.objects.filter(pk=client.pk).look_soon(now)
    return assignment


def check_day(client: Client, day: date, now: datetime) -> None:
    """Raises DayHasPassed before the athlete's today, TooFarAhead beyond two years."""
    today = client.today(now)
    if day < today:
        raise DayHasPassed(day)
    if day > today + FURTHEST:
        raise TooFarAhead(day)


def sessions_of(plan: Plan) -> list[PlanSession]:
    """Its sessions, read once however many athletes get it. Raises PlanIsEmpty."""
    rows = PlanSession.objects.select_related("modality")
    prefetch_related_objects([plan], Prefetch("sessions", rows))
    sessions = list(plan.sessions.all())
    if not sessions:
        raise PlanIsEmpty(plan.title)
    return sessions


def _new_assignment(
    client: Client, plan: Plan, start_on: date, by: "User", chosen: Choices
) -> Assignment:
    try:
        with transaction.atomic():
            return Assignment.objects.create(
                client=client,
                plan=plan,
                start_on=start_on,
                weekday_map={str(plans): own for plans, own in chosen.weekday_map.items()},
                weeks_shown=chosen.weeks_shown,
                created_by=by,
            )
    except IntegrityError:
        raise AlreadyAssigned(client.name, plan.title, start_on) from None


def _rounds_ahead(plan: Plan) -> int:
    return -(-STANDING_WEEKS // plan.weeks)


def dated_copies(
    assignment: Assignment,
    sessions: list[PlanSession],
    rounds: Iterable[int],
    sent_at: datetime | None,
) -> list[tuple[PlanSession, ScheduledSession]]:
    """The plan's sessions, each with its unsaved copy on its day; of a standing week, those of `rounds`."""
    weekday_map = {int(plans): own for plans, own in assignment.weekday_map.items()}
    days = place(sessions, assignment.start_on, weekday_map)
    races: dict[date, Race] = {}
    if any(session.is_race for session in sessions):
        client = assignment.client
        races = races_to_run([client], assignment.start_on)[client.pk]
    copies: list[tuple[PlanSession, ScheduledSession]] = []
    for number, session in product(rounds, sessions):
        day = days[session.key] + timedelta(weeks=number * assignment.plan.weeks)
        row = ScheduledSession(
            client=assignment.client,
            assignment=assignment,
            source_key=key_in_round(session.key, number),
            day=day,
            first_day=day,
            sent_at=sent_at,
            origin=ScheduledSession.Origin.PLAN,
            created_by=assignment.created_by,
            race=races.get(day) if session.is_race else None,
            **writing.said_by(session),
        )
        copies.append((session, row))
    return copies


def races_to_run(clients: Iterable[Client], since: date) -> dict[int, dict[date, Race]]:
    """Races on the calendars of `clients` that no session stands for yet, by client and day: one query."""
    found: dict[int, dict[date, Race]] = defaultdict(dict)
    for race in Race.objects.filter(client__in=clients, day__gte=since, sessions=None):
        found[race.client_id][race.day] = race
    return found


def key_in_round(key: uuid.UUID, number: int) -> uuid.UUID:
    """The plan's own key in the first round; one that follows from it in the others."""
    return key if number == 0 else uuid.uuid5(key, str(number))


def place(
    sessions: Iterable[PlanSession], start_on: date, weekday_map: Mapping[int, int]
) -> dict[uuid.UUID, date]:
    """The day of each session of a plan by key. Raises TooFarAhead where the calendar ends."""
    plan_days = [(session.week, session.weekday, str(session.key)) for session in sessions]
    try:
        return {
            uuid.UUID(key): day for key, day in timetable.place(plan_days, start_on, weekday_map)
        }
    except OverflowError:
        raise TooFarAhead(start_on) from None


def ask_rules(
    client: Client,
    rows: list[Any],
    now: datetime,
    kept: Iterable[Keep],
    by: "User",
) -> None:
    days = [row.day for row in rows]
    calendars = checking.calendars(
        [client], min(days), max(days), today={client.pk: client.today(now)}, drafts=False
    )
    keys = {str(row.code) for row in rows}
    come = [each for each in calendars[client.pk].sessions if each.key in keys]
    errors = calendars[client.pk].with_changes((), keys).errors_of(come)
    checking.keep_what_is_answered({client.pk: (client, errors)}, kept, by=by)


def add(
    client: Client,
    day: date,
    text: str | SessionText,
    *,
    by: "User",
    now: datetime,
    library: writing.Library | None = None,
) -> ScheduledSession:
    """A draft on one day, from a line as it is typed into a cell.

    What cannot be read stays as a note, word for word. `library` is the coach's, where it is at
    hand. Raises DayHasPassed, TooFarAhead, NothingTyped.
    """
    check_day(client, day, now)
    library = library or writing.library_of(client.coach)
    said = shorthand.read_cell(text, library.names) if isinstance(text, str) else text
    if not said.prescriptions and not said.title:
        raise NothingTyped
    session = _new_draft(client, day, by)
    lines = writing.fill(session, said, library)
    return _insert(session, lines)


def add_block(
    client: Client, day: date, block: SessionBlock, *, by: "User", now: datetime
) -> ScheduledSession:
    """A draft of a session from the shelf. Raises DayHasPassed, TooFarAhead."""
    check_day(client, day, now)
    session = _new_draft(client, day, by)
    return _insert(session, writing.fill_block(session, block, writing.library_of(client.coach)))


def add_template(
    client: Client, day: date, template: Template, *, by: "User", now: datetime
) -> ScheduledSession:
    """A draft of what the shelf offers. Raises DayHasPassed, TooFarAhead."""
    if isinstance(template.session, SessionBlock):
        return add_block(client, day, template.session, by=by, now=now)
    return _copy_to(client, day, template.session, by=by, now=now)


def _new_draft(client: Client, day: date, by: "User") -> ScheduledSession:
    order = _next_order(client, day)
    return ScheduledSession(client=client, day=day, first_day=day, order=order, created_by=by)


def _next_order(client: Client, day: date) -> int:
    rows = ScheduledSession.with_drafts.filter(client=client, day=day)
    last = rows.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def _insert(session: ScheduledSession, lines: list) -> ScheduledSession:
    session.save()
    writing.line_class(session)._base_manager.bulk_create(lines)
    return session


@transaction.atomic
def draft_of(session: ScheduledSession, *, by: "User", seen: int | None = None) -> ScheduledSession:
    """The draft that changes `session`: the draft itself, the change there is, or a new one.

    `seen` is the version of the sent row that the writer looked at: where the row has changed
    since, sending says so instead of writing over it. Raises HasALog.
    """
    if session.is_draft:
        return session
    if hasattr(session, "log"):
        raise HasALog(session.title)
    draft = ScheduledSession.with_drafts.filter(replaces=session).first()
    if draft is not None:
        return draft
    draft = ScheduledSession(
        client=session.client,
        replaces=session,
        day=session.day,
        first_day=session.first_day,
        at=session.at,
        place=session.place,
        origin=session.origin,
        care_plan=session.care_plan,
        race=session.race,
        version=session.version if seen is None else seen,
        created_by=by,
        **writing.said_by(session),
    )
    return _insert(draft, writing.copied_lines(session.prescriptions.all(), draft))


@transaction.atomic
def edit(
    session: ScheduledSession,
    said: SessionText,
    *,
    by: "User",
    now: datetime,
    seen: int | str | None = None,
    library: writing.Library | None = None,
) -> ScheduledSession:
    """Let the session say something else, as a draft. Raises HasALog.

    What somebody else has changed since it was `seen` stays, and this one is written beside it. `seen`
    is the version of the row that the writer looked at; of a change, which keeps the version of what it
    replaces, the stamp of `plans.seen`.
    """
    if session.is_draft:
        unseen = seen not in (None, _seen_of(session))
        draft = session
    else:
        changes = ScheduledSession.with_drafts.filter(replaces=session, removes=False)
        unseen = seen is not None and changes.exists()
        draft = draft_of(session, by=by, seen=int(seen) if seen is not None else None)
    draft = _beside(draft, by) if unseen else draft
    if draft.replaces_id is None:
        draft.version += 1
    draft.removes = False
    draft.edited_at = now
    lines = writing.fill(draft, said, library or writing.library_of(draft.client.coach))
    writing.rewrite(draft, lines)
    return draft


def _seen_of(draft: ScheduledSession) -> int | str:
    return draft.version if draft.replaces_id is None else stamps.of_session(draft)


def _beside(draft: ScheduledSession, by: "User") -> ScheduledSession:
    twin = _new_draft(draft.client, draft.day, by)
    for column, value in writing.said_by(draft).items():
        setattr(twin, column, value)
    return _insert(twin, [])


@transaction.atomic
def place_before(draft: ScheduledSession, before: uuid.UUID | None) -> None:
    """Give `draft` its place on its day: before the session of that code, else after all others.

    Nothing else changes. Where no number is left between two, the numbers of the day are spread; the
    order in which the athlete has them stays.
    """
    others = _others_of_day(draft)
    index = next((n for n, row in enumerate(others) if row.code == before), len(others))
    if 0 < index < len(others) and others[index].order - others[index - 1].order < 2:
        _spread(draft)
        others = _others_of_day(draft)
    if index:
        draft.order = others[index - 1].order + 1
    else:
        draft.order = others[0].order - 1 if others else 0
    draft.save(update_fields=["order"])


@dataclass(frozen=True, slots=True)
class Beside:
    """The two places beside a session on its day, each as the code to put it before.

    An empty code is after all others; None where there is no such place.
    """

    earlier: str | None
    later: str | None


def places_beside(session: ScheduledSession) -> Beside:
    """Where one step earlier and one step later on the same day is."""
    others = _others_of_day(session)
    stands = (session.order, session.pk)
    index = sum((row.order, row.pk) < stands for row in others)
    after = [str(row.code) for row in others[index + 1 :]] + [""]
    return Beside(
        earlier=str(others[index - 1].code) if index else None,
        later=after[0] if index < len(others) else None,
    )


def _others_of_day(draft: ScheduledSession) -> list[ScheduledSession]:
    own = [pk for pk in (draft.pk, draft.replaces_id) if pk is not None]
    rows = ScheduledSession.with_drafts.filter(client=draft.client_id, day=draft.day, draft=None)
    return list(rows.exclude(pk__in=own).in_order())


def _spread(draft: ScheduledSession) -> None:
    rows = ScheduledSession.with_drafts.filter(client=draft.client_id, day=draft.day).in_order()
    for number, pk in enumerate(rows.values_list("pk", flat=True)):
        ScheduledSession.with_drafts.filter(pk=pk).update(order=number * SPREAD)


def duplicate(
    session: ScheduledSession, day: date, *, by: "User", now: datetime
) -> ScheduledSession:
    """The same session once more on another day, as a draft. Raises DayHasPassed, TooFarAhead."""
    return _copy_to(session.client, day, session, by=by, now=now)


def _copy_to(
    client: Client, day: date, session: AbstractSession, *, by: "User", now: datetime
) -> ScheduledSession:
    check_day(client, day, now)
    twin = _new_draft(client, day, by)
    order = twin.order
    for column, value in writing.said_by(session).items():
        setattr(twin, column, value)
    twin.order = order
    return _insert(twin, writing.copied_lines(session.prescriptions.all(), twin))


def remove(session: ScheduledSession, *, by: "User") -> ScheduledSession | None:
    """Take a session away: a new draft at once, a sent one by a draft to be sent. Raises HasALog."""
    if session.is_draft and session.replaces_id is None:
        session.delete()
        return None
    draft = draft_of(session, by=by)
    draft.removes = True
    draft.save(update_fields=["removes"])
    return draft
