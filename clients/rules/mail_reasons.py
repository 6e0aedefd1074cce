"""What there is to say to an athlete on a day: the reasons, most of which ride in one morning mail."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from clients.rules.athlete_mail import RIDERS, Athlete, Mail, Reason, ReasonKind, speaks_on
from plans.rules.kinds import Hardness

ONE_DAY = timedelta(days=1)
PLAN_ENDS_AHEAD = timedelta(days=2)


def morning_reasons(athlete: Athlete, day: date) -> list[Reason]:
    """The morning mail exists on days with a session and on the day after a hard one; the rest rides along."""
    recovery = easy_day(athlete, day)
    planned = athlete.on(day)
    reasons = [Reason(ReasonKind.PLAN, session=planned[0].pk)] if planned else []
    if recovery and (planned or recovery.why.startswith("1/")):
        reasons.append(recovery)
    if not reasons:
        return []
    lines = [line for mail in RIDERS if athlete.wants(mail) for line in RIDES[mail](athlete, day)]
    asked = (check_in(athlete, day), held(athlete, day))
    return reasons + lines + [each for each in asked if each]


def easy_day(athlete: Athlete, day: date) -> Reason | None:
    """Easy day n of m after the last hard one; None on a hard day, and when they are over."""
    if any(one.hardness is Hardness.HARD for one in athlete.on(day)):
        return None
    last = max(
        (hard for hard in athlete.hard_days if hard.day < day),
        key=lambda hard: hard.day,
        default=None,
    )
    if last is None:
        return None
    coming = [
        one.day for one in athlete.sessions if one.day > day and one.hardness is Hardness.HARD
    ]
    until_next = (min(coming) - last.day).days - 1 if coming else last.easy_days
    number, of = (day - last.day).days, min(last.easy_days, until_next)
    return Reason(ReasonKind.RECOVERY, why=f"{number}/{of}") if number <= of else None


def check_in(athlete: Athlete, day: date) -> Reason | None:
    """Before a hard day: on its own morning as long as nobody checked in, or on the day before."""
    if not (athlete.health and athlete.asks_check_in):
        return None
    hard = [one for one in athlete.on(day) if one.hardness is Hardness.HARD]
    if hard:
        return None if day in athlete.checked_in else Reason(ReasonKind.CHECK_IN, hard[0].pk)
    ahead = [one for one in athlete.on(day + ONE_DAY) if one.hardness is Hardness.HARD]
    return Reason(ReasonKind.CHECK_IN, ahead[0].pk) if ahead else None


def held(athlete: Athlete, day: date) -> Reason | None:
    session = athlete.held.get(day) if athlete.health else None
    return Reason(ReasonKind.HELD, session) if session else None


def treatment_reasons(athlete: Athlete, day: date) -> list[Reason]:
    """The rhythm that has waited longest, unless a visit is booked already. One line is enough."""
    if not athlete.health:
        return []
    booked = {one.care_plan for one in athlete.sessions if one.is_open and one.day >= day}
    speaking = [one for one in athlete.rhythms if one.speaks_on(day) and one.pk not in booked]
    first = sorted(speaking, key=lambda one: (one.due_on, one.pk))[:1]
    return [Reason(ReasonKind.TREATMENT, care_plan=one.pk) for one in first]


def next_morning_reasons(athlete: Athlete, day: date) -> list[Reason]:
    """The question after a day on which a place hurt, as long as this morning has no word on any."""
    asks = athlete.health and day - ONE_DAY in athlete.hurt_on and day not in athlete.reported_on
    return [Reason(ReasonKind.NEXT_MORNING)] if asks else []


def screen_reasons(athlete: Athlete, day: date) -> list[Reason]:
    if not athlete.health or athlete.retest_on is None:
        return []
    return [Reason(ReasonKind.SCREEN)] if speaks_on(athlete.retest_on, day) else []


def plan_ends_reasons(athlete: Athlete, day: date) -> list[Reason]:
    """Once, within the last two days of what is planned."""
    last = athlete.planned_until
    if last is None or not ONE_DAY * 0 <= last.day - day <= PLAN_ENDS_AHEAD:
        return []
    return [Reason(ReasonKind.PLAN_ENDS, session=last.pk)]


RIDES: Mapping[Mail, Callable[[Athlete, date], list[Reason]]] = {
    Mail.TREATMENT: treatment_reasons,
    Mail.NEXT_MORNING: next_morning_reasons,
    Mail.SCREEN: screen_reasons,
    Mail.PLAN_ENDS: plan_ends_reasons,
}


def missing_reasons(athlete: Athlete, day: date) -> list[Reason]:
    """Yesterday's session without a log."""
    return [Reason(ReasonKind.LOG_MISSING, one.pk) for one in athlete.on(day - ONE_DAY)[:1]]


def is_light(athlete: Athlete, day: date) -> bool:
    """Nothing on `day`, or easy running alone."""
    return athlete.is_away(day) or all(one.is_easy_run for one in athlete.on(day))


def news_reasons(athlete: Athlete, today: date) -> list[Reason]:
    if athlete.is_away(today):
        return []
    found = []
    if athlete.week_sent and athlete.wants(Mail.WEEK_SENT):
        found.append(Reason(ReasonKind.WEEK_SENT))
    if athlete.note and athlete.wants(Mail.NOTE):
        found.append(Reason(ReasonKind.NOTE))
    return found
