"""Drawings of training: each is worked out here, and a template prints it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from clients.models import ScheduledSession
from plans.looks import kind_class
from plans.rules.kinds import Hardness
from plans.rules.load import WeekLoad
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.saying import say
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

RIDGE = (
    '<svg class="ridge" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{alt}">'
    '<path class="land" d="{crest}L{width} {base}L0 {base}Z"/><path class="crest" d="{crest}"/>{now}{marks}</svg>'
)
NOW = '<path class="now" d="M{} 2V{}"/>'
MARK = f'<circle class="{{0}}" cx="{{1}}" cy="{{2}}" r="5"/><text class="{{3}}" x="{{1}}" y="{HEIGHT - 3}">{{4}}</text>'

NOT_KNOWN = "–"


@dataclass(frozen=True, slots=True)
class Peak:
    """What gives a day its height: the class of its kind, its effort 0-10, and what became of it."""

    kind: str
    effort: float
    is_done: bool
    is_hard: bool


NO_SESSION = Peak("k-rest", REST_EFFORT, is_done=False, is_hard=False)


@dataclass(frozen=True, slots=True)
class Ridge:
    """A week as a hill line, in plain values: high where it is hard, filled where it is done.

    The line, its dots and its words are worked out when a page prints them.
    """

    monday: date
    today: date
    peaks: tuple[Peak, ...]

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(len(self.peaks))]

    @property
    def points(self) -> list[Point]:
        step = (WIDTH - 2 * SIDE) / (len(self.peaks) - 1)
        return [
            (SIDE + n * step, BASE - 4 - peak.effort / MOST_EFFORT * (BASE - 14))
            for n, peak in enumerate(self.peaks)
        ]

    @property
    def svg(self) -> SafeString:
        """The whole drawing: the land from edge to edge, where today stands, a dot and a letter a day."""
        points = self.points
        now = (self.today - self.monday).days
        return format_html(
            RIDGE,
            width=WIDTH,
            height=HEIGHT,
            base=BASE,
            alt=say(self.alt),
            crest=smooth([(0, BASE - 3), *points, (WIDTH, BASE - 3)]),
            now=format_html(NOW, f"{points[now][0]:.1f}", BASE) if 0 <= now < len(points) else "",
            marks=format_html_join("", MARK, self._marks(points)),
        )

    def _marks(self, points: Sequence[Point]) -> Iterator[tuple[str, ...]]:
        for (x, y), day, peak in zip(points, self.days, self.peaks, strict=True):
            yield (
                f"{peak.kind} p p--done" if peak.is_done else f"{peak.kind} p",
                f"{x:.1f}",
                f"{y:.1f}",
                "t-now" if day == self.today else "t",
                date_format(day, "D")[:1],
            )

    @property
    def alt(self) -> Sentence:
        """What somebody who does not see the drawing is told."""
        hard = [day for day, peak in zip(self.days, self.peaks, strict=True) if peak.is_hard]
        if not hard:
            return Sentence(_("A week of easy days."))
        if len(hard) == 1:
            return Sentence(_("One hard day: %(day)s."), {"day": hard[0]})
        *first, last = hard
        days = ", ".join(date_format(day, "D j M") for day in first)
        return Sentence(_("Hard days: %(days)s and %(last)s."), {"days": days, "last": last})


def week_ridge(sessions: Iterable[ScheduledSession], monday: date, today: date) -> Ridge:
    """The seven days from `monday`. `sessions` carry their log; the hardest gives a day its height."""
    heads: dict[date, ScheduledSession] = {}
    for session in sessions:
        if _effort(session) > _effort(heads.get(session.day)):
            heads[session.day] = session
    days = (monday + timedelta(days=n) for n in range(7))
    return Ridge(monday, today, tuple(_peak(heads.get(day)) for day in days))


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


def _peak(session: ScheduledSession | None) -> Peak:
    if session is None:
        return NO_SESSION
    log = getattr(session, "log", None)
    return Peak(
        kind=kind_class(session),
        effort=_effort(session),
        is_done=log is not None and log.was_done,
        is_hard=session.hardness == Hardness.HARD,
    )


def _effort(session: ScheduledSession | None) -> float:
    """Effort 0-10: logged where there is a log, else planned, else what the kind usually takes."""
    if session is None:
        return REST_EFFORT
    log = getattr(session, "log", None)
    if log is not None and log.was_done and log.effort is not None:
        return log.effort
    return planned_effort(session)
