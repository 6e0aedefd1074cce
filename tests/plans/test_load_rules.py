"""Load, monotony and strain of a week, against hand-computed vectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import load
from plans.rules.load import DayState, NoMonotony, WeekLoad, week_load
from plans.rules.moving_average import NoFirstLoad, acute_chronic, ewma

LOGGED, MISSING = DayState.LOGGED, DayState.MISSING
HARD_EASY_WEEK = [0, 420, 90, 160, 405, 0, 240]


def week(*loads: float) -> WeekLoad:
    return week_load(
        [(LOGGED if each else DayState.CONFIRMED_REST, each) for each in loads],
    )


def test_a_session_weighs_effort_times_minutes():
    assert load.session_load(6.5, 42) == 273


@pytest.mark.parametrize("effort", [-0.5, 10.5, float("nan")])
def test_an_effort_off_the_scale_is_refused(effort):
    with pytest.raises(load.NotAnEffort):
        load.session_load(effort, 30)


@pytest.mark.parametrize("minutes", [-1, 3000])
def test_impossible_minutes_are_refused(minutes):
    with pytest.raises(load.NotADuration):
        load.session_load(5, minutes)


@pytest.mark.parametrize(
    ("loads", "total", "monotony", "strain"),
    [
        (HARD_EASY_WEEK, 1315, 1.071, 1408.0),
        ([240, 240, 240, 240, 240, 240, 0], 1440, 2.268, 3265.6),
        ([0, 120, 100, 120, 0, 140, 100], 580, 1.423, 825.3),
    ],
)
def test_monotony_and_strain_of_known_weeks(loads, total, monotony, strain):
    found = week(*loads)
    assert found.total == total
    assert found.monotony == pytest.approx(monotony, abs=0.0005)
    assert found.strain == pytest.approx(strain, abs=0.05)
    assert (found.reason, found.capped) == (None, False)


def test_a_week_of_identical_days_has_no_monotony_and_is_very_monotonous():
    found = week(*[240] * 7)
    assert (found.monotony, found.strain, found.reason) == (None, None, NoMonotony.IDENTICAL_DAYS)
    assert found.is_monotonous()


def test_a_week_off_has_no_monotony_and_is_not_monotonous():
    found = week(*[0] * 7)
    assert (found.total, found.monotony, found.reason) == (0, None, NoMonotony.NO_LOAD)
    assert not found.is_monotonous()


def test_a_nearly_uniform_week_is_capped_at_ten():
    found = week(230, 250, 240, 240, 260, 220, 240)
    assert (found.monotony, found.strain, found.capped) == (10, 16_800, True)


@pytest.mark.parametrize("equal_days", range(1, 7))
def test_equal_days_and_rest_days_follow_the_closed_form(equal_days):
    found = week(*[100] * equal_days, *[0] * (7 - equal_days))
    assert found.monotony == pytest.approx((6 * equal_days / (7 * (7 - equal_days))) ** 0.5)


def test_one_missing_day_is_shown_and_two_make_the_week_incomplete():
    days = [(LOGGED, 240.0)] * 6
    one = week_load([*days, (MISSING, 0)])
    two = week_load([*days[:5], (MISSING, 0), (MISSING, 0)])
    assert (one.missing, one.incomplete, one.known_days) == (1, False, 6)
    assert (two.missing, two.incomplete, two.known_days) == (2, True, 5)


def test_an_incomplete_week_raises_no_alert():
    full = week(*[240] * 6, 0)
    partly = week_load([(LOGGED, 300.0)] * 5 + [(MISSING, 0.0)] * 2)
    assert load.is_monotonous_and_heavy(full, usual=1300)
    assert not load.is_monotonous_and_heavy(full, usual=1310)
    assert not load.is_monotonous_and_heavy(full, usual=None)
    assert not load.is_monotonous_and_heavy(partly, usual=100)


def test_a_missing_day_cannot_carry_a_load():
    with pytest.raises(load.LoadWithoutLog):
        week_load([(MISSING, 100)] + [(LOGGED, 100)] * 6)


def test_a_week_has_seven_days():
    with pytest.raises(load.NotAWeek):
        week_load([(LOGGED, 100)] * 6)


def test_the_own_median_waits_for_four_weeks_and_leaves_out_an_incomplete_one():
    weeks = [week(*[each] + [0] * 6) for each in (100, 200, 400, 1000)]
    incomplete = week_load([(LOGGED, 900.0)] * 5 + [(MISSING, 0.0)] * 2)
    assert load.own_median(weeks) == 300
    assert load.own_median([week(*[5000] * 7), *weeks]) == 300
    assert load.own_median(weeks[:3]) is None
    assert load.own_median([*weeks[:3], incomplete]) == 200
    assert load.own_median([*weeks[:2], incomplete, incomplete]) is None


@pytest.mark.parametrize(("longest", "limit"), [(60, 70), (100, 110), (150, 165)])
def test_one_run_may_grow_by_a_tenth_or_ten_minutes(longest, limit):
    assert load.longest_run_limit(longest) == pytest.approx(limit)


@given(st.lists(st.integers(0, 1500), min_size=7, max_size=7), st.randoms())
def test_the_order_of_days_never_changes_a_week(loads, random):
    shuffled = random.sample(loads, 7)
    assert week(*loads) == week(*shuffled)


@given(st.lists(st.integers(0, 1500), min_size=7, max_size=7), st.integers(2, 5))
def test_monotony_does_not_depend_on_how_much_but_on_how_evenly(loads, times):
    once, more = week(*loads), week(*[each * times for each in loads])
    assert (once.monotony is None) == (more.monotony is None)
    if once.monotony is not None:
        assert more.monotony == pytest.approx(once.monotony)
        assert 0 < once.monotony <= 10


def test_the_moving_average_of_a_known_week():
    loads = [300, 0, 400, 200, 0, 500, 100]
    acute = [300, 225, 268.75, 251.5625, 188.6719, 266.5039, 224.8779]
    chronic = [300, 279.3103, 287.6338, 281.5901, 262.1701, 278.5721, 266.2568]
    assert ewma(loads, 7) == pytest.approx(acute, abs=0.0001)
    assert ewma(loads, 28) == pytest.approx(chronic, abs=0.0001)


@pytest.mark.parametrize(
    ("loads", "acute", "chronic", "ratio"),
    [
        ([100] * 28, 100, 100, 1.0),
        ([100] * 27 + [300], 150, 113.793, 1.3182),
        (HARD_EASY_WEEK * 4, 191.354, 163.895, 1.1675),
        ([90] * 21 + [300, 300, 300, 0, 0, 0, 0], 66.890, 98.071, 0.6821),
        ([90] * 21 + [900 / 7] * 7, 123.423, 105.182, 1.1734),
    ],
)
def test_acute_and_chronic_load_of_known_months(loads, acute, chronic, ratio):
    found = acute_chronic(loads)
    assert found.acute == pytest.approx(acute, abs=0.0005)
    assert found.chronic == pytest.approx(chronic, abs=0.0005)
    assert found.ratio == pytest.approx(ratio, abs=0.00005)


def test_chronic_load_warms_up_for_28_days_and_zero_has_no_ratio():
    assert acute_chronic([100] * 27) is None
    assert acute_chronic([0] * 28).ratio is None


def test_a_missing_day_leaves_the_average_where_it_was():
    assert ewma([100, None, None], 7) == [100, 100, 100]
    with pytest.raises(NoFirstLoad):
        ewma([None, 100], 7)


def test_the_ends_of_both_scales_are_numbers():
    assert load.session_load(0, 0) == 0
    assert load.session_load(10, 48 * 60) == 28_800
    assert load.session_load(0.5, 1) == 0.5


@pytest.mark.parametrize(
    ("effort", "minutes", "refused", "said"),
    [(11, 30, load.NotAnEffort, (11,)), (5, -1, load.NotADuration, (-1,))],
)
def test_a_refused_number_is_named(effort, minutes, refused, said):
    with pytest.raises(refused) as error:
        load.session_load(effort, minutes)
    assert error.value.args == said


def test_a_week_is_monotonous_above_two_and_heavy_above_a_tenth_more():
    def week(total, monotony):
        return WeekLoad(total, monotony, total * monotony, None, 0)

    assert not week(100, 2.0).is_monotonous()
    assert week(100, 2.01).is_monotonous()
    assert not load.is_monotonous_and_heavy(week(1100, 3), 1000)
    assert load.is_monotonous_and_heavy(week(1101, 3), 1000)


def test_the_longest_run_has_a_length():
    with pytest.raises(load.NotADuration) as refused:
        load.longest_run_limit(0)
    assert refused.value.args == (0,)
    assert load.longest_run_limit(1) == 11
