"""Mail where it is hard: a thousand people due in the same minute, and a mail server that never answers."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import mail_sink
import rows
from django.conf import settings

from clients import outbox
from clients.models import Client, Heartbeat, OutgoingEmail, ScheduledSession, Wish

NEVER_S = 3600.0
LONGEST_S = 300
LOOP = [sys.executable, "manage.py", "sendreminders", "--loop"]


@contextmanager
def sink(takes_s: float) -> Iterator[multiprocessing.Array]:
    """A mail server in a process of its own; gives the moments at which mail arrived, 0 for what is to come."""
    ready, arrived = multiprocessing.Event(), multiprocessing.Array("d", 20_000)
    server = multiprocessing.Process(
        target=mail_sink.serve, args=(ready, takes_s, arrived), daemon=True
    )
    server.start()
    ready.wait(10)
    try:
        yield arrived
    finally:
        server.terminate()
        server.join()


@contextmanager
def workers(count: int, every_s: float) -> Iterator[None]:
    """Loops as they run without a broker, each looking every so often."""
    environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{mail_sink.PORT}"}
    running = [
        subprocess.Popen(
            [*LOOP, "--every", str(every_s)], env=environment, stdout=subprocess.DEVNULL
        )
        for _ in range(count)
    ]
    try:
        yield
    finally:
        for each in running:
            each.send_signal(signal.SIGTERM)
        for each in running:
            each.wait(60)


def on_time(coach, size: int) -> str:
    """`size` people whose hour is the same minute, two workers that look every 15 s: how late the mail arrives."""
    due_at = (datetime.now(UTC) + timedelta(seconds=80)).replace(second=0, microsecond=0)
    at_the_same_minute(coach, size, due_at)
    with sink(0) as arrived, workers(mail_sink.WORKERS, 15.0):
        stop = due_at.timestamp() + LONGEST_S
        while not arrived[size - 1] and time.time() < stop:
            time.sleep(0.5)
        late = sorted(at - due_at.timestamp() for at in arrived[:size] if at)
    OutgoingEmail.objects.filter(client__coach=coach).delete()
    if len(late) < size:
        return f"{len(late)} of {size} due in the same minute had arrived after {LONGEST_S} s"
    p50, p99 = late[size // 2], late[size * 99 // 100]
    return f"{size} due in the same minute: late p50 {p50:.1f} s, p99 {p99:.1f} s, last {late[-1]:.1f} s"


def at_the_same_minute(coach, size: int, due_at: datetime) -> None:
    clients = mail_sink.people(coach, size, due_at)
    local = due_at.astimezone(clients[0].user.zone)
    Wish.objects.bulk_create(
        Wish(user=c.user, kind="morning", at=local.time(), mode="same_day") for c in clients
    )
    ScheduledSession.with_drafts.bulk_create(
        rows.session(c, local.date(), rows.WEEK[1], due_at) for c in clients
    )
    Client.objects.filter(pk__in=[c.pk for c in clients]).update(next_look_at=due_at)


def held_by_a_hanging_server(coach, now) -> str:
    """How long one batch holds a worker of the house's settings while the server never answers."""
    mail_sink.due(coach, 10, now)
    settings.EMAIL_BACKEND = mail_sink.SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_sink.PORT
    with sink(NEVER_S):
        began = time.perf_counter()
        outbox.send_batch(now)
        held_s = time.perf_counter() - began
    forget(coach)
    return f"a mail server that never answers held a worker for {held_s:.1f} s (at most 30)"


def beside_a_hanging_server(coach, now, p95: Callable[[], float]) -> str:
    """`p95` is asked by turns while the workers have nothing to send and while nobody answers them."""
    mail_sink.due(coach, 500, now)
    alone, beside = [], []
    for _ in range(3):
        for found, wait in ((alone, timedelta(days=1)), (beside, timedelta())):
            ask_again(wait)
            with sink(NEVER_S), workers(mail_sink.WORKERS, 1.0):
                have_looked()
                found.append(p95())
    before, after = min(alone), min(beside)
    forget(coach)
    return (
        f"Today beside a mail server that never answers: p95 {before:.1f} ms without mail, {after:.1f} ms with, "
        f"{(after / before - 1) * 100:+.0f} % (less than 20)"
    )


def ask_again(wait: timedelta) -> None:
    """Every mail is due in `wait`, as if nobody had tried."""
    rows = OutgoingEmail.objects.filter(state__in=("queued", "sending"))
    rows.update(state="queued", attempts=0, send_after=datetime.now(UTC) + wait)
    outbox.MailServer.objects.is_back()


def have_looked() -> None:
    """Both workers have started: measuring their start would measure two programs being read."""
    start, seen = datetime.now(UTC), Heartbeat.objects.filter(name="send_ready")
    for _ in range(120):
        if seen.filter(at__gt=start).exists():
            break
        time.sleep(0.5)
    time.sleep(5)


def forget(coach) -> None:
    OutgoingEmail.objects.filter(client__coach=coach).delete()
    outbox.MailServer.objects.is_back()
