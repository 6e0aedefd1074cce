"""The coach's Today: opened with coffee in hand, read in a minute."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import readiness, talking
from clients.models import Client
from tests import builders
from tests.conftest import NOW, TODAY

FRONT = "/coach/"


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def text_of(desk, address=FRONT):
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_coach_who_has_not_said_how_hard_days_are_spaced_starts_there(client, db):
    pat = builders.coach("Pat")
    client.force_login(pat)
    assert client.get(FRONT).url == reverse("admin:start")


def test_nobody_on_the_roster(desk):
    assert "Nobody on the roster yet." in text_of(desk)


def test_nobody_needs_the_coach(desk, maya):
    builders.session(maya, TODAY + timedelta(days=10))
    assert "Nobody needs you now. Enjoy it." in text_of(desk)


def test_the_heading_counts_people_and_the_card_offers_the_fix(desk, robin, maya):
    talking.write(maya, maya.user, "Tight calf.", uid=uuid.uuid4(), now=NOW - timedelta(days=2))
    page = text_of(desk)
    assert "One person needs you now." in page
    assert "Tight calf." in page
    assert "Answer Maya" in page
    assert reverse("admin:clients_client_overview", args=[maya.pk]) + "#notes" in page


def test_what_an_athlete_writes_is_text(desk, maya):
    talking.write(
        maya, maya.user, "<script>x</script>", uid=uuid.uuid4(), now=NOW - timedelta(days=2)
    )
    assert "<script>x" not in text_of(desk)


def test_a_row_says_state_reason_week_treatment_and_notes(desk, maya):
    for offset in (-2, -1):
        session = builders.session(maya, TODAY + timedelta(days=offset))
        builders.log(session)
    builders.session(maya, TODAY)
    talking.write(maya, maya.user, "Hello", uid=uuid.uuid4(), now=NOW)
    page = text_of(desk)
    for said in ("No check-in yet", "2 of 3", "None set", "1 new", "Tue 24 Nov"):
        assert said in page


def test_the_unseen_logs_are_one_tap_away(desk, maya):
    for days_ago in (1, 2):
        builders.log(builders.session(maya, TODAY - timedelta(days=days_ago), title="Unseen run"))
    builders.log(builders.session(maya, TODAY, title="Seen run"), seen_at=NOW)
    assert "2 logs to see" in text_of(desk)
    page = text_of(desk, reverse("admin:clients_sessionlog_changelist") + "?seen_at__isempty=1")
    assert "Unseen run" in page
    assert "Seen run" not in page


def next_rows(desk, asked):
    """The rows that a page asks for as it comes into view."""
    answer = desk.get(reverse("admin:everyone") + asked, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_colleagues_people_are_nowhere(desk, maya, ines):
    readiness.open_red_flag(ines, by=ines.user, now=NOW)
    assert "Ines" not in text_of(desk)
    everyone = next_rows(desk, "?after=0")
    assert "Maya" in everyone
    assert "Ines" not in everyone


def test_a_former_client_is_gone(desk, maya):
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY)
    assert "Maya" not in text_of(desk)


def runners(robin, count):
    for number in range(count):
        runner = builders.client(robin, f"Runner {number:03}")
        builders.hard_session(runner, TODAY)


def test_twelve_stand_on_the_first_screen_and_the_rest_follow_in_view(desk, robin):
    runners(robin, 40)
    page = text_of(desk)
    assert ">Runner 011<small>" in page
    assert ">Runner 012<small>" not in page
    assert "everyone/?after=12" in page
    second = next_rows(desk, "?after=12")
    assert ">Runner 012<small>" in second
    assert ">Runner 035<small>" in second
    assert ">Runner 036<small>" not in second
    last = next_rows(desk, "?after=36")
    assert "Runner 039" in last
    assert "everyone/?after" not in last


def test_a_long_shelf_shows_seven_and_offers_the_rest(desk, robin):
    runners(robin, 9)
    page = text_of(desk)
    assert page.count("plan runs out") == 7
    assert "Show all 9" in page
    assert text_of(desk, f"{FRONT}?more=1").count("plan runs out") == 9


def test_without_a_script_a_link_shows_the_rest(desk, robin):
    runners(robin, 14)
    assert "Show the rest" in text_of(desk)
    everybody = text_of(desk, f"{FRONT}?all=1")
    assert "Runner 013" in everybody
    assert "Show the rest" not in everybody


def test_somebody_is_found_by_name(desk, maya, jonas):
    page = text_of(desk, f"{FRONT}?q=jon")
    assert f'id="client-{jonas.pk}"' in page
    assert f'id="client-{maya.pk}"' not in page
    assert "Nobody by that name." in text_of(desk, f"{FRONT}?q=zzz")


@pytest.mark.parametrize(
    "asked", ["?after=x", "?after=", "", "?after=99999999", "?after=" + "9" * 5000]
)
def test_a_strange_page_number_is_answered(desk, maya, asked):
    next_rows(desk, asked)


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("", "/coach/?all=1#all-h"),
        ("?after=12", "/coach/?all=1#all-h"),
        ("?after=12&group=XC+squad&q=M", "/coach/?all=1&q=M&group=XC+squad#all-h"),
        ("?state=easing&x=1", "/coach/?all=1&state=easing#all-h"),
    ],
)
def test_the_next_rows_opened_by_hand_lead_to_the_whole_list_with_its_filters(desk, asked, page):
    answer = desk.get(reverse("admin:everyone") + asked)
    assert (answer.status_code, answer["Location"]) == (302, page)


@pytest.mark.parametrize("count", [5, 50])
def test_the_first_screen_takes_twelve_queries_for_five_and_for_fifty(
    desk, robin, count, django_assert_num_queries
):
    runners(robin, count)
    for runner in robin.clients.all()[:5]:
        for day in (TODAY, TODAY - timedelta(days=1)):
            builders.log(builders.session(runner, day))
    builders.hard_session(robin.clients.first(), TODAY + timedelta(days=1), sent_at=None)
    with django_assert_num_queries(12):
        desk.get(FRONT)


def test_a_look_writes_nothing(desk, maya):
    builders.hard_session(maya, TODAY)
    with CaptureQueriesContext(connection) as seen:
        desk.get(FRONT)
    assert not [one for one in seen if not one["sql"].startswith("SELECT")]
