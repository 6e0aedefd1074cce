"""Drawings over weeks: recovery, and load with monotony. One string each; a table says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, stdev

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients import loads
from clients.models import CheckIn, ScheduledSession
from plans.rules.kinds import Hardness
from plans.rules.load import MONOTONY_LIMIT, WeekLoad, week_load

ONE_DAY = timedelta(days=1)
WIDTH, LEFT = 700, 82
NARROW = 340, 28
TREND_HEIGHT, TREND_FLOOR = 176, 138
LEAST_TOTAL, MOST_TOTAL = 5, 25
MORNINGS = 28
ENOUGH_MORNINGS = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """Totals of the last 28 mornings. `mornings` says how many are there: the line starts at five."""

    svg: SafeString
    mornings: int
    rows: Sequence[CheckIn]

    @property
    def is_enough(self) -> bool:
        return self.mornings >= ENOUGH_MORNINGS


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the mornings from `first` on stand, in a drawing of this width; numbers left of `left`."""

    first: date
    width: int = WIDTH
    left: int = LEFT

    def x(self, day: date) -> str:
        span = self.width - self.left - 8
        return f"{self.left + (day - self.first).days * span / (MORNINGS - 1):.1f}"


def trend(
    check_ins: Iterable[CheckIn], hard_days: Iterable[date], today: date, *, is_narrow: bool = False
) -> Trend:
    """A morning without a check-in leaves a gap. The band is the person's own usual: mean and spread.

    `is_narrow` draws for a phone, so that its words keep their size.
    """
    rows = [one for one in check_ins if one.total is not None]
    first = today - ONE_DAY * (MORNINGS - 1)
    frame = Frame(first, *NARROW) if is_narrow else Frame(first)
    totals = [one.total for one in rows]
    svg = format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
        frame.width,
        TREND_HEIGHT,
        _("Sum of the five answers over 28 mornings. Gap: no check-in. Triangle: hard day."),
        _band(totals, frame),
        _lines(rows, frame),
        _dots(rows, frame),
        _triangles([day for day in hard_days if day >= first], frame),
        _days(frame, today),
    )
    return Trend(svg, len(rows), rows)


def _y(total: float) -> float:
    share = (total - LEAST_TOTAL) / (MOST_TOTAL - LEAST_TOTAL)
    return TREND_FLOOR - share * (TREND_FLOOR - 8)


def _band(totals: Sequence[int], frame: Frame) -> SafeString:
    """The usual range, and the two ends of the scale."""
    ends = format_html_join(
        "",
        '<path class="grid" d="M{0} {1}H{2}"/><text x="{3}" y="{1}" dy="4" text-anchor="end">{4}</text>',
        (
            (frame.left, f"{_y(total):.1f}", frame.width, frame.left - 8, total)
            for total in (5, 15, 25)
        ),
    )
    if len(totals) < ENOUGH_MORNINGS:
        return ends
    middle, spread = fmean(totals), stdev(totals)
    top, bottom = _y(min(MOST_TOTAL, middle + spread)), _y(max(LEAST_TOTAL, middle - spread))
    return format_html(
        '<rect class="band-ready" x="{}" y="{}" width="{}" height="{}"/>{}<text class="lab" x="{}" y="{}">{}</text>',
        frame.left,
        f"{top:.1f}",
        frame.width - frame.left,
        f"{bottom - top:.1f}",
        ends,
        frame.left + 6,
        f"{top - 4:.1f}",
        _("usual"),
    )


def _lines(rows: Sequence[CheckIn], frame: Frame) -> SafeString:
    """One line for each run of mornings without a gap."""
    runs: list[list[CheckIn]] = []
    for row in rows:
        if runs and row.day - runs[-1][-1].day == ONE_DAY:
            runs[-1].append(row)
        else:
            runs.append([row])
    points = (
        " ".join(f"{frame.x(row.day)},{_y(row.total):.1f}" for row in run)
        for run in runs
        if len(run) > 1
    )
    return format_html_join("", '<polyline class="line" points="{}"/>', ((one,) for one in points))


def _dots(rows: Sequence[CheckIn], frame: Frame) -> SafeString:
    places = ((frame.x(row.day), f"{_y(row.total):.1f}") for row in rows)
    return format_html_join("", '<circle class="dot" cx="{}" cy="{}" r="4"/>', places)


