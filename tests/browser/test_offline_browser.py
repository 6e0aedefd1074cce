"""The phone without signal: pages open, what is logged waits and arrives once, and signed out means gone."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import CheckIn, Comment, PainReport, SessionLog
from tests import builders
from tests.browser.offline import WAITING, sign_in, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAITS = "Saved on this phone, will sync"
KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages:"));
  const found = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
  return found.flat().map(({ url }) => new URL(url).pathname);
}"""


@pytest.fixture
def browser_context_args(browser_context_args):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    return {**browser_context_args, **phone, "service_workers": "allow"}


@pytest.fixture
def today(maya):
    return maya.today(timezone.now())


@pytest.fixture
def go(context, page, live_server):
    """`go("today")` opens a page by its name, and gives the browser."""

    def go(name, *args, **options):
        page.set_default_timeout(8000)
        page.goto(live_server.url + reverse(f"clients:{name}", args=args), **options)
        return page

    return go


@pytest.fixture
def phone(context, live_server, maya, go):
    """Maya's phone after one visit of Today: the worker is there, and what it should keep is kept."""
    sign_in(context, live_server, maya)

    def visited():
        page = go("today")
        page.evaluate("navigator.serviceWorker.ready")
        kind = reverse("clients:log_kind", args=["treatment"])  # the last of the list
        until(page, lambda: kind in page.evaluate(KEPT))
        return page

    return visited


def choose_minutes(page, pick="30"):
    """As a thumb does: on the words, once they stand still."""
    page.locator("label", has=page.locator(f"[name=pick][value='{pick}']")).click()


def save_a_run(page, pick="30"):
    choose_minutes(page, pick)
    page.get_by_text("Relaxed").click()
    page.get_by_role("button", name=re.compile("^Save")).click()


def logs_arrived(page, number):
    """Every log is on the server, and nothing waits."""
    until(page, lambda: page.evaluate(WAITING) == [])
    assert SessionLog.objects.count() == number


def test_today_the_week_and_every_log_open_without_signal_after_one_visit(
    phone, go, context, maya, today
):
    session = builders.strength_session(maya, today)
    page = phone()
    assert not page.get_by_text("No signal.").is_visible()

    context.set_offline(True)

    for name, args, words in (
        ("today", [], "Start"),
        ("week", [today], "Glute strength"),
        ("session", [session.code], "Glute strength"),
        ("log", [session.code], "Set 1"),
        ("log_kind", ["run"], "Leave the watch."),
        ("check_in", [], "How are you, really?"),
        ("body", [], "Where do you feel it?"),
    ):
        page = go(name, *args)
        expect(page.locator(".asof")).to_contain_text("No signal. This is the copy from")
        expect(page.locator("main")).to_contain_text(words)


def test_what_is_missing_is_asked_for_at_once_and_nothing_is_kept_half(phone, go, context):
    page = phone()
    context.set_offline(True)
    go("log_kind", "run")
    choose_minutes(page)
    page.get_by_role("button", name=re.compile("^Save")).click()

    asked = page.get_by_text("How was the whole session? Choose a number from 1 to 10.")
    expect(asked).to_be_in_viewport()
    assert page.evaluate(WAITING) == []

    page.get_by_text("Relaxed").click()
    expect(asked).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Save")).click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    page.get_by_role("link", name="Back to today").last.click()
    expect(page).to_have_url(re.compile("/today/$"))


def test_what_is_typed_after_it_was_kept_goes_along(phone, go, context):
    page = phone()
    context.set_offline(True)
    save_a_run(go("log_kind", "run"))
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    page.get_by_label(re.compile("A line for")).fill("Stiff at first.")
    until(page, lambda: "Stiff at first." in str(page.evaluate(WAITING)))

    go("log_kind", "run")
    expect(page.get_by_label(re.compile("A line for"))).to_have_value("")
    context.set_offline(False)

    logs_arrived(page, 1)
    assert SessionLog.objects.get().comment == "Stiff at first."


