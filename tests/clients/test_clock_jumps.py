"""The clock of a machine was wrong for a while: ahead, then right again. Mail goes on."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clients import outbox, reminders
from clients.models import Client, CoachProfile, OutgoingEmail, Reminder
from tests import builders

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
State = OutgoingEmail.State


@pytest.fixture
def seven(maya, today):
    """Maya trains every day of the month and is written to at seven."""
    builders.wish(maya.user, "morning", at=time(7))
    for ahead in range(40):
        builders.session(maya, today + ahead * DAY)
    seven = datetime.combine(today, time(7), tzinfo=BERLIN)
    Client.objects.update(next_look_at=seven)
    return seven


def look(moment: datetime) -> None:
    while reminders.queue_due(moment):
        pass
    while outbox.send_batch(moment):
        pass


def days(mail_server) -> list:
    """The local days on which mail has arrived."""
    return [sent["Date"].datetime.astimezone(BERLIN).date() for sent in mail_server.messages]


@pytest.mark.parametrize("jump", [timedelta(hours=2), 30 * DAY], ids=["two hours", "a month"])
def test_nobody_waits_for_a_clock_that_ran_ahead(jump, seven, mail_server, today):
    look(seven)
    look(seven + jump)
    for hours in range(1, 3 * 24):
        look(seven + timedelta(hours=hours))

    arrived = [day for day in days(mail_server) if day < today + 3 * DAY]
    assert arrived == [today, today + DAY, today + 2 * DAY]


def test_what_a_slow_clock_says_again_is_said_once(seven, mail_server, today):
    look(seven)
    look(seven - timedelta(hours=5))
    look(seven - 2 * DAY)
    look(seven)

    assert days(mail_server) == [today]
    assert Reminder.objects.filter(day=today).count() == 1


def test_a_claim_of_tomorrow_by_a_worker_that_died_is_freed_today(seven, mail_server, maya):
    while reminders.queue_due(seven):
        pass
    assert outbox.claim(seven + DAY, 100)

    outbox.send_batch(seven)

    assert len(mail_server.messages) == 1


def test_a_claim_of_this_minute_is_left_alone(seven, mail_server):
    while reminders.queue_due(seven):
        pass
    assert outbox.claim(seven, 100)

    for off in (-5, 0, 5):
        outbox.send_batch(seven + timedelta(minutes=off))

    assert not mail_server.messages


def test_a_mail_that_was_tried_at_a_later_hour_does_not_wait_for_it(seven, mail_server):
    while reminders.queue_due(seven):
        pass
    OutgoingEmail.objects.update(attempts=1, send_after=seven + 30 * DAY)

    look(seven + timedelta(minutes=1))

    assert len(mail_server.messages) == 1


def test_a_mail_that_is_meant_for_later_is_not_brought_forward(seven, robin, mail_server):
    OutgoingEmail.objects.create(
        kind="account", address="a@demo.example", send_after=seven + 4 * DAY
    )
    look(seven - timedelta(hours=1))
    assert not mail_server.messages


def test_a_coachs_digest_does_not_wait_for_a_clock_that_ran_ahead(seven, robin):
    builders.wish(robin, "digest", on=True)
    far = seven + 30 * DAY
    CoachProfile.objects.filter(user=robin).update(next_look_at=far)
    look(seven)
    look(seven)
    assert CoachProfile.objects.get(user=robin).next_look_at < seven + 9 * DAY
