"""Today over a thin connection: what travels, counted in bytes as they travel."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

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

    assert len(parts) + 1 <= 8
    assert len(today_page.content) + sum(parts.values()) <= 50 * KIB
    assert sum(size for name, size in parts.items() if name.endswith(".js")) <= 15 * KIB


def test_the_second_visit_is_at_most_8_kib(today_page):
    assert len(today_page.content) <= 8 * KIB
