"""When mail goes out, in the person's own zone. All hours are our defaults."""

from datetime import date, datetime, time, timedelta, tzinfo

from clients.rules.athlete_mail import MORNING_AT, Athlete, Mail
from clients.rules.quiet_hours import QuietHours, send_at

ONE_DAY = timedelta(days=1)
QUIET = QuietHours(time(21), time(7))
EVENING_AT = time(20)
LOG_MISSING_AT = time(19)


def moment(athlete: Athlete, mail: Mail, day: date) -> datetime:
    """The moment in UTC of a mail that has an hour, for the local `day`."""
    if mail is Mail.LOG_MISSING:
        wish, usual = athlete.wish(mail), LOG_MISSING_AT
    else:
        wish = athlete.wish(Mail.MORNING)
        usual = EVENING_AT if wish.evening_before else MORNING_AT
    chosen = wish.chosen_at
    local = day - ONE_DAY if wish.evening_before else day
    return send_at(chosen or usual, athlete.zone, local, QUIET, is_chosen=chosen is not None)


def end_of(day: date, zone: tzinfo) -> datetime:
    """The midnight in UTC that ends `day`."""
    return send_at(time(0), zone, day + ONE_DAY, None)


def out_of_quiet(now: datetime, zone: tzinfo) -> datetime:
    """`now`, or the moment when the quiet hours that cover it are over."""
    local = now.astimezone(zone)
    if not QUIET.cover(local.time()):
        return now
    return send_at(local.time(), zone, local.date(), QUIET)
