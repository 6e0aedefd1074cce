"""When a reminder goes out: local hours, clock changes, quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.rules.quiet_hours import (
    NaiveMoment,
    QuietHours,
    UnknownZone,
    local_day,
    send_at,
    zone_named,
)

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DAY = date(2026, 11, 25)
NIGHT = QuietHours(time(21), time(7))


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def test_half_past_six_is_another_moment_in_summer_and_winter():
    assert send_at(time(6, 30), BERLIN, date(2026, 7, 1), None) == utc(date(2026, 7, 1), 4, 30)
    assert send_at(time(6, 30), BERLIN, DAY, None) == utc(DAY, 5, 30)


def test_an_hour_that_the_clock_skips_becomes_the_next_that_exists():
    assert send_at(time(2, 30), BERLIN, SPRING, None) == utc(SPRING, 1)
    assert send_at(time(3), BERLIN, SPRING, None) == utc(SPRING, 1)


def test_an_hour_that_comes_twice_counts_the_first_time():
    assert send_at(time(2, 30), BERLIN, AUTUMN, None) == utc(AUTUMN, 0, 30)


def test_a_day_that_a_zone_skipped_becomes_the_next_one():
    apia = ZoneInfo("Pacific/Apia")
    found = send_at(time(7), apia, date(2011, 12, 30), None)
    assert found == datetime(2011, 12, 31, tzinfo=apia)


@pytest.mark.parametrize(
    ("wanted", "day", "hour"),
    [
        (time(5), DAY, 7),
        (time(7), DAY, 7),
        (time(20, 59), DAY, 20),
        (time(22), DAY + timedelta(1), 7),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_the_morning(wanted, day, hour):
    found = send_at(wanted, UTC, DAY, NIGHT)
    assert (found.date(), found.hour) == (day, hour)


def test_a_chosen_hour_beats_quiet_hours():
    assert send_at(time(5), UTC, DAY, NIGHT, is_chosen=True) == utc(DAY, 5)


def test_quiet_hours_within_a_day_and_equal_ends():
    siesta = QuietHours(time(13), time(15))
    assert send_at(time(14), UTC, DAY, siesta) == utc(DAY, 15)
    assert not QuietHours(time(7), time(7)).cover(time(7))


def test_the_local_day_is_the_persons_own():
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert local_day(late, BERLIN) == date(2026, 11, 26)
    assert local_day(late, ZoneInfo("America/New_York")) == date(2026, 11, 25)
    with pytest.raises(NaiveMoment):
        local_day(late.replace(tzinfo=None), BERLIN)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc"])
def test_an_unknown_zone_is_refused_by_name(name):
    with pytest.raises(UnknownZone):
        zone_named(name)


zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times(), zones)
def test_a_wanted_hour_lands_on_its_own_day_and_not_before_it(day, wanted, name):
    wanted = wanted.replace(second=0, microsecond=0, fold=0)
    local = send_at(wanted, ZoneInfo(name), day, None).astimezone(ZoneInfo(name))
    assert local.date() == day
    assert local.time() >= wanted
    assert local.fold == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times(), st.times(), st.times(), zones)
def test_nothing_goes_out_in_quiet_hours_unasked(day, wanted, start, end, name):
    quiet = QuietHours(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    zone = ZoneInfo(name)
    wanted = wanted.replace(second=0, microsecond=0)
    local = send_at(wanted, zone, day, quiet).astimezone(zone)
    skipped = local.replace(tzinfo=None) > max(
        datetime.combine(day, wanted), quiet.over(day, wanted)
    )
    assert skipped or not quiet.cover(local.time())


@pytest.mark.parametrize(
    ("start", "end", "hour", "covered"),
    [
        (21, 7, 21, True),
        (21, 7, 7, False),
        (13, 15, 13, True),
        (13, 15, 15, False),
        (8, 8, 8, False),
    ],
)
def test_quiet_begins_with_its_first_minute_and_ends_before_its_last(start, end, hour, covered):
    assert QuietHours(time(start), time(end)).cover(time(hour)) is covered


def test_quiet_that_begins_at_night_ends_in_the_morning_after():
    assert send_at(time(21), BERLIN, DAY, NIGHT) == utc(DAY + timedelta(days=1), 6)
    assert send_at(time(14), BERLIN, DAY, QuietHours(time(13), time(15))) == utc(DAY, 14)


def test_a_skipped_hour_loses_its_seconds_too():
    assert send_at(time(2, 30, 15), BERLIN, SPRING, None) == utc(SPRING, 1)


def test_what_is_refused_is_named():
    with pytest.raises(UnknownZone, match="Europe/Nowhere"):
        zone_named("Europe/Nowhere")
    with pytest.raises(NaiveMoment, match="2026"):
        local_day(datetime(2026, 11, 25), BERLIN)  # noqa: DTZ001
