"""What people wish of mail is kept: quiet times, what waits in one mail, and the kinds that are off until wanted."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from clients import outbox, reminders, talking
from clients.models import (
    Client,
    Consent,
    Finding,
    OutgoingEmail,
    PainReport,
    QuietTime,
    Reminder,
    ScheduledSession,
    Screen,
)
from tests import builders

BERLIN = ZoneInfo("Europe/Berlin")
ONE_DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + n * ONE_DAY for n in (4, 5, 6))
NEXT_MONDAY = MONDAY + 7 * ONE_DAY
HEALTH = ("pain", "hurt", "sore", "achilles", "injur", "knee", "ill ")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


def days(client: Client, first: date, last: date, start: int = 0) -> None:
    """The sweep looks at the client every hour, from `start` to the midnight after `last`, and sends."""
    moment = at(first, start)
    Client.objects.filter(pk=client.pk).update(next_look_at=moment)
    while moment < at(last + ONE_DAY, 0):
        while reminders.queue_due(moment):
            pass
        outbox.send_batch(moment)
        moment += timedelta(hours=1)


def quiet(client: Client, **fields) -> None:
    QuietTime.objects.create(user=client.user, **fields)


def subjects(server) -> list[str]:
    return [each["Subject"] for each in server.messages]


# Quiet times


def test_no_mail_means_none_and_the_next_one_comes_when_it_is_wanted_again(maya, mail_server):
    builders.session(maya, FRIDAY)
    builders.session(maya, SATURDAY)
    quiet(maya, off=True)
    days(maya, FRIDAY, FRIDAY)
    assert not mail_server.messages

    QuietTime.objects.update(off=False)
    days(maya, SATURDAY, SATURDAY)
    assert subjects(mail_server) == ["Today: Easy run"]


@pytest.mark.parametrize("change", [{"off": True}, {"until": SUNDAY}])
def test_it_holds_for_the_very_next_mail(maya, mail_server, change):
    builders.session(maya, FRIDAY)
    Client.objects.filter(pk=maya.pk).update(next_look_at=at(FRIDAY, 6))
    reminders.queue_due(at(FRIDAY, 7))
    assert OutgoingEmail.objects.count() == 1

    quiet(maya, **change)
    outbox.send_batch(at(FRIDAY, 7))

    assert not mail_server.messages
    assert Reminder.objects.get().state == Reminder.State.DROPPED


def test_a_quiet_day_has_no_morning_mail_and_says_so_in_the_record(maya, mail_server):
    builders.session(maya, SUNDAY)
    quiet(maya, weekdays=[7])

    days(maya, SUNDAY, SUNDAY)

    assert not mail_server.messages
    assert Reminder.objects.get().why == "quiet_day"


def test_what_waited_over_quiet_days_comes_as_one_mail(maya, robin, mail_server):
    """Saturday and Sunday are quiet: the log that is missing and the note ride in Monday's mail."""
    builders.wish(maya.user, "log_missing")
    quiet(maya, weekdays=[6, 7])
    builders.session(maya, SATURDAY)
    builders.session(maya, NEXT_MONDAY)
    talking.write(maya, robin, "A word", uid=uuid4(), now=at(SATURDAY, 12))

    days(maya, SATURDAY, NEXT_MONDAY)

    (sent,) = mail_server.messages
    assert sent["Subject"] == "Today: Easy run"
    text = sent.get_body(("plain",)).get_content()
    assert "Say how it was" in text and "Robin has written to you" in text
    told = Reminder.objects.filter(state="sent").values_list("kind", flat=True)
    assert set(told) == {"plan", "log_missing", "note"}


def test_what_waited_over_quiet_hours_comes_as_one_mail(maya, robin, mail_server):
    builders.wish(maya.user, "log_missing")
    quiet(maya, starts=time(18), ends=time(8))
    builders.session(maya, FRIDAY)
    builders.session(maya, SUNDAY)

    days(maya, SATURDAY, SUNDAY)

    (sent,) = mail_server.messages
    assert "Say how it was" in sent.get_body(("plain",)).get_content()
    assert Reminder.objects.get(kind="plan").due_at == at(SUNDAY, 8)


