"""The dose of hill sprints, time after time: reps by seconds, as they were run. A table says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.models import SetLog

WIDTH, FLOOR, TOP, HEIGHT = 700, 132, 26, 156
MOST_TIMES = 14
LEAST_TOP_S = 60  # so that a first dose does not fill the drawing


@dataclass(frozen=True, slots=True)
class Dose:
    """One hill session: its reps, the longest of them, and all seconds together."""

    day: date
    reps: int
    longest_s: float
    dose_s: float


def doses(sprints: Iterable[SetLog]) -> list[Dose]:
    """The newest sessions with timed sprints, oldest first. `sprints` come with their log."""
    found: dict[int, list[SetLog]] = {}
    for one in sprints:
        if one.seconds:
            found.setdefault(one.log_id, []).append(one)
    every = [
        Dose(
            day=sets[0].log.done_on,
            reps=len(sets),
            longest_s=max(one.seconds for one in sets),
            dose_s=sum(one.seconds for one in sets),
        )
        for sets in found.values()
    ]
    return sorted(every, key=lambda one: one.day)[-MOST_TIMES:]


def chart(of: Sequence[Dose]) -> SafeString:
    """A bar a session, with its reps and seconds on top."""
    most = max([one.dose_s for one in of] + [LEAST_TOP_S])
    step = min(WIDTH / len(of), 100)
    bars = []
    for number, one in enumerate(of):
        height = one.dose_s / most * (FLOOR - TOP)
        bars.append(
            (
                f"{number * step + step * 0.22:.1f}",
                f"{FLOOR - height:.1f}",
                f"{step * 0.56:.1f}",
                f"{height:.1f}",
                f"{(number + 0.5) * step:.1f}",
                f"{FLOOR - height - 6:.1f}",
                f"{one.reps} × {one.longest_s:g} s",
                date_format(one.day, "j M"),
            )
        )
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">'
        '<path class="grid" d="M0 {3}H{0}"/>{4}</svg>',
        WIDTH,
        HEIGHT,
        _("Seconds of hill sprints, session by session; the table below has the numbers."),
        FLOOR,
        format_html_join(
            "",
            '<rect class="bar4" x="{0}" y="{1}" width="{2}" height="{3}" rx="3"/>'
            '<text class="lab" x="{4}" y="{5}" text-anchor="middle">{6}</text>'
            '<text x="{4}" y="150" text-anchor="middle">{7}</text>',
            bars,
        ),
    )
