"""A house to do harm to: its database, broker, mail server and processes, each its own and none of the machine's."""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg
from mail_server import MailServer, free_port
from redis import Redis
from redis.exceptions import RedisError

ROOT = Path(__file__).parents[2]
ADMIN = os.environ.get("FAULTS_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
WORKERS = 2
MANAGE = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-A", "coachapp"]
WORKER = [*CELERY, "worker", "-c", "1", "-l", "WARNING"]
WORKER += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
BEAT = [*CELERY, "beat", "-l", "WARNING", "--pidfile="]
LOOP = [*MANAGE, "sendreminders", "--loop", "--every", "1"]
OPEN = "SELECT count(*) FROM clients_outgoingemail WHERE state IN ('queued', 'sending')"
UNSEEN = "SELECT count(*) FROM clients_client WHERE next_look_at < {ago}"


class FaultyServer(MailServer):
    """10 % 451, 5 % drops, 5 % lost replies, 2 % hangs; everything else is taken after 20 ms."""

    FAULTS = (
        (0.10, "451 later"),
        (0.15, MailServer.DROP),
        (0.20, MailServer.LOSE_REPLY),
        (0.22, MailServer.HANG),
    )

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.met: Counter[str] = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        await asyncio.sleep(0.02)
        drawn = self.chance.random()
        fault = next((what for most, what in self.FAULTS if drawn < most), None)
        if fault is None:
            self.keep(envelope)
            return "250 OK"
        self.met[fault] += 1
        if fault == self.LOSE_REPLY:
            self.keep(envelope)
        return await self.answer(server, fault)


class House:
    """Started processes are started again when they end, as an init system does; each start is counted."""

    def __init__(self, folder: Path, *, postgres: bool, broker: str, chance: random.Random) -> None:
        self.folder, self.postgres, self.broker, self.chance = folder, postgres, broker, chance
        self.server = FaultyServer(chance)
        self.server.start()
        self.redis_port = free_port()
        self.name = f"coachapp_faults_{os.getpid()}"
        self.processes: dict[str, subprocess.Popen] = {}
        self.commands: dict[str, list[str]] = {}
        self.done: Counter[str] = Counter()
        self.log = (folder / "processes.log").open("ab")

    @property
    def environment(self) -> dict[str, str]:
        database = f"sqlite:///{self.folder / 'coachapp.sqlite3'}"
        redis = f"redis://127.0.0.1:{self.redis_port}/0"
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "fault_settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests/faults'}",
            "SECRET_KEY": "a-key-for-the-faults-only-and-for-nothing-else",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "off",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": ADMIN.rsplit("/", 1)[0] + f"/{self.name}"
            if self.postgres
            else database,
            "CELERY_BROKER_URL": redis if self.broker == "redis" else "",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.server.port}",
        }

    def build(self, people: int) -> None:
        """Database, tables, `people` who are due now, and the broker."""
        if self.postgres:
            self.ask_admin(f"CREATE DATABASE {self.name}")
        self.manage("migrate", "--verbosity", "0")
        due = (ROOT / "tests/faults/due.py").read_text()
        self.manage("shell", "--verbosity", "0", "-c", f"PEOPLE = {people}\n{due}")
        if self.broker == "redis":
            self.start(
                "redis",
                [
                    "redis-server",
                    "--port",
                    str(self.redis_port),
                    "--save",
                    "",
                    "--bind",
                    "127.0.0.1",
                ],
            )

    def open_up(self) -> None:
        for number in range(WORKERS):
            self.start(f"worker {number}", WORKER if self.broker else LOOP)
        if self.broker:
            self.start("beat", BEAT)

    def manage(self, *words: str) -> None:
        run = subprocess.run(
            [*MANAGE, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if run.returncode:
            raise SystemExit(run.stderr)

    def start(self, name: str, command: list[str]) -> None:
        self.commands[name] = command
        self.processes[name] = subprocess.Popen(
            command, cwd=self.folder if name == "redis" else ROOT, env=self.environment,
            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def keep_running(self) -> None:
        """What has ended by itself starts again, and the report says how often."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.done[f"{name.split()[0]} ended by itself"] += 1
                self.start(name, self.commands[name])

    # harm

    def kill(self, name: str) -> None:
        """With -9, children and all; started again at once."""
        end(self.processes[name])
        self.done[f"{name.split()[0]} killed"] += 1
        self.start(name, self.commands[name])

    def kill_a_worker(self) -> None:
        self.kill(f"worker {self.chance.randrange(WORKERS)}")

    def kill_beat(self) -> None:
        self.kill("beat")

    def kill_redis(self) -> None:
        self.kill("redis")

    def empty_redis(self) -> None:
        try:
            Redis(port=self.redis_port).flushall()
        except RedisError:
            return
        self.done["redis emptied"] += 1

    def cut_database(self) -> None:
        self.ask_admin(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'"
        )
        self.done["database cut"] += 1

    # looking

    def ask_admin(self, sql: str) -> None:
        with psycopg.connect(
            ADMIN.replace("postgres://", "postgresql://"), autocommit=True
        ) as server:
            server.execute(sql)

    def count(self, sql: str) -> int:
        if self.postgres:
            url = self.environment["DATABASE_URL"].replace("postgres://", "postgresql://")
            with psycopg.connect(url) as own:
                return own.execute(sql).fetchone()[0]
        with sqlite3.connect(self.folder / "coachapp.sqlite3", timeout=20) as own:
            return own.execute(sql).fetchone()[0]

    def left(self) -> int:
        """People still to be looked at, and mails still to go."""
        ago = "now() - interval '1 minute'" if self.postgres else "datetime('now', '-1 minute')"
        return self.count(OPEN) + self.count(UNSEEN.format(ago=ago))

    def copies(self) -> tuple[int, int, int]:
        """How many addresses were reached, second copies, and how many of those had another Message-ID."""
        ids: dict[str, set[str]] = {}
        for message in self.server.messages:
            ids.setdefault(message["To"], set()).add(message["Message-ID"])
        strange = sum(len(found) - 1 for found in ids.values())
        return len(ids), len(self.server.messages) - len(ids), strange

    def tear_down(self) -> None:
        for process in self.processes.values():
            end(process)
        self.server.stop()
        self.log.close()
        if self.postgres:
            self.ask_admin(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)


def end(process: subprocess.Popen) -> None:
    """A whole process group that this run has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
