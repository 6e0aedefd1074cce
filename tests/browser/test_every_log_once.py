"""Entries over a bad line, killed browsers, lost sign-ins and sign-outs: each is on the server, once.

A real profile on disk, and a browser that is killed with -9. Of what is sent a third fails: half never
arrives, half arrives and its reply is lost. `OFFLINE_ENTRIES=200` makes it two hundred: about five minutes.
"""

import os
import random
import shutil
import subprocess
import time
from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from clients.models import Comment, SessionLog
from tests.browser.offline import WAITING, sign_in, until
from tests.conftest import CHROMIUM_ARGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTRIES = int(os.environ.get("OFFLINE_ENTRIES", "40"))
FAILS = 0.3
SIGN_OUTS = 1 + ENTRIES // 20
MOST_TRIES = 2 * ENTRIES  # a browser that is killed may not come to the tap itself
WRITE = """(words) => new Promise((done) => {
  const form = document.querySelector("form[data-outbox]");
  form.addEventListener("kept", done);
  if (form.elements.body) form.elements.body.value = words;
  else {
    form.querySelector("[name=pick][value='30']").checked = true;
    form.querySelector("[name=effort][value='3']").checked = true;
    form.elements.comment.value = words;
  }
  form.requestSubmit();
})"""


SIGN_OUT = """() => document.querySelector("form[action='/accounts/logout/']").requestSubmit()"""


class Phone:
    """One profile, and the browser that runs on it just now."""

    def __init__(self, playwright, executable, profile, live_server, person):
        self.playwright, self.executable, self.profile = playwright, executable, profile
        self.server, self.person = live_server, person
        self.sign_ins = []
        self.signed_out = 0
        self.chance = random.Random(200)
        self.line_is_bad = True
        self.start()

    def start(self):
        port = self.profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [self.executable, *CHROMIUM_ARGS, "--headless=new", "--remote-debugging-port=0",
             f"--user-data-dir={self.profile}", "about:blank"],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while not (port.exists() and port.read_text().count("\n")):
            time.sleep(0.05)
        address = f"http://127.0.0.1:{port.read_text().split()[0]}"
        self.context = self.playwright.chromium.connect_over_cdp(address).contexts[0]
        self.context.route("**/*", self.answer)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.sign_in()

    def sign_in(self):
        """One of the sessions that were made before: the test writes nothing while the server does."""
        if not self.sign_ins:
            for _again in range(SIGN_OUTS + 1):
                sign_in(self.context, self.server, self.person)
                self.sign_ins.append(self.context.cookies())
        self.context.add_cookies(self.sign_ins[0])

    def sign_out(self):
        """By the button under Me, until the server has heard it, and in again."""
        for _again in range(30):
            with suppress(Error):
                self.page.goto(self.server.url + reverse("clients:settings"))
                if "/accounts/login/" in self.page.url:
                    break
                with self.page.expect_navigation(timeout=40_000):
                    self.page.evaluate(SIGN_OUT)
                    with suppress(Error):  # where nothing waits, it has left already
                        self.page.get_by_text("Tap once more to sign out").wait_for(timeout=20_000)
                        self.page.evaluate(SIGN_OUT)
        assert "/accounts/login/" in self.page.url
        self.signed_out += 1
        self.sign_ins.pop(0)
        self.sign_in()

    def answer(self, route):
        """A reply that comes after the browser was killed finds nobody."""
        luck = self.chance.random() if route.request.method == "POST" and self.line_is_bad else 1
        with suppress(Error):
            if luck >= FAILS:
                route.continue_()
                return
            if luck >= FAILS / 2:
                route.fetch(max_redirects=0)
            route.abort()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def open(self, name, *args):
        """Open a page, and wait for its form. The page before may be leaving by itself meanwhile."""
        for _again in range(5):
            with suppress(Error):
                self.page.goto(self.server.url + reverse(f"clients:{name}", args=args))
                if name == "today" or self.page.query_selector("form[data-outbox]"):
                    return

    def write(self, words):
        """True once the phone has it. The reply may come at once and take the page along: then nobody knows."""
        with suppress(Error):
            self.page.evaluate(WRITE, words)
            return True
        return False


@pytest.fixture
def phone(playwright, browser_type_launch_args, live_server, maya, tmp_path):
    executable = browser_type_launch_args["executable_path"]
    phone = Phone(playwright, executable, tmp_path, live_server, maya)
    yield phone
    phone.kill()
    shutil.rmtree(tmp_path, ignore_errors=True)


def trouble(phone, number):
    """What happens after an entry: a killed browser, a line that comes back, a sign-out, a new sign-in."""
    if number % 25 == 24:
        phone.kill()
        phone.start()
    phone.context.set_offline(False)
    if number % 20 == 12 and len(phone.sign_ins) > 1:
        phone.sign_out()
    if number % 50 == 20:
        phone.sign_in()


def all_is_sent(phone):
    """Whether nothing waits on the phone, once its page has been opened and looked at for a while."""
    phone.open("today")
    with suppress(AssertionError):
        until(phone.page, lambda: phone.page.evaluate(WAITING) == [], seconds=15)
        return True
    return False


def test_every_entry_arrives_once(phone):
    kept, number = set(), -1
    while len(kept) < ENTRIES and number < MOST_TRIES:
        number += 1
        if number % 4 == 0:
            phone.open("log_kind", "run")
        else:
            phone.open("notes")
        if number % 10 == 5:
            phone.context.set_offline(True)
        if number % 50 == 20:
            phone.context.clear_cookies(name="sessionid")
        if phone.write(f"Entry {number}"):
            kept.add(f"Entry {number}")
        trouble(phone, number)

    phone.line_is_bad = False
    assert any(all_is_sent(phone) for _again in range(5))

    phone.kill()
    time.sleep(2)  # the server finishes what it was asked
    arrived = [
        *Comment.objects.values_list("body", flat=True),
        *SessionLog.objects.values_list("comment", flat=True),
    ]
    assert len(arrived) == len(set(arrived))
    assert kept <= set(arrived)
    assert len(kept) == ENTRIES
    assert phone.signed_out
