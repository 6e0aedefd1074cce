"""An injured or ill athlete's days, changed in one go."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plans.rules.adapt import Adaptation, Became, Instead, Restriction, SpanIsBackwards, adapt
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.regions import Region
from plans.rules.sentence import Sentence

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


RACE = "A race: yours to decide."
CLUB = "Set by somebody else: have a word with them."
SAID = [
    (Restriction.NO_IMPACT, EASY_RUN, "No impact."),
    (Restriction.NO_HARD_RUNNING, TEMPO, "No hard running."),
    (Restriction.EASY_ONLY, TEMPO, "Easy only."),
    (Restriction.NO_IMPACT, BALL, "Stays as it is."),
    (Restriction.NO_HARD_RUNNING, STRENGTH, "Stays as it is."),
    (Restriction.NO_HARD_RUNNING, session("race", Kind.RUN, Hardness.HARD, is_race=True), RACE),
    (Restriction.EASY_ONLY, session("club", Kind.RUN, Hardness.HARD, other_practice=True), CLUB),
]


@pytest.mark.parametrize(("restriction", "planned", "said"), SAID)
def test_the_coach_reads_why_a_session_changes_or_stays(restriction, planned, said):
    (change,) = adapt([planned], asked(restriction))
    assert (change.key, str(change.why)) == (planned.key, said)


def test_what_was_edited_by_hand_and_what_works_on_the_part_say_so():
    (edited,) = adapt([TEMPO], asked(Restriction.NO_IMPACT), edited={"tempo"})
    assert str(edited.why) == "You changed this one by hand: it stays until you say."
    clams = session("clams", Kind.STRENGTH, regions=frozenset({Region.GLUTE}))
    (listed,) = adapt([clams], asked(Restriction.NO_IMPACT, region=Region.GLUTE))
    assert str(listed.why) == "It works on the part: look at its exercises."
    (other,) = adapt([clams], asked(Restriction.NO_IMPACT, region=Region.CALF))
    assert str(other.why) == "Stays as it is."


def test_an_easy_run_takes_a_hard_ones_place_and_is_no_longer_than_it():
    became = after([replace(TEMPO, minutes=20)], asked(Restriction.EASY_ONLY))["tempo"].becomes
    assert became == Became(
        kind=Kind.RUN,
        run_type=RunType.EASY,
        title=Sentence("Easy run", key="run.easy"),
        minutes=20,
        effort=3,
    )
    unsaid = after([replace(TEMPO, minutes=None)], asked(Restriction.EASY_ONLY))["tempo"].becomes
    assert unsaid.minutes == 30


def test_easy_only_makes_a_moderate_run_easy_and_strength_lighter():
    changes = after([LONG, STRENGTH], asked(Restriction.EASY_ONLY))
    assert changes["long"].becomes.run_type is RunType.EASY
    assert changes["strength"].becomes == Became(
        kind=Kind.STRENGTH, run_type=None, title=None, minutes=50, effort=4
    )
    unsaid = after([replace(STRENGTH, minutes=None)], asked(Restriction.EASY_ONLY))
    assert unsaid["strength"].becomes.minutes == 30


@pytest.mark.parametrize(
    ("instead", "title"),
    [
        (Instead.BIKE, "Easy bike"),
        (Instead.POOL, "Pool run"),
        (Instead.ELLIPTICAL, "Easy elliptical"),
        (Instead.SWIM, "Easy swim"),
        (Instead.WALK, "Walk"),
    ],
)
def test_what_replaces_a_run_has_its_name_and_stays_light(instead, title):
    unsaid = replace(EASY_RUN, minutes=None, effort=None)
    became = after([unsaid], asked(Restriction.NO_IMPACT, instead=instead))["easy"].becomes
    assert (str(became.title), became.minutes, became.effort) == (title, 30, 3)


def test_the_first_and_the_last_day_belong_to_the_span():
    days = [session(f"day {n}", Kind.RUN, days=n) for n in range(-1, 3)]
    one_day = asked(Restriction.NO_IMPACT, to_on=DAY)
    assert set(after(days, one_day)) == {"day 0"}
    two_days = asked(Restriction.NO_IMPACT, to_on=DAY + timedelta(days=1))
    assert [change.key for change in adapt(reversed(days), two_days)] == ["day 0", "day 1"]
