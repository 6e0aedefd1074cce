"""Real worker processes send a due reminder without anybody's help."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mail_server import MailServer

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[2]
MANAGE = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-A", "coachapp"]
WORKER = [*CELERY, "worker", "-P", "threads", "-c", "2", "-l", "INFO"]
WORKER += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
BEAT = [*CELERY, "beat", "-l", "INFO", "--pidfile="]
LOOP = [*MANAGE, "sendreminders", "--loop", "--every", "1"]
SOON_S = 40
STOPS_S = 15

DUE_NOW = """
from datetime import timedelta
from django.utils import timezone
from clients.models import Client, ScheduledSession, Wish
from coachapp.models import User

now = timezone.now()
today = now.date()
robin = User.objects.create(email="robin@demo.example", name="Robin", is_coach=True)

def runner(name):
    user = User.objects.create(email=f"{name}@demo.example", name=name)
    this_minute = now.time().replace(second=0, microsecond=0)
    Wish.objects.create(user=user, kind="morning", at=this_minute)
    client = Client.objects.create(coach=robin, user=user, name=name, status="active")
    ScheduledSession.objects.create(
        client=client, title="Tempo", kind="run", run_type="tempo", hardness="hard",
        day=today, first_day=today, sent_at=now - timedelta(days=3),
    )
    Client.objects.filter(pk=client.pk).update(next_look_at=now - timedelta(minutes=2))

runner("maya")
"""

MANY_MORE = """
for number in range(120):
    runner(f"runner{number}")
"""

CLAIM_RAN_OUT = """
from datetime import timedelta
from clients.models import OutgoingEmail

held = OutgoingEmail.objects.get(state="sending")
OutgoingEmail.objects.update(claimed_at=held.claimed_at - timedelta(minutes=10))
"""


class Machine:
    """A machine of its own: database, broker and mail server, and the processes that were started on it."""

    def __init__(self, folder: Path, server: MailServer) -> None:
        self.server = server
        self.logs = folder / "processes.log"
        self.running: list[subprocess.Popen] = []
        self.environment = os.environ | {
            "DEBUG": "on",
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'coachapp.sqlite3'}",
            "CELERY_BROKER_URL": "",
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        }

    def run(self, *words: str) -> None:
        done = subprocess.run(
            [*MANAGE, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    def start(self, command: list[str]) -> subprocess.Popen:
        with self.logs.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        self.running.append(process)
        return process

    def mail_comes(self) -> bool:
        give_up_at = time.monotonic() + SOON_S
        while not self.server.messages and time.monotonic() < give_up_at:
            time.sleep(0.2)
        return bool(self.server.messages)

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(STOPS_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    """A database file with every table, made once."""
    folder = tmp_path_factory.mktemp("migrated")
    Machine(folder, MailServer()).run("migrate", "--verbosity", "0")
    return folder / "coachapp.sqlite3"


@pytest.fixture
def machine(tmp_path, migrated):
    shutil.copy(migrated, tmp_path)
    server = MailServer()
    server.start()
    machine = Machine(tmp_path, server)
    yield machine
    machine.stop()
    server.stop()


@pytest.mark.parametrize("commands", [[WORKER, BEAT], [LOOP]], ids=["celery", "without a broker"])
def test_a_due_reminder_goes_out_by_itself_and_once(machine, commands):
    for command in commands:
        machine.start(command)
    machine.run("shell", "-c", DUE_NOW)

    assert machine.mail_comes(), machine.logs.read_text()

    time.sleep(2)
    (sent,) = machine.server.messages
    assert sent["Subject"] == "Today: Tempo"


def test_two_workers_share_the_work_and_no_mail_goes_out_twice(machine):
    machine.run("shell", "-c", DUE_NOW + MANY_MORE)
    machine.start(LOOP)
    machine.start(LOOP)

    give_up_at = time.monotonic() + SOON_S
    while len(machine.server.messages) < 121 and time.monotonic() < give_up_at:
        time.sleep(0.2)

    time.sleep(2)
    addresses = [mail["To"] for mail in machine.server.messages]
    assert len(addresses) == len(set(addresses)) == 121


def test_a_worker_killed_in_the_middle_loses_nothing(machine):
    machine.server.at_data = machine.server.HANG
    machine.run("shell", "-c", DUE_NOW)
    first = machine.start(LOOP)
    give_up_at = time.monotonic() + SOON_S
    while not machine.server.connections and time.monotonic() < give_up_at:
        time.sleep(0.05)
    first.kill()
    machine.server.heal()
    machine.run("shell", "-c", CLAIM_RAN_OUT)

    machine.start(LOOP)

    assert machine.mail_comes(), machine.logs.read_text()
