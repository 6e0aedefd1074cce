"""Strength: how often, how far apart, and next to what; and in which words it is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.rules.profiles import Phase
from plans.rules.season import Season
from plans.rules.spacing import Known
from tests.plans.rule_weeks import MONDAY, by, heard, plan, said


@pytest.mark.parametrize(
    ("week", "phase", "said_so"),
    [
        ("e30@3 | - | - | - | - | - | -", Phase.BASE, True),
        ("s30@5 | - | s30@5 | - | s30@5 | - | -", Phase.BASE, False),
        ("s30@5 | - | s30@5 | - | s30@5 | - | -", Phase.RACE, True),
        ("s30@5 | - | s30@5 | - | s30@5 | - | -", Phase.PRESEASON, True),
        ("s30@5 | - | s30@5 | - | s30@5 | - | -", None, False),
        ("s30@5 | - | s30@5 | - | e30@3 | - | r30@9", Phase.RACE, True),
        ("s30@5 | - | e30@3 | - | e30@3 | - | r30@9", Phase.RACE, False),
        ("a30@3 | - | - | - | - | - | -", Phase.BASE, True),
        ("e30@3 | - | - | - | - | - | r30@9", Phase.RACE, False),
    ],
)
def test_strength_one_to_three_days_a_week_by_phase(week, phase, said_so):
    known = Known(season=Season(chosen=phase)) if phase else None
    assert bool(by("R08", said(plan(week), known=known))) is said_so


def test_strength_is_counted_by_the_phase_that_each_week_will_be_in():
    three = "s30@5 | - | s30@5 | - | s30@5 | - | -"
    season = Season(a_races=(MONDAY + timedelta(days=9 * 7 + 5),))
    weeks = [day for _, day in by("R08", said(plan(*[three] * 4), known=Known(season=season)))]
    assert weeks == [MONDAY + timedelta(days=7 * week + 4) for week in (2, 3)]


def test_loaded_strength_keeps_a_day_between():
    assert by("R09", said(plan("s30@6 | s30@6 | - | - | - | - | -")))
    assert by("R09", said(plan("s30@5 | s30@6 | - | - | - | - | -"))) == []


@pytest.mark.parametrize(
    ("week", "severity"),
    [
        ("s30@4 | t40@7 | - | - | - | - | -", None),
        ("s30@5 | t40@7 | - | - | - | - | -", "I"),
        ("s30@7 | t40@7 | - | - | - | - | -", "W"),
        ("- | - | - | - | s30@4 | - | r40@9", "W"),
        ("- | - | - | - | a30@3 | - | r40@9", None),
    ],
)
def test_strength_before_a_hard_day(week, severity):
    assert [found for found, _ in by("R10", said(plan(week)))] == ([severity] if severity else [])


def test_strength_before_hard_work_and_a_race_is_told_of_the_race():
    sessions = plan("s30@5 | t30@7 | r40@9 | - | - | - | -")
    [note] = [one for one in said(sessions) if one.rule == "R10"]
    assert (note.severity, note.other_day) == ("W", MONDAY + timedelta(2))


@pytest.mark.parametrize(
    ("week", "fitting"),
    [
        # the day of the hard run itself, then one that leaves a day between
        ("- | s30@5 | t40@7 | - | - | - | -", [2, 0]),
        # not beside the loaded strength of Thursday
        ("- | s30@6 | t40@7 | s30@6 | - | - | -", [0, -1]),
        # nothing shortly before the A race, nor before the tempo
        ("- | - | - | s30@5 | t40@7 | - | r40@9", [2, 1]),
    ],
)
def test_strength_that_stands_wrong_is_shown_the_nearest_days_that_fit(week, fitting):
    note = next(one for one in said(plan(week)) if one.rule in {"R09", "R10"})
    near = [(day - MONDAY).days for day in note.good_days]
    assert near[:2] == fitting
    assert str(note.why[-1]) == f"The nearest day that fits is {note.good_days[0]}."


def test_a_session_that_somebody_else_has_set_is_offered_no_other_day():
    [strength, run] = plan("s30@5 | t40@7 | - | - | - | - | -")
    note = next(
        one for one in said([replace(strength, other_practice=True), run]) if one.rule == "R10"
    )
    assert note.good_days == ()
    assert len(note.why) == 1


def test_on_one_day_the_run_comes_first_and_hard_sessions_lie_apart():
    [run, strength] = plan("t40@7+s30@7 | - | - | - | - | - | -")
    early = [replace(run, hour=17), replace(strength, hour=8)]
    close = [replace(run, hour=8), replace(strength, hour=10)]
    apart = [replace(run, hour=8), replace(strength, hour=11)]
    assert [bool(by("R11", said(each))) for each in (early, close, apart)] == [True, True, False]
    assert by("R11", said([run, strength])) == []


TEMPO, LOADED = plan("t40@7+s30@7 | - | - | - | - | - | -")


SPOKEN = {
    "no strength": (
        dict(
            sessions=plan("e30@3 | - | - | - | - | - | -"),
            known=Known(season=Season(chosen=Phase.BASE)),
        ),
        [
            "R08 I 2 November: No strength this week.",
            "Coachapp's default is 1.",
            "R20 I 2 November: Fewer than 2 items of maintenance this week.",
            "Coachapp's default.",
        ],
    ),
    "strength three times while racing": (
        dict(
            sessions=plan("s30@5 | - | s30@5 | - | s30@5 | - | -"),
            known=Known(season=Season(chosen=Phase.RACE)),
        ),
        [
            "R08 I 6 November: 3 days of strength this week.",
            "Coachapp's default is 2.",
            "R20 I 6 November: Fewer than 2 items of maintenance this week.",
            "Coachapp's default.",
        ],
    ),
    "loaded strength twice in a row": (
        dict(sessions=plan("s30@6 | s30@6 | - | - | - | - | -")),
        [
            "R09 I 3 November: Strength on two days in a row.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-04.",
        ],
    ),
    "strength before a hard day": (
        dict(sessions=plan("s30@5 | t40@7 | - | - | - | - | -")),
        [
            "R10 I 2 November: Strength shortly before tempo on 2026-11-03.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-03.",
        ],
    ),
    "hard strength before a hard day": (
        dict(sessions=plan("s30@7 | t40@7 | - | - | - | - | -")),
        [
            "R01 E 3 November: The day after strength on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
            "R10 W 2 November: Strength shortly before tempo on 2026-11-03.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-03.",
        ],
    ),
    "strength before a race": (
        dict(sessions=plan("- | - | - | - | s30@4 | - | r40@9")),
        [
            "R10 W 6 November: Strength shortly before race on 2026-11-08.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-05.",
        ],
    ),
    "strength before the run of the day": (
        dict(sessions=[replace(TEMPO, hour=17), replace(LOADED, hour=8)]),
        ["R11 I 2 November: Run first, strength later the same day.", "Coachapp's default."],
    ),
    "two hard sessions close together": (
        dict(sessions=[replace(TEMPO, hour=8), replace(LOADED, hour=10)]),
        ["R11 I 2 November: Less than 3 h between two hard sessions.", "Coachapp's default."],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    assert heard(facts, expected) == expected
