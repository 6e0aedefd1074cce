"""The cast and the house that every test may use."""

import os
import shutil
import threading
import time
import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection

from clients import touches
from coachapp.lib.keeping import Kept
from tests import builders
from tests.mail_server import MailServer

# Wednesday 25 November 2026, 07:30 in Berlin.
NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 25)

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def robin(db):
    """A coach who keeps two easy days between hard ones, at least."""
    return builders.coach("Robin", floor=2, wish=2)


@pytest.fixture
def alex(db):
    """Another coach, so that isolation can be seen."""
    return builders.coach("Alex", floor=1, wish=2)


@pytest.fixture
def maya(robin):
    """Robin's athlete, with an account and health consent."""
    return builders.client(robin, "Maya")


@pytest.fixture
def jonas(robin):
    return builders.client(robin, "Jonas")


@pytest.fixture
def ines(alex):
    """Alex's athlete: a stranger to Robin and Maya."""
    return builders.client(alex, "Ines")


@pytest.fixture
def operator(db):
    return builders.user("Operator", is_superuser=True)


@pytest.fixture
def mail_server(settings):
    """A real mail server; its answers can be turned bad."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 1
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    exe = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not exe:
        if os.environ.get("CI"):
            pytest.fail("CI must install chromium")
        pytest.skip("no chromium")
    return {**browser_type_launch_args, "executable_path": exe, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Pages come from the server. The tests of the phone without signal ask for their worker."""
    return {**browser_context_args, "service_workers": "block"}


class InFlight:
    """How many requests this process is answering."""

    def __init__(self) -> None:
        self.count, self._lock = 0, threading.Lock()
        request_started.connect(self.one_more)
        request_finished.connect(self.one_less)

    def one_more(self, **_said) -> None:
        with self._lock:
            self.count += 1

    def one_less(self, **_said) -> None:
        with self._lock:
            self.count -= 1


@pytest.fixture(scope="session")
def in_flight():
    return InFlight()


@pytest.fixture(autouse=True)
def _the_server_is_done(request):
    """What a page asks for in the background is answered before the rows under it are thrown away."""
    if "live_server" not in request.fixturenames:
        yield
        return
    asked = request.getfixturevalue("in_flight")
    request.getfixturevalue("transactional_db")  # it goes after this
    before = asked.count
    yield
    for _ in range(250):
        if asked.count <= before:
            break
        time.sleep(0.02)


@pytest.fixture(scope="session", autouse=True)
def _orm_under_playwright():
    # Playwright's sync API keeps an event loop in the main thread; Django would refuse the ORM there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The engine has been asked once what it can do and notes, so that no test counts these questions."""
    with django_db_blocker.unblock():
        _ = connection.features.supports_json_field
        assert touches.are_noted()


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What a test before worked out is no help: each begins as a process that has just started."""
    for kept in Kept.everywhere:
        kept.forget()


@pytest.fixture
def fresh_limits(settings):
    """Nobody has asked the API anything in the last minute."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    fast = {"BACKEND": memory, "LOCATION": str(uuid.uuid4())}
    settings.CACHES = settings.CACHES | {"fast": fast}
