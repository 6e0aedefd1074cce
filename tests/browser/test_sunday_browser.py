"""Sunday with the hands on the keys, and a week that is built and sent in three minutes."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import ScheduledSession
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MOST_INTERACTIONS = 40


@pytest.fixture
def monday(robin):
    today = robin.today(timezone.now())
    return today + timedelta(days=7 - today.weekday())


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


def sent(athlete):
    return ScheduledSession.objects.filter(client=athlete)


def paste(page, text):
    """Paste as the keyboard does, into what has the cursor."""
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", {
                clipboardData: data, bubbles: true, cancelable: true,
            });
            document.activeElement.dispatchEvent(paste);
        }""",
        text,
    )


def test_two_athletes_are_planned_without_leaving_the_keyboard(
    desk, live_server, maya, jonas, monday
):
    desk.goto(live_server.url + reverse("admin:sunday"))
    assert_accessible(desk)
    for athlete in (jonas, maya):
        expect(desk.get_by_role("heading", level=1)).to_have_text(athlete.name)
        desk.locator("[data-cell]").first.focus()
        desk.keyboard.type("40 min easy, jogging")
        desk.keyboard.press("Tab")
        desk.keyboard.type("rest")
        desk.keyboard.press("Control+Enter")
        expect(desk.get_by_text(f"Sent to {athlete.name}.")).to_be_visible()
        assert sent(athlete).count() == 2


def test_j_and_k_walk_between_athletes_but_not_inside_a_cell(desk, live_server, maya, jonas):
    desk.goto(live_server.url + reverse("admin:sunday"))
    heading = desk.get_by_role("heading", level=1)
    desk.keyboard.press("j")
    expect(heading).to_have_text("Maya")
    desk.locator("[data-cell]").first.focus()
    desk.keyboard.type("jk")
    expect(heading).to_have_text("Maya")
    expect(desk.locator("[data-cell]").first).to_have_value("jk")
    desk.get_by_role("heading", level=1).click()
    desk.keyboard.press("k")
    expect(heading).to_have_text("Jonas")


def test_a_row_from_a_sheet_spreads_over_the_days_and_a_block_waits_to_be_placed(
    desk, live_server, maya
):
    desk.goto(live_server.url + reverse("admin:sunday"))
    cells = desk.locator("[data-cell]")
    cells.nth(0).focus()
    paste(desk, '40 min easy\t\t"20 min tempo\n4 x 80 m strides"\trest')
    expect(cells.nth(0)).to_have_value("40 min easy")
    expect(cells.nth(2)).to_have_value("20 min tempo\n4 x 80 m strides")
    expect(cells.nth(3)).to_have_value("rest")
    paste(desk, "40 min easy\trest\n50 min easy\trest")
    expect(desk.get_by_label("Weeks down")).to_be_focused()
    assert_accessible(desk)


def test_a_narrow_and_a_dark_sunday(desk, live_server, maya, monday):
    builders.hard_session(maya, monday + timedelta(days=1))
    builders.hard_session(maya, monday + timedelta(days=2), sent_at=None)
    for scheme, size in (("dark", WIDE), ("light", NARROW)):
        desk.emulate_media(color_scheme=scheme)
        desk.set_viewport_size(size)
        desk.goto(live_server.url + reverse("admin:sunday"))
        assert_accessible(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_without_a_script_a_week_is_typed_copied_and_sent(
    browser, live_server, desk, robin, maya, monday
):
    builders.session(maya, monday - timedelta(days=6))
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(desk.context.cookies())
    page = plain.new_page()
    page.goto(live_server.url + reverse("admin:sunday"))
    page.get_by_role("button", name="Copy last week").click()
    expect(page.get_by_text("1 session from the week of")).to_be_visible()
    page.locator("[data-cell]").first.fill("40 min easy")
    page.get_by_role("button", name="Send and next").click()
    expect(page.get_by_text("Sent to Maya.")).to_be_visible()
    plain.close()
    assert sent(maya).filter(day__gte=monday).count() == 2


def test_three_minutes_a_mixed_week_from_the_shelf_is_built_and_sent(
    desk, live_server, maya, monday
):
    """Seven days from templates, checked and sent: every click, key press and typed line counts."""
    call_command("load_library", verbosity=0)
    done = 0
    desk.goto(live_server.url + reverse("admin:board") + f"?start={monday}")
    row = desk.get_by_role("region", name="Maya")
    shelf = ("Easy", "Strength A", "Easy", "Ball", "Hill", "Easy", "Long")
    for offset, wanted in enumerate(shelf):
        row.locator("details.adder > summary").nth(offset).click()
        desk.locator("details.adder[open] details.opened > summary").click()
        block = desk.locator("details.adder[open] button[name=block]", has_text=wanted).first
        title = block.inner_text()
        block.click()
        expect(desk.locator("#live")).to_contain_text(f"{title} on")
        done += 3
    desk.get_by_role("link", name="Send 7 changes").click()
    desk.get_by_role("button", name="Send now").click()
    done += 2
    expect(desk.get_by_text("7 changes sent to Maya.")).to_be_visible()
    assert {session.day.isoweekday() for session in sent(maya)} == set(range(1, 8))
    assert len({session.kind for session in sent(maya)}) >= 4
    assert done < MOST_INTERACTIONS
