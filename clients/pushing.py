"""A new version of a plan reaches those who have an older one: first shown, then written.

Copies are matched by the plan's own key. One that somebody has edited, logged or taken
out stays as it is and is listed; one that was only moved keeps its day and gets the content.
"""

import copy
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import prefetch_related_objects

from clients import checking, removing, scheduling
from clients.checking import Calendar, Keep
from clients.models import Assignment, Client, ScheduledPrescription, ScheduledSession
from plans import contents, writing
from plans.contents import NOT_READ, Contents
from plans.models import AbstractSession, Plan, PlanSession
from plans.rules.notes import RuleNote

if TYPE_CHECKING:
    from coachapp.models import User


class HasThisVersion(ValueError):
    """The athlete has this version from this day already."""


class Why(StrEnum):
    """Why a copy is skipped."""

    EDITED = "edited"
    LOGGED = "logged"
    TAKEN_OUT = "taken_out"


class Skipped(NamedTuple):
    """A copy that stays as it is. Of one that was taken out, the day is the plan's."""

    title: str
    day: date
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A session as it will be: a copy that says something else or stands elsewhere, or a new one."""

    row: ScheduledSession
    lines: list[Any]
    asks: Contents  # what the lines ask for, as the rules see it
    was: ScheduledSession | None = None  # None: a session that the athlete has not had


@dataclass(slots=True, kw_only=True)
class Push:
    """What a push does for one assignment."""

    assignment: Assignment
    is_sent: bool  # False: all of it is still a draft, and stays one
    changes: list[Change] = field(default_factory=list)
    new: list[Change] = field(default_factory=list)
    gone: list[ScheduledSession] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    errors: list[RuleNote] = field(default_factory=list)  # that need Keep before it reaches anyone

    @property
    def client(self) -> Client:
        return self.assignment.client

    @property
    def count(self) -> int:
        return len(self.changes) + len(self.new) + len(self.gone)


def behind(plan: Plan, user: "User") -> list[Assignment]:
    """The running assignments of older versions of `plan` among `user`'s athletes."""
    return list(
        Assignment.objects.filter(
            plan__family=plan.family,
            plan__number__lt=plan.number,
            ended_on=None,
            client__in=Client.objects.coached_by(user),
        )
        .select_related("plan", "client__user", "client__coach", "created_by")
        .order_by("client__name", "start_on", "pk")
    )


def look(plan: Plan, assignments: Sequence[Assignment], *, now: datetime) -> list[Push]:
    """What pushing `plan` would do, for each assignment: as many queries for one as for twenty."""
    if not assignments:
        return []
    to_come = scheduling.sessions_of(plan)
    prefetch_related_objects(to_come, "prescriptions")
    before = _sessions_by_plan({each.plan_id for each in assignments})
    rows = _rows_by_assignment(assignments)
    asks = contents.of(to_come)
    pushes = [
        _Reader(each, plan, before[each.plan_id], to_come, asks, now).read(rows[each.pk])
        for each in assignments
    ]
    _ask_rules(pushes, now)
    return pushes


def _sessions_by_plan(plans: Iterable[int]) -> dict[int, list[PlanSession]]:
    found: dict[int, list[PlanSession]] = defaultdict(list)
    for session in PlanSession.objects.filter(plan__in=plans).prefetch_related("prescriptions"):
        found[session.plan_id].append(session)
    return found


def _rows_by_assignment(assignments: Sequence[Assignment]) -> dict[int, list[ScheduledSession]]:
    found: dict[int, list[ScheduledSession]] = defaultdict(list)
    rows = ScheduledSession.with_drafts.filter(assignment__in=assignments, replaces=None)
    for row in rows.select_related("log", "draft", "race").prefetch_related("prescriptions"):
        found[row.assignment_id].append(row)
    return found


