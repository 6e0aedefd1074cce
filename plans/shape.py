"""The shape of a block: a hill line over its days, drawn on the server."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from plans.looks import kind_class
from plans.models import AbstractSession, Plan, PlanSession
from plans.rules.kinds import Hardness, Kind
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

MOST_EFFORT = 10
RACE_EFFORT, REST_EFFORT = 9.5, 0.5
KIND_EFFORT = {Kind.MAINTENANCE: 2.0, Kind.TREATMENT: 1.5, Kind.REST: REST_EFFORT}
HARDNESS_EFFORT = {Hardness.HARD: 8.5, Hardness.MODERATE: 6.0, Hardness.EASY: 3.0}
WIDTH, HEIGHT, SIDE = 720, 84, 14
BASE = HEIGHT - 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A block as a hill line. `crest` and `land` are SVG paths, `marks` one dot a day."""

    crest: str
    land: str
    marks: SafeString
    alt: Sentence
    width: int = WIDTH
    height: int = HEIGHT


def planned_effort(session: AbstractSession) -> float:
    """Effort 0-10 as planned, else what the kind usually takes."""
    if session.effort is not None:
        return session.effort
    if session.is_race:
        return RACE_EFFORT
    return KIND_EFFORT.get(Kind(session.kind)) or HARDNESS_EFFORT[Hardness(session.hardness)]


def shape_of(plan: Plan, sessions: Iterable[PlanSession]) -> Shape:
    """The whole plan, its hardest session giving each day its height."""
    on_day: dict[tuple[int, int], list[PlanSession]] = defaultdict(list)
    for session in sessions:
        on_day[session.week, session.weekday].append(session)
    heads = [
        max(on_day[week, weekday], key=planned_effort, default=None)
        for week in range(1, plan.weeks + 1)
        for weekday in range(1, 8)
    ]
    step = (WIDTH - 2 * SIDE) / (len(heads) - 1)
    points = [(SIDE + n * step, _height(head)) for n, head in enumerate(heads)]
    crest = smooth([(0, BASE - 3), *points, (WIDTH, BASE - 3)])
    return Shape(
        crest=crest,
        land=f"{crest}L{WIDTH} {BASE}L0 {BASE}Z",
        marks=format_html_join(
            "",
            '<circle class="{} p" cx="{}" cy="{}" r="{}"/>',
            (
                (kind_class(head) if head else "k-rest", f"{x:.1f}", f"{y:.1f}", _radius(step))
                for (x, y), head in zip(points, heads, strict=True)
            ),
        ),
        alt=_peaks(plan, heads),
    )


def _height(head: PlanSession | None) -> float:
    effort = planned_effort(head) if head else REST_EFFORT
    return BASE - 4 - effort / MOST_EFFORT * (BASE - 14)


def _radius(step: float) -> str:
    """Dots that do not run into each other, however long the plan is."""
    return f"{min(3.5, step / 3):.1f}"


def _peaks(plan: Plan, heads: Sequence[PlanSession | None]) -> Sentence:
    """What somebody who does not see the drawing is told."""
    hard = sum(1 for head in heads if head and head.hardness == Hardness.HARD)
    return Sentence(
        _("%(days)s days, %(hard)s of them hard."), {"days": 7 * plan.weeks, "hard": hard}
    )


def smooth(points: Sequence[Point]) -> str:
    """An SVG path through `points`: Catmull-Rom, written as cubic curves."""
    padded = [points[0], *points, points[-1]]
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (first, second, end)))
    return "".join(path)
