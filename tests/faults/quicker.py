"""Gaps, claims and looks as in the house, divided; everything else is the house itself."""

import sys

from django.apps import AppConfig

FASTER = 60
LOOK_EVERY_S = 1.0


class Quicker(AppConfig):
    name = "quicker"

    def ready(self) -> None:
        from clients import outbox
        from clients.models import OutgoingEmail
        from coachapp.celery import app

        post = sys.modules[OutgoingEmail.__module__]
        post.CLAIM_EXPIRES_AFTER /= FASTER
        for name in ("FIRST_GAP", "LONGEST_GAP", "SERVER_LONGEST_GAP"):
            setattr(outbox, name, getattr(outbox, name) / FASTER)
        # A batch must end before its claim does, as it does in the house.
        outbox.PATIENCE_S = 5.0
        for entry in app.conf.beat_schedule.values():
            entry["schedule"] = LOOK_EVERY_S
