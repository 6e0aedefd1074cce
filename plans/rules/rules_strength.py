"""Rules about strength: how often, how far apart, and next to what. All are our defaults."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from plans.rules.asking import Asking, Voice
from plans.rules.dated import DatedSession
from plans.rules.easy_days import to_another_day
from plans.rules.kind_words import called, mentioned
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote, Severity, loudest
from plans.rules.profiles import Phase
from plans.rules.season import Season
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.settings import RuleSettings
from plans.rules.weeks import Week

LEAST, RACE_WEEK = "R08.least", "R08.race_week"
_DAYS = {0: _("No %(strength)s this week."), 1: _("1 day of %(strength)s this week.")}
ONE_DAY = timedelta(days=1)


def _strength(sessions: Iterable[DatedSession]) -> list[DatedSession]:
    return [each for each in sessions if each.kind is Kind.STRENGTH and not each.is_activation]


def strength_days(asking: Asking) -> Iterator[RuleNote]:
    """R08: one to three strength days a week, fewer by phase. Activation does not count.

    Two a week improve running economy (Blagrove et al. 2018, Sports Med 48:1117, confirmed). Each
    week is asked by the phase that it will be in; in the week of an A race one is enough, and none.
    """
    voice = Voice("R08", asking)
    for week in asking.weeks:
        count = len({each.day for each in _strength(week.sessions)})
        passed = _passed(count, _most_days(week, asking.known.season), asking.settings)
        if not week.open or passed is None:
            continue
        words = Sentence(
            _DAYS.get(count, _("%(count)s days of %(strength)s this week.")),
            {"count": count, "strength": mentioned(Kind.STRENGTH)},
        )
        why = [voice.whose(asking.settings.limit(passed), of=[passed])]
        yield voice.note(Severity.I, week.open[-1], words, why=why)


def _most_days(week: Week, season: Season | None) -> str:
    """The name of the number that holds in this week; a plan on paper is held to the base phase."""
    if any(each.is_priority_race for each in week.sessions):
        return RACE_WEEK
    is_base = season is None or season.phase_on(week.monday) is Phase.BASE
    return "R08.most" if is_base else "R08.other"


def _passed(count: int, most: str, settings: RuleSettings) -> str | None:
    """The name of the number that `count` days do not keep."""
    if count > settings.limit(most):
        return most
    if most != RACE_WEEK and count < settings.limit(LEAST):
        return LEAST
    return None


def strength_apart(asking: Asking) -> Iterator[RuleNote]:
    """R09: 48 hours between strength days, where they are loaded (effort 6 and more)."""
    voice, settings = Voice("R09", asking), asking.settings
    loads_from, apart = settings.limit("R09.effort"), settings.limit("R09.days")
    loaded = [each for each in _strength(asking.counted) if (each.effort or 0) >= loads_from]
    for before, after in zip(loaded, loaded[1:], strict=False):
        days = (after.day - before.day).days
        if 0 < days < apart and after.is_open(asking.today):
            template = (
                _("%(strength)s on two days in a row.")
                if days == 1
                else _("%(strength)s again %(days)s days later.")
            )
            words = Sentence(template, {"strength": called(Kind.STRENGTH), "days": days})
            why = [voice.whose(of=["R09.effort", "R09.days"])]
            note = voice.note(Severity.I, after, words, other=before, why=why)
            yield to_another_day(note, after, asking, partial(_fits, asking))


def strength_before_hard(asking: Asking) -> Iterator[RuleNote]:
    """R10: strength of effort 5 and more the day before a hard one, any just before an A race.

    Within 24 hours before a hard run it costs the run (confirmed in a secondary source only).
    """
    voice = Voice("R10", asking)
    for strength in _strength(asking.open):
        found = _shortly_before(strength, asking)
        if found is not None:
            severity, other = found
            facts = {"other": other.name, "other_day": other.day, "strength": called(Kind.STRENGTH)}
            words = Sentence(_("%(strength)s shortly before %(other)s on %(other_day)s."), facts)
            why = [voice.whose(of=[_number_behind(severity, other)])]
            note = voice.note(severity, strength, words, other=other, why=why)
            yield to_another_day(note, strength, asking, partial(_fits, asking))


def _fits(asking: Asking, strength: DatedSession) -> bool:
    """Whether strength on its day is apart from other loaded strength, and not shortly before hard work."""
    settings = asking.settings
    loads_from, apart = settings.limit("R09.effort"), settings.limit("R09.days")
    if (strength.effort or 0) >= loads_from:
        for other in _strength(asking.counted):
            is_loaded = other.key != strength.key and (other.effort or 0) >= loads_from
            if is_loaded and abs((other.day - strength.day).days) < apart:
                return False
    return _shortly_before(strength, asking) is None


def _shortly_before(strength: DatedSession, asking: Asking) -> tuple[Severity, DatedSession] | None:
    """What hard or A-race session comes too soon after `strength`, and how loud that is."""
    reach = range(1, max(1, int(asking.settings.limit("R10.days"))) + 1)
    near = asking.counted_on(*(strength.day + ONE_DAY * days for days in reach))
    return loudest((_before_hard(strength, other, asking.settings), other) for other in near)


def _before_hard(
    strength: DatedSession, other: DatedSession, settings: RuleSettings
) -> Severity | None:
    days = (other.day - strength.day).days
    effort = strength.effort or 0
    if other.is_priority_race and days <= settings.limit("R10.days"):
        return Severity.W
    if days != 1 or not other.counts_as_hard or effort < settings.limit("R10.from"):
        return None
    return Severity.W if effort >= settings.limit("R10.effort") else Severity.I


def _number_behind(severity: Severity, other: DatedSession) -> str:
    if other.is_priority_race:
        return "R10.days"
    return "R10.effort" if severity is Severity.W else "R10.from"


def order_of_the_day(asking: Asking) -> Iterator[RuleNote]:
    """R11: on one day the run comes first, and two hard sessions lie three hours apart.

    Only where sessions carry an hour. Confirmed in a secondary source only.
    """
    voice, apart = Voice("R11", asking), asking.settings.limit("R11.hours")
    for strength in _strength(asking.open):
        for run in asking.counted_on(strength.day):
            words = _out_of_order(strength, run, apart)
            if words is not None:
                why = [voice.whose(of=["R11.hours"] if "hours" in words.facts else [])]
                yield voice.note(Severity.I, strength, words, other=run, why=why)


def _out_of_order(strength: DatedSession, run: DatedSession, apart: float) -> Sentence | None:
    if not run.is_running or strength.hour is None or run.hour is None:
        return None
    if strength.hour < run.hour:
        facts = {"run": called(Kind.RUN), "strength": mentioned(Kind.STRENGTH)}
        return Sentence(_("%(run)s first, %(strength)s later the same day."), facts)
    both_hard = strength.counts_as_hard and run.counts_as_hard
    if both_hard and strength.hour - run.hour < apart:
        return Sentence(_("Less than %(hours)s h between two hard sessions."), {"hours": apart})
    return None
