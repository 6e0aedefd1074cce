"""Which mail an athlete gets, and when the next look is due.

Little mail is the rule: one morning mail that carries everything, a word when the week was sent, a
word when somebody wrote. All hours and numbers are our defaults.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from clients.rules.athlete_mail import RIDERS, WEEK_DAYS, Athlete, Due, Mail, Reason
from clients.rules.mail_moments import after_quiet_days, end_of, moment
from clients.rules.mail_reasons import (
    RIDES,
    is_light,
    missing_reasons,
    morning_reasons,
    news_reasons,
)
from clients.rules.quiet_hours import local_day

MOST_A_WEEK = 5
LOOK_AHEAD_DAYS = 4
MORNING_IS_USEFUL = timedelta(hours=12)
AT_LEAST_USEFUL = timedelta(hours=1)
NEWS_IS_USEFUL = timedelta(days=2)
HELD_DAYS = 2
NO_ROOM, QUIET_DAY = "five_a_week", "quiet_day"


def next_look(athlete: Athlete, now: datetime) -> datetime:
    """The next moment after `now` at which there can be something to say.

    The morning is looked at every day, whatever is wanted: rhythms and news live by it.
    """
    today = local_day(now, athlete.zone)
    extra = [mail for mail in (Mail.LOG_MISSING, *RIDERS) if athlete.wants_alone(mail)]
    moments = [
        moment(athlete, mail, today + timedelta(days=ahead))
        for mail in (Mail.MORNING, *extra)
        for ahead in range(LOOK_AHEAD_DAYS)
    ]
    moments += [after_quiet_days(athlete, at) for at in moments]
    if athlete.week_sent or athlete.note:
        moments.append(athlete.quiet.opens(now, athlete.zone))
    return min(each for each in moments if each > now)


def due(athlete: Athlete, since: datetime, now: datetime) -> list[Due]:
    """The mails whose moment came between `since` and `now`, news included, each with its reasons.

    What quiet held until the same moment comes as one mail.
    """
    if athlete.muted or athlete.quiet.off:
        return []
    timed = [
        found
        for day in days_between(local_day(since, athlete.zone), local_day(now, athlete.zone))
        for found in of_day(athlete, day)
        if since <= found.due_at <= now and found.reasons
    ]
    return with_news(athlete, together(timed), since, now)


def days_between(first: date, last: date) -> Iterator[date]:
    """From what quiet days held before `first` to two days past `last`: an evening before belongs to the next day."""
    for ahead in range(-HELD_DAYS, (last - first).days + 3):
        yield first + timedelta(days=ahead)


def together(mails: list[Due]) -> list[Due]:
    """Mails of one moment become one; the morning mail carries the others, each reason with its own day."""
    found: list[Due] = []
    for one in sorted(mails, key=lambda each: (each.due_at, each.mail is not Mail.MORNING)):
        last = found[-1] if found else None
        if last is None or last.due_at != one.due_at or last.gave_way or one.gave_way:
            found.append(one)
            continue
        day = None if one.day == last.day else one.day
        said = {reason.kind for reason in last.reasons}
        fresh = tuple(replace(each, day=day) for each in one.reasons if each.kind not in said)
        found[-1] = replace(last, reasons=last.reasons + fresh)
    return found


def of_day(athlete: Athlete, day: date) -> Iterator[Due]:
    """The mails with an hour that belong to `day`."""
    if athlete.is_away(day):
        return
    if athlete.wants(Mail.MORNING):
        yield morning(athlete, day)
    for mail in RIDERS:
        if athlete.wants_alone(mail) and not trains_on(athlete, day):
            yield alone(athlete, mail, day, RIDES[mail](athlete, day))
    if athlete.wants(Mail.LOG_MISSING):
        yield alone(athlete, Mail.LOG_MISSING, day, missing_reasons(athlete, day))


def morning(athlete: Athlete, day: date) -> Due:
    """The morning mail of `day`: a quiet day goes without, for the next morning has its own."""
    found = timed(athlete, Mail.MORNING, day, morning_reasons(athlete, day))
    if athlete.quiet.is_quiet(local_day(found.due_at, athlete.zone)):
        return replace(found, gave_way=QUIET_DAY)
    return found if has_room(athlete, day) else replace(found, gave_way=NO_ROOM)


def alone(athlete: Athlete, mail: Mail, day: date, reasons: list[Reason]) -> Due:
    """Another mail with an hour: held over quiet days, two at most, and only while there is room."""
    found = timed(athlete, mail, day, reasons)
    if not reasons:
        return found
    opens = after_quiet_days(athlete, found.due_at)
    if opens - found.due_at > timedelta(days=HELD_DAYS):
        return replace(found, gave_way=QUIET_DAY)
    if opens != found.due_at:
        found = replace(found, due_at=opens, useful_until=opens + MORNING_IS_USEFUL)
    if room_in_week(athlete, local_day(opens, athlete.zone)) <= 0:
        return replace(found, gave_way=NO_ROOM)
    return found


def timed(athlete: Athlete, mail: Mail, day: date, reasons: list[Reason]) -> Due:
    due_at = moment(athlete, mail, day)
    last_use = min(due_at + MORNING_IS_USEFUL, end_of(day, athlete.zone))
    return Due(mail, day, due_at, max(last_use, due_at + AT_LEAST_USEFUL), tuple(reasons))


def trains_on(athlete: Athlete, day: date) -> bool:
    return bool(morning_reasons(athlete, day)) and athlete.wants(Mail.MORNING)


def has_room(athlete: Athlete, day: date) -> bool:
    """At most five a week, unless the person chose an hour and so asked for each of these mornings.

    Mornings with nothing but easy running give way to what the rest of the week still needs.
    """
    if athlete.wish(Mail.MORNING).chosen_at:
        return True
    needed = 0
    if is_light(athlete, day):
        sunday = day + timedelta(days=WEEK_DAYS - day.isoweekday())
        rest_of_week = (day + timedelta(days=n) for n in range(1, (sunday - day).days + 1))
        needed = sum(not is_light(athlete, later) for later in rest_of_week)
    return room_in_week(athlete, day) > needed


def room_in_week(athlete: Athlete, day: date) -> int:
    year_and_week = day.isocalendar()[:2]
    sent = sum(n for at, n in athlete.mails.items() if at.isocalendar()[:2] == year_and_week)
    return MOST_A_WEEK - sent


def with_news(
    athlete: Athlete, timed_mails: list[Due], since: datetime, now: datetime
) -> list[Due]:
    """News rides in a mail that goes out anyway; else it waits for the end of quiet hours and for room.

    News that somebody wants together waits for the hour of the morning mail.
    """
    news = news_reasons(athlete, local_day(now, athlete.zone))
    if not news:
        return timed_mails
    for place, one in enumerate(timed_mails):
        if not one.gave_way and one.useful_until > now:
            carrying = replace(one, reasons=one.reasons + tuple(news))
            return [*timed_mails[:place], carrying, *timed_mails[place + 1 :]]
    today = local_day(now, athlete.zone)
    if not since <= moment(athlete, Mail.MORNING, today) <= now:
        news = [each for each in news if athlete.wants_alone(Mail(each.kind.value))]
    is_quiet = athlete.quiet.opens(now, athlete.zone) > now
    if not news or is_quiet or room_in_week(athlete, today) <= 0:
        return timed_mails
    mail = Mail(news[0].kind.value)
    return [*timed_mails, Due(mail, today, now, now + NEWS_IS_USEFUL, tuple(news))]
