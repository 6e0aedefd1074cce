"""Where it was tight, sore or painful over the last weeks: a line for each part of the body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clients.models import PainReport
from plans.rules.part_words import part
from plans.rules.regions import BodySide, Region
from plans.saying import say

BACK = timedelta(days=56)
WIDTH, ROW, LEFT = 340, 44, 8
MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Strip:
    """One part with its reports, oldest first."""

    name: str
    reports: Sequence[PainReport]


def strips(reports: Iterable[PainReport], today: date) -> list[Strip]:
    """The parts of the last eight weeks, the worst first."""
    found: dict[tuple[str, str], list[PainReport]] = {}
    for one in reports:
        if one.day > today - BACK:
            found.setdefault((one.region, one.side), []).append(one)
    every = [
        Strip(
            name=capfirst(say(part(Region(region), BodySide(side)))),
            reports=sorted(rows, key=lambda one: one.day),
        )
        for (region, side), rows in found.items()
    ]
    every.sort(key=lambda one: -max(each.level for each in one.reports))
    return every[:MOST_PARTS]


def chart(of: Sequence[Strip], today: date) -> SafeString:
    """A mark a report: its size is the number, its form tight, sore or pain."""
    first = today - BACK
    rows = [_row(strip, number * ROW, first) for number, strip in enumerate(of)]
    foot = len(of) * ROW + 14
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}'
        '<text x="{4}" y="{5}">{6}</text><text x="{0}" y="{5}" text-anchor="end">{7}</text></svg>',
        WIDTH,
        foot + 6,
        _("Tight, sore and painful places of eight weeks; the table below has the numbers."),
        format_html_join("", "{}", ((row,) for row in rows)),
        LEFT,
        foot,
        date_format(first, "j M"),
        _("Today"),
    )


def _row(strip: Strip, top: int, first: date) -> SafeString:
    line = top + 30
    step = (WIDTH - 2 * LEFT - 8) / BACK.days
    marks = [
        (
            one.kind,
            f"{LEFT + 8 + (one.day - first).days * step:.1f}",
            line,
            f"{3 + one.level * 0.6:.1f}",
        )
        for one in strip.reports
    ]
    return format_html(
        '<text class="lab" x="{}" y="{}">{}</text><path class="grid" d="M{} {}H{}"/>{}',
        LEFT,
        top + 14,
        strip.name,
        LEFT,
        line,
        WIDTH,
        format_html_join("", '<circle class="mark mark--{}" cx="{}" cy="{}" r="{}"/>', marks),
    )
