"""Why did I get this, or why not: for the athlete, and for the coach, who may ask for one more."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from clients import explaining, inviting, letters, outbox, prompting, reminders
from clients.models import Client, OutgoingEmail, Reminder
from coachapp.models import User
from tests import builders
from tests.conftest import TODAY

BERLIN = ZoneInfo("Europe/Berlin")
ONE_DAY = timedelta(days=1)
SEVEN = datetime.combine(TODAY, time(7), tzinfo=BERLIN)
NOON = datetime.combine(TODAY, time(12), tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def wednesday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mailed(maya, mail_server):
    """Maya had her morning mail at seven."""
    builders.hard_session(maya, TODAY)
    Client.objects.filter(pk=maya.pk).update(next_look_at=SEVEN)
    reminders.queue_due(SEVEN)
    outbox.send_batch(SEVEN)
    return OutgoingEmail.objects.get()


def own_page(client, athlete) -> str:
    client.force_login(athlete.user)
    return client.get(reverse("clients:mail")).content.decode()


def desk_page(client, coach, athlete) -> str:
    client.force_login(coach)
    return client.get(reverse("admin:clients_client_mail", args=[athlete.pk])).content.decode()


def remind(client, coach, athlete) -> str:
    client.force_login(coach)
    address = reverse("admin:clients_client_remind", args=[athlete.pk])
    return client.post(address, follow=True).content.decode()


def test_the_athlete_reads_what_came_when_and_for_what(client, maya, mailed):
    page = own_page(client, maya)

    assert "Wed 25 Nov 07:00" in page and "Sent at its hour." in page
    assert "today&#x27;s plan, check-in before a hard day" in page
    assert mailed.subject not in page, "never the content"


def test_the_coach_reads_the_same_in_the_athletes_hours(client, robin, maya, mailed):
    User.objects.filter(pk=robin.pk).update(time_zone="America/New_York")

    page = desk_page(client, robin, maya)

    assert "Wed 25 Nov 07:00" in page and "Hours are Europe/Berlin" in page


def test_account_mail_is_shown_to_nobody(client, robin, maya):
    letters.queue_account_mail(maya.user, "account/email/x", {}, NOON)
    OutgoingEmail.objects.update(client=maya)

    for page in (own_page(client, maya), desk_page(client, robin, maya)):
        assert "Nothing in the last fourteen days" in page


def test_nobody_reads_what_came_to_somebody_else(client, maya, jonas, mailed):
    assert "Nothing in the last fourteen days" in own_page(client, jonas)


def test_another_coach_is_told_of_no_mail_and_asks_for_none(alex, robin, maya, mailed):
    assert explaining.to_athlete(maya, robin, NOON)
    assert not explaining.to_athlete(maya, alex, NOON)

    builders.session(maya, TODAY - ONE_DAY)
    with pytest.raises(prompting.NotSent, match="Nothing waits"):
        prompting.prompt(maya, by=alex, now=NOON)


def test_the_letter_that_asked_somebody_in_is_listed_for_the_coach_alone(client, robin, alex, db):
    elif_ = inviting.invite(robin, "Elif", "elif@demo.example", now=NOON).client

    assert "Invitation" in desk_page(client, robin, elif_)
    assert not explaining.to_athlete(elif_, alex, NOON)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "dropped", "why": "five_a_week"}, "Five mails a week is the most"),
        ({"state": "dropped"}, "The session was logged or moved by then."),
        ({"state": "late"}, "Its last useful hour, Wed 25 Nov 19:00, had passed."),
    ],
)
def test_what_was_not_sent_says_why(client, maya, mailed, change, words):
    Reminder.objects.filter(kind="check_in").delete()
    Reminder.objects.update(**change, email=None)

    assert words in own_page(client, maya)


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ({"state": "failed", "error": "TemplateSyntaxError"}, "The fault is ours"),
        ({"state": "failed", "error": "550 no such user", "attempts": 1}, "nothing arrives at"),
        ({"state": "failed", "error": "451 later", "attempts": 20}, "however often we tried"),
        ({"state": "queued", "attempts": 3}, "has not taken it yet, after 3 tries"),
        ({"state": "sending"}, "It is being sent."),
        ({"sent_at": SEVEN + ONE_DAY / 24, "attempts": 2}, "Sent late, Wed 25 Nov 08:00: the mail"),
    ],
)
def test_what_became_of_the_delivery_is_told(client, maya, mailed, mail, words):
    OutgoingEmail.objects.update(**mail)
    if mail.get("state") in ("queued", "sending"):
        Reminder.objects.update(state="open", useful_until=NOON + ONE_DAY)

    assert words in own_page(client, maya)


def test_today_and_tomorrow_are_foretold(client, maya, mailed):
    builders.session(maya, TODAY + ONE_DAY)
    page = own_page(client, maya)

    assert "The morning mail comes at 07:00." in page
    assert "The hour of the morning mail was 07:00." in page

    builders.wish(maya.user, "morning", on=False)
    assert "No morning mail: it is switched off." in own_page(client, maya)


def test_an_ordinary_day_says_why_it_is_silent(client, maya):
    assert "nothing is planned, and the day before was not hard" in own_page(client, maya)


def test_away_is_said_first(client, maya):
    maya.away_spans.create(from_on=TODAY, to_on=TODAY + ONE_DAY)

    assert "Away until Thu 26 Nov: no mail meanwhile." in own_page(client, maya)


# The coach asks for one more


def test_a_reminder_by_hand_is_one_mail_about_what_waits(client, robin, maya, mail_server):
    session = builders.hard_session(maya, TODAY)

    assert "Maya gets a mail about Tempo." in remind(client, robin, maya)
    assert "is on its way" in remind(client, robin, maya)
    outbox.send_batch(NOON)

    (sent,) = mail_server.messages
    assert sent["To"] == maya.user.email and session.title in sent["Subject"]
    assert "Robin asked for this one." in sent.get_body(("plain",)).get_content()
    assert "Once is enough" in remind(client, robin, maya)
    assert "The coach asked for this one." in desk_page(client, robin, maya)


def test_without_a_session_today_it_asks_for_the_log_that_is_missing(
    client, robin, maya, mail_server
):
    builders.session(maya, TODAY - 2 * ONE_DAY)

    remind(client, robin, maya)
    outbox.send_batch(NOON)

    assert mail_server.messages[0]["Subject"] == "How did it go?"


def test_it_is_dropped_when_the_log_comes_first(client, robin, maya, mail_server):
    session = builders.session(maya, TODAY - ONE_DAY)
    remind(client, robin, maya)

    builders.log(session)
    outbox.send_batch(NOON)

    assert not mail_server.messages
    assert "The log was there by then." in desk_page(client, robin, maya)


def switch_off(maya):
    builders.wish(maya.user, "morning", on=False)


def dead(maya):
    User.objects.filter(pk=maya.user_id).update(mail_dead_at=NOON)


def five(maya):
    for ahead in range(5):
        mail = OutgoingEmail.objects.create(
            kind="morning", user=maya.user, client=maya, address="x@y.z", send_after=NOON
        )
        day = TODAY + (ahead - 2) * ONE_DAY
        Reminder.objects.create(
            recipient=maya.user, client=maya, kind="recovery", day=day, due_at=NOON,
            useful_until=NOON, email=mail,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (switch_off, "Maya has switched this mail off. Nothing was sent"),
        (dead, "Mail does not arrive at maya@demo.example"),
        (five, "Maya has had five mails this week"),
        (lambda maya: Client.objects.update(status="paused"), "Coaching is not running"),
        (lambda maya: maya.away_spans.create(from_on=TODAY, to_on=TODAY), "Away until Wed 25 Nov"),
        (lambda maya: Client.objects.filter(pk=maya.pk).update(user=None), "no account yet"),
        (lambda maya: builders.log(maya.sessions.get()), "Nothing waits for Maya"),
    ],
    ids=["off", "dead address", "five", "paused", "away", "no account", "nothing"],
)
def test_where_nothing_is_sent_the_coach_reads_why(client, robin, maya, stands, words):
    builders.hard_session(maya, TODAY)
    stands(maya)
    before = OutgoingEmail.objects.count()

    assert words in remind(client, robin, maya)
    assert OutgoingEmail.objects.count() == before


def test_at_night_nobody_is_reminded_of_today(client, robin, maya):
    builders.hard_session(maya, TODAY)

    with time_machine.travel(datetime.combine(TODAY, time(22), tzinfo=BERLIN), tick=False):
        assert "It is night where Maya is" in remind(client, robin, maya)
    assert not OutgoingEmail.objects.exists()


def test_a_draft_is_no_reason(client, robin, maya):
    builders.hard_session(maya, TODAY, sent_at=None)

    assert "Nothing waits for Maya" in remind(client, robin, maya)


@pytest.mark.parametrize("who", ["alex", "operator", "maya"])
def test_nobody_else_reminds_in_the_coachs_name(request, client, maya, who):
    builders.hard_session(maya, TODAY)
    user = maya.user if who == "maya" else request.getfixturevalue(who)
    client.force_login(user)

    answer = client.post(reverse("admin:clients_client_remind", args=[maya.pk]))

    assert answer.status_code == 404
    assert not OutgoingEmail.objects.exists()
