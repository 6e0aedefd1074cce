"""Hill sprints: dose, class, rest, prerequisites and the size of a step."""

import pytest

from plans.rules import hills
from plans.rules.hills import Ground, HillSet, NotAHillSprint, Step, Unmet
from plans.rules.kinds import Hardness
from plans.rules.profiles import HILL_LEVEL, HillLevel, Profile


@pytest.mark.parametrize(
    ("reps", "seconds", "dose", "hardness"),
    [
        (6, 10, 60, Hardness.MODERATE),
        (5, 12, 60, Hardness.MODERATE),
        (8, 8, 64, Hardness.HARD),
        (4, 13, 52, Hardness.HARD),
        (1, 15, 15, Hardness.HARD),
        (4, 30, 120, Hardness.HARD),
    ],
)
def test_a_set_is_moderate_up_to_a_minute_of_short_sprints(reps, seconds, dose, hardness):
    assert (HillSet(reps, seconds).dose_s, HillSet(reps, seconds).hardness) == (dose, hardness)


@pytest.mark.parametrize(("reps", "seconds"), [(0, 8), (4, 0), (4, 31)])
def test_longer_than_30_seconds_is_no_hill_sprint(reps, seconds):
    with pytest.raises(NotAHillSprint):
        HillSet(reps, seconds)


@pytest.mark.parametrize(
    ("seconds", "rest", "warn"),
    [(8, 120, 60), (15, 120, 60), (20, 120, 80), (25, 150, 100), (30, 180, 120)],
)
def test_the_walk_down_takes_two_minutes_or_six_times_the_work(seconds, rest, warn):
    assert (hills.default_rest_s(seconds), hills.warn_rest_s(seconds)) == (rest, warn)


def test_every_profile_has_a_level_on_hills():
    assert set(HILL_LEVEL) == set(Profile)
    assert HILL_LEVEL[Profile.JOGGER] is HillLevel.BEGINNER
    assert HILL_LEVEL[Profile.COMPETITIVE] is HillLevel.ADVANCED


def test_a_beginner_needs_six_weeks_of_three_runs_or_five_weeks_of_the_first_plan():
    short = Ground(weeks_of_running=4, runs_a_week=2)
    by_plan = Ground(weeks_of_running=4, runs_a_week=2, first_plan_weeks=5)
    beginner = HillLevel.BEGINNER
    assert hills.unmet_prerequisites(beginner, short) == (Unmet.WEEKS_OF_RUNNING, Unmet.RUNS_A_WEEK)
    assert hills.unmet_prerequisites(beginner, by_plan) == ()


def test_pain_a_sore_calf_and_a_poor_screen_come_before_hills():
    ground = Ground(weeks_of_running=60, runs_a_week=4, pain=3, sore_part=True, screen_poor=True)
    unmet = hills.unmet_prerequisites(HillLevel.INTERMEDIATE, ground)
    assert unmet == (Unmet.PAIN, Unmet.SORE_PART, Unmet.SCREEN)


def test_an_advanced_runner_brings_eight_hill_sessions():
    ground = Ground(weeks_of_running=60, runs_a_week=4, hill_sessions=7)
    assert hills.unmet_prerequisites(HillLevel.ADVANCED, ground) == (Unmet.HILL_SESSIONS,)


def test_what_nobody_knows_is_not_held_against_anybody():
    assert hills.unmet_prerequisites(HillLevel.ADVANCED, Ground()) == ()
    assert hills.long_sprints_unlocked(Ground()) is None


def test_long_sprints_open_after_four_power_sessions():
    assert hills.long_sprints_unlocked(Ground(power_sessions=4)) is True
    assert hills.long_sprints_unlocked(Ground(power_sessions=3)) is False


def test_six_tens_to_four_fifteens_is_one_step():
    assert hills.too_big_a_step(HillSet(4, 15), [HillSet(6, 10)]) == ()


def test_more_reps_and_more_seconds_at_once_are_two_steps():
    assert Step.TWO_AT_ONCE in hills.too_big_a_step(HillSet(7, 12), [HillSet(6, 10)])


def test_seconds_and_gradient_never_change_together():
    steeper = HillSet(4, 15, gradient_pct=8)
    flatter = HillSet(4, 15, gradient_pct=5)
    before = HillSet(6, 10, gradient_pct=6)
    assert hills.too_big_a_step(steeper, [before]) == (Step.TWO_AT_ONCE,)
    assert hills.too_big_a_step(flatter, [before]) == (Step.TWO_AT_ONCE,)
    assert hills.too_big_a_step(HillSet(4, 8, gradient_pct=5), [before]) == ()


@pytest.mark.parametrize(("reps", "steps"), [(8, ()), (9, (Step.DOSE,))])
def test_the_dose_grows_by_two_reps_or_a_quarter(reps, steps):
    assert hills.too_big_a_step(HillSet(reps, 10), [HillSet(6, 10)]) == steps


