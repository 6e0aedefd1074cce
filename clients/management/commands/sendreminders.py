"""The worker without a broker: find whom to write to, send what is ready."""

import signal
import threading

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from clients import outbox, reminders, standing_weeks
from clients.rounds import until_nothing_is_left

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
        self.look()
        while loop and not stop.wait(every):
            close_old_connections()
            self.look()

    def look(self) -> None:
        standing_weeks.go_on(timezone.now())
        people = until_nothing_is_left(lambda: reminders.queue_due(timezone.now()))
        mails = until_nothing_is_left(lambda: outbox.send_batch(timezone.now()))
        if people or mails:
            self.stdout.write(f"looked at {people}, took up {mails}")
