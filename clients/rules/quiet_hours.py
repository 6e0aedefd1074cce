"""At which moment a reminder goes out, in somebody's own zone, through clock changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ONE_MINUTE = timedelta(minutes=1)
WEEK_DAYS = 7


class UnknownZone(ValueError):
    """No time zone goes by that name."""


class NaiveMoment(ValueError):
    """A moment without a zone says nothing about anybody's day."""


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone(name) from unknown


def local_day(now: datetime, zone: tzinfo) -> date:
    """The calendar day that it is at `now` for somebody in `zone`. Raises NaiveMoment."""
    if now.tzinfo is None:
        raise NaiveMoment(now)
    return now.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to just before `end`, over midnight where the end comes first; equal is never."""

    start: time
    end: time

    def cover(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def over(self, day: date, at: time) -> datetime:
        """The wall-clock moment when the quiet that covers `at` on `day` ends."""
        ends_next_day = self.start > self.end and at >= self.start
        return datetime.combine(day + timedelta(days=ends_next_day), self.end)


@dataclass(frozen=True, slots=True)
class Quiet:
    """When somebody wants no mail: hours, weekdays (Monday 1), days before `until`, or `off` altogether.

    Seven quiet weekdays are none: who wants no mail at all says so.
    """

    hours: QuietHours = QuietHours(time(21), time(7))
    weekdays: frozenset[int] = frozenset()
    until: date | None = None
    off: bool = False

    def is_quiet(self, day: date) -> bool:
        if self.until is not None and day < self.until:
            return True
        return day.isoweekday() in self.weekdays and len(self.weekdays) < WEEK_DAYS

    def first_open_day(self, day: date) -> date:
        """`day`, or the next one with mail."""
        if self.until is not None:
            day = max(day, self.until)
        while self.is_quiet(day):
            day += timedelta(days=1)
        return day

    def opens(self, now: datetime, zone: tzinfo) -> datetime:
        """`now` where mail may go out at once, else the moment in UTC when quiet is over."""
        local = now.astimezone(zone)
        wall = local.replace(tzinfo=None)
        if self.hours.cover(wall.time()):
            wall = self.hours.over(wall.date(), wall.time())
        day = self.first_open_day(wall.date())
        if day != wall.date():
            wall = datetime.combine(day, time(0))
            if self.hours.cover(wall.time()):
                wall = self.hours.over(day, wall.time())
        return now if wall == local.replace(tzinfo=None) else _first_moment(wall, zone)


def send_at(
    wanted: time, zone: tzinfo, day: date, quiet: QuietHours | None, *, is_chosen: bool = False
) -> datetime:
    """The moment in UTC to send on `day` at `wanted` in `zone`.

    An hour that the person chose beats quiet hours; any other waits until they are over. A local
    time that a clock change skips becomes the next one that exists; of one that comes twice, the
    first counts.
    """
    wall = datetime.combine(day, wanted)
    if quiet is not None and not is_chosen and quiet.cover(wanted):
        wall = quiet.over(day, wanted)
    return _first_moment(wall, zone)


def _first_moment(wall: datetime, zone: tzinfo) -> datetime:
    while True:
        moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
            return moment
        wall = wall.replace(second=0, microsecond=0) + ONE_MINUTE
