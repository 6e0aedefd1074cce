"""Two weeks of silence end with one question, and what is said counts for the first week back."""

from datetime import timedelta

import pytest
import time_machine

from clients import checking
from clients.known import known_of
from clients.models import Client, RuleSetting, Silence
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


@pytest.mark.parametrize(
    ("whose", "days", "is_asked"),
    [
        ("everybody", 20, False),
        ("everybody", 10, True),
        ("improver", 20, False),
        ("marathon", 20, True),
        ("one", 20, False),
    ],
)
def test_how_long_a_silence_is_the_coach_says_for_all_for_a_profile_or_for_one(
    phone, silent, whose, days, is_asked
):
    set_days(silent, days, whose)
    assert (QUESTION in page(phone)) is is_asked
    phone.post("/today/silence/", {"was_running": "no"})
    assert Silence.objects.exists() is is_asked


def test_the_narrowest_answer_on_a_silence_holds_and_a_strangers_never(phone, silent, alex):
    set_days(silent, 10)
    set_days(silent, 20, silent.profile)
    assert QUESTION not in page(phone)
    set_days(silent, 10, "one")
    assert QUESTION in page(phone)
    RuleSetting.objects.all().delete()
    RuleSetting.objects.create(coach=alex, name="R28.days", value=20)
    assert QUESTION in page(phone)


def set_days(client, days, whose="everybody"):
    RuleSetting.objects.create(
        coach=client.coach,
        client=client if whose == "one" else None,
        profile="" if whose in {"one", "everybody"} else whose,
        name="R28.days",
        value=days,
    )


def test_what_was_usual_before_is_known_from_the_day_on_that_the_coach_chose(phone, silent):
    assert known(silent).median_load is None
    phone.post("/today/silence/", {"was_running": "no"})
    assert known(silent).median_load is not None
    set_days(silent, 20)
    assert known(silent).median_load is None


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
