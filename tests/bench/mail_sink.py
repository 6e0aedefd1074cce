"""Due reminders on their way into a mail server that takes everything, by two worker processes."""

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
from django.db import connection

from clients.models import Client, Consent, OutgoingEmail, Reminder

PORT = int(os.environ.get("BENCH_SMTP_PORT", "8798"))
WORKERS = 2


logging.getLogger("mail.log").setLevel(logging.WARNING)


class Sink:
    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        return "250 taken"


def serve(ready) -> None:
    controller = Controller(Sink(), hostname="127.0.0.1", port=PORT)
    controller.start()
    ready.set()
    time.sleep(600)


def measured(coach, size: int, now) -> str:
    """Seconds, mails a second and CPU ms a mail, from due rows to the sink, each committed after its 250."""
    due(coach, size, now)
    ready = multiprocessing.Event()
    sink = multiprocessing.Process(target=serve, args=(ready,), daemon=True)
    sink.start()
    ready.wait(10)
    environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{PORT}"}
    code = (
        "import django; django.setup()\n"
        "from django.utils import timezone\n"
        "from clients import outbox\n"
        "while outbox.send_batch(timezone.now()): pass\n"
    )
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
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    ) * 1000
    OutgoingEmail.objects.filter(client__coach=coach).delete()
    return f"{sent:6d} of {size} reminders: {took:6.1f} s, {sent / took:6.0f}/s, {cpu / size:5.2f} CPU ms a mail"


def due(coach, size: int, now) -> None:
    """`size` people, each with today's session and one morning mail that is due now."""
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
