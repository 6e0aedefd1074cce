"""Races on an athlete's calendar: each is a row at once, and a session of the day that is sent like any other."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from clients import care, scheduling
from clients.models import Client, Race, ScheduledSession
from plans import writing
from plans.rules.kinds import RACES
from plans.rules.prescription import Prescription, Role
from plans.rules.shorthand import SessionText

if TYPE_CHECKING:
    from coachapp.models import User

KM = "km"
RACE_EFFORT = 9.0
"""As the built-in plans ask of a race day."""


class AlreadyEntered(ValueError):
    """The same race is on that day already."""


class RaceIsRun(ValueError):
    """A race with a log stands as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceEntry:
    """A race as the coach enters it. `priority` is one of Race.Priority."""

    day: date
    name: str
    priority: str
    distance_m: int


@dataclass(frozen=True, slots=True)
class Entered:
    """`draft` is to be sent; None where the day already says that it is a race."""

    race: Race
    draft: ScheduledSession | None


@transaction.atomic
def enter(client: Client, entry: RaceEntry, *, by: "User", now: datetime) -> Entered:
    """A new race. One that the plan has on that day becomes this race; else its session is a draft.

    Raises DayHasPassed, TooFarAhead, AlreadyEntered.
    """
    scheduling.check_day(client, entry.day, now)
    list(Client.objects.select_for_update().filter(pk=client.pk))
    if client.races.filter(day=entry.day, name=entry.name).exists():
        raise AlreadyEntered(entry.name)
    race = Race.objects.create(
        client=client,
        day=entry.day,
        name=entry.name,
        priority=entry.priority,
        distance_m=entry.distance_m,
        entered_by=by,
    )
    draft = None
    if not _is_planned(client, race):
        draft = scheduling.add(client, entry.day, _text(entry), by=by, now=now)
        draft.race = race
        draft.save(update_fields=["race"])
    _look_anew(client, now)
    return Entered(race, draft)


def _is_planned(client: Client, race: Race) -> bool:
    """Give the race to what the plan has on that day as a race; whether there is any."""
    planned = ScheduledSession.with_drafts.filter(
        client=client, day=race.day, run_type__in=RACES, race=None, log=None, removes=False
    )
    return bool(planned.update(race=race))


def _text(entry: RaceEntry) -> SessionText:
    line = Prescription(role=Role.RACE, distance_m=entry.distance_m, typed_unit=KM)
    return SessionText(title=entry.name, effort=RACE_EFFORT, prescriptions=(line,))


def _look_anew(client: Client, now: datetime) -> None:
    """What is due keeps away from races, and its rhythm follows the season."""
    care.refresh(client.care_plans.running().select_related("modality"), client.today(now))
    Client.objects.filter(pk=client.pk).look_soon(now)


@transaction.atomic
def change(race: Race, entry: RaceEntry, *, by: "User", now: datetime) -> list[ScheduledSession]:
    """The race is another, or on another day; gives the drafts that tell the athlete.

    Priority is the coach's own and needs none. Raises RaceIsRun, DayHasPassed, TooFarAhead.
    """
    client = race.client
    scheduling.check_day(client, entry.day, now)
    is_seen = (race.day, race.name, race.distance_m) != (entry.day, entry.name, entry.distance_m)
    sessions = _open(race)
    drafts = [_draft(session, race, entry, by, now) for session in sessions] if is_seen else []
    race.day, race.name = entry.day, entry.name
    race.priority, race.distance_m = entry.priority, entry.distance_m
    race.save(update_fields=["day", "name", "priority", "distance_m"])
    _look_anew(client, now)
    return drafts


def _draft(
    session: ScheduledSession, race: Race, entry: RaceEntry, by: "User", now: datetime
) -> ScheduledSession:
    """The session with the new day, distance and name; what a plan says beside them stays."""
    draft = scheduling.draft_of(session, by=by)
    draft.day, draft.edited_at = entry.day, now
    if draft.title == race.name:
        draft.title = entry.name
    lines = writing.copied_lines(draft.prescriptions.all(), draft)
    for line in lines:
        if line.role == Role.RACE and line.distance_m != entry.distance_m:
            line.distance_m, line.typed_unit = entry.distance_m, KM
            line.text = str(line)
    writing.rewrite(draft, lines)
    return draft


@transaction.atomic
def take_out(race: Race, *, by: "User", now: datetime) -> list[ScheduledSession]:
    """The race goes; gives the drafts that take its session from the athlete. Raises RaceIsRun."""
    client = race.client
    drafts = [scheduling.remove(session, by=by) for session in _open(race)]
    race.delete()
    _look_anew(client, now)
    return [draft for draft in drafts if draft is not None]


def _open(race: Race) -> list[ScheduledSession]:
    """Its sessions, each once: what changes one stands for it. Raises RaceIsRun."""
    rows = race.client.sessions(manager="with_drafts").filter(race=race, replaces=None)
    sessions = list(rows.select_related("log", "client__coach", "client__user"))
    if any(hasattr(session, "log") for session in sessions):
        raise RaceIsRun(race.name)
    return sessions
