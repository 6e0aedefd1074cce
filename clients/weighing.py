"""What a log weighs: its outcome, its load and its class, worked out from the session and what was said of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max

from clients.models import Client, ScheduledPrescription, ScheduledSession, SessionLog
from clients.rules.log_entry import LogEntry, SetEntry
from clients.rules.outcome import as_asked
from plans.rules.hardness import DoneEffort, PlannedEffort, done_hardness
from plans.rules.hills import LONGEST_SPRINT_S
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.load import session_load
from plans.rules.paces import METRES_PER_KM
from plans.rules.prescription import Role
from plans.rules.profiles import Profile
from plans.rules.settings import Spacing

LONGEST_RUN_DAYS = 30
WEIGHTLESS = frozenset({Kind.REST, Kind.TREATMENT})
ROUTINES = frozenset({Kind.MAINTENANCE})

Lines = Mapping[int, ScheduledPrescription]


class Weight(NamedTuple):
    """What is stored with the log, so that history does not move with defaults."""

    outcome: SessionLog.Outcome
    load_au: float | None  # None where effort or minutes were not said
    hardness: Hardness
    moves_clock: bool


def lines_of(session: ScheduledSession, entry: LogEntry) -> Lines:
    """The session's lines by position, read only where the log is measured by them."""
    if session.pk is None or not (entry.sets or session.kind == Kind.HILLS):
        return {}
    return {line.position: line for line in session.prescriptions.all()}


def weigh(session: ScheduledSession, entry: LogEntry, lines: Lines) -> Weight:
    """Weight of `entry` as the log of `session`, whose `lines` are those that it answers."""
    done = done_hardness(
        _effort(session, entry, lines),
        first_timer_week=first_timer_week(session.client, entry.done_on),
    )
    asked = {position: line.as_value() for position, line in lines.items()}
    followed = as_asked(asked, entry.sets, whole_lines=session.kind in ROUTINES)
    followed = followed and not any(_is_other_rung(each, lines) for each in entry.sets)
    return Weight(
        outcome=SessionLog.Outcome.DONE if followed else SessionLog.Outcome.CHANGED,
        load_au=_load(session, entry),
        hardness=done.hardness,
        moves_clock=done.moves_clock,
    )


def _is_other_rung(done: SetEntry, lines: Lines) -> bool:
    """Whether it was an easier or harder step of the ladder than the line asks for."""
    line = lines.get(done.line or 0)
    return line is not None and done.rung_id not in (None, line.rung_id)


def _load(session: ScheduledSession, entry: LogEntry) -> float | None:
    """Rest and treatment weigh nothing; a session whose effort or minutes nobody said is not known."""
    if session.kind in WEIGHTLESS:
        return 0.0
    if entry.effort is None or entry.minutes is None:
        return None
    return session_load(entry.effort, entry.minutes)


def first_timer_week(client: Client, day: date) -> int | None:
    """Which week of running it is for a first-timer, from 1; None for everybody else."""
    if client.profile != Profile.FIRST_TIMER or client.joined_on is None:
        return None
    return max(0, (day - client.joined_on).days) // 7 + 1


def easy_days_after(session: ScheduledSession, spacing: Spacing) -> int:
    """Full easy days that the coach wishes after a hard `session`; more after a race, by its length."""
    if not session.is_race:
        return spacing.wish
    metres = session.race.distance_m if session.race else None
    _floor, wish = spacing.after_race(metres / METRES_PER_KM if metres else None)
    return wish


def _effort(session: ScheduledSession, entry: LogEntry, lines: Lines) -> DoneEffort:
    asked = [line for line in lines.values() if line.role == Role.HILLS]
    done = _sprints(entry, {line.position for line in asked})
    return DoneEffort(
        planned=PlannedEffort(
            kind=Kind(session.kind),
            run_type=RunType(session.run_type) if session.run_type else None,
            effort=session.effort,
            hard_flag=session.hard_flag,
            hill_reps=sum(line.sets or 1 for line in asked) or None,
            hill_seconds=max((line.seconds or 0 for line in asked), default=0) or None,
        ),
        effort=entry.effort,
        hill_reps=len(done) or None,
        hill_seconds=_longest_sprint(done),
        long_run_ratio=_long_run_ratio(session, entry),
    )


def _sprints(entry: LogEntry, hill_lines: set[int]) -> list[SetEntry]:
    """Reps up the hill; where nobody had planned any, those that have a time."""
    if hill_lines:
        return [each for each in entry.sets if each.line in hill_lines]
    return [each for each in entry.sets if each.seconds and each.line is None]


def _longest_sprint(done: list[SetEntry]) -> int | None:
    """Whole seconds; a rep that a timer ran past 30 s is still a sprint of the class of 30 s."""
    longest = max((each.seconds or 0 for each in done), default=0)
    return min(round(longest), LONGEST_SPRINT_S) or None


def _long_run_ratio(session: ScheduledSession, entry: LogEntry) -> float | None:
    if session.run_type != RunType.LONG or entry.minutes is None:
        return None
    before = SessionLog.objects.done().filter(
        client=session.client_id,
        session__kind=Kind.RUN,
        done_on__gte=entry.done_on - timedelta(days=LONGEST_RUN_DAYS),
        done_on__lt=entry.done_on,
    )
    longest = before.aggregate(longest=Max("minutes"))["longest"]
    return entry.minutes / longest if longest else None
