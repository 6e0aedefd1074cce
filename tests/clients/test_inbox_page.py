"""The inbox: every log that came in, planned beside done, seen and answered in one place."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import talking
from clients.models import Comment, PainReport, SessionLog
from tests import builders
from tests.conftest import NOW, TODAY

INBOX = "/coach/inbox/"
SEEN = f"{INBOX}seen/"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def logged(of_client, day=YESTERDAY, **said):
    return builders.log(builders.session(of_client, day), **said)


def page(desk, query=""):
    answer = desk.get(INBOX + query)
    assert answer.status_code == 200
    return answer.content.decode()


def answer_to(desk, log, body="Nicely done.", **more):
    address = reverse("admin:inbox_answer", args=[log.session.code])
    return desk.post(address, {"uid": uuid.uuid4(), "body": body} | more, follow=True)


def unseen():
    return set(SessionLog.objects.unseen())


class TestWhatItShows:
    def test_planned_beside_done_with_the_athletes_own_words(self, desk, maya):
        session = builders.strength_session(maya, YESTERDAY)
        log = builders.log(session, minutes=41, effort=8, hardness="hard", words="Like a clock.")
        log.sets.create(position=1, set_no=1, side="left", reps=7, load_kg=12, rir=1)
        log.sets.create(position=2, set_no=1, side="right", reps=8, load_kg=12, rir=1)
        shown = page(desk)
        assert "Like a clock." in shown
        assert "3 x 8 /side single leg squat @ 12 kg" in shown
        assert "left 7; right 8 @ 12 kg, 1 left in the tank" in shown
        assert "<td>30</td><td>41</td>" in shown
        assert "harder than meant" in shown

    def test_what_hurt_that_day_only_with_consent(self, desk, maya, robin):
        shy = builders.client(robin, "Noor", consent=False)
        for athlete in (maya, shy):
            logged(athlete)
            PainReport.objects.create(
                client=athlete, uid=uuid.uuid4(), day=YESTERDAY, region="achilles", side="left",
                kind="pain", level=4,
            )  # fmt: skip
        of_maya, of_noor = (
            page(desk, f"?log={athlete.logs.get().session.code}") for athlete in (maya, shy)
        )
        assert "pain 4" in of_maya
        assert "pain 4" not in of_noor
        assert of_noor.count("a place reported") == 1

    def test_a_day_that_did_not_happen_says_why(self, desk, maya):
        logged(maya, outcome="skipped", skip_reason="tired", minutes=None, effort=None)
        assert "did not happen: tired" in page(desk)

    def test_athlete_by_athlete_each_ones_days_in_order(self, desk, maya, jonas):
        for athlete, ago in ((maya, 1), (jonas, 2), (maya, 3)):
            logged(athlete, TODAY - timedelta(days=ago))
        shown = [(log.client.name, log.done_on.day) for log in desk.get(INBOX).context["logs"]]
        assert shown == [("Maya", 22), ("Maya", 24), ("Jonas", 23)]

    def test_seen_logs_of_the_last_days_on_demand(self, desk, maya):
        logged(maya, words="Old news", seen_at=NOW - timedelta(days=2))
        assert "Old news" not in page(desk)
        assert "Old news" in page(desk, "?all")

    def test_nothing_waits(self, desk, maya):
        assert "Every log is seen." in page(desk)

    def test_how_many_wait_stands_in_the_bar(self, desk, maya, ines):
        logged(maya)
        logged(maya, TODAY)
        logged(ines)
        shown = desk.get("/coach/week/").content.decode()
        assert '<span class="sr">unseen: </span>2' in shown

    def test_at_most_ten_queries_whatever_the_number(
        self, desk, maya, jonas, django_assert_max_num_queries
    ):
        for ago in range(20):
            for athlete in (maya, jonas):
                log = logged(athlete, TODAY - timedelta(days=ago))
                log.sets.create(position=1, set_no=1, reps=8)
        with django_assert_max_num_queries(10):
            page(desk)


class TestSeen:
    def test_one_is_seen_and_the_next_one_opens(self, desk, maya):
        first, second = logged(maya), logged(maya, TODAY)
        said = desk.post(SEEN, {"log": first.session.code}, follow=True)
        assert unseen() == {second}
        assert said.context["opened"].log == second

    def test_everything_of_one_athlete_as_it_was_shown(self, desk, maya, jonas):
        shown = [logged(maya), logged(maya, TODAY)]
        other = logged(jonas)
        late = logged(maya, TODAY - timedelta(days=3))
        desk.post(SEEN, {"log": [log.session.code for log in shown]})
        assert unseen() == {other, late}

    def test_the_quiet_ones_are_those_without_a_word_or_a_place(self, desk, maya, jonas):
        quiet = logged(maya)
        logged(maya, TODAY, comment="Left knee is odd.")
        logged(jonas, effort=5)
        logged(jonas, TODAY, outcome="changed")
        builders.log(builders.hard_session(jonas, TODAY))
        assert desk.get(INBOX).context["quiet"] == [quiet]

    def test_a_strangers_log_stays_unseen(self, desk, ines):
        log = logged(ines)
        desk.post(SEEN, {"log": log.session.code})
        assert unseen() == {log}

    def test_without_a_script_it_leads_to_the_next_page(self, desk, maya):
        first, second = logged(maya), logged(maya, TODAY)
        said = desk.post(SEEN, {"log": first.session.code})
        assert said["Location"] == f"{INBOX}?log={second.session.code}"

    def test_a_script_gets_the_stack_and_the_number(self, desk, maya):
        log = logged(maya)
        said = desk.post(SEEN, {"log": log.session.code}, headers={"hx-request": "true"})
        assert "<html" not in said.content.decode()
        assert "1 log is seen." in said.content.decode()

    def test_looking_marks_nothing(self, desk, maya):
        log = logged(maya)
        page(desk)
        assert desk.get(SEEN).status_code == 405
        assert unseen() == {log}


class TestAnswer:
    def test_a_line_is_about_that_session_and_the_log_is_seen(self, desk, maya, robin):
        log = logged(maya, comment="Legs heavy.")
        answer_to(desk, log, "Sleep on it.")
        note = Comment.objects.get()
        assert (note.session, note.author, note.body, note.about) == (
            log.session, robin, "Sleep on it.", "session",
        )  # fmt: skip
        assert not unseen()
        assert note in talking.unread_for(maya.user)

    def test_the_same_press_twice_is_one_line(self, desk, maya):
        log, uid = logged(maya), uuid.uuid4()
        for _ in range(2):
            answer_to(desk, log, uid=uid)
        assert Comment.objects.count() == 1

    def test_an_empty_line_sends_nothing(self, desk, maya):
        log = logged(maya)
        assert "Nothing was sent" in answer_to(desk, log, " ").content.decode()
        assert unseen() == {log}

    def test_a_line_that_is_too_long_is_not_lost(self, desk, maya):
        log, long = logged(maya), "x" * 4001
        assert long in answer_to(desk, log, long).content.decode()

    def test_words_to_begin_with_send_nothing(self, desk, maya):
        log = logged(maya, effort=6)
        shown = page(desk, f"?log={log.session.code}&say=0")
        assert 'value="Harder than meant. Keep the next one easy."' in shown
        assert not Comment.objects.exists()

    def test_a_strangers_log_is_not_there(self, desk, ines):
        log = logged(ines)
        assert answer_to(desk, log).status_code == 404
        assert desk.get(f"{INBOX}?log={log.session.code}").status_code == 404

    def test_the_operator_answers_in_nobodys_name(self, client, operator, maya):
        client.force_login(operator)
        log = logged(maya)
        assert answer_to(client, log).status_code == 404
        client.post(SEEN, {"log": log.session.code})
        assert unseen() == {log}
