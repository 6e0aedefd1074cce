"""The sentences about easy days between hard ones."""

from collections.abc import Sequence
from datetime import date

from plans.rules.dated import DatedSession
from plans.rules.notes import Severity
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

_AFTER = (
    _("The day after %(other)s on %(other_day)s."),
    _("1 easy day after %(other)s on %(other_day)s."),
    _("%(days)s easy days after %(other)s on %(other_day)s."),
)
_BEFORE = (
    _("The day before %(other)s on %(other_day)s."),
    _("1 easy day before %(other)s on %(other_day)s."),
    _("%(days)s easy days before %(other)s on %(other_day)s."),
)
_WHOSE = {
    (Severity.E, False, True): _("Your floor is %(days)s."),
    (Severity.E, False, False): _("Coachapp's default floor is %(days)s."),
    (Severity.E, True, True): _("Your floor after a race is %(days)s."),
    (Severity.E, True, False): _("Coachapp's default floor after a race is %(days)s."),
    (Severity.W, False, True): _("Your wish is %(days)s."),
    (Severity.W, False, False): _("Coachapp's default wish is %(days)s."),
    (Severity.W, True, True): _("Your wish after a race is %(days)s."),
    (Severity.W, True, False): _("Coachapp's default wish after a race is %(days)s."),
}


def gap(day: date, other: DatedSession, easy_days: int) -> Sentence:
    """How far `day` is from another hard session."""
    templates = _AFTER if day > other.day else _BEFORE
    facts = {"days": easy_days, "other": other.name, "other_day": other.day}
    return Sentence(templates[min(easy_days, 2)], facts)


def whose_number(severity: Severity, after_race: bool, is_chosen: bool, days: int) -> Sentence:
    """The number that applies, and whether the coach chose it."""
    return Sentence(_WHOSE[severity, after_race, is_chosen], {"days": days})


def nearest(good_days: Sequence[date]) -> Sentence:
    """The first of `good_days`, or that there is none."""
    if not good_days:
        return Sentence(_("No day within six days of it fits."))
    return Sentence(_("The nearest day that fits is %(day)s."), {"day": good_days[0]})


def assumed(other: DatedSession) -> Sentence:
    """That a session without a log counts until somebody says otherwise."""
    return Sentence(
        _("%(other)s on %(other_day)s has no log: it counts as hard until marked as not done."),
        {"other": other.name, "other_day": other.day},
    )


def what_the_plan_keeps(after_race: bool, days: int) -> Sentence:
    """The rule in the athlete's words."""
    one, many = (
        (
            _("The plan keeps 1 easy day after a race."),
            _("The plan keeps %(days)s easy days after a race."),
        )
        if after_race
        else (
            _("The plan keeps 1 easy day between hard ones."),
            _("The plan keeps %(days)s easy days between hard ones."),
        )
    )
    return Sentence(one if days == 1 else many, {"days": days})


def fits_any_day() -> Sentence:
    """For a session that is not hard."""
    return Sentence(_("Not a hard session: it fits any day."))


def good(day: date, before: DatedSession | None, same: DatedSession | None) -> Sentence:
    """Why a day is a good one for a hard session."""
    if same is not None:
        return Sentence(
            _("Joins %(other)s: two on one day are one hard day."), {"other": same.name}
        )
    if before is None:
        return Sentence(_("Nothing hard comes before it."))
    return gap(day, before, (day - before.day).days - 1)
