"""The coach's two digests: off until wanted, once, and without a word about anybody's health."""

import io
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from clients import digesting, house_rules, inviting, outbox, reminders, talking
from clients.attention import Need
from clients.models import (
    CoachProfile,
    OutgoingEmail,
    PainReport,
    QuietTime,
    RedFlag,
    Reminder,
    Wish,
)
from tests import builders

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY, SUNDAY = date(2026, 11, 25), date(2026, 11, 29)
ONE_DAY = timedelta(days=1)
URL = "/coach/settings/"
MAIL = {"part": "mail", "note": "at_once", "digest": "same_day", "weekly": "off"}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


SEVEN = at(WEDNESDAY, 7)


def wanted(coach, kind="digest", **fields) -> None:
    builders.wish(coach, kind, **fields)
    digesting.look_soon(coach, at(WEDNESDAY, 0))


def look(moment: datetime) -> None:
    while reminders.queue_due(moment):
        pass
    outbox.send_batch(moment)


@pytest.fixture
def waiting(maya):
    """Maya asked something on Monday and has had no answer."""
    talking.write(maya, maya.user, "My knee hurts", uid=uuid4(), now=at(WEDNESDAY - 2 * ONE_DAY, 9))
    OutgoingEmail.objects.all().delete()
    maya.next_look_at = None
    maya.save()


def test_nobody_gets_a_digest_without_wanting_it(robin, waiting, mail_server):
    look(SEVEN)

    assert not mail_server.messages
    assert CoachProfile.objects.get().next_look_at is None


def test_it_comes_once_at_seven_and_names_who_waits(robin, maya, waiting, mail_server):
    wanted(robin)
    look(at(WEDNESDAY, 6, 59))
    assert not mail_server.messages
    for minute in (0, 1, 30):
        look(at(WEDNESDAY, 7, minute))

    (sent,) = mail_server.messages
    assert sent["To"] == robin.email and sent["Subject"] == "Maya needs you"
    text = sent.get_body(("plain",)).get_content()
    assert "Maya: A note waits for an answer." in text
    assert "knee" not in sent.as_string()
    assert "List-Unsubscribe" in sent
    assert CoachProfile.objects.get().next_look_at == SEVEN + ONE_DAY


def test_why_somebody_needs_the_coach_stays_on_the_page(robin, maya, mail_server):
    RedFlag.objects.create(client=maya, opened_on=WEDNESDAY)
    builders.hard_session(maya, WEDNESDAY)
    PainReport.objects.create(
        client=maya, uid=uuid4(), day=WEDNESDAY, region="achilles", side="left", kind="pain",
        level=7, moment="now",
    )  # fmt: skip
    wanted(robin)

    look(SEVEN)

    whole = mail_server.messages[0].as_string().lower()
    assert "maya: needs you today." in whole
    assert not [word for word in ("pain", "achilles", "flag", "injur", "sore") if word in whole]


def test_a_day_on_which_nobody_needs_the_coach_is_silent(robin, maya, mail_server):
    builders.session(maya, WEDNESDAY + 10 * ONE_DAY)
    wanted(robin)

    look(SEVEN)

    assert not mail_server.messages and not Reminder.objects.exists()
    assert CoachProfile.objects.get().next_look_at == SEVEN + ONE_DAY


def test_it_is_dropped_when_its_reason_is_gone(robin, maya, waiting, mail_server):
    builders.session(maya, WEDNESDAY + 10 * ONE_DAY)
    wanted(robin)
    reminders.queue_due(SEVEN)
    assert OutgoingEmail.objects.get().kind == "digest"

    talking.mark_read(maya, robin, SEVEN)
    outbox.send_batch(SEVEN)

    assert not mail_server.messages
    assert Reminder.objects.get().state == Reminder.State.DROPPED


def test_switched_off_it_is_off_for_the_very_next_send(robin, waiting, mail_server):
    wanted(robin)
    reminders.queue_due(SEVEN)

    Wish.objects.update(on=False)
    outbox.send_batch(SEVEN)

    assert not mail_server.messages


def test_a_coach_hears_of_nobody_elses_athletes(robin, alex, maya, ines, waiting, mail_server):
    wanted(alex)

    look(SEVEN)

    text = mail_server.messages[0].get_body(("plain",)).get_content()
    assert "Ines: Has no plan yet." in text and "Maya" not in text


