"""As asked or changed: what was done beside what the lines asked for. Neither is a fault."""

import pytest

from clients.rules.log_entry import SetEntry
from clients.rules.outcome import as_asked
from plans.rules.prescription import Prescription, Role, Side

CLAM = Prescription(role=Role.EXERCISE, name="clam", sets=2, reps_min=8, reps_max=10)
PLANK = Prescription(role=Role.EXERCISE, name="plank", sets=1, seconds=30)


def sets(*reps: int | None, line: int = 0, **facts) -> list[SetEntry]:
    return [SetEntry(line=line, set_no=n, reps=r, **facts) for n, r in enumerate(reps, start=1)]


def is_asked(line: Prescription, done: list[SetEntry]) -> bool:
    return as_asked({0: line}, done)


def test_nothing_said_of_any_set_means_as_asked():
    assert is_asked(CLAM, [])


@pytest.mark.parametrize(
    ("reps", "asked"),
    [
        ((8, 10), True),
        ((9, None), True),
        ((7, 8), False),
        ((8, 11), False),
        ((8,), False),
        ((8, 8, 8), False),
    ],
)
def test_sets_and_reps_are_as_asked_within_what_the_line_says(reps, asked):
    assert is_asked(CLAM, sets(*reps)) is asked


def test_a_line_without_a_range_asks_for_its_number():
    five = Prescription(role=Role.EXERCISE, sets=1, reps_min=5)
    assert is_asked(five, sets(5))
    assert not is_asked(five, sets(6))
    assert is_asked(Prescription(role=Role.EXERCISE, sets=1), sets(99))


def test_a_line_without_sets_is_done_once():
    once = Prescription(role=Role.EXERCISE, reps_min=8, reps_max=8)
    assert is_asked(once, sets(8))
    assert not is_asked(once, sets(8, 8))


def test_a_range_of_sets_is_kept_from_its_lower_to_its_upper_end():
    two_or_three = Prescription(
        role=Role.EXERCISE, sets=2, reps_min=8, reps_max=8, upper={"sets": 3}
    )
    assert [is_asked(two_or_three, sets(*[8] * n)) for n in range(1, 5)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_set_said_twice_counts_once():
    again = [*sets(8), *sets(8)]
    assert not is_asked(CLAM, again)


def test_each_side_has_its_own_sets_and_both_counts_for_either():
    each = Prescription(role=Role.EXERCISE, sets=1, reps_min=8, reps_max=8, side=Side.EACH)
    left, right, both = (sets(8, side=side) for side in ("left", "right", "both"))
    assert is_asked(each, left + right)
    assert is_asked(each, both)
    assert not is_asked(each, left)
    assert not is_asked(each, right)
    one_sided = Prescription(role=Role.EXERCISE, sets=1, reps_min=8, reps_max=8, side=Side.LEFT)
    assert is_asked(one_sided, left)


def test_the_right_side_may_have_a_number_of_its_own():
    uneven = Prescription(
        role=Role.EXERCISE, sets=1, reps_min=8, reps_max=8, reps_right=10, side=Side.EACH
    )
    assert is_asked(uneven, sets(8, side="left") + sets(10, side="right"))
    assert not is_asked(uneven, sets(8, side="left") + sets(8, side="right"))
    assert not is_asked(uneven, sets(10, side="left") + sets(10, side="right"))
    even = Prescription(role=Role.EXERCISE, sets=1, reps_min=8, reps_max=8, side=Side.EACH)
    assert not is_asked(even, sets(8, side="left") + sets(9, side="right"))


@pytest.mark.parametrize(
    ("seconds", "asked"),
    [(27, True), (26.9, False), (33, True), (33.1, False), (None, True)],
)
def test_a_hold_has_a_tenth_either_way(seconds, asked):
    assert is_asked(PLANK, sets(None, seconds=seconds)) is asked


def test_a_hold_with_a_range_is_kept_up_to_its_upper_end():
    hold = Prescription(role=Role.EXERCISE, sets=1, seconds=20, upper={"seconds": 40})
    assert is_asked(hold, sets(None, seconds=44))
    assert not is_asked(hold, sets(None, seconds=45))


def test_over_a_distance_the_seconds_are_the_result():
    rep = Prescription(role=Role.REPS, sets=1, distance_m=400)
    assert is_asked(rep, sets(None, seconds=95))


@pytest.mark.parametrize(
    ("kg", "asked"), [(12.5, True), (11.5, True), (12.6, False), (11, False), (None, True)]
)
def test_half_a_kilogram_is_lost_between_pounds_and_kilograms(kg, asked):
    line = Prescription(role=Role.EXERCISE, sets=1, load_kg=12)
    assert is_asked(line, sets(8, load_kg=kg)) is asked


def test_a_load_that_nobody_asked_for_changes_nothing():
    assert is_asked(Prescription(role=Role.EXERCISE, sets=1), sets(8, load_kg=20))


def test_one_short_set_among_good_ones_is_a_change():
    assert not is_asked(CLAM, sets(8, 4))
    assert not is_asked(CLAM, sets(4, 8))


def test_a_ladder_has_as_many_sets_as_rungs():
    ladder = Prescription(role=Role.LADDER, steps=({"seconds": 60}, {"seconds": 120}))
    assert is_asked(ladder, sets(None, None))
    assert not is_asked(ladder, sets(None))


@pytest.mark.parametrize(
    "role",
    [
        Role.EXERCISE,
        Role.HILLS,
        Role.HILL_REPEATS,
        Role.STRIDES,
        Role.REPS,
        Role.LADDER,
        Role.SETS,
    ],
)
def test_what_is_repeated_counts(role):
    line = Prescription(role=role, sets=3, steps=({}, {}, {}))
    assert not is_asked(line, sets(None))


@pytest.mark.parametrize("role", [Role.RUN, Role.WARM_UP, Role.CROSS, Role.NOTE, Role.TREATMENT])
def test_what_is_done_in_one_piece_does_not(role):
    assert is_asked(Prescription(role=role, sets=3), sets(None))


def test_optional_lines_and_alternatives_never_count():
    said_elsewhere = sets(8, 8, line=1)
    for facts in ({"optional": True}, {"choice": 1}):
        aside = Prescription(role=Role.EXERCISE, sets=3, **facts)
        assert as_asked({0: aside, 1: CLAM}, said_elsewhere)
    assert not as_asked({0: CLAM, 1: CLAM}, said_elsewhere)


def test_in_a_routine_a_tick_stands_for_the_whole_line():
    tick = sets(None)
    assert as_asked({0: CLAM}, tick, whole_lines=True)
    assert not as_asked({0: CLAM, 1: PLANK}, tick, whole_lines=True)
