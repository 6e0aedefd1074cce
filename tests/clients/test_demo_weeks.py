"""The demo cast lives by the rules that it shows."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from clients import checking
from clients.models import Client
from plans.rules.notes import Severity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", (24, 29))
def test_the_demos_weeks_obey_their_own_rules_but_for_the_one_who_is_hurt(day):
    now = datetime(2026, 11, day, 9, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        call_command("load_library", verbosity=0)
        call_command("seed_demo", verbosity=0)
    loud = {}
    for athlete in Client.objects.select_related("user", "coach"):
        today = athlete.today(now)
        first = today - timedelta(days=today.weekday() + 14)
        last = first + timedelta(days=34)
        calendar = checking.calendars(
            [athlete], first, last, today={athlete.pk: today}, drafts=False
        )
        notes = calendar[athlete.pk].notes(first, last)
        loud[athlete.name] = {note.rule for note in notes if note.severity is not Severity.I}
    hurt = loud.pop("Tomas")
    assert len(loud) == 9
    assert set().union(*loud.values()) == set()
    assert {"R22", "R29"} <= hurt <= {"R12", "R22", "R29"}
