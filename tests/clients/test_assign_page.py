"""One plan for many: the form, what it shows before, what it does, and what it says afterwards."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Assignment, Intake, RuleOverride, ScheduledSession
from plans.rules.kinds import Hardness, RunType
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

MONDAY = TODAY + timedelta(days=5)


@pytest.fixture(autouse=True)
def _at_half_past_seven():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def plan(robin):
    return builders.plan(robin)


def url(plan):
    return reverse("admin:assign", args=[plan.pk])


def form(*athletes, **more):
    ticked = [str(athlete.code) for athlete in athletes]
    posted = {"start": "monday", "on": str(MONDAY), "weeks_shown": "1", "fit": "1"}
    return posted | {"athlete": ticked} | more


def test_the_form_offers_own_open_athletes_and_the_next_monday(desk, plan, maya, jonas, ines):
    Intake.objects.create(client=maya, runs_per_week=4, longest_run_min=70)
    shown = desk.get(url(plan)).content.decode()
    assert f'value="{MONDAY}"' in shown
    assert "4 runs a week" in shown
    assert "Jonas" in shown
    assert "Ines" not in shown


def test_another_coachs_plan_and_a_draft_do_not_exist_here(desk, robin, alex):
    assert desk.get(url(builders.plan(alex))).status_code == 404
    assert desk.get(url(builders.plan(robin, published_at=None))).status_code == 404


def test_looking_first_shows_dates_and_notes_and_writes_nothing(desk, plan, maya):
    builders.hard_session(maya, MONDAY)
    shown = desk.get(url(plan), form(maya)).content.decode()
    assert "Mon 30 Nov" in shown
    assert "The day after Tempo on Mon 30 Nov." in shown
    assert "Keep it, because" in shown
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("button", [{"look": ""}, {"tick": "ready"}])
def test_a_look_leads_to_an_address_with_what_was_typed_and_no_token(desk, plan, maya, button):
    said = form(maya) | {"csrfmiddlewaretoken": "a" * 64} | button
    answer = desk.post(url(plan), said)
    assert not Assignment.objects.exists()
    assert answer.status_code == 302
    assert "csrfmiddlewaretoken" not in answer.url
    assert str(maya.code) in answer.url
    assert "Mon 30 Nov" in desk.get(answer.url).content.decode()


def test_assigning_to_two_says_what_was_placed(desk, plan, maya, jonas):
    later = {f"later-{jonas.code}": "+7"}
    answer = desk.post(url(plan), form(maya, jonas, **later)).content.decode()
    assert "2 placed" in answer
    assert ScheduledSession.objects.filter(client=maya).count() == 6
    assert Assignment.objects.get(client=jonas).start_on == MONDAY + timedelta(days=7)


def test_placing_as_drafts_sends_nothing(desk, plan, maya):
    desk.post(url(plan), form(maya, do="drafts"))
    assert not ScheduledSession.objects.exists()
    assert ScheduledSession.with_drafts.drafts().count() == 6


def test_what_does_not_go_for_one_does_not_stop_the_others(desk, plan, maya, jonas):
    builders.hard_session(maya, MONDAY)
    answer = desk.post(url(plan), form(maya, jonas)).content.decode()
    assert "1 placed, 1 not" in answer
    assert "nobody has kept that" in answer
    assert list(Assignment.objects.values_list("client__name", flat=True)) == ["Jonas"]


def test_a_kept_note_goes_out_with_its_reason(desk, plan, maya):
    builders.hard_session(maya, MONDAY)
    word = f"R01|{MONDAY + timedelta(days=1)}|{MONDAY}"
    kept = {f"note-{maya.code}": word, f"reason-{maya.code}": "talked"}
    desk.post(url(plan), form(maya, **kept))
    assert RuleOverride.objects.get().reason == "talked"
    assert Assignment.objects.filter(client=maya).exists()


def test_a_reason_for_all_covers_only_the_notes_that_the_page_has_shown(desk, plan, maya, jonas):
    for athlete in (maya, jonas):
        builders.hard_session(athlete, MONDAY)
    word = f"R01|{MONDAY + timedelta(days=1)}|{MONDAY}"
    kept = {f"note-{maya.code}": word, "reason-all": "team"}
    desk.post(url(plan), form(maya, jonas, **kept))
    assert list(Assignment.objects.values_list("client__name", flat=True)) == ["Maya"]


def test_a_second_identical_assignment_is_refused_kindly(desk, plan, maya):
    desk.post(url(plan), form(maya))
    answer = desk.post(url(plan), form(maya)).content.decode()
    assert "Maya has this plan from Mon 30 Nov already" in answer
    assert ScheduledSession.objects.count() == 6


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (str(TODAY - timedelta(days=1)), "is over"),
        ("9999-12-27", "within the next two years"),
        ("2031-01-06", "within the next two years"),
        ("not a day", "Enter a valid date"),
        ("", "This field is required"),
    ],
)
def test_a_start_that_cannot_be_is_said_and_nothing_is_placed(desk, plan, maya, on, told):
    answer = desk.post(url(plan), form(maya, on=on))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Assignment.objects.exists()
    assert desk.get(url(plan), form(maya, on=on)).status_code == 200


def test_nobody_ticked_is_said(desk, plan, maya):
    assert "Tick at least one athlete" in desk.post(url(plan), form()).content.decode()


def test_a_strangers_code_is_nobody(desk, plan, ines):
    desk.post(url(plan), form(ines))
    assert not Assignment.objects.exists()


def test_backwards_from_a_race(desk, robin, maya):
    plan = builders.plan(robin)
    builders.plan_session(plan, 2, 7, run_type=RunType.RACE, hardness=Hardness.HARD)
    race_on = MONDAY + timedelta(days=13)
    desk.post(url(plan), form(maya, start="race", on=str(race_on), do="drafts"))
    assert Assignment.objects.get().start_on == MONDAY


def test_days_fit_to_the_athlete_unless_the_coach_says_as_in_the_plan(desk, plan, maya, jonas):
    for athlete in (maya, jonas):
        athlete.availability = [1, 3, 6]
        athlete.save()
    desk.post(url(plan), form(maya))
    weekdays = {row.day.isoweekday() for row in ScheduledSession.objects.filter(client=maya)}
    assert weekdays <= {1, 3, 6}
    desk.post(url(plan), form(jonas, fit="0"))
    assert Assignment.objects.get(client=jonas).weekday_map == {}


def test_a_plan_that_still_runs_is_named(desk, robin, plan, maya):
    desk.post(url(plan), form(maya, do="drafts"))
    other = builders.plan(robin, "Another block")
    shown = desk.get(url(other), form(maya)).content.decode()
    assert "“Base block” goes on to Fri 11 Dec." in shown


def test_looking_takes_as_many_queries_for_ten_as_for_two(desk, robin, plan):
    athletes = [builders.client(robin, f"Runner {n}") for n in range(10)]
    counts = []
    for some in (athletes[:2], athletes):
        with CaptureQueriesContext(connection) as asked:
            desk.get(url(plan), form(*some))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_plan_is_read_once_for_all_who_get_it_and_its_lines_stay_where_they_are(
    desk, robin, plan
):
    athletes = [builders.client(robin, f"Runner {number}") for number in range(6)]
    read = []
    for some in (athletes[:1], athletes[1:]):
        with CaptureQueriesContext(connection) as asked:
            desk.post(url(plan), form(*some))
        selects = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
        assert not [each for each in selects if '"plans_prescription"' in each]
        read.append(len([each for each in selects if 'FROM "plans_plansession"' in each]))
    assert read[0] == read[1]
