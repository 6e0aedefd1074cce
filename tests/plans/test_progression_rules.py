"""Double progression: when load or rung rises, when it falls, and what one side may have more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import progression
from plans.rules.prescription import Side
from plans.rules.progression import ExerciseDone, Next, NotARange, SetDone, Target, suggest

EIGHT_TO_TWELVE = Target(8, 12)


def done(*amounts: int, rir: int | None = 3, load: float | None = 40, fault=False) -> ExerciseDone:
    sides = (Side.LEFT, Side.RIGHT)
    sets = tuple(
        SetDone(amount=amount, side=side, rir=rir, fault=fault)
        for amount in amounts
        for side in sides
    )
    return ExerciseDone(sets, load)


def step(*history: ExerciseDone, **facts):
    found = suggest(history, EIGHT_TO_TWELVE, **facts)
    return found.step, found.load_kg


def test_the_top_twice_in_a_row_adds_the_smallest_plate():
    assert step(done(12, 12), done(12, 12)) == (Next.MORE_LOAD, 42.5)


@pytest.mark.parametrize(
    "history",
    [
        [done(12, 12)],
        [done(12, 12), done(12, 11)],
        [done(12, 11), done(12, 12)],
        [done(12, 12), done(12, 12, rir=1)],
        [done(12, 12), done(12, 12, rir=None)],
        [done(12, 12, load=37.5), done(12, 12)],
    ],
)
def test_anything_less_stays_the_same(history):
    assert step(*history) == (Next.STAY, 40)


def test_the_weaker_side_decides():
    strong = SetDone(amount=12, side=Side.RIGHT, rir=3)
    weak = SetDone(amount=10, side=Side.LEFT, rir=3)
    uneven = ExerciseDone((strong, weak), 40)
    assert step(uneven, uneven) == (Next.STAY, 40)


def test_nothing_is_raised_on_a_red_day():
    assert step(done(12), done(12), may_raise=False) == (Next.STAY, 40)


def test_a_plate_that_is_too_much_means_the_next_rung():
    light = done(12, load=10)
    assert step(light, light) == (Next.RUNG_UP, 10)
    assert step(light, light, plate_kg=1) == (Next.MORE_LOAD, 11)
    assert step(light, light, has_harder=False) == (Next.STAY, 10)


def test_bodyweight_goes_up_and_down_by_rungs():
    top, low = done(12, load=None), done(6, load=None)
    assert step(top, top) == (Next.RUNG_UP, None)
    assert step(low, low) == (Next.RUNG_DOWN, None)


def test_a_heavy_load_takes_more_than_one_small_plate():
    heavy = done(12, load=200)
    assert step(heavy, heavy, plate_kg=1) == (Next.MORE_LOAD, 204)


@pytest.mark.parametrize("history", [[done(7), done(7)], [done(12, rir=0)], [done(10, fault=True)]])
def test_too_little_twice_or_an_empty_tank_or_a_fault_lowers(history):
    assert step(*history) == (Next.LESS_LOAD, 37.5)


def test_one_short_session_is_no_reason_to_lower():
    assert step(done(10), done(7)) == (Next.STAY, 40)


def test_nothing_done_yet_suggests_nothing():
    assert step() == (Next.STAY, None)


def test_a_range_runs_upwards():
    for nonsense in ((0, 5), (8, 6)):
        with pytest.raises(NotARange):
            Target(*nonsense)


@pytest.mark.parametrize(("effort", "left"), [(10, 0), (9, 1), (8.5, 1), (8, 2), (7, 3), (5, 4)])
def test_reps_left_in_the_tank_by_effort(effort, left):
    assert progression.reps_left(effort) == left


@pytest.mark.parametrize(
    ("left", "right", "pct"), [(10, 12, 16.7), (20, 30, 33.3), (0, 0, None), (8, 8, 0)]
)
def test_the_difference_of_two_sides(left, right, pct):
    expected = None if pct is None else pytest.approx(pct, abs=0.05)
    assert progression.asymmetry_pct(left, right) == expected


def test_the_weaker_side_may_have_one_more_set_beyond_fifteen():
    assert progression.side_for_one_more_set(10, 12) is Side.LEFT
    assert progression.side_for_one_more_set(12, 10) is Side.RIGHT
    assert progression.side_for_one_more_set(11, 12) is None
    assert progression.side_for_one_more_set(0, 0) is None


@given(st.floats(5, 200), st.sampled_from([0.5, 1, 1.25, 2.5, 5]))
def test_a_raise_is_two_to_ten_per_cent(load, plate):
    top = done(12, load=load)
    found = suggest([top, top], EIGHT_TO_TWELVE, plate_kg=plate)
    if found.step is Next.MORE_LOAD:
        assert 0.02 * load - 1e-9 <= found.load_kg - load <= 0.10 * load + 1e-9
