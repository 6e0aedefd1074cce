"""The week board in Chromium: a card is dragged, carried by keyboard or moved by its menu, to one end."""

import re
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

from clients import sending
from clients.models import ScheduledSession
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def monday(robin):
    """Of next week, so that no day is over."""
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
    page.wrong = wrong
    yield page
    assert wrong == []


@pytest.fixture
def board(live_server, monday):
    return live_server.url + reverse("admin:board") + f"?start={monday}"


def assert_accessible(page):
    # preload would fetch imported sheets again, from the wrong folder
    found = Axe().run(page, options={"preload": False}).response["violations"]
    told = [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found]
    assert told == []


@pytest.fixture
def shelved():
    call_command("load_library", verbosity=0)


def drafts_of(client):
    return ScheduledSession.with_drafts.drafts().filter(client=client).in_order()


def cell_of(page, client, day):
    return page.locator(f"#row-{client.code} .cell[data-day='{day}']")


def cell(page, day):
    return page.locator(f".cell[data-day='{day}']").first


def drag(page, card, to):
    """As a hand does it: press, a few moves, let go when the card has followed."""
    start, end = card.bounding_box(), to.bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 8)
    page.mouse.down()
    for part in (0.3, 0.7, 1):
        x = start["x"] + 40 + (end["x"] + 50 - start["x"] - 40) * part
        y = start["y"] + 8 + (end["y"] + 12 - start["y"] - 8) * part
        page.mouse.move(x, y, steps=4)
    expect(to).to_have_class(re.compile("cell--over"))
    page.mouse.up()


def test_a_card_is_dragged_to_another_day(desk, board, maya, monday):
    session = builders.session(maya, monday)
    desk.goto(board)
    drag(desk, desk.locator(f"#s-{session.code}"), cell(desk, monday + timedelta(days=3)))
    expect(desk.locator("#live")).to_contain_text("Not sent yet")
    draft = ScheduledSession.with_drafts.get(replaces=session)
    assert draft.day == monday + timedelta(days=3)
    expect(cell(desk, draft.day).get_by_role("link", name="Easy run", exact=True)).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_the_drafts_of_a_row_are_discarded_and_their_hour_is_taken_back(
    desk, browser, board, maya, monday, live_server, with_script
):
    """The row's buttons belong to a form outside of it, so that a row is drawn the same for everybody."""
    at = timezone.now() + timedelta(hours=5)
    builders.session(maya, monday, sent_at=None, send_at=at)
    cookies = desk.context.cookies()
    context = browser.new_context(java_script_enabled=with_script)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(board)
    row = page.locator(f"#row-{maya.code}")
    row.get_by_role("button", name="Take back").click()
    expect(row.get_by_role("button", name="Take back")).to_have_count(0)
    assert drafts_of(maya).get().send_at is None
    row.get_by_label("More for Maya").click()
    row.get_by_role("button", name="Discard 1 draft").click()
    expect(row.locator(".sendst")).to_have_text("Sent")
    assert not drafts_of(maya).exists()
    context.close()


def test_keyboard_drag_and_menu_come_to_the_same_end(desk, board, maya, monday):
    ends = []
    for way in (by_menu, by_keyboard, by_pointer):
        session = builders.session(maya, monday)
        desk.goto(board)
        way(desk, session, monday + timedelta(days=2))
        expect(desk.get_by_text("Not sent yet").first).to_be_attached()
        draft = ScheduledSession.with_drafts.get(replaces=session)
        ends.append((draft.day, draft.title, draft.version, draft.removes))
        sending.discard([draft])
        session.delete()
    assert len(set(ends)) == 1


def by_menu(desk, session, day):
    desk.get_by_label("Options for Easy run, Maya").focus()
    desk.keyboard.press("Enter")
    desk.locator(f"#s-{session.code} button[value='{day}']").press("Enter")


def by_keyboard(desk, session, day):
    desk.get_by_role("button", name="Move Easy run, Maya").focus()
    desk.keyboard.press("Space")
    expect(desk.locator("#live")).to_contain_text("Easy run picked up.")
    for _ in range((day - session.day).days):
        desk.keyboard.press("ArrowRight")
    expect(desk.locator("#live")).to_contain_text("Wednesday")
    desk.keyboard.press("Space")
    expect(desk.get_by_role("button", name="Move Easy run, Maya")).to_be_focused()


def by_pointer(desk, session, day):
    drag(desk, desk.locator(f"#s-{session.code}"), cell(desk, day))


