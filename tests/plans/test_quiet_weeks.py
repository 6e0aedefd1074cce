"""Built-in and real weeks stay quiet, and silly ones do not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.rules.hills import Ground
from plans.rules.profiles import Profile
from plans.rules.spacing import DatedSession, Known, RuleSettings, Severity, Spacing
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


REAL_WEEKS = {
    "saturday race": ("e35@3 | t45@7 | - | i45@7 | - | r40@9 | e50@3", Profile.IMPROVER),
    "strength between": (
        "e35@3 | i45@7 | e35@3+s30@6 | t45@7 | - | r40@9 | l60@4",
        Profile.IMPROVER,
    ),
    "without a race": ("e35@3 | i45@7 | e35@3+s30@6 | t45@7 | - | - | l60@4", Profile.IMPROVER),
    "college": ("e50@3 | i60@7 | e50@3 | t60@7 | e40@3 | r50@9 | l80@4", Profile.COMPETITIVE),
    "school": ("e40@3 | i55@7 | e40@3 | t50@7 | e30@3 | r45@9 | -", Profile.UNDER_18),
    "school, two meets": ("e40@3 | r45@9 | e40@3 | t50@7 | e30@3 | r45@9 | -", Profile.UNDER_18),
    "marathoner": (
        "e40@3 | t60@7 | e50@3+s25@5 | e40@3 | i60@7.5 | e30@3 | x120@7",
        Profile.MARATHON,
    ),
    "marathoner, thursday": (
        "e40@3 | i60@7.5 | e50@3+s25@5 | t60@7 | e40@3 | - | x120@7",
        Profile.MARATHON,
    ),
    "jogger": ("s25@4 | e30@3 | - | e30@3 | s20@4 | - | e40@3", Profile.JOGGER),
}
WEEKS = 12


def repeated(week: str) -> list[DatedSession]:
    """The same week twelve times; its races are no A races."""
    return [replace(each, is_priority_race=False) for each in plan(*[week] * WEEKS)]


def by_week(notes, severity: Severity) -> list[int]:
    """How many of each week."""
    places = [(note.day - MONDAY).days // 7 for note in notes if note.severity is severity]
    return [places.count(week) for week in range(WEEKS)]


@pytest.mark.parametrize(("week", "profile"), REAL_WEEKS.values(), ids=REAL_WEEKS)
def test_a_competent_real_week_is_quiet(week, profile):
    notes = said(repeated(week), profile)
    assert by_week(notes, Severity.E) == [0] * WEEKS
    assert max(by_week(notes, Severity.W)) <= 1


@pytest.mark.parametrize("name", ["strength between", "without a race", "college"])
def test_who_wants_two_easy_days_is_asked_about_the_same_weeks(name):
    week, profile = REAL_WEEKS[name]
    settings = replace(
        RuleSettings.for_profile(profile), spacing=Spacing(floor=2, wish=2, race_floor=2)
    )
    found = by_week(said(repeated(week), settings=settings), Severity.E)
    assert all(1 <= errors <= 3 for errors in found)


def test_activation_every_day_and_long_hills_bring_at_most_two_warnings_a_week():
    week = "a12@3 | a12@3+h8x20:40@7 | a12@3 | a12@3+e40@3 | a12@3+h8x20:40@7 | a12@3 | a12@3+l60@4"
    for profile in (Profile.IMPROVER, Profile.COMPETITIVE):
        notes = said(repeated(week), profile)
        assert by_week(notes, Severity.E) == [0] * WEEKS
        assert max(by_week(notes, Severity.W)) <= 2


@pytest.mark.parametrize("profile", Profile)
def test_hard_on_five_days_gives_at_least_three_errors_whoever_it_is(profile):
    notes = said(repeated("t50@7 | i50@8 | t50@7 | i50@8 | t50@7 | - | l90@4"), profile)
    assert min(by_week(notes, Severity.E)) >= 3


def test_daily_activation_and_hills_bring_at_most_two_warnings_a_week():
    week = "a10@3 | a10@3+h4x8:40@5+i60@7 | a10@3 | a10@3+t50@7 | a10@3 | r45@9+a10@3 | -"
    sessions = [replace(each, is_priority_race=False) for each in plan(*[week] * 6)]
    notes = said(sessions, Profile.COMPETITIVE)
    assert {note.severity for note in notes} <= {Severity.W, Severity.I}
    assert sum(note.severity is Severity.W for note in notes) <= 2 * 6


def test_a_silly_week_gives_at_least_three_errors():
    notes = said(plan("t50@7 | i50@8 | t50@7 | i50@8 | t50@7 | - | l90@4"))
    assert sum(note.severity is Severity.E for note in notes) >= 3
