"""Logging with a phone in hand: Chromium at 390 pixels, real pages, real taps."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import SessionLog
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": PHONE, "has_touch": True}


@pytest.fixture
def today(maya):
    return maya.today(timezone.now())


def sign_in(context, live_server, person):
    session = SessionStore()
    session[SESSION_KEY] = str(person.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
    context.add_cookies([cookie | {"url": live_server.url}])


@pytest.fixture
def phone(context, page, live_server, maya):
    """Maya's browser. A script error or a refused script fails the test; a refused log does not."""
    sign_in(context, live_server, maya)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: said.type == "error" and "422" not in said.text and wrong.append(said.text),
    )
    yield page
    assert wrong == []


@pytest.fixture
def open_log(phone, live_server):
    def open_log(session):
        phone.goto(live_server.url + reverse("clients:log", args=[session.code]))
        return phone

    return open_log


class Taps:
    """Counts what a thumb does."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def on(self, what):
        what.click()
        self.count += 1


def clean(page):
    """No finding of axe. A failed one names the rule and the element."""
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def saved(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. That one is done.")
    return SessionLog.objects.get()


def test_three_sets_of_squats_as_asked_take_two_taps_a_set(open_log, maya, today):
    page = open_log(builders.strength_session(maya, today))
    taps = Taps(page)

    for _set in range(3):
        taps.on(page.get_by_role("button", name=re.compile(r"^Left \d")))
        taps.on(page.get_by_role("button", name=re.compile(r"^Right \d")))
    page.get_by_role("button", name="Finish the session", exact=True).click()
    page.get_by_text("6, between hard and very hard").check(force=True)
    page.get_by_role("button", name="Save session").click()

    assert taps.count == 6
    log = saved(page)
    assert (log.outcome, log.effort, log.sets.count()) == ("done", 6, 6)
    assert set(log.sets.values_list("reps", "load_kg")) == {(8, 12)}


def test_a_set_is_undone_changed_and_the_rest_left_out(open_log, maya, today):
    page = open_log(builders.strength_session(maya, today))
    left = page.get_by_role("button", name=re.compile(r"^Left \d"))
    right = page.get_by_role("button", name=re.compile(r"^Right \d"))

    left.click()
    right.click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="reps, less").click()
    page.get_by_role("button", name="kg, more").click()
    left.click()
    right.click()
    page.get_by_role("button", name="Finish the session here").click()
    page.get_by_text("4, somewhat hard").check(force=True)
    page.get_by_role("button", name="Save session").click()

    log = saved(page)
    assert log.outcome == "changed"
    assert set(log.sets.values_list("set_no", "reps", "load_kg")) == {(1, 7, 14)}


def test_left_and_right_may_differ(open_log, maya, today):
    page = open_log(builders.strength_session(maya, today))

    page.get_by_role("button", name="Left and right differ").click()
    page.get_by_role("button", name="left, less").click()
    page.get_by_role("button", name=re.compile("^Left 7")).click()
    page.get_by_role("button", name=re.compile("^Right 8")).click()
    page.get_by_role("button", name="Finish the session here").click()
    page.get_by_text("4, somewhat hard").check(force=True)
    page.get_by_role("button", name="Save session").click()

    assert list(saved(page).sets.values_list("side", "reps")) == [("left", 7), ("right", 8)]


def test_nothing_tapped_is_saved_as_shown(open_log, maya, today):
    page = open_log(builders.strength_session(maya, today))

    page.get_by_role("button", name="Finish the session here").click()
    page.get_by_text("6, between hard and very hard").check(force=True)
    page.get_by_role("button", name="Save session").click()

    assert saved(page).outcome == "done"


def test_the_rest_bar_counts_from_an_end_time_and_can_be_changed(open_log, maya, today):
    page = open_log(builders.strength_session(maya, today))
    page.clock.install()
    page.get_by_role("button", name=re.compile(r"^Left \d")).click()
    page.get_by_role("button", name=re.compile(r"^Right \d")).click()
    timer = page.locator("aside.rest .time")

    expect(timer).to_have_text("1:15")
    page.clock.fast_forward(30_000)
    expect(timer).to_have_text("45")
    page.get_by_role("button", name="15 seconds more").click()
    expect(timer).to_have_text("1:00")
    page.clock.fast_forward(70_000)
    expect(timer).to_have_text("+10")
    page.get_by_role("button", name="Skip", exact=True).click()
    expect(page.locator("aside.rest")).to_be_hidden()


def test_taps_are_on_the_phone_at_once_and_survive_a_reload(open_log, maya, today):
    session = builders.strength_session(maya, today)
    page = open_log(session)
    page.get_by_role("button", name=re.compile(r"^Left \d")).click()
    page.get_by_role("button", name=re.compile(r"^Right \d")).click()
    key = page.locator("[name=uid]").input_value()

    page.reload()

    expect(page.get_by_role("heading", name="Set 2")).to_be_visible()
    expect(page.locator(".set--done")).to_have_count(1)
    assert page.locator("[name=uid]").input_value() == key


def test_from_today_to_a_saved_easy_run_in_five_taps(phone, live_server, maya, today):
    builders.session(maya, today)
    phone.goto(live_server.url + reverse("clients:today"))
    taps = Taps(phone)

    taps.on(phone.get_by_role("link", name="Start Easy run"))
    taps.on(phone.get_by_text("Relaxed"))
    taps.on(phone.get_by_text("Yes", exact=True))
    taps.on(phone.get_by_role("button", name="Save easy run"))

    log = saved(phone)
    assert taps.count <= 5
    assert (log.minutes, log.effort, log.could_talk) == (30, 3, True)


def test_hills_afterwards_then_what_worked_then_the_flat(open_log, maya, today):
    page = open_log(builders.hills_session(maya, today))

    page.get_by_role("button", name="Afterwards").click()
    page.get_by_role("button", name="One rep less").click()
    expect(page.locator("[data-count]")).to_have_text("7 of 8 done")
    page.get_by_role("button", name="Keep these").click()
    expect(page.get_by_text("7 of 8, and you stopped while it was still good.")).to_be_visible()
    page.get_by_label("In your own words").fill("Elbows back.")
    page.get_by_role("button", name="Next: strides on the flat").click()
    expect(page.get_by_role("heading", name="“Elbows back.”")).to_be_visible()
    page.get_by_label("1 80 m").check(force=True)
    page.get_by_text("8, between very hard and maximal").check(force=True)
    page.get_by_role("button", name="Save hill sprints").click()

    log = saved(page)
    assert log.words == "Elbows back."
    assert list(log.sets.values_list("seconds", "source")) == [(20, "manual")] * 7 + [
        (None, "manual")
    ]


def test_hills_on_the_screen_run_from_end_times(open_log, maya, today):
    page = open_log(builders.hills_session(maya, today))
    page.clock.install()
    clock = page.locator("[data-way=screen] [data-time]")

    for _rep in range(2):
        page.get_by_role("button", name=re.compile("^Go")).click()
        page.clock.run_for(20_500)
        expect(page.locator("[data-what]")).to_have_text("Walk back down")
        page.get_by_role("button", name=re.compile("^Ready")).click()
        expect(clock).to_have_text("20")
    page.get_by_role("button", name="That is enough").click()
    page.get_by_role("button", name="Next: strides on the flat").click()
    page.get_by_text("7, very hard").check(force=True)
    page.get_by_role("button", name="Save hill sprints").click()

    assert list(saved(page).sets.values_list("seconds", "source")) == [(20, "timer")] * 2


def test_hills_in_the_pocket_count_by_themselves(open_log, maya, today):
    session = builders.hills_session(maya, today)
    session.prescriptions.filter(role="hills").update(sets=2, seconds=8)
    page = open_log(session)
    page.clock.install()

    page.get_by_role("button", name="In the pocket").click()
    page.get_by_role("button", name=re.compile("^Start")).click()
    page.clock.run_for((10 + 8 + 120 + 10 + 8 + 2) * 1000)
    page.get_by_role("button", name="Next: strides on the flat").click()
    page.get_by_text("7, very hard").check(force=True)
    page.get_by_role("button", name="Save hill sprints").click()

    assert list(saved(page).sets.values_list("seconds", "source")) == [(8, "timer")] * 2


def test_reps_are_kept_as_they_go(open_log, maya, today):
    maya.race_times.create(distance_m=5000, seconds=1295, on=today)
    page = open_log(builders.intervals_session(maya, today))

    page.get_by_role("button", name=re.compile("4:19")).click()
    page.get_by_role("button", name="1 s slower").click()
    page.get_by_role("button", name=re.compile("4:20")).click()
    page.get_by_text("8, between very hard and maximal").check(force=True)
    page.get_by_role("button", name="Save intervals").click()

    log = saved(page)
    assert (log.outcome, list(log.sets.values_list("seconds", flat=True))) == (
        "changed",
        [259, 260],
    )


def test_a_rep_without_a_target_is_timed_from_its_first_tap_to_its_second(open_log, maya, today):
    page = open_log(builders.intervals_session(maya, today))
    page.clock.install()
    start = page.get_by_role("button", name="Start minutes for 1000 m")

    start.click()
    page.clock.fast_forward(245_000)
    page.get_by_role("button", name=re.compile("^4:0[56]")).click()
    start.click()
    page.clock.fast_forward(250_000)
    page.get_by_role("button", name=re.compile("^4:1[01]")).click()
    page.get_by_text("8, between very hard and maximal").check(force=True)
    page.get_by_role("button", name="Save intervals").click()

    first, second = saved(page).sets.values_list("seconds", flat=True)
    assert first in (245, 246) and second in (250, 251)


def test_reps_that_were_tapped_stay_tapped_after_a_reload(open_log, maya, today):
    maya.race_times.create(distance_m=5000, seconds=1295, on=today)
    page = open_log(builders.intervals_session(maya, today))
    page.get_by_role("button", name=re.compile("4:19")).click()
    page.get_by_role("button", name=re.compile("4:19")).click()

    page.reload()
    expect(page.get_by_role("button", name="Undo")).to_have_count(2)
    page.get_by_role("button", name=re.compile("4:19")).click()
    page.get_by_text("8, between very hard and maximal").check(force=True)
    page.get_by_role("button", name="Save intervals").click()

    assert saved(page).sets.count() == 3


def test_a_ball_hold_changes_sides_and_ticks_itself_off(open_log, maya, today):
    page = open_log(builders.routine_session(maya, today))
    page.clock.install()
    button = page.locator("[data-hold-go]")

    button.click()
    page.clock.run_for(31_000)
    expect(button).to_contain_text("Other side")
    button.click()
    page.clock.run_for(31_000)
    expect(button).to_contain_text("Next step")
    page.get_by_role("button", name="Save routine").click()

    log = saved(page)
    assert (log.outcome, log.sets.count()) == ("changed", 1)


def test_short_stretches_are_counted_down_on_both_sides(open_log, maya, today):
    """AIS: ten times two seconds there and two back, forty seconds a side."""
    page = open_log(builders.routine_session(maya, today))
    page.clock.install()
    button, left = page.locator("[data-hold-go]"), page.locator(".ringbox [data-seconds]")
    for _ball in range(2):
        page.get_by_role("button", name="Skip").click()

    expect(page.locator("[data-step-name]")).to_have_text("AIS calf")
    expect(left).to_have_text("10")
    expect(page.locator(".ringbox [data-unit]")).to_have_text("times")
    expect(page.get_by_role("button", name="It let go")).to_be_hidden()
    button.click()
    page.clock.run_for(9_000)
    expect(left).to_have_text("8")
    page.clock.run_for(32_000)
    expect(button).to_contain_text("Other side")
    button.click()
    page.clock.run_for(41_000)
    expect(button).to_contain_text("Next step")
    page.get_by_role("button", name="Save routine").click()

    log = saved(page)
    assert [row.exercise.name for row in log.sets.all()] == ["AIS calf"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "build",
    [
        builders.session,
        builders.strength_session,
        builders.hills_session,
        builders.intervals_session,
        builders.race_session,
        builders.routine_session,
        builders.treatment_session,
    ],
    ids=lambda build: build.__name__,
)
def test_every_log_is_open_to_everybody(open_log, phone, maya, today, build, scheme):
    phone.emulate_media(color_scheme=scheme)
    page = open_log(build(maya, today))

    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_saved_log_and_a_refused_one_are_open_to_everybody(open_log, maya, today):
    session = builders.strength_session(maya, today)
    page = open_log(session)
    page.get_by_role("button", name="Finish the session here").click()
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_text("How was the whole session? Choose a number")).to_be_in_viewport()
    clean(page)
    page.get_by_text("6, between hard and very hard").check(force=True)
    page.get_by_label("Minutes in all").fill("many")
    page.get_by_role("button", name="Save session").click()

    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    clean(page)
    page.get_by_label("Minutes in all").fill("40")
    page.get_by_role("button", name="Save session").click()
    assert saved(page).outcome == "done"
    clean(page)


def two_exercises(maya, today):
    session = builders.strength_session(maya, today)
    builders.line(session, 5, exercise=builders.exercise("Bridge"), sets=1, reps_min=10)
    return session


def test_an_exercise_is_skipped_says_so_and_can_be_taken_back(open_log, maya, today):
    page = open_log(two_exercises(maya, today))
    page.get_by_role("button", name="Skip this one").click()
    expect(page.get_by_text("Skipped. None of its sets counts.").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=re.compile(r"^Left \d"))).to_be_visible()

    page.get_by_role("button", name="Skip this one").click()
    page.get_by_role("button", name="Finish the session here").click()
    page.get_by_text("6, between hard and very hard").check(force=True)
    page.get_by_role("button", name="Save session").click()

    log = saved(page)
    assert set(log.sets.values_list("exercise__name", flat=True)) == {"Bridge"}
    assert log.outcome == "changed"


def test_an_exercise_is_done_later_and_stays_there_after_a_reload(open_log, maya, today):
    page = open_log(two_exercises(maya, today))
    shown = page.locator("[data-exercise]:not([hidden])")
    expect(shown.locator(".eyebrow")).to_have_text("1 of 2")
    expect(page.get_by_role("button", name="Do it earlier")).to_be_disabled()

    page.get_by_role("button", name="Do it later").click()
    expect(shown.locator(".eyebrow")).to_have_text("2 of 2")
    page.reload()

    expect(shown.get_by_role("heading", level=2)).to_have_text("Bridge")
    expect(shown.locator(".eyebrow")).to_have_text("1 of 2")


def test_what_is_tapped_in_a_set_is_large_enough_for_a_gloved_thumb(open_log, maya, today):
    page = open_log(builders.strength_session(maya, today))
    page.get_by_role("button", name=re.compile(r"^Left \d")).click()
    page.get_by_role("button", name=re.compile(r"^Right \d")).click()

    sizes = page.locator(".set button:visible, .order button:visible, .rest button:visible")
    boxes = [each.bounding_box() for each in sizes.all()]
    assert len(boxes) > 8
    assert [box for box in boxes if min(box["height"], box["width"]) < 64] == []


def test_a_superset_takes_turns_and_rests_after_the_round(open_log, maya, today):
    """Ball, then squat and lunge in turn: one tap a set here, for neither has sides."""
    page = open_log(builders.superset_session(maya, today))
    name, rest = page.locator(".exname:visible"), page.locator("aside.rest")
    done = page.locator(".side:visible")
    expect(page.locator(".eyebrow:visible").first).to_contain_text("Release")
    done.click()
    page.get_by_role("button", name="Next: squat").click()
    expect(page.get_by_text("In turn with lunge. Rest after the round.")).to_be_visible()

    done.click()
    expect(name).to_have_text("Lunge")
    expect(rest).to_be_hidden()
    done.click()
    expect(name).to_have_text("Squat")
    expect(rest.locator(".time")).to_have_text(re.compile("59|1:00"))
    done.click()
    page.get_by_role("button", name="Next: lunge").click()
    done.click()

    expect(page.get_by_role("button", name="Finish the session", exact=True)).to_be_visible()


def test_a_superset_goes_on_where_it_was_after_a_reload(open_log, maya, today):
    page = open_log(builders.superset_session(maya, today))
    page.locator(".side:visible").click()
    page.get_by_role("button", name="Next: squat").click()
    page.locator(".side:visible").click()

    page.reload()

    expect(page.locator(".exname:visible")).to_have_text("Lunge")


def test_what_was_skipped_does_not_look_done(open_log, maya, today):
    page = open_log(builders.superset_session(maya, today))
    page.get_by_role("button", name="Skip this one").click()

    bars = page.locator("[data-progress] i")
    expect(bars.first).to_have_class("skipped")
    expect(page.locator("[data-progress] .done")).to_have_count(0)


def test_a_log_whose_script_never_arrives_shows_the_whole_form_by_itself(
    context, open_log, maya, today
):
    context.route("**/athlete_log*.js", lambda route: route.fulfill(body=""))
    page = open_log(builders.superset_session(maya, today))

    second = page.locator("[data-exercise]").nth(1)
    expect(second).to_be_visible(timeout=8000)
    expect(second.get_by_label("Set 1", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Save session")).to_be_visible()


def test_what_is_below_is_not_drawn_before_the_first_card(open_log, phone, maya, today):
    phone.add_init_script("""addEventListener("DOMContentLoaded", () => {
      window.drawn = [...document.querySelectorAll("[data-exercise]")].map((each) => each.checkVisibility());
    })""")
    page = open_log(builders.superset_session(maya, today))
    expect(page.get_by_role("heading", level=3)).to_have_count(1)

    assert page.evaluate("drawn") == [True, False, False]
