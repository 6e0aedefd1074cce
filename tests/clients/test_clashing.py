"""What two people made of one session: the board says who has changed it."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
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


def test_the_card_names_whoever_changed_it(clash, maya, robin):
    session, _draft = clash
    changed_by(session, maya.user)
    assert "Maya has changed it since. Both are kept." in board(robin)
    changed_by(session, robin)
    assert "You have changed it in another window since. Both are kept." in board(robin)
    changed_by(session, None)
    assert "It has been changed since. Both are kept." in board(robin)


def test_without_a_clash_nobody_is_asked_for(clash, maya, robin):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            board(robin)
        return sum("historicalscheduledsession" in query["sql"] for query in captured)

    assert asked() == 0
    changed_by(clash[0], maya.user)
    assert asked() == 1


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
