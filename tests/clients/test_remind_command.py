"""One sweep by hand: what would be sent, to whom, and why."""

import io

import pytest
from django.core.management import CommandError, call_command

from clients.models import Client, OutgoingEmail, Reminder
from tests import builders

SEVEN = "2026-11-25T07:00+01:00"


def remind(**options) -> str:
    out = io.StringIO()
    call_command("remind", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def due(maya, today, now):
    builders.hard_session(maya, today)
    Client.objects.update(next_look_at=now.replace(hour=5))


def test_it_prints_what_is_due_and_why_and_sends_it(due, mail_server):
    said = remind(now=SEVEN)

    assert "Wed 25 Nov 07:00 maya@demo.example morning: plan, check_in" in said
    assert len(mail_server.messages) == 1


def test_a_dry_run_keeps_nothing(due, mail_server):
    before = Client.objects.get().next_look_at

    assert "maya@demo.example" in remind(now=SEVEN, dry_run=True)

    assert not Reminder.objects.exists() and not OutgoingEmail.objects.exists()
    assert not mail_server.messages
    assert Client.objects.get().next_look_at == before


def test_one_athlete_alone_over_the_last_day(due, jonas, today, mail_server):
    builders.hard_session(jonas, today)
    Client.objects.update(next_look_at=None)

    said = remind(now="2026-11-25T12:00+01:00", athlete="jonas@demo.example")

    assert "jonas@demo.example" in said and "maya" not in said
    assert len(mail_server.messages) == 1


@pytest.mark.parametrize("moment", ["tomorrow", "2026-11-25T07:00"])
def test_a_moment_without_its_offset_is_refused(db, moment):
    with pytest.raises(CommandError, match="offset|Write the moment"):
        remind(now=moment)


def test_nobody_by_that_address(db):
    with pytest.raises(CommandError, match="Nobody is coached under"):
        remind(now=SEVEN, athlete="nobody@demo.example")
