"""People with their phone in hand, on a Wednesday morning at half past seven."""

from contextlib import contextmanager

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW

BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def morning():
    """The clock stands at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def phone(morning):
    """`phone(maya)` is a browser that she is signed in with."""

    def signed_in(person) -> Browser:
        browser = Browser()
        browser.force_login(getattr(person, "user", None) or person)
        return browser

    return signed_in


@contextmanager
def counted():
    """Statements that ask or write something, without what brackets them."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].lstrip().upper().startswith(BRACKETS)
    ]


@pytest.fixture
def sql():
    return counted
