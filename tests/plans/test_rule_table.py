"""The table of rules: built-in and real weeks stay quiet, silly ones do not, and each rule speaks.

A week is written as one line: days between "|", "-" for a day off, sessions joined by "+". `e30@3` is an
easy run of 30 minutes at effort 3; l long, w run-walk, t tempo, i intervals, f hard fartlek, x hard by
the coach's flag, r race, s strength, a activation, m maintenance, c cross-training; `h4x8:42@6` is hill
sprints, 4 reps of 8 seconds in 42 minutes.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from plans.rules.hardness import PlannedEffort, planned_hardness
from plans.rules.hills import Ground, HillSet
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.parameters import PARAMETERS, OutOfRange, of_rule
from plans.rules.profiles import Phase, Profile
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Episode, Restriction
from plans.rules.season import Season
from plans.rules.spacing import (
    RULES,
    DatedSession,
    Kept,
    Known,
    RuleSettings,
    Severity,
    SorePart,
    board,
    check,
    without_history,
)

MONDAY = date(2026, 11, 2)
LETTERS = {
    "e": (Kind.RUN, RunType.EASY),
    "l": (Kind.RUN, RunType.LONG),
    "w": (Kind.RUN, RunType.RUN_WALK),
    "t": (Kind.RUN, RunType.TEMPO),
    "i": (Kind.RUN, RunType.INTERVALS),
    "f": (Kind.RUN, RunType.FARTLEK),
    "x": (Kind.RUN, RunType.LONG),
    "r": (Kind.RUN, RunType.RACE),
    "s": (Kind.STRENGTH, None),
    "a": (Kind.STRENGTH, None),
    "m": (Kind.MAINTENANCE, None),
    "c": (Kind.CROSS, None),
    "h": (Kind.HILLS, None),
}
PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text()
DOCUMENTED = dict(re.findall(r"^\| (R\d\d) \| .+? \| ([EWI ]+) \|", PAGE, re.MULTILINE))
WRITTEN = re.compile(
    r"(?P<letter>[a-z])(?:(?P<reps>\d+)x(?P<seconds>\d+):)?(?P<minutes>\d+)@(?P<effort>[\d.]+)"
)


def session(text: str, day: date, place: int = 0) -> DatedSession:
    found = WRITTEN.fullmatch(text)
    letter, effort = found["letter"], float(found["effort"])
    kind, run_type = LETTERS[letter]
    hills = HillSet(int(found["reps"]), int(found["seconds"])) if found["reps"] else None
    planned = PlannedEffort(
        kind=kind,
        run_type=run_type,
        effort=effort,
        hard_flag=letter in "fxh",
        hill_reps=hills and hills.reps,
        hill_seconds=hills and hills.seconds,
    )
    return DatedSession(
        key=f"{day}/{place}",
        day=day,
        hardness=planned_hardness(planned),
        kind=kind,
        run_type=run_type,
        is_race=letter == "r",
        is_priority_race=letter == "r",
        race_km=5 if letter == "r" else None,
        is_activation=letter == "a",
        minutes=int(found["minutes"]),
        effort=effort,
        hills=hills,
    )


def plan(*lines: str, start: date = MONDAY) -> list[DatedSession]:
    sessions = []
    for week, line in enumerate(lines):
        for weekday, day_text in enumerate(line.split("|")):
            day = start + timedelta(days=7 * week + weekday)
            texts = [text.strip() for text in day_text.split("+") if text.strip() != "-"]
            sessions += [session(text, day, place) for place, text in enumerate(texts)]
    return sessions


def said(sessions, profile=Profile.IMPROVER, today=None, known=None, settings=None):
    settings = settings or RuleSettings.for_profile(profile)
    notes = check(sessions, settings, today=today, known=known)
    for note in notes:
        assert all(map(str, (note.coach, note.athlete, *note.why)))
        assert note.severity in DOCUMENTED[note.rule]
    return notes


def by(rule, notes):
    return [(note.severity.value, note.day) for note in notes if note.rule == rule]


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


@pytest.mark.parametrize(
    ("line", "warned"), [("l70@4", False), ("l71@4", True), ("r71@9", False), ("c200@3", False)]
)
def test_the_longest_run_grows_by_ten_minutes_or_a_tenth(line, warned):
    notes = said(plan(f"- | - | - | - | - | - | {line}"), known=Known(longest_run=60))
    assert bool(by("R04", notes)) is warned


def test_without_history_no_run_is_too_long():
    assert by("R04", said(plan("- | e20@3 | - | - | - | - | l90@4"))) == []


def test_a_run_of_a_month_ago_is_no_longer_the_longest():
    lines = ["- | - | - | - | - | - | l90@4", *["- | - | - | - | - | - | l60@4"] * 4]
    notes = said(plan(*lines, "- | - | - | - | - | - | l85@4"))
    assert len(by("R04", notes)) == 1


def test_a_week_beyond_the_best_of_four_is_too_much():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    much = "- | e60@4 | - | e60@4 | - | e60@4 | -"
    assert by("R05", said(plan(*[usual] * 4, much)))
    assert by("R05", said(plan(*[usual] * 3, much))) == []
    assert by("R05", said(plan(*[usual] * 4, much), Profile.FIRST_TIMER)) == [
        ("W", MONDAY + timedelta(33))
    ]
    little = "- | e58@4 | - | e58@4 | - | e57@4 | -"
    assert by("R05", said(plan(*[usual] * 4, little), Profile.FIRST_TIMER)) == []


def test_a_race_week_may_weigh_more():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    assert by("R05", said(plan(*[usual] * 4, "- | e60@4 | - | e60@4 | - | - | r60@9"))) == []


def test_weeks_without_logs_are_no_measure():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    sessions = plan(*[usual] * 4, "- | e60@4 | - | e60@4 | - | e60@4 | -")
    today = MONDAY + timedelta(days=28)
    logged = [replace(each, done=each.day < today) for each in sessions]
    assert by("R05", said(logged, today=today))
    assert by("R05", said(sessions, today=today)) == []
    half = [replace(each, done=each.day.weekday() == 1 and each.day < today) for each in sessions]
    assert by("R05", said(half, today=today)) == []


def test_the_first_week_of_a_plan_stays_near_the_median():
    week = plan("- | e50@4 | - | e50@4 | - | e50@4 | -")
    start = Known(median_load=500, plan_starts=frozenset({MONDAY}))
    assert by("R05", said(week, known=start))
    assert by("R05", said(week, known=replace(start, median_load=550))) == []


def test_longest_run_and_load_share_one_line_a_week():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    notes = said(plan(*[usual] * 4, "- | e50@4 | - | e50@4 | - | e90@4 | -"))
    assert len(by("R04", notes) + by("R05", notes)) == 1


def test_three_rising_weeks_ask_for_a_lighter_one():
    weeks = [f"- | e{minutes}@3 | - | - | - | - | e{minutes}@3" for minutes in (38, 40, 44, 48)]
    assert by("R06", said(plan(*weeks, "- | e44@3 | - | - | - | - | e44@3")))
    assert by("R06", said(plan(*weeks, "- | e34@3 | - | - | - | - | e34@3"))) == []


def test_a_monotonous_week_is_information_unless_it_is_heavy():
    week = " | ".join(["e40@4"] * 6 + ["e30@4"])
    assert by("R07", said(plan(week))) == [("I", MONDAY + timedelta(6))]
    assert by("R07", said(plan(week), known=Known(median_load=500))) == [
        ("W", MONDAY + timedelta(6))
    ]


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


@pytest.mark.parametrize(
    ("hills", "race_on", "said_so"),
    [("h4x8:40@6", 3, True), ("h4x8:40@6", 4, False), ("h5x8:40@6", 4, True),
     ("h4x12:40@6", 4, True), ("h5x8:40@6", 5, False), ("h4x8:40@6", 0, False)],
)  # fmt: skip
def test_hills_stop_three_days_before_an_a_race_and_are_few_and_short_on_the_fourth(
    hills, race_on, said_so
):
    race = session("r40@9", MONDAY + timedelta(race_on), place=1)
    notes = [n for n in said([session(hills, MONDAY), race]) if n.rule == "R13"]
    assert bool(notes) is said_so
    of_b = [session(hills, MONDAY), replace(race, is_priority_race=False)]
    assert by("R13", said(of_b)) == []


@pytest.mark.parametrize(
    ("week", "profile", "phase", "said_so"),
    [
        ("h4x8:40@6 | - | - | h4x8:40@6 | - | - | -", Profile.JOGGER, Phase.BASE, True),
        ("h4x8:40@6 | - | - | h4x15:40@7 | - | - | -", Profile.IMPROVER, Phase.BASE, False),
        ("h4x15:40@7 | - | - | h4x15:40@7 | - | - | -", Profile.IMPROVER, Phase.BASE, True),
        ("h4x15:40@7 | - | - | h4x15:40@7 | - | - | -", Profile.COMPETITIVE, Phase.BASE, False),
        ("h4x15:40@7 | - | - | h4x15:40@7 | - | - | -", Profile.COMPETITIVE, Phase.RACE, True),
        ("h4x15:40@7 | - | - | h4x15:40@7 | - | - | -", Profile.COMPETITIVE, None, False),
    ],
)
def test_hill_days_a_week_by_level_and_phase_are_information(week, profile, phase, said_so):
    known = Known(season=Season(chosen=phase)) if phase else None
    found = [level for level, _ in by("R14", said(plan(week), profile, known=known))]
    assert found == (["I"] if said_so else [])


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


def test_on_one_day_the_run_comes_first_and_hard_sessions_lie_apart():
    [run, strength] = plan("t40@7+s30@7 | - | - | - | - | - | -")
    early = [replace(run, hour=17), replace(strength, hour=8)]
    close = [replace(run, hour=8), replace(strength, hour=10)]
    apart = [replace(run, hour=8), replace(strength, hour=11)]
    assert [bool(by("R11", said(each))) for each in (early, close, apart)] == [True, True, False]
    assert by("R11", said([run, strength])) == []


HILL_WEEK = "- | h4x8:40@5 | - | - | - | - | -"
NEW = Ground(weeks_of_running=2, runs_a_week=3)


@pytest.mark.parametrize(
    ("profile", "severity"), [(Profile.FIRST_TIMER, "E"), (Profile.IMPROVER, "W")]
)
def test_hills_ask_for_weeks_of_running_first(profile, severity):
    notes = said(plan(HILL_WEEK), profile, known=Known(ground=NEW))
    assert [found for found, _ in by("R12", notes)] == [severity]
    assert by("R12", said(plan(HILL_WEEK), profile)) == []


def test_what_the_plan_schedules_before_counts_as_done():
    later = [replace(each, day=each.day + timedelta(days=7 * 11)) for each in plan(HILL_WEEK)]
    first = plan("- | e30@3 | - | - | - | - | -")
    assert by("R12", said([*first, *later], known=Known(ground=NEW))) == []


def test_hills_grow_one_step_at_a_time():
    first, second = "- | h6x8:40@5 | - | - | - | - | -", "- | h9x10:40@5 | - | - | - | - | -"
    assert len(by("R13", said(plan(first, second)))) == 1
    assert by("R13", said(plan(second))) == []


@pytest.mark.parametrize(
    ("profile", "reps", "severity"),
    [
        (Profile.FIRST_TIMER, 7, None),
        (Profile.FIRST_TIMER, 8, "W"),
        (Profile.FIRST_TIMER, 12, "E"),
        (Profile.IMPROVER, 15, None),
        (Profile.IMPROVER, 16, "W"),
        (Profile.COMPETITIVE, 30, None),
        (Profile.COMPETITIVE, 38, "E"),
    ],
)
def test_the_cap_on_sprinting_follows_the_level(profile, reps, severity):
    notes = said(plan(f"- | h{reps}x8:60@6 | - | - | - | - | -"), profile)
    assert [found for found, _ in by("R14", notes)] == ([severity] if severity else [])


def test_a_steep_slope_and_a_short_rest_are_said():
    [hill] = plan(HILL_WEEK)
    steep = replace(hill, hills=HillSet(4, 8, gradient_pct=13, rest_s=15))
    notes = said([steep])
    assert [found for found, _ in by("R14", notes)] == ["W"]
    assert [found for found, _ in by("R15", notes)] == ["I"]
    assert by("R15", said([replace(hill, hills=HillSet(4, 8, rest_s=16))])) == []


@pytest.mark.parametrize(("power", "said_so"), [(None, False), (3, True), (4, False)])
def test_long_sprints_come_after_four_short_sessions(power, said_so):
    known = Known(ground=Ground(power_sessions=power))
    notes = said(plan("- | h4x15:40@6 | - | - | - | - | -"), known=known)
    assert bool(by("R17", notes)) is said_so


def care(day: date, **facts) -> DatedSession:
    made = session("m50@1", day)
    return replace(made, kind=Kind.TREATMENT, deep_hands_on=True, hands_on=True, **facts)


@pytest.mark.parametrize(
    ("offset", "severity"), [(-4, None), (-3, "W"), (0, "W"), (1, "I"), (2, None)]
)
def test_deep_treatment_keeps_away_from_a_race(offset, severity):
    sunday = MONDAY + timedelta(days=13)
    sessions = [session("r40@9", sunday), care(sunday + timedelta(days=offset), title="Massage")]
    found = [level for level, _ in by("R18", said(sessions))]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("had_deep", "offsets", "said_about"),
    [
        (False, [-7], [-7]),
        (False, [-8], []),
        (True, [-7], []),
        (None, [-7], []),
        (False, [-12, -5], []),
        (False, [-6, -3], [-6, -3]),
    ],
)
def test_somebodys_first_deep_treatment_keeps_a_week_from_an_a_race(had_deep, offsets, said_about):
    sunday = MONDAY + timedelta(days=13)
    treatments = [care(sunday + timedelta(days=offset)) for offset in offsets]
    treatments = [replace(each, key=f"care {each.day}") for each in treatments]
    notes = said([session("r40@9", sunday), *treatments], known=Known(had_deep=had_deep))
    assert by("R18", notes) == [("W", sunday + timedelta(days=offset)) for offset in said_about]


@pytest.mark.parametrize(
    ("km", "offset", "said_so"), [(10, 2, False), (21.1, 2, True), (42.2, 3, False)]
)
def test_deep_treatment_waits_a_day_longer_after_a_half_marathon(km, offset, said_so):
    race = replace(session("r40@9", MONDAY), race_km=km)
    massage = care(MONDAY + timedelta(days=offset))
    assert bool(by("R18", said([race, massage]))) is said_so


def test_deep_treatment_the_day_before_hard_work_is_information():
    tempo = session("t40@7", MONDAY + timedelta(3))
    found = [by("R18", said([tempo, care(MONDAY + timedelta(day))])) for day in (1, 2, 4)]
    assert found == [[], [("I", MONDAY + timedelta(2))], []]


def test_hands_on_treatment_waits_while_it_is_blocked():
    sessions = [care(MONDAY), *plan("- | m20@1 | - | - | - | - | -")]
    notes = said(sessions, known=Known(hands_on_blocked=True))
    assert by("R19", notes) == [("E", MONDAY)]


def test_two_maintenance_items_a_week_and_a_long_one_in_two():
    assert len(by("R20", said(plan("e30@3 | m10@1 | - | - | - | - | -")))) == 1
    two_short = "e30@3 | m10@1 | - | m10@1 | - | - | -"
    assert by("R20", said(plan(two_short))) == []
    assert len(by("R20", said(plan(two_short, two_short)))) == 1
    assert by("R20", said(plan(two_short, "e30@3 | m10@1 | - | m20@1 | - | - | -"))) == []


@pytest.mark.parametrize(
    ("race_week", "said_so"),
    [
        ("e30@3 | - | e30@3 | - | - | - | r50@9", False),
        ("e90@4 | e90@4 | e90@4 | - | - | - | r50@9", True),
        ("- | - | - | - | - | - | r20@9", True),
    ],
)
def test_the_week_of_an_a_race_is_lighter_but_not_empty(race_week, said_so):
    big = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"
    assert bool(by("R21", said(plan(big, big, big, race_week)))) is said_so


BUSY = "e90@4 | e90@4 | e90@4 | - | - | e90@4 | -"
CALM = "e45@4 | - | e45@4 | - | e45@4 | - | -"


@pytest.mark.parametrize(
    ("last_weeks", "said_about"),
    [
        ((CALM, "- | r50@9 | - | e60@4 | e60@4 | e60@4 | l90@4"), None),
        ((BUSY, "- | r50@9 | - | - | - | - | -"), "before"),
        ((BUSY, "- | - | r50@9 | - | - | - | -"), "before"),
        ((BUSY, "e30@3 | - | e30@3 | r50@9 | - | - | -"), None),
        (("e20@3 | - | - | - | - | - | -", "r50@9 | - | - | e60@4 | - | - | l90@4"), "before"),
    ],
)
def test_an_a_race_early_in_the_week_has_its_taper_in_the_week_before(last_weeks, said_about):
    big = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"
    days = {None: [], "before": [("I", MONDAY + timedelta(weeks=3))]}
    assert by("R21", said(plan(big, big, big, *last_weeks))) == days[said_about]


def sore(level: int, region: Region = Region.ACHILLES) -> Known:
    return Known(sore_parts=(SorePart(region, BodySide.LEFT, level, 3, 4, 6),))


@pytest.mark.parametrize(
    ("text", "level", "severity"),
    [
        ("e30@3", 2, None),
        ("e30@3", 3, None),
        ("e30@3", 4, "W"),
        ("e30@3", 6, "E"),
        ("t40@7", 3, "W"),
        ("t40@7", 4, "E"),
        ("h4x8:40@5", 4, "E"),
        ("c60@3", 6, None),
        ("s30@5", 6, None),
    ],
)
def test_open_pain_speaks_up_where_a_session_loads_the_part(text, level, severity):
    notes = said(plan(f"{text} | - | - | - | - | - | -"), today=MONDAY, known=sore(level))
    assert [found for found, _ in by("R22", notes)] == ([severity] if severity else [])


def test_an_exercise_that_loads_the_sore_part_is_held():
    [strength] = plan("s30@5 | - | - | - | - | - | -")
    strength = replace(strength, regions=frozenset({Region.SHOULDER}))
    notes = said([strength], today=MONDAY, known=sore(4, Region.SHOULDER))
    assert by("R22", notes) == [("E", MONDAY)]


def test_open_pain_looks_a_week_ahead_and_not_at_plans_on_paper():
    sessions = plan("t40@7 | - | - | - | - | - | -")
    assert by("R22", said(sessions, today=MONDAY - timedelta(8), known=sore(5))) == []
    assert by("R22", said(sessions, known=sore(5))) == []


def injured(*restrictions: Restriction, region=Region.ACHILLES, side=BodySide.LEFT) -> Episode:
    return Episode(region=region, side=side, restrictions=frozenset(restrictions), since=MONDAY)


@pytest.mark.parametrize(
    ("level", "episode", "softer", "expected"),
    [
        (6, injured(Restriction.NO_RUNNING), {}, [("R29", "E", ("R22",))]),
        (3, injured(Restriction.NO_RUNNING), {}, [("R29", "E", ("R22",))]),
        (4, injured(Restriction.NO_RUNNING), {"R29": Severity.W}, [("R22", "E", ("R29",))]),
        (1, injured(Restriction.NO_RUNNING), {}, [("R29", "E", ())]),
        (4, injured(Restriction.NO_LOAD), {}, [("R22", "E", ())]),
        (
            4,
            injured(Restriction.NO_RUNNING, side=BodySide.RIGHT),
            {},
            [("R22", "E", ()), ("R29", "E", ())],
        ),
        (
            4,
            injured(Restriction.NO_RUNNING, region=Region.KNEE),
            {},
            [("R22", "E", ()), ("R29", "E", ())],
        ),
    ],
)
def test_an_injury_and_a_pain_at_one_part_are_one_note(level, episode, softer, expected):
    settings = RuleSettings(severity=softer)
    known = replace(sore(level), episodes=(episode,))
    notes = check(plan("t40@7 | - | - | - | - | - | -"), settings, today=MONDAY, known=known)
    body = [note for note in notes if note.rule in {"R22", "R29"}]
    assert [(note.rule, note.severity, note.also) for note in body] == expected


def test_one_note_of_pain_and_injury_has_the_reasons_of_both():
    known = replace(sore(6), episodes=(injured(Restriction.NO_RUNNING),))
    sessions = plan("t40@7 | - | e30@3 | - | - | - | -")
    notes = [note for note in said_notes(sessions, known) if note.fact]
    assert [str(reason) for reason in notes[0].why][-2:] == [
        "Pain 6, left Achilles.",
        "Coachapp's default.",
    ]
    assert [str(notes[0].coach), str(notes[0].why[0])] == [
        "Injury, left Achilles: no running.",
        "Bike, pool or elliptical instead, easy.",
    ]
    assert [note.day for note in notes] == [MONDAY, MONDAY + timedelta(2)]
    shown = board(notes, MONDAY)
    assert ([note.day for note in shown.notes], shown.more) == ([MONDAY], 0)


def test_a_new_pain_speaks_although_the_injury_was_kept():
    known = replace(sore(6), episodes=(injured(Restriction.NO_RUNNING),))
    sessions = plan("t40@7 | - | - | - | - | - | -")
    kept = [Kept("R29", sessions[0].key, MONDAY)]
    assert [note.rule for note in said_notes(sessions, known, kept) if note.fact] == ["R22"]


def said_notes(sessions, known, kept=()):
    return check(sessions, RuleSettings(), today=MONDAY, known=known, kept=kept)


def test_an_open_red_flag_lets_only_rest_go_out():
    sessions = plan("e30@3 | m10@1 | s20@4 | - | - | - | -")
    notes = said(sessions, known=Known(red_flag=True))
    assert [found for found, _ in by("R23", notes)] == ["E", "E", "E"]


def test_a_poor_screen_speaks_of_hills():
    known = Known(ground=Ground(screen_poor=True))
    assert [found for found, _ in by("R25", said(plan(HILL_WEEK), known=known))] == ["I"]


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


def test_who_was_not_running_in_a_silence_starts_lower():
    today = MONDAY + timedelta(days=28)
    past = [replace(each, done=True) for each in plan("e40@4 | - | e40@4 | - | e40@4 | - | -")]
    ahead = plan("e40@4 | - | e40@4 | - | e40@4 | - | -", start=today)
    silence = Known(last_log_on=MONDAY + timedelta(4), was_running=False)
    notes = said([*past, *ahead], today=today, known=silence)
    assert by("R28", notes) == [("W", today)]
    ran = replace(silence, was_running=True)
    unanswered = replace(silence, was_running=None)
    for known in (ran, unanswered):
        assert by("R28", said([*past, *ahead], today=today, known=known)) == []
    lower = plan("e28@4 | - | e28@4 | - | e28@4 | - | -", start=today)
    assert by("R28", said([*past, *lower], today=today, known=silence)) == []


USUAL = "- | e50@4 | - | e50@4 | - | e50@4 | -"
RISING = [f"- | e{minutes}@3 | - | - | - | - | e{minutes}@3" for minutes in (38, 40, 44, 48, 38)]


@pytest.mark.parametrize(
    ("name", "value", "lines", "profile", "known"),
    [
        ("R02.days", 2, ["t40@7 | - | t40@7 | - | t40@7 | - | -"], Profile.IMPROVER, None),
        ("R03.days", 3, ["e30@3 | - | e30@3 | e30@3 | - | e30@3 | e30@3"], Profile.IMPROVER, None),
        ("R04.ratio", 0.05, ["l221@4 | - | - | - | - | - | -"], Profile.IMPROVER, 210),
        ("R05.ratio", 1.05, [USUAL] * 4 + [USUAL.replace("50", "54")], Profile.IMPROVER, None),
        ("R06.share", 0.7, RISING, Profile.FIRST_TIMER, None),
        (
            "R07.monotony",
            1.2,
            ["e30@3 | e30@3 | - | e30@3 | e30@3 | e30@3 | -"],
            Profile.MARATHON,
            None,
        ),
        ("R14.seconds", 30, ["h4x8:40@5 | - | - | - | - | - | -"], Profile.COMPETITIVE, None),
        ("R27.days", 2, ["t40@7 | - | t40@7 | - | t40@7 | - | -"], Profile.UNDER_18, None),
    ],
)
def test_a_number_that_the_coach_set_takes_the_place_of_ours_and_is_called_theirs(
    name, value, lines, profile, known
):
    rule = name[:3]
    ours = RuleSettings.for_profile(profile)
    theirs = replace(ours, limits={name: value}, chosen=frozenset({rule}))
    known = known and Known(longest_run=known)
    assert by(rule, said(plan(*lines), settings=ours, known=known)) == []
    notes = [n for n in said(plan(*lines), settings=theirs, known=known) if n.rule == rule]
    assert notes
    assert str(notes[0].why[0]).startswith("Your ")


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


def test_every_rule_has_one_row_and_its_own_id():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids)) == 26
    assert {"R16", "R24", "R26"}.isdisjoint(ids)


def test_no_rule_speaks_of_nothing():
    assert check([], RuleSettings(), today=None) == []


@pytest.mark.parametrize("rule", ["R19", "R23", "R27"])
def test_a_rule_that_stands_pays_no_heed_to_a_stored_switch(rule):
    known = Known(red_flag=True, hands_on_blocked=True, guardian_agreed=False)
    run = DatedSession(
        key="a", day=MONDAY, hardness=Hardness.EASY, kind=Kind.TREATMENT, hands_on=True
    )
    settings = replace(
        RuleSettings.for_profile(Profile.UNDER_18),
        off=frozenset({rule}),
        severity={rule: Severity.I},
    )
    found = [
        note for note in check([run], settings, today=MONDAY, known=known) if note.rule == rule
    ]
    assert found
    assert {note.severity for note in found} == {Severity.E}


def spoken(notes) -> Iterator[str]:
    """The coach's reason, what is behind it, and what the athlete reads where it is something else."""
    for note in notes:
        yield f"{note.rule} {note.severity} {note.day:%-d %B}: {note.coach}"
        yield from map(str, note.why)
        if str(note.athlete) != str(note.coach):
            yield f"Athlete: {note.athlete}"