def test_a_session_of_the_shelf_is_put_on_days_by_clicks(desk, board, maya, monday, shelved):
    desk.goto(board)
    desk.get_by_role("button", name="Easy run").click()
    expect(desk.locator("#live")).to_contain_text("Easy run chosen.")
    for offset in (1, 3):
        cell(desk, monday + timedelta(days=offset)).click(position={"x": 60, "y": 20})
        expect(desk.locator("#live")).to_contain_text("is a draft now")
        expect(cell(desk, monday + timedelta(days=offset)).locator(".sess")).to_have_count(1)
    assert_accessible(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator("#live")).to_contain_text("laid back on the shelf")
    cell(desk, monday).click(position={"x": 60, "y": 20})
    assert [row.day.isoweekday() for row in drafts_of(maya)] == [2, 4]


def test_a_session_is_dragged_from_the_shelf_onto_days(desk, board, maya, monday, shelved):
    builders.session(maya, monday)
    desk.goto(board)
    chip = desk.locator("#shelf").get_by_role("button", name="Easy run", exact=True)
    for offset in (1, 3):
        drag(desk, chip, cell(desk, monday + timedelta(days=offset)))
        expect(cell(desk, monday + timedelta(days=offset)).locator(".sess")).to_have_count(1)
        expect(desk.locator("#live")).to_contain_text("is a draft now")
    expect(chip).to_be_visible()
    assert [row.day.isoweekday() for row in drafts_of(maya)] == [2, 4]
    drag(
        desk, desk.locator(f"#row-{maya.code} .sess").first, cell(desk, monday + timedelta(days=5))
    )
    expect(desk.locator("#live")).to_contain_text("Not sent yet")


def test_a_day_that_is_over_takes_nothing_from_the_shelf(desk, live_server, maya, robin, shelved):
    last = robin.today(timezone.now()) - timedelta(days=7)
    desk.goto(live_server.url + reverse("admin:board") + f"?start={last}")
    chip = desk.locator("#shelf").get_by_role("button", name="Easy run", exact=True)
    with pytest.raises(AssertionError, match="cell--over"):
        drag(desk, chip, cell(desk, last))
    desk.mouse.up()
    expect(chip).to_be_visible()
    assert not drafts_of(maya).exists()


def test_a_session_is_kept_on_the_shelf_from_its_menu_and_found_there(desk, board, maya, monday):
    builders.session(maya, monday, title="Hilly loop")
    desk.goto(board)
    desk.get_by_label("Options for Hilly loop, Maya").click()
    desk.get_by_role("button", name="Keep on the shelf").click()
    expect(desk.locator("#live")).to_contain_text("Hilly loop lies on your shelf now.")
    desk.get_by_role("searchbox", name="Find a session").fill("hilly")
    chip = desk.locator("#shelf").get_by_role("button", name="Hilly loop")
    expect(chip).to_be_visible()
    drag(desk, chip, cell(desk, monday + timedelta(days=2)))
    expect(cell(desk, monday + timedelta(days=2)).locator(".sess")).to_have_count(1)
    assert [row.title for row in drafts_of(maya)] == ["Hilly loop"]


def test_a_session_of_the_shelf_is_searched_and_put_by_keyboard_alone(
    desk, board, maya, jonas, monday, shelved
):
    desk.goto(board)
    desk.get_by_role("searchbox", name="Find a session").focus()
    desk.keyboard.type("rest")
    chip = desk.locator("#shelf").get_by_role("button", name="Rest", exact=True)
    expect(desk.locator("#shelf .chip")).to_have_count(1)
    desk.keyboard.press("Tab")
    expect(chip).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#live")).to_contain_text("Rest chosen.")
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        desk.keyboard.press(key)
    expect(desk.locator("#live")).to_contain_text("is a draft now")
    expect(desk.get_by_label(re.compile("Add for Maya, Tue"))).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(cell_of(desk, maya, monday + timedelta(days=2)).locator(".sess")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(chip).to_be_focused()
    assert [row.day.isoweekday() for row in drafts_of(maya)] == [2, 3]


def test_without_a_script_the_board_offers_plain_forms(
    browser, live_server, context, desk, board, maya, monday, shelved
):
    session = builders.session(maya, monday)
    other = builders.session(maya, monday, title="Strides", order=1)
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(board)
    page.get_by_role("button", name="Rest", exact=True).click()
    page.get_by_role("button", name=re.compile("Put here.*Maya, Thu")).click()
    expect(page.get_by_text("Rest on Thu")).to_be_visible()
    page.get_by_role("link", name="That is enough").click()
    page.get_by_label("Options for Strides, Maya").click()
    page.locator(f"#s-{other.code}").get_by_role("link", name="Move, edit").click()
    page.get_by_role("button", name="Earlier that day").click()
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".wk--open")).to_be_visible()
    page.get_by_label("Options for Easy run, Maya").click()
    page.locator(f"#s-{session.code}").get_by_role("link", name="Move, edit").click()
    page.locator(f"button[name=to][value='{monday + timedelta(days=4)}']").click()
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()
    expect(page.get_by_label("Options for Easy run, Maya")).to_be_in_viewport()
    page.get_by_label("Options for Easy run, Maya").click()
    page.locator(".sess details[open]").get_by_role("link", name="Move, edit").click()
    page.get_by_role("button", name="Duplicate").click()
    page.get_by_role("link", name="Send 4 changes").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("4 changes sent to Maya.")).to_be_visible()
    plain.close()


