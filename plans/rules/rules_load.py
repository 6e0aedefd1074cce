"""Rules about how much: the longest run, the week's load, a lighter week, monotony, taper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean, median

from plans.rules.asking import Asking, Voice
from plans.rules.dated import DatedSession
from plans.rules.kinds import Kind
from plans.rules.load import longest_run_limit
from plans.rules.notes import RuleNote, Severity
from plans.rules.parameters import PARAMETERS
from plans.rules.rules_hills import RESTART
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.weeks import ONE_WEEK, Week, loads_before, monday_of

HISTORY = timedelta(days=28)
LONGEST_WINDOW = timedelta(days=30)
TAPER_FROM = timedelta(days=3)  # a race from Thursday on belongs to the taper of its own week


def longest_run(asking: Asking) -> Iterator[RuleNote]:
    """R04: one run beyond the longest of 30 days by more than a tenth and ten minutes.

    Frandsen et al. 2025, BJSM 59:1203 (confirmed); the ten minutes are our default. Races are
    exempt; an intake's longest run stands in for the weeks before. Silent without history.
    """
    settings, voice = asking.settings, Voice("R04", asking)
    ratio, at_least = settings.limit("R04.ratio"), settings.limit("R04.minutes")
    for session in asking.counted_of(Kind.RUN):
        if session.races or session.minutes is None or not session.is_open(asking.today):
            continue
        longest = _longest_before(session, asking)
        if longest is None:
            continue
        limit = longest_run_limit(longest, ratio=ratio, at_least=at_least)
        if session.minutes > limit:
            words = Sentence(
                _("%(minutes)s min, after a longest run of %(longest)s min in 30 days."),
                {"minutes": round(session.minutes), "longest": round(longest)},
            )
            why = [voice.whose(limit, of=["R04.ratio", "R04.minutes"])]
            yield voice.note(Severity.W, session, words, why=why)


def _longest_before(session: DatedSession, asking: Asking) -> float | None:
    first = asking.sessions[0].day
    since = session.day - LONGEST_WINDOW
    runs = [
        each.minutes
        for each in asking.counted_of(Kind.RUN)
        if since <= each.day < session.day and each.minutes
    ]
    if asking.known.longest_run and first >= since:
        runs.append(asking.known.longest_run)
    elif session.day - first < HISTORY:
        return None
    return max(runs, default=None)


def knows_longest(asking: Asking) -> bool:
    """Whether R04 has a longest run to go by for one of the runs ahead."""
    ahead = (each for each in asking.counted_of(Kind.RUN) if each.is_open(asking.today))
    return any(_longest_before(each, asking) is not None for each in ahead)


def knows_loads(asking: Asking) -> bool:
    """Whether R05 has loads to go by for one of the weeks ahead."""
    found = asking.weeks
    return any(
        week.open and _usual(asking, found, place) is not None for place, week in enumerate(found)
    )


def weekly_load(asking: Asking) -> Iterator[RuleNote]:
    """R05: a week beyond 1.15 times the best of four (first-timer: or 100 AU more).

    The first week of a plan stays within 1.10 times the four-week median. Prudence, not science: a
    10 per cent rule did not help novices (Buist et al. 2008, AJSM 36:33, confirmed). Race weeks and
    incomplete weeks are left out; silent without history.
    """
    voice = Voice("R05", asking)
    found = asking.weeks
    for place, week in enumerate(found):
        usual = _usual(asking, found, place)
        if usual is None or week.load is None or week.has_race or not week.open:
            continue
        limit = _load_limit(asking, week, usual)
        if week.load > limit:
            words = Sentence(
                _("A load of about %(load)s this week, after %(best)s at most in the last four."),
                {"load": round(week.load), "best": round(max(usual))},
            )
            why = [voice.whose(limit, of=_load_numbers(asking, week))]
            yield voice.note(Severity.W, week.open[-1], words, why=why)


def _load_numbers(asking: Asking, week: Week) -> tuple[str, ...]:
    """The names of what holds in this week."""
    is_first = week.monday in asking.known.plan_starts
    return ("R05.first_ratio",) if is_first else ("R05.ratio", "R05.load")


def _usual(asking: Asking, found: list[Week], place: int) -> list[float] | None:
    """Loads to go by: of four weeks, two of them complete, or the intake's median beside them."""
    before = loads_before(found, place)
    if place < 4:
        stated = asking.known.median_load
        return [*before, stated] if stated is not None else None
    return before if len(before) >= 2 else None


def _load_limit(asking: Asking, week: Week, usual: list[float]) -> float:
    if week.monday in asking.known.plan_starts:
        return median(usual) * asking.settings.limit("R05.first_ratio")
    best, settings = max(usual), asking.settings
    return max(best * settings.limit("R05.ratio"), best + settings.limit("R05.load"))


def lighter_week(asking: Asking) -> Iterator[RuleNote]:
    """R06: after three weeks that each rose, one of at most 80 per cent of their mean.

    For first-timers and joggers, whose weeks are small, 90 per cent (our defaults).
    """
    share = asking.settings.limit("R06.share")
    voice = Voice("R06", asking)
    found = asking.weeks
    for place, week in enumerate(found):
        before = loads_before(found, place)
        is_rising = len(before) == 4 and before == sorted(set(before))
        if is_rising and week.open and week.load and week.load > share * fmean(before[1:]):
            words = Sentence(_("Three weeks up, and no lighter one after them."))
            yield voice.note(Severity.I, week.open[-1], words)


