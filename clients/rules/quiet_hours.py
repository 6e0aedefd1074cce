"""At which moment a reminder goes out, in somebody's own zone, through clock changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ONE_MINUTE = timedelta(minutes=1)


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
