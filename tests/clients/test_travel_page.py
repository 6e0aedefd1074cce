"""Elsewhere with the phone: the clock of another place until a day, and home again by itself."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from clients import tasks, travelling
from clients.models import Away, CheckIn, Client
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/settings/travel/"
HOME = "Europe/Berlin"
TOKYO = {"zone": "Asia/Tokyo", "last_on": "2026-12-03"}


def go(maya, zone="Asia/Tokyo", last_on=date(2026, 12, 3), now=NOW):
    travelling.use(maya.user, zone, last_on, now=now)


def test_one_line_on_today_knows_the_clock_that_the_days_are_counted_by(phone, maya):
    page = phone(maya).get("/today/").text

    assert f'data-zone="{HOME}" data-offset="3600" hidden' in page and "time until …?" in page


def test_the_page_comes_filled_in_with_what_the_phone_says(phone, maya):
    page = phone(maya).get(f"{PAGE}?zone=Asia/Tokyo").text
    assert '<option value="Asia/Tokyo" selected>' in page

    assert phone(maya).get(f"{PAGE}?zone=<script>").status_code == 200


def test_another_clock_is_used_and_the_coach_sees_it(phone, maya, robin):
    phone(maya).post(PAGE, TOKYO)

    maya.user.refresh_from_db()
    assert maya.user.time_zone == "Asia/Tokyo" and maya.user.home_zone == HOME
    assert Client.objects.to_look_at(NOW).get() == maya
    page = phone(robin).get(f"/coach/clients/client/{maya.pk}/overview/").text
    assert "On Tokyo time through 3 December" in page


def test_after_the_last_day_there_the_clock_goes_home_by_itself(maya):
    go(maya)
    last_moment = datetime(2026, 12, 3, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
    assert travelling.bring_home(last_moment) == 0
    assert travelling.bring_home(last_moment + timedelta(minutes=1)) == 1

    maya.user.refresh_from_db()
    assert (maya.user.time_zone, maya.user.home_zone, maya.user.home_at) == (HOME, "", None)


def test_the_workers_look_brings_people_home(maya, jonas):
    go(maya, last_on=TODAY)
    maya.user.home_at = datetime(2020, 1, 1, tzinfo=UTC)
    maya.user.save()
    tasks.queue_due()

    maya.user.refresh_from_db()
    jonas.user.refresh_from_db()
    assert maya.user.time_zone == jonas.user.time_zone == HOME


def test_home_is_where_the_first_journey_began(maya):
    go(maya)
    go(maya, "America/Los_Angeles")
    assert maya.user.home_zone == HOME
    go(maya, HOME)

    assert (maya.user.time_zone, maya.user.home_at) == (HOME, None)


def test_home_earlier_than_thought_touches_nobody_else(phone, maya, jonas):
    go(maya)
    go(jonas)
    phone(maya).post(PAGE, {"part": "home"})

    maya.user.refresh_from_db()
    jonas.user.refresh_from_db()
    assert maya.user.time_zone == HOME and jonas.user.time_zone == "Asia/Tokyo"


def test_another_zone_in_the_settings_is_home_from_then_on(phone, maya):
    go(maya)
    phone(maya).post(
        "/settings/", {"part": "training", "time_zone": "Europe/Lisbon", "units": "metric"}
    )

    maya.user.refresh_from_db()
    assert (maya.user.time_zone, maya.user.home_at) == ("Europe/Lisbon", None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"last_on": "2026-11-01"}, "Choose a day from today on"),
        ({"last_on": "2029-01-01"}, "Choose a day from today on"),
        ({"last_on": "soon"}, "Write the date as 2026-12-03."),
        ({"last_on": ""}, "Choose your last day there."),
        ({"zone": HOME}, "That is the time you have now."),
    ],
)
def test_what_is_no_journey_is_refused_in_words(phone, maya, said, words):
    assert words in phone(maya).post(PAGE, TOKYO | said).text
    maya.user.refresh_from_db()
    assert maya.user.time_zone == HOME


def test_a_date_that_is_lost_on_the_way_was_moved_by_travel(phone, maya):
    evening = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # Tuesday in Berlin, Wednesday in Tokyo
    builders.session(maya, date(2026, 11, 24))
    go(maya, now=evening)

    span = Away.objects.get()
    assert (span.from_on, span.to_on) == (date(2026, 11, 24), date(2026, 11, 24))
    assert "Moved by travel" in phone(maya).get("/week/2026-11-25/").text


def test_a_journey_within_a_day_loses_no_date(maya):
    go(maya, "Europe/Lisbon")

    assert not Away.objects.exists()


def test_of_two_check_ins_on_one_local_date_the_last_counts_and_both_are_kept(phone, maya):
    items = dict.fromkeys(("fatigue", "sleep", "soreness", "stress"), "4")
    browser = phone(maya)
    browser.post("/check-in/", items | {"mood": "2", "uid": str(uuid.uuid4())})
    go(maya, "America/Los_Angeles", TODAY)  # it is the evening before there
    maya.user.time_zone = "Europe/Lisbon"  # and this morning again here
    maya.user.save()
    phone(maya).post("/check-in/", items | {"mood": "5", "uid": str(uuid.uuid4())})

    rows = CheckIn.objects.filter(client=maya, day=TODAY)
    assert rows.count() == 2
    assert rows.counting().get().mood == 5
