"""What waits for the coach's word on a day, and what to do meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from clients import loads, mornings
from clients.models import Client, ScheduledSession, Verdict
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
    `others` are held by the same rule on the same day; one word of the coach is for all of them.
    """

    session: ScheduledSession
    is_decided: bool
    instead: str = ""
    kind: Kind = Kind.RUN
    others: tuple[ScheduledSession, ...] = ()

    @property
    def sessions(self) -> tuple[ScheduledSession, ...]:
        return (self.session, *self.others)

    @property
    def titles(self) -> str:
        """Hill sprints, Strength A and Foam roll."""
        *first, last = (each.title for each in self.sessions)
        if not first:
            return last
        return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}


def of_day(
    sessions: Iterable[ScheduledSession],
    day: date,
    readiness: Readiness,
    verdict: Verdict | None,
) -> Hold | None:
    """What is held on `day`: by its verdict, else by what the rule says now. A coach's go-ahead frees it."""
    if verdict is not None and verdict.decision in FREED:
        return None
    held, *others = held_on(sessions, day, readiness, verdict) or [None]
    if held is None:
        return None
    is_decided = verdict is not None and verdict.decision == Verdict.Decision.EASIER
    return Hold(held, is_decided, *substitute(held, readiness), others=tuple(others))


def held_on(
    sessions: Iterable[ScheduledSession],
    day: date,
    readiness: Readiness,
    verdict: Verdict | None,
) -> list[ScheduledSession]:
    """What is held on `day`: first what its verdict names, then what the rule says now."""
    sessions = list(sessions)
    by_rule = mornings.held_on(readiness, sessions, day)
    if verdict is None:
        return by_rule
    named = [
        each
        for each in sessions
        if each.pk == verdict.held_session_id and each.day == day and loads.log_of(each) is None
    ]
    return named + [each for each in by_rule if each not in named]


def name_first(verdict: Verdict, now: datetime) -> bool:
    """The coach is asked about the first of what is held on the day of `verdict`. False: nothing is.

    It may be another than the verdict named when it was written: that one has gone to another day or
    is done, or this one came to the day later.
    """
    sessions = ScheduledSession.objects.filter(client=verdict.client_id, day=verdict.day)
    held = held_on(sessions.select_related("log"), verdict.day, mornings.stored(verdict), verdict)
    if held and verdict.held_session != held[0]:
        verdict.held_session = held[0]
        verdict.save(update_fields=["held_session"])
        Client.objects.filter(pk=verdict.client_id).look_soon(now)
    return bool(held)


def substitute(held: ScheduledSession, readiness: Readiness) -> tuple[str, Kind]:
    """What the coach wrote for this case, else half an hour easy; nothing where that is out as well."""
    text = held.instead or EASY_INSTEAD
    kind, _run_type = kind_of(read_cell(text, Names([])))
    no_running = ReasonCode.PAIN_STOP in readiness.codes and kind in mornings.RUNNING
    if no_running or readiness.codes & REST_ONLY:
        return "", kind
    return text, kind
