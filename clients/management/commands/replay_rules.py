"""What the rules would have said of one athlete's last weeks, and the nearest day that fitted."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from clients import replaying
from clients.models import Client
from clients.replaying import Replayed
from plans.saying import say

MOST_WEEKS = 104


class Command(BaseCommand):
    help = "Print what the rules would have said of an athlete's last weeks. Keeps nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--athlete", metavar="EMAIL_OR_NAME", required=True)
        parser.add_argument("--weeks", type=int, default=12, help="How many weeks back.")

    def handle(self, *, athlete: str, weeks: int, **options: object) -> None:
        if not 1 <= weeks <= MOST_WEEKS:
            raise CommandError(f"Ask for 1 to {MOST_WEEKS} weeks.")
        client = found_by(athlete)
        today = client.today(timezone.now())
        for week in replaying.replay(client, weeks, today=today):
            self.stdout.write(f"Week of {week.monday:%d %b %Y}{'' if week.found else ': nothing'}")
            for replayed in week.found:
                self.stdout.write(told(replayed))


def found_by(athlete: str) -> Client:
    """The one open client of that address or name. Raises CommandError."""
    people = Client.objects.open().select_related("user", "coach__coach_profile")
    found = list(people.filter(Q(user__email__iexact=athlete) | Q(name__iexact=athlete))[:2])
    if not found:
        raise CommandError(f"Nobody is coached as {athlete}.")
    if len(found) > 1:
        raise CommandError(f"More than one athlete is called {athlete}: give the address.")
    return found[0]


def told(replayed: Replayed) -> str:
    """E R01 Thu 05 Nov Tempo: The day after Hill sprints on 4 Nov. Nearest good day: Fri 06 Nov"""
    note = replayed.note
    line = f"  {note.severity} {note.rule} {note.day:%a %d %b} {replayed.title}: {say(note.coach)}"
    if not note.good_days:
        return line
    return f"{line} Nearest good day: {note.good_days[0]:%a %d %b}"
