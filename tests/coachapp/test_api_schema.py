"""The published schema is true: whatever fits it, or nearly, is answered as it says, and never with a failure."""

import hypothesis
import pytest
import schemathesis
import time_machine
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import reverse
from schemathesis import checks

from coachapp import tokens
from coachapp.models import ApiToken
from tests import builders
from tests.conftest import NOW, TODAY

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def house(maya, robin, settings, fresh_limits):
    """Maya's week, a plan of Robin's, and room for as many requests as somebody likes to make."""
    limits = {"reads": None, "writes": None, "guesses": None}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": limits}
    builders.modality()
    builders.plan(robin)
    # These requests go past Django's test client; theirs would end the connection that the test's rows live in.
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    with time_machine.travel(NOW, tick=False):
        yield {
            "session": builders.strength_session(maya, TODAY),
            "client": maya,
        }
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.mark.parametrize("who", ["athlete", "coach"])
def test_every_operation_keeps_to_the_schema(house, maya, who):
    """Whatever fits the schema about rows that are there is answered as the schema says."""
    person = maya.user if who == "athlete" else maya.coach
    key = tokens.make(person, "any", ApiToken.Scope.WRITE, days=1, now=NOW)[1]
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 25

    for operation in operations:
        headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        try_out(operation, house, headers)


def try_out(operation, house, headers) -> None:
    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(
        max_examples=5,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def keeps_to_the_schema(case):
        if "code" in case.path_parameters:
            noun = "client" if "/clients/" in case.path else "session"
            case.path_parameters["code"] = str(house[noun].code)
        case.call_and_validate(headers=headers, checks=CHECKS)

    keeps_to_the_schema()


def test_the_schema_is_drawn_without_a_warning(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_the_schema_and_its_page_are_for_everybody(client, db, fresh_limits):
    schema = client.get(reverse("api:schema"))
    page = client.get(reverse("api:docs"))

    assert (schema.status_code, page.status_code) == (200, 200)
    assert b"<style" not in page.content and b"<script>" not in page.content
