"""The rhythm of treatment: interval, due date, and the days it keeps away from."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.rules import cadence
from clients.rules.cadence import Depth, Due, HardDate, Strain
from plans.rules.profiles import Phase

TODAY = date(2026, 11, 25)
RACE = date(2026, 12, 12)


def days(*offsets: int) -> frozenset[date]:
    return frozenset(RACE + timedelta(days=each) for each in offsets)


@pytest.mark.parametrize(
    ("base", "fewest", "most", "ratio", "soreness", "phase", "expected"),
    [
        (21, 7, 42, 1.0, 4, Phase.BASE, 21),
        (21, 7, 42, 1.3, 4, Phase.BASE, 17),
        (21, 7, 42, 1.3, 2, Phase.PRESEASON, 10),
        (14, 7, 42, 1.0, 1.7, Phase.RACE, 8),
        (3, 2, 7, 1.3, 2, Phase.RACE, 2),
    ],
)
def test_known_intervals(base, fewest, most, ratio, soreness, phase, expected):
    strain = Strain(load_ratio=ratio, soreness=soreness, phase=phase)
    assert cadence.interval(base, fewest, most, strain) == expected


def test_half_a_day_rounds_up():
    assert cadence.interval(10, 1, 42, Strain(phase=Phase.PRESEASON)) == 9


def test_a_fixed_rhythm_stays_as_it_was_set():
    assert cadence.interval(60, 7, 42) == 60


def test_a_quiet_week_stretches_the_rhythm_and_the_bounds_hold():
    assert cadence.interval(21, 7, 42, Strain(load_ratio=0.7)) == 26
    assert cadence.interval(40, 7, 42, Strain(load_ratio=0.5, phase=Phase.OFF)) == 42


def test_too_little_history_leaves_a_factor_at_one():
    assert cadence.load_ratio(500, None) is None
    assert cadence.load_ratio(500, 0) is None
    assert cadence.mean_soreness([1, 1]) is None
    assert cadence.mean_soreness([1, None, 1]) is None
    assert cadence.mean_soreness([5, 1, 2, 3]) == 2
    assert cadence.interval(21, 7, 42, Strain()) == 21


@pytest.mark.parametrize(("base", "fewest", "most"), [(0, 1, 7), (3, 0, 7), (3, 8, 7)])
def test_an_impossible_rhythm_is_refused(base, fewest, most):
    with pytest.raises(cadence.NotARhythm):
        cadence.interval(base, fewest, most)


def test_a_due_date_moves_off_blocked_days_at_most_two_days_earlier():
    last = RACE - timedelta(days=21)
    assert cadence.due_on(last, 21) == RACE
    assert cadence.due_on(last, 21, days(0)) == RACE - timedelta(1)
    assert cadence.due_on(last, 21, days(0, -1)) == RACE - timedelta(2)
    assert cadence.due_on(last, 21, days(0, -1, -2, 1)) == RACE + timedelta(2)


def test_a_due_date_never_moves_into_the_past():
    last = RACE - timedelta(days=21)
    found = cadence.due_on(last, 21, days(0), not_before=RACE)
    assert found == RACE + timedelta(1)
    assert cadence.due_on(last, 1, frozenset({last + timedelta(1)})) == last + timedelta(2)


def test_deep_work_keeps_three_days_before_a_priority_race_and_two_after():
    race = HardDate(day=RACE, is_race=True, is_priority=True, km=5)
    assert cadence.blackouts(Depth.DEEP, [race]) == days(-3, -2, -1, 0, 1)
    first = cadence.blackouts(Depth.DEEP, [race], first_deep=True)
    assert first == days(*range(-7, 2))
    half = HardDate(day=RACE, is_race=True, is_priority=True, km=21.1)
    assert cadence.blackouts(Depth.DEEP, [half]) == days(-3, -2, -1, 0, 1, 2)


def test_deep_work_keeps_a_day_before_hard_work():
    assert cadence.blackouts(Depth.DEEP, [HardDate(day=RACE)]) == days(-1, 0)


@pytest.mark.parametrize(
    ("depth", "is_priority", "blocked"),
    [
        (Depth.LIGHT, True, (-1, 0)),
        (Depth.LIGHT, False, (0,)),
        (Depth.SELF, True, (0,)),
        (Depth.SELF, False, (0,)),
    ],
)
def test_light_work_keeps_the_day_before_an_a_race_and_the_ball_only_the_race_day(
    depth, is_priority, blocked
):
    race = HardDate(day=RACE, is_race=True, is_priority=is_priority)
    assert cadence.blackouts(depth, [race, HardDate(day=TODAY)]) == days(*blocked)


@pytest.mark.parametrize(
    ("offset", "state", "words"),
    [
        (10, Due.LATER, "Due in 10 days, on 2026-12-05."),
        (3, Due.SOON, "Due in 3 days, on 2026-11-28."),
        (1, Due.SOON, "Due tomorrow."),
        (0, Due.TODAY, "Due today."),
        (-1, Due.OVERDUE, "1 day past its rhythm."),
        (-6, Due.OVERDUE, "6 days past its rhythm."),
    ],
)
def test_due_in_words(offset, state, words):
    due = TODAY + timedelta(days=offset)
    assert cadence.due_state(due, TODAY) is state
    assert str(cadence.due_words(due, TODAY)) == words


def test_nothing_is_due_until_somebody_sets_a_rhythm():
    assert cadence.due_state(None, TODAY) is Due.NOT_SET
    assert str(cadence.due_words(None, TODAY)) == "No rhythm set."


@given(
    st.integers(1, 60),
    st.integers(1, 20),
    st.integers(0, 30),
    st.none() | st.floats(0, 5),
    st.none() | st.floats(1, 5),
    st.sampled_from(Phase),
)
def test_an_adapting_rhythm_stays_within_its_bounds(base, fewest, more, ratio, soreness, phase):
    strain = Strain(load_ratio=ratio, soreness=soreness, phase=phase)
    assert fewest <= cadence.interval(base, fewest, fewest + more, strain) <= fewest + more


@given(st.integers(1, 42), st.frozensets(st.integers(0, 60), max_size=30))
def test_a_due_date_is_never_blocked_and_never_on_the_last_visit(interval, offsets):
    blocked = frozenset(TODAY + timedelta(days=each) for each in offsets)
    found = cadence.due_on(TODAY, interval, blocked)
    assert found not in blocked
    assert found > TODAY


def test_the_load_ratio_is_the_week_against_the_own_week():
    assert cadence.load_ratio(600, 500) == 1.2


def test_a_half_marathon_keeps_deep_work_away_a_day_longer():
    def after(km):
        race = HardDate(day=RACE, is_race=True, km=km)
        return max(cadence.blackouts(Depth.DEEP, [race])) - RACE

    assert after(20.9) == timedelta(days=1)
    assert after(21) == timedelta(days=2)
    assert after(None) == timedelta(days=1)


def test_an_earlier_day_may_be_the_first_that_is_allowed():
    last = RACE - timedelta(days=21)
    found = cadence.due_on(last, 21, days(0), not_before=RACE - timedelta(days=1))
    assert found == RACE - timedelta(days=1)


def test_a_rhythm_has_a_day_at_least():
    with pytest.raises(cadence.NotARhythm) as refused:
        cadence.due_on(RACE, 0)
    assert refused.value.args == (0,)
    assert cadence.due_on(RACE, 1) == RACE + timedelta(days=1)
