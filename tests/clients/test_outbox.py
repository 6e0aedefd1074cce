"""Mail goes out once, whatever the mail server does; what is no longer wanted does not."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.template import TemplateSyntaxError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import inviting, letters, outbox, reminders
from clients.composing import Composer
from clients.models import Client, MailDay, MailServer, OutgoingEmail, Reminder
from coachapp.lib import mail
from coachapp.models import User
from tests import builders

State = OutgoingEmail.State
LATER = timedelta(hours=3)


@pytest.fixture
def queued(maya, now, today):
    """Maya's morning mail, queued at seven, with one session in it."""
    session = builders.hard_session(maya, today)
    return queued_for(maya, session, now)


def queued_for(client, session, now):
    email = OutgoingEmail.objects.create(
        kind=OutgoingEmail.Kind.MORNING,
        user=client.user,
        client=client,
        address=client.user.email,
        send_after=now,
    )
    Reminder.objects.create(
        recipient=client.user,
        client=client,
        kind=Reminder.Kind.PLAN,
        day=session.day,
        due_at=now,
        useful_until=now + timedelta(hours=12),
        session=session,
        email=email,
    )
    return email


def states():
    return list(OutgoingEmail.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_goes_out_with_two_written_parts_and_a_way_to_stop_it(queued, mail_server, now):
    assert outbox.send_batch(now) == 1

    (mail_,) = mail_server.messages
    assert mail_["To"] == "maya@demo.example"
    assert mail_["Subject"] == "Today: Tempo"
    text = mail_.get_body(("plain",)).get_content()
    assert "Good morning Maya" in text and "/act/" in text and "<" not in text
    assert "<table" in mail_.get_body(("html",)).get_content()
    assert mail_["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in mail_["List-Unsubscribe"]
    assert mail_["X-Reminder-Key"] == f"{queued.user.code} 2026-11-25 plan"
    queued.refresh_from_db()
    assert (queued.state, queued.sent_at) == (State.SENT, now)
    assert Reminder.objects.get().state == Reminder.State.SENT


def test_a_logged_session_drops_its_reminder(queued, mail_server, now, maya):
    builders.log(maya.sessions.get())

    outbox.send_batch(now)

    assert states() == [State.DROPPED] and not mail_server.messages
    assert Reminder.objects.get().state == Reminder.State.DROPPED


def test_a_moved_session_drops_its_reminder(queued, mail_server, now, maya, today):
    maya.sessions.update(day=today + timedelta(days=2))

    outbox.send_batch(now)

    assert states() == [State.DROPPED] and not mail_server.messages


def test_a_reminder_whose_session_has_vanished_goes_with_it(queued, mail_server, now, maya):
    maya.sessions.all().delete()
    assert not Reminder.objects.exists()

    outbox.send_batch(now)

    assert states() == [State.DROPPED] and not mail_server.messages


@pytest.mark.parametrize(
    "leaves",
    [
        lambda maya: Client.objects.update(status=Client.Status.PAUSED),
        lambda maya: Client.objects.update(ended_on=maya.joined_on),
        lambda maya: maya.away_spans.create(from_on="2026-11-24", to_on="2026-11-26"),
        lambda maya: builders.wish(maya.user, "morning", on=False),
        lambda maya: type(maya.user).objects.filter(pk=maya.user_id).update(is_active=False),
    ],
    ids=["paused", "left", "away", "unsubscribed", "account closed"],
)
def test_whoever_cannot_be_written_to_any_more_is_not(queued, mail_server, now, maya, leaves):
    leaves(maya)

    outbox.send_batch(now)

    assert states() == [State.DROPPED] and not mail_server.messages


def test_a_reminder_past_its_last_useful_hour_is_recorded_as_late(queued, mail_server, now):
    outbox.send_batch(now + timedelta(hours=13))

    assert Reminder.objects.get().state == Reminder.State.LATE
    assert states() == [State.DROPPED] and not mail_server.messages


def test_two_workers_send_it_once(queued, mail_server, now):
    outbox.send_batch(now)
    outbox.send_batch(now)

    assert len(mail_server.messages) == 1


def test_a_dead_workers_claim_runs_out_and_the_second_delivery_has_the_same_id(
    queued, mail_server, now
):
    outbox.send_batch(now)
    died = {"state": State.SENDING, "claimed_at": now}
    OutgoingEmail.objects.update(**died)
    Reminder.objects.update(state=Reminder.State.OPEN)

    outbox.send_batch(now + timedelta(minutes=9))
    assert len(mail_server.messages) == 1
    outbox.send_batch(now + timedelta(minutes=10))

    first, second = mail_server.messages
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id(queued.code)


def test_a_server_that_says_later_is_asked_again_after_growing_gaps(queued, mail_server, now):
    mail_server.at_rcpt = "451 greylisted"
    gaps = []
    for _ in range(4):
        outbox.send_batch(now)
        queued.refresh_from_db()
        assert queued.state == State.QUEUED
        gaps.append(queued.send_after - now)
        now = queued.send_after
    mail_server.heal()
    outbox.send_batch(now)

    assert all(later > sooner for sooner, later in zip(gaps, gaps[1:], strict=False))
    assert states() == [State.SENT] and len(mail_server.messages) == 1


def test_an_address_that_is_refused_is_tried_once_and_flagged_for_the_coach(
    queued, mail_server, now, maya, robin
):
    mail_server.at_rcpt = "550 no such person"

    outbox.send_batch(now)
    outbox.send_batch(now + LATER)

    maya.user.refresh_from_db()
    assert maya.user.mail_dead_at == now
    seen = OutgoingEmail.objects.visible_to(robin).get()
    assert (seen.state, seen.attempts) == (State.FAILED, 1)
    assert "no such person" in seen.error


def test_an_address_that_takes_mail_again_loses_its_flag(queued, mail_server, now, maya):
    maya.user.mail_dead_at = now - LATER
    maya.user.save()

    outbox.send_batch(now)

    maya.user.refresh_from_db()
    assert maya.user.mail_dead_at is None


@pytest.mark.parametrize("fields", [None, ["email"]], ids=["whole row", "the address alone"])
def test_a_new_address_is_a_new_beginning(maya, now, fields):
    person = maya.user
    person.mail_dead_at, person.mail_bounced = now, True
    person.save()
    person.name = "Maya B"
    person.save()
    assert person.mail_dead_at == now

    person.email = "maya@elsewhere.example"
    person.save(update_fields=fields)

    person.refresh_from_db()
    assert (person.mail_dead_at, person.mail_bounced) == (None, False)


@pytest.mark.parametrize("fault", ["drop", "hang"])
def test_a_sick_server_holds_nobody_and_nothing_is_lost(mail_server, now, today, robin, fault):
    for name in ("Maya", "Jonas", "Priya"):
        client = builders.client(robin, name)
        queued_for(client, builders.session(client, today), now)
    mail_server.at_data = fault

    outbox.send_batch(now)

    assert states() == [State.QUEUED] * 3
    assert mail_server.connections == 1, "nobody knocks a second time"
    assert outbox.send_batch(now) == 0, "what is ready waits for everybody"
    assert sum(OutgoingEmail.objects.values_list("attempts", flat=True)) == 1
    mail_server.heal()
    outbox.send_batch(now + timedelta(minutes=2))
    assert len(mail_server.messages) == 3


def test_no_server_at_all_is_waited_for(queued, settings, now):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    outbox.send_batch(now)

    assert states() == [State.QUEUED]
    queued.refresh_from_db()
    assert queued.send_after > now


def test_a_lost_reply_repeats_the_mail_with_the_same_id(queued, mail_server, now):
    mail_server.at_data = mail_server.LOSE_REPLY
    outbox.send_batch(now)
    mail_server.heal()
    outbox.send_batch(now + timedelta(minutes=2))

    first, second = mail_server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert states() == [State.SENT]


def test_a_server_that_hangs_up_on_one_mail_still_gets_the_others(mail_server, now, today, robin):
    for name in ("Maya", "Jonas", "Priya"):
        client = builders.client(robin, name)
        queued_for(client, builders.session(client, today), now)
    mail_server.at_data, mail_server.only_for = mail_server.DROP, "jonas@demo.example"

    outbox.send_batch(now)

    assert states() == [State.SENT, State.QUEUED, State.SENT]


def test_a_server_that_falls_silent_in_the_middle_is_left_alone_at_once(
    mail_server, now, today, robin
):
    for name in ("Maya", "Jonas", "Priya"):
        client = builders.client(robin, name)
        queued_for(client, builders.session(client, today), now)
    mail_server.at_data, mail_server.only_for = mail_server.HANG, "jonas@demo.example"

    outbox.send_batch(now)

    assert states() == [State.SENT, State.QUEUED, State.QUEUED]
    assert mail_server.connections == 1


@pytest.mark.parametrize("said", ["550 not from you", "451 later"])
def test_a_server_that_refuses_our_own_address_is_away_and_nobody_is_flagged(
    said, queued, mail_server, now
):
    mail_server.at_mail = said

    outbox.send_batch(now)

    assert states() == [State.QUEUED]
    assert not User.objects.exclude(mail_dead_at=None).exists()
    mail_server.heal()
    outbox.send_batch(now + timedelta(hours=1))
    assert states() == [State.SENT]


def test_one_kind_with_a_broken_template_fails_alone(
    queued, mail_server, now, today, jonas, settings, tmp_path
):
    broken = tmp_path / "email" / "note"
    broken.mkdir(parents=True)
    (broken / "subject.txt").write_text("{% no_such_tag %}")
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]
    builders.note(jonas, jonas.coach, now)
    Client.objects.filter(pk=jonas.pk).look_soon(now)
    reminders.queue_due(now)

    outbox.send_batch(now)

    assert sorted(states()) == [State.FAILED, State.SENT]
    assert "TemplateSyntaxError" in OutgoingEmail.objects.get(state=State.FAILED).error


def test_a_letter_is_written_while_the_server_takes_the_one_before(
    mail_server, now, today, robin, monkeypatch
):
    """A fault in the second is the second's alone, although it shows while the first is on its way."""
    first, second, third = (
        queued_for(client, builders.session(client, today), now)
        for client in (builders.client(robin, name) for name in ("Maya", "Jonas", "Priya"))
    )
    write, settled_by_then = Composer.letter, []

    def watched(composer, email):
        settled_by_then.append((email.pk, states().count(State.SENT)))
        if email == second:
            raise TemplateSyntaxError("a filter that is none")
        return write(composer, email)

    monkeypatch.setattr(Composer, "letter", watched)
    outbox.send_batch(now)

    assert states() == [State.SENT, State.FAILED, State.SENT]
    assert settled_by_then == [(first.pk, 0), (second.pk, 0), (third.pk, 1)]


def test_a_hundred_mails_share_a_connection_and_cost_little_more_than_one_query_each(
    mail_server, now, today, robin
):
    for number in range(100):
        client = builders.client(robin, f"Runner{number}")
        queued_for(client, builders.session(client, today), now)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert outbox.send_batch(now) == 100

    assert len(mail_server.messages) == 100 and mail_server.connections == 1
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 130


def test_urgent_mail_goes_first(queued, mail_server, now):
    letters.queue_account_mail("new@demo.example", "account/email/login_code", {"code": "1"}, now)

    outbox.send_batch(now)

    assert [one["To"] for one in mail_server.messages] == ["new@demo.example", "maya@demo.example"]


def test_a_sign_in_code_lies_sealed_until_it_is_sent_and_is_shown_to_nobody(
    maya, mail_server, now, robin, operator
):
    context = {"user": maya.user, "code": "K7-QX4", "request": object()}
    row = letters.queue_account_mail(maya.user.email, "account/email/login_code", context, now)

    assert row.sealed and "K7-QX4" not in str(OutgoingEmail.objects.values().get())
    assert not OutgoingEmail.objects.visible_to(operator).exists()
    outbox.send_batch(now)

    (sent,) = mail_server.messages
    assert "K7-QX4" in sent.get_body(("plain",)).get_content()
    assert "K7-QX4" in sent.get_body(("html",)).get_content()
    assert sent["List-Unsubscribe"] is None
    row.refresh_from_db()
    assert (row.state, row.sealed, row.subject) == (State.SENT, "", "")


def test_a_sealed_mail_is_read_after_the_key_has_moved_to_the_fallbacks(
    mail_server, now, settings, db
):
    letters.queue_account_mail("a@demo.example", "account/email/login_code", {"code": "K7"}, now)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    outbox.send_batch(now)

    assert "K7" in mail_server.messages[0].get_body(("plain",)).get_content()


def test_signing_in_by_code_queues_its_mail_and_waits_for_no_server(client, maya):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=maya.user, email=maya.user.email, verified=True, primary=True)

    client.post(reverse("account_request_login_code"), {"email": maya.user.email})

    row = OutgoingEmail.objects.get()
    assert (row.kind, row.state) == (OutgoingEmail.Kind.ACCOUNT, State.QUEUED)


