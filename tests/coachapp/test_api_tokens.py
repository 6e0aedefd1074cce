"""Keys for programs: shown once, kept as a fingerprint, mortal, and no wider than they were made."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from rest_framework.test import APIClient

from coachapp import tokens
from coachapp.api.access import GuessThrottle, WritesThrottle
from coachapp.lib import links
from coachapp.models import ApiToken
from tests import builders
from tests.conftest import NOW

ME = "/api/v1/me/"


@pytest.fixture(autouse=True)
def morning(fresh_limits):
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def program(key: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return client


@pytest.fixture
def key(maya):
    return tokens.make(maya.user, "treadmill", ApiToken.Scope.WRITE, days=30, now=NOW)[1]


def test_a_key_is_shown_once_and_only_its_fingerprint_is_kept(client, maya):
    client.force_login(maya.user)
    said = {"name": "My watch", "scope": "read", "days": "30"}

    page = client.post(reverse("tokens"), said).content.decode()
    key = re.search(r'id="key" value="([^"]+)"', page)[1]

    token = ApiToken.objects.get()
    assert token.sha256 == links.fingerprint(key)
    assert key not in client.get(reverse("tokens")).content.decode()
    assert not any(key in str(value) for value in vars(token).values())
    assert program(key).get(ME).json()["name"] == "Maya"


def test_a_private_answer_to_a_program_is_stored_nowhere(key):
    assert program(key).get(ME)["Cache-Control"] == "private, no-store"


def test_a_key_for_reading_does_not_write(maya, today):
    key = tokens.make(maya.user, "sheet", ApiToken.Scope.READ, days=30, now=NOW)[1]
    builders.session(maya, today)

    answer = program(key).post("/api/v1/notes/", {"uid": str(maya.code), "body": "Hi"})

    assert program(key).get("/api/v1/sessions/").json()["count"] == 1
    assert answer.status_code == 403
    assert answer.json() == {"detail": "This key may only read. Make one that reads and writes."}


def test_a_key_ends_on_its_day(key, morning):
    morning.move_to(NOW + timedelta(days=30, seconds=-1))
    assert program(key).get(ME).status_code == 200
    morning.move_to(NOW + timedelta(days=30))
    assert program(key).get(ME).status_code == 401


def test_a_key_ends_with_the_account(key, maya):
    maya.user.is_active = False
    maya.user.save()
    assert program(key).get(ME).status_code == 401


def test_a_key_that_was_taken_back_opens_nothing(client, key, maya):
    client.force_login(maya.user)
    client.post(reverse("revoke_token"), {"token": links.fingerprint(key)})
    assert program(key).get(ME).status_code == 401


def test_nobody_takes_back_or_sees_a_strangers_key(client, key, ines):
    client.force_login(ines.user)
    answer = client.post(reverse("revoke_token"), {"token": links.fingerprint(key)})
    assert answer.status_code == 404
    assert "treadmill" not in client.get(reverse("tokens")).content.decode()
    assert program(key).get(ME).status_code == 200


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer \xe9", "Bearer ", "bearer x"])
def test_a_header_that_holds_no_key_is_401(db, header):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)
    assert client.get(ME).status_code == 401


def test_guessing_keys_is_slowed_and_a_right_key_still_works(key, monkeypatch):
    monkeypatch.setattr(GuessThrottle, "rate", "3/min", raising=False)
    answers = [program(f"guess {number}").get(ME).status_code for number in range(4)]
    assert answers == [401, 401, 401, 429]
    assert program(key).get(ME).status_code == 200


def test_one_person_writes_so_often_a_minute_and_reads_on(key, maya, morning, monkeypatch):
    monkeypatch.setattr(WritesThrottle, "rate", "3/min", raising=False)
    answers = [program(key).post("/api/v1/notes/read/") for _ in range(4)]

    assert [each.status_code for each in answers] == [204, 204, 204, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert program(key).get(ME).status_code == 200
    morning.shift(61)
    assert program(key).post("/api/v1/notes/read/").status_code == 204


def test_the_api_answers_while_the_limits_cannot_be_counted(key, settings):
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
    away["LOCATION"] = "redis://127.0.0.1:1/0"
    settings.CACHES = settings.CACHES | {"fast": away}
    assert program(key).get(ME).status_code == 200


def test_a_21st_key_asks_for_one_to_go(client, maya):
    for number in range(20):
        tokens.make(maya.user, str(number), ApiToken.Scope.READ, days=1, now=NOW)
    client.force_login(maya.user)
    said = {"name": "One more", "scope": "read", "days": "30"}

    assert "Take back one" in client.post(reverse("tokens"), said).content.decode()
    assert maya.user.api_tokens.count() == 20


def test_a_browser_writes_only_with_its_csrf_token(maya):
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(maya.user)
    assert browser.post("/api/v1/notes/read/").status_code == 403
