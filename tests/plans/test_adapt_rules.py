"""An injured or ill athlete's days, changed in one go."""

from datetime import date, timedelta

import pytest

from plans.rules.adapt import Adaptation, Instead, Restriction, SpanIsBackwards, adapt
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.regions import Region

DAY = date(2026, 11, 23)


def session(key, kind, hardness=Hardness.EASY, days=0, **facts) -> DatedSession:
    facts = {"minutes": 50, "effort": 7 if hardness is Hardness.HARD else 4, **facts}
    return DatedSession(
        key=key, day=DAY + timedelta(days=days), kind=kind, hardness=hardness, **facts
    )


EASY_RUN = session("easy", Kind.RUN, run_type=RunType.EASY)
TEMPO = session("tempo", Kind.RUN, Hardness.HARD, run_type=RunType.TEMPO)
LONG = session("long", Kind.RUN, Hardness.MODERATE, run_type=RunType.LONG)
HILLS = session("hills", Kind.HILLS, Hardness.MODERATE)
STRENGTH = session("strength", Kind.STRENGTH, Hardness.HARD)
BALL = session("ball", Kind.MAINTENANCE)
WEEK = [EASY_RUN, TEMPO, LONG, HILLS, STRENGTH, BALL]


def asked(restriction, **facts) -> Adaptation:
    facts = {"from_on": DAY, "to_on": DAY + timedelta(days=9), **facts}
    return Adaptation(restriction=restriction, **facts)


def after(sessions, adaptation, edited=()):
    return {change.key: change for change in adapt(sessions, adaptation, edited=edited)}


def test_without_impact_every_run_becomes_something_else():
    changes = after(WEEK, asked(Restriction.NO_IMPACT, instead=Instead.POOL))
    changed = {key for key, change in changes.items() if change.becomes}
    assert changed == {"easy", "tempo", "long", "hills"}
    became = changes["tempo"].becomes
    assert (became.kind, str(became.title)) == (Kind.CROSS, "Pool run")
    assert (became.minutes, became.effort) == (50, 4)


def test_without_hard_running_only_hard_runs_and_hills_become_easy():
    changes = after(WEEK, asked(Restriction.NO_HARD_RUNNING))
    assert {key for key, change in changes.items() if change.becomes} == {"tempo", "hills"}
    became = changes["hills"].becomes
    assert (became.run_type, became.minutes, became.effort) == (RunType.EASY, 30, 3)


def test_easy_only_lightens_strength_too():
    changes = after(WEEK, asked(Restriction.EASY_ONLY))
    changed = {key for key, change in changes.items() if change.becomes}
    assert changed == {"tempo", "long", "hills", "strength"}
    became = changes["strength"].becomes
    assert (became.kind, became.effort, became.title) == (Kind.STRENGTH, 4, None)


def test_what_the_coach_edited_is_listed_and_never_changed():
    changes = after(WEEK, asked(Restriction.NO_IMPACT), edited={"tempo"})
    assert (changes["tempo"].becomes, changes["tempo"].needs_a_look) == (None, True)


def test_races_and_other_practice_are_listed():
    race = session("race", Kind.RUN, Hardness.HARD, is_race=True)
    practice = session("club", Kind.PRACTICE, Hardness.HARD, other_practice=True)
    changes = after([race, practice], asked(Restriction.NO_HARD_RUNNING))
    assert all(change.needs_a_look and not change.becomes for change in changes.values())


def test_an_exercise_session_that_works_on_the_part_is_listed():
    clams = session("clams", Kind.STRENGTH, regions=frozenset({Region.GLUTE}))
    changes = after([clams], asked(Restriction.NO_IMPACT, region=Region.GLUTE))
    assert changes["clams"].needs_a_look
    assert not after([clams], asked(Restriction.NO_IMPACT))["clams"].needs_a_look


def test_only_the_days_of_the_span_and_nothing_done():
    outside = session("later", Kind.RUN, days=10)
    done = session("done", Kind.RUN, done=True)
    assert after([outside, done], asked(Restriction.NO_IMPACT)) == {}


def test_a_span_does_not_run_backwards():
    with pytest.raises(SpanIsBackwards):
        asked(Restriction.EASY_ONLY, to_on=DAY - timedelta(days=1))