def test_a_copy_of_yesterday_logs_on_the_day_it_was_done(phone, go, context, maya, today):
    session = builders.session(maya, today + timedelta(days=1))
    page = phone()
    go("log", session.code)
    context.set_offline(True)
    tomorrow = today + timedelta(days=1)
    page.clock.set_system_time(datetime.combine(tomorrow, time(12)))
    for args in (["log", session.code], ["log_kind", "run"], ["log_kind", "treatment"]):
        go(*args)
        assert page.locator("[name=done_on]").input_value() == str(tomorrow)
    assert page.locator("[name=seen_on]").input_value() == str(tomorrow)
    save_a_run(go("log", session.code))
    expect(page.get_by_text(f"Done on {tomorrow:%a} {tomorrow.day} {tomorrow:%b}.")).to_be_visible()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    context.set_offline(False)

    logs_arrived(page, 1)
    assert SessionLog.objects.get().done_on == tomorrow


def test_today_says_which_of_its_cards_wait_and_comes_anew_with_the_signal(
    phone, go, context, maya, today
):
    session = builders.session(maya, today)
    page = phone()
    context.set_offline(True)
    go("check_in")
    page.locator(".ask label").nth(2).click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    go("skip", session.code)
    page.locator("[name=reason]").first.check(force=True)
    page.get_by_role("button", name=re.compile("^Tell")).click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    go("today")
    expect(page.get_by_role("link", name=WAITS)).to_have_count(2)

    context.set_offline(False)

    expect(page.get_by_text("No signal.")).to_be_hidden()
    expect(page.get_by_text(re.compile("^Checked in"))).to_be_visible()
    expect(page.get_by_role("link", name=WAITS)).to_have_count(0)


def test_a_move_without_signal_stays_where_it_stands_and_says_so(phone, go, context, maya, today):
    session = builders.session(maya, today)
    page = phone()
    go("move", session.code)
    page.locator("[name=day]").first.check(force=True)
    context.set_offline(True)

    page.get_by_role("button", name="Move", exact=True).click()

    expect(page.get_by_text("No signal. It has not been sent.", exact=True)).to_be_in_viewport()
    expect(page.locator("[name=day]").first).to_be_checked()
    context.set_offline(False)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page).to_have_url(re.compile("/today/$"))


