"""When mail goes out, in the person's own zone. All hours are our defaults."""

from datetime import date, datetime, time, timedelta, tzinfo

from clients.rules.athlete_mail import MORNING_AT, Athlete, Mail
from clients.rules.quiet_hours import send_at

ONE_DAY = timedelta(days=1)
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
    hours = athlete.quiet.hours
    return send_at(chosen or usual, athlete.zone, local, hours, is_chosen=chosen is not None)


def after_quiet_days(athlete: Athlete, at: datetime) -> datetime:
    """`at`, or the hour of the morning mail on the next day that has mail."""
    day = at.astimezone(athlete.zone).date()
    if not athlete.quiet.is_quiet(day):
        return at
    opens = athlete.quiet.first_open_day(day)
    same_day = moment(athlete, Mail.MORNING, opens)
    if same_day.astimezone(athlete.zone).date() == opens:
        return same_day
    return athlete.quiet.opens(at, athlete.zone)


def end_of(day: date, zone: tzinfo) -> datetime:
    """The midnight in UTC that ends `day`."""
    return send_at(time(0), zone, day + ONE_DAY, None)