def test_an_invitation_carries_its_link_and_dies_with_it(robin, mail_server, now, settings):
    letter = inviting.invite(robin, "Kofi", "kofi@demo.example", now=now)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    outbox.send_batch(now)

    (sent,) = mail_server.messages
    assert sent["Subject"] == "Robin invites you to Coachapp"
    link = sent.get_body(("plain",)).get_content().partition("/join/")[2].partition("/")[0]
    assert inviting.find(link, now=now) == letter
    again = inviting.resend(letter, by=robin, now=now)
    inviting.revoke(again, now=now)
    outbox.send_batch(now)
    assert len(mail_server.messages) == 1


def test_no_mail_lies_open_inside_a_transaction(queued, mail_server, now, django_db_blocker):
    seen = []
    taken = mail.Line.send

    def watched(line, letter, meanwhile):
        seen.append(len(connection.savepoint_ids))
        return taken(line, letter, meanwhile)

    mail.Line.send, outside = watched, len(connection.savepoint_ids)
    try:
        outbox.send_batch(now)
    finally:
        mail.Line.send = taken
    assert seen == [outside]


def test_what_a_person_typed_stays_text(maya, mail_server, now, today):
    session = builders.session(
        maya, today, title="<b>Easy</b> & calm\nBcc: x@y.example", hardness="hard"
    )
    queued_for(maya, session, now)

    outbox.send_batch(now)

    (sent,) = mail_server.messages
    html = sent.get_body(("html",)).get_content()
    assert "<b>Easy" not in html and "&lt;b&gt;Easy&lt;/b&gt; &amp; calm" in html
    assert "<b>Easy</b> & calm" in sent.get_body(("plain",)).get_content()
    assert sent["Bcc"] is None and "Bcc" in sent["Subject"]


