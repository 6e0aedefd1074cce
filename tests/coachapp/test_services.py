"""The compose file's own commands against a real PostgreSQL and Redis: everything comes up, and gets over an outage."""

import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid

import psycopg
import pytest

from tests import machine
from tests.door import Door

pytestmark = [pytest.mark.services, pytest.mark.processes]

SERVERS = ({"host": "127.0.0.1", "user": "postgres"}, {"host": "/var/run/postgresql"})
REDIS = "redis://127.0.0.1:6379/9"
PATIENCE_S = 90
AS_BEHIND_A_PROXY = {"Host": machine.HOST, "X-Forwarded-Proto": "https"}


def server() -> dict[str, str]:
    """How to reach a PostgreSQL of this machine."""
    for how in SERVERS:
        try:
            psycopg.connect(dbname="postgres", connect_timeout=3, **how).close()
        except psycopg.OperationalError:
            continue
        return how
    if os.environ.get("CI"):
        pytest.fail("CI must start PostgreSQL")
    pytest.skip("no PostgreSQL answers")


@pytest.fixture
def database():
    """A database of its own, dropped afterwards."""
    how, name = server(), f"coachapp_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(dbname="postgres", autocommit=True, **how) as own:
        own.execute(f"CREATE DATABASE {name}")
        yield how | {"dbname": name}
        own.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def door(database):
    """What the house reaches the database through."""

    def connect() -> socket.socket:
        if not database["host"].startswith("/"):
            return socket.create_connection((database["host"], 5432))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{database['host']}/.s.PGSQL.5432")
        return far

    door = Door(connect)
    yield door
    door.close()


@pytest.fixture
def environment(database, door, tmp_path_factory):
    """What the compose file sets, with this machine's servers in place of the containers."""
    folder = tmp_path_factory.mktemp("house")
    user = database.get("user") or os.environ.get("USER", "root")
    return machine.compose()["web"]["environment"] | {
        "PATH": machine.TOOLS,
        "VAR_DIR": str(folder),
        "STATIC_ROOT": str(machine.collect(folder)),
        "DATABASE_URL": f"postgres://{user}@127.0.0.1:{door.port}/{database['dbname']}",
        "CELERY_BROKER_URL": REDIS,
        "CACHE_URL": REDIS,
        "HOSTNAME": socket.gethostname(),
    }


class Running:
    """One service's process, with what it wrote."""

    def __init__(self, command: list[str], environment: dict[str, str], log: pathlib.Path) -> None:
        self.log = log
        self.process = subprocess.Popen(
            command,
            cwd=machine.ROOT,
            env=environment,
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def house(environment, tmp_path_factory):
    """Migrated, with web, worker and beat running. Gives the port of the web."""
    logs, compose = tmp_path_factory.mktemp("logs"), machine.compose()
    migrate = subprocess.run(
        compose["migrate"]["command"],
        cwd=machine.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert migrate.returncode == 0, migrate.stderr
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    commands = {name: compose[name]["command"] for name in ("worker", "beat")}
    commands["beat"] = in_place_of(commands["beat"], "/tmp/beat-schedule", str(logs / "beat"))
    commands["web"] = in_place_of(machine.image("CMD"), "0.0.0.0:8000", f"127.0.0.1:{port}")
    running = {
        name: Running(command, environment, logs / f"{name}.log")
        for name, command in commands.items()
    }
    yield port, running
    for each in running.values():
        each.end()


def in_place_of(command: list[str], old: str, new: str) -> list[str]:
    assert old in command
    return [new if word == old else word for word in command]


def ask(port: int, path: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=AS_BEHIND_A_PROXY)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


def until(what, patience_s: float = PATIENCE_S):
    """Wait for `what` to give something true."""
    last = time.monotonic() + patience_s
    while not (found := what()):
        assert time.monotonic() < last, "waited in vain"
        time.sleep(0.3)
    return found


def test_the_house_comes_up_is_healthy_and_gets_over_an_outage(house, database, environment, door):
    """One test of four steps: starting the house is most of its time."""
    port, running = house
    everything_comes_up_and_the_worker_does_its_rounds(port, running, database)
    the_health_checks_of_the_files_pass(port, environment)
    an_outage_is_short_and_clean_and_needs_no_restart(port, door)
    the_access_log_holds_the_page_and_not_the_key(port, running["web"].log)


def everything_comes_up_and_the_worker_does_its_rounds(port, running, database):
    until(lambda: ask(port, "/readyz")[0] == 200)

    status, page = ask(port, "/accounts/login/")
    assert status == 200 and "css/site." in page

    def rounds():
        with psycopg.connect(**database) as own:
            return len(own.execute("SELECT name FROM clients_heartbeat").fetchall()) == 2

    until(rounds)
    assert all(each.process.poll() is None for each in running.values())


def the_health_checks_of_the_files_pass(port, environment):
    web = [word.replace(":8000/", f":{port}/") for word in machine.image("HEALTHCHECK")]
    worker = machine.compose()["worker"]["healthcheck"]["test"][1].replace("$$", "$")

    def passes(command) -> bool:
        run = subprocess.run(
            command,
            cwd=machine.ROOT,
            env=environment,
            capture_output=True,
            shell=isinstance(command, str),
            check=False,
        )
        return run.returncode == 0

    assert passes(web)
    until(lambda: passes(worker))


def an_outage_is_short_and_clean_and_needs_no_restart(port, door):
    door.shut()
    try:
        began = time.monotonic()
        status, page = ask(port, "/join/a-key-that-nobody-made/")
        took_s = time.monotonic() - began
        ready = ask(port, "/readyz")
    finally:
        door.open = True

    assert status == 503 and "Nothing that was saved is lost" in page
    assert took_s < 15
    assert ready[0] == 503 and '"database": false' in ready[1]
    until(lambda: ask(port, "/readyz")[0] == 200, patience_s=30)


def the_access_log_holds_the_page_and_not_the_key(port, log):
    ask(port, "/unsubscribe/a-key-for-ever/")
    until(lambda: "/unsubscribe/" in log.read_text())
    assert "a-key-for-ever" not in log.read_text()
