"""Today over a thin connection: what travels, counted in bytes as they travel."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from tests import builders

KIB = 1024
LOADED = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')


@pytest.fixture
def today_page(phone, maya, today):
    builders.hills_session(maya, today)
    builders.strength_session(maya, today)
    builders.session(maya, today)
    return phone(maya).get("/today/", HTTP_ACCEPT_ENCODING="gzip")


def parts_of(page) -> dict[str, int]:
    """Each style sheet, script and picture that the page loads, with its compressed size."""
    html = gzip.decompress(page.content).decode()
    folder = Path(settings.BASE_DIR) / "static"
    names = {name for name in LOADED.findall(html) if not name.startswith("css/print")}
    return {name: len(gzip.compress((folder / name).read_bytes())) for name in names}


def test_the_first_visit_to_today_is_at_most_50_kib_in_8_requests(today_page):
    parts = parts_of(today_page)

    assert len(parts) + len(("page", "manifest")) <= 8
    assert len(today_page.content) + sum(parts.values()) <= 50 * KIB
    assert sum(size for name, size in parts.items() if name.endswith(".js")) <= 15 * KIB


@pytest.mark.parametrize(
    ("build", "script"),
    [
        (builders.strength_session, "athlete_log"),
        (builders.routine_session, "athlete_log"),
        (builders.hills_session, "athlete_hills"),
        (builders.intervals_session, "athlete_quality"),
        (builders.run_walk_session, "athlete_run_walk"),
    ],
)
def test_a_log_page_loads_one_script_of_its_own_and_it_is_small(phone, maya, today, build, script):
    address = reverse("clients:log", args=[build(maya, today).code])
    parts = parts_of(phone(maya).get(address, HTTP_ACCEPT_ENCODING="gzip"))

    scripts = {name: size for name, size in parts.items() if name.endswith(".js")}
    assert list(scripts) == [f"js/{script}.js"]
    assert sum(scripts.values()) <= 15 * KIB


def test_the_second_visit_is_at_most_8_kib(today_page):
    assert len(today_page.content) <= 8 * KIB


def test_the_worker_comes_after_the_page_and_is_small(today_page, phone, maya):
    """It is asked for once the page is there, so it is counted apart: a file of 3 KiB, and its shell again."""
    html = gzip.decompress(today_page.content).decode()
    worker = phone(maya).get("/sw.js")

    assert "sw.js" not in html
    assert len(gzip.compress(worker.content)) <= 3 * KIB
    assert worker["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_a_file_that_has_not_changed_travels_as_a_head_without_a_body(rf):
    """Asked as a server asks: Django's test browser throws such a body away."""
    answered = []

    def ask(**headers) -> bytes:
        request = rf.get("/static/css/athlete.css", HTTP_ACCEPT_ENCODING="gzip", **headers)
        parts = WSGIHandler()(request.environ, lambda *head: answered.append(head))
        return b"".join(parts)

    assert ask()
    changed = dict(answered[0][1])["Last-Modified"]
    assert ask(HTTP_IF_MODIFIED_SINCE=changed) == b""
    assert answered[1][0] == "304 Not Modified"
