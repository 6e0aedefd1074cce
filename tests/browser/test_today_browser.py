"""The athlete's first pages on a phone, in a real browser, with and without its script."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from clients import care, readiness
from clients.models import CheckIn, PainReport
from clients.rules.pain import PainKind
from plans.rules.regions import BodySide, Region
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 780}
SMALLEST = {"width": 320, "height": 720}
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach((each) => shifts.push(each.value)))
    .observe({ type: "layout-shift", buffered: true });"""
PAGES = (
    "/today/",
    "/check-in/",
    "/body/",
    f"/week/{TODAY}/",
    "/treatments/",
    "/notes/",
    "/progress/",
)


@pytest.fixture(autouse=True)
def on_wednesday():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def week_of_maya(maya, robin):
    """Hills today, an easy run tomorrow, strength on Saturday, a massage due, and an open place."""
    hills = builders.hills_session(maya, TODAY)
    builders.session(maya, TODAY + timedelta(days=1))
    builders.strength_session(maya, TODAY + timedelta(days=3))
    builders.log(builders.session(maya, TODAY - timedelta(days=1)))
    due_on = TODAY + timedelta(days=2)
    care.set_rhythm(maya, builders.modality(), base_days=21, due_on=due_on, by=robin, today=TODAY)
    return hills


def hurts(maya, level):
    place = readiness.PlaceReport(
        day=TODAY,
        region=Region.ACHILLES,
        side=BodySide.LEFT,
        kind=PainKind.PAIN,
        level=level,
    )
    readiness.report_place(maya, place, uid=uuid.uuid4(), by=maya.user, now=NOW)


@pytest.fixture
def opened(live_server, browser, client, maya):
    """`opened(viewport=…)` is a page of a phone that Maya is signed in on."""
    contexts = []

    def open_page(**options):
        client.force_login(maya.user)
        context = browser.new_context(base_url=live_server.url, **{"viewport": PHONE} | options)
        key = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_axe_finding(opened, week_of_maya, maya, scheme):
    hurts(maya, 4)
    page = opened(color_scheme=scheme)
    found = {}
    for address in (
        *PAGES,
        f"/sessions/{week_of_maya.code}/",
        f"/sessions/{week_of_maya.code}/skip/",
    ):
        page.goto(address)
        result = Axe().run(page)
        if result.violations_count:
            found[address] = result.generate_report()
    assert not found, "\n".join(found.values())


def test_nothing_scrolls_sideways_at_360_pixels(opened, week_of_maya, maya):
    hurts(maya, 4)
    page = opened(viewport=NARROW)
    wide = {}
    for address in PAGES:
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert set(wide.values()) == {360}, wide


def test_todays_work_is_visible_without_scrolling(opened, week_of_maya):
    page = opened(viewport=NARROW)
    page.goto("/today/")
    card = page.get_by_role("heading", name="Hill sprints").bounding_box()
    assert card["y"] + card["height"] < NARROW["height"] - 64


def test_the_first_card_lies_on_the_hill(opened, week_of_maya):
    page = opened()
    page.goto("/today/")
    hill = page.locator(".recovery").bounding_box()
    assert page.locator(".today").first.bounding_box()["y"] < hill["y"] + hill["height"] - 30


