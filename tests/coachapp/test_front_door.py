"""The start page, for somebody who is not signed in and for those who are."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from tests import builders


@pytest.mark.django_db
def test_the_start_page_of_a_development_machine_leads_to_its_mail(client, settings):
    settings.SHOWS_MAIL = True
    assert "/dev/mail/" in client.get("/").content.decode()

    settings.SHOWS_MAIL = False
    assert "/dev/mail/" not in client.get("/").content.decode()


def test_a_coach_lands_on_the_desk_and_an_athlete_on_today(client, robin, maya):
    client.force_login(robin)
    assert client.get("/").url == "/coach/"

    client.force_login(maya.user)
    assert client.get("/").url == "/today/"


@pytest.mark.django_db
def test_the_sign_in_page_asks_the_database_nothing(client, django_assert_num_queries):
    client.get("/accounts/login/")
    with django_assert_num_queries(0):
        client.get("/accounts/login/")


@pytest.mark.parametrize("ticked, stays", [(True, True), (False, False)])
def test_who_signs_in_with_a_password_stays_signed_in_unless_they_say_otherwise(
    client, maya, ticked, stays
):
    maya.user.set_password("a-long-password-1")
    maya.user.save()
    EmailAddress.objects.create(user=maya.user, email=maya.user.email, primary=True, verified=True)
    page = client.get("/accounts/login/").content.decode()
    box = re.search(r'<input type="checkbox" name="remember"[^>]*>', page)[0]
    assert "checked" in box and "Stay signed in on this device" in page

    said = {"login": maya.user.email, "password": "a-long-password-1"}
    client.post("/accounts/login/", said | ({"remember": "on"} if ticked else {}))

    assert bool(client.cookies["sessionid"]["max-age"]) is stays


def test_who_was_a_guardian_and_is_none_any_more_finds_the_way_out_and_no_dead_end(client, robin):
    lena = builders.young(robin, "Lena")
    ana = builders.guardian(lena, "Ana").user
    client.force_login(ana)
    assert client.get("/").url == reverse("clients:today")

    lena.guardians.update(ended_at=timezone.now())
    page = client.get("/").content.decode()
    assert "somebody else answers now" in page
    for name in ("account_email", "data", "erase", "account_logout"):
        assert reverse(name) in page
