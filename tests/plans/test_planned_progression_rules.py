"""Planned progression: every week of the block has its own numbers, lighter ones are lighter."""

from dataclasses import replace

import pytest

from plans.rules.planned_progression import NotAStep, Step, StepDoesNotFit, Unit, written_out
from plans.rules.prescription import Prescription, Role

SQUAT = Prescription(
    role=Role.EXERCISE, name="squat", sets=3, reps_min=8, reps_max=8, load_kg=20, effort=7
)
HOLD = Prescription(role=Role.EXERCISE, name="plank", sets=2, seconds=20, upper={"seconds": 30})
BLOCK = [False, False, True, False]


def out(line, text, lighter=BLOCK):
    return written_out(line, Step.read(text), lighter)


def test_reps_grow_week_by_week_and_a_lighter_week_adds_nothing():
    weeks = out(SQUAT, "+1 rep")
    assert [(week.sets, week.reps_min, week.reps_max) for week in weeks] == [
        (3, 9, 9), (3, 10, 10), (2, 10, 10), (3, 11, 11),
    ]  # fmt: skip


def test_load_grows_and_the_lighter_week_has_a_tenth_less():
    weeks = out(SQUAT, "+2.5 kg")
    assert [week.load_kg for week in weeks] == [22.5, 25, 22.5, 27.5]
    assert [week.effort for week in weeks] == [7, 7, 5, 7]


def test_a_hold_grows_with_both_ends_of_its_range():
    weeks = out(HOLD, "+5 s")
    assert [(w.sets, w.seconds, w.upper["seconds"]) for w in weeks] == [
        (2, 25, 35), (2, 30, 40), (1, 30, 40), (2, 35, 45),
    ]  # fmt: skip


def test_sets_grow_and_are_six_tenths_in_a_lighter_week():
    assert [week.sets for week in out(SQUAT, "+1 set")] == [4, 5, 3, 6]


@pytest.mark.parametrize("text", ["", "more", "+0 reps", "-1 rep", "+1.5 reps", "+1 rep a day"])
def test_what_is_no_step_is_refused(text):
    with pytest.raises(NotAStep):
        Step.read(text)


def test_steps_are_read():
    assert (Step.read("+2 reps"), Step.read("+2.5 kg")) == (Step(2, Unit.REPS), Step(2.5, Unit.KG))


@pytest.mark.parametrize("line,text", [(HOLD, "+1 rep"), (HOLD, "+1 kg"), (SQUAT, "+5 s")])
def test_a_step_that_does_not_fit_is_refused(line, text):
    with pytest.raises(StepDoesNotFit):
        out(line, text)


def test_the_right_side_and_both_ends_of_a_range_grow_too():
    (uneven,) = out(replace(SQUAT, reps_max=10, reps_right=12), "+2 reps", [False])
    assert (uneven.reps_min, uneven.reps_max, uneven.reps_right) == (10, 12, 14)
    (hold,) = out(replace(HOLD, reps_right=25, upper={"seconds": 30, "sets": 3}), "+5 s", [False])
    assert (hold.seconds, hold.reps_right, hold.upper) == (25, 30, {"seconds": 35, "sets": 3})
    (sets,) = out(replace(HOLD, upper={"seconds": 30, "sets": 3}), "+1 set", [False])
    assert (sets.sets, sets.upper) == (3, {"seconds": 30, "sets": 4})


def test_what_is_not_said_stays_unsaid():
    (week,) = out(Prescription(role=Role.EXERCISE, reps_min=5), "+1 rep", [False])
    assert (week.reps_min, week.reps_max, week.reps_right) == (6, None, None)
    (lighter,) = out(Prescription(role=Role.EXERCISE, reps_min=5), "+1 rep", [True])
    assert (lighter.sets, lighter.load_kg, lighter.effort) == (None, None, None)


def test_a_lighter_week_keeps_no_range_of_sets_or_effort():
    wide = replace(SQUAT, upper={"sets": 4, "effort": 8, "load_kg": 22})
    (lighter,) = out(wide, "+1 rep", [True])
    assert lighter.upper == {"load_kg": 22}


def test_a_refused_step_is_named():
    with pytest.raises(NotAStep, match="more"):
        Step.read("more")
    with pytest.raises(NotAStep, match="1.5 reps"):
        Step.read("+1.5 reps")
    with pytest.raises(StepDoesNotFit, match="kg"):
        out(HOLD, "+1 kg")
