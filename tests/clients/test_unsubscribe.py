"""Leaving works without signing in, for a person and for a mail program."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Wish
from coachapp.lib import links
from tests import builders


def link(user, kind="morning"):
    return reverse("clients:unsubscribe", args=[links.unsubscribe_token(user, kind)])


def off():
    return set(Wish.objects.filter(on=False).values_list("kind", flat=True))


def test_opening_the_page_changes_nothing(client, maya):
    answer = client.get(link(maya.user))

    assert answer.status_code == 200 and "Stop this one: Morning mail" in answer.text
    assert not Wish.objects.exists()


def test_one_click_needs_no_cookie_no_form_key_and_no_login(maya):
    program = Browser(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"

    answer = program.post(link(maya.user), body, "application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert off() == {"morning"}


def test_twice_is_once(client, maya):
    builders.wish(maya.user, "morning", on=True)

    client.post(link(maya.user))
    client.post(link(maya.user))

    assert Wish.objects.get().on is False


def test_all_of_it_stops_with_one_button(client, maya):
    client.post(link(maya.user), {"kind": "all"})

    assert off() == set(Wish.Kind.values)


def test_it_stops_nobody_elses_mail(client, maya, jonas):
    client.post(link(maya.user))

    assert not jonas.user.wishes.exists()


def test_it_never_expires_not_even_with_the_key(client, maya, settings):
    address = link(maya.user)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    client.post(address)

    assert off() == {"morning"}


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "x:y"])
def test_a_forged_link_changes_nothing(client, maya, change):
    token = links.unsubscribe_token(maya.user, "morning")

    answer = client.post(reverse("clients:unsubscribe", args=[change(token)]))

    assert answer.status_code == 404
    assert not Wish.objects.exists()
