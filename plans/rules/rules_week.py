"""Rules about the shape of a week: hard days, free days, and what an under-18 needs."""

from collections.abc import Iterator

from plans.rules.asking import Asking, Voice
from plans.rules.kind_words import mentioned
from plans.rules.kinds import Kind, RunType
from plans.rules.notes import RuleNote, Severity
from plans.rules.profiles import Profile
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.weeks import Week

_FREE = {
    0: _("No day without %(run)s or %(strength)s this week."),
    1: _("1 day without %(run)s or %(strength)s this week."),
}
_FREE_DAYS = _("%(days)s days without %(run)s or %(strength)s this week.")
RELAXED = frozenset({Profile.COMPETITIVE, Profile.MARATHON})


def hard_days_a_week(asking: Asking) -> Iterator[RuleNote]:
    """R02: a warning above three hard days, above two for a first-timer (our default). Races count."""
    most = asking.settings.limit("R02.days")
    yield from _too_many_hard_days(asking, Voice("R02", asking), most)


def _too_many_hard_days(asking: Asking, voice: Voice, most: float) -> Iterator[RuleNote]:
    for week in asking.weeks:
        hard = week.hard_days
        movable = [each for day in hard if (each := day.movable(asking.today))]
        if len(hard) > most and movable:
            words = Sentence(_("%(count)s hard days this week."), {"count": len(hard)})
            why = [voice.whose(most, of=[f"{voice.rule}.days"])]
            yield voice.note(Severity.W, movable[-1], words, why=why)


def free_days(asking: Asking) -> Iterator[RuleNote]:
    """R03: days with no run and no strength (our default: two for a first-timer, else one).

    Only information for the competitive and for marathoners; an under-18's free day is R27.
    """
    if asking.settings.profile is Profile.UNDER_18:
        return
    severity = Severity.I if asking.settings.profile in RELAXED else Severity.W
    least = asking.settings.limit("R03.days")
    voice = Voice("R03", asking)
    for week in asking.weeks:
        if week.open and week.free_days < least:
            yield voice.note(severity, week.open[-1], _free(week), why=[voice.whose(least)])


def _free(week: Week) -> Sentence:
    facts: dict[str, object] = {
        "days": week.free_days,
        "run": mentioned(Kind.RUN),
        "strength": mentioned(Kind.STRENGTH),
    }
    return Sentence(_FREE.get(week.free_days, _FREE_DAYS), facts)


def under_18(asking: Asking) -> Iterator[RuleNote]:
    """R27: the guardian's consent and a free day a week (errors), hard days, no maximal testing.

    After Krabak et al. 2021, BJSM 55:305 (existence confirmed); the numbers are our defaults.
    """
    if asking.settings.profile is not Profile.UNDER_18:
        return
    voice, free = Voice("R27", asking), asking.settings.limit("R27.free")
    for week in asking.weeks:
        if not week.open:
            continue
        if asking.known.guardian_agreed is False:
            yield voice.note(
                Severity.E,
                week.open[0],
                Sentence(_("The guardian has not agreed yet.")),
                why=[voice.whose(of=())],
            )
        if week.free_days < free:
            why = [voice.whose(free, of=["R27.free"])]
            yield voice.note(Severity.E, week.open[-1], _free(week), why=why)
    for session in asking.open:
        if session.run_type is RunType.TIME_TRIAL:
            yield voice.note(
                Severity.W,
                session,
                Sentence(_("No testing to the maximum under 18.")),
                why=[voice.whose(of=())],
            )
    yield from _too_many_hard_days(asking, voice, asking.settings.limit("R27.days"))
