"""Starting for real: what is refused and with which sentence, and what the machine files promise."""

import json
import shutil
import subprocess

import pytest

from tests import machine
from tests.machine import PRODUCTION, manage

POSTGRES = "postgres://coachapp:pw@127.0.0.1:1/coachapp"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing, short or a development one"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing, short or a development one"),
        (
            {"SECRET_KEY": "django-insecure-" + PRODUCTION["SECRET_KEY"]},
            "SECRET_KEY is missing, short",
        ),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS=coach.example.org"),
        ({"ALLOWED_HOSTS": "*"}, "Set ALLOWED_HOSTS=coach.example.org"),
        ({"DATABASE_URL": POSTGRES}, "Set CELERY_BROKER_URL=redis://"),
        ({"DEBUG": "maybe"}, "DEBUG=maybe: use on or off."),
        ({"DB_POOL": "of", "DATABASE_URL": POSTGRES}, "DB_POOL=of: use on or off."),
    ],
)
def test_a_machine_that_would_lose_something_does_not_start(tmp_path, variables, sentence):
    start = manage("check", var=tmp_path, **PRODUCTION | variables)
    assert start.returncode != 0
    assert sentence in start.stderr


def test_every_fault_is_said_at_once(tmp_path):
    start = manage("check", var=tmp_path, DATABASE_URL=POSTGRES)
    for word in ("SECRET_KEY", "ALLOWED_HOSTS", "CELERY_BROKER_URL"):
        assert word in start.stderr


def test_the_deployment_check_is_clean(tmp_path):
    check = manage("check", "--deploy", "--fail-level", "INFO", var=tmp_path, **PRODUCTION)
    assert check.returncode == 0, check.stderr
    assert "no issues" in check.stdout + check.stderr


def test_the_example_of_all_variables_starts_as_it_stands(tmp_path):
    lines = (machine.ROOT / ".env.example").read_text().splitlines()
    names = [line.removesuffix("=") for line in lines if line and not line.startswith("#")]
    empty = dict.fromkeys(names, "") | {"DEBUG": "on"}
    assert len(names) > 10
    check = manage("check", **empty | {"var": tmp_path})
    assert check.returncode == 0, check.stderr


def test_what_the_browser_loads_is_collected_with_fingerprints(tmp_path):
    collected = machine.collect(tmp_path)
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    for needed in ("css/athlete.css", "js/athlete.js", "css/desk.css"):
        assert (collected / f"{names[needed]}.br").exists()


@pytest.fixture(scope="module")
def compose() -> dict:
    return machine.compose()


def test_the_compose_file_runs_the_whole_house(compose):
    assert set(compose) == {"web", "worker", "beat", "migrate", "postgres", "redis"}
    for name in ("web", "worker", "beat"):
        waits = compose[name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert waits["redis"]["condition"] == "service_healthy"
        assert compose[name]["restart"] == "unless-stopped"


def test_each_part_that_can_be_asked_is_asked_how_it_is(compose):
    assert "/healthz" in machine.image("HEALTHCHECK")[-1]
    assert not compose["web"].get("healthcheck", {}).get("disable")
    for name in ("worker", "postgres", "redis"):
        assert compose[name]["healthcheck"]["test"]


def test_no_secret_stands_in_the_compose_file_and_none_has_a_default(compose):
    text = (machine.ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL"):
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text
        assert f"${{{name}}}" not in text


def test_the_image_is_built_by_the_book():
    found = shutil.which("hadolint", path=machine.TOOLS)
    run = subprocess.run(
        [found, machine.ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


def test_the_image_runs_as_nobody_and_logs_no_keys():
    assert "\nUSER 10001\n" in (machine.ROOT / "Dockerfile").read_text()
    assert "coachapp.access_log.MaskingLogger" in machine.image("CMD")
