"""Paces from a race time: Riegel's exponent, the named paces, and times as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import paces


def test_the_same_distance_takes_the_same_time():
    assert paces.equal_time_s(1200, 5000, 5000) == pytest.approx(1200)


def test_a_20_minute_5_km_equals_a_41_42_for_10_km():
    assert paces.clock(paces.equal_time_s(1200, 5000, 10_000)) == "41:42"


def test_5_km_pace_of_a_21_35_is_4_19_with_three_seconds_either_way():
    target = paces.Target(paces.named_pace_s("5k", 21 * 60 + 35, 5000))

    assert paces.clock(target.pace_s) == "4:19"
    assert [paces.clock(end) for end in target.pace_range_s] == ["4:16", "4:22"]
    assert target.rep_s(1000) == 259
    assert target.rep_s(400) == 104


@given(st.floats(200, 20_000), st.floats(800, 42_195), st.floats(1.01, 4))
def test_a_longer_race_is_run_more_slowly(seconds, metres, times):
    longer = paces.equal_time_s(seconds, metres, metres * times)

    assert longer / (metres * times) > seconds / metres


@pytest.mark.parametrize(
    ("name", "metres"), [("5k", 5000), ("3.5k", 3500), ("mile", 1609.344), ("HM", 21_097.5)]
)
def test_a_pace_is_named_after_its_race(name, metres):
    assert paces.race_metres(name) == pytest.approx(metres)


@pytest.mark.parametrize("name", ["", "k", "0k", "easy", "five", "5", "-5k", "²k"])
def test_a_name_of_no_race_is_refused(name):
    with pytest.raises(paces.UnknownPace):
        paces.race_metres(name)


@pytest.mark.parametrize("wrong", [(0, 5000, 1000), (1200, 0, 1000), (1200, 5000, -1)])
def test_a_time_or_distance_of_nothing_is_refused(wrong):
    with pytest.raises(paces.NotARaceTime):
        paces.equal_time_s(*wrong)


@given(st.integers(0, 359_999))
def test_a_time_reads_back_as_it_is_written(seconds):
    assert paces.read_clock(paces.clock(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"), [("4:20", 260), (" 4.20 ", 260), ("95", 95), ("1:02:05", 3725)]
)
def test_times_are_read_as_runners_type_them(text, seconds):
    assert paces.read_clock(text) == seconds


@pytest.mark.parametrize("text", ["", "four", "4:60", "1:2:3:4", "4:-1", "²", "99999"])
def test_what_is_no_time_reads_as_nothing(text):
    assert paces.read_clock(text) is None


@pytest.mark.parametrize(
    ("metres", "seconds", "possible"),
    [
        (800, 101, True),  # the world's best is 1:40.91
        (800, 99, False),
        (10_000, 20 * 60, False),
        (100, 9, True),
        (100, 7, False),
        (160_934, 48 * 3600, True),  # a hundred miles in two days
        (5000, 50 * 3600, False),
    ],
)
def test_a_time_that_nobody_can_have_run_is_seen(metres, seconds, possible):
    assert paces.is_of_a_runner(metres, seconds) is possible