def _triangles(days: Iterable[date], frame: Frame) -> SafeString:
    mark = '<path class="hard" transform="translate({} 147)" d="M-5 4 0-5 5 4Z"/>'
    return format_html_join("", mark, ((frame.x(day),) for day in sorted(set(days))))


def _days(frame: Frame, today: date) -> SafeString:
    shown = [frame.first + ONE_DAY * n for n in range(0, MORNINGS - 3, 7)]
    labels = [(frame.x(day), "middle", date_format(day, "j M")) for day in shown]
    return format_html_join(
        "",
        '<text x="{}" y="172" text-anchor="{}">{}</text>',
        [*labels, (frame.x(today), "end", _("Today"))],
    )


LOAD_HEIGHT, LOAD_FLOOR = 252, 140
MONOTONY_FLOOR, MONOTONY_TOP, MONOTONY_SCALE = 226, 182, 3.0
LOAD_LEFT = 62


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One week of load in AU, by class of day, and how alike its days were."""

    monday: date
    hard: float
    moderate: float
    easy: float
    weighed: WeekLoad
    is_now: bool

    @property
    def total(self) -> float:
        return self.hard + self.moderate + self.easy

    @property
    def missing(self) -> int:
        return self.weighed.missing

    @property
    def monotony(self) -> str:
        return f"{self.weighed.monotony:.1f}" if self.weighed.monotony is not None else "–"

    @property
    def is_even(self) -> bool:
        """Too even to be left without a word: at the limit, and nothing much missing."""
        return not self.is_now and not self.weighed.incomplete and self.weighed.is_monotonous()


def weeks(sessions: Sequence[ScheduledSession], today: date, count: int = 8) -> list[WeekBar]:
    """The last `count` weeks, this one included. `sessions` carry their logs."""
    monday = today - ONE_DAY * today.weekday()
    logs = [log for one in sessions if (log := loads.log_of(one)) is not None and log.was_done]
    bars = []
    for start in (monday - timedelta(weeks=n) for n in range(count - 1, -1, -1)):
        of_week = [log for log in logs if start <= log.done_on < start + timedelta(weeks=1)]
        by_class = {
            hardness: sum(log.load_au or 0 for log in of_week if log.hardness == hardness)
            for hardness in Hardness
        }
        bars.append(
            WeekBar(
                monday=start,
                hard=by_class[Hardness.HARD],
                moderate=by_class[Hardness.MODERATE],
                easy=by_class[Hardness.EASY],
                weighed=week_load(loads.week(sessions, start)),
                is_now=start == monday,
            )
        )
    return bars


def load(bars: Sequence[WeekBar]) -> SafeString:
    """Load above, monotony below on the same weeks: two panels, never two scales in one."""
    top = max([bar.total for bar in bars] + [400])
    step = (WIDTH - LOAD_LEFT) / len(bars)
    parts = [_load_bar(bar, LOAD_LEFT + n * step, step, top) for n, bar in enumerate(bars)]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH,
        LOAD_HEIGHT,
        _("Load and monotony of the last weeks; the table below has the numbers."),
        _ticks(top),
        format_html_join("", "{}", ((part,) for part in parts)),
        _limit(),
        _monotony(bars, step),
    )


def _ticks(top: float) -> SafeString:
    marks = [(LOAD_FLOOR - share * 128, round(share * top)) for share in (0, 0.5, 1)]
    return format_html_join(
        "",
        '<path class="grid" d="M{0} {1}H{2}"/><text x="{3}" y="{1}" dy="4" text-anchor="end">{4}</text>',
        ((LOAD_LEFT, f"{y:.1f}", WIDTH, LOAD_LEFT - 8, value) for y, value in marks),
    )


def _load_bar(bar: WeekBar, x: float, step: float, top: float) -> SafeString:
    rects, y = [], float(LOAD_FLOOR)
    for name, value in (("bar", bar.hard), ("bar3", bar.moderate), ("bar2", bar.easy)):
        height = value / top * 128
        y -= height
        now = " bar--now" if bar.is_now else ""
        rects.append(
            (
                f"{name}{now}",
                f"{x + step * 0.2:.1f}",
                f"{y:.1f}",
                f"{step * 0.6:.1f}",
                f"{height:.1f}",
            )
        )
    drawn = format_html_join(
        "", '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>', rects
    )
    label = date_format(bar.monday, "j M")
    return format_html(
        '{}<text x="{}" y="158" text-anchor="middle">{}</text>', drawn, f"{x + step / 2:.1f}", label
    )


def _monotony_y(value: float) -> float:
    share = min(value, MONOTONY_SCALE) / MONOTONY_SCALE
    return MONOTONY_FLOOR - share * (MONOTONY_FLOOR - MONOTONY_TOP)


def _limit() -> SafeString:
    return format_html(
        '<text x="{0}" y="203" text-anchor="end">{1}</text><path class="grid" d="M{2} {3}H{4}"/>'
        '<path class="limit" d="M{2} {5}H{4}"/>'
        '<text class="limit-t" x="{4}" y="{5}" dy="-5" text-anchor="end">{6}</text>',
        LOAD_LEFT - 8,
        _("Monotony"),
        LOAD_LEFT,
        MONOTONY_FLOOR,
        WIDTH,
        f"{_monotony_y(MONOTONY_LIMIT):.1f}",
        _("keep under 2.0"),
    )


def _monotony(bars: Sequence[WeekBar], step: float) -> SafeString:
    known = [
        (f"{LOAD_LEFT + (n + 0.5) * step:.1f}", f"{_monotony_y(bar.weighed.monotony):.1f}", bar)
        for n, bar in enumerate(bars)
        if bar.weighed.monotony is not None
    ]
    line = format_html(
        '<polyline class="line2" points="{}"/>', " ".join(f"{x},{y}" for x, y, _bar in known)
    )
    over = '<path class="dot2 dot--over" transform="translate({0} {1})" d="M-8 6 0-8 8 6Z"/>'
    dot = '<circle class="dot2" cx="{0}" cy="{1}" r="4"/>'
    text = '<text class="{2}" x="{0}" y="246" text-anchor="middle">{3}</text>'
    marks = [
        format_html(
            (over if bar.is_even else dot) + text,
            x,
            y,
            "limit-t" if bar.is_even else "lab",
            bar.monotony,
        )
        for x, y, bar in known
    ]
    return format_html_join("", "{}", ((part,) for part in (line, *marks)))


SUM_HEIGHT, SUM_FLOOR, SUM_TOP, SUM_STEP, SUM_BAR = 114, 96, 18, 36.5, 25


def minutes_a_week(weeks: Sequence[tuple[date, int]]) -> SafeString:
    """Minutes of each week, oldest first; the last one is a draft still and paler."""
    most = max((minutes for _monday, minutes in weeks), default=0) or 1
    bars = []
    for number, (monday, minutes) in enumerate(weeks):
        height = minutes / most * (SUM_FLOOR - SUM_TOP)
        left = 8 + number * SUM_STEP
        bars.append(
            (
                "bar2 bar--now" if number == len(weeks) - 1 else "bar2",
                f"{left:.1f}",
                f"{SUM_FLOOR - height:.1f}",
                SUM_BAR,
                f"{height:.1f}",
                f"{left + SUM_BAR / 2:.1f}",
                f"{SUM_FLOOR - height - 5:.1f}",
                minutes,
                date_format(monday, "j M") if not number else date_format(monday, "j"),
            )
        )
    said = ", ".join(f"{date_format(monday, 'j M')} {minutes}" for monday, minutes in weeks)
    return format_html(
        '<svg class="chart" viewBox="0 0 264 {}" role="img" aria-label="{}">{}{}</svg>',
        SUM_HEIGHT,
        _("Minutes a week: %(said)s") % {"said": said},
        format_html('<path class="grid" d="M0 {}H264"/>', SUM_FLOOR),
        format_html_join(
            "",
            '<rect class="{0}" x="{1}" y="{2}" width="{3}" height="{4}" rx="3"/>'
            '<text class="lab" x="{5}" y="{6}" text-anchor="middle">{7}</text>'
            '<text x="{5}" y="111" text-anchor="middle">{8}</text>',
            bars,
        ),
    )
