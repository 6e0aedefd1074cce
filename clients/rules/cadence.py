"""When the next treatment is due: the rhythm, what moves it, and the days it keeps away from.

A professional's treatment has no rhythm until somebody sets one, and then a fixed one; the factors
are for self-treatment, and for professionals only where the coach switches them on. All numbers are
our defaults; the windows before and after races follow advice confirmed in secondary sources only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import fmean

from plans.rules.profiles import Phase
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

ONE_DAY = timedelta(days=1)
SORENESS_DAYS = 3
DAYS_EARLIER = 2
SOON_DAYS = 3
HALF_MARATHON_KM = 21.0


class NotARhythm(ValueError):
    """Days between treatments are at least one, and the fewest at most the most."""


_PHASES = {
    Phase.OFF: Decimal("1.5"),
    Phase.BASE: Decimal("1.0"),
    Phase.PRESEASON: Decimal("0.85"),
    Phase.RACE: Decimal("0.85"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strain:
    """What moves a rhythm. None where there is not enough to go by: its factor is then 1."""

    load_ratio: float | None = None  # 7-day load to the 28-day weekly median
    soreness: float | None = None  # mean of the last three days, 1 to 5, higher is better
    phase: Phase = Phase.BASE

    @property
    def factor(self) -> Decimal:
        return self._load * self._soreness * _PHASES[self.phase]

    @property
    def _load(self) -> Decimal:
        if self.load_ratio is None or 0.7 < self.load_ratio < 1.2:
            return Decimal(1)
        return Decimal("0.8") if self.load_ratio >= 1.2 else Decimal("1.25")

    @property
    def _soreness(self) -> Decimal:
        is_sore = self.soreness is not None and self.soreness <= 2
        return Decimal("0.7") if is_sore else Decimal(1)


def load_ratio(seven_days: float, weekly_median: float | None) -> float | None:
    """7-day load to the own weekly median; None without 28 days of load, or with none in them."""
    return seven_days / weekly_median if weekly_median else None


def mean_soreness(last_three_days: Sequence[int | None]) -> float | None:
    """Mean of the last three days' answers; None unless all three were given."""
    given = [each for each in last_three_days[-SORENESS_DAYS:] if each is not None]
    return fmean(given) if len(given) == SORENESS_DAYS else None


def interval(base_days: int, fewest: int, most: int, strain: Strain | None = None) -> int:
    """Days until the next treatment: base times factors, half rounded up, within the bounds.

    `strain` is None for a fixed rhythm, which is the base itself. Raises NotARhythm.
    """
    if base_days < 1 or not 1 <= fewest <= most:
        raise NotARhythm(base_days, fewest, most)
    if strain is None:
        return base_days
    days = (base_days * strain.factor).quantize(Decimal(1), ROUND_HALF_UP)
    return min(max(int(days), fewest), most)


class Depth(StrEnum):
    """How deep a treatment goes, which decides how far it stays from races and hard days."""

    DEEP = "deep"  # deep massage, IASTM, ART
    LIGHT = "light"  # a light flush
    SELF = "self"  # ball, foam


@dataclass(frozen=True, slots=True, kw_only=True)
class HardDate:
    """A hard day or a race that a treatment must keep away from."""

    day: date
    is_race: bool = False
    is_priority: bool = False
    km: float | None = None


def blackouts(
    depth: Depth, hard: Iterable[HardDate], *, first_deep: bool = False
) -> frozenset[date]:
    """Days on which a treatment of `depth` must not fall.

    Deep work: none within 72 hours before a priority race (7 days for somebody who never had any),
    none 24 hours before a hard day, none within 48 hours after a race (72 after a half marathon and
    longer). Light work by hand keeps 24 hours before a priority race, and all of it stays off the
    race day itself.
    """
    return frozenset(
        each.day + ONE_DAY * offset for each in hard for offset in _window(depth, each, first_deep)
    )


def _window(depth: Depth, hard: HardDate, first_deep: bool) -> range:
    if depth is not Depth.DEEP:
        before = 1 if depth is Depth.LIGHT and hard.is_priority else 0
        return range(-before, 1) if hard.is_race else range(0)
    before = 1
    if hard.is_priority:
        before = 7 if first_deep else 3
    after = 1
    if hard.is_race:
        after = 3 if (hard.km or 0) >= HALF_MARATHON_KM else 2
    return range(-before, after)


def due_on(
    last_on: date,
    days: int,
    blocked: frozenset[date] = frozenset(),
    *,
    not_before: date | None = None,
) -> date:
    """`last_on` plus `days`, moved off `blocked` days: up to two days earlier if one is free,
    otherwise to the first free day after. An earlier day lies after the last treatment and from
    `not_before` on.

    Raises NotARhythm.
    """
    if days < 1:
        raise NotARhythm(days)
    due = last_on + ONE_DAY * days
    if due not in blocked:
        return due
    first = max(last_on + ONE_DAY, not_before or date.min)
    for earlier in (due - ONE_DAY * back for back in range(1, DAYS_EARLIER + 1)):
        if earlier >= first and earlier not in blocked:
            return earlier
    while due in blocked:
        due += ONE_DAY
    return due


class Due(StrEnum):
    NOT_SET = "not_set"
    LATER = "later"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


def due_state(due: date | None, today: date, *, soon_days: int = SOON_DAYS) -> Due:
    """Where `today` stands to the due date; without one nothing is due."""
    if due is None:
        return Due.NOT_SET
    if due <= today:
        return Due.TODAY if due == today else Due.OVERDUE
    return Due.SOON if (due - today).days <= soon_days else Due.LATER


def due_words(due: date | None, today: date) -> Sentence:
    """What a page says of a rhythm. Past it is a fact, never a reproach."""
    if due is None:
        return Sentence(_("No rhythm set."))
    days = (due - today).days
    if days > 0:
        words = _("Due tomorrow.") if days == 1 else _("Due in %(days)s days, on %(due)s.")
    elif days == 0:
        words = _("Due today.")
    else:
        words = _("1 day past its rhythm.") if days == -1 else _("%(days)s days past its rhythm.")
    return Sentence(words, {"days": abs(days), "due": due})
