"""What two people made of one session: the board says who has changed it."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.models import ScheduledSession
from plans.models import Plan
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def clash(maya, robin, today):
    """A draft of Robin's against a session that is about to change."""
    session = builders.session(maya, today)
    draft = builders.session(maya, today, sent_at=None, replaces=session, title="Robin's")
    return session, draft


def changed_by(session, user):
    session.version += 1
    session._history_user = user
    session.save()


def board(user):
    browser = Browser()
    browser.force_login(user)
    return browser.get(reverse("admin:board") + "?start=2026-11-23").content.decode()


def test_whoever_opens_the_two_versions_reads_who_changed_it(clash, maya, robin, alex):
    session, draft = clash
    url = reverse("admin:board_session", args=[draft.code])
    browser = Browser()
    browser.force_login(robin)
    for user, sentence in (
        (maya.user, "Maya has changed it since."),
        (robin, "You have changed it in another window since."),
        (None, "It has been changed since."),
    ):
        changed_by(session, user)
        assert "It has been changed since. Both are kept." in board(robin)
        assert f"{url}?who=1" in board(robin)
        assert browser.get(f"{url}?who=1").content.decode() == sentence
        assert sentence in browser.get(url).content.decode()
    browser.force_login(alex)
    assert browser.get(f"{url}?who=1").status_code == 404


def test_the_row_that_comes_back_from_an_act_names_them_at_once(clash, maya, robin, today):
    session, draft = clash
    changed_by(session, maya.user)
    browser = Browser()
    browser.force_login(robin)
    url = reverse("admin:board_session", args=[draft.code])
    asked = {"do": "duplicate", "to": today, "start": today}
    shown = browser.post(url, asked, headers={"HX-Request": "true"}).content.decode()
    assert "Maya has changed it since. Both are kept." in shown


def test_what_is_kept_on_the_shelf_is_the_coachs_own_and_comes_once(maya, robin, alex, today):
    session = builders.strength_session(maya, today, title="Hilly loop")
    lines = [str(line) for line in session.prescriptions.all()]
    browser = Browser()
    url = reverse("admin:board_session", args=[session.code])
    browser.force_login(alex)
    assert browser.post(url, {"do": "shelve"}).status_code == 404
    browser.force_login(robin)
    for minutes in (30, 50):
        ScheduledSession.objects.filter(pk=session.pk).update(minutes=minutes)
        browser.post(url, {"do": "shelve", "start": "2026-11-23"})
    kept = Plan.objects.get(coach=robin).sessions.get()
    assert (kept.title, kept.minutes) == ("Hilly loop", 50)
    assert [str(line) for line in kept.prescriptions.all()] == lines != []
    assert not Plan.objects.filter(coach=alex).exists()
