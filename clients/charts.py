"""Drawings of training: each is worked out here, and a template prints it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from clients.models import ScheduledSession
from plans.looks import kind_class
from plans.rules.kinds import Hardness
from plans.rules.load import WeekLoad
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.shape import REST_EFFORT, Point, planned_effort, smooth

WIDTH, HEIGHT, SIDE = 320, 64, 14
BASE = HEIGHT - 18
MOST_EFFORT = 10

BARS_HEIGHT, BARS_BASE, BARS_TOP, BARS_LEFT = 120, 96, 12, 34
BAR = (
    '<rect class="{0}" x="{1}" y="{2}" width="{3}" height="{4}" rx="3"/>'
    '<text class="lab" x="{5}" y="{6}" text-anchor="middle">{7}</text>'
    '<text x="{5}" y="112" text-anchor="middle">{8}</text>'
)

NOT_KNOWN = "–"


@dataclass(frozen=True, slots=True)
class Ridge:
    """A week as a hill line. `crest` and `land` are SVG paths, `marks` one dot and one letter a day."""

    crest: str
    land: str
    now_x: str
    marks: SafeString
    alt: Sentence
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE


def week_ridge(sessions: Iterable[ScheduledSession], monday: date, today: date) -> Ridge:
    """The seven days from `monday`: high where it is hard, filled where it is done.

    `sessions` carry their log. `now_x` is empty where `today` lies outside the week.
    """
    days = [monday + timedelta(days=n) for n in range(7)]
    heads = {day: None for day in days} | _heaviest(sessions, days)
    step = (WIDTH - 2 * SIDE) / (len(days) - 1)
    points = [
        (SIDE + n * step, BASE - 4 - _effort(heads[day]) / MOST_EFFORT * (BASE - 14))
        for n, day in enumerate(days)
    ]
    crest = smooth([(0, BASE - 3), *points, (WIDTH, BASE - 3)])
    return Ridge(
        crest=crest,
        land=f"{crest}L{WIDTH} {BASE}L0 {BASE}Z",
        now_x=f"{points[days.index(today)][0]:.1f}" if today in days else "",
        marks=_marks(points, days, heads, today),
        alt=_peaks([day for day in days if _is_hard(heads[day])]),
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """Weekly loads from zero, as SVG. `top` is the number at the upper line."""

    marks: SafeString
    top: int
    width: int = WIDTH
    height: int = BARS_HEIGHT


def load_bars(weeks: Sequence[tuple[date, WeekLoad]], monday: date) -> Bars:
    """One bar a week, its Monday and its load; the current week is paler."""
    top = max(100, math.ceil(max((week.total for _, week in weeks), default=0) / 100) * 100)
    step = (WIDTH - BARS_LEFT) / len(weeks)
    # The month stands where it begins; where it begins late, at the first bar.
    begins = {n for n, (start, _week) in enumerate(weeks) if start.day <= 7}
    named = begins if begins & {0, 1} else begins | {0}
    rows = []
    for n, (start, week) in enumerate(weeks):
        high = week.total / top * (BARS_BASE - BARS_TOP)
        left = BARS_LEFT + n * step + step * 0.15
        rows.append(
            (
                "bar2 bar--now" if start == monday else "bar2",
                f"{left:.1f}",
                f"{BARS_BASE - high:.1f}",
                f"{step * 0.7:.1f}",
                f"{high:.1f}",
                f"{left + step * 0.35:.1f}",
                f"{BARS_BASE - high - 4:.1f}",
                round(week.total) if week.known_days else NOT_KNOWN,
                date_format(start, "j M" if n in named else "j"),
            )
        )
    return Bars(format_html_join("", BAR, rows), top)


def _heaviest(
    sessions: Iterable[ScheduledSession], days: Sequence[date]
) -> dict[date, ScheduledSession]:
    """The session that gives each day its height."""
    heads: dict[date, ScheduledSession] = {}
    for session in sessions:
        if session.day in days and _effort(session) > _effort(heads.get(session.day)):
            heads[session.day] = session
    return heads


def _effort(session: ScheduledSession | None) -> float:
    """Effort 0-10: logged where there is a log, else planned, else what the kind usually takes."""
    if session is None:
        return REST_EFFORT
    log = getattr(session, "log", None)
    if log is not None and log.was_done and log.effort is not None:
        return log.effort
    return planned_effort(session)


def _is_done(session: ScheduledSession | None) -> bool:
    log = getattr(session, "log", None)
    return log is not None and log.was_done


def _is_hard(session: ScheduledSession | None) -> bool:
    return session is not None and session.hardness == Hardness.HARD


def _marks(
    points: Sequence[Point],
    days: Sequence[date],
    heads: dict[date, ScheduledSession | None],
    today: date,
) -> SafeString:
    rows = (
        (
            kind_class(heads[day]) if heads[day] else "k-rest",
            "p p--done" if _is_done(heads[day]) else "p",
            f"{x:.1f}",
            f"{y:.1f}",
            HEIGHT - 3,
            "t-now" if day == today else "t",
            date_format(day, "D")[:1],
        )
        for (x, y), day in zip(points, days, strict=True)
    )
    return format_html_join(
        "",
        '<circle class="{0} {1}" cx="{2}" cy="{3}" r="5"/>'
        '<text class="{5}" x="{2}" y="{4}">{6}</text>',
        rows,
    )


def _peaks(hard: Sequence[date]) -> Sentence:
    """What somebody who does not see the drawing is told."""
    if not hard:
        return Sentence(_("A week of easy days."))
    if len(hard) == 1:
        return Sentence(_("One hard day: %(day)s."), {"day": hard[0]})
    *first, last = hard
    days = ", ".join(date_format(day, "D j M") for day in first)
    return Sentence(_("Hard days: %(days)s and %(last)s."), {"days": days, "last": last})
