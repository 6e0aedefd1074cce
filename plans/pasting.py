"""A block from a spreadsheet becomes sessions of a plan: one cell, one session, every cell kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from plans import building, writing
from plans.models import AbstractPrescription, Plan, PlanSession
from plans.rules import shorthand
from plans.rules.prescription import Role
from plans.rules.sheet_layout import Week
from plans.rules.shorthand import ShorthandError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What became of a block: `cells` that held something, `notes` of them kept as they were typed.

    `titles`: what weeks are called since, by number.
    """

    cells: int
    notes: int
    weeks_added: int
    sessions: list[PlanSession]
    titles: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that held something, as the session it becomes; `is_note`: it stays a text, or a line of it does."""

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
def paste(plan: Plan, weeks: Sequence[Week], first: int) -> Pasted:
    """Write the cells of `weeks` into the plan, beside what stands there, from week `first` on.

    A line that is not understood stays as a note, word for word. Weeks that are missing are added,
    empty; a week without a title takes that of the sheet. All of it is written or nothing. Raises
    PlanIsPublished, NotInPlan, NoRoomForWeek, NothingTyped, CellTooLong.
    """
    added = building.make_room(plan, first, first + len(weeks) - 1)
    cells = read(plan, weeks, first)
    if not cells:
        raise building.NothingTyped
    writing.save_all([(cell.session, cell.lines) for cell in cells])
    titles = titles_for(plan, weeks, first)
    _call(plan, titles)
    return Pasted(
        cells=len(cells),
        notes=sum(cell.is_note for cell in cells),
        weeks_added=added,
        sessions=[cell.session for cell in cells],
        titles=titles,
    )


def titles_for(plan: Plan, weeks: Sequence[Week], first: int) -> dict[int, str]:
    """The titles that weeks without one would take from the sheet, by number."""
    has_one = set(plan.plan_weeks.exclude(title="").values_list("number", flat=True))
    found = {number: week.title for number, week in enumerate(weeks, start=first)}
    return {number: title for number, title in found.items() if title and number not in has_one}


def _call(plan: Plan, titles: dict[int, str]) -> None:
    lighter = set(plan.plan_weeks.filter(lighter=True).values_list("number", flat=True))
    for number, title in titles.items():
        building.name_week(plan, number, title=title, lighter=number in lighter)


def read(plan: Plan, weeks: Sequence[Week], first: int) -> list[Cell]:
    """What each cell would be in the plan, from week `first` on; nothing is written.

    Raises CellTooLong.
    """
    library = writing.library_of(plan.coach)
    orders = building.next_orders(plan)
    cells: list[Cell] = []
    for number, week in enumerate(_with_titles(plan, weeks, first), start=first):
        for weekday, typed in enumerate(week.days, start=1):
            order = orders.get((number, weekday), 0)
            for nth, text in enumerate(typed, start=order):
                session = PlanSession(plan=plan, week=number, weekday=weekday, order=nth)
                cells.append(_cell(session, text, library))
    return cells


def _with_titles(plan: Plan, weeks: Sequence[Week], first: int) -> Iterator[Week]:
    """The weeks; a title that the plan's own stands in the way of becomes a note on its Monday."""
    called = dict(plan.plan_weeks.exclude(title="").values_list("number", "title"))
    for number, week in enumerate(weeks, start=first):
        if week.title and called.get(number, week.title) != week.title:
            monday, *rest = week.days
            yield replace(week, days=[[*monday, f"-- {week.title}"], *rest])
        else:
            yield week


def _cell(session: PlanSession, text: str, library: writing.Library) -> Cell:
    try:
        said = shorthand.read_cell(text, library.names)
    except ShorthandError:
        raise CellTooLong(session.week, session.weekday) from None
    lines = writing.fill(session, said, library)
    return Cell(
        week=session.week,
        weekday=session.weekday,
        session=session,
        lines=lines,
        is_note=bool(said.problems) or all(line.role == Role.NOTE for line in lines),
    )
