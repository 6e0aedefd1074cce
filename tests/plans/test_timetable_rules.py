"""From weeks and weekdays of a plan to dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import timetable

MONDAY = date(2026, 11, 30)


def test_a_plan_that_starts_on_monday_keeps_its_weekdays():
    placed = timetable.place([(1, 2, "hills"), (2, 5, "tempo")], MONDAY, {})
    assert placed == [("hills", date(2026, 12, 1)), ("tempo", date(2026, 12, 11))]


def test_an_athletes_own_weekdays_replace_the_plans():
    placed = timetable.place([(1, 2, "hills"), (1, 3, "rest")], MONDAY, {2: 4})
    assert placed == [("hills", date(2026, 12, 3)), ("rest", date(2026, 12, 2))]


def test_another_weekday_shifts_the_plan_and_says_so():
    wednesday = MONDAY + timedelta(days=2)
    assert timetable.place([(1, 1, "easy")], wednesday, {}) == [("easy", wednesday)]
    assert timetable.days_shifted(wednesday) == 2
    assert "2 weekdays later" in str(timetable.shift_sentence(wednesday))
    assert timetable.shift_sentence(MONDAY) is None


def test_a_race_on_the_plans_own_weekday_starts_on_a_monday():
    assert timetable.start_for_race(date(2027, 1, 24), 8, 7) == MONDAY


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(1, timetable.MOST_WEEKS),
    st.integers(1, 7),
)
def test_a_plan_aligned_to_a_race_has_the_race_on_its_day(race_on, week, weekday):
    start = timetable.start_for_race(race_on, week, weekday)
    assert timetable.place([(week, weekday, "race")], start, {}) == [("race", race_on)]


@pytest.mark.parametrize(
    ("days", "weekday_map", "error"),
    [
        ([(0, 1, "a")], {}, timetable.NotAPlanWeek),
        ([(61, 1, "a")], {}, timetable.NotAPlanWeek),
        ([(1, 0, "a")], {}, timetable.NotAWeekday),
        ([(1, 8, "a")], {8: 1}, timetable.NotAWeekday),
        ([(1, 1, "a")], {1: 9}, timetable.NotAWeekday),
        ([(1, 1, "a"), (1, 2, "a")], {}, timetable.KeyIsTaken),
    ],
)
def test_nonsense_is_refused_by_name(days, weekday_map, error):
    with pytest.raises(error):
        timetable.place(days, MONDAY, weekday_map)


def test_a_shift_is_said_in_days_of_the_week():
    tuesday, sunday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
    assert str(timetable.shift_sentence(tuesday)) == (
        "This plan starts on 2026-12-01, so every session falls 1 weekday later."
    )
    assert str(timetable.shift_sentence(sunday)) == (
        "This plan starts on 2026-12-06, so every session falls 6 weekdays later."
    )
