"""One sweep at a given moment: what it sends, to whom, and why."""

from datetime import datetime, timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from clients import outbox, reminders
from clients.models import Client
from clients.rounds import until_nothing_is_left

A_DAY = timedelta(days=1)


class Command(BaseCommand):
    help = "Look once at a given moment, print what is due and why, and send it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", metavar="ISO", help="2026-11-25T07:00+01:00; without it, now.")
        parser.add_argument("--dry-run", action="store_true", help="Print only, keep nothing.")
        parser.add_argument("--athlete", metavar="EMAIL", help="This one alone, over the last day.")

    def handle(
        self, *, now: str | None, dry_run: bool, athlete: str | None, **options: object
    ) -> None:
        at = moment(now)
        with transaction.atomic():
            people = of_athlete(athlete, at) if athlete else Client.objects.all()
            queued = reminders.sweep(at, people)
            digests = [] if athlete else reminders.sweep_digests(at)
            transaction.set_rollback(dry_run)
        for found in queued:
            self.stdout.write(told(found, at))
        for reminder in digests:
            local = reminder.due_at.astimezone(reminder.recipient.zone)
            self.stdout.write(f"{local:%a %d %b %H:%M} {reminder.recipient.email} {reminder.kind}")
        if not queued and not digests:
            self.stdout.write("Nothing is due.")
        if not dry_run:
            until_nothing_is_left(lambda: outbox.send_batch(at))


def moment(typed: str | None) -> datetime:
    """Raises CommandError for anything but a moment with its offset."""
    if typed is None:
        return timezone.now()
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as error:
        raise CommandError("Write the moment as 2026-11-25T07:00+01:00.") from error
    if at.tzinfo is None:
        raise CommandError(
            "Say the offset too, such as +01:00: a day begins at another moment elsewhere."
        )
    return at


def of_athlete(email: str, at: datetime):
    """One athlete, looked at over the day before `at`. Raises CommandError."""
    people = Client.objects.open().filter(user__email__iexact=email)
    if not people.update(next_look_at=at - A_DAY):
        raise CommandError(f"Nobody is coached under {email}.")
    return people


def told(found: reminders.Found, at: datetime) -> str:
    """07:00 maya@demo.example morning: plan, recovery 1/2"""
    due = found.due
    local = due.due_at.astimezone(found.recipient.zone)
    reasons = ", ".join(f"{one.kind} {one.why}".strip() for one in due.reasons)
    outcome = "too late" if found.is_late(at) else due.gave_way
    line = f"{local:%a %d %b %H:%M} {found.recipient.email} {due.mail}: {reasons}"
    return f"{line} ({outcome}, not sent)" if outcome else line
