"""What makes a session hard, moderate or easy, planned and done."""

import pytest

from plans.rules.hardness import (
    DoneEffort,
    DoneHardness,
    DoneReason,
    PlannedEffort,
    done_hardness,
    planned_hardness,
)
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.load import NotAnEffort

EASY, MODERATE, HARD = Hardness.EASY, Hardness.MODERATE, Hardness.HARD


def run(run_type=RunType.EASY, **facts) -> PlannedEffort:
    return PlannedEffort(kind=Kind.RUN, run_type=run_type, **facts)


@pytest.mark.parametrize(
    "run_type",
    [
        RunType.RACE,
        RunType.TIME_TRIAL,
        RunType.INTERVALS,
        RunType.TEMPO,
        RunType.HILL_REPEATS,
    ],
)
def test_races_and_workouts_are_hard_whatever_their_effort(run_type):
    assert planned_hardness(run(run_type, effort=4)) is HARD


@pytest.mark.parametrize(
    ("effort", "hardness"), [(None, EASY), (4.5, EASY), (5, MODERATE), (6.5, MODERATE), (7, HARD)]
)
@pytest.mark.parametrize("kind", [Kind.STRENGTH, Kind.RUN, Kind.CROSS, Kind.PRACTICE])
def test_the_whole_session_effort_classifies(kind, effort, hardness):
    assert planned_hardness(PlannedEffort(kind=kind, effort=effort)) is hardness


def test_a_coach_may_flag_a_session_hard():
    assert planned_hardness(run(RunType.FARTLEK, effort=5.5)) is MODERATE
    assert planned_hardness(run(RunType.FARTLEK, effort=5.5, hard_flag=True)) is HARD


@pytest.mark.parametrize(
    ("reps", "seconds", "hardness"),
    [(6, 8, MODERATE), (6, 15, HARD), (8, 10, HARD), (None, None, HARD)],
)
def test_hill_sprints_go_by_their_dose(reps, seconds, hardness):
    hills = PlannedEffort(kind=Kind.HILLS, effort=5, hill_reps=reps, hill_seconds=seconds)
    assert planned_hardness(hills) is hardness


@pytest.mark.parametrize(("ratio", "hardness"), [(None, MODERATE), (1.10, MODERATE), (1.2, HARD)])
def test_a_long_run_is_hard_beyond_a_tenth_more_than_the_longest(ratio, hardness):
    assert planned_hardness(run(RunType.LONG, effort=4, long_run_ratio=ratio)) is hardness


@pytest.mark.parametrize("kind", [Kind.REST, Kind.MAINTENANCE, Kind.TREATMENT])
def test_care_and_rest_are_easy_however_strong_they_feel(kind):
    assert planned_hardness(PlannedEffort(kind=kind, effort=8)) is EASY


def test_an_effort_off_the_scale_is_refused():
    with pytest.raises(NotAnEffort):
        run(effort=11)


def test_an_easy_run_at_effort_seven_becomes_hard_and_moves_the_clock():
    done = done_hardness(DoneEffort(planned=run(effort=3), effort=7))
    assert done == DoneHardness(HARD, True, DoneReason.HARDER_THAN_MEANT)


def test_fewer_hill_reps_than_planned_count_as_what_was_done():
    planned = PlannedEffort(kind=Kind.HILLS, hill_reps=8, hill_seconds=10)
    done = done_hardness(DoneEffort(planned=planned, effort=5, hill_reps=5))
    assert done == DoneHardness(MODERATE, False, DoneReason.EASIER_THAN_MEANT)


def test_a_workout_stays_hard_however_easy_it_felt():
    done = done_hardness(DoneEffort(planned=run(RunType.TEMPO, effort=7), effort=4))
    assert done == DoneHardness(HARD, True)


def test_the_easy_session_in_its_place_does_not_move_the_clock():
    substitute = DoneEffort(planned=run(RunType.TEMPO, effort=7), effort=3, did_substitute=True)
    assert done_hardness(substitute) == DoneHardness(EASY, False, DoneReason.EASIER_THAN_MEANT)


def test_an_unanswered_effort_leaves_the_planned_class():
    assert done_hardness(DoneEffort(planned=run(effort=6))) == DoneHardness(MODERATE, False)


@pytest.mark.parametrize(
    ("week", "moves_clock", "reason"),
    [
        (6, False, DoneReason.SLOWER_NEXT_TIME),
        (7, True, DoneReason.HARDER_THAN_MEANT),
        (None, True, DoneReason.HARDER_THAN_MEANT),
    ],
)
def test_a_first_timers_fast_easy_run_is_forgiven_for_six_weeks(week, moves_clock, reason):
    done = DoneEffort(planned=run(RunType.RUN_WALK, effort=3), effort=8)
    assert done_hardness(done, first_timer_week=week) == DoneHardness(HARD, moves_clock, reason)


def test_a_first_timers_hard_strength_is_hard():
    done = DoneEffort(planned=PlannedEffort(kind=Kind.STRENGTH, effort=4), effort=8)
    assert done_hardness(done, first_timer_week=2).moves_clock


@pytest.mark.parametrize("effort", [0, 10])
def test_nothing_and_all_are_efforts(effort):
    assert planned_hardness(PlannedEffort(kind=Kind.RUN, effort=effort)) in Hardness


def test_an_effort_off_the_scale_is_named():
    with pytest.raises(NotAnEffort) as refused:
        PlannedEffort(kind=Kind.RUN, effort=10.5)
    assert refused.value.args == (10.5,)


@pytest.mark.parametrize("half", [{"hill_reps": 6}, {"hill_seconds": 10}])
def test_half_a_dose_of_hills_says_nothing(half):
    whole = PlannedEffort(kind=Kind.HILLS)
    assert planned_hardness(PlannedEffort(kind=Kind.HILLS, **half)) is planned_hardness(whole)