# What is on the wire


@pytest.mark.parametrize(
    "words",
    [
        "Easy today",
        "Läuft: Grüße an Zoë, und noch ein paar Wörter mehr, damit die Zeile lang wird",
        "x" * 1200,
    ],
    ids=["plain", "umlauts", "a long line"],
)
def test_the_wire_says_what_djangos_own_message_says(words, now):
    letter = mail.Letter(
        to="maya@demo.example",
        subject=words[:150],
        text=f"{words}\n.\nFrom here on\r\n",
        html=f"<p>{words}</p>\n",
        message_id="<7@demo.example>",
        date=now,
        headers=mail.one_click("http://localhost/unsubscribe/" + "k" * 120),
    )
    ours = message_from_bytes(letter.wire(), policy=policy.default)
    djangos = message_from_bytes(letter.message().message().as_bytes(), policy=policy.default)

    for name in set(djangos.keys()) - {"Content-Type"}:
        assert ours[name].strip() == djangos[name].strip()
    for kind in ("plain", "html"):
        bodies = [one.get_body((kind,)).get_content().split() for one in (ours, djangos)]
        assert bodies[0] == bodies[1]
    assert max(len(line) for line in letter.wire().split(b"\r\n")) <= 998
    assert b"\n" not in letter.wire().replace(b"\r\n", b"")