def test_a_chosen_hour_beats_quiet_hours_but_not_a_quiet_day(maya, mail_server):
    builders.wish(maya.user, "morning", at=time(5, 0))
    quiet(maya, weekdays=[7])
    builders.session(maya, SATURDAY)
    builders.session(maya, SUNDAY)

    days(maya, SATURDAY, SUNDAY)

    assert Reminder.objects.get(state="sent").due_at == at(SATURDAY, 5)


def test_a_snooze_ends_on_its_day_and_brings_one_mail(maya, robin, mail_server):
    quiet(maya, until=SUNDAY)
    for day in (FRIDAY, SATURDAY, SUNDAY):
        builders.session(maya, day)
    for hour in (9, 15):
        talking.write(maya, robin, "A word", uid=uuid4(), now=at(FRIDAY, hour))

    days(maya, FRIDAY, SUNDAY)

    (sent,) = mail_server.messages
    assert "Robin has written to you" in sent.get_body(("plain",)).get_content()


def test_news_wanted_in_the_morning_mail_waits_for_its_hour(maya, robin, mail_server):
    for kind in ("note", "week_sent"):
        builders.wish(maya.user, kind, mode="inside")
    talking.write(maya, robin, "A word", uid=uuid4(), now=at(FRIDAY, 12))
    builders.session(maya, NEXT_MONDAY, sent_at=at(FRIDAY, 13))

    days(maya, FRIDAY, FRIDAY, start=13)
    assert not mail_server.messages

    days(maya, SATURDAY, SATURDAY)
    (sent,) = mail_server.messages
    assert sent["Subject"] == "Robin has sent your week"
    assert "Robin has written to you" in sent.get_body(("plain",)).get_content()
    assert Reminder.objects.filter(state="sent").first().due_at == at(SATURDAY, 7)


def test_a_mail_never_speaks_of_what_is_over(maya, robin, mail_server):
    """Sent for a note and for the week; the note was read meanwhile, so it is about the week."""
    builders.wish(maya.user, "note", mode="inside")
    builders.session(maya, SUNDAY, sent_at=at(FRIDAY, 12))
    Client.objects.filter(pk=maya.pk).update(next_look_at=at(FRIDAY, 12))
    reminders.queue_due(at(FRIDAY, 12))
    OutgoingEmail.objects.update(kind="note")

    outbox.send_batch(at(FRIDAY, 12))

    assert subjects(mail_server) == ["Robin has sent your week"]
    assert "List-Unsubscribe" in mail_server.messages[0]


def test_the_coachs_quiet_hours_are_the_coachs_own(maya, robin, mail_server):
    QuietTime.objects.create(user=robin, starts=time(12), ends=time(18))
    talking.write(maya, maya.user, "A word", uid=uuid4(), now=at(FRIDAY, 13))

    days(maya, FRIDAY, FRIDAY, start=13)

    assert Reminder.objects.get(recipient=robin).due_at == at(FRIDAY, 18)


def test_five_a_week_holds_for_every_kind(maya, mail_server):
    builders.wish(maya.user, "log_missing")
    for ahead in range(7):
        builders.strength_session(maya, MONDAY + ahead * ONE_DAY)

    days(maya, MONDAY, SUNDAY)

    assert len(mail_server.messages) == 5


# The question of the next morning, a screen that is due, a plan that runs out


def hurt(maya, day: date) -> PainReport:
    return PainReport.objects.create(
        client=maya, uid=uuid4(), day=day, region="achilles", side="left", kind="pain", level=3,
        moment="after",
    )  # fmt: skip


def finding(maya, day: date) -> Finding:
    screen = Screen.objects.create(
        client=maya, day=day - 28 * ONE_DAY, left=[5] * 5, right=[5] * 5,
        left_rating="good", right_rating="good",
    )  # fmt: skip
    return Finding.objects.create(screen=screen, side="left", code="knee", retest_on=day)


