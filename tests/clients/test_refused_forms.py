"""What was typed on the page of a client and could not be taken stands there once more, with the reason."""

import uuid

import pytest
from django.urls import reverse

from clients.models import Comment, RedFlag
from tests import builders
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(phone, robin):
    return phone(robin)


def post(desk, page, client, posted):
    address = reverse(f"admin:clients_client_{page}", args=[client.pk])
    return desk.post(address, posted, follow=True).content.decode()


def test_a_note_that_is_too_long_says_so_and_keeps_every_letter(desk, maya):
    typed = "Easy now. " * 500
    page = post(desk, "write", maya, {"uid": uuid.uuid4(), "body": typed, "private": "on"})
    assert "At most 4000 characters. Nothing is lost" in page
    assert f">{typed}</textarea>" in page
    assert 'name="private" checked' in page
    assert not Comment.objects.exists()


def test_it_stands_there_once_and_on_nobody_elses_page(desk, maya, jonas):
    post(desk, "write", maya, {"uid": uuid.uuid4(), "body": "Mine " * 900})
    address = reverse("admin:clients_client_overview", args=[jonas.pk])
    assert "Mine Mine" not in desk.get(address).content.decode()
    address = reverse("admin:clients_client_overview", args=[maya.pk])
    assert "Mine Mine" not in desk.get(address).content.decode()


def test_an_empty_note_is_said_to_be_empty(desk, maya):
    assert "The note was empty" in post(desk, "write", maya, {"uid": uuid.uuid4(), "body": " "})


def test_days_away_that_end_before_they_begin_stay_in_their_fields(desk, maya):
    posted = {"from_on": "2026-12-10", "to_on": "2026-12-01", "why": "travel"}
    page = post(desk, "away", maya, posted)
    assert "The last day comes before the first. Nothing was saved." in page
    assert 'value="2026-12-10"' in page and 'value="2026-12-01"' in page
    post(desk, "away", maya, posted | {"to_on": "2026-12-12"})
    span = maya.away_spans.get()
    page = post(desk, "away", maya, posted | {"span": span.pk, "from_on": "2026-12-20"})
    assert f'value="2026-12-20" required id="id_away{span.pk}_from_on"' in page
    assert 'id="id_away_from_on"' in page and page.count('value="2026-12-20"') == 1


def test_an_injury_without_its_place_keeps_the_rest(desk, maya):
    page = post(desk, "injury", maya, {"side": "left", "started_on": "2026-11-03", "region": "x"})
    assert "Nothing was saved." in page and 'value="2026-11-03"' in page


def test_a_rhythm_that_is_none_keeps_what_was_typed(desk, maya):
    page = post(desk, "rhythm", maya, {"base_days": "often", "due_on": str(TODAY)})
    assert "a number of days from 1 to 365" in page and 'value="often"' in page


def test_a_word_on_a_red_flag_that_is_too_long_stays_and_so_does_the_flag(desk, maya):
    flag = RedFlag.objects.create(client=maya, opened_on=TODAY)
    page = post(desk, "close_flag", maya, {"note": "Seen by Dr May. " * 20})
    assert "At most 200 characters; the flag is still open." in page
    assert "Seen by Dr May. Seen by" in page
    flag.refresh_from_db()
    assert flag.closed_on is None


def test_whom_to_ask_for_a_child_stays_where_the_address_is_none(desk, maya):
    maya.born_on = TODAY.replace(year=TODAY.year - 15)
    maya.save()
    page = post(
        desk, "guardian", maya, {"part": "ask", "guardian_name": "Ida", "guardian_email": "ida@"}
    )
    assert 'value="Ida"' in page and 'value="ida@"' in page
    assert not maya.guardians.exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("papa@", "Enter a valid email address."),
        ("ana@demo.example", "the guardian&#x27;s or yours. It has to be another adult"),
    ],
)
def test_a_second_adult_who_could_not_be_taken_stays_where_they_were_typed(desk, robin, typed, why):
    lena = builders.young(robin, "Lena")
    builders.guardian(lena, "Ana")
    page = post(desk, "guardian", lena, {"part": "second_adult", "second_adult": typed})
    assert why in page
    assert f'name="second_adult" value="{typed}"' in page
    assert lena.guardians.get().second_adult == ""