def test_an_hour_of_ones_own_and_quiet_days(robin, waiting, mail_server):
    QuietTime.objects.create(user=robin, weekdays=[3])
    wanted(robin, at=time(5, 30))
    assert CoachProfile.objects.get().next_look_at == at(WEDNESDAY + ONE_DAY, 5, 30)

    QuietTime.objects.update(off=True)
    digesting.look_soon(robin, at(WEDNESDAY, 0))
    assert CoachProfile.objects.get().next_look_at is None


def test_a_digest_that_is_half_a_day_late_is_not_sent(robin, waiting, mail_server):
    wanted(robin)

    look(at(WEDNESDAY, 19, 1))

    assert not mail_server.messages


def test_the_weekly_digest_comes_on_sunday_with_what_was_done(robin, maya, jonas, mail_server):
    builders.log(builders.session(maya, SUNDAY - 3 * ONE_DAY))
    builders.session(maya, SUNDAY - 2 * ONE_DAY)
    wanted(robin, "weekly")
    look(at(SUNDAY - ONE_DAY, 18))
    assert not mail_server.messages

    look(at(SUNDAY, 18))

    (sent,) = mail_server.messages
    text = sent.get_body(("plain",)).get_content()
    assert "Maya: 1 of 2 done." in text and "Jonas: Nothing was planned." in text
    assert "1 log to see." in text


def test_one_coachs_odd_data_stops_nobody_elses_digest(robin, alex, ines, waiting, mail_server):
    wanted(robin)
    wanted(alex)
    type(robin).objects.filter(pk=robin.pk).update(time_zone="Nowhere/At all")

    look(SEVEN)

    assert [each["To"] for each in mail_server.messages] == [alex.email]


def test_words_for_every_need_or_it_stays_on_the_page():
    unsaid = {Need.RUNS_OUT, Need.TREATMENT, Need.RETEST, Need.ALL_DONE}
    assert set(Need) - unsaid == set(digesting.WORDS)


def test_a_sweep_by_hand_prints_it_and_a_dry_run_keeps_nothing(robin, waiting):
    wanted(robin)
    out = io.StringIO()

    call_command("remind", now="2026-11-25T07:00+01:00", dry_run=True, stdout=out)

    assert "Wed 25 Nov 07:00 robin@demo.example digest" in out.getvalue()
    assert not OutgoingEmail.objects.exists()
    assert CoachProfile.objects.get().next_look_at == SEVEN


# The page


def test_the_coach_chooses_and_the_next_look_is_set(client, robin):
    client.force_login(robin)
    with time_machine.travel(at(WEDNESDAY, 12), tick=False):
        answer = client.post(URL, MAIL | {"digest_at": "06:30", "weekly_at": "18:00"}, follow=True)

    assert "Saved." in answer.content.decode()
    assert CoachProfile.objects.get().next_look_at == at(WEDNESDAY + ONE_DAY, 6, 30)
    assert Wish.objects.get(user=robin, kind="digest").at == time(6, 30)


def test_an_hour_that_is_none_is_refused_and_nothing_is_lost(client, robin):
    client.force_login(robin)
    page = client.post(URL, MAIL | {"digest_at": "dawn"}).content.decode()

    assert "Write the hour as 06:30." in page and "dawn" in page
    assert not Wish.objects.exists()


def test_somebody_new_begins_with_what_the_coach_chose(client, robin, now):
    client.force_login(robin)
    said = {
        "week_sent": "inside", "note": "inside", "log_missing": "same_day", "treatment": "off",
        "next_morning": "inside", "screen": "off", "plan_ends": "inside",
    }  # fmt: skip
    client.post(URL, {"part": "new"} | {f"new-{kind}": choice for kind, choice in said.items()})
    assert house_rules.wishes_for_new(robin) == said

    invitation = inviting.invite(robin, "Elif", "elif@demo.example", now=now)
    elif_ = builders.user("Elif")
    inviting.accept(invitation, elif_, born_on=date(1990, 1, 1), health=False, now=now)

    stands = {wish.kind: wish.mode if wish.on else "off" for wish in elif_.wishes.all()}
    assert stands == said


def test_what_somebody_has_chosen_before_is_kept(robin, now):
    house_rules.choose_for_new(robin, {"note": "off"})
    elif_ = builders.user("Elif")
    builders.wish(elif_, "note", mode="at_once")

    house_rules.first_wish(robin, elif_)

    assert elif_.wishes.get().on


@pytest.mark.parametrize("who", ["operator", "maya"])
def test_the_page_is_a_coachs(request, client, who):
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))

    assert client.get(reverse("admin:wishes")).status_code == 404
