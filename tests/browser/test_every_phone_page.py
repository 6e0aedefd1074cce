"""Every page that somebody opens on a phone, athlete, guardian or guest: readable, in reach, within the screen."""

from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from clients import care, guarding, inviting, naming
from clients.models import Client
from coachapp.lib import links
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 720}
PHONE = {"width": 390, "height": 844}
SMALL = """() => [...document.querySelectorAll(
        "main a.btn, main button, main label:has([type=radio], [type=checkbox]), main summary, main a.line,"
        + "main td a, .tabs a")]
    .filter((each) => each.checkVisibility())
    .map((each) => [each.textContent.trim().slice(0, 30), each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
    .map(([words, box]) => `${words} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => `beyond the screen: ${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 40)}`)"""

CRAMPED = """() => {
    document.querySelectorAll("details").forEach((each) => (each.open = true));
    const found = new Set();
    const words = [];
    const name = (each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 40)}`;
    const seen = (each) =>
        each.checkVisibility({opacityProperty: true, visibilityProperty: true}) &&
        !each.closest(".sr, .skip, svg, select, textarea, template");
    const isFixed = (each) =>
        each && (["fixed", "sticky"].includes(getComputedStyle(each).position) || isFixed(each.parentElement));
    const boxOf = (each) => {
        const look = getComputedStyle(each);
        const isFilled = look.backgroundColor !== "rgba(0, 0, 0, 0)" || parseFloat(look.borderLeftWidth);
        return (isFilled && look.display !== "inline") || each === document.body ? each : boxOf(each.parentElement);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const holder = text.parentElement;
        if (!text.data.trim() || !seen(holder)) continue;
        const box = boxOf(holder).getBoundingClientRect();
        for (const { 0: word, index } of text.data.matchAll(/[^\\s\\-\\/@.]+/g)) {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = [...range.getClientRects()].filter((each) => each.width);
            const where = `${word} in ${name(holder)}`;
            if (new Set(lines.map((each) => Math.round(each.top))).size > 1) found.add(`broken: ${where}`);
            for (const line of lines) {
                if (line.right > innerWidth + 1 || line.left < -1) found.add(`beyond the screen: ${where}`);
                if (line.right > box.right + 1 || line.left < box.left - 1 || line.bottom > box.bottom + 4)
                    found.add(`out of its box: ${where}`);
                if (!isFixed(holder)) words.push({ text, holder, line });
            }
        }
    }
    words.forEach((one, at) => words.slice(at + 1).forEach((other) => {
        const wide = Math.min(one.line.right, other.line.right) - Math.max(one.line.left, other.line.left);
        const high = Math.min(one.line.bottom, other.line.bottom) - Math.max(one.line.top, other.line.top);
        if (one.text !== other.text && wide > 2 && high > Math.min(one.line.height, other.line.height) / 2)
            found.add(`one over the other: ${name(one.holder)} and ${name(other.holder)}`);
    }));
    for (const each of document.querySelectorAll("a, button, summary, label, select, input:not([type=hidden])"))
        if (seen(each) && each.getBoundingClientRect().right > innerWidth + 1)
            found.add(`beyond the screen: ${name(each)}`);
    if (document.documentElement.scrollWidth > innerWidth) found.add("the page scrolls sideways");
    return [...found];
}"""


@pytest.fixture(autouse=True)
def on_wednesday():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def opened(live_server, browser, client):
    """`opened(user, …)` is a page of a narrow phone that `user`, or nobody, is signed in on."""
    contexts = []

    def open_page(user=None, **options):
        context = browser.new_context(base_url=live_server.url, **{"viewport": NARROW} | options)
        if user:
            client.force_login(user)
            key = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def athletes_pages(maya):
    hills = builders.hills_session(maya, TODAY)
    run_walk = builders.run_walk_session(maya, TODAY)
    builders.routine_session(maya, TODAY, title="Foam roll in the evening", optional=True)
    paired = builders.superset_session(maya, TODAY + timedelta(days=2))
    builders.log(builders.session(maya, TODAY - timedelta(days=1)))
    return [
        *("/today/", f"/week/{TODAY}/", "/check-in/", "/body/", "/treatments/", "/progress/"),
        *("/notes/", "/settings/", "/settings/consent/", "/settings/mail/", "/settings/travel/"),
        *("/races/", "/settings/leave/", "/settings/calendar/", "/settings/data/"),
        "/settings/erase/",
        *("/intake/", "/join/place/", "/offline/", "/accounts/logout/"),
        *(f"/sessions/{hills.code}/{what}" for what in ("", "log/", "move/", "skip/")),
        f"/sessions/{run_walk.code}/log/",
        *(f"/sessions/{paired.code}/{what}" for what in ("", "log/")),
        *(f"/log/{kind}/" for kind in ("easy", "strength", "hills", "cross", "maintenance")),
        *(f"/log/{kind}/" for kind in ("treatment", "intervals", "race", "run_walk")),
    ]