def ends_on_saturday(maya, day: date) -> ScheduledSession:
    return builders.session(maya, day + ONE_DAY)


STARTS = {
    "next_morning": lambda maya: hurt(maya, FRIDAY - ONE_DAY),
    "screen": lambda maya: finding(maya, FRIDAY),
    "plan_ends": lambda maya: ends_on_saturday(maya, FRIDAY),
}
ENDS = {
    "next_morning": lambda maya: hurt(maya, FRIDAY),
    "screen": lambda maya: Finding.objects.all().delete(),
    "plan_ends": lambda maya: builders.session(maya, NEXT_MONDAY),
}
SUBJECTS = {
    "next_morning": "How is it this morning?",
    "screen": "Time for five slow squats",
    "plan_ends": "Your plan goes up to Saturday",
}


@pytest.mark.parametrize("kind", STARTS)
def test_alone_it_is_sent_once_and_says_nothing_of_anybodys_health(maya, mail_server, kind):
    builders.wish(maya.user, kind)
    STARTS[kind](maya)

    days(maya, FRIDAY, FRIDAY)
    Client.objects.filter(pk=maya.pk).update(next_look_at=at(FRIDAY, 0))
    days(maya, FRIDAY, FRIDAY)

    (sent,) = mail_server.messages
    assert sent["Subject"] == SUBJECTS[kind]
    whole = sent.as_string().lower()
    assert not [word for word in HEALTH if word in whole]
    assert "You switched this on" in sent.get_body(("plain",)).get_content()


@pytest.mark.parametrize("kind", STARTS)
def test_it_is_dropped_when_its_reason_is_gone(maya, mail_server, kind):
    builders.wish(maya.user, kind)
    STARTS[kind](maya)
    Client.objects.filter(pk=maya.pk).update(next_look_at=at(FRIDAY, 6))
    reminders.queue_due(at(FRIDAY, 7))
    assert Reminder.objects.get().kind == kind

    ENDS[kind](maya)
    outbox.send_batch(at(FRIDAY, 7))

    assert not mail_server.messages
    assert Reminder.objects.get().state == Reminder.State.DROPPED


@pytest.mark.parametrize("kind", STARTS)
def test_without_a_wish_a_day_without_training_stays_silent(maya, mail_server, kind):
    STARTS[kind](maya)

    days(maya, FRIDAY, FRIDAY)

    assert not mail_server.messages


@pytest.mark.parametrize(
    ("kind", "rides"), [("next_morning", True), ("screen", False), ("plan_ends", False)]
)
def test_in_the_morning_mail_rides_what_is_usual_or_wanted(maya, mail_server, kind, rides):
    builders.session(maya, FRIDAY)
    STARTS[kind](maya)
    days(maya, FRIDAY, FRIDAY)
    assert Reminder.objects.filter(kind=kind, state="sent").exists() is rides

    Reminder.objects.all().delete()
    builders.wish(maya.user, kind, on=not rides, mode="inside")
    days(maya, FRIDAY, FRIDAY)
    assert Reminder.objects.filter(kind=kind, state="sent").exists() is not rides
    assert len(mail_server.messages) == 2


@pytest.mark.parametrize("kind", ["next_morning", "screen"])
def test_without_consent_nobody_asks_about_the_body(maya, mail_server, kind):
    builders.wish(maya.user, kind)
    STARTS[kind](maya)
    Consent.objects.update(withdrawn_at=at(FRIDAY, 0))

    days(maya, FRIDAY, FRIDAY)

    assert not mail_server.messages


def test_the_end_of_a_plan_is_told_once(maya, mail_server):
    builders.wish(maya.user, "plan_ends")
    builders.session(maya, SUNDAY)

    days(maya, MONDAY, SATURDAY)

    assert subjects(mail_server) == ["Your plan goes up to Sunday"]
    assert Reminder.objects.get().due_at == at(FRIDAY, 7)
