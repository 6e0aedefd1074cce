"""Where the days of a pasted sheet stand: its weeks may run down or across, with words around them.

A sheet that names its days is read by those names, whichever way it runs: with titles above, a
column of week names in front, totals behind, several rows or columns for one day, or one week below
the other. A sheet without names is seven columns wide; seven rows high where that is asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from plans.rules.sheet import DAYS, MOST_WEEKS, TooManyWeeks, rows_of, weeks_of

MONDAY, SUNDAY = 0, 6
LONGEST_TITLE = 80
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LETTERS = "mtwtfss"
_SUNDAY_FIRST = [SUNDAY, *range(SUNDAY)]
_WORD = re.compile(r"[a-z]+")
_NUMBER_OF_WEEK = re.compile(r"(?:week|wk|w)?[ .#]*\d+[.:]?", re.IGNORECASE)

Row = tuple[str, ...]


@dataclass(slots=True)
class Week:
    """The cells of each day, Monday first, in the order in which they stand; what the week is called."""

    title: str = ""
    days: list[list[str]] = field(default_factory=lambda: [[] for _ in range(DAYS)])

    @property
    def is_empty(self) -> bool:
        return not self.title and not any(self.days)

    def note(self, weekday: int, *words: str) -> None:
        """Keep on a day, as a note, what is none of its sessions."""
        said = " ".join(" ".join(filter(None, words)).split())
        if said:
            self.days[weekday].append(f"-- {said}")

    def call(self, *words: str) -> None:
        """Take a title, where the words say more than which number the week has."""
        said = " ".join(" ".join(filter(None, words)).split())
        if _NUMBER_OF_WEEK.fullmatch(said):
            return
        title = ", ".join(filter(None, (self.title, said)))
        if len(title) > LONGEST_TITLE:
            self.note(MONDAY, said)
        else:
            self.title = title


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a sheet holds. `is_across`: its weeks stand side by side; `is_named`: it names its days."""

    weeks: list[Week]
    is_across: bool
    is_named: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that names the days: the columns of each day, Monday first, for every week in it."""

    at: int
    names: Row
    weeks: list[list[range]]
    sunday_first: bool

    @property
    def first(self) -> int:
        return min(span.start for span in self.weeks[0])

    @property
    def end(self) -> int:
        return max(span.stop for span in self.weeks[-1])


def read(pasted: str, *, across: bool | None = None) -> Block:
    """The weeks of a sheet. `across`: whether they stand side by side; None: as its headings say.

    No cell below the headings is lost: what belongs to no day is a note beside one. Raises
    NotAWeekAcross, TooManyWeeks.
    """
    rows = _rectangle(pasted)
    turned = [row for row in zip_longest(*rows, fillvalue="") if any(row)]
    if across is None:
        across = not _heads(rows) and bool(_heads(turned))
    rows = turned if across else rows
    heads = _heads(rows)
    weeks = _below(heads, rows) if heads else _unnamed(rows)
    if len(weeks) > MOST_WEEKS:
        raise TooManyWeeks(len(weeks))
    return Block(weeks=weeks, is_across=across, is_named=bool(heads))


def _rectangle(pasted: str) -> list[Row]:
    rows = [[cell.strip() for cell in row] for row in rows_of(pasted)]
    rows = [row for row in rows if any(row)]
    wide = max((n for row in rows for n, cell in enumerate(row, start=1) if cell), default=0)
    return [tuple([*row, *[""] * wide][:wide]) for row in rows]


def _unnamed(rows: Sequence[Row]) -> list[Week]:
    """A row for each week, Monday first."""
    quoted = ("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    read = weeks_of("\n".join(quoted))
    return [Week(days=[[cell] if cell else [] for cell in row]) for row in read]


# the names of the days


def _heads(rows: Sequence[Row]) -> list[_Head]:
    found = (_head(at, row) for at, row in enumerate(rows))
    return [head for head in found if head]


def _head(at: int, row: Row) -> _Head | None:
    """The row as names of days, where it has all seven in order, once or for several weeks."""
    named = [(n, day) for n, cell in enumerate(row) if (day := _weekday(cell)) is not None]
    if not named:
        letters = [(n, cell.casefold()) for n, cell in enumerate(row) if len(cell) == 1]
        if "".join(letter for _n, letter in letters) == _LETTERS:
            named = [(n, day) for day, (n, _letter) in enumerate(letters)]
    days = [day for _n, day in named]
    times, sunday_first = len(days) // DAYS, days[:DAYS] == _SUNDAY_FIRST
    if not times or days != (_SUNDAY_FIRST if sunday_first else list(range(DAYS))) * times:
        return None
    columns = [n for n, _day in named]
    weeks = [_spans(columns[n : n + DAYS]) for n in range(0, len(columns), DAYS)]
    if sunday_first:
        weeks = [[*spans[1:], spans[0]] for spans in weeks]
    return _Head(at, row, weeks, sunday_first)


def _weekday(cell: str) -> int | None:
    """0 for "Monday", "Mon 5 Jan" or "Mo"."""
    word = _WORD.match(cell.casefold())
    short = word[0][:3] if word else ""
    return next(
        (n for n, name in enumerate(_NAMES) if len(short) > 1 and name.startswith(short)), None
    )


def _spans(starts: Sequence[int]) -> list[range]:
    """Each day has the columns up to the next day; the last one as many as all the others have."""
    gaps = {after - before for before, after in zip(starts, starts[1:], strict=False)}
    end = starts[-1] + (gaps.pop() if len(gaps) == 1 else 1)
    return [range(a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]


# what stands below the names


def _below(heads: Sequence[_Head], rows: Sequence[Row]) -> list[Week]:
    """The weeks below each row of names, with what stands above it."""
    weeks: list[Week] = []
    above = list(rows[: heads[0].at])
    ends = [*(head.at for head in heads[1:]), len(rows)]
    for head, end in zip(heads, ends, strict=True):
        below = list(rows[head.at + 1 : end])
        is_titled = end < len(rows) and below and sum(map(bool, below[-1])) == 1
        next_title = [below.pop()] if is_titled else []
        found = _weeks_of_head(head, below, is_one=len(heads) > 1) or [Week()]
        if above and len(heads) > 1:
            found[0].call(*above.pop())
        for row in above:
            found[0].note(MONDAY, *row)
        weeks += _on_their_week(found) if head.sunday_first else found
        above = next_title
    return [week for week in weeks if not week.is_empty]


def _weeks_of_head(head: _Head, rows: Sequence[Row], *, is_one: bool) -> list[Week]:
    """The weeks that stand side by side; else all rows as one week, or each row as its own."""
    if len(head.weeks) > 1:
        return _side_by_side(head, rows)
    in_front = [any(row[: head.first]) for row in rows]
    is_named = sum(in_front) > 1  # a row without a name belongs to the week above it
    weeks: list[Week] = []
    for row, has_name in zip(rows, in_front, strict=True):
        if not weeks or not (is_one or (is_named and not has_name)):
            weeks.append(Week())
        weeks[-1].call(*row[: head.first])
        _fill(weeks[-1], head.weeks[0], row)
        _keep_behind(weeks[-1], head, row)
    return weeks


def _side_by_side(head: _Head, rows: Sequence[Row]) -> list[Week]:
    """Several weeks below one row of names; what stands between two of them is of the second."""
    weeks: list[Week] = []
    begin = 0
    for spans in head.weeks:
        week = Week()
        between = slice(begin, min(span.start for span in spans))
        begin = max(span.stop for span in spans)
        week.call(*head.names[between])
        for row in rows:
            week.note(MONDAY, *row[between])
            _fill(week, spans, row)
        weeks.append(week)
    for row in rows:
        _keep_behind(weeks[-1], head, row)
    return weeks


def _fill(week: Week, spans: Sequence[range], row: Row) -> None:
    for weekday, span in enumerate(spans):
        week.days[weekday] += filter(None, row[span.start : span.stop])


def _keep_behind(week: Week, head: _Head, row: Row) -> None:
    """Totals and remarks behind the last day, each with its heading."""
    for heading, cell in zip(head.names[head.end :], row[head.end :], strict=True):
        week.note(SUNDAY, *((f"{heading}:", cell) if heading and cell else (cell,)))


def _on_their_week(weeks: list[Week]) -> list[Week]:
    """Weeks that began on a Sunday: that day closes the week before, as plans begin on Mondays."""
    moved = [Week(), *weeks]
    for week, after in zip(moved, moved[1:], strict=False):
        week.days[SUNDAY] = after.days[SUNDAY]
    moved[-1].days[SUNDAY] = []
    return moved
