"""Hill sprints: who is there yet, how much more, how much at all; and in which words it is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.rules.hills import Ground, HillSet
from plans.rules.profiles import Phase, Profile
from plans.rules.season import Season
from plans.rules.spacing import DatedSession, Known
from tests.plans.rule_weeks import HILL_WEEK, MONDAY, by, heard, plan, said, session


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


@pytest.mark.parametrize("facts", [{"pain": 3}, {"sore_part": True}, {"injured": True}])
@pytest.mark.parametrize(("days", "said_so"), [(7, True), (8, False)])
def test_what_hurts_today_is_held_against_hills_for_a_week(facts, days, said_so):
    ahead = session("h4x8:40@5", MONDAY + timedelta(days))
    known = Known(ground=Ground(**facts))
    assert bool(by("R12", said([ahead], today=MONDAY, known=known))) is said_so


def test_hills_that_are_planned_before_count_towards_the_eight_and_done_ones_are_counted_already():
    first, second = plan(HILL_WEEK, HILL_WEEK)
    known = Known(ground=Ground(hill_sessions=7))
    about = {"profile": Profile.COMPETITIVE, "known": known}
    assert by("R12", said([first, second], **about)) == [("W", first.day)]
    done = replace(first, done=True)
    found = said([done, second], today=second.day, **about)
    assert by("R12", found) == [("W", second.day)]


def test_hills_too_close_to_an_a_race_are_shown_the_nearest_day_that_leaves_room():
    notes = said(plan("- | - | - | - | h4x8:40@5 | - | r40@9"))
    [note] = [one for one in notes if one.rule == "R13"]
    assert [(day - MONDAY).days for day in note.good_days[:2]] == [6, 2]


@pytest.mark.parametrize(
    ("days", "planned", "expected"),
    [
        (13, HillSet(8, 10), []),
        (14, HillSet(4, 10), []),
        (14, HillSet(5, 10), [("I", "14 days: about 40 s")]),
        (27, HillSet(8, 10), [("I", "27 days: about 40 s")]),
        (28, HillSet(2, 8), []),
        (28, HillSet(3, 8), [("W", "28 days: about 16 s")]),
    ],
)
def test_hills_come_back_at_half_after_two_weeks_and_from_the_start_after_four(
    days, planned, expected
):
    sessions = came_back(days, planned)
    notes = [note for note in said(sessions, today=MONDAY + timedelta(1)) if note.rule == "R13"]
    words = "Hill sprints again after {} of sprinting fits at first."
    assert [(note.severity.value, str(note.coach)) for note in notes] == [
        (severity, words.format(told)) for severity, told in expected
    ]


def came_back(days: int, planned: HillSet) -> list[DatedSession]:
    [done] = plan("h8x10:40@5")
    ahead = replace(done, key="ahead", day=MONDAY + timedelta(days), hills=planned)
    return [replace(done, done=True), ahead]


def test_a_gap_is_a_fact_of_the_log_and_not_of_a_plan():
    done, ahead = came_back(20, HillSet(8, 10))
    assert by("R13", said([replace(done, done=False), ahead])) == []
    between = replace(ahead, key="between", day=MONDAY + timedelta(18), hills=HillSet(4, 10))
    assert by("R13", said([done, between, ahead], today=MONDAY + timedelta(1))) == []


def test_a_gap_and_a_silence_are_one_note_about_the_first_hills():
    sessions = came_back(24, HillSet(8, 10))
    silence = Known(last_log_on=MONDAY, was_running=False)
    notes = said(sessions, today=MONDAY + timedelta(20), known=silence)
    [note] = [one for one in notes if one.fact]
    assert (note.rule, note.severity, note.also) == ("R28", "W", ("R13",))


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


def test_a_poor_screen_speaks_of_hills():
    known = Known(ground=Ground(screen_poor=True))
    assert [found for found, _ in by("R25", said(plan(HILL_WEEK), known=known))] == ["I"]


[HILL] = plan(HILL_WEEK)


SPOKEN = {
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
            "It asks for 3 runs a week first.",
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
        ["R14 E 3 November: 96 s of sprinting in one session.", "Coachapp's default is 90."],
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
            "R17 I 3 November: 15 s and longer come after 4 sessions of short hill sprints.",
            "Coachapp's default.",
        ],
    ),
    "a poor screen": (
        dict(sessions=plan(HILL_WEEK), known=Known(ground=Ground(screen_poor=True))),
        [
            "R12 W 3 November: Hill sprints come a little early.",
            "Coachapp's default.",
            "A fair single-leg squat on both sides comes first.",
            "R25 I 3 November: One side of the single-leg squat was poor: no hill sprints yet.",
            "Coachapp's default.",
        ],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    assert heard(facts, expected) == expected
