"""Keys that ride in addresses are in no log: not in gunicorn's, not in ours."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config

from coachapp.access_log import MaskingLogger
from coachapp.lib.masking import MaskKeys, masked


@pytest.mark.parametrize(
    "room",
    ["join", "guardian", "act", "unsubscribe", "calendar", "guest", "accounts/password/reset/key"],
)
def test_a_key_in_an_address_is_blotted_out(room):
    assert masked(f"GET /{room}/s3cret.k-y_:x/ HTTP/1.1") == f"GET /{room}/[key]/ HTTP/1.1"


@pytest.mark.parametrize("path", ["/join/place/", "/sessions/1/", "/settings/tokens/", "/act/"])
def test_an_address_without_a_key_stays_readable(path):
    assert masked(path) == path


def test_gunicorn_writes_the_line_without_the_key():
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/act/s3cret/?from=mail",
        "PATH_INFO": "/act/s3cret/",
        "QUERY_STRING": "from=mail",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": "https://coach.example.org/join/s3cret/",
    }
    answer = SimpleNamespace(status="200 OK", sent=1, headers=())
    config = Config()

    atoms = MaskingLogger(config).atoms(answer, (), environ, timedelta())

    assert "s3cret" not in config.access_log_format % SafeAtoms(atoms)
    assert "/act/[key]/" in atoms["r"]


class SafeAtoms(dict):
    """As gunicorn fills its line in."""

    def __missing__(self, name):
        return "-"


def test_a_warning_of_ours_names_no_key():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/join/s3cret/"), None
    )
    MaskKeys().filter(record)
    assert record.getMessage() == "Not Found: /join/[key]/"


def test_every_handler_of_ours_masks():
    assert all("mask" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