def test_the_session_after_a_lighter_week_is_measured_by_the_one_before_it():
    assert hills.too_big_a_step(HillSet(6, 10), [HillSet(6, 8), HillSet(4, 8)]) == ()


def test_without_history_no_step_is_too_big():
    assert hills.too_big_a_step(HillSet(8, 20), []) == ()


@pytest.mark.parametrize(("days", "dose"), [(7, 80), (13, 80), (14, 40), (27, 40), (28, 16)])
def test_a_gap_without_hills_starts_lower(days, dose):
    assert hills.restart_dose_s(HillSet(8, 10), days) == dose


@pytest.mark.parametrize(("days", "dose"), [(9, 80), (10, 40), (19, 40), (20, 16)])
def test_a_gap_of_another_length_starts_over_after_twice_as_long(days, dose):
    assert hills.restart_dose_s(HillSet(8, 10), days, 10) == dose


def test_hills_leave_three_days_before_a_race():
    short, long = HillSet(4, 10), HillSet(4, 15)
    assert not hills.fits_before_race(short, 3)
    assert hills.fits_before_race(short, 4)
    assert not hills.fits_before_race(long, 4)
    assert hills.fits_before_race(long, 5)


def test_two_slow_reps_in_a_row_end_the_set():
    assert hills.is_slowing([10, 10, 10.2, 10.6, 10.6])
    assert not hills.is_slowing([10, 10, 10.6, 10.2, 10.6])
    assert not hills.is_slowing([10, 10, 11])


def test_a_lighter_week_keeps_half_to_three_fifths_of_the_dose():
    assert hills.lighter_dose_s(100) == (50, 60)


@pytest.mark.parametrize(("reps", "seconds"), [(1, 1), (1, 30)])
def test_one_second_and_thirty_are_hill_sprints(reps, seconds):
    assert HillSet(reps, seconds).dose_s == reps * seconds


def test_a_refused_set_says_its_reps_and_seconds():
    with pytest.raises(NotAHillSprint) as refused:
        HillSet(4, 31)
    assert refused.value.args == (4, 31)


def test_a_pain_of_two_is_no_hindrance():
    assert hills.unmet_prerequisites(HillLevel.BEGINNER, Ground(pain=2)) == ()
    assert hills.unmet_prerequisites(HillLevel.BEGINNER, Ground(pain=3)) == (Unmet.PAIN,)


def test_a_dose_grows_by_two_reps_or_a_quarter():
    assert hills.dose_limit_s([HillSet(4, 8)], 8) == 48
    assert hills.dose_limit_s([HillSet(4, 8), HillSet(10, 12)], 10) == 150


def test_a_slope_that_is_not_known_is_no_step():
    assert Step.TWO_AT_ONCE not in hills.too_big_a_step(HillSet(5, 8, 6), [HillSet(4, 8)])
    assert Step.TWO_AT_ONCE not in hills.too_big_a_step(HillSet(5, 8), [HillSet(4, 8, 6)])


@pytest.mark.parametrize(
    ("planned", "before", "is_one"),
    [
        (HillSet(6, 8, 6), HillSet(4, 8, 6), True),
        (HillSet(4, 10, 6), HillSet(4, 8, 6), True),
        (HillSet(4, 8, 8), HillSet(4, 8, 6), True),
        (HillSet(6, 10, 6), HillSet(4, 8, 6), False),
        (HillSet(4, 10, 4), HillSet(4, 8, 6), False),  # seconds and slope change together
        (HillSet(4, 6, 4), HillSet(4, 8, 6), True),  # nothing rises
    ],
)
def test_one_thing_grows_at_a_time(planned, before, is_one):
    assert (Step.TWO_AT_ONCE not in hills.too_big_a_step(planned, [before])) is is_one


@pytest.mark.parametrize(
    ("planned", "days", "fits"),
    [
        (HillSet(4, 10), 3, False),
        (HillSet(4, 10), 4, True),
        (HillSet(5, 8), 4, False),
        (HillSet(4, 11), 4, False),
        (HillSet(8, 12), 5, True),
    ],
)
def test_four_days_before_a_race_four_short_reps_fit(planned, days, fits):
    assert hills.fits_before_race(planned, days) is fits


@pytest.mark.parametrize(
    ("times", "slowing"),
    [
        ([10, 10, 11, 11], True),
        ([10, 10, 11, 10], False),
        ([10, 10, 10.5, 10.6], False),
        ([10, 10, 10.6, 10.5], False),
        ([10, 10, 20], False),
        ([10, 10, 10.6, 10, 10.6, 10.6], True),
        ([10, 10, 20, 10.6], True),
    ],
)
def test_a_slow_pair_ends_the_set_wherever_it_comes(times, slowing):
    assert hills.is_slowing(times) is slowing


def test_half_an_odd_dose_is_a_whole_number():
    assert hills.restart_dose_s(HillSet(3, 9), 14) == 13
