"""Rules about the body: treatment near hard days, blocks, maintenance, open pain, a red flag."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from plans.rules.asking import Asking, SorePart, Voice
from plans.rules.dated import DatedSession
from plans.rules.easy_days import to_another_day
from plans.rules.kind_words import mentioned
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote, Severity, loudest
from plans.rules.part_words import pain_at
from plans.rules.regions import RUNNING_LOADS, BodySide, Region
from plans.rules.restrictions import against
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.weeks import Week

PAIN_AHEAD = timedelta(days=7)
EPISODE_AHEAD = timedelta(days=14)
HALF_KM = 21.0  # from here on deep work waits three days after a race, else two


def treatment_near_hard(asking: Asking) -> Iterator[RuleNote]:
    """R18: deep hands-on work three days before an A race (a warning; seven for somebody's first), the
    day before hard work, or within 48 hours after a race, 72 after a half marathon. After practice
    advice, confirmed in secondary sources only."""
    voice, settings, counted = Voice("R18", asking), asking.settings, asking.counted
    first = _first_deep(asking)
    for care in asking.open:
        if not care.deep_hands_on:
            continue
        before_race = "R18.first" if care is first else "R18.days"
        most = settings.limit(before_race)
        found = _closest(counted, most, care)
        if found is not None:
            severity, other = found
            words = Sentence(
                _("Deep %(treatment)s close to %(other)s on %(other_day)s."),
                {
                    "treatment": mentioned(Kind.TREATMENT),
                    "other": other.name,
                    "other_day": other.day,
                },
            )
            why = [voice.whose(of=[before_race] if severity is Severity.W else [])]
            note = voice.note(severity, care, words, other=other, why=why)
            yield to_another_day(note, care, asking, partial(_keeps_away, counted, most))


def _first_deep(asking: Asking) -> DatedSession | None:
    """The first deep work of somebody who never had any, whose body's answer nobody knows yet.

    What is not known is taken as had.
    """
    if asking.known.had_deep is not False:
        return None
    return next((each for each in asking.counted if each.deep_hands_on), None)


def _closest(
    counted: Sequence[DatedSession], most: float, care: DatedSession
) -> tuple[Severity, DatedSession] | None:
    """What deep work comes too close to, and how loud that is."""
    return loudest((_near(care, other, most), other) for other in counted)


def _keeps_away(counted: Sequence[DatedSession], most: float, care: DatedSession) -> bool:
    return _closest(counted, most, care) is None


def _near(care: DatedSession, other: DatedSession, most: float) -> Severity | None:
    days = (other.day - care.day).days
    if other.is_priority_race and 0 <= days <= most:
        return Severity.W
    after_race = range(-2 if (other.race_km or 0) >= HALF_KM else -1, 0) if other.races else ()
    is_near = other.counts_as_hard and (days in {0, 1} or days in after_race)
    return Severity.I if is_near else None


def blocked_treatment(asking: Asking) -> Iterator[RuleNote]:
    """R19: hands-on treatment while a contraindication is open. Lifted by "my provider knows"."""
    if not asking.known.hands_on_blocked:
        return
    voice = Voice("R19", asking)
    for session in asking.open:
        if session.hands_on:
            words = Sentence(
                _("Ask a health professional before hands-on %(treatment)s."),
                {"treatment": mentioned(Kind.TREATMENT)},
            )
            yield voice.note(Severity.E, session, words)


def enough_maintenance(asking: Asking) -> Iterator[RuleNote]:
    """R20: two maintenance items a week, one of 20 minutes every two weeks (our default)."""
    settings, voice = asking.settings, Voice("R20", asking)
    items, minutes = settings.limit("R20.items"), settings.limit("R20.minutes")
    found = asking.weeks
    for place, week in enumerate(found):
        if not week.open:
            continue
        if len(_care(week)) < items:
            facts = {"items": items, "maintenance": mentioned(Kind.MAINTENANCE)}
            words = Sentence(_("Fewer than %(items)s items of %(maintenance)s this week."), facts)
            why = [voice.whose(of=["R20.items"])]
            yield voice.note(Severity.I, week.open[-1], words, why=why)
        two_weeks = [each for near in found[max(0, place - 1) : place + 1] for each in _care(near)]
        if place and not any((each.minutes or 0) >= minutes for each in two_weeks):
            facts = {"minutes": minutes, "maintenance": mentioned(Kind.MAINTENANCE)}
            words = Sentence(_("No %(maintenance)s of %(minutes)s minutes in two weeks."), facts)
            why = [voice.whose(of=["R20.minutes"])]
            yield voice.note(Severity.I, week.open[-1], words, why=why)


def _care(week: Week) -> list[DatedSession]:
    return [each for each in week.sessions if each.kind in {Kind.MAINTENANCE, Kind.TREATMENT}]


def open_pain(asking: Asking) -> Iterator[RuleNote]:
    """R22: open pain in a part that a session of the next seven days loads (our default).

    An error at the hold limit, a warning at notice; easy running stays until the stop limit.
    """
    if asking.today is None:
        return
    voice = Voice("R22", asking)
    for session in asking.open:
        if session.day - asking.today > PAIN_AHEAD:
            continue
        worst_first = sorted(asking.known.sore_parts, key=lambda sore: -sore.level)
        found = loudest((_pain_severity(session, sore), sore) for sore in worst_first)
        if found is not None:
            severity, sore = found
            note = voice.note(severity, session, pain_at(sore.level, sore.region, sore.side))
            yield replace(note, fact=_place(sore.region, sore.side))


def _pain_severity(session: DatedSession, sore: SorePart) -> Severity | None:
    runs_on_it = session.is_running and sore.region in RUNNING_LOADS
    works_on_it = sore.region in session.regions or (runs_on_it and session.is_demanding)
    if runs_on_it and sore.level >= sore.stop:
        return Severity.E
    if works_on_it and sore.level >= sore.hold:
        return Severity.E
    at_notice = works_on_it and sore.level >= sore.notice
    is_held_easy = runs_on_it and sore.level >= sore.hold
    return Severity.W if at_notice or is_held_easy else None


def red_flag(asking: Asking) -> Iterator[RuleNote]:
    """R23: while a red flag is open, nothing beyond rest and advice goes out.

    A yes on the health list allows walking and mobility until medical advice was had.
    """
    known, voice = asking.known, Voice("R23", asking)
    for session in asking.open:
        if known.red_flag and session.kind is not Kind.REST:
            words = Sentence(_("A red flag is open: rest and advice only."))
            yield voice.note(Severity.E, session, words)
        elif known.needs_advice and not _is_gentle(session):
            words = Sentence(_("Medical advice comes first: walking and mobility until then."))
            yield voice.note(Severity.E, session, words)


def _is_gentle(session: DatedSession) -> bool:
    return session.is_walk or session.kind in {Kind.REST, Kind.MAINTENANCE}


def episode_restriction(asking: Asking) -> Iterator[RuleNote]:
    """R29: a session against what the coach has ruled out for an open injury.

    An error in the next fourteen days, a warning after: by then the injury is looked at again (our
    default).
    """
    if asking.today is None:
        return
    voice = Voice("R29", asking)
    for session in asking.open:
        found = against(session, asking.known.episodes)
        if found is not None:
            is_near = session.day - asking.today <= EPISODE_AHEAD
            severity = Severity.E if is_near else Severity.W
            since = Sentence(_("Open since %(day)s."), {"day": found.episode.since})
            note = voice.note(severity, session, found.words, why=[found.instead, since])
            yield replace(note, fact=_place(found.episode.region, found.episode.side))


def _place(region: Region, side: BodySide) -> str:
    """What pain and injury at one part have in common."""
    return f"{region} {side}"
