"""A fortnight of the demo cast, with nobody's wishes changed: little mail, and docs/mail.md says how much."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Min

from clients import reminders
from clients.models import Client, OutgoingEmail

MONDAY = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)
MOST = 5
PAGE = Path(__file__).parents[2] / "docs/mail.md"


@pytest.fixture
def mails(db) -> Counter[tuple[str, int]]:
    """Mails by athlete and week of the fortnight; every one is taken as sent."""
    with time_machine.travel(MONDAY, tick=False):
        call_command("load_library", verbosity=0)
        call_command("seed_demo", verbosity=0)
    OutgoingEmail.objects.all().delete()
    Client.objects.open().exclude(user=None).update(next_look_at=MONDAY)
    moment = MONDAY
    while moment < MONDAY + FORTNIGHT:
        reminders.queue_due(moment)
        moment = Client.objects.open().aggregate(next=Min("next_look_at"))["next"]
    sent = OutgoingEmail.objects.exclude(client=None).select_related("client")
    return Counter(
        (email.client.name, (email.send_after - MONDAY) // timedelta(days=7) + 1)
        for email in sent
        if email.user_id == email.client.user_id
    )


def test_nobody_gets_more_than_five_mails_a_week_and_the_page_says_how_many(mails):
    people = sorted({name for name, _week in mails})
    rows = [f"| {name} | {mails[name, 1]} | {mails[name, 2]} |" for name in people]

    assert len(people) >= 8
    assert max(mails.values()) <= MOST
    assert "\n".join(rows) in PAGE.read_text(), "\n".join(rows)
