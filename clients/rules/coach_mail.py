"""When a coach's two digests go out, in the coach's own zone. Both are off until wanted; the hours are our defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from clients.rules.athlete_mail import Mail, Wanted
from clients.rules.mail_moments import end_of
from clients.rules.quiet_hours import Quiet, local_day, send_at

DIGESTS = {Mail.DIGEST: time(7), Mail.WEEKLY: time(18)}
SUNDAY = 7
AHEAD_DAYS = 9
USEFUL = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach:
    """What the digests ask about one coach."""

    zone: tzinfo
    wishes: Mapping[Mail, Wanted] = field(default_factory=dict)
    quiet: Quiet = Quiet()

    def wants(self, mail: Mail) -> bool:
        wish = self.wishes.get(mail)
        return wish is not None and wish.on and not self.quiet.off


@dataclass(frozen=True, slots=True)
class Digest:
    mail: Mail
    day: date
    due_at: datetime
    useful_until: datetime


def digests(coach: Coach, since: datetime, now: datetime) -> list[Digest]:
    """Those whose moment came after `since`, up to `now`, and that are still of use."""
    return [one for one in ahead(coach, since) if since < one.due_at <= now < one.useful_until]


def next_digest(coach: Coach, now: datetime) -> datetime | None:
    """The next moment after `now`; None where no digest is wanted, or only after a long silence."""
    return min((one.due_at for one in ahead(coach, now) if one.due_at > now), default=None)


def ahead(coach: Coach, now: datetime) -> Iterator[Digest]:
    """The digests of the days around `now`. A quiet day has none: the next one says it all."""
    first = coach.quiet.first_open_day(local_day(now, coach.zone))
    for day in (first + timedelta(days=n) for n in range(AHEAD_DAYS)):
        for mail, usual in DIGESTS.items():
            is_its_day = mail is Mail.DIGEST or day.isoweekday() == SUNDAY
            if is_its_day and coach.wants(mail) and not coach.quiet.is_quiet(day):
                yield on_day(coach, mail, usual, day)


def on_day(coach: Coach, mail: Mail, usual: time, day: date) -> Digest:
    chosen = coach.wishes[mail].at
    hours = coach.quiet.hours
    at = send_at(chosen or usual, coach.zone, day, hours, is_chosen=chosen is not None)
    last_use = min(at + USEFUL, max(end_of(day, coach.zone), at + timedelta(hours=1)))
    return Digest(mail, day, at, last_use)
