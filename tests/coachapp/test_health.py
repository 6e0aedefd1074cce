"""What a machine in trouble says: alive, ready or not, and a plain page while the database is away."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from coachapp import views
from coachapp.celery import app as worker_app


@pytest.fixture
def visitor():
    """A browser that sees failures as people do."""
    return Client(raise_request_exception=False)


@contextmanager
def database_away():
    """Every statement fails as one does when nothing answers."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        yield


def test_alive_needs_nothing(visitor):
    assert visitor.get("/healthz").content == b"ok"


def test_ready_when_database_and_broker_answer(visitor, db):
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": True})


def test_a_broker_that_is_down_is_named(visitor, db, monkeypatch):
    real = worker_app.connection_for_write

    def nowhere(**how):
        return real("redis://127.0.0.1:1/0", **how)

    monkeypatch.setattr(worker_app, "connection_for_write", nowhere)

    answer = visitor.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "broker": False})


def test_a_database_that_is_away_is_named(visitor, db):
    with database_away():
        answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.parametrize("who", ["nobody", "maya"])
@pytest.mark.parametrize("path", ["/", "/today/", "/coach/", "/accounts/login/", "/api/v1/today/"])
def test_an_outage_is_a_plain_503_or_no_matter(visitor, maya, who, path):
    """Also where the question is who is asking, which comes before any page."""
    if who == "maya":
        visitor.force_login(maya.user)

    with database_away():
        answer = visitor.get(path)

    if who == "maya":
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert answer["Cache-Control"] == "no-store"
        assert b"Nothing that was saved is lost" in answer.content
    else:
        assert answer.status_code in (200, 302, 401)


def test_a_program_is_told_of_an_outage_in_json(maya, fresh_limits):
    program = APIClient(raise_request_exception=False)
    program.force_authenticate(maya.user)

    with database_away():
        answer = program.get("/api/v1/today/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.json()["detail"].startswith("Not reachable for a moment")


def test_after_an_outage_the_next_page_is_there(visitor, maya):
    visitor.force_login(maya.user)
    with database_away():
        assert visitor.get(reverse("clients:settings")).status_code == 503
    assert visitor.get(reverse("clients:settings")).status_code == 200


def test_a_mistake_of_ours_is_no_outage(rf):
    request = rf.get("/")
    try:
        raise ValueError("ours")
    except ValueError:
        assert views.failed(request).status_code == 500