def guardians_pages(robin):
    lena = builders.young(robin, "Lena")
    ana = builders.guardian(lena, "Ana").user
    session = builders.hills_session(lena, TODAY)
    child = f"/child/{lena.code}"
    pages = ("today/", f"week/{TODAY}/", f"sessions/{session.code}/", "progress/", "notes/")
    return ana, ["/children/", "/settings/data/", *(f"{child}/{page}" for page in pages)]


def letters(robin):
    """An invitation, and what an adult is written when somebody under 18 is to be coached."""
    invitation = inviting.invite(robin, "Gita", "gita@demo.example", now=timezone.now())
    child = builders.young(robin, "Mia", account=False, consent=False)
    row = guarding.ask(
        child, guarding.Person("Cleo", "cleo@demo.example"), by=robin, now=timezone.now()
    )
    return [
        f"/join/{links.invitation_key(invitation.nonce)}/",
        f"/guardian/{links.guardian_key(row.nonce)}/",
        *("/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"),
        *(f"/act/{links.act_token(act, timezone.now())}/" for act in reminded_of(robin)),
        f"/unsubscribe/{links.unsubscribe_token(robin, 'morning')}/",
    ]


def reminded_of(robin):
    """What Noor's mails lead to: a session, and a treatment that is due."""
    noor = builders.client(robin, "Noor")
    session = builders.hills_session(noor, TODAY)
    rhythm = care.set_rhythm(
        noor, builders.modality(), base_days=21, due_on=TODAY, by=robin, today=TODAY
    )
    yield links.Act("scheduledsession", session.code, TODAY, noor.user.code)
    yield links.Act("careplan", rhythm.code, TODAY, noor.user.code)


def nothing_wrong(page, addresses, scheme):
    """No finding of axe, nothing too small to tap, nothing beyond the screen, also with text twice as large."""
    found: dict[str, list[str]] = {}
    for address in addresses:
        answer = page.goto(address)
        wrong = [f"status {answer.status}"] if answer.status != 200 else []
        wrong += [
            f"{each['id']}: {node['html'][:160]}"
            for each in Axe().run(page).response["violations"]
            for node in each["nodes"]
        ]
        if scheme == "light":  # sizes are the same in the dark
            wrong += page.evaluate(SMALL) + page.evaluate(WIDE)
            page.set_viewport_size(PHONE)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            wrong += [f"large text {each}" for each in page.evaluate(WIDE)]
            page.set_viewport_size(NARROW)
        if wrong:
            found[address] = wrong
    assert_none(found)


def assert_none(found):
    lines = [f"{address} {one}" for address, each in found.items() for one in each]
    if lines:
        pytest.fail("\n".join(lines))


def with_large_text(page):
    """The browser's own text size, twice what it comes with, as long as what is returned lives."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    return session


def cramped(page, addresses):
    _large = with_large_text(page)
    found = {}
    for address in addresses:
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
        found[address] = page.evaluate(CRAMPED)
    assert_none(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_an_athlete(opened, maya, scheme):
    addresses = athletes_pages(maya)
    page = opened(maya.user, color_scheme=scheme)

    nothing_wrong(page, addresses, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_guardian(opened, robin, scheme):
    ana, addresses = guardians_pages(robin)
    page = opened(ana, color_scheme=scheme)

    nothing_wrong(page, addresses, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_behind_a_letter(opened, robin, scheme):
    addresses = letters(robin)
    page = opened(color_scheme=scheme)

    nothing_wrong(page, addresses, scheme)
    assert Client.objects.filter(name="Gita", user=None).exists()


def test_text_twice_as_large_fits_the_narrowest_phone(opened, maya):
    """Words wrap and buttons stack: nothing scrolls sideways, is cut, breaks or covers something else."""
    cramped(opened(maya.user), athletes_pages(maya))


def test_text_twice_as_large_fits_the_narrowest_phone_of_a_guardian(opened, robin):
    ana, addresses = guardians_pages(robin)
    cramped(opened(ana), addresses)


def test_text_twice_as_large_fits_what_a_letter_leads_to(opened, robin):
    cramped(opened(), letters(robin))


def test_text_twice_as_large_fits_while_a_set_rests_and_a_hill_is_run(opened, maya):
    strength = builders.strength_session(maya, TODAY)
    hills = builders.hills_session(maya, TODAY)
    page = opened(maya.user)
    _large = with_large_text(page)

    page.goto(f"/sessions/{strength.code}/log/")
    for side in page.locator(".set--now .side").all():
        side.click()
    expect(page.get_by_role("complementary", name="Rest timer")).to_be_visible()
    resting = page.evaluate(CRAMPED)
    page.goto(f"/sessions/{hills.code}/log/")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()

    assert_none({"resting": resting, "uphill": page.evaluate(CRAMPED)})


def test_the_longest_words_of_a_coach_fit_every_page(opened, maya, robin):
    """Without a space or a hyphen in them, so that nothing says where to break."""
    longest = {
        word.key: f"{'W' * (group.longest - 2)}{number:02}"
        for group in naming.groups_of(robin)
        for number, word in enumerate(group.words)
    }
    naming.choose(robin, longest, ["W" * 140])
    page, found = opened(maya.user), {}
    for address in athletes_pages(maya):
        page.goto(address)
        found[address] = page.evaluate(WIDE)

    assert_none(found)
