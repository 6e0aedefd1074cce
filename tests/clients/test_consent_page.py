"""Health data has a page of its own: who can see it by name, a box that nobody ticked, and the way back."""

from datetime import date

import pytest

from clients import inviting
from clients.models import AccessRecord, Consent
from coachapp.models import User
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/settings/consent/"


@pytest.fixture
def operator():
    return User.objects.create_superuser("ops@demo.example", "x", name="Olu")


@pytest.fixture
def asked(phone, maya):
    """Maya, who has agreed to nothing yet."""
    maya.consents.all().delete()
    return phone(maya)


def health(athlete):
    return athlete.consents.filter(kind=Consent.Kind.HEALTH)


def test_the_page_names_everybody_who_can_see_it(asked, operator):
    page = asked.get(URL).content.decode()

    assert "<strong>Robin</strong>, your coach" in page
    assert f"<strong>{operator}</strong>, operator of this site" in page


def test_the_guardian_is_named_too(phone, robin):
    lena = builders.young(robin, "Lena")
    builders.guardian(lena, "Ana")

    assert "<strong>Ana</strong>, your guardian" in phone(lena).get(URL).content.decode()


def test_the_box_is_not_ticked_and_nothing_happens_without_it(asked, maya):
    box = asked.get(URL).content.decode().partition('name="agrees"')[2][:20]
    assert "checked" not in box

    page = asked.post(URL)
    assert "Nothing has changed" in page.content.decode()
    assert not health(maya).exists()


def test_refusing_leaves_coaching_as_it_is(asked, maya, today):
    builders.session(maya, today)

    assert "coaches you just the same" in asked.get(URL).content.decode()
    assert "Easy run" in asked.get("/today/").content.decode()


def test_a_yes_is_kept_with_its_day_and_who_said_it(asked, maya):
    asked.post(URL, {"agrees": "on"})
    asked.post(URL, {"agrees": "on"})

    row = health(maya).get()
    assert row.entered_by == maya.user and row.withdrawn_at is None
    assert f"You agreed on {row.given_at:%-d %B %Y}" in asked.get(URL).content.decode()


def test_it_is_taken_back_in_one_tap_and_given_again(phone, maya):
    page = phone(maya).get(URL).content.decode()
    assert "What is there is frozen" in page and 'name="agrees"' not in page

    phone(maya).post(URL, {"take_back": "yes"})
    assert not health(maya).given().exists()
    assert "This needs your yes first" in phone(maya).get("/check-in/").content.decode()
    assert "taken back on" in phone(maya).get(URL).content.decode()

    phone(maya).post(URL, {"agrees": "on"})
    assert health(maya).given().count() == 1 and health(maya).count() == 2


def test_who_has_left_is_seen_by_no_coach(phone, maya, robin):
    maya.ended_on = date(2026, 1, 6)
    maya.save()

    page = phone(maya).get(URL).content.decode()
    assert "your coach" not in page.partition("Who can see it")[2].partition("</ul>")[0]


def test_me_leads_to_it_and_says_who_looked_at_what_and_when(phone, maya, operator, today):
    for what in ("overview", "sessionlog"):
        AccessRecord.objects.create(client=maya, actor=operator, what=what, day=today)

    page = phone(maya).get("/settings/").content.decode()
    assert f'href="{URL}"' in page
    assert f"{operator}, operator" in page and "your page" in page and "<td>log</td>" in page


def test_what_was_said_stays_to_be_read(asked, maya, settings):
    inviting.give_consent(maya, Consent.Kind.HEALTH, by=maya.coach, now=builders.LONG_AGO)

    assert f"Yes on 5 January 2026 ({maya.coach})" in asked.get(URL).content.decode()
