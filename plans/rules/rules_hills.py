"""Rules about hill sprints: who is there yet, how much more, how much at all, how much rest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from plans.rules import hills
from plans.rules.asking import Asking, Voice
from plans.rules.dated import DatedSession
from plans.rules.easy_days import to_another_day
from plans.rules.hills import Ground, HillSet, Step, Unmet
from plans.rules.kind_words import called, mentioned
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote, Severity
from plans.rules.profiles import HillLevel
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.settings import RuleSettings
from plans.rules.weeks import Week

_GROWTH = {Step.DOSE: ("R13.reps", "R13.share"), Step.TWO_AT_ONCE: ()}
"""The numbers behind each step; that one thing grows at a time is no number."""

RESTART = "restart"  # a fact of which the rule of a silence speaks too
FOUR_WEEKS = timedelta(days=28)
SORENESS_AHEAD = timedelta(days=7)  # what hurts today says nothing of hills a month from now

_ENTRY = {
    Unmet.WEEKS_OF_RUNNING: "R12.weeks",
    Unmet.RUNS_A_WEEK: "R12.runs",
    Unmet.PAIN: "R12.pain",
    Unmet.HILL_SESSIONS: "R12.sessions",
}
"""The number behind each, where a coach may set it."""

_UNMET = {
    Unmet.WEEKS_OF_RUNNING: _("It asks for %(number)s weeks of running first."),
    Unmet.RUNS_A_WEEK: _("It asks for %(number)s runs a week first."),
    Unmet.PAIN: _("It asks for pain of at most %(number)s."),
    Unmet.SORE_PART: _("Calf, Achilles or hamstring has not settled."),
    Unmet.INJURED: _("Something hurts, by the answers at the start."),
    Unmet.SCREEN: _("A fair single-leg squat on both sides comes first."),
    Unmet.HILL_SESSIONS: _("It asks for %(number)s sessions of %(hills)s in six months."),
}

_UNMET_BY_ONE = {
    Unmet.WEEKS_OF_RUNNING: _("It asks for a week of running first."),
    Unmet.RUNS_A_WEEK: _("It asks for a run a week first."),
    Unmet.HILL_SESSIONS: _("It asks for a session of %(hills)s in six months."),
}


def _open_hills(asking: Asking) -> Iterator[tuple[DatedSession, HillSet]]:
    for session in asking.counted_of(Kind.HILLS):
        if session.hills is not None and session.is_open(asking.today):
            yield session, session.hills


def _before(session: DatedSession, asking: Asking) -> list[DatedSession]:
    """Hill sessions before `session` that are done, or that the same plan schedules."""
    return [
        each
        for each in asking.counted_of(Kind.HILLS)
        if each.hills is not None and each.day < session.day
    ]


def _ground(session: DatedSession, asking: Asking) -> Ground:
    """What will be true on the day of `session`: what is planned before it counts as done.

    What hurts now is held against the next seven days only.
    """
    ground = asking.known.ground
    ahead = [each for each in _before(session, asking) if each.is_open(asking.today)]
    start = asking.today or asking.sessions[0].day
    weeks = max(0, (session.day - start).days // 7)
    if session.day - start > SORENESS_AHEAD:
        ground = replace(ground, pain=0, sore_part=False, injured=False)
    power = sum(each.hills.is_power for each in ahead if each.hills)
    return replace(
        ground,
        weeks_of_running=_plus(ground.weeks_of_running, weeks),
        hill_sessions=_plus(ground.hill_sessions, len(ahead)),
        power_sessions=_plus(ground.power_sessions, power),
    )


def _plus(known: int | None, more: int) -> int | None:
    return None if known is None else known + more


def prerequisites(asking: Asking) -> Iterator[RuleNote]:
    """R12: what hill sprints ask for at the athlete's level; an error for a first-timer."""
    severity = Severity.E if asking.settings.is_first_timer else Severity.W
    level, entry = asking.settings.level, _entry(asking.settings)
    voice = Voice("R12", asking)
    for session, _set in _open_hills(asking):
        unmet = hills.unmet_prerequisites(level, _ground(session, asking), entry)
        if unmet:
            whose = voice.whose(of=[_ENTRY[each] for each in unmet if each in _ENTRY])
            why = [whose, *(_asked(each, entry) for each in unmet)]
            words = Sentence(_("%(hills)s come a little early."), {"hills": called(Kind.HILLS)})
            yield voice.note(severity, session, words, why=why)


