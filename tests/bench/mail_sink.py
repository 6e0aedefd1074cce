"""Due reminders on their way into a mail server that takes everything, by two worker processes that are up."""

import asyncio
import itertools
import logging
import multiprocessing
import os
import subprocess
import sys
import time
from datetime import timedelta
from typing import ClassVar

import rows
from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from processes import cpu_ms

from clients import outbox
from clients.composing import Composer
from clients.models import Client, Consent, OutgoingEmail, Reminder

PORT = int(os.environ.get("BENCH_SMTP_PORT", "8798"))
SMTP = "django.core.mail.backends.smtp.EmailBackend"
WORKERS = 2
BATCH = 100


logging.getLogger("mail.log").setLevel(logging.WARNING)


class Sink(asyncio.Protocol):
    """One line of a mail server that takes everything and costs next to nothing: the workers share its processor.

    It takes `takes_s` for each mail. `arrived` holds the moments, where somebody wants to know them.
    """

    ANSWERS: ClassVar = {
        b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
        b"QUIT": b"221 bye\r\n",
        b"DATA": b"354 go\r\n",
    }
    OK, END = b"250 fine\r\n", b"\r\n.\r\n"

    def __init__(self, takes_s: float, arrived=None, count=None) -> None:
        self.takes_s, self.arrived, self.count = takes_s, arrived, count
        self.read, self.in_body = b"", False

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.read += data
        while (ends := self.read.find(self.END if self.in_body else b"\r\n")) >= 0:
            line, self.read = self.read[:4].upper(), self.read[ends + 2 :]
            if self.in_body:
                self.read = self.read[3:]
                self.took_one()
            else:
                self.transport.write(self.ANSWERS.get(line, self.OK))
            self.in_body = line == b"DATA" and not self.in_body

    def took_one(self) -> None:
        if self.takes_s:
            asyncio.get_running_loop().call_later(self.takes_s, self.transport.write, self.OK)
        else:
            self.transport.write(self.OK)
        if self.arrived is not None:
            self.arrived[next(self.count)] = time.time()


def serve(ready, takes_s: float = 0, arrived=None) -> None:
    async def run() -> None:
        count = itertools.count()
        loop = asyncio.get_running_loop()
        await loop.create_server(lambda: Sink(takes_s, arrived, count), "127.0.0.1", PORT)
        ready.set()
        await asyncio.sleep(600)

    asyncio.run(run())


def measured(coach, size: int, now, takes_s: float = 0, connections: int = 1) -> str:
    """Seconds, mails a second, SQL and CPU ms a mail, from due rows to the sink, each committed after its 250.

    The sink takes `takes_s` for each mail; each worker has `connections` lines to it.
    """
    due(coach, size + BATCH, now)
    sql = sql_a_mail(now)
    ready = multiprocessing.Event()
    sink = multiprocessing.Process(target=serve, args=(ready, takes_s), daemon=True)
    sink.start()
    ready.wait(10)
    limit = limit_a_second(coach, now, size // 5) if not takes_s else 0.0
    environment = os.environ | {
        "EMAIL_URL": f"smtp://127.0.0.1:{PORT}",
        "MAIL_CONNECTIONS": str(connections),
    }
    workers = [waiting_worker(environment) for _ in range(WORKERS)]
    pids = [worker.pid for worker in workers]
    start, before = time.perf_counter(), cpu_ms(pids)
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        while worker.stdout.readline() not in ("through\n", ""):
            pass
    took, cpu = time.perf_counter() - start, cpu_ms(pids) - before
    for worker in workers:
        worker.communicate("end\n")
    sink.terminate()
    sink.join()
    connection.close()
    sent = OutgoingEmail.objects.filter(state=OutgoingEmail.State.SENT, client__coach=coach).count()
    sent -= BATCH
    OutgoingEmail.objects.filter(client__coach=coach).delete()
    return (
        f"{sent:6d} of {size} reminders, {WORKERS} workers with {connections}, {takes_s * 1000:.0f} ms relay: "
        f"{took:6.1f} s, {sent / took:6.0f}/s, {sql:.2f} SQL and {cpu / size:5.2f} CPU ms a mail"
        + (f", {sent / took / limit:.2f} of the limit ({limit:.0f}/s)" if limit else "")
    )


def waiting_worker(environment: dict[str, str]) -> subprocess.Popen:
    """A worker that is up, as they are when mail falls due, and begins when it is told so."""
    code = (
        "import django; django.setup(); from clients import tasks; print('up', flush=True); "
        "input(); tasks.send_ready(); print('through', flush=True); input()"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    while worker.stdout.readline() not in ("up\n", ""):
        pass
    return worker


def limit_a_second(coach, now, size: int) -> float:
    """What Django alone sends in a second with as many workers: no rows, words and links given, its own
    message classes and backend, a hundred to a line."""
    (email,) = (
        OutgoingEmail.objects.filter(client__coach=coach, state="queued")
        .for_composing()[:1]
        .with_people()
    )
    letter = Composer([email], Reminder.objects.still_wanted([email], now), now).letter(email)
    go = multiprocessing.Barrier(WORKERS + 1)
    workers = [
        multiprocessing.Process(target=send_bare, args=(letter, size // WORKERS, go))
        for _ in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    go.wait(30)
    start = time.perf_counter()
    for worker in workers:
        worker.join()
    return size / (time.perf_counter() - start)


def send_bare(letter, size: int, go) -> None:
    go.wait(30)
    for _ in range(0, size, BATCH):
        with get_connection(SMTP, host="127.0.0.1", port=PORT) as server:
            server.send_messages([letter.message() for _ in range(BATCH)])


def sql_a_mail(now) -> float:
    """Of one full batch, which this process writes to files, without BEGIN and COMMIT."""
    with CaptureQueriesContext(connection) as asked:
        sent = outbox.send_batch(now)
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT")) for one in asked) / sent


def due(coach, size: int, now) -> None:
    """`size` people, each with today's session and one morning mail that is due now."""
    clients = people(coach, size, now)
    today = clients[0].today(now)
    sessions = type(rows.session(clients[0], today, rows.WEEK[1], now)).with_drafts.bulk_create(
        rows.session(c, today, rows.WEEK[1], now) for c in clients
    )
    mails = OutgoingEmail.objects.bulk_create(
        OutgoingEmail(user=c.user, client=c, address=c.user.email, kind="morning", send_after=now)
        for c in clients
    )
    Reminder.objects.bulk_create(
        Reminder(
            recipient=c.user,
            client=c,
            kind="plan",
            day=today,
            due_at=now,
            useful_until=now + timedelta(hours=12),
            session=session,
            email=mail,
        )
        for c, session, mail in zip(clients, sessions, mails, strict=True)
    )


def people(coach, size: int, now) -> list[Client]:
    """Athletes with an account and consent, who are written to."""
    person = get_user_model()
    stamp = os.urandom(3).hex()
    users = person.objects.bulk_create(
        person(email=f"m{n}-{stamp}@bench.example", name=f"Mail {n}", time_zone="Europe/Berlin")
        for n in range(size)
    )
    clients = Client.objects.bulk_create(
        Client(coach=coach, user=user, name=user.name, status="active", joined_on=now.date())
        for user in users
    )
    Consent.objects.bulk_create(
        Consent(client=c, kind="health", text_version="1", given_at=now) for c in clients
    )
    return clients
