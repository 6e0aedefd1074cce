"""The main job, end to end: a desk is opened, an athlete joins, a plan arrives, a log comes back, a mail goes out."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from clients import outbox, reminders
from clients.models import Client, OutgoingEmail, Reminder, ScheduledSession, SessionLog
from coachapp.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PASSWORD = "a short sentence works well"
CODE = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", re.MULTILINE)


@pytest.fixture
def house(live_server, mail_server, settings):
    """A running house with the library and a mail server of its own."""
    settings.BASE_URL = live_server.url
    call_command("load_library", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return live_server.url


@pytest.fixture
def window(browser):
    """`window(size)` is a browser of somebody's own. Anything that the content policy refuses fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_page(size: dict) -> Page:
        context = browser.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def post_goes_out(moment: datetime | None = None) -> None:
    while outbox.send_batch(moment or timezone.now()):
        pass


def newest(mail_server, address: str) -> str:
    return mail_server.to(address)[-1].get_body(("plain",)).get_content()


def test_a_plan_reaches_a_phone_a_log_comes_back_and_the_right_mail_goes_out(
    house, mail_server, window
):
    desk, phone = window(DESK), window(PHONE)
    a_coach_opens_a_desk(desk, house, mail_server)
    the_coach_invites(desk, house)
    the_athlete_joins(phone, house, mail_server)
    the_coach_assigns(desk, house)
    the_athlete_checks_in_and_logs(phone, house)
    the_coach_sees_it(desk, house)
    the_morning_mail_goes_once_and_only_with_a_reason(mail_server)


def a_coach_opens_a_desk(desk: Page, house: str, mail_server) -> None:
    desk.goto(f"{house}/accounts/signup/")
    desk.get_by_label("E-mail").or_(desk.get_by_label("Email")).fill("dana@demo.example")
    desk.get_by_label("Your name").fill("Dana")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Open the desk").click()
    post_goes_out()
    code = CODE.search(newest(mail_server, "dana@demo.example"))[1]
    desk.locator("input[name=code]").fill(code)
    desk.locator("main button[type=submit]").first.click()
    expect(desk).to_have_url(f"{house}/coach/start/")
    desk.get_by_label("Time zone").select_option("Europe/Lisbon")
    desk.locator("input[name=spacing][value='2-3']").check(force=True)
    desk.get_by_role("button", name="Look around first").click()
    expect(desk).to_have_url(f"{house}/coach/")
    profile = User.objects.get(email="dana@demo.example").coach_profile
    assert (profile.easy_days_floor, profile.easy_days_wish) == (2, 3)


def the_coach_invites(desk: Page, house: str) -> None:
    desk.goto(f"{house}/coach/clients/client/invite/")
    desk.get_by_label("Name").first.fill("Elif")
    desk.get_by_label("E-mail").or_(desk.get_by_label("Email")).first.fill("elif@demo.example")
    desk.locator("main form button[type=submit], #content form button[type=submit]").first.click()
    post_goes_out()


def the_athlete_joins(phone: Page, house: str, mail_server) -> None:
    link = re.search(r"https?://\S+/join/\S+", newest(mail_server, "elif@demo.example"))[0]
    phone.goto(link)
    phone.get_by_label("Date of birth").fill("1994-03-02")
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_text("Who sees your plan and your logs:")).to_be_visible()
    phone.get_by_text("Yes, these people may see and use my health data.").click()
    phone.get_by_text("I have read the house rules").click()
    phone.get_by_role("button", name="Start").click()
    expect(phone).to_have_url(f"{house}/join/place/")
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("Runs a week").fill("3")
    phone.get_by_role("button", name="Save").click()
    expect(phone).to_have_url(f"{house}/today/")
    expect(phone.get_by_text("Dana has not placed this week yet.")).to_be_visible()


def the_coach_assigns(desk: Page, house: str) -> None:
    """As drafts first: the athlete sees nothing. Sent from the board: the athlete sees the week."""
    from plans.models import Plan

    plan = Plan.objects.published().get(coach=None, audience="jogger")
    athlete = Client.objects.get(name="Elif")
    desk.goto(f"{house}/coach/plans/plan/{plan.pk}/assign/")
    desk.locator("input[name=on]").fill(athlete.today(timezone.now()).isoformat())
    desk.locator(f"input[name=athlete][value='{athlete.code}']").check(force=True)
    desk.get_by_role("button", name="Place as drafts").click()
    desk.wait_for_load_state()
    assert ScheduledSession.with_drafts.drafts().filter(client=athlete).exists()
    assert not ScheduledSession.objects.filter(client=athlete).exists()
    today = athlete.today(timezone.now())
    for day in (today, today + timedelta(days=7)):
        monday = day - timedelta(days=day.weekday())
        desk.goto(f"{house}/coach/week/?start={monday.isoformat()}")
        desk.get_by_role("link", name=re.compile("^Send .* change")).first.click()
        desk.get_by_role("button", name="Send now").click()
        desk.wait_for_load_state()
    assert ScheduledSession.objects.filter(client=athlete).exists()


def the_athlete_checks_in_and_logs(phone: Page, house: str) -> None:
    phone.goto(f"{house}/today/")
    phone.get_by_role("link", name=re.compile("Five taps first")).click()
    for item in ("sleep", "fatigue", "soreness", "stress", "mood"):
        phone.locator(f"input[name={item}][value='4']").check(force=True)
    phone.locator("main form button.btn--primary").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("recovered")
    phone.get_by_role("link", name=re.compile("^Start ")).first.click()
    phone.get_by_role("button", name=re.compile(r"^Left \d")).click()
    phone.get_by_role("button", name=re.compile(r"^Right \d")).click()
    phone.get_by_role("button", name="Finish the session here").click()
    phone.get_by_text("4, somewhat hard").check(force=True)
    phone.get_by_role("button", name="Save session").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    assert SessionLog.objects.get().client.name == "Elif"


def the_coach_sees_it(desk: Page, house: str) -> None:
    desk.goto(f"{house}/coach/")
    expect(desk.get_by_text("Elif").first).to_be_visible()
    expect(desk.get_by_text("1 log to see")).to_be_visible()


def the_morning_mail_goes_once_and_only_with_a_reason(mail_server) -> None:
    """Tomorrow at seven in Lisbon: one mail; looked at twice, still one; what is logged is not asked for."""
    athlete = Client.objects.select_related("user").get(name="Elif")
    days = ScheduledSession.objects.filter(client=athlete, log=None).exclude(kind="rest")
    first = days.filter(day__gt=athlete.today(timezone.now())).in_order().first()
    seven = datetime.combine(first.day, time(7, 1), athlete.zone)
    before = len(mail_server.to(athlete.user.email))
    hour = timezone.now()
    while hour <= seven:
        reminders.queue_due(hour)
        post_goes_out(hour)
        hour += timedelta(hours=1)
    for _ in range(2):
        reminders.queue_due(seven)
        post_goes_out(seven)
    mails = mail_server.to(athlete.user.email)[before:]
    mornings = [mail for mail in mails if "plan" in mail["X-Reminder-Key"]]
    assert len(mornings) == len({mail["X-Reminder-Key"] for mail in mornings}) >= 1
    assert "/act/" in mornings[-1].get_body(("plain",)).get_content()
    assert not OutgoingEmail.objects.filter(state="failed").exists()
    assert Reminder.objects.filter(recipient=athlete.user, kind="plan", day=first.day).count() == 1
