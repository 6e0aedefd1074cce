"""A plan on paper: its sessions as the rules see them, and what the rules say, in weeks and weekdays."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from plans import contents
from plans.contents import NOT_READ, Contents
from plans.models import AbstractSession, Plan, PlanSession
from plans.rules import spacing, timetable
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.notes import RuleNote
from plans.rules.profiles import Profile
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.settings import RuleSettings

PAPER_MONDAY = date(2001, 1, 1)
WEEKDAYS = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")),
    *(_("Friday"), _("Saturday"), _("Sunday")),
)


def notes(
    plan: Plan, sessions: Iterable[PlanSession], settings: RuleSettings | None = None
) -> list[RuleNote]:
    """What the rules say about the plan, its days as week and weekday.

    `settings` are those of the coach; None asks our defaults for the plan's audience.
    """
    settings = settings or RuleSettings.for_profile(Profile(plan.audience))
    found = spacing.check(dated(sessions), settings, today=PAPER_MONDAY)
    return [_in_weeks(note) for note in found]


def dated(sessions: Iterable[PlanSession]) -> list[DatedSession]:
    """Sessions of a plan on the days that they would have from one Monday on."""
    rows = {str(session.key): session for session in sessions}
    inside = contents.of(rows.values())
    days = timetable.place(
        ((row.week, row.weekday, key) for key, row in rows.items()), PAPER_MONDAY, {}
    )
    return [on_day(rows[key], key, day, inside.get(rows[key].pk, NOT_READ)) for key, day in days]


def on_day(
    session: AbstractSession, key: str, day: date, inside: Contents = NOT_READ, **known: Any
) -> DatedSession:
    """A session as planned, on one day, as the rules see it. `inside` is what its lines ask for.

    `known` are further fields of DatedSession, or others in place of those planned.
    """
    planned: dict[str, Any] = {
        "key": key,
        "day": day,
        "hardness": Hardness(session.hardness),
        "kind": Kind(session.kind),
        "run_type": RunType(session.run_type) if session.run_type else None,
        "title": session.title,
        "is_race": session.is_race,
        "other_practice": session.kind == Kind.PRACTICE,
        "minutes": session.minutes,
        "effort": session.effort,
        "hills": inside.hills,
        "regions": inside.regions,
        "is_activation": inside.is_activation,
        "is_walk": inside.is_walk,
        "hands_on": inside.hands_on,
        "deep_hands_on": inside.deep_hands_on,
    }
    return DatedSession(**(planned | known))


def week_of(day: date) -> int:
    """The week of the plan that a day on paper is in."""
    return (day - PAPER_MONDAY).days // 7 + 1


def week_and_day(day: date) -> Sentence:
    """A day on paper in words."""
    week, weekday = divmod((day - PAPER_MONDAY).days, 7)
    facts = {"weekday": WEEKDAYS[weekday], "week": week + 1}
    return Sentence(_("%(weekday)s of week %(week)s"), facts)


def _in_weeks(note: RuleNote) -> RuleNote:
    return replace(
        note,
        coach=_said(note.coach),
        athlete=_said(note.athlete),
        why=tuple(map(_said, note.why)),
    )


def _said(sentence: Sentence) -> Sentence:
    facts = {
        name: week_and_day(fact) if isinstance(fact, date) else fact
        for name, fact in sentence.facts.items()
    }
    return Sentence(sentence.template, facts)