def test_two_tabs_one_board_the_second_keeps_its_own_beside(desk, context, board, maya, monday):
    """Both tabs show Monday. One moves and sends; the other, which has not heard of it, moves too."""
    session = builders.session(maya, monday)
    late = context.new_page()
    late.goto(board)
    desk.goto(board)
    by_keyboard(desk, session, monday + timedelta(days=2))
    expect(desk.locator("#live")).to_contain_text("Not sent yet")
    sending.send(drafts_of(maya), by=maya.coach, now=timezone.now())
    drag(late, late.locator(f"#s-{session.code}"), cell(late, monday + timedelta(days=4)))
    expect(late.locator(f"#row-{maya.code}")).to_contain_text("It has been changed since. Both")
    late.goto(board)
    session._history_user = maya.user
    session.refresh_from_db()
    session.save()
    late.locator("details.told summary").click()
    expect(late.locator(".rule--open")).to_contain_text("Maya has changed it since. Both")
    assert_accessible(late)
    session.refresh_from_db()
    assert session.day == monday + timedelta(days=2)
    assert drafts_of(maya).get().day == monday + timedelta(days=4)
    late.get_by_role("button", name="Leave what Maya has").click()
    expect(cell(late, monday + timedelta(days=2)).locator(".sess")).to_have_count(1)
    assert not drafts_of(maya).exists()


def test_escape_leaves_a_carried_card_where_it_was(desk, board, maya, monday):
    session = builders.session(maya, monday)
    desk.goto(board)
    grab = desk.get_by_role("button", name="Move Easy run, Maya")
    grab.focus()
    for key in ("Space", "ArrowRight", "Escape"):
        desk.keyboard.press(key)
    expect(desk.locator("#live")).to_contain_text("stays where it was")
    expect(grab).to_be_focused()
    expect(cell(desk, monday).locator(f"#s-{session.code}")).to_be_visible()
    assert not ScheduledSession.with_drafts.drafts().exists()


def test_a_second_act_is_told_aloud_as_the_first(desk, board, maya, monday):
    session = builders.session(maya, monday)
    desk.goto(board)
    by_keyboard(desk, session, monday + timedelta(days=2))
    expect(desk.locator("#live")).to_contain_text("Not sent yet")
    desk.keyboard.press("Space")
    expect(desk.locator("#live")).to_contain_text("Easy run picked up.")
    desk.keyboard.press("Escape")
    expect(desk.locator("#live")).to_contain_text("stays where it was")


def test_arrows_change_the_place_among_several_of_a_day(desk, board, maya, monday):
    builders.session(maya, monday, title="Ball")
    builders.session(maya, monday, title="Run")
    desk.goto(board)
    desk.get_by_role("button", name="Move Run, Maya").focus()
    for key in ("Space", "ArrowUp", "Space"):
        desk.keyboard.press(key)
    expect(desk.locator("#live")).to_contain_text("Not sent yet")
    shown = cell(desk, monday).locator(".sess__t").all_inner_texts()
    assert shown == ["Run", "Ball"]


def test_below_the_floor_the_note_opens_with_the_day_that_fits_and_keep(desk, board, maya, monday):
    builders.hard_session(maya, monday)
    hills = builders.hard_session(maya, monday + timedelta(days=4), title="Hills")
    desk.goto(board)
    drag(desk, desk.locator(f"#s-{hills.code}"), cell(desk, monday + timedelta(days=1)))
    note = desk.locator("details.told[open]")
    expect(note.get_by_text("The day after Tempo").first).to_be_visible()
    expect(note.get_by_role("button", name="Keep", exact=True)).to_be_visible()
    assert_accessible(desk)
    note.get_by_role("button", name="Move to").first.click()
    expect(desk.locator("details.told")).to_have_count(0)


def test_a_card_that_is_gone_meanwhile_goes_back_and_says_so(desk, board, maya, monday):
    session = builders.session(maya, monday, sent_at=None)
    desk.goto(board)
    session.delete()
    drag(desk, desk.locator(f"#s-{session.code}"), cell(desk, monday + timedelta(days=3)))
    expect(desk.locator("#said")).to_contain_text("nothing was changed")
    expect(cell(desk, monday).locator(f"#s-{session.code}")).to_be_visible()
    assert "404" in desk.wrong.pop(), "the browser's own word on it"
    desk.wrong.clear()


