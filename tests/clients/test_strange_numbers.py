"""A number that no page ever wrote is answered as any wrong one, also where it has thousands of digits."""

import pytest
from django.urls import reverse

from tests import builders
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
NUMBERS = ("9" * 30, "9" * 5000, "abc", "-1", "\u0663")


@pytest.fixture
def desk(phone, robin):
    return phone(robin)


@pytest.mark.parametrize("typed", NUMBERS)
@pytest.mark.parametrize("asked", ["/coach/rules/?client=", "/coach/rules/all/?client="])
def test_the_rules_of_a_client_that_there_is_not(desk, asked, typed):
    assert desk.get(f"{asked}{typed}").status_code in (200, 404)


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_line_to_say_that_there_is_not(desk, maya, typed):
    log = builders.log(builders.hard_session(maya, TODAY))
    asked = {"log": log.session.code, "say": typed}
    assert desk.get(reverse("admin:inbox"), asked).status_code == 200


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_cell_of_a_week_that_was_seen_at_no_time(desk, maya, typed):
    session = builders.session(maya, TODAY)
    typed = {f"text-{session.code}": "50 min easy", f"seen-{session.code}": typed}
    posted = {"client": maya.code, "start": TODAY, "do": "save"} | typed
    assert desk.post(reverse("admin:sunday"), posted).status_code < 400


@pytest.mark.parametrize("typed", NUMBERS)
@pytest.mark.parametrize(("address", "name"), [("/races/", "race"), ("/settings/", "span")])
def test_a_row_of_the_athletes_own_that_there_is_not(phone, maya, address, name, typed):
    posted = {name: typed, "do": "remove", "part": "end_away"}
    assert phone(maya).post(address, posted).status_code < 500


@pytest.mark.parametrize("typed", NUMBERS)
@pytest.mark.parametrize(
    ("page", "name"), [("end_rhythm", "rhythm"), ("answer_move", "request"), ("change", "tags")]
)
def test_what_a_client_has_not_is_not_ended_answered_or_kept(desk, maya, page, name, typed):
    address = reverse(f"admin:clients_client_{page}", args=[maya.pk])
    posted = {name: typed, "name": "Maya", "profile": maya.profile}
    assert desk.post(address, posted).status_code in (200, 302, 404)


def test_a_week_at_the_end_of_time_takes_no_copy(desk, maya):
    posted = {"to": "9999-12-31", "start": TODAY, "from": maya.code, "for": maya.code}
    page = desk.post(reverse("admin:board_copy"), posted).content.decode()
    assert "Choose a day within the next two years." in page


@pytest.mark.parametrize("asked", ["abc", "12:99", "admin:index", "//elsewhere.example/", "../"])
def test_a_form_that_names_no_place_of_ours_leads_to_the_client(desk, maya, asked):
    address = reverse("admin:clients_client_read", args=[maya.pk])
    answer = desk.post(address, {"next": asked})
    assert answer["Location"].startswith(reverse("admin:clients_client_overview", args=[maya.pk]))
