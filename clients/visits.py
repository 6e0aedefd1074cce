"""Treatment over the last weeks beside the rhythm it has: a line for each treatment. A table says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models import CarePlan, Treatment

BACK = timedelta(weeks=12)
WIDTH, ROW, LEFT = 340, 46, 8


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, and how many days after the one before; None for the first that is known."""

    day: date
    gap: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One treatment with its visits, oldest first. `every` days is its rhythm; None has none."""

    name: str
    visits: Sequence[Visit]
    every: int | None
    due: Sequence[date]  # the days that the rhythm asked for, from visit to visit

    @property
    def words(self) -> str:
        """The name, with the rhythm where there is one."""
        if self.every is None:
            return self.name
        told = ngettext("every day", "every %(n)d days", self.every) % {"n": self.every}
        return f"{self.name}, {told}"


def lines(visits: Iterable[Treatment], rhythms: Iterable[CarePlan], today: date) -> list[Line]:
    """A line for each rhythm and each treatment that was had, in twelve weeks. Both come with their modality."""
    first = today - BACK
    rhythm_of = {rhythm.modality_id: rhythm for rhythm in rhythms}
    names = {each.modality_id: str(each.modality) for each in rhythm_of.values()}
    days: dict[int, list[date]] = {modality: [] for modality in rhythm_of}
    for one in sorted(visits, key=lambda one: one.done_on):
        if one.done_on > first:
            names.setdefault(one.modality_id, str(one.modality))
            days.setdefault(one.modality_id, []).append(one.done_on)
    return [_line(names[key], had, rhythm_of.get(key), today) for key, had in days.items()]


def _line(name: str, days: Sequence[date], rhythm: CarePlan | None, today: date) -> Line:
    befores = [None, *days]
    visits = [
        Visit(day, (day - before).days if before else None)
        for before, day in zip(befores, days, strict=False)
    ]
    due = _due(days, rhythm, today) if rhythm else []
    return Line(name=name, visits=visits, every=rhythm.base_days if rhythm else None, due=due)


def _due(days: Sequence[date], rhythm: CarePlan, today: date) -> list[date]:
    """One rhythm after each visit and after the day it began; a visit before that begins it anew."""
    step = timedelta(days=rhythm.base_days)
    begins = max(rhythm.start_on, today - BACK)
    starts = sorted({begins, *(day for day in days if day > begins)})
    nexts = [*starts[1:], today + step]
    return [
        start + step
        for start, following in zip(starts, nexts, strict=True)
        if start + step <= min(following, today)
    ]


def chart(of: Sequence[Line], today: date) -> SafeString:
    """A dot a visit, and a short upright line where the rhythm asked for one."""
    first = today - BACK
    foot = len(of) * ROW + 14
    rows = ((_row(line, number * ROW, first),) for number, line in enumerate(of))
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}'
        '<text x="{4}" y="{5}">{6}</text><text x="{0}" y="{5}" text-anchor="end">{7}</text></svg>',
        WIDTH,
        foot + 6,
        _("Treatments of twelve weeks beside their rhythm; the table below has the days."),
        format_html_join("", "{}", rows),
        LEFT,
        foot,
        date_format(first, "j M"),
        _("Today"),
    )


def _row(line: Line, top: int, first: date) -> SafeString:
    level = top + 32

    def x(day: date) -> str:
        return f"{LEFT + 8 + (day - first).days * (WIDTH - 2 * LEFT - 8) / BACK.days:.1f}"

    return format_html(
        '<text class="lab" x="{0}" y="{1}">{2}</text><path class="grid" d="M{0} {3}H{4}"/>'
        '<path class="asked" d="{5}"/>{6}',
        LEFT,
        top + 14,
        line.words,
        level,
        WIDTH,
        " ".join(f"M{x(day)} {level - 9}v18" for day in line.due),
        format_html_join(
            "",
            '<circle class="visit" cx="{}" cy="{}" r="6"/>',
            ((x(each.day), level) for each in line.visits),
        ),
    )