def test_a_note_on_a_session_keeps_its_session_without_signal(phone, go, context, maya, today):
    session = builders.session(maya, today)
    page = phone()
    context.set_offline(True)
    page.goto(page.url.replace("/today/", f"/notes/?session={session.code}"))
    page.get_by_label(re.compile("Write to")).fill("Cut short.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()

    context.set_offline(False)

    until(page, lambda: Comment.objects.filter(session=session).exists())


def test_a_page_that_was_never_seen_says_so(phone, go, context):
    phone()
    context.set_offline(True)

    page = go("progress")

    expect(page.get_by_role("heading")).to_have_text("No signal, and no copy of this page.")
    page.get_by_role("link", name="Back to today").click()
    expect(page.locator(".asof")).to_be_visible()


def test_without_signal_a_log_waits_and_arrives_once(phone, go, context, maya, today):
    session = builders.strength_session(maya, today)
    page = phone()
    context.set_offline(True)
    page = go("log", session.code)
    for _set in range(3):
        page.get_by_role("button", name=re.compile(r"^Left \d")).click()
        page.get_by_role("button", name=re.compile(r"^Right \d")).click()
    page.get_by_role("button", name="Finish the session", exact=True).click()
    page.get_by_text("6, between hard and very hard").check(force=True)
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    waiting = page.evaluate(WAITING)
    assert not SessionLog.objects.exists()

    page.reload()
    page.get_by_role("button", name="Finish the session", exact=True).click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")

    # the same entry once more, as after a reply that was lost
    page.evaluate(
        """(entry) => new Promise((done) => { const asked = indexedDB.open("coachapp", 1);
        asked.onsuccess = () => { const work = asked.result.transaction("outbox", "readwrite");
        work.objectStore("outbox").put(entry); work.oncomplete = () => { asked.result.close(); done(); } } })""",
        waiting[0],
    )
    page = go("today")
    logs_arrived(page, 1)
    assert SessionLog.objects.get().sets.count() == 6


def test_a_log_from_a_phone_that_lost_its_cookies_arrives_once_signed_in_again(
    phone, go, context, live_server, maya
):
    """The sign-in comes back without the key for forms: as after a browser that was killed."""
    page = phone()
    context.set_offline(True)
    save_a_run(go("log_kind", "run"))
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    context.clear_cookies()
    sign_in(context, live_server, maya)

    context.set_offline(False)

    logs_arrived(page, 1)


def test_two_runs_that_nobody_had_planned_are_two(phone, go, context):
    page = phone()
    context.set_offline(True)
    for _run in range(2):
        save_a_run(go("log_kind", "run"))
        expect(page.get_by_role("button", name=WAITS)).to_be_disabled()

    context.set_offline(False)

    logs_arrived(page, 2)


def test_check_in_pain_note_and_not_today_wait_too(phone, go, context, maya, today):
    session = builders.session(maya, today)
    page = phone()
    go("skip", session.code)
    context.set_offline(True)

    page = go("check_in")
    for ask in page.locator(".ask").all():
        ask.locator("label").nth(2).click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    page = go("notes")
    page.get_by_label(re.compile("Write to")).fill("A good week.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    page = go("body")
    page.get_by_label("Where", exact=True).select_option("calf")
    page.locator("[data-place] [name=side][value=left]").check(force=True)
    page.locator("[data-place] [name=kind][value=sore]").check(force=True)
    page.locator("[data-place] [name=level][value='2']").check(force=True)
    page.locator("[data-place]").get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    page = go("skip", session.code)
    page.locator("[name=reason]").first.check(force=True)
    page.get_by_role("button", name=re.compile("^Tell")).click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    context.set_offline(False)

    logs_arrived(page, 1)
    assert (CheckIn.objects.count(), Comment.objects.count(), PainReport.objects.count()) == (
        1,
    ) * 3


def test_what_the_server_refuses_is_shown_and_can_be_put_right(phone, go, context):
    page = phone()
    context.set_offline(True)
    go("log_kind", "run")
    page.locator("[name=pick][value=more]").check(force=True)
    page.get_by_label("Minutes, where none of these fits").fill("many")
    save_a_run(page, "more")
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    go("today")
    context.set_offline(False)

    expect(page.get_by_text("No signal.")).to_be_hidden()
    expect(page.get_by_text("Write the minutes as a whole number, such as 30.")).to_be_visible()
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.reload()
    page.get_by_role("button", name="Open and correct").click()
    expect(page.get_by_label("Relaxed")).to_be_checked()
    expect(page.get_by_text("Write the minutes as a whole number, such as 30.")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Open and correct")).to_have_count(0)
    assert posts == []
    page.get_by_label("Minutes, where none of these fits").fill("42")
    page.get_by_role("button", name=re.compile("^Save")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    logs_arrived(page, 1)
    assert SessionLog.objects.get().minutes == 42


def test_a_log_from_a_page_that_does_not_say_what_it_was_about_can_be_kept_as_something_else(
    phone, go, context, maya, today
):
    session = builders.session(maya, today)
    page = phone()
    context.set_offline(True)
    go("log", session.code)
    page.locator("[name=about]").evaluate("(field) => field.remove()")
    save_a_run(page)
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    session.delete()
    context.set_offline(False)

    go("today")
    expect(page.get_by_text("This is no longer in your plan.")).to_be_visible()
    page.get_by_role("button", name="Log it as something else").click()
    expect(page.get_by_label("Relaxed")).to_be_checked()
    page.get_by_role("button", name=re.compile("^Save")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    logs_arrived(page, 1)


def test_an_expired_sign_in_keeps_the_log_and_empties_the_pages(
    phone, go, context, live_server, maya
):
    page = phone()
    context.set_offline(True)
    save_a_run(go("log_kind", "run"))
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    Session.objects.all().delete()
    context.set_offline(False)

    expect(page.get_by_text("1 log is still on this phone. You are signed out.")).to_be_visible()
    go("today")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert page.evaluate(KEPT) == []
    sign_in(context, live_server, maya)
    go("today")

    logs_arrived(page, 1)


def test_who_was_signed_out_while_filling_a_log_reads_so_where_the_eye_is(
    phone, go, context, live_server, maya
):
    page = phone()
    go("log_kind", "run")
    Session.objects.all().delete()
    save_a_run(page)

    said = page.get_by_text("1 log is still on this phone. You are signed out.")
    expect(said).to_be_in_viewport()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    sign_in(context, live_server, maya)
    go("today")

    logs_arrived(page, 1)


def test_another_person_on_the_same_phone_neither_sees_nor_sends(
    phone, go, context, live_server, maya, jonas, today
):
    builders.session(maya, today, title="Maya's own")
    page = phone()
    context.set_offline(True)
    save_a_run(go("log_kind", "run"))
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    other = context.new_page()
    sign_in(context, live_server, jonas)
    context.set_offline(False)  # Maya's page is still open, Jonas is signed in

    expect(page.get_by_text("1 log is still on this phone. You are signed out.")).to_be_visible()
    assert not SessionLog.objects.exists()
    page.close()
    other.goto(live_server.url + reverse("clients:today"))
    other.wait_for_load_state("networkidle")
    expect(other.locator("[data-cards]")).to_be_empty()
    assert not SessionLog.objects.exists()
    context.set_offline(True)
    other.goto(live_server.url + reverse("clients:today"))
    expect(other.get_by_text("Maya's own")).to_have_count(0)
    other.goto(live_server.url + reverse("clients:week", args=[today]))
    expect(other.get_by_text("Maya's own")).to_have_count(0)


def test_signing_out_tells_what_is_left_and_empties_the_pages(phone, go, context, live_server):
    page = phone()
    context.route("**/log/**", lambda route: route.abort())
    for _run in range(2):
        save_a_run(go("log_kind", "run"))
        expect(page.get_by_role("button", name=WAITS)).to_be_disabled()

    go("settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("2 logs are still on this phone.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    expect(page).to_have_url(f"{live_server.url}/")
    assert page.evaluate(KEPT) == []
    assert len(page.evaluate(WAITING)) == 2
    context.set_offline(True)
    go("today")
    expect(page.get_by_role("heading")).to_have_text("No signal, and no copy of this page.")


def test_a_phone_that_cannot_keep_anything_says_so_and_sends_the_plain_form(phone, go, context):
    page = phone()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('closed'); };")
    go("log_kind", "run")
    context.set_offline(True)
    save_a_run(page)
    expect(page.get_by_text("This phone cannot keep it.")).to_be_visible()
    expect(page.locator("[data-sync]")).to_be_hidden()

    context.set_offline(False)
    page.get_by_role("button", name=re.compile("^Save")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    assert SessionLog.objects.count() == 1


def test_two_runs_are_two_also_where_the_phone_keeps_nothing(phone, go):
    page = phone()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('closed'); };")
    for minutes in ("30", "40"):
        save_a_run(go("log_kind", "run"), minutes)
        expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")

    assert set(SessionLog.objects.values_list("minutes", flat=True)) == {30, 40}


def test_what_is_refused_while_it_stands_open_is_put_right_there(phone, go, context):
    page = phone()
    context.set_offline(True)
    go("log_kind", "run")
    page.get_by_text("Another day?").click()
    page.get_by_label("Day", exact=True).fill("2999-01-01")
    save_a_run(page)
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()

    context.set_offline(False)

    expect(page.get_by_text("That day has not come yet.")).to_be_visible()
    expect(page.locator("[data-sync]")).to_be_hidden()
    page.get_by_label("Day", exact=True).fill(str(timezone.now().date()))
    page.get_by_role("button", name=re.compile("^Save easy run")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    logs_arrived(page, 1)


def test_what_is_wrong_with_a_note_is_said_where_the_eye_is(phone, go, maya, now):
    for _note in range(12):
        builders.note(maya, maya.user, now, "A line.\n\nAnother line.\n\nAnd one more.")
    page = phone()
    go("notes")
    page.get_by_label(re.compile("Write to")).fill("x" * 4001)
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".err")).to_be_in_viewport()
    expect(page.locator(".err")).to_have_text(re.compile("At most 4000 characters."))
    assert len(page.locator("[name=body]").input_value()) == 4001


def test_answers_of_a_check_in_that_is_left_early_are_sent_where_they_cannot_be_kept(phone, go):
    page = phone()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('closed'); };")
    go("check_in")
    page.locator(".ask label").nth(2).click()

    page.get_by_role("link", name="Not now").click()

    expect(page).to_have_url(re.compile("/today/$"))
    assert CheckIn.objects.count() == 1


def test_a_stumbling_server_is_asked_again(phone, go, context, page):
    phone()
    go("log_kind", "run")
    answers = iter([500, 503])

    def stumble(route):
        status = next(answers, None) if route.request.method == "POST" else None
        route.fulfill(status=status) if status else route.continue_()

    context.route("**/log/**", stumble)
    save_a_run(page)
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    go("today")
    go("today")

    logs_arrived(page, 1)


def test_two_tabs_send_a_log_once(phone, go, context, live_server):
    page = phone()
    other = context.new_page()
    other.goto(live_server.url + reverse("clients:today"))
    posts = []
    context.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    context.set_offline(True)
    save_a_run(go("log_kind", "run"))
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()

    context.set_offline(False)

    logs_arrived(page, 1)
    assert len(posts) == 1


def test_a_silent_server_gives_way_to_the_copy_after_three_seconds(phone, go, context, live_server):
    page = phone()
    go("today")
    worker = context.service_workers[0]
    worker.evaluate("() => { self.fetch = () => new Promise(() => {}); }")

    go("today")

    expect(page.locator(".asof")).to_be_visible()


def test_a_session_that_the_coach_turned_around_meanwhile_keeps_each_set_at_its_exercise(
    phone, go, context, maya, today
):
    session = builders.strength_session(maya, today)
    squat = session.prescriptions.get()
    page = phone()
    context.set_offline(True)
    page = go("log", session.code)
    page.get_by_role("button", name=re.compile(r"^Left \d")).click()
    page.get_by_role("button", name=re.compile(r"^Right \d")).click()
    page.get_by_role("button", name="Finish the session here").click()
    page.get_by_text("6, between hard and very hard").check(force=True)
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    session.prescriptions.update(exercise=builders.exercise("Lunge"), name="lunge", reps_min=5)

    context.set_offline(False)

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    expect(page.get_by_text("Logged as it was before the change.")).to_be_visible()
    logs_arrived(page, 1)
    done = SessionLog.objects.get().sets.values_list("exercise", "reps", "side")
    assert list(done) == [(squat.exercise_id, 8, "left"), (squat.exercise_id, 8, "right")]


def test_a_session_that_is_gone_meanwhile_is_kept_as_the_athletes_own(
    phone, go, context, maya, today
):
    session = builders.session(maya, today)
    page = phone()
    context.set_offline(True)
    save_a_run(go("log", session.code))
    expect(page.get_by_role("button", name=WAITS)).to_be_disabled()
    session.delete()

    context.set_offline(False)

    expect(page.get_by_text("It was taken out of the plan meanwhile.")).to_be_visible()
    logs_arrived(page, 1)
    assert SessionLog.objects.get().session.origin == "athlete"


def test_what_was_typed_before_a_change_goes_on_as_it_was(phone, go, maya, today):
    session = builders.strength_session(maya, today)
    phone()
    page = go("log", session.code)
    page.get_by_role("button", name=re.compile(r"^Left \d")).click()
    page.get_by_role("button", name=re.compile(r"^Right \d")).click()
    session.prescriptions.update(exercise=builders.exercise("Lunge"), name="lunge", reps_min=5)

    page = go("log", session.code)

    expect(page.get_by_text("The plan has changed meanwhile.")).to_be_visible()
    expect(page.get_by_role("heading", name="Single leg squat")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(1)