def test_what_was_done_is_not_dragged(desk, board, maya, monday):
    session = builders.session(maya, monday)
    builders.log(session)
    desk.goto(board)
    with pytest.raises(AssertionError, match="cell--over"):
        drag(desk, desk.locator(f"#s-{session.code}"), cell(desk, monday + timedelta(days=3)))
    desk.mouse.up()
    expect(cell(desk, monday).locator(f"#s-{session.code}")).to_be_visible()
    assert not ScheduledSession.with_drafts.drafts().exists()


@pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
)
def test_the_board_is_accessible_and_fits(desk, board, maya, monday, size, scheme):
    builders.hard_session(maya, monday)
    builders.hard_session(maya, monday + timedelta(days=1), sent_at=None, title="Hills")
    desk.set_viewport_size(size)
    desk.emulate_media(color_scheme=scheme)
    desk.goto(board)
    assert_accessible(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whole_cards_and_the_page_before_sending_are_accessible(
    desk, board, maya, monday, live_server, robin, scheme
):
    builders.hard_session(maya, monday)
    builders.hard_session(maya, monday + timedelta(days=1), sent_at=None, title="Hills")
    maya.tags.create(coach=robin, name="Juniors")
    desk.emulate_media(color_scheme=scheme)
    desk.goto(board)
    desk.get_by_role("button", name="Open", exact=True).click()
    expect(desk.locator(".wk--open")).to_be_visible()
    assert_accessible(desk)
    groups, density = (desk.locator(".toolbar").locator(part) for part in ("nav", "form.seg"))
    assert abs(middle_of(groups) - middle_of(density)) < 3
    desk.get_by_role("link", name="Send 1 change").click()
    expect(desk.get_by_role("button", name="Send now")).to_be_visible()
    for size in (WIDE, NARROW):
        desk.set_viewport_size(size)
        assert_accessible(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"]


def middle_of(part):
    box = part.bounding_box()
    return box["y"] + box["height"] / 2


def test_the_hour_at_which_drafts_go_out_stands_on_one_line_of_a_phone(desk, board, maya, monday):
    goes_at = timezone.now() + timedelta(days=2)
    builders.session(maya, monday, sent_at=None, send_at=goes_at)
    desk.set_viewport_size(NARROW)
    desk.goto(board)
    goes = desk.locator(".goes")
    for part in (goes.locator(".num"), goes.get_by_role("button")):
        assert part.bounding_box()["height"] < 30
    assert abs(middle_of(goes.locator(".num")) - middle_of(goes.get_by_role("button"))) < 4
    who, row = desk.locator(".wk__row .wk__who").nth(1).bounding_box(), goes.bounding_box()
    assert row["x"] + row["width"] <= who["x"] + who["width"]


def test_the_week_as_text_is_copied_by_its_button(desk, context, live_server, maya, monday):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    builders.session(maya, monday)
    url = reverse("admin:clients_client_week", args=[maya.pk]) + f"?week={monday}"
    desk.goto(live_server.url + url)
    desk.get_by_role("button", name="Copy").click()
    expect(desk.get_by_role("button", name="Copied")).to_be_visible()
    expect(desk.locator("#live")).to_have_text("Copied")
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied == desk.get_by_label("Select all, copy").input_value()
    assert "Easy run" in copied


def test_what_was_done_floats_for_eight_seconds_with_its_undo(desk, board, maya, monday):
    session = builders.session(maya, monday)
    desk.clock.install()
    desk.goto(board)
    by_keyboard(desk, session, monday + timedelta(days=2))
    toast = desk.locator("#said .toast")
    expect(toast).to_contain_text("Easy run moved to")
    desk.clock.run_for(5000)
    expect(toast).to_be_visible()
    desk.clock.run_for(3000)
    expect(toast).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_undo_puts_the_row_back_where_it_stands(desk, board, maya, monday, way):
    session = builders.session(maya, monday)
    desk.goto(board)
    by_keyboard(desk, session, monday + timedelta(days=2))
    expect(desk.locator("#said .toast")).to_be_visible()
    assert_accessible(desk)
    if way == "button":
        desk.get_by_role("button", name="Undo").click()
    else:
        desk.keyboard.press("Control+z")
    expect(desk.locator("#live")).to_contain_text("Undone.")
    expect(cell(desk, monday).locator(f"#s-{session.code}")).to_be_visible()
    assert not ScheduledSession.with_drafts.drafts().exists()


def test_a_week_is_copied_and_undone(desk, board, maya, monday):
    builders.session(maya, monday)
    desk.goto(board)
    desk.get_by_role("link", name="Copy week").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="Copy as drafts").click()
    expect(desk.get_by_role("heading", name="1 draft placed")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Undo the copy").click()
    expect(desk.get_by_text("Undone.").first).to_be_attached()
    assert not ScheduledSession.with_drafts.drafts().exists()
