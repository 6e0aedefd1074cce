"""The worker's application and the whole beat schedule. A task says only "look now"; what is due stands in rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coachapp.settings")

app = Celery("coachapp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["clients"])

LOOK_EVERY_S = 15.0
STANDING_WEEKS_EVERY_S = 3600.0
WEEKS_EVERY_S = 60.0
FORGET_EVERY_S = 900.0

app.conf.beat_schedule = {
    # Expired looks are dropped: after an outage one look is enough.
    "queue what is due": {
        "task": "clients.tasks.queue_due",
        "schedule": LOOK_EVERY_S,
        "options": {"expires": LOOK_EVERY_S},
    },
    "send the weeks whose hour has come": {
        "task": "clients.tasks.send_weeks",
        "schedule": WEEKS_EVERY_S,
        "options": {"expires": WEEKS_EVERY_S},
    },
    "let standing weeks go on": {
        "task": "clients.tasks.go_on",
        "schedule": STANDING_WEEKS_EVERY_S,
        "options": {"expires": STANDING_WEEKS_EVERY_S},
    },
    "forget what was noted of writes": {
        "task": "clients.tasks.forget_touches",
        "schedule": FORGET_EVERY_S,
        "options": {"expires": FORGET_EVERY_S},
    },
    "send what is ready": {
        "task": "clients.tasks.send_ready",
        "schedule": LOOK_EVERY_S,
        "options": {"expires": LOOK_EVERY_S},
    },
}
