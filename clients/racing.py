"""Races on an athlete's calendar: each is a row at once, and a session of the day that is sent like any other."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from clients import care, scheduling
from clients.models import Client, Race, RaceTime, ScheduledSession
from plans import writing
from plans.rules.kinds import RACES
from plans.rules.prescription import Prescription, Role, TargetKind
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
    """A race as the coach or the athlete enters it. `priority` is one of Race.Priority."""

    day: date
    name: str
    priority: str
    distance_m: int
    goal_s: int | None = None


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
        goal_s=entry.goal_s,
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
    if entry.goal_s:
        line = replace(line, target_kind=TargetKind.GOAL_TIME, target_value=str(entry.goal_s))
    return SessionText(title=entry.name, effort=RACE_EFFORT, prescriptions=(line,))


def _look_anew(client: Client, now: datetime) -> None:
    """What is due keeps away from races, and its rhythm follows the season."""
    care.refresh(client.care_plans.running().select_related("modality"), client.today(now))
    Client.objects.filter(pk=client.pk).look_soon(now)


@transaction.atomic
def change(race: Race, entry: RaceEntry, *, by: "User", now: datetime) -> list[ScheduledSession]:
    """The race is another, or on another day; gives the drafts that tell the athlete.

    Priority changes no session and needs none. Raises RaceIsRun, DayHasPassed, TooFarAhead.
    """
    client = race.client
    scheduling.check_day(client, entry.day, now)
    is_seen = _seen(race) != _seen(entry)
    sessions = _open(race)
    drafts = [_draft(session, race, entry, by, now) for session in sessions] if is_seen else []
    race.day, race.name = entry.day, entry.name
    race.priority, race.distance_m = entry.priority, entry.distance_m
    race.goal_s = entry.goal_s
    race.save(update_fields=["day", "name", "priority", "distance_m", "goal_s"])
    _look_anew(client, now)
    return drafts


def _seen(race: Race | RaceEntry) -> tuple[date, str, int | None, int | None]:
    """What of a race its session says."""
    return (race.day, race.name, race.distance_m, race.goal_s)


@transaction.atomic
def enter_run(client: Client, entry: RaceEntry, *, by: "User", now: datetime) -> Race:
    """A race that was run before it was entered: a row, and no session. Raises AlreadyEntered."""
    list(Client.objects.select_for_update().filter(pk=client.pk))
    if client.races.filter(day=entry.day, name=entry.name).exists():
        raise AlreadyEntered(entry.name)
    race = Race(client=client, entered_by=by, **asdict(entry))
    race.save()
    _look_anew(client, now)
    return race


@transaction.atomic
def correct_run(race: Race, entry: RaceEntry, *, now: datetime) -> None:
    """What is said of a race whose day has come and that has no log. Raises RaceIsRun."""
    _open(race)
    for name, value in asdict(entry).items():
        setattr(race, name, value)
    race.save(update_fields=list(asdict(entry)))
    _look_anew(race.client, now)


@transaction.atomic
def keep_result(race: Race, time_s: int | None, *, for_paces: bool, by: "User") -> None:
    """The time of a race that has no log; where the athlete asks for it, paces follow it."""
    race.result_s = time_s
    race.save(update_fields=["result_s"])
    if time_s and for_paces and race.distance_m:
        RaceTime.objects.update_or_create(
            client=race.client,
            distance_m=race.distance_m,
            on=race.day,
            defaults={"seconds": time_s, "entered_by": by},
        )


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
        if line.role != Role.RACE:
            continue
        if line.distance_m != entry.distance_m:
            line.distance_m, line.typed_unit = entry.distance_m, KM
        if race.goal_s != entry.goal_s:
            line.target_kind = TargetKind.GOAL_TIME if entry.goal_s else TargetKind.NONE
            line.target_value = str(entry.goal_s or "")
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
