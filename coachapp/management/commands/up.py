"""Prepare the data, then keep web, worker and beat in the foreground; stop all when one stops or on Ctrl-C."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

PY = sys.executable
PORT = os.environ.get("PORT", "8000")
PATIENCE_S = 15
PROCESSES = {
    "web": [
        *(PY, "-m", "gunicorn", "coachapp.wsgi", "--bind", f"127.0.0.1:{PORT}"),
        *(
            "--workers",
            "1",
            "--threads",
            "4",
            "--no-control-socket",
            "--access-logfile",
            "/dev/null",
            "--logger-class",
            "coachapp.access_log.MaskingLogger",
        ),
    ],
    "worker": [
        *(
            PY,
            "-m",
            "celery",
            "-A",
            "coachapp",
            "worker",
            "-l",
            "WARNING",
            "-P",
            "threads",
            "-c",
            "2",
        ),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ],
    "beat": [PY, "-m", "celery", "-A", "coachapp", "beat", "-l", "WARNING", "--pidfile="],
}

WELCOME = """
  Coachapp is running at {base}

    Coach     {base}/coach/      {coach}
    Athlete   {base}/today/      {athlete}
    Mail      {base}/dev/mail/   what would have been sent

  {sign_in}
  Data: {folder}
  Ctrl-C stops everything.
"""


class Command(BaseCommand):
    help = "Prepare the data, then run web, worker and beat."

    def handle(self, *args, **options) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_library", verbosity=0)
        demo = os.environ.get("DEMO") == "1"
        if demo:
            call_command("seed_demo")
        self.end_orphans()
        self.welcome(demo)
        sys.exit(self.supervise())

    def welcome(self, demo: bool) -> None:
        people = (
            ("robin@demo.example", "maya@demo.example")
            if demo
            else ("sign up first", "by invitation")
        )
        sign_in = (
            "The password is coachapp-demo for everybody in the demo. `make run DEMO=0` starts clean."
            if demo
            else f"Sign up as a coach at http://localhost:{PORT}/accounts/signup/"
        )
        self.stdout.write(
            WELCOME.format(
                base=f"http://localhost:{PORT}",
                coach=people[0],
                athlete=people[1],
                sign_in=sign_in,
                folder=settings.VAR,
            )
        )

    def supervise(self) -> int:
        stop = threading.Event()
        for s in (signal.SIGINT, signal.SIGTERM):
            signal.signal(s, lambda *_: stop.set())
        running = {name: self.start(name, argv) for name, argv in PROCESSES.items()}
        self.pids.write_text("\n".join(str(p.pid) for p in running.values()))
        code = 0
        while not stop.wait(0.3):
            for name, p in running.items():
                if p.poll() is not None:
                    self.stdout.write(f"{name} exited with {p.returncode}; stopping the rest")
                    code = p.returncode or 1
                    stop.set()
        self.end(running.values())
        self.pids.unlink(missing_ok=True)
        return code

    @property
    def pids(self) -> Path:
        return settings.VAR / "pids"

    def end_orphans(self) -> None:
        """Children of a supervisor that was killed outright: end those that are still ours."""
        if not self.pids.exists():
            return
        for pid in self.pids.read_text().split():
            with contextlib.suppress(OSError):
                if "coachapp" in Path(f"/proc/{pid}/cmdline").read_text():
                    os.killpg(int(pid), signal.SIGTERM)
        self.pids.unlink()

    def start(self, name: str, argv: list[str]) -> subprocess.Popen[str]:
        # A session of its own: Ctrl-C reaches only us, and each child is signalled once.
        p = subprocess.Popen(
            argv,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self.pump, args=(name, p.stdout), daemon=True).start()
        return p

    def pump(self, name: str, stream: IO[str]) -> None:
        for line in stream:
            self.stdout.write(f"{name:>6} | {line}", ending="")
            self.stdout.flush()

    def end(self, processes: Iterable[subprocess.Popen[str]]) -> None:
        for p in processes:
            if p.poll() is None:
                os.killpg(p.pid, signal.SIGTERM)
        last = time.monotonic() + PATIENCE_S
        for p in processes:
            try:
                p.wait(max(0.1, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(p.pid, signal.SIGKILL)
                p.wait()
