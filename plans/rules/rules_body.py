"""Rules about the body: treatment near hard days, blocks, maintenance, open pain, a red flag."""

from collections.abc import Iterator
from datetime import timedelta

from plans.rules.asking import Asking, SorePart, Voice
from plans.rules.dated import DatedSession
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote, Severity
from plans.rules.part_words import pain_at
from plans.rules.regions import RUNNING_LOADS
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.weeks import Week

PAIN_AHEAD = timedelta(days=7)
LONG_CARE_MINUTES = 20


def treatment_near_hard(asking: Asking) -> Iterator[RuleNote]:
    """R18: deep hands-on work three days before an A race (a warning), the day before hard work, or
    within 48 hours after a race. After practice advice, confirmed in secondary sources only."""
    voice = Voice("R18", asking)
    counted = asking.counted
    for care in asking.open:
        if not care.deep_hands_on:
            continue
        for other in counted:
            severity = _near(care, other)
            if severity is not None:
                words = Sentence(
                    _("Deep treatment close to %(other)s on %(other_day)s."),
                    {"other": other.name, "other_day": other.day},
                )
                yield voice.note(severity, care, words, other=other)
                break


def _near(care: DatedSession, other: DatedSession) -> Severity | None:
    days = (other.day - care.day).days
    if other.is_priority_race and 0 <= days <= 3:
        return Severity.W
    is_near = other.counts_as_hard and (days in {0, 1} or (other.races and days == -1))
    return Severity.I if is_near else None


def blocked_treatment(asking: Asking) -> Iterator[RuleNote]:
    """R19: hands-on treatment while a contraindication is open. Lifted by "my provider knows"."""
    if not asking.known.hands_on_blocked:
        return
    voice = Voice("R19", asking)
    for session in asking.open:
        if session.hands_on:
            words = Sentence(_("Ask a health professional before hands-on treatment."))
            yield voice.note(Severity.E, session, words)


def enough_maintenance(asking: Asking) -> Iterator[RuleNote]:
    """R20: two maintenance items a week, one of 20 minutes every two weeks (our default)."""
    voice = Voice("R20", asking)
    found = asking.weeks
    for place, week in enumerate(found):
        if not week.open:
            continue
        if len(_care(week)) < 2:
            words = Sentence(_("Fewer than two maintenance items this week."))
            yield voice.note(Severity.I, week.open[-1], words)
        two_weeks = [each for near in found[max(0, place - 1) : place + 1] for each in _care(near)]
        if place and not any((each.minutes or 0) >= LONG_CARE_MINUTES for each in two_weeks):
            words = Sentence(_("No maintenance of 20 minutes in two weeks."))
            yield voice.note(Severity.I, week.open[-1], words)


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
        for sore in sorted(asking.known.sore_parts, key=lambda sore: -sore.level):
            severity = _pain_severity(session, sore)
            if severity is not None:
                words = pain_at(sore.level, sore.region, sore.side)
                yield voice.note(severity, session, words)
                break


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
