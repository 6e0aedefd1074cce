"""The page about the API keeps to the strict policy of every other page."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.browser


def test_the_api_is_readable_under_the_strict_policy(live_server, page, fresh_limits):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    answer = page.goto(live_server.url + reverse("api:docs"))

    page.get_by_text("/api/v1/sessions/{code}/log/").first.wait_for(timeout=30_000)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not [line for line in said if "Content Security Policy" in line or "Error" in line], said