@pytest.mark.parametrize("field", ["subject", "to"])
def test_a_line_end_in_a_header_never_leaves(field, now):
    said = {"to": "maya@demo.example", "subject": "Easy"} | {field: "a@b.example\nBcc: x@y.example"}
    letter = mail.Letter(text="", html="", message_id="<7@demo.example>", date=now, **said)

    with pytest.raises(ValueError, match="newlines"):
        letter.wire()


# A server that is away


def test_a_server_that_stays_away_is_asked_less_and_less_and_at_once_again_when_it_is_back(
    queued, mail_server, now, settings
):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    waits = []
    for _ in range(3):
        OutgoingEmail.objects.update(send_after=now)
        outbox.send_batch(now)
        until = MailServer.objects.get().away_until
        assert outbox.send_batch(until - timedelta(seconds=1)) == 0
        waits.append(until - now)
        now = until

    assert waits[0] < waits[1] < waits[2]
    settings.EMAIL_PORT = port
    OutgoingEmail.objects.update(send_after=now)
    outbox.send_batch(now)
    assert states() == [State.SENT]
    assert MailServer.objects.get().away_until is None


def test_a_clock_that_jumped_ahead_and_back_keeps_no_mail_waiting(queued, mail_server, now):
    MailServer.objects.is_away(now + timedelta(days=30), 1)

    outbox.send_batch(now)

    assert states() == [State.SENT]


