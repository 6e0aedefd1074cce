"""Planning at a desk: Chromium at 1280 pixels, a real plan on its way from the library to an athlete."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import RuleOverride, ScheduledSession
from plans import building
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def today(robin):
    return robin.today(timezone.now())


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


@pytest.fixture
def library(robin):
    builders.exercise("single leg squat")
    plan = builders.plan(None, "Base block")
    builders.plan_session(plan, 1, 3, title="Glutes", kind="strength", run_type="")
    return plan


def assert_accessible(page):
    # preload would fetch imported sheets again, from the wrong folder
    found = Axe().run(page, options={"preload": False}).response["violations"]
    told = [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found]
    assert told == []


def test_from_the_library_to_an_athletes_week(desk, live_server, library, maya):
    desk.goto(live_server.url + reverse("admin:plans_plan_changelist"))
    copy_the_plan(desk)
    write_a_session_with_a_typo_first(desk)
    publish_and_place_as_drafts(desk)
    assert not ScheduledSession.objects.exists()
    send_from_the_board(desk)
    sent = ScheduledSession.objects.get(client=maya, title="Glutes")
    assert str(sent.prescriptions.get()) == "3 x 8 /side single leg squat @ 12 kg"
    assert library.sessions.filter(title="Glutes", effort=3).exists()


def copy_the_plan(desk):
    desk.get_by_role("link", name="Base block").click()
    desk.get_by_role("button", name="Copy and edit").click()
    expect(desk.get_by_text("This copy is yours to edit.")).to_be_visible()


def write_a_session_with_a_typo_first(desk):
    """The panel opens without a new page and has the cursor; what cannot be read is kept."""
    desk.get_by_role("link", name="Glutes").first.click()
    expect(desk.get_by_role("heading", name="Glutes")).to_be_focused()
    desk.get_by_role("button", name="Shorthand").click()
    box = desk.get_by_label("The session as text")
    typed = "# Glutes\neffort 6, 30 min\n3 x 8 /side sngle leg squat"
    box.fill(typed)
    desk.get_by_role("button", name="Save session").last.click()
    expect(desk.get_by_text("Line 3, column 13")).to_be_visible()
    expect(desk.get_by_text("Did you mean single leg squat?")).to_be_visible()
    expect(box).to_have_value(typed)
    expect(box).to_be_focused()
    assert desk.evaluate("getSelection().toString()") == "sngle leg squat"
    assert_accessible(desk)
    box.fill("# Glutes\neffort 6, 30 min\n3 x 8 /side single leg squat @ 12 kg")
    desk.get_by_role("button", name="Save session").last.click()
    expect(desk.get_by_text("Glutes is saved.")).to_be_visible()


def publish_and_place_as_drafts(desk):
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("It can be assigned now.")).to_be_visible()
    desk.get_by_role("link", name="Assign").click()
    desk.get_by_role("checkbox", name="Maya").check()
    desk.get_by_role("button", name="Look at what would happen").click()
    expect(desk.get_by_text("7 sessions, to")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Place as drafts").click()
    expect(desk.get_by_role("heading", name="1 placed")).to_be_visible()


def send_from_the_board(desk):
    desk.get_by_role("link", name="Open Maya").click()
    row = desk.get_by_role("region", name="Maya")
    expect(row.get_by_role("link", name="Glutes")).to_be_visible()
    desk.get_by_role("link", name="Send 4 changes").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="Send now").click()
    expect(desk.get_by_text("4 changes sent to Maya.")).to_be_visible()
    expect(row.get_by_text("Sent")).to_be_visible()


def test_typing_into_a_day_shows_what_was_read_and_says_what_was_done(
    desk, live_server, maya, today
):
    desk.goto(live_server.url + reverse("admin:board") + f"?start={today + timedelta(days=7)}")
    desk.locator("details.adder summary").nth(1).focus()
    desk.keyboard.press("Enter")
    box = desk.get_by_placeholder("40 min easy")
    expect(box).to_be_focused()
    desk.keyboard.type("see how she feels")
    expect(desk.get_by_text("Read as a note, word for word.")).to_be_visible()
    box.fill("20 min tempo, RPE 8")
    expect(desk.get_by_text("Tempo, hard.")).to_be_visible()
    assert_accessible(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator("#live")).to_contain_text("is a draft now")
    expect(desk.get_by_role("link", name="Tempo")).to_be_focused()
    expect(desk.get_by_role("link", name="Send 1 change")).to_be_visible()


def test_a_menu_moves_a_session_by_keyboard_and_escape_leaves_it(desk, live_server, maya, today):
    monday = today + timedelta(days=7 - today.weekday())
    session = builders.session(maya, monday)
    desk.goto(live_server.url + reverse("admin:board") + f"?start={monday}")
    opener = desk.get_by_label("Options for Easy run, Maya")
    opener.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Move to")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_text("Move to")).to_be_hidden()
    expect(opener).to_be_focused()
    desk.keyboard.press("Enter")
    desk.locator(f"button[value='{monday + timedelta(days=2)}']").press("Enter")
    expect(desk.locator("#live")).to_contain_text("Not sent yet")
    draft = ScheduledSession.with_drafts.get(replaces=session)
    assert draft.day == monday + timedelta(days=2)


def test_a_note_is_kept_with_a_reason_where_it_stands(desk, live_server, maya, today):
    monday = today + timedelta(days=7 - today.weekday())
    builders.hard_session(maya, monday)
    builders.hard_session(maya, monday + timedelta(days=1), sent_at=None, title="Hills")
    desk.goto(live_server.url + reverse("admin:board") + f"?start={monday}")
    desk.locator("details.told summary").first.click()
    expect(desk.get_by_text("Maya’s history will say")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_text("Team session").click()
    desk.get_by_role("button", name="Keep", exact=True).click()
    expect(desk.locator("#live")).to_contain_text("Kept.")
    assert RuleOverride.objects.get().reason == "team"


@pytest.fixture
def draft(robin):
    return builders.plan(robin, published_at=None)


def builder(live_server, plan, more=""):
    return live_server.url + reverse("admin:plans_plan_build", args=[plan.pk]) + more


def test_keys_copy_a_session_onto_days_and_escape_lets_go(desk, live_server, draft):
    desk.goto(builder(live_server, draft))
    desk.locator("#d1-2 a.slot").first.focus()
    desk.keyboard.press("Control+c")
    expect(desk.get_by_text("is copied: choose a day, or several.")).to_be_visible()
    expect(desk.locator("#d1-2 button.slot--put")).to_be_focused()
    assert_accessible(desk)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Control+v")
    expect(desk.get_by_text("Tempo is copied.")).to_be_visible()
    expect(desk.locator("#d2-3 button.slot--put")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(desk.locator("#d2-4 a.slot").first).to_contain_text("Tempo")
    desk.keyboard.press("Escape")
    expect(desk.locator(".slot--put")).to_have_count(0)
    assert draft.sessions.filter(title="Tempo").count() == 6


def test_keys_move_a_session_once(desk, live_server, draft):
    desk.goto(builder(live_server, draft))
    desk.locator("#d1-2 a.slot").first.focus()
    desk.keyboard.press("Control+x")
    expect(desk.get_by_text("moves: choose its day below.")).to_be_visible()
    desk.locator("#d2-7").get_by_role("button", name="Move here").click()
    expect(desk.get_by_text("Tempo is moved.")).to_be_visible()
    expect(desk.locator("#d2-7 .slot--add")).to_be_focused()
    assert draft.sessions.filter(week=2, weekday=7, title="Tempo").exists()
    expect(desk.locator(".toast").get_by_role("button", name="Undo")).to_be_visible()
    desk.keyboard.press("Control+z")
    expect(desk.get_by_text("Undone.")).to_be_visible()
    assert draft.sessions.filter(week=1, weekday=2, title="Tempo").exists()


def test_what_is_saved_over_a_session_is_taken_back_by_key(desk, live_server, draft):
    session = draft.sessions.get(week=1, weekday=1)
    desk.goto(builder(live_server, draft, f"?session={session.key}"))
    desk.locator("#f-title").fill("Glutes")
    desk.get_by_role("button", name="Save session").last.click()
    expect(desk.locator(".toast")).to_contain_text("Glutes is saved.")
    assert_accessible(desk)
    desk.keyboard.press("Control+z")
    expect(desk.get_by_text("Undone.")).to_be_visible()
    assert draft.sessions.get(key=session.key).title == session.title


def test_what_is_taken_out_of_a_plan_comes_back_by_button_and_by_key(desk, live_server, draft):
    desk.goto(builder(live_server, draft, f"?session={draft.sessions.first().key}"))
    desk.get_by_text("Move, copy, remove").click()
    desk.get_by_role("button", name="Remove", exact=True).click()
    expect(desk.get_by_text("Easy run is taken out.")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#d1-1 a.slot").first).to_contain_text("Easy run")
    desk.locator("#w2 summary").click()
    desk.get_by_role("button", name="Remove week 2").click()
    expect(desk.locator(".toast")).to_contain_text("Week 2 is taken out.")
    desk.keyboard.press("Control+z")
    expect(desk.locator("#w2")).to_be_visible()
    expect(desk.get_by_text("Undone.")).to_be_visible()


def test_a_pasted_block_with_notes_stays_within_a_narrow_page(desk, live_server, draft):
    desk.set_viewport_size(NARROW)
    desk.goto(builder(live_server, draft))
    desk.get_by_text("Paste from a spreadsheet").click()
    desk.locator("#sheet").fill("\t".join(["see how it feels"] * 7))
    desk.get_by_role("button", name="Look at it first").click()
    expect(desk.get_by_text("Read as a note: 7 of 7 cells.")).to_be_visible()
    assert_accessible(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_what_is_typed_is_written_through_the_weeks_without_a_question(desk, live_server, draft):
    builders.exercise("clam")
    for week in (1, 2):
        building.add_session(draft, week, 3, "# Glutes\n2 x 8 clam")
    session = draft.sessions.get(week=1, weekday=3)
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    desk.goto(builder(live_server, draft, f"?session={session.key}"))
    desk.locator("#f-why").fill("The motor")
    desk.get_by_label("Sets").fill("3")
    desk.get_by_role("button", name="Write it out").click()
    expect(desk.get_by_text("Written into 1 week.")).to_be_visible()
    expect(desk.locator("#f-why")).to_have_value("The motor")
    assert str(draft.sessions.get(week=2, weekday=3).prescriptions.get()) == "3 x 9 clam"


def test_a_week_is_copied_elsewhere_from_its_menu(desk, live_server, draft):
    desk.goto(builder(live_server, draft))
    desk.locator("#w2 summary").click()
    assert_accessible(desk)
    desk.locator("#w2").get_by_role("button", name="Copy elsewhere").click()
    expect(desk.get_by_role("button", name="Put it before week 1")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Week 2 is copied.")).to_be_visible()
    expect(desk.locator("#w2 summary")).to_be_focused()
    draft.refresh_from_db()
    assert draft.weeks == 3


def test_a_tab_keeps_what_is_typed_and_an_exercise_is_found_by_typing(desk, live_server, draft):
    clam = builders.exercise("clam", regions=["glute"])
    clam.start_dose = "2 x 12 /side clam"
    clam.save()
    session = draft.sessions.get(week=1, weekday=1)
    desk.goto(builder(live_server, draft, f"?session={session.key}"))
    desk.locator("#f-title").fill("Glutes")
    desk.get_by_role("button", name="Shorthand").click()
    box = desk.get_by_label("The session as text")
    expect(box).to_have_value("# Glutes\neffort 3, 30 min\n30 min easy")
    box.fill("# Glutes\n2 x 8 clam")
    desk.get_by_role("button", name="Fields").click()
    desk.get_by_label("Find it by name").fill("glute")
    desk.locator("#found").get_by_role("button", name="clam").click()
    expect(desk.locator("details.ex")).to_have_count(2)
    expect(desk.get_by_text("Not saved yet.")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Save session").last.click()
    expect(desk.get_by_text("Glutes is saved.")).to_be_visible()
    assert [str(line) for line in session.prescriptions.all()] == [
        "2 x 8 clam",
        "2 x 12 /side clam",
    ]


def test_nobody_leaves_what_is_typed_without_a_word(desk, live_server, draft):
    session = draft.sessions.get(week=1, weekday=1)
    desk.goto(builder(live_server, draft, f"?session={session.key}"))
    desk.locator("#f-title").fill("Glutes")
    asked: list[str] = []
    answers = iter((False, True))

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    desk.on("dialog", answer)
    other = desk.locator("#d1-2 a.slot").first
    other.click()
    expect(desk.locator("#f-title")).to_have_value("Glutes")
    other.click()
    expect(desk.locator("#f-title")).to_have_value("Tempo")
    assert asked == ["What you typed is not saved. Leave it?"] * 2


def test_on_a_phone_the_session_that_is_opened_comes_into_sight(desk, live_server, draft):
    desk.set_viewport_size(NARROW)
    desk.goto(builder(live_server, draft))
    desk.locator("#d1-1 a.slot").first.click()
    expect(desk.get_by_role("heading", name="Easy run")).to_be_in_viewport()


def test_a_narrow_and_a_dark_board_and_builder(desk, live_server, robin, maya, today):
    builders.hard_session(maya, today + timedelta(days=1))
    plan = builders.plan(robin, published_at=None)
    session = plan.sessions.first()
    build = reverse("admin:plans_plan_build", args=[plan.pk]) + f"?session={session.key}"
    for scheme, size in (("dark", WIDE), ("light", NARROW)):
        desk.emulate_media(color_scheme=scheme)
        desk.set_viewport_size(size)
        for path in (reverse("admin:board"), build):
            desk.goto(live_server.url + path)
            assert_accessible(desk)
            assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"]
