"""What is due, what is booked, what was done, and the question before hands-on work."""

import uuid
from datetime import timedelta

import pytest

from clients import care
from clients.models import HandsOnBlock, ScheduledSession, Treatment
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/treatments/"


@pytest.fixture
def massage(db):
    return builders.modality()


def booking(massage, **changes):
    day = (TODAY + timedelta(days=3)).isoformat()
    return {"modality": massage.pk, "day": day, "at": "17:30", "place": "Main St"} | changes


def text(browser) -> str:
    return browser.get(PAGE).content.decode()


def test_no_rhythm_means_nothing_is_due(phone, maya, massage):
    assert "No rhythm is set." in text(phone(maya))


def test_a_rhythm_says_when_and_how_often(phone, maya, robin, massage):
    care.set_rhythm(maya, massage, base_days=21, due_on=TODAY, by=robin, today=TODAY)
    page = text(phone(maya))
    assert "Massage: Due today." in page and "Every 21 days." in page


def test_an_appointment_stands_in_the_plan(phone, maya, massage):
    page = phone(maya).post(PAGE, booking(massage), follow=True).content.decode()
    session = ScheduledSession.objects.get()
    assert (session.kind, session.client, session.place) == ("treatment", maya, "Main St")
    assert "Massage on Sat 28 Nov is in your plan." in page and "17:30" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2026-11-24"}, "That day is over."),
        ({"day": "soon"}, "Write the day as 2026-11-25."),
        ({"day": "2028-11-30"}, "Choose a day within a year."),
        ({"at": "late"}, "Write the hour as 17:30."),
        ({"modality": ""}, "Say which treatment."),
    ],
)
def test_a_bad_entry_says_what_is_wrong_and_keeps_the_rest(phone, maya, massage, changes, sentence):
    page = phone(maya).post(PAGE, booking(massage, **changes)).content.decode()
    assert sentence in page and "Main St" in page
    assert not ScheduledSession.objects.exists()


def test_a_second_tap_books_no_second_appointment(phone, maya, massage):
    browser = phone(maya)
    browser.post(PAGE, booking(massage))
    assert "That is booked already" in browser.post(PAGE, booking(massage)).content.decode()
    assert ScheduledSession.objects.count() == 1

    browser.post(PAGE, booking(massage, at="18:30"))
    assert ScheduledSession.objects.count() == 2


def test_one_yes_on_the_list_stops_booking_and_keeps_no_reason(phone, maya, massage):
    browser = phone(maya)
    browser.post("/treatments/ask-first/")
    assert HandsOnBlock.objects.get().since == TODAY
    assert "Ask a health professional first." in text(browser)
    browser.post(PAGE, booking(massage))
    assert not ScheduledSession.objects.exists()
    browser.post("/treatments/asked/")
    browser.post(PAGE, booking(massage))
    assert ScheduledSession.objects.count() == 1


def test_the_yes_is_not_asked_without_consent(phone, robin, massage):
    tomas = builders.client(robin, "Tomas", consent=False)
    browser = phone(tomas)
    assert "One of these is true for me" not in text(browser)
    browser.post("/treatments/ask-first/")
    assert not HandsOnBlock.objects.exists()


def test_another_coachs_treatment_cannot_be_booked(phone, maya, alex):
    theirs = builders.modality("Cupping", coach=alex)
    browser = phone(maya)
    assert "Cupping" not in text(browser)
    browser.post(PAGE, booking(theirs))
    assert not ScheduledSession.objects.exists()


def test_visits_are_listed_and_nobody_elses(phone, maya, jonas, massage):
    for athlete, after in ((maya, "Looser"), (jonas, "Sore")):
        Treatment.objects.create(
            client=athlete,
            uid=uuid.uuid4(),
            modality=massage,
            done_on=TODAY,
            depth="deep",
            after=after,
            created_at=NOW,
        )
    page = text(phone(maya))
    assert "Looser" in page and "Sore" not in page