QUIET = {"R08", "R20"}  # most of these weeks hold neither strength nor maintenance
BIG = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"
ALIKE = " | ".join(["e40@4"] * 6 + ["e30@4"])
[HILL] = plan(HILL_WEEK)
TEMPO, LOADED = plan("t40@7+s30@7 | - | - | - | - | - | -")
DONE = [replace(each, done=True) for each in plan("e40@4 | - | e40@4 | - | e40@4 | - | -")]
SPOKEN = {
    "two hard days in a row": (
        dict(sessions=plan("t40@7 | i40@7 | - | - | - | - | -")),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
        ],
    ),
    "one easy day where two are wished": (
        dict(sessions=plan("t40@7 | - | i40@7 | - | - | - | -")),
        [
            "R01 W 4 November: 1 easy day after tempo on 2026-11-02.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-05.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
        ],
    ),
    "a race too soon after hard work": (
        dict(sessions=plan("- | - | - | t40@7 | - | r40@9 | -")),
        [
            "R01 W 5 November: 1 easy day before race on 2026-11-07.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-04.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
        ],
    ),
    "hard work too soon after a race": (
        dict(sessions=plan("r40@9 | - | t40@7 | - | - | - | -")),
        [
            "R01 W 4 November: 1 easy day after race on 2026-11-02.",
            "Coachapp's default wish after a race is 3.",
            "The nearest day that fits is 2026-11-06.",
            "Athlete: The plan keeps 3 easy days after a race.",
        ],
    ),
    "hard work without a log behind": (
        dict(sessions=plan("t40@7 | i40@7 | - | - | - | - | -"), today=MONDAY + timedelta(1)),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-05.",
            "tempo on 2026-11-02 has no log: it counts as hard until marked as not done.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
        ],
    ),
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
    "a long run that grew too much": (
        dict(sessions=plan("- | - | - | - | - | - | l71@4"), known=Known(longest_run=60)),
        [
            "R04 W 8 November: 71 min, after a longest run of 60 min in 30 days.",
            "Coachapp's default is 70.",
        ],
    ),
    "a week beyond the best of four": (
        dict(sessions=plan(*[USUAL] * 4, USUAL.replace("50", "60"))),
        [
            "R05 W 5 December: A load of about 720 this week, after 600 at most in the last four.",
            "Coachapp's default is 690.",
        ],
    ),
    "the first week of a plan": (
        dict(sessions=plan(USUAL), known=Known(median_load=500, plan_starts=frozenset({MONDAY}))),
        [
            "R05 W 7 November: A load of about 600 this week, after 500 at most in the last four.",
            "Coachapp's default is 550.",
        ],
    ),
    "three rising weeks": (
        dict(sessions=plan(*RISING[:4], "- | e44@3 | - | - | - | - | e44@3")),
        ["R06 I 6 December: Three weeks up, and no lighter one after them.", "Coachapp's default."],
    ),
    "seven days alike": (
        dict(sessions=plan(ALIKE)),
        [
            "R03 W 8 November: No day without a run or strength this week.",
            "Coachapp's default is 1.",
            "R07 I 8 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "seven days alike and heavy": (
        dict(sessions=plan(ALIKE), known=Known(median_load=500)),
        [
            "R03 W 8 November: No day without a run or strength this week.",
            "Coachapp's default is 1.",
            "R05 W 8 November: A load of about 1080 this week, after 500 at most in the last four.",
            "Coachapp's default is 575.",
            "R07 W 8 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "no strength": (
        dict(
            sessions=plan("e30@3 | - | - | - | - | - | -"),
            known=Known(season=Season(chosen=Phase.BASE)),
        ),
        [
            "R08 I 2 November: No strength this week.",
            "Coachapp's default.",
            "R20 I 2 November: Fewer than 2 maintenance items this week.",
            "Coachapp's default.",
        ],
    ),
    "strength three times while racing": (
        dict(
            sessions=plan("s30@5 | - | s30@5 | - | s30@5 | - | -"),
            known=Known(season=Season(chosen=Phase.RACE)),
        ),
        [
            "R08 I 6 November: 3 strength days this week.",
            "Coachapp's default.",
            "R20 I 6 November: Fewer than 2 maintenance items this week.",
            "Coachapp's default.",
        ],
    ),
    "loaded strength twice in a row": (
        dict(sessions=plan("s30@6 | s30@6 | - | - | - | - | -")),
        ["R09 I 3 November: Strength on two days in a row.", "Coachapp's default."],
    ),
    "strength before a hard day": (
        dict(sessions=plan("s30@5 | t40@7 | - | - | - | - | -")),
        ["R10 I 2 November: Strength shortly before tempo on 2026-11-03.", "Coachapp's default."],
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
        ],
    ),
    "strength before a race": (
        dict(sessions=plan("- | - | - | - | s30@4 | - | r40@9")),
        ["R10 W 6 November: Strength shortly before race on 2026-11-08.", "Coachapp's default."],
    ),
    "strength before the run of the day": (
        dict(sessions=[replace(TEMPO, hour=17), replace(LOADED, hour=8)]),
        ["R11 I 2 November: Run first, strength later the same day.", "Coachapp's default."],
    ),
    "two hard sessions close together": (
        dict(sessions=[replace(TEMPO, hour=8), replace(LOADED, hour=10)]),
        ["R11 I 2 November: Less than 3 h between two hard sessions.", "Coachapp's default."],
    ),
    "hills too early": (
        dict(sessions=plan(HILL_WEEK), known=Known(ground=NEW)),
        [
            "R12 W 3 November: Hill sprints come a little early.",
            "Coachapp's default.",
            "It asks for 13 weeks of running first.",
        ],
    ),
    "hills too early for a first-timer": (
        dict(sessions=plan(HILL_WEEK), profile=Profile.FIRST_TIMER, known=Known(ground=NEW)),
        [
            "R12 E 3 November: Hill sprints come a little early.",
            "Coachapp's default.",
            "It asks for 6 weeks of running first.",
        ],
    ),
    "hills with few runs, a sore part and an injury": (
        dict(
            sessions=plan(HILL_WEEK),
            today=MONDAY,
            known=Known(ground=Ground(runs_a_week=2, sore_part=True, injured=True, pain=3)),
        ),
        [
            "R12 W 3 November: Hill sprints come a little early.",
            "Coachapp's default.",
            "It asks for three runs a week first.",
            "It asks for pain of at most 2.",
            "Calf, Achilles or hamstring has not settled.",
            "Something hurts, by the answers at the start.",
        ],
    ),
    "hills that grow in two ways": (
        dict(
            sessions=plan("- | h6x8:40@5 | - | - | - | - | -", "- | h9x10:40@5 | - | - | - | - | -")
        ),
        [
            "R13 W 10 November: 90 s of sprinting, after 48 s at most in four weeks.",
            "Coachapp's default.",
        ],
    ),
    "hills that grow in two ways by little": (
        dict(
            sessions=plan("- | h6x8:40@5 | - | - | - | - | -", "- | h7x9:40@5 | - | - | - | - | -")
        ),
        [
            "R13 W 10 November: Two things grow at once: reps, seconds or slope.",
            "Coachapp's default.",
        ],
    ),
    "more sprinting than the level": (
        dict(sessions=plan("- | h8x8:60@6 | - | - | - | - | -"), profile=Profile.FIRST_TIMER),
        ["R14 W 3 November: 64 s of sprinting in one session.", "Coachapp's default is 60."],
    ),
    "far more sprinting than the level": (
        dict(sessions=plan("- | h12x8:60@6 | - | - | - | - | -"), profile=Profile.FIRST_TIMER),
        ["R14 E 3 November: 96 s of sprinting in one session.", "Coachapp's default is 60."],
    ),
    "a steep slope and a short rest": (
        dict(sessions=[replace(HILL, hills=HillSet(4, 8, gradient_pct=13, rest_s=15))]),
        [
            "R14 W 3 November: A steeper slope than hill sprints need.",
            "Coachapp's default is 12.",
            "R15 I 3 November: 15 s of rest after 8 s of work.",
            "Coachapp's default.",
        ],
    ),
    "long sprints too early": (
        dict(
            sessions=plan("- | h4x15:40@6 | - | - | - | - | -"),
            known=Known(ground=Ground(power_sessions=3)),
        ),
        [
            "R17 I 3 November: 15 s and longer come after 4 sessions of short hills.",
            "Coachapp's default.",
        ],
    ),
    "deep treatment before a race": (
        dict(
            sessions=[
                session("r40@9", MONDAY + timedelta(13)),
                care(MONDAY + timedelta(10), title="Massage"),
            ]
        ),
        ["R18 W 12 November: Deep treatment close to race on 2026-11-15.", "Coachapp's default."],
    ),
    "deep treatment after a race": (
        dict(
            sessions=[
                session("r40@9", MONDAY + timedelta(13)),
                care(MONDAY + timedelta(14), title="Massage"),
            ]
        ),
        ["R18 I 16 November: Deep treatment close to race on 2026-11-15.", "Coachapp's default."],
    ),
    "deep treatment before hard work": (
        dict(sessions=[session("t40@7", MONDAY + timedelta(3)), care(MONDAY + timedelta(2))]),
        ["R18 I 4 November: Deep treatment close to tempo on 2026-11-05.", "Coachapp's default."],
    ),
    "treatment by hand while it is blocked": (
        dict(sessions=[care(MONDAY)], known=Known(hands_on_blocked=True)),
        [
            "R19 E 2 November: Ask a health professional before hands-on treatment.",
            "Coachapp's default.",
        ],
    ),
    "one maintenance item in a week": (
        dict(sessions=plan("e30@3 | m10@1 | - | - | - | - | -")),
        [
            "R08 I 3 November: No strength this week.",
            "Coachapp's default.",
            "R20 I 3 November: Fewer than 2 maintenance items this week.",
            "Coachapp's default.",
        ],
    ),
    "no long maintenance in two weeks": (
        dict(
            sessions=plan(
                "e30@3 | m10@1 | - | m10@1 | - | - | -", "e30@3 | m10@1 | - | m10@1 | - | - | -"
            )
        ),
        [
            "R08 I 5 November: No strength this week.",
            "Coachapp's default.",
            "R08 I 12 November: No strength this week.",
            "Coachapp's default.",
            "R20 I 12 November: No maintenance of 20 minutes in two weeks.",
            "Coachapp's default.",
        ],
    ),
    "a race week too heavy": (
        dict(sessions=plan(*[BIG] * 3, "e90@4 | e90@4 | e90@4 | - | - | - | r50@9")),
        [
            "R21 I 23 November: The race week is not much lighter than the block's biggest.",
            "Coachapp's default.",
        ],
    ),
    "a race week too empty": (
        dict(sessions=plan(*[BIG] * 3, "- | - | - | - | - | - | r20@9")),
        [
            "R21 I 29 November: The race week is lighter than a taper needs to be.",
            "Coachapp's default.",
        ],
    ),
    "a sore part that an easy run loads": (
        dict(sessions=plan("e30@3 | - | - | - | - | - | -"), today=MONDAY, known=sore(4)),
        ["R22 W 2 November: Pain 4, left Achilles.", "Coachapp's default."],
    ),
    "a sore part that hard running loads": (
        dict(sessions=plan("t40@7 | - | - | - | - | - | -"), today=MONDAY, known=sore(3)),
        ["R22 W 2 November: Pain 3, left Achilles.", "Coachapp's default."],
    ),
    "a painful part that hard running loads": (
        dict(sessions=plan("t40@7 | - | - | - | - | - | -"), today=MONDAY, known=sore(4)),
        ["R22 E 2 November: Pain 4, left Achilles.", "Coachapp's default."],
    ),
    "a part that hurts too much to run": (
        dict(sessions=plan("e30@3 | - | - | - | - | - | -"), today=MONDAY, known=sore(6)),
        ["R22 E 2 November: Pain 6, left Achilles.", "Coachapp's default."],
    ),
    "an open red flag": (
        dict(sessions=plan("e30@3 | - | - | - | - | - | -"), known=Known(red_flag=True)),
        ["R23 E 2 November: A red flag is open: rest and advice only.", "Coachapp's default."],
    ),
    "a poor screen": (
        dict(sessions=plan(HILL_WEEK), known=Known(ground=Ground(screen_poor=True))),
        [
            "R12 W 3 November: Hill sprints come a little early.",
            "Coachapp's default.",
            "A fair single-leg squat on both sides comes first.",
            "R25 I 3 November: One side of the single-leg squat was poor: no hills yet.",
            "Coachapp's default.",
        ],
    ),
    "a minor's full week": (
        dict(sessions=plan(" | ".join(["e30@3"] * 7)), profile=Profile.UNDER_18),
        [
            "R27 E 8 November: No day without a run or strength this week.",
            "Coachapp's default.",
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
    "the week after a silence without running": (
        dict(
            sessions=[
                *DONE,
                *plan("e40@4 | - | e40@4 | - | e40@4 | - | -", start=MONDAY + timedelta(28)),
            ],
            today=MONDAY + timedelta(28),
            known=Known(last_log_on=MONDAY + timedelta(4), was_running=False),
        ),
        [
            "R28 W 30 November: Nothing logged for 24 days: start about a third lower, hills at half.",
            "Coachapp's default.",
        ],
    ),
    "two days where two hard days wait for room": (
        dict(sessions=plan("t40@7 | i40@7 | - | t40@7 | - | t40@7 | -")),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
            "R01 W 5 November: 1 easy day after intervals on 2026-11-03.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-07.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
            "R02 W 7 November: 4 hard days this week.",
            "Coachapp's default is 3.",
        ],
    ),
    "one session that joins another": (
        dict(sessions=plan("t40@7 | i40@7+s40@7 | - | - | - | - | -")),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-06.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
        ],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    about = {words[:3] for words in expected}
    notes = said(**facts)
    heard = [note for note in notes if note.rule in about or note.rule not in QUIET]
    assert list(spoken(heard)) == expected


def unknown(sessions, profile=Profile.IMPROVER, **facts) -> frozenset[str]:
    facts = {"today": MONDAY, "known": Known(), **facts}
    return without_history(sessions, RuleSettings.for_profile(profile), **facts)


def test_rules_that_lack_history_say_so_until_it_is_there():
    week = plan("e30@3 | h4x8:40@5 | - | - | - | - | l60@4")
    assert {"R04", "R05"} <= unknown(week)
    longest = Known(longest_run=50)
    assert "R04" not in unknown(week, known=longest)
    assert "R05" in unknown(week, known=longest)
    loads = Known(median_load=500, plan_starts=frozenset({MONDAY}))
    assert "R05" not in unknown(week, known=loads)
    assert "R04" in unknown(week, known=loads)


def test_what_was_run_before_is_history():
    before = plan(*["- | e50@4 | - | e50@4 | - | e50@4 | -"] * 5)
    today = MONDAY + timedelta(days=28)
    logged = [replace(each, done=each.day < today) for each in before]
    assert not {"R04", "R05"} & unknown(logged, today=today)
    assert not {"R04", "R05"} & unknown(list(reversed(logged)), today=today)
    assert {"R04", "R05"} <= unknown([each for each in logged if each.done], today=today)
    assert "R04" in unknown([*before[-3:]], today=today)


@pytest.mark.parametrize(
    ("value", "fits"), [(1, True), (7, True), (0, False), (8, False), (2.5, False)]
)
def test_a_number_of_days_is_whole_and_within_its_reach(value, fits):
    parameter = PARAMETERS["R02.days"]
    if fits:
        assert parameter.checked(value) == value
        assert isinstance(parameter.checked(float(value)), int)
        return
    with pytest.raises(OutOfRange, match=str(value)):
        parameter.checked(value)


def test_a_ratio_may_have_decimals():
    assert PARAMETERS["R04.ratio"].checked(0.15) == 0.15


def test_the_numbers_of_a_rule_come_in_their_order():
    assert [each.name for each in of_rule("R04")] == ["R04.ratio", "R04.minutes"]
    assert of_rule("R99") == ()
