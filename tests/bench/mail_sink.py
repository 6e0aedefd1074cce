"""Due reminders on their way into a mail server that takes everything, by two worker processes."""

import asyncio
import logging
import multiprocessing
import os
import subprocess
import sys
import time
from datetime import timedelta

import rows
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import outbox
from clients.composing import Composer
from clients.models import Client, Consent, OutgoingEmail, Reminder

PORT = int(os.environ.get("BENCH_SMTP_PORT", "8798"))
SMTP = "django.core.mail.backends.smtp.EmailBackend"
WORKERS = 2
BATCH = 100


logging.getLogger("mail.log").setLevel(logging.WARNING)


class Sink:
    """Takes everything. `arrived` holds the moments, where somebody wants to know them."""

    def __init__(self, takes_s: float, arrived=None) -> None:
        self.takes_s, self.arrived, self.count = takes_s, arrived, 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        if self.takes_s:
            await asyncio.sleep(self.takes_s)
        if self.arrived is not None:
            self.arrived[self.count] = time.time()
            self.count += 1
        return "250 taken"


def serve(ready, takes_s: float = 0, arrived=None) -> None:
    controller = Controller(Sink(takes_s, arrived), hostname="127.0.0.1", port=PORT)
    controller.start()
    ready.set()
    time.sleep(600)


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
    limit = bare_cpu_ms(coach, now) if not takes_s else 0.0
    environment = os.environ | {
        "EMAIL_URL": f"smtp://127.0.0.1:{PORT}",
        "MAIL_CONNECTIONS": str(connections),
    }
    code = "import django; django.setup(); from clients import tasks; tasks.send_ready()"
    start, before = time.perf_counter(), os.times()
    workers = [
        subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(WORKERS)
    ]
    for worker in workers:
        worker.wait(600)
    took, after = time.perf_counter() - start, os.times()
    sink.terminate()
    sink.join()
    connection.close()
    sent = OutgoingEmail.objects.filter(state=OutgoingEmail.State.SENT, client__coach=coach).count()
    sent -= BATCH
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    ) * 1000
    OutgoingEmail.objects.filter(client__coach=coach).delete()
    return (
        f"{sent:6d} of {size} reminders, {WORKERS} workers with {connections}, {takes_s * 1000:.0f} ms relay: "
        f"{took:6.1f} s, {sent / took:6.0f}/s, {sql:.2f} SQL and {cpu / size:5.2f} CPU ms a mail"
        + (
            f", {cpu / size / limit:.2f} x Django's own build and send ({limit:.2f})"
            if limit
            else ""
        )
    )


def bare_cpu_ms(coach, now, size: int = 300) -> float:
    """What Django alone needs for one of these mails, words and links given: its message classes and its backend."""
    (email,) = (
        OutgoingEmail.objects.filter(client__coach=coach, state="queued")
        .for_composing()[:1]
        .with_people()
    )
    letter = Composer([email], Reminder.objects.still_wanted([email], now), now).letter(email)
    with get_connection(SMTP, host="127.0.0.1", port=PORT) as server:
        server.send_messages([letter.message()])
        began = time.process_time()
        for _ in range(size):
            server.send_messages([letter.message()])
        return (time.process_time() - began) * 1000 / size


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
