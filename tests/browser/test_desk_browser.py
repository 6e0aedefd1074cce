"""The coach's desk in Chromium: wide and narrow, light and dark, without an inline line of script or style."""

import uuid
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients import care, readiness, talking
from clients.models import CheckIn, RaceTime, Screen, SetLog, Treatment
from clients.rules.pain import PainKind
from plans.rules.regions import BodySide, Region
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FIVE_ANSWERS = ("fatigue", "sleep", "soreness", "stress", "mood")


@pytest.fixture
def today(robin):
    return robin.today(timezone.now())


@pytest.fixture
def training(maya, robin, today):
    """Maya's four weeks: runs, strength on both sides, mornings, a treatment, a note, and pain before a hard day."""
    now = timezone.now()
    for days_ago in range(27, 0, -1):
        day = today - timedelta(days=days_ago)
        if days_ago % 4:
            builders.log(builders.session(maya, day))
        else:
            strength_log(builders.strength_session(maya, day))
        if days_ago % 9:
            answers = dict.fromkeys(FIVE_ANSWERS, 3 + days_ago % 2)
            CheckIn.objects.create(client=maya, uid=uuid.uuid4(), day=day, **answers)
    builders.hard_session(maya, today, title="Hill practice")
    builders.session(maya, today + timedelta(days=2), title="Draft run", sent_at=None)
    care.set_rhythm(
        maya,
        builders.modality(),
        base_days=21,
        due_on=today - timedelta(days=6),
        by=robin,
        today=today,
    )
    talking.write(maya, maya.user, "Tight since Monday.", uid=uuid.uuid4(), now=now)
    report = readiness.PlaceReport(
        day=today,
        region=Region.ACHILLES,
        side=BodySide.LEFT,
        kind=PainKind.PAIN,
        level=6,
    )
    readiness.report_place(maya, report, uid=uuid.uuid4(), by=maya.user, now=now)
    over_time(maya, today)
    return maya


def over_time(maya, today):
    """Two races, two screens and a visit, so that each drawing has something to draw."""
    for weeks, held in ((8, 3), (2, 4)):
        day, scores = today - timedelta(weeks=weeks), [5] * held + [0] * (5 - held)
        RaceTime.objects.create(client=maya, distance_m=5000, seconds=1200 + weeks, on=day)
        ratings = {"left_rating": "fair", "right_rating": "good"}
        Screen.objects.create(client=maya, day=day, left=scores, right=[5] * 5, **ratings)
    care_plan = maya.care_plans.get()
    Treatment.objects.create(
        client=maya,
        uid=uuid.uuid4(),
        modality=care_plan.modality,
        care_plan=care_plan,
        done_on=today - timedelta(days=27),
        depth="deep",
    )


def strength_log(session):
    log = builders.log(session)
    exercise = session.prescriptions.first().exercise
    for position, side in enumerate(("left", "right")):
        SetLog.objects.create(
            log=log, position=position, exercise=exercise, set_no=1, side=side, reps=6 + position
        )


def sign_in(context, live_server, person):
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
    context.add_cookies([cookie | {"url": live_server.url}])


@pytest.fixture
def desk(context, page, live_server, robin):
    """Robin's browser. A script error or anything that the policy refuses fails the test."""
    sign_in(context, live_server, robin)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    yield page
    assert wrong == []


def main_addresses(client):
    return [
        reverse("admin:index"),
        reverse("admin:clients_client_overview", args=[client.pk]),
        reverse("admin:clients_client_changelist"),
        reverse("admin:clients_client_change", args=[client.pk]),
        reverse("admin:start"),
    ]


def addresses(client):
    built_in = builders.exercise("Single leg squat")
    return [
        *main_addresses(client),
        reverse("admin:records"),
        reverse("admin:clients_client_history", args=[client.pk]),
        reverse("admin:clients_client_invite"),
        reverse("admin:clients_scheduledsession_changelist"),
        reverse("admin:clients_sessionlog_changelist"),
        reverse("admin:clients_reminder_changelist"),
        reverse("admin:plans_exercise_add"),
        reverse("admin:plans_exercise_change", args=[built_in.pk]),
        reverse("admin:plans_modality_add"),
        *(
            reverse(f"admin:clients_client_{word}", args=[client.pk])
            for word in ("adapt", "week", "mail", "screen")
        ),
        reverse("admin:words"),
        reverse("admin:clients_tag_changelist"),
        reverse("admin:rules"),
        f"{reverse('admin:rules')}?client={client.pk}",
    ]


