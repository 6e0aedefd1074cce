"""A copy of the embedded database while everything runs. PostgreSQL has pg_dump; docs/running.md says how."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection


class Command(BaseCommand):
    help = "Write a whole, consistent copy of the SQLite database to a new file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", type=Path, help="a file that does not exist yet")

    def handle(self, *args: str, to: Path, **options: object) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("This copies SQLite. For PostgreSQL use pg_dump: docs/running.md.")
        if to.exists():
            raise CommandError(f"{to} exists already; a backup never writes over another.")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.touch(mode=0o600)
        with connection.cursor() as cursor:
            # Reads from one moment and writes beside the running house, whatever others do meanwhile.
            cursor.execute("VACUUM INTO %s", [str(to)])
        self.stdout.write(f"Copied to {to}")