def _asked(unmet: Unmet, entry: hills.Entry) -> Sentence:
    numbers = {
        Unmet.WEEKS_OF_RUNNING: entry.weeks,
        Unmet.RUNS_A_WEEK: entry.runs,
        Unmet.PAIN: entry.pain,
        Unmet.HILL_SESSIONS: entry.sessions,
    }
    number = numbers.get(unmet)
    if number is None:
        return Sentence(_UNMET[unmet])
    template = _UNMET_BY_ONE.get(unmet, _UNMET[unmet]) if number == 1 else _UNMET[unmet]
    return Sentence(template, {"number": number, "hills": mentioned(Kind.HILLS)})


def _entry(settings: RuleSettings) -> hills.Entry:
    ours = hills.Entry.of(settings.level)
    return hills.Entry(
        weeks=settings.limit("R12.weeks", ours.weeks),
        sessions=settings.limit("R12.sessions", ours.sessions),
        runs=settings.limit("R12.runs"),
        pain=settings.limit("R12.pain"),
    )


def step_size(asking: Asking) -> Iterator[RuleNote]:
    """R13: the dose within the best of four weeks plus two reps or a quarter.

    One variable grows at a time; after two weeks without hills half of the last dose is enough
    (information), after four the first step (a warning). Silent without hills in four weeks. No hills in the three days
    before an A race, and on the day before those at most four short ones.
    """
    voice, settings = Voice("R13", asking), asking.settings
    reps, share = settings.limit("R13.reps"), settings.limit("R13.share")
    for session, planned in _open_hills(asking):
        before = [each for each in _before(session, asking) if session.day - each.day <= FOUR_WEEKS]
        recent = [each.hills for each in before if each.hills]
        for step in hills.too_big_a_step(planned, recent, reps=reps, share=share):
            words = _step_words(step, planned, recent)
            why = [voice.whose(of=_GROWTH[step])]
            yield voice.note(Severity.W, session, words, why=why)
        restart = _restart(session, planned, asking, voice)
        if restart is not None:
            yield restart
        race = _race_too_near(session, planned, asking)
        if race is not None:
            facts = {"hills": called(Kind.HILLS), "race": race.name, "day": race.day}
            words = Sentence(_("%(hills)s close to %(race)s on %(day)s."), facts)
            why = [voice.whose(of=["R13.days"])]
            note = voice.note(Severity.W, session, words, other=race, why=why)
            yield to_another_day(note, session, asking, partial(_leaves_room, asking))


def _restart(
    session: DatedSession, planned: HillSet, asking: Asking, voice: Voice
) -> RuleNote | None:
    """About the first hills after a gap that is a fact: the ones before it were done."""
    before, gap = _before(session, asking), asking.settings.limit("R13.gap")
    last = before[-1] if before else None
    if last is None or last.hills is None or not last.done:
        return None
    days = (session.day - last.day).days
    fits = hills.restart_dose_s(last.hills, days, gap)
    if days < gap or planned.dose_s <= fits:
        return None
    severity = Severity.W if hills.is_long_gap(days, gap) else Severity.I
    words = Sentence(
        _("%(hills)s again after %(days)s days: about %(dose)s s of sprinting fits at first."),
        {"hills": called(Kind.HILLS), "days": days, "dose": fits},
    )
    note = voice.note(severity, session, words, why=[voice.whose(of=["R13.gap"])])
    return replace(note, fact=RESTART)


def _leaves_room(asking: Asking, session: DatedSession) -> bool:
    return session.hills is None or _race_too_near(session, session.hills, asking) is None


def _race_too_near(session: DatedSession, planned: HillSet, asking: Asking) -> DatedSession | None:
    """The A race for which these hills come too late; none that is on the same day."""
    ahead = (each for each in asking.counted if each.is_priority_race and each.day > session.day)
    race = next(ahead, None)
    if race is None:
        return None
    none_within = asking.settings.limit("R13.days")
    fits = hills.fits_before_race(planned, (race.day - session.day).days, none_within)
    return None if fits else race


def _step_words(step: Step, planned: HillSet, recent: list[HillSet]) -> Sentence:
    if step is Step.TWO_AT_ONCE:
        return Sentence(_("Two things grow at once: reps, seconds or slope."))
    return Sentence(
        _("%(dose)s s of sprinting, after %(best)s s at most in four weeks."),
        {"dose": planned.dose_s, "best": max(each.dose_s for each in recent)},
    )


