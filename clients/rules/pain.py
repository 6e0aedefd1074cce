"""Pain by region and side: three limits per athlete, which part is open, what follows from a level.

The model of three zones is Silbernagel et al. 2007, AJSM 35:897, after Thomeé 1997 (general
knowledge); it was made for the Achilles tendon, so bone-stress sites and under-18s have a stricter
hold limit. The limits themselves are our defaults. None of this is a diagnosis.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from plans.rules.regions import BONE_STRESS_SITES, BodySide, Region

MOST_PAIN = 10
STRICTER_HOLD = 3
RECENT = timedelta(hours=72)
ASK_AFTER = timedelta(days=7)
REPORTS_THAT_CLOSE = 2


class NotAPainLevel(ValueError):
    """Pain is a whole number from 0 to 10."""


class LimitsOutOfOrder(ValueError):
    """The limits are 1 to 10, notice at most hold, hold at most stop."""


@dataclass(frozen=True, slots=True)
class PainLimits:
    """From `notice` the coach sees it, from `hold` hard running waits, from `stop` nobody runs."""

    notice: int = 3
    hold: int = 4
    stop: int = 6

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises LimitsOutOfOrder."""
        if not 1 <= self.notice <= self.hold <= self.stop <= MOST_PAIN:
            raise LimitsOutOfOrder(self)

    def for_region(self, region: Region, under_18: bool = False) -> "PainLimits":
        """The limits at `region`: hold is at most 3 at bone-stress sites and for under-18s."""
        if not under_18 and region not in BONE_STRESS_SITES:
            return self
        hold = min(self.hold, STRICTER_HOLD)
        return replace(self, notice=min(self.notice, hold), hold=hold)


class PainKind(StrEnum):
    """Tight and sore are neither pain nor weaker pain: they hold nothing."""

    TIGHT = "tight"
    SORE = "sore"
    PAIN = "pain"


class Moment(StrEnum):
    NOW = "now"
    DURING = "during"
    AFTER = "after"
    NEXT_MORNING = "next_morning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of one part. `closed`: coach or athlete said that it is over."""

    at: datetime  # aware
    day: date  # the athlete's own
    region: Region
    side: BodySide
    level: int
    kind: PainKind = PainKind.PAIN
    moment: Moment = Moment.NOW
    closed: bool = False

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotAPainLevel."""
        if not 0 <= self.level <= MOST_PAIN:
            raise NotAPainLevel(self.level)

    @property
    def part(self) -> tuple[Region, BodySide]:
        return self.region, self.side


class PainAction(StrEnum):
    """What follows from one report, mildest first."""

    NOTED = "noted"
    NOTICE = "notice"
    HOLD = "hold"
    STEP_DOWN = "step_down"  # worse next morning: 30 to 50 per cent less, nothing hard for 48 hours
    STOP = "stop"


def action_for(level: int, limits: PainLimits, *, worse_next_morning: bool = False) -> PainAction:
    """What a pain of `level` asks for under `limits` of its region. Raises NotAPainLevel."""
    if not 0 <= level <= MOST_PAIN:
        raise NotAPainLevel(level)
    if level >= limits.stop:
        return PainAction.STOP
    if level < limits.notice:
        return PainAction.NOTED
    if worse_next_morning:
        return PainAction.STEP_DOWN
    return PainAction.HOLD if level >= limits.hold else PainAction.NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPart:
    """A region and side that is open: since when, its latest level, its highest of the last 72 h."""

    region: Region
    side: BodySide
    since: date
    level: int
    recent: int | None  # None: nothing reported within 72 hours
    asks: bool  # nothing was heard for 7 days: the athlete is asked whether it is over
    worse_next_morning: bool = False


def open_parts(
    reports: Iterable[Report], limits: PainLimits, *, now: datetime, under_18: bool = False
) -> list[OpenPart]:
    """Parts that are open at `now`, the most painful first.

    A report at the notice limit opens; two later ones in a row below it close; so does whoever
    closes it.
    """
    parts: dict[tuple[Region, BodySide], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.at):
        if report.kind is PainKind.PAIN and report.at <= now:
            parts[report.part].append(report)
    found = [
        _opened(each, limits.for_region(region, under_18).notice, now)
        for (region, _), each in parts.items()
    ]
    return sorted((part for part in found if part), key=lambda part: (-part.level, part.region))


def _opened(reports: Sequence[Report], notice: int, now: datetime) -> OpenPart | None:
    """The part that `reports`, oldest first, leave open, or None."""
    since: date | None = None
    below = 0
    for report in reports:
        if report.closed:
            since = None
        elif report.level >= notice:
            since, below = since or report.day, 0
        elif since:
            below += 1
            since = None if below == REPORTS_THAT_CLOSE else since
    if since is None:
        return None
    latest = reports[-1]
    recent = [each for each in reports if now - each.at <= RECENT and not each.closed]
    return OpenPart(
        region=latest.region,
        side=latest.side,
        since=since,
        level=latest.level,
        recent=max((each.level for each in recent), default=None),
        asks=now - latest.at >= ASK_AFTER,
        worse_next_morning=is_worse_next_morning(recent, notice),
    )


def is_worse_next_morning(reports: Sequence[Report], notice: int) -> bool:
    """Whether the latest of one part's `reports`, oldest first, is a morning that hurts more.

    It is compared with the highest report of the day before; without one it is not.
    """
    if not reports or reports[-1].moment is not Moment.NEXT_MORNING:
        return False
    latest = reports[-1]
    yesterday = latest.day - timedelta(days=1)
    before = [each.level for each in reports[:-1] if each.day == yesterday]
    return bool(before) and latest.level >= notice and latest.level > max(before)


def is_persistent(reports: Iterable[Report], *, today: date) -> bool:
    """Whether one part's pain asks for a professional's look, whatever the number (our default).

    Reported in three weeks in a row, or at 3 and more for ten days with nothing lower.
    """
    felt = sorted(
        (each for each in reports if each.kind is PainKind.PAIN and each.day <= today),
        key=lambda each: each.at,
    )
    weeks = {(today - each.day).days // 7 for each in felt if each.level >= 1}
    if {0, 1, 2} <= weeks:
        return True
    since: date | None = None
    for each in felt:
        since = (since or each.day) if each.level >= 3 else None
    return since is not None and 0 in weeks and (felt[-1].day - since).days >= 10
