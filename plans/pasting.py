"""A block from a spreadsheet becomes sessions of a plan: one cell, one session, every cell kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from plans import building, writing
from plans.models import AbstractPrescription, Plan, PlanSession
from plans.rules import shorthand
from plans.rules.shorthand import ShorthandError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What became of a block: `cells` that held something, `notes` of them kept as they were typed."""

    cells: int
    notes: int
    weeks_added: int
    sessions: list[PlanSession]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that held something, as the session it becomes; `is_note`: a line of it stays a text."""

    week: int
    weekday: int
    session: PlanSession
    lines: list[AbstractPrescription]
    is_note: bool


class CellTooLong(ValueError):
    """One cell holds more than a session may."""

    def __init__(self, week: int, weekday: int) -> None:
        self.week, self.weekday = week, weekday
        super().__init__(week, weekday)


@transaction.atomic
def paste(plan: Plan, weeks: Sequence[Sequence[str]], first: int) -> Pasted:
    """Write the cells of `weeks` into the plan, beside what stands there, from week `first` on.

    A line that is not understood stays as a note, word for word. Weeks that are missing are added,
    empty. All of it is written or nothing. Raises PlanIsPublished, NotInPlan, NoRoomForWeek,
    NothingTyped, CellTooLong.
    """
    added = building.make_room(plan, first, first + len(weeks) - 1)
    cells = read(plan, weeks, first)
    if not cells:
        raise building.NothingTyped
    writing.save_all([(cell.session, cell.lines) for cell in cells])
    notes = sum(cell.is_note for cell in cells)
    sessions = [cell.session for cell in cells]
    return Pasted(cells=len(cells), notes=notes, weeks_added=added, sessions=sessions)


def read(plan: Plan, weeks: Sequence[Sequence[str]], first: int) -> list[Cell]:
    """What each cell would be in the plan, from week `first` on; nothing is written.

    Raises CellTooLong.
    """
    library = writing.library_of(plan.coach)
    orders = building.next_orders(plan)
    cells: list[Cell] = []
    for week, row in enumerate(weeks, start=first):
        for weekday, typed in enumerate(row, start=1):
            if not typed:
                continue
            try:
                said = shorthand.read_cell(typed, library.names)
            except ShorthandError:
                raise CellTooLong(week, weekday) from None
            session = PlanSession(
                plan=plan, week=week, weekday=weekday, order=orders.get((week, weekday), 0)
            )
            lines = writing.fill(session, said, library)
            cells.append(
                Cell(
                    week=week,
                    weekday=weekday,
                    session=session,
                    lines=lines,
                    is_note=bool(said.problems),
                )
            )
    return cells