def cap(asking: Asking) -> Iterator[RuleNote]:
    """R14: sprinting time in one session by level.

    An error above 300 s, for a first-timer above 90 s. A gradient above 12 per cent is a warning;
    more days a week than level and phase hold is information.
    """
    settings, voice = asking.settings, Voice("R14", asking)
    most = settings.limit("R14.seconds", hills.LIMITS[settings.level].cap_s)
    slope = settings.limit("R14.slope")
    stop = settings.limit("R14.stop")
    for session, planned in _open_hills(asking):
        if planned.dose_s > most:
            is_far = planned.dose_s > stop
            words = Sentence(_("%(dose)s s of sprinting in one session."), {"dose": planned.dose_s})
            whose = (
                voice.whose(stop, of=["R14.stop"])
                if is_far
                else voice.whose(most, of=["R14.seconds"])
            )
            yield voice.note(Severity.E if is_far else Severity.W, session, words, why=[whose])
        if (planned.gradient_pct or 0) > slope:
            facts = {"hills": mentioned(Kind.HILLS)}
            words = Sentence(_("A steeper slope than %(hills)s need."), facts)
            why = [voice.whose(slope, of=["R14.slope"])]
            yield voice.note(Severity.W, session, words, why=why)
    yield from _too_often(asking, voice)


def _too_often(asking: Asking, voice: Voice) -> Iterator[RuleNote]:
    """Hill days beyond what level and phase hold. Silent on paper, where no week has a phase."""
    season, level = asking.known.season, asking.settings.level
    if season is None:
        return
    for week in asking.weeks:
        days = sorted({each.day for each in week.sessions if each.kind is Kind.HILLS})
        last = next((each for each in week.open[::-1] if each.kind is Kind.HILLS), None)
        most = hills.days_a_week(level, season.phase_on(week.monday))
        most += level is HillLevel.INTERMEDIATE and _has_short(week)
        if last is not None and len(days) > most:
            words = Sentence(
                _("%(count)s days of %(hills)s this week."),
                {"count": len(days), "hills": mentioned(Kind.HILLS)},
            )
            why = [voice.whose(most, of=["hill_level"])]
            yield voice.note(Severity.I, last, words, why=why)


def _has_short(week: Week) -> bool:
    """Whether one of the days is short hills, which are a second day also at the middle level."""
    return any(each.hills is not None and each.hills.is_power for each in week.sessions)


def rest(asking: Asking) -> Iterator[RuleNote]:
    """R15: less rest between reps than twice the work."""
    voice, times = Voice("R15", asking), asking.settings.limit("R15.times")
    for session, planned in _open_hills(asking):
        if planned.rest_s is not None and planned.rest_s < times * planned.seconds:
            words = Sentence(
                _("%(rest)s s of rest after %(work)s s of work."),
                {"rest": planned.rest_s, "work": planned.seconds},
            )
            yield voice.note(Severity.I, session, words)


def long_sprints(asking: Asking) -> Iterator[RuleNote]:
    """R17: 15 to 30 s only after four power sessions; an error for a first-timer, else information."""
    severity = Severity.E if asking.settings.is_first_timer else Severity.I
    voice, first = Voice("R17", asking), asking.settings.limit("R17.sessions")
    for session, planned in _open_hills(asking):
        is_locked = hills.long_sprints_unlocked(_ground(session, asking), first) is False
        if planned.seconds >= hills.LONG_SPRINT_S and is_locked:
            words = Sentence(
                _("15 s and longer come after %(sessions)s sessions of short %(hills)s."),
                {"sessions": first, "hills": mentioned(Kind.HILLS)},
            )
            yield voice.note(severity, session, words)


def poor_screen(asking: Asking) -> Iterator[RuleNote]:
    """R25: a poor single-leg squat on one side: an easier rung, no hills yet."""
    if not asking.known.ground.screen_poor:
        return
    voice = Voice("R25", asking)
    for session in asking.open:
        if session.kind is Kind.HILLS:
            words = Sentence(
                _("One side of the single-leg squat was poor: no %(hills)s yet."),
                {"hills": mentioned(Kind.HILLS)},
            )
            yield voice.note(Severity.I, session, words)
