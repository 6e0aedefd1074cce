"""Five taps in the morning, or as many as somebody likes to give."""

import uuid

import pytest
from django.urls import reverse

from clients.models import CheckIn, Client, Consent, Verdict
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/check-in/"
ALL_FOUR = {"sleep": 4, "fatigue": 4, "soreness": 4, "stress": 4, "mood": 4}


def said(**items):
    return {"uid": str(uuid.uuid4()), **items}


def test_nothing_is_chosen_beforehand(phone, maya):
    assert "checked" not in phone(maya).get(PAGE).content.decode()


def test_five_answers_make_a_verdict_and_lead_back_to_today(phone, maya):
    answer = phone(maya).post(PAGE, said(**ALL_FOUR))
    assert answer.url == reverse("clients:today")
    assert CheckIn.objects.get().total == 20
    assert Verdict.objects.get().state == Verdict.State.READY


def test_leaving_early_keeps_what_is_there_and_missing_is_not_low(phone, maya):
    phone(maya).post(PAGE, said(sleep=4))
    row = CheckIn.objects.get()
    assert (row.sleep, row.mood, row.total) == (4, None, None)
    assert Verdict.objects.get().state == Verdict.State.UNKNOWN


def test_the_same_check_in_sent_twice_is_one(phone, maya):
    browser, twice = phone(maya), said(**ALL_FOUR)
    browser.post(PAGE, twice)
    browser.post(PAGE, twice)
    assert CheckIn.objects.count() == 1


def test_a_correction_counts_and_the_one_before_is_kept_as_replaced(phone, maya):
    browser = phone(maya)
    browser.post(PAGE, said(**ALL_FOUR))
    browser.post(PAGE, said(**(ALL_FOUR | {"sleep": 2})))
    first, second = CheckIn.objects.order_by("pk")
    assert first.replaced_at == NOW and second.replaced_at is None
    assert CheckIn.objects.counting().get().sleep == 2


def test_a_correction_may_make_the_day_milder(phone, maya):
    browser = phone(maya)
    browser.post(PAGE, said(illness="on"))
    assert Verdict.objects.get().state == Verdict.State.STOP
    browser.post(PAGE, said(**ALL_FOUR))
    assert Verdict.objects.get().state == Verdict.State.READY


def test_what_was_answered_today_stands_there_for_correcting(phone, maya):
    browser = phone(maya)
    browser.post(PAGE, said(sleep=2))
    page = browser.get(PAGE).content.decode()
    assert page.count("checked") == 1


def test_an_empty_one_says_so_and_keeps_nothing(phone, maya):
    page = phone(maya).post(PAGE, said()).content.decode()
    assert "Nothing was tapped yet." in page
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("answer", ["0", "6", "high", "4.5"])
def test_an_answer_outside_the_scale_is_refused_and_the_others_stay(phone, maya, answer):
    page = phone(maya).post(PAGE, said(sleep=answer, mood=3)).content.decode()
    assert "Tap a number from 1 to 5." in page
    assert 'name="mood" value="3"' in page and page.count("checked") == 1
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("key", ["nonsense", ""])
def test_answers_with_a_broken_key_are_kept_all_the_same(phone, maya, key):
    phone(maya).post(PAGE, said(sleep=4, uid=key))
    assert CheckIn.objects.get().sleep == 4


def test_without_consent_nothing_is_asked_and_nothing_kept(phone, robin):
    tomas = builders.client(robin, "Tomas", consent=False)
    browser = phone(tomas)
    assert "<form" not in browser.get(PAGE).content.decode()
    browser.post(PAGE, said(**ALL_FOUR))
    assert not CheckIn.objects.exists() and not Verdict.objects.exists()


def test_consent_taken_back_closes_the_form(phone, maya):
    Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
    phone(maya).post(PAGE, said(**ALL_FOUR))
    assert not CheckIn.objects.exists()


def test_one_athletes_answers_are_nobody_elses(phone, maya, jonas):
    phone(maya).post(PAGE, said(**ALL_FOUR))
    assert CheckIn.objects.get().client == maya
    assert "checked" not in phone(jonas).get(PAGE).content.decode()


def test_what_is_over_cannot_be_written_to(phone, maya):
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY)
    assert phone(maya).post(PAGE, said(**ALL_FOUR)).status_code == 404
    assert not CheckIn.objects.exists()


def test_a_low_week_brings_one_kind_sentence_and_no_training_tip(phone, maya):
    for days_ago in range(1, 7):
        CheckIn.objects.create(
            client=maya, uid=uuid.uuid4(), day=TODAY.replace(day=25 - days_ago), mood=1
        )
    browser = phone(maya)
    page = browser.post(PAGE, said(mood=1), follow=True).content.decode()
    assert "A heavy week." in page