def monotony(asking: Asking) -> Iterator[RuleNote]:
    """R07: a planned week over a monotony of 2.0; a warning only where it is also a heavy one."""
    limit, heavy = asking.settings.limit("R07.monotony"), asking.settings.limit("R07.ratio")
    voice = Voice("R07", asking)
    found = asking.weeks
    for place, week in enumerate(found):
        spread = week.spread
        if spread is None or not week.open or not spread.is_monotonous(limit):
            continue
        usual = _usual(asking, found, place)
        is_heavy = usual is not None and spread.total > heavy * median(usual)
        words = Sentence(_("The days of this week are much alike."))
        severity, numbers = Severity.I, ["R07.monotony"]
        if is_heavy:
            severity, numbers = Severity.W, [*numbers, "R07.ratio"]
        yield voice.note(severity, week.open[-1], words, why=[voice.whose(of=numbers)])


def taper(asking: Asking) -> Iterator[RuleNote]:
    """R21: the week of an A race 40 to 60 per cent below the block's peak.

    Wang et al. 2023, PLoS One 18:e0282838 (confirmed: 41 to 60 per cent less volume). The race's
    own load is left out where the week may be too heavy, and counted where it may be too light.
    """
    settings, voice = asking.settings, Voice("R21", asking)
    least, most = settings.limit("R21.least"), settings.limit("R21.most")
    found = asking.weeks
    for place, week in enumerate(found):
        race = _tapers_for(found, place)
        before = loads_before(found, place, most=8)
        if race is None or week.load is None or len(before) < 3 or not week.open:
            continue
        peak = max(before)
        own_load = race.load or 0 if race in week.sessions else 0
        if week.load - own_load > most * peak:
            words = Sentence(_("The race week is not much lighter than the block's biggest."))
            why = [voice.whose(most * peak, of=["R21.most"])]
            yield voice.note(Severity.I, week.open[0], words, other=race, why=why)
        elif week.load < least * peak:
            words = Sentence(_("The race week is lighter than a taper needs to be."))
            why = [voice.whose(least * peak, of=["R21.least"])]
            yield voice.note(Severity.I, week.open[0], words, other=race, why=why)


def _tapers_for(found: list[Week], place: int) -> DatedSession | None:
    """The A race that the week leads up to: it has most of the seven days that end with the race.

    A race from Monday to Wednesday has its taper in the week before (our default).
    """
    first = found[place].monday + TAPER_FROM
    return next(
        (
            each
            for week in found[place : place + 2]
            for each in week.sessions
            if each.is_priority_race and first <= each.day < first + ONE_WEEK
        ),
        None,
    )


def is_silent(last_log_on: date | None, today: date, days: float | None = None) -> bool:
    """Whether to ask "Were you running?": nothing was logged for more than `days`, or our 14."""
    most = PARAMETERS["R28.days"].default if days is None else days
    return last_log_on is not None and (today - last_log_on).days > most


def after_a_silence(asking: Asking) -> Iterator[RuleNote]:
    """R28: who was not running in a silence of 14 days restarts 30 per cent lower, hills at half.

    Until the athlete has answered it is a question to them, and no note.
    """
    known, today, last = asking.known, asking.today, asking.known.last_log_on
    if today is None or last is None or known.was_running is not False:
        return
    if is_silent(last, today, asking.settings.limit("R28.days")):
        yield from _load_after_a_silence(asking, last, today)
        yield from _hills_after_a_silence(asking, last, today)


def _load_after_a_silence(asking: Asking, last: date, today: date) -> Iterator[RuleNote]:
    voice, found = Voice("R28", asking), asking.weeks
    ahead = next((week for week in found if week.open), None)
    before = [
        week.load for week in found if week.load is not None and week.monday <= monday_of(last)
    ][-4:]
    usual = median(before) if before else asking.known.median_load
    if ahead is None or usual is None or ahead.load is None:
        return
    fits = usual * asking.settings.limit("R28.load")
    if ahead.load > fits:
        words = Sentence(
            _("Nothing logged for %(days)s days: a load of about %(load)s fits the week back."),
            {"days": (today - last).days, "load": round(fits)},
        )
        yield voice.note(
            Severity.W, ahead.open[0], words, why=[voice.whose(of=["R28.days", "R28.load"])]
        )


def _hills_after_a_silence(asking: Asking, last: date, today: date) -> Iterator[RuleNote]:
    """About the first hills ahead, measured by the last that were done."""
    voice, hills = Voice("R28", asking), asking.counted_of(Kind.HILLS)
    done = [each.hills for each in hills if each.done and each.day <= last and each.hills]
    ahead = next((each for each in hills if each.hills and each.is_open(today)), None)
    if not done or ahead is None or ahead.hills is None:
        return
    fits = done[-1].dose_s * asking.settings.limit("R28.hills")
    if ahead.hills.dose_s > fits:
        words = Sentence(
            _("Nothing logged for %(days)s days: about %(dose)s s of sprinting fits at first."),
            {"days": (today - last).days, "dose": round(fits)},
        )
        note = voice.note(Severity.W, ahead, words, why=[voice.whose(of=["R28.days", "R28.hills"])])
        yield replace(note, fact=RESTART)
