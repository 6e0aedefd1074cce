"""Every page that somebody opens on a phone, athlete, guardian or guest: readable, in reach, within the screen."""

from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from clients import guarding, inviting
from clients.models import Client
from coachapp.lib import links
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 720}
PHONE = {"width": 390, "height": 844}
SMALL = """() => [...document.querySelectorAll(
        "main a.btn, main button, main label:has([type=radio], [type=checkbox]), main summary, main a.line, .tabs a")]
    .filter((each) => each.checkVisibility())
    .map((each) => [each.textContent.trim().slice(0, 30), each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
    .map(([words, box]) => `${words} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => `beyond the screen: ${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 40)}`)"""


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
        "/accounts/login/",
    ]


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
    if found:
        pytest.fail(
            "\n".join(f"{address} {one}" for address, each in found.items() for one in each)
        )


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
