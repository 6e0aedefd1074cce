"""A session that changed while its log was on the way: what was done wins, and both are shown.

A log page carries what it was about under a seal, so that a log from a phone without signal is
understood also where the plan has moved on or the session is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer

from clients.models import Client, ScheduledPrescription, ScheduledSession
from clients.rules.log_entry import LogEntry, SetEntry
from plans.models import Exercise, Rung

SAID = ("kind", "run_type", "title", "minutes", "effort", "unwatched", "hardness", "modality_id")
LINE_COLUMNS = [
    column
    for column in ScheduledPrescription._meta.concrete_fields
    if column.attname not in {"id", "session_id", "text"}
]


class Change(StrEnum):
    """What happened to a session since its page was opened, the weightiest."""

    REMOVED = "removed"
    REPLACED = "replaced"  # by another kind of session, or another run
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Before:
    """A session as a page showed it. Its rows are values: they are never saved."""

    session: ScheduledSession
    lines: Sequence[ScheduledPrescription]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a page was about, what became of it, and the lines that stand there today."""

    before: Before
    change: Change
    lines: Sequence[ScheduledPrescription]

    @property
    def leaves_it_open(self) -> bool:
        """Whether what was done is not what stands in the plan: it is the athlete's own then."""
        return self.change in (Change.REMOVED, Change.REPLACED)

    def told(self, entry: LogEntry) -> LogEntry:
        """`entry`, whose sets name the lines of the page, about the lines of today.

        A set goes to the line that asks for the same thing; where none does, it stays with its
        exercise alone. It never goes to another one's.
        """
        left = [] if self.leaves_it_open else list(self.lines)
        at: dict[int | None, tuple[ScheduledPrescription, ScheduledPrescription | None]] = {}
        for line in self.before.lines:
            same = next((each for each in left if _what(each) == _what(line)), None)
            if same is not None:
                left.remove(same)
            at[line.position] = (line, same)
        sets = [_at(each, *at[each.line]) if each.line in at else each for each in entry.sets]
        return replace(
            entry,
            sets=tuple(sets),
            title=self.before.session.title,
            before_change=self._to_be_shown(),
        )

    def _to_be_shown(self) -> dict[str, Any]:
        was = self.before.session
        return {
            "change": self.change.value,
            "code": str(was.code),
            "title": was.title,
            "day": was.day.isoformat(),
            "lines": [str(line) for line in self.before.lines],
        }


def since(
    before: Before, session: ScheduledSession | None, lines: Sequence[ScheduledPrescription]
) -> Meanwhile | None:
    """What became of `before`, where `session` with `lines` stands there today. None: it is the same."""
    was = before.session
    if session is None:
        return Meanwhile(before, Change.REMOVED, ())
    if (was.kind, was.run_type) != (session.kind, session.run_type):
        return Meanwhile(before, Change.REPLACED, lines)
    if _said(was) != _said(session) or _facts(before.lines) != _facts(lines):
        return Meanwhile(before, Change.CHANGED, lines)
    return Meanwhile(before, Change.MOVED, lines) if was.day != session.day else None


def sealed(session: ScheduledSession, lines: Iterable[ScheduledPrescription]) -> str:
    """`session` as it stands now, to be carried by its page. The same content is the same text."""
    facts = {
        "client": session.client_id,
        "pk": session.pk,
        "code": str(session.code),
        "day": session.day.isoformat(),
        "said": _said(session),
        "lines": _facts(lines),
    }
    return _signer().sign_object(facts, compress=True)


def unsealed(text: str, *, code: UUID, client: Client) -> Before | None:
    """The session `code` of `client` as its page showed it. None for any other text."""
    try:
        facts = _signer().unsign_object(text)
    except BadSignature:
        return None
    if (facts["client"], facts["code"]) != (client.pk, str(code)):
        return None
    day = date.fromisoformat(facts["day"])
    session = ScheduledSession(client=client, code=code, day=day, first_day=day, **facts["said"])
    return Before(session, _lines(facts["lines"], facts["pk"]))


def _at(each: SetEntry, was: ScheduledPrescription, now: ScheduledPrescription | None) -> SetEntry:
    line = now.position if now else None
    return replace(each, line=line, exercise_id=was.exercise_id)


def _what(line: ScheduledPrescription) -> tuple[object, ...]:
    """What a line is about, however much of it is asked for."""
    name = "" if line.exercise_id else line.name.lower()
    return (line.role, line.exercise_id, line.rung_id, name, line.distance_m, line.steps)


def _said(session: ScheduledSession) -> dict[str, Any]:
    return {name: getattr(session, name) for name in SAID}


def _facts(lines: Iterable[ScheduledPrescription]) -> list[dict[str, Any]]:
    """Each line's columns, without those that say nothing."""
    return [
        {
            column.attname: value
            for column in LINE_COLUMNS
            if (value := getattr(line, column.attname)) != column.get_default()
        }
        for line in lines
    ]


def _lines(facts: Sequence[dict[str, Any]], session: int) -> list[ScheduledPrescription]:
    """Lines as they were; an exercise that the library has no more leaves its name."""
    lines = [ScheduledPrescription(session_id=session, **each) for each in facts]
    exercises = Exercise.objects.in_bulk({line.exercise_id for line in lines if line.exercise_id})
    rungs = Rung.objects.in_bulk({line.rung_id for line in lines if line.rung_id})
    for line in lines:
        line.exercise = exercises.get(line.exercise_id or 0)
        line.rung = rungs.get(line.rung_id or 0)
    return lines


def _signer() -> Signer:
    return Signer(salt="clients.meanwhile")
