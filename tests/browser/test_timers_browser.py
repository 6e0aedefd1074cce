"""Timers with a phone in hand: they run from end times, say what becomes of the screen, and can be quiet."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import builders
from tests.browser.test_log_browser import (  # noqa: F401
    browser_context_args,
    open_log,
    phone,
    today,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REFUSES = """
Object.defineProperty(navigator, "wakeLock", {
  value: { request: async () => { throw new DOMException("no", "NotAllowedError"); } },
});
"""
GRANTS = """
window.locks = [];
Object.defineProperty(navigator, "wakeLock", {
  value: { request: async () => { locks.push("on"); return { release: async () => locks.push("off") }; } },
});
"""
TONES = """
window.tones = 0;
const make = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { tones += 1; return make.call(this); };
"""
SLEPT = """
Object.defineProperty(document, "hidden", { value: false, configurable: true });
document.dispatchEvent(new Event("visibilitychange"));
"""


@pytest.fixture
def strength(phone, open_log, maya, today):  # noqa: F811
    """The squats, with a clock that the test moves, on a phone that grants the screen."""

    def strength(screen=GRANTS):
        phone.add_init_script(screen + TONES)
        phone.clock.install()
        phone.clock.pause_at(timezone.now() + timedelta(seconds=5))
        return open_log(builders.strength_session(maya, today))

    return strength


def screen_is(page, asked):
    """What the phone was asked for, in order: the screen on, off."""
    for _wait in range(50):
        if page.evaluate("locks.join()") == asked:
            return
        time.sleep(0.05)
    assert page.evaluate("locks.join()") == asked


def one_set(page):
    page.get_by_role("button", name=re.compile(r"^Left \d")).click()
    page.get_by_role("button", name=re.compile(r"^Right \d")).click()


def test_the_clock_fills_in_minutes_that_nobody_typed_and_leaves_those_that_somebody_did(strength):
    page = strength()
    minutes = page.locator("[name=minutes]")
    one_set(page)
    page.clock.fast_forward(1_500_000)
    page.get_by_role("button", name="Finish the session here").click()
    expect(minutes).to_have_value("25")

    minutes.fill("33")
    page.clock.run_for(1_000)
    page.reload()
    page.clock.fast_forward(600_000)
    page.get_by_role("button", name="Finish the session here").click()

    expect(minutes).to_have_value("33")


def test_the_rest_is_right_as_soon_as_a_phone_that_slept_is_looked_at(strength):
    """The clock jumps a minute, and no timer of the page has run: only being looked at."""
    page = strength()
    one_set(page)
    timer = page.locator("aside.rest .time")
    expect(timer).to_have_text("1:15")

    page.clock.set_system_time(page.evaluate("Date.now() / 1000 + 60"))
    page.evaluate(SLEPT)

    assert timer.text_content() == "15"


def test_a_rest_that_ended_while_the_phone_slept_counts_up_from_its_end(strength):
    page = strength()
    one_set(page)

    page.clock.set_system_time(page.evaluate("Date.now() / 1000 + 80"))
    page.evaluate(SLEPT)

    expect(page.locator("aside.rest .time")).to_have_text("+5")
    expect(page.get_by_text("Ready when you are")).to_be_visible()


def test_the_rest_bar_says_until_when(strength):
    page = strength()
    one_set(page)
    until = page.locator("[data-until]")
    clock = "new Date(Date.now() + %d).toTimeString().slice(0, 8)"

    expect(until).to_have_text(f"until {page.evaluate(clock % 75000)}")
    page.get_by_role("button", name="15 seconds more").click()
    expect(until).to_have_text(f"until {page.evaluate(clock % 90000)}")


def test_the_screen_stays_on_while_the_rest_runs_and_no_longer(strength):
    page = strength()
    expect(page.get_by_text("The screen stays on while a timer runs.")).to_be_visible()
    one_set(page)
    screen_is(page, "on")

    page.clock.run_for(76_000)

    screen_is(page, "on,off")


def test_the_screen_is_asked_for_again_when_the_page_comes_back(strength):
    page = strength()
    one_set(page)
    screen_is(page, "on")

    page.evaluate(SLEPT)

    screen_is(page, "on,off,on")


def test_a_phone_that_refuses_to_keep_the_screen_on_says_so(strength):
    page = strength(REFUSES)
    one_set(page)

    expect(page.get_by_text("This phone may turn the screen off.")).to_be_visible()
    expect(page.get_by_text("The screen stays on")).to_have_count(0)


def test_the_end_of_the_rest_sounds_and_the_switch_is_remembered(strength):
    page = strength()
    one_set(page)
    page.clock.run_for(76_000)
    assert page.evaluate("tones") == 2

    page.get_by_role("button", name="Sound on").click()
    one_set(page)
    page.clock.run_for(76_000)
    assert page.evaluate("tones") == 2

    page.reload()
    expect(page.get_by_role("button", name="Sound off")).to_be_visible()


def test_with_reduced_motion_only_the_seconds_count(phone, open_log, maya, today):  # noqa: F811
    phone.emulate_media(reduced_motion="reduce")
    page = open_log(builders.strength_session(maya, today))
    one_set(page)

    expect(page.locator("aside.rest .time")).to_be_visible()
    expect(page.locator(".rest__track")).not_to_be_visible()


def test_a_ball_hold_that_ended_while_the_phone_slept_is_over(phone, open_log, maya, today):  # noqa: F811
    page = open_log(builders.routine_session(maya, today))
    page.clock.install()
    button = page.locator("[data-hold-go]")
    button.click()

    page.clock.fast_forward(60_000)

    expect(page.locator(".ring + .time [data-seconds]")).to_have_text("0")
    expect(button).to_contain_text("Other side")


def test_the_walk_down_counts_from_the_end_of_a_rep_that_ran_out_asleep(
    phone,  # noqa: F811
    open_log,  # noqa: F811
    maya,
    today,  # noqa: F811
):
    page = open_log(builders.hills_session(maya, today))
    page.clock.install()
    page.get_by_role("button", name=re.compile("^Go")).click()

    page.clock.fast_forward(60_000)
    page.clock.run_for(100)

    expect(page.locator("[data-what]")).to_have_text("Walk back down")
    expect(page.locator("[data-way=screen] [data-time]")).to_have_text("40")


def test_in_the_pocket_the_walk_counts_from_the_end_of_the_rep(phone, open_log, maya, today):  # noqa: F811
    page = open_log(builders.hills_session(maya, today))
    page.clock.install()
    page.get_by_role("button", name="In the pocket").click()
    page.get_by_role("button", name=re.compile("^Start")).click()
    page.clock.run_for(10_500)

    page.clock.fast_forward(60_000)
    page.clock.run_for(500)

    left = page.locator("[data-pocket-what]").text_content()
    assert left in {"1:19", "1:20"}


@pytest.fixture
def run_walk(phone, open_log, maya, today):  # noqa: F811
    """Five minutes of walking, then twice a minute of running and two of walking."""

    def run_walk(screen=GRANTS):
        phone.add_init_script(screen + TONES)
        phone.clock.install()
        phone.clock.pause_at(timezone.now() + timedelta(seconds=5))
        return open_log(builders.run_walk_session(maya, today))

    return run_walk


def test_a_run_walk_leads_through_its_pieces_and_says_what_comes_next(run_walk):
    page = run_walk()
    what, clock = page.locator("[data-what]"), page.locator("[data-run-walk] [data-time]")
    expect(what).to_have_text("Warm up")
    expect(clock).to_have_text("5:00")

    page.get_by_role("button", name="Start").click()
    page.clock.run_for(301_000)
    expect(what).to_have_text("Run, 1 of 2")
    expect(clock).to_have_text("59")
    expect(page.get_by_text("then walk for 2:00")).to_be_visible()
    page.clock.run_for(60_000)
    expect(what).to_have_text("Walk")


def test_a_run_walk_is_right_as_soon_as_a_phone_that_slept_is_looked_at(run_walk):
    """The clock jumps six minutes and ten seconds, and no timer of the page has run."""
    page = run_walk()
    page.get_by_role("button", name="Start").click()

    page.clock.set_system_time(page.evaluate("Date.now() / 1000 + 370"))
    page.evaluate(SLEPT)

    assert page.locator("[data-what]").text_content() == "Walk"
    assert page.locator("[data-run-walk] [data-time]").text_content() == "1:50"


def test_a_run_walk_that_ended_asleep_is_over_with_its_minutes_and_its_times(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()

    page.clock.fast_forward(3_600_000)
    page.clock.run_for(300)

    expect(page.locator("[data-what]")).to_have_text("That was it.")
    expect(page.locator("[name=minutes]")).to_have_value("11")
    expect(page.locator("[name=rounds]")).to_have_value("2")


def test_a_run_walk_pauses_and_carries_on_where_it_was(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(10_000)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)

    page.get_by_role("button", name="Carry on").click()
    page.clock.run_for(5_000)

    expect(page.locator("[data-run-walk] [data-time]")).to_have_text("4:45")


def test_stopping_a_run_walk_early_counts_what_was_run(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(370_000)
    page.get_by_role("button", name="That is enough").click()

    expect(page.locator("[name=rounds]")).to_have_value("1")
    expect(page.locator("[name=minutes]")).to_have_value("6")
    expect(page.get_by_role("button", name="Save run")).to_be_visible()


def test_while_a_run_walk_runs_nothing_is_saved_by_a_stray_tap(run_walk):
    page = run_walk()
    save = page.get_by_role("button", name="Save run")
    expect(save).to_be_visible()

    page.get_by_role("button", name="Start").click()
    expect(save).to_be_hidden()
    page.get_by_role("button", name="Pause").click()
    expect(save).to_be_hidden()
    page.clock.fast_forward(3_600_000)
    page.get_by_role("button", name="Carry on").click()
    page.clock.fast_forward(3_600_000)
    page.clock.run_for(300)
    expect(save).to_be_visible()


def test_what_is_tapped_on_a_run_walk_is_large_enough_for_a_gloved_thumb(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()

    sizes = page.locator("[data-run-walk] button:visible")
    boxes = [each.bounding_box() for each in sizes.all()]
    assert len(boxes) > 3
    assert [box for box in boxes if min(box["height"], box["width"]) < 64] == []


def test_a_run_walk_sounds_long_to_run_and_twice_to_walk_unless_the_sound_is_off(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(290_000)
    before = page.evaluate("tones")
    page.clock.run_for(11_000)
    assert page.evaluate("tones") == before + 3 + 1  # three soft ticks, then one long

    page.get_by_role("button", name="Sound on").click()
    page.clock.run_for(60_000)
    assert page.evaluate("tones") == before + 3 + 1


def test_the_screen_stays_on_while_a_run_walk_runs_and_no_longer(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()
    screen_is(page, "on")

    page.get_by_role("button", name="That is enough").click()
    screen_is(page, "on,off")


def test_a_phone_that_refuses_the_screen_says_so_on_a_run_walk(run_walk):
    page = run_walk(REFUSES)
    page.get_by_role("button", name="Start").click()

    expect(page.get_by_text("This phone may turn the screen off.")).to_be_visible()


def test_a_run_walk_goes_on_after_its_page_was_closed(run_walk):
    page = run_walk()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(310_000)

    page.reload()
    page.clock.run_for(20_000)

    expect(page.locator("[data-what]")).to_have_text("Run, 1 of 2")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_run_walk_that_nobody_planned_is_chosen_counted_and_told(phone, live_server, maya):  # noqa: F811
    phone.add_init_script(GRANTS + TONES)
    phone.clock.install()
    phone.clock.pause_at(timezone.now() + timedelta(seconds=5))
    phone.goto(f"{live_server.url}/log/run_walk/")
    expect(phone.get_by_text("34 minutes in all")).to_be_visible()

    phone.get_by_role("button", name="Run longer").click()
    phone.get_by_label("Times to run").fill("2")
    expect(phone.get_by_text("17 minutes in all")).to_be_visible()
    phone.get_by_role("button", name="Start").click()
    expect(phone.get_by_label("Times to run")).to_be_hidden()
    phone.clock.run_for(301_000)
    expect(phone.locator("[data-run-walk] [data-time]")).to_have_text("1:29")

    phone.reload()
    phone.clock.run_for(100_000)
    expect(phone.locator("[data-what]")).to_have_text("Walk")
    phone.clock.fast_forward(3_600_000)
    phone.clock.run_for(300)
    expect(phone.locator("[name=minutes]")).to_have_value("17")
    expect(phone.locator("[name=comment]")).to_have_value("2 × (1.5 min run, 2 min walk)")


def test_numbers_that_are_none_leave_a_run_walk_that_can_be_run(phone, live_server, maya):  # noqa: F811
    phone.goto(f"{live_server.url}/log/run_walk/")

    for typed in ("", "two", "-3", "0"):
        phone.get_by_label("Minutes to run").fill(typed)
        expect(phone.get_by_text("30 minutes in all")).to_be_visible()
    phone.get_by_label("Minutes to run").fill("1,5")
    expect(phone.get_by_text("38 minutes in all")).to_be_visible()
