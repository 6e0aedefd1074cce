"""Built-in and real weeks stay quiet, and silly ones do not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.rules.hills import Ground
from plans.rules.profiles import Profile
from plans.rules.spacing import Known, RuleSettings, Severity
from tests.plans.rule_weeks import MONDAY, plan, said

FIRST_TIMER = plan(
    "- | w34@3 | s20@4 | w34@3 | - | w34@3 | s20@4",
    "- | w34@3 | s22@4 | w34@3 | - | w36@3 | s22@4",
    "- | w35@3 | s25@4 | w35@3 | - | w37@3 | s25@4",
    "- | w30@3 | s20@4 | w30@3 | - | w32@3 | s20@4",
    "- | w34@3.5 | s25@4 | w34@3.5 | - | w37@3.5 | s25@4",
    "- | w36@3.5 | s25@4 | w36@4 | - | w40@4 | s25@4",
    "- | w38@3.5 | s28@4 | w38@4 | - | w42@4 | s28@4",
    "- | w34@3.5 | s18@4 | w32@3.5 | - | w38@4 | s18@4",
)


IMPROVER = plan(
    "e30@3 | h4x8:42@6+s30@5 | - | e35@3 | t42@6.5+s25@5 | - | l60@4",
    "e32@3 | h5x8:44@6+s30@5 | - | e37@3 | t44@6.5+s25@5 | - | l64@4",
    "e34@3 | h6x8:46@6+s32@6 | - | e39@3 | t46@7+s28@6 | - | l68@4",
    "e28@3 | h4x8:36@5.5+s22@4 | - | e33@3 | f36@5.5+s18@4 | - | l56@4",
    "e34@3 | h6x10:46@6.5+s32@6 | - | e39@3 | t46@7+s28@6 | - | l70@4",
    "e36@3 | h4x15:48@7+s32@6 | - | e41@3 | i46@7.5+s28@6 | - | l74@4",
    "e36@3 | h5x15:48@7+s32@6 | - | e41@3 | i46@7.5+s25@5 | - | l78@4",
    "e25@3 | h3x10:34@5.5+a18@4 | - | e25@3 | - | e20@2 | r50@9",
)


COMPETITIVE = plan(
    "e40@3 | h6x10:52@6.5+s35@6 | e40@3 | e35@3 | t52@7+s30@6 | - | l70@4",
    "e42@3 | h8x10:54@6.5+s35@6 | e42@3 | e37@3 | f54@7+s30@6 | - | l75@4",
    "e45@3 | h6x15:56@7+s35@7 | e45@3 | e40@3 | t56@7+s30@6 | - | l80@4",
    "e36@3 | h4x10:42@5.5+s22@4 | e36@3 | e31@3 | f42@6+s20@4 | - | l65@4",
    "e45@3 | h5x20:54@7+s30@6 | e45@3 | e40@3 | - | t54@7+s25@5 | l80@4",
    "e40@3 | i46@7+s25@5 | e40@3 | - | e25@3 | r55@9 | e35@2",
    "- | e35@3 | h6x10:50@6.5+s28@5 | e38@3 | e30@2.5 | t48@7 | l70@4",
    "e30@3 | f38@6.5+a18@4 | e30@3 | - | e20@2.5 | r55@9 | e25@2",
)


BUILT_IN = [
    (FIRST_TIMER, Profile.FIRST_TIMER, Known(longest_run=30, median_load=450)),
    (
        IMPROVER,
        Profile.IMPROVER,
        Known(
            longest_run=58,
            median_load=1150,
            ground=Ground(weeks_of_running=13, runs_a_week=3, hill_sessions=0, power_sessions=0),
        ),
    ),
    (
        COMPETITIVE,
        Profile.COMPETITIVE,
        Known(
            longest_run=65,
            median_load=1600,
            ground=Ground(weeks_of_running=26, runs_a_week=5, hill_sessions=8, power_sessions=4),
        ),
    ),
]


CARE_RULES = {"R20"}  # the lines above leave maintenance out


@pytest.mark.parametrize(
    ("sessions", "profile", "known"), BUILT_IN, ids=["first-timer", "improver", "competitive"]
)
@pytest.mark.parametrize("knows", [True, False])
def test_the_built_in_plans_keep_every_rule(sessions, profile, known, knows):
    careful = replace(
        RuleSettings.for_profile(profile),
        spacing=RuleSettings.for_profile(Profile.FIRST_TIMER).spacing,
        off=frozenset(CARE_RULES),
    )
    assert said(sessions, settings=careful, known=known if knows else None) == []


@pytest.mark.parametrize(
    ("sessions", "loads"),
    [
        (FIRST_TIMER, [466, 488, 521, 436, 568, 630, 677, 527]),
        (IMPROVER, [1235, 1288, 1449, 963, 1480, 1568, 1541, 899]),
        (COMPETITIVE, [1717, 1782, 1919, 1220, 1771, 1327, 1375, 1094]),
    ],
)
def test_the_built_in_weeks_weigh_what_they_should(sessions, loads):
    for week, load in enumerate(loads):
        monday = MONDAY + timedelta(days=7 * week)
        days = {monday + timedelta(days=each) for each in range(7)}
        total = sum(each.load for each in sessions if each.day in days)
        assert total == pytest.approx(load, abs=0.51)


SATURDAY_RACE = ["e35@3 | t45@7 | - | i45@7 | - | r40@9 | e50@3"] * 6


COLLEGE = ["e50@3 | i60@7 | e50@3 | t60@7 | e40@3 | r50@9 | l80@4"] * 6


SCHOOL = ["e40@3 | i55@7 | e40@3 | t50@7 | e30@3 | r45@9 | -"] * 6


MARATHON = ["e40@3 | t60@7 | e50@3+s25@5 | e40@3 | i60@7.5 | e30@3 | x120@7"] * 6


JOGGER = ["s25@4 | e30@3 | - | e30@3 | s20@4 | - | e40@3"] * 6


@pytest.mark.parametrize(
    ("lines", "profile"),
    [
        (SATURDAY_RACE, Profile.IMPROVER),
        (COLLEGE, Profile.COMPETITIVE),
        (SCHOOL, Profile.UNDER_18),
        (MARATHON, Profile.MARATHON),
        (JOGGER, Profile.JOGGER),
    ],
    ids=["saturday race", "college", "school", "marathoner", "jogger"],
)
def test_a_competent_real_week_is_quiet(lines, profile):
    sessions = plan(*lines)
    sessions = [replace(each, is_priority_race=False) for each in sessions]
    notes = said(sessions, profile)
    assert [note for note in notes if note.severity is Severity.E] == []
    for week in range(6):
        monday = MONDAY + timedelta(days=7 * week)
        warnings = [
            note
            for note in notes
            if note.severity is Severity.W and 0 <= (note.day - monday).days < 7
        ]
        assert len(warnings) <= 1


def test_daily_activation_and_hills_bring_at_most_two_warnings_a_week():
    week = "a10@3 | a10@3+h4x8:40@5+i60@7 | a10@3 | a10@3+t50@7 | a10@3 | r45@9+a10@3 | -"
    sessions = [replace(each, is_priority_race=False) for each in plan(*[week] * 6)]
    notes = said(sessions, Profile.COMPETITIVE)
    assert {note.severity for note in notes} <= {Severity.W, Severity.I}
    assert sum(note.severity is Severity.W for note in notes) <= 2 * 6


def test_a_silly_week_gives_at_least_three_errors():
    notes = said(plan("t50@7 | i50@8 | t50@7 | i50@8 | t50@7 | - | l90@4"))
    assert sum(note.severity is Severity.E for note in notes) >= 3