def test_what_is_tapped_is_48_pixels_at_least(opened, week_of_maya, maya):
    hurts(maya, 4)
    page = opened()
    small = {}
    for address in ("/today/", "/check-in/", "/body/"):
        page.goto(address)
        small[address] = page.evaluate(
            """() => [...document.querySelectorAll(
                    "main a.btn, main button, main label:has(input), main summary, .tabs a")]
                .filter((each) => each.checkVisibility())
                .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
                .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
                .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""
        )
    assert not any(small.values()), small


def test_five_taps_check_in(opened, week_of_maya):
    """One to open it, five answers, one to send: no more than seven, and nothing else to do."""
    page = opened()
    page.goto("/today/")
    taps = [page.get_by_role("link", name="Five taps first?")]
    for ask in ("Sleep", "Energy", "Muscles", "Stress", "Mood"):
        taps.append(page.get_by_role("group", name=ask).get_by_role("radio", name="4"))
    taps.append(page.get_by_role("button", name="Done"))
    for each in taps:
        each.click()
    assert len(taps) <= 7
    page.wait_for_url("**/today/")
    assert page.get_by_role("heading", level=1).inner_text() == (
        "You have recovered. Today you can push."
    )
    assert CheckIn.objects.get().total == 20


def test_leaving_early_keeps_the_taps(opened, week_of_maya):
    page = opened()
    page.goto("/check-in/")
    page.get_by_role("group", name="Sleep").get_by_role("radio", name="2").check()
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_role("link", name="Not now").click()
    assert CheckIn.objects.filter(sleep=2).exists()


def test_without_a_script_the_check_in_and_the_body_list_work_as_forms(opened, week_of_maya):
    page = opened(java_script_enabled=False)
    page.goto("/check-in/")
    page.get_by_role("group", name="Sleep").get_by_role("radio", name="4").check()
    page.get_by_role("button", name="Done").click()
    page.goto("/body/")
    page.get_by_label("Where").select_option("achilles")
    for group, words in (("Which side", "Left"), ("What is it like", "Pain"), ("How strong", "4")):
        page.get_by_role("group", name=group).get_by_role("radio", name=words).check()
    page.get_by_role("button", name="Save").click()
    assert "Hard running is held" in page.get_by_role("main").inner_text()
    assert PainReport.objects.get().level == 4


def test_tapping_the_figure_fills_in_the_list_and_the_notice_follows_the_number(
    opened, week_of_maya
):
    page = opened()
    page.goto("/body/")
    page.get_by_role("button", name="Back").click()
    page.locator("[data-view=back] .zone[data-region=achilles][data-side=left]").click()
    assert page.get_by_label("Where").input_value() == "achilles"
    page.get_by_role("radio", name="Pain").check()
    level = page.get_by_role("group", name="How strong")
    level.get_by_role("radio", name="3").check()
    assert page.locator("[data-limit=notice]").is_visible()
    level.get_by_role("radio", name="6").check()
    assert page.locator("[data-limit=stop]").is_visible()
    assert not page.locator("[data-limit=notice]").is_visible()


def test_a_page_loads_one_sheet_one_script_and_nothing_from_elsewhere(
    opened, week_of_maya, live_server
):
    page = opened()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    trouble = []
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    page.goto("/today/")
    page.wait_for_load_state("networkidle")
    assert all(address.startswith(live_server.url) for address in asked)
    assert sum(address.endswith(".css") for address in asked) == 1
    assert sum(address.endswith(".js") for address in asked) == 1
    assert not trouble


@pytest.mark.parametrize(("zone", "shown"), [("Europe/Paris", False), ("Asia/Tokyo", True)])
def test_another_clock_is_asked_about_where_the_hours_differ(opened, week_of_maya, zone, shown):
    page = opened(timezone_id=zone)
    page.goto("/today/")

    line = page.get_by_role("link", name="Use Tokyo time until …?")
    expect(line).to_be_visible() if shown else expect(line).to_have_count(0)


@pytest.mark.parametrize("text_px", [16, 32])
@pytest.mark.parametrize("screen", [PHONE, SMALLEST])
def test_nothing_on_today_moves_when_the_phone_is_elsewhere(opened, week_of_maya, screen, text_px):
    page = opened(viewport=screen, timezone_id="Asia/Tokyo")
    page.add_init_script(SHIFTS)
    text = page.context.new_cdp_session(page)
    text.send("Page.setFontSizes", {"fontSizes": {"standard": text_px, "fixed": 13}})
    page.goto("/today/", wait_until="networkidle")

    expect(page.get_by_role("link", name="Use Tokyo time until …?")).to_be_visible()
    assert page.evaluate("shifts") == []


def test_the_line_of_the_traveller_covers_neither_the_tabs_nor_what_has_the_focus(
    opened, week_of_maya
):
    page = opened(viewport=SMALLEST, timezone_id="Asia/Tokyo")
    page.goto("/today/")
    line = page.get_by_role("complementary", name="Travelling")
    expect(line).to_be_visible()
    box, tabs = line.bounding_box(), page.get_by_role("navigation", name="Main").bounding_box()
    assert box["y"] + box["height"] <= tabs["y"]
    assert all(each.bounding_box()["height"] >= 48 for each in line.locator(".btn").all())

    for _tap in page.locator("main a:visible, main summary:visible").all():
        page.keyboard.press("Tab")
        there = page.locator("main :focus")
        if there.count():
            covered = there.bounding_box()
            assert covered["y"] + covered["height"] <= box["y"] + 1, there.inner_text()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = page.locator(".motto").bounding_box()
    assert last["y"] + last["height"] <= box["y"]


def test_a_traveller_who_says_not_now_is_not_asked_again_until_the_app_is_opened_anew(
    opened, week_of_maya
):
    page = opened(timezone_id="Asia/Tokyo")
    page.goto("/today/")
    page.get_by_role("button", name="Not now").click()
    line = page.get_by_role("complementary", name="Travelling")
    expect(line).to_be_hidden()
    page.goto("/today/")
    expect(line).to_be_hidden()

    again = page.context.new_page()
    again.goto("/today/")
    expect(again.get_by_role("complementary", name="Travelling")).to_be_visible()
    findings = Axe().run(again)
    assert not findings.violations_count, findings.generate_report()


def test_a_week_of_several_sessions_a_day_is_printed_on_one_page_a_column_for_each_day(
    opened, week_of_maya, maya
):
    for day in (TODAY, TODAY + timedelta(days=1)):
        builders.strength_session(maya, day)
        builders.routine_session(maya, day, title="Ball")
        builders.routine_session(maya, day, title="Foam roll in the evening", optional=True)
    page = opened()
    page.goto(f"/week/{TODAY}/")

    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    columns = [each.bounding_box() for each in page.locator(".dayplan").all()]
    assert len(columns) == 7
    assert len({round(each["y"]) for each in columns}) == 1
