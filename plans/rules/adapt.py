"""A span of days made easier in one go: what each session becomes, and which are only listed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.rules.dated import DatedSession
from plans.rules.hardness import CARE_KINDS
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.regions import Region
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

EASY_EFFORT = 3.0
LIGHT_EFFORT = 4.0
EASY_MINUTES = 30


class SpanIsBackwards(ValueError):
    """A span ends on the day it starts, or later."""


class Restriction(StrEnum):
    NO_IMPACT = "no_impact"
    NO_HARD_RUNNING = "no_hard_running"
    EASY_ONLY = "easy_only"


class Instead(StrEnum):
    """What a run becomes where it must not be one."""

    BIKE = "bike"
    POOL = "pool"
    ELLIPTICAL = "elliptical"
    SWIM = "swim"
    WALK = "walk"


TITLES = {
    Instead.BIKE: _("Easy bike"),
    Instead.POOL: _("Pool run"),
    Instead.ELLIPTICAL: _("Easy elliptical"),
    Instead.SWIM: _("Easy swim"),
    Instead.WALK: _("Walk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What the coach asks for, first and last day included."""

    from_on: date
    to_on: date
    restriction: Restriction
    region: Region | None = None
    instead: Instead = Instead.BIKE

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises SpanIsBackwards."""
        if self.to_on < self.from_on:
            raise SpanIsBackwards(self.from_on, self.to_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What a session becomes."""

    kind: Kind
    run_type: RunType | None
    title: Sentence | None  # None: it keeps its own
    minutes: float
    effort: float


@dataclass(frozen=True, slots=True)
class Change:
    """One session of the span: what it becomes, or None where it stays, and why."""

    key: str
    becomes: Became | None
    why: Sentence
    needs_a_look: bool = False  # listed for the coach, never changed


def adapt(
    sessions: Iterable[DatedSession], asked: Adaptation, *, edited: Collection[str] = ()
) -> list[Change]:
    """What `asked` makes of each session within its days that is not done, in order of day.

    Sessions that the coach `edited` by hand, races and what somebody else set are listed, never
    changed.
    """
    within = [
        each for each in sessions if asked.from_on <= each.day <= asked.to_on and not each.done
    ]
    return [
        _change(each, asked, each.key in edited)
        for each in sorted(within, key=lambda each: (each.day, each.key))
    ]


def _change(session: DatedSession, asked: Adaptation, is_edited: bool) -> Change:
    becomes = _becomes(session, asked)
    if becomes is None:
        return _unchanged(session, asked)
    fixed = _why_fixed(session, is_edited)
    if fixed is not None:
        return Change(session.key, None, fixed, needs_a_look=True)
    return Change(session.key, becomes, _why(asked.restriction))


def _unchanged(session: DatedSession, asked: Adaptation) -> Change:
    if asked.region is not None and asked.region in session.regions:
        why = Sentence(_("It works on the part: look at its exercises."))
        return Change(session.key, None, why, needs_a_look=True)
    return Change(session.key, None, Sentence(_("Stays as it is.")))


def _why_fixed(session: DatedSession, is_edited: bool) -> Sentence | None:
    if is_edited:
        return Sentence(_("You changed this one by hand: it stays until you say."))
    if session.races:
        return Sentence(_("A race: yours to decide."))
    if session.other_practice:
        return Sentence(_("Set by somebody else: have a word with them."))
    return None


def _why(restriction: Restriction) -> Sentence:
    words = {
        Restriction.NO_IMPACT: _("No impact."),
        Restriction.NO_HARD_RUNNING: _("No hard running."),
        Restriction.EASY_ONLY: _("Easy only."),
    }
    return Sentence(words[restriction])


def _becomes(session: DatedSession, asked: Adaptation) -> Became | None:
    """The session in its place, or None where the restriction leaves it alone."""
    if session.kind in CARE_KINDS:
        return None
    if asked.restriction is Restriction.NO_IMPACT:
        return _without_impact(session, asked.instead) if session.is_running else None
    if session.is_running and session.is_demanding:
        return _easy_run(session)
    if asked.restriction is Restriction.EASY_ONLY and session.hardness is not Hardness.EASY:
        return _easy_run(session) if session.is_running else _lighter(session)
    return None


def _without_impact(session: DatedSession, instead: Instead) -> Became:
    return Became(
        kind=Kind.CROSS,
        run_type=None,
        title=Sentence(TITLES[instead]),
        minutes=session.minutes or EASY_MINUTES,
        effort=min(session.effort or EASY_EFFORT, LIGHT_EFFORT),
    )


def _easy_run(session: DatedSession) -> Became:
    return Became(
        kind=Kind.RUN,
        run_type=RunType.EASY,
        title=Sentence(_("Easy run"), key="run.easy"),
        minutes=min(session.minutes or EASY_MINUTES, EASY_MINUTES),
        effort=EASY_EFFORT,
    )


def _lighter(session: DatedSession) -> Became:
    return Became(
        kind=session.kind,
        run_type=None,
        title=None,
        minutes=session.minutes or EASY_MINUTES,
        effort=LIGHT_EFFORT,
    )
