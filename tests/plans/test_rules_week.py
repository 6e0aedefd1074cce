"""Hard days, free days, and what an under-18 needs: when each rule speaks, and in which words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.rules.kinds import RunType
from plans.rules.profiles import Profile
from plans.rules.spacing import Known
from tests.plans.rule_weeks import HILL_WEEK, MONDAY, by, heard, plan, said


@pytest.mark.parametrize(
    ("profile", "warned"), [(Profile.IMPROVER, False), (Profile.FIRST_TIMER, True)]
)
def test_three_hard_days_are_too_many_for_a_first_timer_only(profile, warned):
    notes = said(plan("- | t40@7 | - | t40@7 | - | t40@7 | -"), profile)
    assert bool(by("R02", notes)) is warned


def test_four_hard_days_are_too_many_for_anybody():
    notes = said(plan("t40@7 | - | t40@7 | - | t40@7 | - | r40@9"))
    assert by("R02", notes) == [("W", MONDAY + timedelta(4))]


@pytest.mark.parametrize(
    ("profile", "severity"), [(Profile.IMPROVER, "W"), (Profile.COMPETITIVE, "I")]
)
def test_a_week_without_a_free_day(profile, severity):
    week = " | ".join(["e30@3"] * 6 + ["s20@4"])
    assert by("R03", said(plan(week), profile)) == [(severity, MONDAY + timedelta(6))]
    activated = " | ".join(["e30@3"] * 6 + ["a20@3"])
    assert by("R03", said(plan(activated), profile)) == []


def test_a_first_timer_has_two_free_days():
    notes = said(plan("e30@3 | s20@4 | e30@3 | s20@4 | e30@3 | w30@3 | -"), Profile.FIRST_TIMER)
    assert by("R03", notes) == [("W", MONDAY + timedelta(5))]


def test_an_under_18_needs_a_guardian_a_free_day_and_few_hard_ones():
    full = " | ".join(["e30@3"] * 7)
    assert by("R27", said(plan(full), Profile.UNDER_18)) == [("E", MONDAY + timedelta(6))]
    waiting = said(plan(HILL_WEEK), Profile.UNDER_18, known=Known(guardian_agreed=False))
    assert [found for found, _ in by("R27", waiting)] == ["E"]
    hard = said(plan("t40@7 | - | t40@7 | - | t40@7 | - | t40@7"), Profile.UNDER_18)
    assert [found for found, _ in by("R27", hard)] == ["W"]
    trial = [
        replace(each, run_type=RunType.TIME_TRIAL) for each in plan("t40@8 | - | - | - | - | - | -")
    ]
    assert [found for found, _ in by("R27", said(trial, Profile.UNDER_18))] == ["W"]
    assert by("R27", said(trial, Profile.IMPROVER)) == []


def test_a_week_of_too_many_hard_days_says_how_many_and_whose_limit_it_is():
    [note] = [n for n in said(plan("t40@7 | - | t40@7 | - | t40@7 | - | t40@7")) if n.rule == "R02"]
    assert str(note.coach) == "4 hard days this week."
    assert str(note.why[0]) == "Coachapp's default is 3."


def test_hard_days_that_are_over_are_not_asked_to_move():
    week = plan("t40@7 | - | t40@7 | - | t40@7 | - | r40@9")
    saturday = MONDAY + timedelta(5)
    past = [replace(each, done=each.day < saturday) for each in week]
    assert by("R02", said(past, today=saturday)) == []


def test_free_days_are_said_in_words():
    every_day = said(plan(" | ".join(["e30@3"] * 7)))
    [none] = [note for note in every_day if note.rule == "R03"]
    assert str(none.coach) == "No day without a run or strength this week."
    six = said(plan("- | " + " | ".join(["e30@3"] * 6)), Profile.FIRST_TIMER)
    [one] = [note for note in six if note.rule == "R03"]
    assert str(one.coach) == "1 day without a run or strength this week."


SPOKEN = {
    "four hard days": (
        dict(sessions=plan("t40@7 | - | t40@7 | - | t40@7 | - | r40@9")),
        [
            "R01 W 4 November: 1 easy day after tempo on 2026-11-02.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
            "R02 W 6 November: 4 hard days this week.",
            "Coachapp's default is 3.",
        ],
    ),
    "a week without a free day": (
        dict(sessions=plan(" | ".join(["e30@3"] * 6 + ["s20@4"]))),
        [
            "R03 W 8 November: No day without a run or strength this week.",
            "Coachapp's default is 1.",
            "R07 I 8 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "a first-timer with one free day": (
        dict(
            sessions=plan("e30@3 | s20@4 | e30@3 | s20@4 | e30@3 | w30@3 | -"),
            profile=Profile.FIRST_TIMER,
        ),
        [
            "R03 W 7 November: 1 day without a run or strength this week.",
            "Coachapp's default is 2.",
            "R07 I 7 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "a minor's full week": (
        dict(sessions=plan(" | ".join(["e30@3"] * 7)), profile=Profile.UNDER_18),
        [
            "R27 E 8 November: No day without a run or strength this week.",
            "Coachapp's default is 1.",
            "R07 I 8 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "a minor without a guardian's word": (
        dict(
            sessions=plan(HILL_WEEK), profile=Profile.UNDER_18, known=Known(guardian_agreed=False)
        ),
        ["R27 E 3 November: The guardian has not agreed yet.", "Coachapp's default."],
    ),
    "a minor's four hard days": (
        dict(sessions=plan("t40@7 | - | t40@7 | - | t40@7 | - | t40@7"), profile=Profile.UNDER_18),
        [
            "R01 W 4 November: 1 easy day after tempo on 2026-11-02.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
            "R02 W 8 November: 4 hard days this week.",
            "Coachapp's default is 3.",
            "R27 W 8 November: 4 hard days this week.",
            "Coachapp's default is 3.",
        ],
    ),
    "a minor's time trial": (
        dict(
            sessions=[
                replace(each, run_type=RunType.TIME_TRIAL)
                for each in plan("t40@8 | - | - | - | - | - | -")
            ],
            profile=Profile.UNDER_18,
        ),
        ["R27 W 2 November: No testing to the maximum under 18.", "Coachapp's default."],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    assert heard(facts, expected) == expected
