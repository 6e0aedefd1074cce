"""Ball, stretch and yoga, week by week: what was done of what was planned. A table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients import tallying
from clients.models import Away, ScheduledSession
from clients.rules.compliance import Done, Pillar
from plans.rules.kinds import Kind
from plans.rules.weeks import monday_of

WIDTH, HEIGHT, FLOOR, TOP = 320, 116, 92, 20
A_WEEK = timedelta(weeks=1)
LEAST_TOP = 3  # so that one session a week does not fill the drawing


@dataclass(frozen=True, slots=True)
class WeekDone:
    """What was done of a week's maintenance, up to yesterday; `is_now`: the week is not over."""

    monday: date
    done: int
    planned: int
    is_now: bool


def by_week(
    rows: Sequence[ScheduledSession], away: Sequence[Away], today: date, weeks: int
) -> list[WeekDone]:
    """The last `weeks` weeks, this one among them, oldest first. Counts as the Done table does."""
    this = monday_of(today)
    found = []
    for monday in (this - A_WEEK * n for n in reversed(range(weeks))):
        end = min(monday + A_WEEK, today)
        count = _count(rows, away, monday, end)
        found.append(WeekDone(monday, count.done, count.planned, is_now=monday == this))
    return found


def of_weeks(
    rows: Sequence[ScheduledSession], away: Sequence[Away], today: date, weeks: int
) -> Done:
    """What was done of `weeks` weeks up to yesterday."""
    return _count(rows, away, today - A_WEEK * weeks, today)


def _count(rows: Sequence[ScheduledSession], away: Sequence[Away], first: date, end: date) -> Done:
    mine = [row for row in rows if row.kind == Kind.MAINTENANCE]
    counts = tallying.per_pillar(mine, away, first=first, today=end)
    return counts.get(Pillar.MAINTENANCE, Done(0, 0))


def chart(weeks: Sequence[WeekDone]) -> SafeString:
    """A bar a week: as high as planned, filled as far as it was done."""
    most = max([week.planned for week in weeks] + [LEAST_TOP])
    step = WIDTH / len(weeks)
    bars = []
    for number, week in enumerate(weeks):
        planned, done = (n / most * (FLOOR - TOP) for n in (week.planned, week.done))
        bars.append(
            (
                f"{number * step + step * 0.2:.1f}",
                f"{step * 0.6:.1f}",
                f"{FLOOR - planned:.1f}",
                f"{planned:.1f}",
                f"{FLOOR - done:.1f}",
                f"{done:.1f}",
                f"{(number + 0.5) * step:.1f}",
                f"{FLOOR - planned - 6:.1f}",
                f"{week.done}/{week.planned}" if week.planned else "",
                date_format(week.monday, "j M") if number % 2 == len(weeks) % 2 else "",
                " bar--now" if week.is_now else "",
            )
        )
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{4}'
        '<path class="grid" d="M0 {3}H{0}"/></svg>',
        WIDTH,
        HEIGHT,
        _("Ball, stretch and yoga done of planned, week by week; the table below has the numbers."),
        FLOOR,
        format_html_join(
            "",
            '<rect class="room" x="{0}" y="{2}" width="{1}" height="{3}" rx="3"/>'
            '<rect class="bar3{10}" x="{0}" y="{4}" width="{1}" height="{5}" rx="3"/>'
            '<text class="lab" x="{6}" y="{7}" text-anchor="middle">{8}</text>'
            '<text x="{6}" y="110" text-anchor="middle">{9}</text>',
            bars,
        ),
    )
