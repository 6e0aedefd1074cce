"""Two weeks of silence end with one question, and what is said counts for the first week back."""

from datetime import timedelta

import pytest
import time_machine

from clients import checking
from clients.known import known_of
from clients.models import Client, Silence
from tests import builders
from tests.conftest import NOW, TODAY

QUESTION = "Were you running meanwhile?"


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def silent(maya):
    """Maya ran for five weeks, and then nothing was logged for 16 days."""
    for back in range(16, 51, 2):
        builders.log(builders.session(maya, TODAY - timedelta(days=back), minutes=60, effort=4))
    return maya


@pytest.fixture
def phone(client, silent):
    client.force_login(silent.user)
    return client


def page(phone):
    return phone.get("/today/").content.decode()


def known(person):
    return known_of([person], today={person.pk: TODAY})[person.pk]


@pytest.mark.parametrize(("said", "was_running"), [("yes", True), ("no", False)])
def test_the_question_is_asked_once_and_its_answer_is_what_the_rule_knows(
    phone, silent, said, was_running
):
    assert QUESTION in page(phone)
    assert known(silent).was_running is None
    answered = phone.post("/today/silence/", {"was_running": said}, follow=True).content.decode()
    assert "Thank you." in answered
    assert QUESTION not in answered
    assert known(silent).was_running is was_running
    row = Silence.objects.get()
    assert (row.since, row.entered_by) == (TODAY - timedelta(days=16), silent.user)


def test_who_had_a_break_starts_lower_and_the_coach_sees_why(phone, silent):
    for ahead in range(1, 8, 2):
        builders.session(silent, TODAY + timedelta(days=ahead), minutes=70, effort=5)
    rules = {note.rule for note in notes(silent)}
    assert "R28" not in rules
    phone.post("/today/silence/", {"was_running": "no"})
    assert "R28" in {note.rule for note in notes(silent)}


def notes(person):
    return checking.notes(person, TODAY, TODAY + timedelta(days=14), today=TODAY)


def test_a_new_silence_is_a_new_question(phone, silent):
    phone.post("/today/silence/", {"was_running": "yes"})
    Silence.objects.update(since=TODAY - timedelta(days=60))
    assert QUESTION in page(phone)


def test_nobody_is_asked_who_logs_has_never_logged_or_is_not_coached_any_more(
    phone, client, silent, jonas
):
    client.force_login(jonas.user)
    assert QUESTION not in page(client)
    client.force_login(silent.user)
    Client.objects.filter(pk=silent.pk).update(ended_on=TODAY, status="archived")
    assert QUESTION not in page(client)
    Client.objects.filter(pk=silent.pk).update(ended_on=None, status="active")
    builders.log(builders.session(silent, TODAY - timedelta(days=1)))
    assert QUESTION not in page(client)


def test_an_answer_to_no_question_and_one_that_is_none_keep_nothing(phone, silent):
    phone.post("/today/silence/", {"was_running": "perhaps"})
    builders.log(builders.session(silent, TODAY - timedelta(days=1)))
    phone.post("/today/silence/", {"was_running": "no"})
    assert not Silence.objects.exists()
    assert phone.get("/today/silence/").status_code == 405


def test_the_word_of_one_athlete_is_not_the_word_of_another(phone, silent, jonas, alex, robin):
    phone.post("/today/silence/", {"was_running": "no"})
    assert known(jonas).was_running is None
    assert Silence.objects.visible_to(robin).exists()
    assert not Silence.objects.visible_to(alex).exists()
    assert not Silence.objects.visible_to(jonas.user).exists()
