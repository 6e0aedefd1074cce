"""Leaving a coach: asked once, and what was done stays with the athlete."""

from datetime import timedelta

from clients import inviting
from clients.models import Client, Reminder, ScheduledSession
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/settings/leave/"


def test_looking_at_the_page_leaves_nobody(phone, maya):
    page = phone(maya).get(PAGE).text

    assert "Yes, leave Robin" in page
    assert Client.objects.open().count() == 1


def test_what_lies_ahead_goes_and_what_was_is_read_and_taken_along(phone, maya, jonas):
    was = builders.session(maya, TODAY - timedelta(days=1), title="Yesterdays run")
    builders.log(was)
    builders.session(maya, TODAY + timedelta(days=1))
    builders.session(jonas, TODAY + timedelta(days=1))
    for athlete in (maya, jonas):
        Reminder.objects.create(
            recipient=athlete.user, client=athlete, kind="plan", day=TODAY, due_at=NOW, useful_until=NOW
        )  # fmt: skip
    browser = phone(maya)
    answer = browser.post(PAGE, follow=True)

    assert "You have left Robin." in answer.text
    assert ScheduledSession.objects.filter(client=maya).get() == was
    assert not Reminder.objects.open().filter(client=maya).exists()
    assert "Yesterdays run" in browser.get("/week/2026-11-24/").text
    assert b"".join(browser.post("/settings/data/archive/")).startswith(b"PK")
    assert jonas.sessions.count() == 1 and Reminder.objects.open().filter(client=jonas).exists()


def test_who_has_left_is_not_asked_again_and_writes_nothing_more(phone, maya):
    browser = phone(maya)
    browser.post(PAGE)

    assert browser.get(PAGE).status_code == 302
    assert browser.post(PAGE).status_code == 404
    assert "Leave Robin" not in browser.get("/settings/").text


def test_the_coach_keeps_name_and_dates_and_another_may_ask_in(phone, maya, robin, alex):
    phone(maya).post(PAGE)
    page = phone(robin).get("/coach/clients/client/").text
    assert "Maya" in page and not Client.objects.coached_by(robin).exists()

    letter = inviting.invite(alex, "Maya", maya.user.email, now=NOW)
    inviting.accept(letter, maya.user, born_on=maya.born_on, health=False, now=NOW)
    assert Client.objects.open().get(user=maya.user).coach == alex