Rounds = dict[uuid.UUID, tuple[PlanSession, date]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """One assignment beside the plan it came from and the plan it goes to."""

    assignment: Assignment
    plan: Plan
    before: list[PlanSession]
    to_come: list[PlanSession]
    asks: Mapping[int, Contents]
    now: datetime

    @property
    def today(self) -> date:
        return self.assignment.client.today(self.now)

    def read(self, rows: Sequence[ScheduledSession]) -> Push:
        push = Push(assignment=self.assignment, is_sent=any(row.sent_at for row in rows))
        last = max((row.day for row in rows), default=self.assignment.start_on)
        was = self._placed(self.before, self.assignment.plan, last)
        will = self._placed(self.to_come, self.plan, last)
        for row in rows:
            self._look_at(row, push, was, will)
        there = {row.source_key for row in rows}
        for key, (session, day) in will.items():
            if key in there or day <= self.today:
                continue
            if key in was:
                push.skipped.append(Skipped(session.title, day, Why.TAKEN_OUT))
            else:
                push.new.append(self._new(key, session, day, push))
        push.skipped.sort(key=lambda each: each.day)
        push.changes.sort(key=lambda each: each.row.day)
        return push

    def _placed(self, sessions: list[PlanSession], plan: Plan, last: date) -> Rounds:
        """Each session on its day by key; of a standing week every round up to `last`."""
        weekday_map = {int(plans): own for plans, own in self.assignment.weekday_map.items()}
        days = scheduling.place(sessions, self.assignment.start_on, weekday_map)
        ahead = (last - self.assignment.start_on).days // (7 * plan.weeks)
        rounds = range(ahead + 1 if plan.repeats else 1)
        return {
            scheduling.key_in_round(session.key, number): (
                session,
                days[session.key] + timedelta(weeks=number * plan.weeks),
            )
            for number in rounds
            for session in sessions
        }

    def _look_at(self, row: ScheduledSession, push: Push, was: Rounds, will: Rounds) -> None:
        if row.day <= self.today or row.source_key not in (was.keys() | will.keys()):
            return
        before, after = was.get(row.source_key), will.get(row.source_key)
        stays = after and _says(row) == _says(after[0]) and not self._goes(row, before, after)
        if stays:
            return
        why = _touched(row, before[0] if before else None)
        if why:
            push.skipped.append(Skipped(row.title, row.day, why))
        elif after is None:
            push.gone.append(row)
        else:
            push.changes.append(self._changed(row, after[0], self._goes(row, before, after)))

    def _goes(
        self,
        row: ScheduledSession,
        before: tuple[PlanSession, date] | None,
        after: tuple[PlanSession, date],
    ) -> date | None:
        """The new day of a copy that the plan moves and nobody else has; never one that is over."""
        was_moved = row.was_moved or (before is not None and row.day != before[1])
        day = after[1]
        return None if was_moved or day == row.day or day <= self.today else day

    def _changed(self, row: ScheduledSession, session: PlanSession, day: date | None) -> Change:
        twin = copy.copy(row)
        order = row.order
        for column, value in writing.said_by(session).items():
            setattr(twin, column, value)
        if day is None and row.was_moved:
            twin.order = order
        if day is not None:
            twin.day = twin.first_day = day
        twin.version = row.version + 1
        twin.sent_at = self.now if row.sent_at else None
        lines = writing.copied_lines(session.prescriptions.all(), twin)
        asks = self.asks.get(session.pk, NOT_READ)
        return Change(row=twin, lines=lines, asks=asks, was=row)

    def _new(self, key: uuid.UUID, session: PlanSession, day: date, push: Push) -> Change:
        row = ScheduledSession(
            client=self.assignment.client,
            assignment=self.assignment,
            source_key=key,
            day=day,
            first_day=day,
            sent_at=self.now if push.is_sent else None,
            origin=ScheduledSession.Origin.PLAN,
            created_by=self.assignment.created_by,
            **writing.said_by(session),
        )
        lines = writing.copied_lines(session.prescriptions.all(), row)
        return Change(row=row, lines=lines, asks=self.asks.get(session.pk, NOT_READ))


def _touched(row: ScheduledSession, before: PlanSession | None) -> Why | None:
    """Who else has had a hand in this copy; moving it is no change to what it says."""
    if hasattr(row, "log"):
        return Why.LOGGED
    is_own = before is not None and _says(row) != _says(before)
    return Why.EDITED if row.edited_at or hasattr(row, "draft") or is_own else None


def _says(session: AbstractSession) -> tuple:
    said = writing.said_by(session)
    said.pop("order")
    return said, [line.as_value() for line in session.prescriptions.all()]


def _ask_rules(pushes: Sequence[Push], now: datetime) -> None:
    """What has to be kept before a push reaches its athlete; drafts are asked when they are sent."""
    asked = {push.client.pk: push.client for push in pushes if push.is_sent and push.count}
    days = list(chain.from_iterable(_days(push) for push in pushes))
    if not asked:
        return
    clients = list(asked.values())
    today = {client.pk: client.today(now) for client in clients}
    calendars = checking.calendars(clients, min(days), max(days), today=today, drafts=False)
    for push in pushes:
        if push.is_sent and push.count:
            push.errors = _errors(push, calendars[push.client.pk])


def _days(push: Push) -> list[date]:
    rows = [each.row for each in chain(push.changes, push.new)]
    return [row.day for row in chain(rows, push.gone, (each.was for each in push.changes))]


def _errors(push: Push, calendar: Calendar) -> list[RuleNote]:
    come = [
        checking.as_dated(each.row, calendar.today, each.asks)
        for each in chain(push.changes, push.new)
    ]
    return calendar.errors_of(come, {checking.key_of(row) for row in push.gone})


@transaction.atomic
def push(
    assignment: Assignment,
    plan: Plan,
    *,
    by: "User",
    now: datetime,
    kept: Iterable[Keep] = (),
) -> Push:
    """Bring one athlete to `plan`, all of it or nothing; what was sent is sent as it changes.

    Raises PlanIsEmpty, HasThisVersion, and NeedsKeep where an error would reach the athlete that is
    neither kept nor answered in `kept`.
    """
    client = assignment.client
    list(Client.objects.select_for_update().filter(pk=client.pk))
    [found] = look(plan, [assignment], now=now)
    _bring_to(assignment, plan)
    for each in found.changes:
        each.row.save()
    changed = [each.row.pk for each in found.changes]
    ScheduledPrescription.objects.filter(session__in=changed).delete()
    lines = chain.from_iterable(each.lines for each in found.changes)
    ScheduledPrescription.objects.bulk_create(lines, batch_size=200)
    writing.save_all([(each.row, each.lines) for each in found.new])
    gone = ScheduledSession.with_drafts.filter(pk__in=[row.pk for row in found.gone])
    removing.take_out(gone, now=now)
    checking.keep_what_is_answered({client.pk: (client, found.errors)}, kept, by=by)
    Client.objects.filter(pk=client.pk).look_soon(now)
    return found


def _bring_to(assignment: Assignment, plan: Plan) -> None:
    same = Assignment.objects.filter(
        client=assignment.client_id, plan=plan, start_on=assignment.start_on
    )
    if same.exists():
        raise HasThisVersion(assignment.client.name, plan.title)
    Assignment.objects.filter(pk=assignment.pk).update(plan=plan)
