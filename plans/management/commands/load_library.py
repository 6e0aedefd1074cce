"""Bring the built-in exercises, treatments, teaching notes and plans up to what the files say."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans import loading
from plans.rules.shorthand import ShorthandError
from plans.rules.text_file import UnreadableText


class Command(BaseCommand):
    help = "Load the built-in library; coaches' own copies stay as they are."

    def handle(self, *args, **options):
        try:
            changed = loading.load(timezone.now())
        except (UnreadableText, ShorthandError) as problem:
            raise CommandError(str(problem)) from problem
        if options["verbosity"]:
            self.stdout.write("\n".join(changed))
        self.stdout.write(f"Library: {len(changed)} changed.")
