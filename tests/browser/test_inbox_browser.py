"""The inbox with the hands on the keys: twenty logs read, five answered."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import Comment, SessionLog
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def twenty(robin, maya, jonas):
    today = robin.today(timezone.now())
    for ago in range(10):
        for athlete in (maya, jonas):
            day = today - timedelta(days=ago)
            builders.log(builders.session(athlete, day), words=f"Day {ago} of {athlete.name}")


@pytest.fixture
def desk(context, page, live_server, robin):
    """Robin's browser. A script error or anything that the content policy refuses fails the test."""
    session = SessionStore()
    session[SESSION_KEY] = str(robin.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = robin.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
    context.add_cookies([cookie | {"url": live_server.url}])
    page.set_viewport_size(WIDE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    yield page
    assert wrong == []


def assert_accessible(page):
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [
        (each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found
    ] == []


def test_twenty_logs_are_read_and_five_answered_by_keyboard_alone(desk, live_server, twenty):
    desk.goto(live_server.url + reverse("admin:inbox"))
    assert_accessible(desk)
    for number in range(20):
        expect(desk.get_by_role("heading", level=1)).to_contain_text(f"{20 - number} log")
        title = desk.locator("#lg-h").inner_text()
        if number % 4 == 0:
            desk.keyboard.press("r")
            expect(desk.get_by_label("One line for")).to_be_focused()
            # what is typed holds the very keys that would mean something outside the field
            desk.keyboard.type(f"see you {number}, jake")
            desk.keyboard.press("Enter")
        else:
            desk.keyboard.press("e" if number % 2 else "s")
        if number < 19:
            expect(desk.locator("#lg-h")).to_be_focused()
        assert title
    expect(desk.get_by_role("heading", level=1)).to_have_text("Every log is seen.")
    assert not SessionLog.objects.unseen().exists()
    said = sorted(Comment.objects.values_list("body", flat=True))
    assert said == sorted(f"see you {number}, jake" for number in range(0, 20, 4))
    assert Comment.objects.filter(session=None).count() == 0


def test_j_and_k_walk_and_keys_can_be_switched_off(desk, live_server, twenty):
    desk.goto(live_server.url + reverse("admin:inbox"))
    first = desk.locator("#lg-h").inner_text()
    desk.keyboard.press("j")
    expect(desk.locator(".logrow").nth(1)).to_have_attribute("aria-current", "true")
    desk.keyboard.press("k")
    expect(desk.locator(".logrow").nth(0)).to_have_attribute("aria-current", "true")
    assert desk.locator("#lg-h").inner_text() == first
    desk.get_by_role("button", name="Keys off").click()
    desk.keyboard.press("e")
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("20 logs")
    assert SessionLog.objects.unseen().count() == 20


def test_words_to_begin_with_wait_in_the_line(desk, live_server, twenty):
    desk.goto(live_server.url + reverse("admin:inbox"))
    desk.get_by_role("link", name="Nicely done.").click()
    expect(desk.get_by_label("One line for")).to_have_value("Nicely done.")
    expect(desk.get_by_label("One line for")).to_be_focused()
    assert not Comment.objects.exists()


def test_a_narrow_and_a_dark_inbox(desk, live_server, twenty):
    for scheme, size in (("dark", WIDE), ("light", NARROW)):
        desk.emulate_media(color_scheme=scheme)
        desk.set_viewport_size(size)
        desk.goto(live_server.url + reverse("admin:inbox"))
        assert_accessible(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"]
