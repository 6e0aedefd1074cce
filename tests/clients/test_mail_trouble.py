"""A coach reads on the desk when mail does not go out."""

import re
import signal
from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.template.autoreload import reset_loaders
from django.urls import reverse

from clients import outbox, reminders, watching
from clients.management.commands import sendreminders
from clients.models import Client, Heartbeat, OutgoingEmail
from coachapp.models import User
from tests import builders

MINUTE = timedelta(minutes=1)
PLACES = ("admin:index", "admin:clients_reminder_changelist")


@pytest.fixture
def beats(morning, robin):
    for name in ("queue_due", "send_ready"):
        Heartbeat.objects.beat(name, morning)


def wait(client, since, **fields):
    said = {"state": "queued", "send_after": since, "created_at": since} | fields
    return OutgoingEmail.objects.create(
        kind="morning", user=client.user, client=client, address=client.user.email, **said
    )


@pytest.mark.parametrize("place", PLACES)
def test_a_worker_that_has_stopped_is_named_with_the_time(place, phone, robin, beats, morning):
    Heartbeat.objects.beat("send_ready", morning - 3 * MINUTE)

    page = phone(robin).get(reverse(place)).content.decode()

    assert "No mail goes out." in page and "07:27" in page


@pytest.mark.parametrize("place", PLACES)
def test_mail_that_waits_is_named_with_the_time(place, phone, robin, maya, beats, morning):
    wait(maya, morning - 8 * MINUTE, send_after=morning + MINUTE)

    page = phone(robin).get(reverse(place)).content.decode()

    assert "Mail is late." in page and "07:22" in page


@pytest.mark.parametrize("place", PLACES)
def test_a_healthy_desk_says_nothing(place, phone, robin, maya, beats, morning):
    wait(maya, morning - MINUTE)
    wait(maya, morning - 30 * MINUTE, state="sent")

    page = phone(robin).get(reverse(place)).content.decode()

    assert "Mail is late." not in page and "No mail goes out." not in page


@pytest.fixture
def a_broken_note(tmp_path, settings):
    """The words of one kind of mail cannot be read."""
    folder = tmp_path / "email" / "note"
    folder.mkdir(parents=True)
    (folder / "message.txt").write_text("{% no_such_tag %}")
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [templates | {"DIRS": [tmp_path, *templates["DIRS"]]}]
    return folder


@pytest.fixture
def written_to(maya, jonas, beats, morning):
    """Maya has a session this morning, Jonas a note to read; both mails are queued."""
    builders.wish(maya.user, "morning", at=time(7))
    builders.hard_session(maya, morning.date())
    builders.note(jonas, jonas.coach, morning)
    Client.objects.update(next_look_at=morning - timedelta(hours=1))
    reminders.queue_due(morning)
    assert set(OutgoingEmail.objects.values_list("kind", flat=True)) == {"morning", "note"}


@pytest.mark.parametrize("place", PLACES)
def test_a_kind_of_mail_that_cannot_be_written_is_named_and_leads_to_where_it_is_seen(
    place, a_broken_note, written_to, phone, robin, mail_server, morning
):
    outbox.send_batch(morning)
    assert [sent["To"] for sent in mail_server.messages] == ["maya@demo.example"]

    desk = phone(robin)
    page = desk.get(reverse(place)).content.decode()

    assert "One mail could not be written." in page and "No mail goes out." not in page
    listed = desk.get(re.search(r'href="(/coach/clients/outgoingemail/[^"]+)"', page)[1])
    assert "Jonas" in listed.content.decode() and "The fault is ours" in listed.content.decode()


def test_once_the_words_are_mended_it_can_go_out_and_the_desk_is_silent(
    a_broken_note, written_to, phone, robin, mail_server, morning
):
    outbox.send_batch(morning)
    (a_broken_note / "message.txt").write_text("Mended")
    reset_loaders()  # as a start with the mended file does
    failed = OutgoingEmail.objects.get(state="failed")
    desk = phone(robin)

    desk.post(
        reverse("admin:clients_outgoingemail_changelist"),
        {"action": "try_again", "_selected_action": [failed.pk]},
    )
    outbox.send_batch(morning)

    assert [sent["To"] for sent in mail_server.messages][1:] == ["jonas@demo.example"]
    assert "could not be written" not in desk.get(reverse("admin:index")).content.decode()


def test_another_coachs_mail_a_server_that_says_no_and_what_is_old_are_not_named(
    a_broken_note, written_to, phone, robin, alex, maya, mail_server, morning
):
    outbox.send_batch(morning)
    wait(maya, morning, state="failed", error="550 nobody here")
    assert "could not be written" not in phone(alex).get(reverse("admin:index")).content.decode()
    assert watching.trouble(robin, morning).unwritten == 1
    OutgoingEmail.objects.filter(state="failed").update(send_after=morning - timedelta(days=3))
    assert watching.trouble(robin, morning) is None


@pytest.mark.parametrize("coaches", [True, False])
def test_the_operator_is_told_of_everybodys_faults_and_tries_again_only_their_own_peoples(
    coaches, a_broken_note, written_to, phone, operator, mail_server, morning
):
    """Who runs the site mends the fault; a mail to an athlete goes out by word of the coach."""
    runs_it = builders.coach("Toni", floor=2, wish=2) if coaches else operator
    User.objects.filter(pk=runs_it.pk).update(is_superuser=True)
    outbox.send_batch(morning)
    desk = phone(runs_it)

    for place in PLACES:
        page = desk.get(reverse(place)).content.decode()
        assert "One mail could not be written." in page
        assert ("See which, and try again" in page) is coaches and "See which" in page
    posts = reverse("admin:clients_outgoingemail_changelist")
    failed = OutgoingEmail.objects.get(state="failed")
    assert "Jonas" in desk.get(posts).content.decode()
    desk.post(posts, {"action": "try_again", "_selected_action": [failed.pk]})
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_a_machine_on_which_no_worker_was_started_yet_is_not_broken(robin, now):
    assert watching.trouble(robin, now) is None


def test_it_costs_one_query(beats, robin, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        watching.trouble(robin, now)


def test_a_loop_gets_over_a_database_that_is_away_for_a_moment(monkeypatch, capsys):
    seen = []

    def look(command):
        seen.append(command)
        if len(seen) > 1:
            signal.raise_signal(signal.SIGTERM)
        raise OperationalError("gone")

    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(sendreminders, "close_old_connections", lambda: None)
    monkeypatch.setattr(sendreminders.Command, "look", look)
    try:
        call_command("sendreminders", loop=True, every=0.01)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)

    assert len(seen) == 2 and "database unreachable" in capsys.readouterr().err
