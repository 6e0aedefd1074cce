"""Left beside right: the best set of each side of an exercise, time after time. A table says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.models import Screen, SetLog

PAIR_WIDTH, PAIR_HEIGHT, PAIR_END, PAIR_FLOOR = 250, 110, 206, 86
MOST_TIMES = 7
MOST_PAIRS = 3
LEAST_SCREENS = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """The best set of each side, time after time: reps, or seconds of a hold."""

    name: str
    unit: str
    days: Sequence[date]
    left: Sequence[float]
    right: Sequence[float]

    @property
    def times(self) -> list[tuple[date, float, float]]:
        return list(zip(self.days, self.left, self.right, strict=True))


def pairs(sets: Iterable[SetLog], most: int = MOST_PAIRS) -> list[Pair]:
    """The exercises done most often on both sides, from sets with their log and exercise, oldest first."""
    best: dict[tuple[str, str], dict[date, dict[str, float]]] = {}
    for one in sets:
        number = one.reps if one.reps is not None else one.seconds
        if one.side == SetLog.Side.BOTH or number is None:
            continue
        unit = _("reps") if one.reps is not None else _("seconds")
        sides = best.setdefault((one.exercise.name, unit), {}).setdefault(one.log.done_on, {})
        sides[one.side] = max(number, sides.get(one.side, 0))
    found = [_pair(name, unit, by_day) for (name, unit), by_day in best.items()]
    found.sort(key=lambda pair: -len(pair.days))
    return [pair for pair in found if len(pair.days) > 1][:most]


def _pair(name: str, unit: str, by_day: dict[date, dict[str, float]]) -> Pair:
    both = [(day, sides) for day, sides in sorted(by_day.items()) if len(sides) > 1][-MOST_TIMES:]
    return Pair(
        name=name,
        unit=unit,
        days=[day for day, _sides in both],
        left=[sides[SetLog.Side.LEFT] for _day, sides in both],
        right=[sides[SetLog.Side.RIGHT] for _day, sides in both],
    )


def screens(of: Iterable[Screen]) -> Pair | None:
    """The movement screens, newest first as they are kept, by how many of five things held on each side.

    One that hurt has no score and no place in the line. None until there are two.
    """
    scored = [
        (one.day, one.left_score, one.right_score)
        for one in sorted(of, key=lambda one: one.day)
        if one.left_score is not None and one.right_score is not None
    ]
    if len(scored) < LEAST_SCREENS:
        return None
    days, left, right = zip(*scored, strict=True)
    return Pair(_("Movement screen"), _("of 5 that held"), days, left, right)


def pair(of: Pair) -> SafeString:
    """Left solid, right dashed, each with its last number at the end of its line."""
    top = max([*of.left, *of.right, 1])
    left_y, right_y = (PAIR_FLOOR - side[-1] / top * 70 for side in (of.left, of.right))
    apart = max(0, 14 - abs(left_y - right_y)) / 2
    down, up = (apart, -apart) if left_y >= right_y else (-apart, apart)
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}"><path class="grid" d="M6 {3}H{4}"/>'
        '<polyline class="line2" points="{5}"/><polyline class="line" points="{6}"/>'
        '<circle class="dot2" cx="{4}" cy="{7}" r="4"/><circle class="dot" cx="{4}" cy="{8}" r="4"/>'
        '<text class="lab" x="214" y="{9}" dy="4">{10}</text><text class="lab" x="214" y="{11}" dy="4">{12}</text>'
        '<text x="6" y="102">{13}</text><text x="{4}" y="102" text-anchor="end">{14}</text></svg>',
        PAIR_WIDTH,
        PAIR_HEIGHT,
        _("%(name)s, left and right, %(unit)s") % {"name": of.name, "unit": of.unit},
        PAIR_FLOOR,
        PAIR_END,
        _points(of.right, top),
        _points(of.left, top),
        f"{right_y:.1f}",
        f"{left_y:.1f}",
        f"{left_y + down:.1f}",
        _("L %s") % f"{of.left[-1]:g}",
        f"{right_y + up:.1f}",
        _("R %s") % f"{of.right[-1]:g}",
        date_format(of.days[0], "j M"),
        date_format(of.days[-1], "j M"),
    )


def _points(numbers: Sequence[float], top: float) -> str:
    step = (PAIR_END - 6) / (len(numbers) - 1)
    return " ".join(
        f"{6 + n * step:.1f},{PAIR_FLOOR - number / top * 70:.1f}"
        for n, number in enumerate(numbers)
    )