def test_a_slow_server_gives_the_worker_back_and_the_rest_goes_to_the_next(
    mail_server, now, today, robin, monkeypatch
):
    for name in ("Maya", "Jonas", "Priya"):
        client = builders.client(robin, name)
        queued_for(client, builders.session(client, today), now)
    moments = iter([0.0, 1.0, 20.0, 20.0, 20.0])
    monkeypatch.setattr(outbox, "monotonic", lambda: next(moments))

    outbox.send_batch(now)

    assert states() == [State.SENT, State.QUEUED, State.QUEUED]
    assert sum(OutgoingEmail.objects.values_list("attempts", flat=True)) == 1


# What the provider takes in a minute


def test_all_workers_together_stay_within_the_minutes_number(
    mail_server, now, today, robin, settings
):
    settings.MAIL_PER_MINUTE = 2
    for name in ("Maya", "Jonas", "Priya"):
        client = builders.client(robin, name)
        queued_for(client, builders.session(client, today), now)
    code = letters.queue_account_mail(
        "new@demo.example", "account/email/login_code", {"code": "1"}, now
    )

    assert [outbox.send_batch(now), outbox.send_batch(now)] == [2, 0]
    code.refresh_from_db()
    assert code.state == State.SENT, "account mail goes first"
    assert outbox.send_batch(now + timedelta(minutes=1)) == 2
    assert states() == [State.SENT] * 4


def test_what_was_allowed_and_not_used_is_there_for_the_next(queued, mail_server, now, settings):
    settings.MAIL_PER_MINUTE = 100
    outbox.send_batch(now)

    assert MailServer.objects.get().taken == 1


# Account mail has its own patience


def test_account_mail_is_tried_again_within_seconds(mail_server, now, db):
    row = letters.queue_account_mail(
        "a@demo.example", "account/email/login_code", {"code": "1"}, now
    )
    mail_server.at_rcpt = "451 greylisted"

    outbox.send_batch(now)

    row.refresh_from_db()
    assert row.send_after - now < timedelta(seconds=15)


def test_a_code_that_is_too_old_to_be_typed_is_not_sent(mail_server, now, db):
    letters.queue_account_mail("a@demo.example", "account/email/login_code", {"code": "1"}, now)

    outbox.send_batch(now + timedelta(minutes=16))

    assert states() == [State.DROPPED] and not mail_server.messages


def test_other_account_mail_gives_up_after_a_day_and_not_after_a_number_of_tries(
    mail_server, now, db
):
    prefix = "account/email/password_changed"
    row = letters.queue_account_mail("a@demo.example", prefix, {}, now)
    OutgoingEmail.objects.update(attempts=300)
    mail_server.at_rcpt = "451 greylisted"

    outbox.send_batch(now + timedelta(hours=23))
    row.refresh_from_db()
    assert row.state == State.QUEUED
    outbox.send_batch(now + timedelta(hours=25))

    assert states() == [State.FAILED]


# Numbers


def test_the_days_numbers_say_what_became_of_mail_and_how_late_it_was(
    mail_server, now, today, robin
):
    for name in ("Maya", "Jonas", "Priya"):
        client = builders.client(robin, name)
        queued_for(client, builders.session(client, today), now)
    mail_server.at_rcpt, mail_server.only_for = "550 gone", "jonas@demo.example"

    outbox.send_batch(now + timedelta(seconds=40))

    day = MailDay.objects.get(day=now.date())
    assert (day.sent, day.failed, day.within_1m, day.late_s) == (2, 1, 2, 80)
