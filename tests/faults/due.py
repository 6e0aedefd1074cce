# Run by `manage.py shell`, after PEOPLE was set: that many athletes in five zones whose mail is due this minute.
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from clients.models import Client, ScheduledSession, Wish
from coachapp.models import User

ALL_ZONES = (
    "Pacific/Auckland", "Australia/Adelaide", "Asia/Tokyo", "Asia/Kolkata", "Asia/Dubai",
    "Europe/Berlin", "Europe/London", "America/Sao_Paulo", "America/New_York", "America/Los_Angeles",
)  # fmt: skip

now = timezone.now()


def hour(zone):
    return now.astimezone(ZoneInfo(zone)).hour


# Midnight must not fall into the run.
zones = [zone for zone in ALL_ZONES if 1 <= hour(zone) <= 21][:5]
robin = User.objects.create(email="robin@demo.example", name="Robin", is_coach=True)
users = User.objects.bulk_create(
    User(email=f"runner{n}@demo.example", name=f"Runner {n}", time_zone=zones[n % 5])
    for n in range(PEOPLE)  # noqa: F821
)
Wish.objects.bulk_create(
    Wish(
        user=user,
        kind="morning",
        at=now.astimezone(user.zone).time().replace(second=0, microsecond=0),
    )
    for user in users
)
clients = Client.objects.bulk_create(
    Client(
        coach=robin, user=user, name=user.name, status="active", joined_on=now.date(),
        next_look_at=now - timedelta(minutes=2),
    )
    for user in users
)  # fmt: skip
ScheduledSession.with_drafts.bulk_create(
    ScheduledSession(
        client=client, title="Tempo", kind="run", run_type="tempo", hardness="hard",
        day=client.today(now), first_day=client.today(now), sent_at=now - timedelta(days=3),
    )
    for client in clients
)  # fmt: skip
