"""A link in a mail opens one session or one treatment, without signing in, and only a POST changes anything."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from clients import care, outbox
from clients.models import (
    CarePlan,
    Client,
    Comment,
    Consent,
    OutgoingEmail,
    Reminder,
    ScheduledSession,
    SessionLog,
    Treatment,
)
from coachapp.lib import links
from tests import builders
from tests.conftest import NOW

OVER = "This link has done its work."


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session(maya, today):
    return builders.strength_session(maya, today)


@pytest.fixture
def link(session, maya):
    return link_to(session, session.day, maya)


@pytest.fixture
def rhythm(maya, today):
    return CarePlan.objects.create(
        client=maya,
        modality=builders.modality(),
        base_days=21,
        start_on=today,
        due_on=today + timedelta(days=2),
    )


@pytest.fixture
def care_link(rhythm, maya):
    return link_to(rhythm, rhythm.due_on, maya)


def link_to(about, day, athlete, now=NOW):
    act = links.Act(about._meta.model_name, about.code, day, athlete.user.code)
    return reverse("clients:act", args=[links.act_token(act, now)])


def is_over(client, link):
    answer = client.get(link)
    return answer.status_code == 410 and OVER in answer.text


def rows():
    return [model.objects.count() for model in (SessionLog, Comment, Treatment, OutgoingEmail)]


def test_opening_changes_nothing_and_keeps_no_trace(client, link, session):
    before = rows()

    answer = client.get(link)

    assert answer.status_code == 200 and session.title in answer.text
    assert rows() == before
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_done_is_one_log_and_the_link_has_done_its_work(client, link, maya):
    said = {"act": "done", "effort": "6", "minutes": "35", "done_on": "2026-11-25"}

    assert "Saved" in client.post(link, said).text
    assert client.post(link, said).status_code == 410

    log = SessionLog.objects.get()
    assert (log.effort, log.minutes, log.entered_by) == (6, 35, maya.user)
    assert is_over(client, link)


def test_who_is_signed_in_gives_the_page_no_right(client, link, jonas, maya):
    client.force_login(jonas.user)
    said = {"act": "done", "effort": "6", "minutes": "35", "done_on": "2026-11-25"}

    client.post(link, said)

    assert SessionLog.objects.get().entered_by == maya.user


def test_a_browser_that_hides_where_it_comes_from_can_still_answer(link):
    browser = Browser(enforce_csrf_checks=True, headers={"origin": "null"})
    said = {"act": "done", "effort": "6", "minutes": "35", "done_on": "2026-11-25"}

    assert browser.post(link, said).status_code == 200
    assert SessionLog.objects.exists()


def test_a_form_without_an_effort_asks_for_it(client, link):
    answer = client.post(link, {"act": "done", "minutes": "35", "done_on": "2026-11-25"})

    assert answer.status_code == 200 and "Choose a number from 1 to 10" in answer.text
    assert not SessionLog.objects.exists()


def test_moved_to_a_good_day(client, link, session, today):
    day = today + timedelta(days=1)

    assert "Moved to Thu 26 Nov" in client.post(link, {"act": "move", "day": day}).text

    session.refresh_from_db()
    assert session.day == day
    assert is_over(client, link)


def test_it_hurts_tells_the_coach_once_and_asks_nothing_more(client, link, robin, session):
    client.post(link, {"act": "hurts", "how": "stopped"})
    client.post(link, {"act": "hurts", "how": "stopped"})

    note = Comment.objects.visible_to(robin).get()
    assert note.session == session and "I stopped" in note.body
    assert not SessionLog.objects.exists()


def test_not_started_because_it_hurts_is_logged_as_that(client, link):
    client.post(link, {"act": "hurts", "how": "not_started"})

    log = SessionLog.objects.get()
    assert (log.outcome, log.skip_reason) == ("skipped", "hurt")
    assert is_over(client, link)


def test_snoozed_until_the_evening_comes_again_in_the_evening(client, link, maya, mail_server):
    client.post(link, {"act": "later", "when": "evening"})
    client.post(link, {"act": "later", "when": "evening"})

    email = OutgoingEmail.objects.get()
    assert email.send_after.astimezone(maya.zone).hour == 19
    outbox.send_batch(NOW)
    assert not mail_server.messages
    outbox.send_batch(email.send_after)
    assert len(mail_server.messages) == 1


def test_snoozed_until_tomorrow_asks_how_it_went(client, link, maya, mail_server):
    client.post(link, {"act": "later", "when": "tomorrow"})

    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.day.day) == ("log_missing", 26)
    outbox.send_batch(reminder.due_at)
    assert len(mail_server.messages) == 1


def test_booking_a_treatment_puts_it_into_the_plan(client, care_link, rhythm):
    client.post(care_link, {"act": "booked", "booked-day": "2026-11-27"})

    booked = ScheduledSession.objects.get()
    assert (booked.care_plan, booked.day.day) == (rhythm, 27)
    assert is_over(client, care_link)


def test_a_treatment_done_moves_its_rhythm_once(client, care_link, rhythm):
    said = {"act": "visited", "done-day": "2026-11-24"}

    client.post(care_link, said)
    client.post(care_link, said)

    rhythm.refresh_from_db()
    assert Treatment.objects.get().done_on.day == 24
    assert rhythm.last_on.day == 24 and rhythm.due_on.month == 12
    assert is_over(client, care_link)


def test_a_blocked_treatment_is_not_booked(client, care_link, maya, today):
    care.block_hands_on(maya, by=maya.user, today=today)

    answer = client.post(care_link, {"act": "booked", "booked-day": "2026-11-27"})

    assert "Ask a health professional first" in answer.text
    assert not ScheduledSession.objects.exists()


@pytest.mark.parametrize(
    "ends",
    [
        lambda maya, session: builders.log(session),
        lambda maya, session: ScheduledSession.objects.update(day=session.day + timedelta(days=1)),
        lambda maya, session: Client.objects.update(ended_on=session.day),
        lambda maya, session: type(maya.user).objects.update(is_active=False),
        lambda maya, session: session.delete(),
    ],
    ids=["logged", "moved", "the person left", "account closed", "taken back"],
)
def test_the_link_dies_with(client, link, maya, session, ends):
    ends(maya, session)

    assert is_over(client, link)
    said = {"act": "done", "effort": "6", "minutes": "35", "done_on": "2026-11-25"}
    logs = SessionLog.objects.count()
    assert client.post(link, said).status_code == 410
    assert SessionLog.objects.count() == logs


def test_a_treatment_link_dies_with_the_consent(client, care_link):
    Consent.objects.update(withdrawn_at=NOW)

    assert is_over(client, care_link)


def test_a_link_lives_seven_days(client, session, maya):
    week = timedelta(days=7)
    assert client.get(link_to(session, session.day, maya, NOW - week)).status_code == 200
    assert is_over(client, link_to(session, session.day, maya, NOW - week - timedelta(minutes=1)))


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "x", str.swapcase]
)
def test_a_forged_link_is_over(client, link, change):
    token = link.removeprefix("/act/").removesuffix("/")

    assert is_over(client, reverse("clients:act", args=[change(token)]))


def test_a_link_for_one_person_does_not_open_anothers_session(client, session, ines):
    assert is_over(client, link_to(session, session.day, ines))


def test_an_unsubscribe_token_opens_no_session(client, maya):
    token = links.unsubscribe_token(maya.user, "morning")

    assert is_over(client, reverse("clients:act", args=[token]))


def test_a_draft_cannot_be_acted_on(client, maya, today):
    draft = builders.session(maya, today, sent_at=None)

    assert is_over(client, link_to(draft, today, maya))
