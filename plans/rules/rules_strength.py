"""Rules about strength: how often, how far apart, and next to what. All are our defaults."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from plans.rules.asking import Asking, Voice
from plans.rules.dated import DatedSession
from plans.rules.kind_words import called
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote, Severity
from plans.rules.profiles import Phase
from plans.rules.season import Season
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.weeks import Week

DAYS_BY_PHASE = {
    Phase.OFF: (1, 2),
    Phase.BASE: (1, 3),
    Phase.PRESEASON: (1, 2),
    Phase.RACE: (1, 2),
}
ON_PAPER = (1, 3)
TAPER = (0, 1)  # the week of an A race
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
        least, most = _strength_days(week, asking.known.season)
        if not week.open or least <= count <= most:
            continue
        words = (
            Sentence(_("%(count)s strength days this week."), {"count": count})
            if count
            else Sentence(_("No strength this week."))
        )
        yield voice.note(Severity.I, week.open[-1], words)


def _strength_days(week: Week, season: Season | None) -> tuple[int, int]:
    if any(each.is_priority_race for each in week.sessions):
        return TAPER
    return ON_PAPER if season is None else DAYS_BY_PHASE[season.phase_on(week.monday)]


def strength_apart(asking: Asking) -> Iterator[RuleNote]:
    """R09: 48 hours between strength days, where they are loaded (effort 6 and more)."""
    voice, loads_from = Voice("R09", asking), asking.settings.limit("R09.effort")
    loaded = [each for each in _strength(asking.counted) if (each.effort or 0) >= loads_from]
    for before, after in zip(loaded, loaded[1:], strict=False):
        if (after.day - before.day).days == 1 and after.is_open(asking.today):
            words = Sentence(
                _("%(strength)s on two days in a row."), {"strength": called(Kind.STRENGTH)}
            )
            yield voice.note(Severity.I, after, words, other=before)


def strength_before_hard(asking: Asking) -> Iterator[RuleNote]:
    """R10: strength of effort 5 and more the day before a hard one, any just before an A race.

    Within 24 hours before a hard run it costs the run (confirmed in a secondary source only).
    """
    voice, loud_from = Voice("R10", asking), asking.settings.limit("R10.effort")
    for strength in _strength(asking.open):
        next_days = strength.day + ONE_DAY, strength.day + 2 * ONE_DAY
        for other in asking.counted_on(*next_days):
            severity = _before_hard(strength, other, loud_from)
            if severity is not None:
                words = Sentence(
                    _("%(strength)s shortly before %(other)s on %(other_day)s."),
                    {
                        "strength": called(Kind.STRENGTH),
                        "other": other.name,
                        "other_day": other.day,
                    },
                )
                yield voice.note(severity, strength, words, other=other)
                break


def _before_hard(strength: DatedSession, other: DatedSession, loud_from: float) -> Severity | None:
    days = (other.day - strength.day).days
    effort = strength.effort or 0
    if other.is_priority_race and days in {1, 2}:
        return Severity.W
    if days != 1 or not other.counts_as_hard or effort < 5:
        return None
    return Severity.W if effort >= loud_from else Severity.I


def order_of_the_day(asking: Asking) -> Iterator[RuleNote]:
    """R11: on one day the run comes first, and two hard sessions lie three hours apart.

    Only where sessions carry an hour. Confirmed in a secondary source only.
    """
    voice, apart = Voice("R11", asking), asking.settings.limit("R11.hours")
    for strength in _strength(asking.open):
        for run in asking.counted_on(strength.day):
            words = _out_of_order(strength, run, apart)
            if words is not None:
                yield voice.note(Severity.I, strength, words, other=run)


def _out_of_order(strength: DatedSession, run: DatedSession, apart: float) -> Sentence | None:
    if not run.is_running or strength.hour is None or run.hour is None:
        return None
    if strength.hour < run.hour:
        return Sentence(_("Run first, strength later the same day."))
    both_hard = strength.counts_as_hard and run.counts_as_hard
    if both_hard and strength.hour - run.hour < apart:
        return Sentence(_("Less than %(hours)s h between two hard sessions."), {"hours": apart})
    return None
