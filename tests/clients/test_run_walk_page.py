"""The run-walk: what its timer counts is said on the page, and the times run are kept."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import returning
from clients.models import SessionLog
from plans.rules.kinds import RunType
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(maya):
    return maya.today(timezone.now())


@pytest.fixture
def run_walk(maya, today):
    return builders.run_walk_session(maya, today)


def address_of(session):
    return reverse("clients:log", args=[session.code])


def said(today, **fields):
    return {"pick": "more", "minutes": "11", "effort": "3", "done_on": today.isoformat()} | fields


def test_the_page_says_what_the_timer_counts(phone, maya, run_walk):
    page = phone(maya).get(address_of(run_walk)).content.decode()

    assert 'data-run-walk="warm_up:300 run:60 walk:120 run:60 walk:120"' in page
    assert "2 x (1 min run, 2 min walk)" in page


def test_the_times_run_are_kept_and_as_asked_is_done(phone, maya, today, run_walk):
    phone(maya).post(address_of(run_walk), said(today, rounds="2"))

    log = SessionLog.objects.get()
    assert (log.outcome, log.minutes) == ("done", 11)
    assert list(log.sets.values_list("set_no", "seconds")) == [(1, 60), (2, 60)]


def test_fewer_times_than_asked_is_a_change_and_is_shown(phone, maya, today, run_walk):
    page = phone(maya).post(address_of(run_walk), said(today, rounds="1"), follow=True)

    assert SessionLog.objects.get().outcome == "changed"
    assert "1:00" in page.content.decode()


def test_nothing_said_of_the_times_is_as_asked(phone, maya, today, run_walk):
    phone(maya).post(address_of(run_walk), said(today, rounds=""))

    assert SessionLog.objects.get().outcome == "done"


@pytest.mark.parametrize("typed", ["six", "0", "-1", "61"])
def test_a_number_of_times_that_cannot_be_is_refused_in_words(phone, maya, today, run_walk, typed):
    page = phone(maya).post(address_of(run_walk), said(today, rounds=typed))

    assert "What you typed is still here." in page.content.decode()
    assert not SessionLog.objects.exists()


def test_a_change_shows_the_times_that_were_said(phone, maya, today, run_walk):
    phone(maya).post(address_of(run_walk), said(today, rounds="1"))

    page = phone(maya).get(address_of(run_walk) + "?change").content.decode()
    assert 'name="rounds" value="1"' in page


def test_a_return_run_counts_by_its_stage(phone, maya, robin, today):
    returning.start(maya, by=robin)
    run = builders.session(maya, today, run_type=RunType.RETURN_RUN, unwatched=False)

    page = phone(maya).get(address_of(run)).content.decode()
    assert 'data-run-walk="warm_up:300 run:60 walk:240' in page
    assert 'name="rounds"' not in page


def test_a_run_walk_without_times_has_no_timer_and_still_its_log(phone, maya, today):
    run = builders.session(maya, today, run_type=RunType.RUN_WALK, unwatched=False)

    assert "data-run-walk" not in phone(maya).get(address_of(run)).content.decode()
    phone(maya).post(address_of(run), said(today))
    assert SessionLog.objects.get().outcome == "done"
