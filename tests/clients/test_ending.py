"""A plan ends early, and what was just assigned is taken back: what was logged always stays."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import ending, scheduling
from clients.models import Assignment, Intake, RemovedSession, ScheduledSession
from tests import builders
from tests.conftest import NOW, TODAY

MONDAY = TODAY + timedelta(days=5)


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def plan(robin):
    return builders.plan(robin)


@pytest.fixture
def running(plan, robin, maya):
    return scheduling.assign(maya, plan, TODAY, by=robin, now=NOW)


def page_of(client):
    return reverse("admin:clients_client_end_plan", args=[client.pk])


def test_ending_takes_what_lies_ahead_and_leaves_what_was_logged(desk, maya, running):
    first, *others = running.sessions.order_by("day", "pk")
    builders.log(first)
    own = builders.session(maya, TODAY + timedelta(days=1), title="By hand")
    shown = desk.get(page_of(maya), {"assignment": running.pk, "from_on": str(TODAY)})
    assert list(shown.context["goes"]) == others
    assert ScheduledSession.objects.count() == len(others) + 2, "looking changes nothing"
    told = desk.post(
        page_of(maya), {"assignment": running.pk, "from_on": str(TODAY)}, follow=True
    ).content.decode()
    assert f"{len(others)} sessions taken out. What was logged stays: 1." in told
    assert set(ScheduledSession.objects.all()) == {first, own}
    assert RemovedSession.objects.count() == len(others), "a calendar strikes them out"
    running.refresh_from_db()
    assert running.ended_on == TODAY


def test_a_look_from_the_form_changes_nothing_and_leaves_no_token_in_the_address(
    desk, maya, running
):
    said = {"assignment": running.pk, "from_on": str(TODAY), "look": ""}
    answer = desk.post(page_of(maya), said | {"csrfmiddlewaretoken": "a" * 64})
    assert answer.url == f"{page_of(maya)}?assignment={running.pk}&from_on={TODAY}"
    assert list(desk.get(answer.url).context["goes"]) == list(
        running.sessions.order_by("day", "pk")
    )


def test_from_a_later_day_the_days_before_it_stay(desk, maya, running):
    later = TODAY + timedelta(days=7)
    before = running.sessions.filter(day__lt=later).count()
    desk.post(page_of(maya), {"assignment": running.pk, "from_on": str(later)})
    assert running.sessions.count() == before > 0


def test_a_draft_of_the_plan_goes_too(desk, robin, maya, plan):
    placed = scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW, send=False)
    desk.post(page_of(maya), {"assignment": placed.pk, "from_on": str(TODAY)})
    assert not ScheduledSession.with_drafts.exists()
    assert not RemovedSession.objects.exists(), "nobody has seen it"


@pytest.mark.parametrize("day", ["2026-11-24", "soon", "2026-99-99"])
def test_a_day_that_is_over_changes_nothing(desk, maya, running, day):
    count = running.sessions.count()
    shown = desk.post(page_of(maya), {"assignment": running.pk, "from_on": day})
    assert "Choose today or a later day. Nothing was changed." in shown.content.decode()
    assert running.sessions.count() == count


def test_a_plan_ends_once(desk, maya, running):
    data = {"assignment": running.pk, "from_on": str(TODAY)}
    desk.post(page_of(maya), data)
    assert desk.post(page_of(maya), data).status_code == 404


@pytest.mark.parametrize("whose", ["jonas", "ines"])
def test_somebody_elses_assignment_is_404(desk, request, alex, robin, maya, whose):
    other = request.getfixturevalue(whose)
    theirs = scheduling.assign(other, builders.plan(other.coach), TODAY, by=other.coach, now=NOW)
    data = {"assignment": theirs.pk, "from_on": str(TODAY)}
    assert desk.post(page_of(maya), data).status_code == 404
    assert theirs.sessions.exists()


def test_the_client_page_lists_what_runs(desk, maya, running):
    shown = desk.get(reverse("admin:clients_client_overview", args=[maya.pk])).content.decode()
    assert "End early" in shown
    desk.post(page_of(maya), {"assignment": running.pk, "from_on": str(TODAY)})
    shown = desk.get(reverse("admin:clients_client_overview", args=[maya.pk])).content.decode()
    assert "End early" not in shown


# taking all of it back


def form(*athletes, **more):
    ticked = [str(athlete.code) for athlete in athletes]
    posted = {"start": "monday", "on": str(MONDAY), "weeks_shown": "1", "fit": "1"}
    return posted | {"athlete": ticked} | more


def test_an_assigning_is_taken_back_as_one(desk, plan, maya, jonas):
    url = reverse("admin:assign", args=[plan.pk])
    result = desk.post(url, form(maya, jonas, do="send"))
    made = result.context["made"]
    assert len(made) == 2
    builders.log(ScheduledSession.objects.filter(client=jonas).first())
    answer = desk.post(
        reverse("admin:assign_back", args=[plan.pk]), {"assignment": made}, follow=True
    )
    assert "Taken back for 1 person." in answer.content.decode()
    assert not ScheduledSession.objects.filter(client=maya).exists()
    assert ScheduledSession.objects.filter(client=jonas).exists(), "what was logged stays"
    assert Assignment.objects.get().client == jonas


def test_nobody_takes_back_what_another_coach_assigned(desk, alex, ines, robin):
    shared = builders.plan(None)
    theirs = scheduling.assign(ines, shared, MONDAY, by=alex, now=NOW)
    desk.post(reverse("admin:assign_back", args=[shared.pk]), {"assignment": [theirs.pk, "x"]})
    assert Assignment.objects.filter(pk=theirs.pk).exists()


def test_ending_in_the_past_is_refused_below_the_page_too(running):
    with pytest.raises(ending.Over):
        ending.end(running, TODAY - timedelta(days=1), now=NOW)


# who is ready


IMPROVER = "At least 3 months of 3 to 4 runs a week, a run of 55 to 60 minutes in the last 30 days."


@pytest.fixture
def asking(robin):
    builders.plan(robin, "Gentle block", audience="first_timer", entry_line="Two runs a week.")
    return builders.plan(robin, "Faster block", audience="improver", entry_line=IMPROVER)


def answered(client, runs, longest, months):
    Intake.objects.create(
        client=client, runs_per_week=runs, longest_run_min=longest, months_running=months
    )


def test_the_entry_line_is_judged_athlete_by_athlete(desk, asking, maya, jonas, robin):
    answered(maya, 4, 70, 24)
    answered(jonas, 2, 16, 1)
    builders.client(robin, "Noor")
    page = desk.get(reverse("admin:assign", args=[asking.pk])).content.decode()
    assert "Meets it" in page
    assert "2 runs a week, it asks for 3 · longest run 16 min, it asks for 55" in page
    assert "Gentle block" in page, "an easier plan is named"
    assert "Not known" in page


def test_all_who_are_ready_are_ticked_and_nobody_else(desk, asking, maya, jonas):
    answered(maya, 4, 70, 24)
    answered(jonas, 2, 16, 1)
    page = desk.get(reverse("admin:assign", args=[asking.pk]), form(tick="ready"))
    assert [line.client for line in page.context["lines"] if line.is_ticked] == [maya]


def test_a_group_is_ticked_but_for_those_who_are_not_ready(desk, robin, asking, maya, jonas):
    tag = robin.tags.create(name="XC squad")
    tag.clients.add(maya, jonas)
    answered(maya, 4, 70, 24)
    answered(jonas, 2, 16, 1)
    builders.client(robin, "Noor")
    page = desk.get(reverse("admin:assign", args=[asking.pk]), form(tick="group:XC squad"))
    assert [line.client for line in page.context["lines"] if line.is_ticked] == [maya]
