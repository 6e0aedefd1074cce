"""Hills and races over the season: seconds uphill each time, and times over a distance. A table says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.models import Client, RaceTime, SetLog
from plans.rules.kinds import Kind
from plans.rules.paces import clock

WIDTH, HEIGHT, TOP, FLOOR = 320, 120, 20, 96
MOST_TIMES = 6
MOST_DISTANCES = 2


@dataclass(frozen=True, slots=True)
class Climb:
    """One time on the hill."""

    day: date
    reps: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Distance:
    """Every time over one distance, oldest first; `best` is the quickest."""

    distance_m: int
    times: Sequence[RaceTime]

    @property
    def best(self) -> RaceTime:
        return min(self.times, key=lambda each: each.seconds)


def climbs(client: Client) -> list[Climb]:
    """The last times on the hill whose reps were counted, oldest first. One query."""
    sprints = SetLog.objects.sprints().filter(log__client=client, log__session__kind=Kind.HILLS)
    rows = sprints.order_by().values("log", "log__done_on")
    rows = rows.annotate(up=Sum("seconds"), reps=Count("pk")).order_by("-log__done_on", "-log")
    return [Climb(row["log__done_on"], row["reps"], row["up"]) for row in rows[:MOST_TIMES]][::-1]


def climb_bars(of: Sequence[Climb]) -> SafeString:
    """Seconds uphill, one bar a time."""
    most = max(each.seconds for each in of)
    step = WIDTH / MOST_TIMES
    bars = (
        (
            f"{n * step + step * 0.2:.1f}",
            f"{FLOOR - (high := each.seconds / most * (FLOOR - TOP)):.1f}",
            f"{step * 0.6:.1f}",
            f"{high:.1f}",
            f"{n * step + step / 2:.1f}",
            f"{FLOOR - high - 5:.1f}",
            f"{each.seconds:.0f}",
            date_format(each.day, "j M"),
        )
        for n, each in enumerate(of)
    )
    return _drawing(
        _("Seconds uphill of the last times"),
        format_html_join(
            "",
            '<rect class="hard" x="{0}" y="{1}" width="{2}" height="{3}" rx="3"/>'
            '<text class="lab" x="{4}" y="{5}" text-anchor="middle">{6}</text>'
            '<text x="{4}" y="112" text-anchor="middle">{7}</text>',
            bars,
        ),
    )


def distances(times: Iterable[RaceTime]) -> list[Distance]:
    """The distances that were raced most often, each at least twice."""
    by_distance: dict[int, list[RaceTime]] = {}
    for each in sorted(times, key=lambda each: each.on):
        by_distance.setdefault(each.distance_m, []).append(each)
    often = sorted(by_distance.items(), key=lambda item: -len(item[1]))[:MOST_DISTANCES]
    return [Distance(metres, found) for metres, found in often if len(found) > 1]


def race_line(of: Distance) -> SafeString:
    """Quicker is higher. The first, the best and the last carry their time."""
    times = of.times[-MOST_TIMES:]
    slowest, quickest = (pick(each.seconds for each in times) for pick in (max, min))
    span = max(1, slowest - quickest)
    step = (WIDTH - 60) / (len(times) - 1)
    points = [
        (30 + n * step, TOP + (each.seconds - quickest) / span * (FLOOR - TOP - 12))
        for n, each in enumerate(times)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = (
        (f"{x:.1f}", f"{y:.1f}", f"{y - 9:.1f}", clock(each.seconds), date_format(each.on, "j M"))
        for (x, y), each in zip(points, times, strict=True)
    )
    return _drawing(
        _("Times over the distance; quicker is higher"),
        format_html('<polyline class="line" points="{}"/>', line)
        + format_html_join(
            "",
            '<circle class="dot" cx="{0}" cy="{1}" r="4"/>'
            '<text class="lab" x="{0}" y="{2}" text-anchor="middle">{3}</text>'
            '<text x="{0}" y="112" text-anchor="middle">{4}</text>',
            dots,
        ),
    )


def _drawing(label: str, inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">'
        '<path class="grid" d="M0 {3}H{0}"/>{4}</svg>',
        WIDTH,
        HEIGHT,
        label,
        FLOOR,
        inside,
    )
