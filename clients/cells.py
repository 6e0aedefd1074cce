"""Cells that a coach types: each becomes a draft, changes one, or takes a session out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from clients import scheduling
from clients.models import Client, ScheduledSession
from plans import writing
from plans.rules import shorthand
from plans.rules.shorthand import SessionText, ShorthandError

if TYPE_CHECKING:
    from coachapp.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is typed on a day, for a session that stands there or for a new one.

    `was` is the text that the coach had before them and `seen` the version behind it.
    """

    day: date
    text: str
    session: ScheduledSession | None = None
    was: str = ""
    seen: int | None = None

    @property
    def is_changed(self) -> bool:
        return _plain(self.text) != _plain(self.was)


@dataclass(slots=True)
class Written:
    """What became of the cells. `notes` are those that were not understood and stay as text."""

    drafts: list[ScheduledSession] = field(default_factory=list)
    removed: int = 0
    notes: int = 0
    refused: list[tuple[Cell, ValueError]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.drafts) + self.removed


def text_of(session: ScheduledSession) -> str:
    """The session as it is typed into a cell; what the text says by itself is not said twice."""
    said = writing.as_text(session)
    if not said.prescriptions:
        return shorthand.print_session(said)
    plain = replace(said, title="")
    if said.title == writing.title_of(plain, *shorthand.kind_of(plain)):
        said = plain
    if said.minutes == shorthand.minutes_of(said.prescriptions):
        said = replace(said, minutes=None)
    return shorthand.print_session(said)


def write(client: Client, cells: Iterable[Cell], *, by: "User", now: datetime) -> Written:
    """Write every cell that has changed; one that is refused does not hold up the others.

    Refused are days that are over or too far, what has a log, and more than 10 kB in one cell.
    """
    changed = [cell for cell in cells if cell.is_changed]
    outcome = Written()
    if not changed:
        return outcome
    pen = _Pen(client, writing.library_of(client.coach), by, now)
    with transaction.atomic():
        for cell in changed:
            try:
                pen.write(cell, outcome)
            except (
                scheduling.DayHasPassed,
                scheduling.TooFarAhead,
                scheduling.HasALog,
                ShorthandError,
            ) as error:
                outcome.refused.append((cell, error))
    return outcome


@dataclass(frozen=True, slots=True)
class _Pen:
    """Whose cells are written, by whom; the library is read once for all of them."""

    client: Client
    library: writing.Library
    by: "User"
    now: datetime

    def write(self, cell: Cell, outcome: Written) -> None:
        scheduling.check_day(self.client, cell.day, self.now)
        if cell.session is not None and not _plain(cell.text):
            scheduling.remove(cell.session, by=self.by)
            outcome.removed += 1
            return
        said = shorthand.read_cell(cell.text, self.library.names)
        outcome.drafts.append(self._draft(cell, said))
        outcome.notes += bool(said.problems)

    def _draft(self, cell: Cell, said: SessionText) -> ScheduledSession:
        if cell.session is None:
            return scheduling.add(
                self.client, cell.day, said, by=self.by, now=self.now, library=self.library
            )
        return scheduling.edit(
            cell.session, said, by=self.by, now=self.now, seen=cell.seen, library=self.library
        )


def of_sheet(weeks: Sequence[Sequence[str]], monday: date) -> list[Cell]:
    """The cells of a pasted block, its first week from `monday`."""
    first = monday.toordinal()
    return [
        Cell(day=date.fromordinal(first + 7 * number + offset), text=text)
        for number, week in enumerate(weeks)
        for offset, text in enumerate(week)
        if text
    ]


def of_week(week: Sequence[tuple[int, str]], monday: date) -> list[Cell]:
    """The sessions of a week that was copied as text, on its weekdays."""
    first = monday.toordinal() - 1
    return [Cell(day=date.fromordinal(first + weekday), text=text) for weekday, text in week]


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
