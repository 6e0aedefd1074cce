"""A block pasted from a spreadsheet: weeks down, seven days across."""

import csv
import io

DAYS = 7
MOST_WEEKS = 60
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class NotAWeekAcross(ValueError):
    """A row has another number of columns than the seven days of a week; `columns` says how many."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        super().__init__(f"{columns} columns")


class TooManyWeeks(ValueError):
    """More weeks than a plan may have."""


def weeks_of(pasted: str) -> list[tuple[str, ...]]:
    """The cells of each week, Monday first; an empty cell is an empty text.

    A row of weekday names above and a column of week names in front are left out. Cells may hold
    several lines, as spreadsheets quote them. A row may end early, as empty cells at the end are
    not always copied. Raises NotAWeekAcross, TooManyWeeks.
    """
    rows = [tuple(cell.strip() for cell in row) for row in rows_of(pasted)]
    rows = [row for row in rows if any(row)]
    if rows and _is_head(rows[0]):
        head, *rows = rows
        in_front = next(n for n, cell in enumerate(head) if _is_monday(cell))
        rows = [row[in_front:] for row in rows]
    elif rows and max(map(len, rows)) == DAYS + 1:
        rows = [row[1:] for row in rows]
    if len(rows) > MOST_WEEKS:
        raise TooManyWeeks(len(rows))
    return [_seven(row) for row in rows]


def rows_of(pasted: str) -> list[list[str]]:
    """The cells of a pasted sheet as they stand, several lines in one cell where they are quoted."""
    try:
        return list(csv.reader(io.StringIO(pasted.replace("\r\n", "\n")), delimiter="\t"))
    except csv.Error:  # a stray quotation mark, or a cell beyond what the reader takes
        return [line.split("\t") for line in pasted.splitlines()]


def _is_monday(cell: str) -> bool:
    return cell.casefold().startswith(_WEEKDAYS[0])


def _is_head(row: tuple[str, ...]) -> bool:
    """Whether the row names the days, Monday to Sunday."""
    named = [cell.casefold()[:3] for cell in row if cell.casefold()[:3] in _WEEKDAYS]
    return tuple(named) == _WEEKDAYS


def _seven(row: tuple[str, ...]) -> tuple[str, ...]:
    trimmed = row
    while len(trimmed) > DAYS and not trimmed[-1]:
        trimmed = trimmed[:-1]
    if len(trimmed) > DAYS:
        raise NotAWeekAcross(len(trimmed))
    return (*trimmed, *("" for _ in range(DAYS - len(trimmed))))
