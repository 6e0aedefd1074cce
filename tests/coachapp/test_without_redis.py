"""Redis is away: pages go on, what is logged is kept, and mail waits in its rows."""

import uuid

import pytest
import time_machine
from django.test import override_settings
from django.urls import reverse

from clients.models import Comment, OutgoingEmail, SessionLog
from coachapp.celery import app as worker_app
from tests import builders
from tests.clients.test_log_page import save
from tests.conftest import NOW, TODAY

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def redis_is_away(settings, monkeypatch):
    """As in production: broker and fast cache are on a Redis, and nobody answers there."""
    fast = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": NOWHERE,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    monkeypatch.setattr(worker_app.conf, "broker_url", NOWHERE)
    with override_settings(CACHES=settings.CACHES | {"fast": fast}):
        yield


@pytest.fixture(autouse=True)
def wednesday_morning(db):
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_athlete_opens_the_pages_of_the_day_and_a_log_is_kept(client, maya):
    session = builders.session(maya, TODAY)
    client.force_login(maya.user)
    week = reverse("clients:week", args=[TODAY])
    for path in ("/today/", week, "/check-in/", "/notes/", "/settings/", "/progress/"):
        assert client.get(path).status_code == 200, path

    answer = save(client, reverse("clients:log", args=[session.code]), effort="3")

    assert answer.status_code == 302
    assert SessionLog.objects.filter(session=session).exists()


def test_an_athletes_note_is_kept_and_the_coach_opens_the_desk(client, robin, maya):
    client.force_login(maya.user)
    client.post("/notes/", {"uid": uuid.uuid4(), "body": "Which hill?"})
    assert Comment.objects.filter(client=maya, body="Which hill?").exists()

    client.force_login(robin)
    page = reverse("admin:clients_client_overview", args=[maya.pk])
    for path in ("/coach/", "/coach/week/", "/coach/inbox/", "/coach/sunday/", page):
        assert client.get(path).status_code == 200, path


def test_a_sign_in_code_is_queued_for_whoever_asks(client, maya):
    answer = client.post(reverse("account_request_login_code"), {"email": maya.user.email})
    assert answer.status_code == 302
    assert OutgoingEmail.objects.filter(kind="account", address=maya.user.email).exists()
