"""What waits for the coach's word on a day, and what to do meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clients import loads, mornings
from clients.models import ScheduledSession, Verdict
from clients.rules.recovery import Readiness, ReasonCode
from plans.rules.kinds import Kind
from plans.rules.shorthand import Names, kind_of, read_cell

FREED = frozenset({Verdict.Decision.APPROVED, Verdict.Decision.SWAPPED})
REST_ONLY = frozenset({ReasonCode.RED_FLAG, ReasonCode.ILLNESS})
EASY_INSTEAD = "30 min easy"


@dataclass(frozen=True, slots=True)
class Hold:
    """A session that waits for the coach's word, and whether the coach has already said: the easier one.

    `instead` is the substitute in shorthand, empty where only rest is left; it is logged as `kind`.
    """

    session: ScheduledSession
    is_decided: bool
    instead: str = ""
    kind: Kind = Kind.RUN


def of_day(
    sessions: Iterable[ScheduledSession],
    day: date,
    readiness: Readiness,
    verdict: Verdict | None,
) -> Hold | None:
    """What is held on `day`: by its verdict, else by what the rule says now. A coach's go-ahead frees it."""
    held = _held(sessions, day, readiness, verdict)
    if held is None or (verdict is not None and verdict.decision in FREED):
        return None
    is_decided = verdict is not None and verdict.decision == Verdict.Decision.EASIER
    return Hold(held, is_decided, *substitute(held, readiness))


def _held(
    sessions: Iterable[ScheduledSession],
    day: date,
    readiness: Readiness,
    verdict: Verdict | None,
) -> ScheduledSession | None:
    if verdict is None:
        return mornings.held_of(readiness, sessions, day)
    waiting = (each for each in sessions if each.day == day and loads.log_of(each) is None)
    return next((each for each in waiting if each.pk == verdict.held_session_id), None)


def substitute(held: ScheduledSession, readiness: Readiness) -> tuple[str, Kind]:
    """What the coach wrote for this case, else half an hour easy; nothing where that is out as well."""
    text = held.instead or EASY_INSTEAD
    kind, _run_type = kind_of(read_cell(text, Names([])))
    no_running = ReasonCode.PAIN_STOP in readiness.codes and kind in mornings.RUNNING
    if no_running or readiness.codes & REST_ONLY:
        return "", kind
    return text, kind