def clean(page, address):
    """No finding of axe. A failed one names the page, the rule and the element."""
    # preload would fetch imported sheets again, from the wrong folder
    found = Axe().run(page, options={"preload": False}).response["violations"]
    told = [(address, each["id"], [node["html"] for node in each["nodes"][:3]]) for each in found]
    assert told == []


@pytest.mark.parametrize(
    ("size", "scheme", "pages"),
    [(WIDE, "light", addresses), (NARROW, "light", addresses), (WIDE, "dark", main_addresses)],
    ids=["wide", "narrow", "dark"],
)
def test_every_page_is_accessible_strict_and_fits(desk, live_server, training, size, scheme, pages):
    desk.set_viewport_size(size)
    desk.emulate_media(color_scheme=scheme)
    for address in pages(training):
        desk.goto(live_server.url + address)
        clean(desk, address)
        width = desk.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{address} scrolls sideways"


def test_the_switch_of_colours_holds_on_the_next_page(desk, live_server, maya):
    desk.goto(live_server.url + reverse("admin:records"))
    light = desk.evaluate("getComputedStyle(document.body).backgroundColor")
    desk.get_by_role("button", name="Switch light or dark colours").click()
    desk.goto(live_server.url + reverse("admin:clients_client_changelist"))
    assert desk.evaluate("document.documentElement.dataset.theme") == "dark"
    assert desk.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_rest_of_everyone_comes_into_view(desk, live_server, robin):
    for number in range(40):
        builders.client(robin, f"Runner {number:02}", account=False)
    desk.goto(live_server.url + reverse("admin:index"))
    expect(desk.get_by_role("link", name="Runner 11", exact=False).first).to_be_visible()
    assert desk.locator("tr[id^=client-]").count() == 12
    desk.locator(".rest").scroll_into_view_if_needed()
    expect(desk.locator("tr[id^=client-]")).to_have_count(36)
    desk.locator(".rest").scroll_into_view_if_needed()
    expect(desk.locator("tr[id^=client-]")).to_have_count(40)


def test_the_fix_on_the_card_leads_to_the_note(desk, live_server, training):
    desk.goto(live_server.url + reverse("admin:index"))
    desk.get_by_role("button", name="Easier today, and write to Maya").click()
    expect(desk.get_by_text("Maya takes the easier one today.")).to_be_visible()
    desk.get_by_label("Answer Maya").fill("Rest it until Friday, then we look.")
    desk.get_by_role("button", name="Send", exact=True).click()
    expect(desk.locator(".msg--me")).to_contain_text("Rest it until Friday")


def test_the_person_menu_signs_out(desk, live_server, maya):
    desk.goto(live_server.url + reverse("admin:records"))
    desk.locator(".person > summary").click()
    expect(desk.get_by_role("link", name="Password")).to_be_visible()
    desk.get_by_role("button", name="Sign out").click()
    desk.goto(live_server.url + reverse("admin:index"))
    assert reverse("account_login") in desk.url


def test_rows_that_cannot_be_read_say_from_when_the_others_are(context, page, live_server, robin):
    for number in range(14):
        builders.client(robin, f"Runner {number:02}", account=False)
    sign_in(context, live_server, robin)
    page.route("**/everyone/**", lambda route: route.abort())
    page.goto(f"{live_server.url}/coach/")
    page.locator("tr.rest").scroll_into_view_if_needed()
    expect(page.get_by_text("The next people could not be read.")).to_be_visible()
    expect(page.locator("tbody").get_by_text("Runner 11")).to_be_visible()


def test_on_a_phone_no_value_of_a_list_is_cut_and_its_search_has_room(desk, live_server, training):
    desk.set_viewport_size(NARROW)
    desk.goto(live_server.url + reverse("admin:clients_client_changelist"))
    state = desk.locator("#result_list .state").first.bounding_box()
    row = desk.locator("#result_list tbody tr").first.bounding_box()
    assert state["x"] + state["width"] <= row["x"] + row["width"] <= NARROW["width"]
    assert desk.locator("#searchbar").bounding_box()["width"] >= 150
