"""The worker without a broker: find whom to write to, send what is ready."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from clients import outbox, reminders, standing_weeks, travelling
from clients.rounds import side_by_side, until_nothing_is_left

LOOK_EVERY_S = 15.0


class Command(BaseCommand):
    help = "Queue and send reminders once; with --loop go on until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")
        parser.add_argument("--every", type=float, default=LOOK_EVERY_S, metavar="SECONDS")

    def handle(self, *, loop: bool, every: float, **options: object) -> None:
        stop = threading.Event()
        if loop:
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, lambda *_: stop.set())
        if not loop:
            self.look()
            return
        while True:
            self.look_in_spite_of_an_outage()
            if stop.wait(every):
                return

    def look_in_spite_of_an_outage(self) -> None:
        """A database that is away for a moment must not end the loop: the next look finds what is due."""
        close_old_connections()
        try:
            self.look()
        except (OperationalError, InterfaceError) as error:
            self.stderr.write(f"database unreachable: {error}")

    def look(self) -> None:
        standing_weeks.go_on(timezone.now())
        travelling.bring_home(timezone.now())
        people = until_nothing_is_left(lambda: reminders.queue_due(timezone.now()))
        mails = side_by_side(settings.MAIL_CONNECTIONS, lambda: outbox.send_batch(timezone.now()))
        if people or mails:
            self.stdout.write(f"looked at {people}, took up {mails}")
