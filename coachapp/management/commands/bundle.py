"""Write each area's one style sheet and one script from their parts: `static/css/parts` and `static/js/parts`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STATIC = Path(settings.BASE_DIR) / "static"
PAGE = ["page", "outbox_store", "outbox_forms"]
LOG = [*PAGE, "log_form", "log_timer", "log_draft"]
OUTBOX = ["outbox_cards", "outbox", "offline"]
BUNDLES = {
    "css/athlete.css": ["tokens", "base", "athlete", "log"],
    "css/site.css": ["tokens", "base", "site"],
    "css/desk.css": ["tokens", "base", "coach", "planning", "admin", "desk_walk", "desk_board"],
    "css/print.css": ["print"],
    "js/desk.js": [
        "desk",
        "desk_walk",
        "desk_cells",
        "desk_drag",
        "desk_shelf",
        "desk_toast",
        "desk_plan",
    ],
    "js/athlete.js": [*PAGE, "check_in", "body", "travel", *OUTBOX],
    "js/athlete_log.js": [*LOG, "log_rest", "log_sets", "log_hold", *OUTBOX],
    "js/athlete_hills.js": [*LOG, "log_hills", "log_hill_screen", "log_hill_pocket", *OUTBOX],
    "js/athlete_quality.js": [*LOG, "log_reps", *OUTBOX],
    "js/athlete_run_walk.js": [*LOG, "log_run_walk", *OUTBOX],
    "js/worker.js": ["worker"],
}


def bundled(target: str) -> str:
    folder, kind = (STATIC / target).parent / "parts", Path(target).suffix
    return "".join(
        (folder / f"{part}{kind}").read_text().rstrip() + "\n" for part in BUNDLES[target]
    )


class Command(BaseCommand):
    help = "Write the style sheets and scripts that pages load, from their parts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where one is old"
        )

    def handle(self, *args, check: bool, **options):
        old = [
            t
            for t in BUNDLES
            if not (STATIC / t).exists() or (STATIC / t).read_text() != bundled(t)
        ]
        if check and old:
            raise CommandError(f"Old: {', '.join(old)}. Run manage.py bundle.")
        for target in old:
            (STATIC / target).write_text(bundled(target))
            self.stdout.write(target)
