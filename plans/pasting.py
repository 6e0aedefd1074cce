"""A block from a spreadsheet becomes sessions of a plan: one cell, one session, every cell kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from plans import building, writing
from plans.models import Plan, PlanSession
from plans.rules import shorthand
from plans.rules.shorthand import ShorthandError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What became of a block: `cells` that held something, `notes` of them kept as they were typed."""

    cells: int
    notes: int
    weeks_added: int


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
    written, notes = _read(plan, weeks, first)
    if not written:
        raise building.NothingTyped
    writing.save_all(written)
    return Pasted(cells=len(written), notes=notes, weeks_added=added)


def _read(
    plan: Plan, weeks: Sequence[Sequence[str]], first: int
) -> tuple[list[writing.Written], int]:
    library = writing.library_of(plan.coach)
    orders = building.next_orders(plan)
    written: list[writing.Written] = []
    notes = 0
    for week, cells in enumerate(weeks, start=first):
        for weekday, cell in enumerate(cells, start=1):
            if not cell:
                continue
            try:
                said = shorthand.read_cell(cell, library.names)
            except ShorthandError:
                raise CellTooLong(week, weekday) from None
            session = PlanSession(
                plan=plan, week=week, weekday=weekday, order=orders.get((week, weekday), 0)
            )
            written.append((session, writing.fill(session, said, library)))
            notes += bool(said.problems)
    return written, notes
