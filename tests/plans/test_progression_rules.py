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


def test_a_range_may_be_one_number_from_one_up():
    assert Target(1, 1).most == 1
    with pytest.raises(NotARange) as refused:
        Target(9, 8)
    assert refused.value.args == (9, 8)


def test_two_left_in_the_tank_are_enough_to_rise():
    assert step(done(12, 12, rir=2), done(12, 12, rir=2)) == (Next.MORE_LOAD, 42.5)


def test_the_bottom_of_the_range_is_within_it():
    assert step(done(8, 8), done(8, 8)) == (Next.STAY, 40)
    assert step(done(7, 8), done(8, 7)) == (Next.LESS_LOAD, 37.5)


@pytest.mark.parametrize(
    ("load", "facts", "expected"),
    [
        (40, {}, (Next.LESS_LOAD, 37.5)),
        (25, {}, (Next.LESS_LOAD, 22.5)),  # a tenth exactly
        (20, {}, (Next.RUNG_DOWN, 20)),  # a plate is too much of it
        (20, {"has_easier": False}, (Next.LESS_LOAD, 17.5)),
        (100, {}, (Next.LESS_LOAD, 95)),
        (101, {}, (Next.LESS_LOAD, 93.5)),
        (2, {"has_easier": False}, (Next.LESS_LOAD, 0)),
        (None, {}, (Next.RUNG_DOWN, None)),
        (None, {"has_easier": False}, (Next.STAY, None)),
    ],
)
def test_less_is_the_smallest_plate_that_matters_else_an_easier_rung(load, facts, expected):
    assert step(done(8, 8, load=load, fault=True), **facts) == expected


@pytest.mark.parametrize(
    ("history", "why"),
    [
        ([done(10)], "Same again."),
        (
            [done(12), done(12)],
            "Top of the range on both sides twice, with some left in the tank.",
        ),
        (
            [done(12, load=10), done(12, load=10)],
            "Top of the range on both sides twice, with some left in the tank.",
        ),
        ([done(10, rir=0)], "A little less, until it is clean and within the range again."),
        (
            [done(10, rir=0, load=None)],
            "An easier rung, until it is clean and within the range again.",
        ),
    ],
)
def test_a_suggestion_says_why(history, why):
    assert str(suggest(history, EIGHT_TO_TWELVE).why) == why


@pytest.mark.parametrize(
    ("left", "right", "side"),
    [(85, 100, None), (84, 100, Side.LEFT), (100, 84, Side.RIGHT), (100, 100, None), (0, 0, None)],
)
def test_the_weaker_side_has_one_more_set_beyond_fifteen_per_cent(left, right, side):
    assert progression.side_for_one_more_set(left, right) is side
