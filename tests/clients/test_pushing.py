"""A new version of a plan: shown first, and only copies that nobody has touched change."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import checking, moving, pushing, scheduling
from clients.models import Assignment, RemovedSession, RuleOverride, ScheduledSession
from clients.pushing import Why
from plans import building, publishing, writing
from plans.models import Plan
from plans.rules import shorthand
from tests import builders
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)


@pytest.fixture
def plan(robin):
    """Easy on Monday, tempo on Tuesday and Friday, for two weeks."""
    return builders.plan(robin, "Block")


@pytest.fixture
def assigned(maya, plan, robin):
    return scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)


def next_version(plan, *acts):
    draft = building.new_version(plan)
    for act in acts:
        act(draft)
    return publishing.publish(draft, now=NOW)


def says(week, weekday, text):
    """The session of that day says something else."""

    def act(draft):
        session = draft.sessions.get(week=week, weekday=weekday)
        names = writing.names_for(draft.coach)
        building.edit_session(session, shorthand.read_session(text, names))

    return act


def row_on(client, day):
    return ScheduledSession.with_drafts.get(client=client, day=day)


def look(plan, robin):
    return pushing.look(plan, pushing.behind(plan, robin), now=NOW)


def test_an_untouched_copy_gets_the_new_content_and_keeps_its_address(assigned, plan, robin, maya):
    before = row_on(maya, MONDAY)
    newer = next_version(plan, says(1, 1, "50 min easy"))

    [found] = look(newer, robin)
    assert [(each.was.minutes, each.row.minutes) for each in found.changes] == [(30, 50)]
    assert (found.new, found.gone, found.skipped) == ([], [], [])
    assert row_on(maya, MONDAY).minutes == 30  # a look changes nothing

    pushing.push(assigned, newer, by=robin, now=NOW)

    after = row_on(maya, MONDAY)
    assert (after.code, after.minutes) == (before.code, 50)
    assert after.prescriptions.get().minutes == 50
    assert after.version == before.version + 1
    assigned.refresh_from_db()
    assert assigned.plan == newer
    assert pushing.behind(newer, robin) == []


def test_a_moved_copy_keeps_its_day_and_gets_the_content(assigned, plan, robin, maya):
    moving.move_as_athlete(row_on(maya, MONDAY), MONDAY + timedelta(days=2), by=maya.user, now=NOW)
    newer = next_version(plan, says(1, 1, "50 min easy"))

    pushing.push(assigned, newer, by=robin, now=NOW)

    assert row_on(maya, MONDAY + timedelta(days=2)).minutes == 50
    assert not ScheduledSession.objects.filter(client=maya, day=MONDAY).exists()


def test_a_session_that_the_plan_moves_goes_along(assigned, plan, robin, maya):
    def to_wednesday(draft):
        building.move_session(draft.sessions.get(week=1, weekday=1), 1, 3)

    newer = next_version(plan, to_wednesday)
    pushing.push(assigned, newer, by=robin, now=NOW)

    assert row_on(maya, MONDAY + timedelta(days=2)).title == "Easy run"


def test_an_edited_a_logged_and_a_removed_copy_stay_and_are_listed(assigned, plan, robin, maya):
    names = writing.names_for(robin)
    edited, logged = row_on(maya, MONDAY), row_on(maya, MONDAY + timedelta(days=7))
    removed = row_on(maya, MONDAY + timedelta(days=4))
    scheduling.edit(edited, shorthand.read_session("20 min easy", names), by=robin, now=NOW)
    builders.log(logged)
    day_removed = removed.day
    removed.delete()
    newer = next_version(
        plan, says(1, 1, "50 min easy"), says(2, 1, "50 min easy"), says(1, 5, "50 min easy")
    )

    [found] = look(newer, robin)
    assert [(each.day, each.why) for each in found.skipped] == [
        (MONDAY, Why.EDITED),
        (day_removed, Why.TAKEN_OUT),
        (MONDAY + timedelta(days=7), Why.LOGGED),
    ]
    pushing.push(assigned, newer, by=robin, now=NOW)

    logged.refresh_from_db()
    assert logged.minutes == 30
    assert ScheduledSession.objects.get(pk=edited.pk).minutes == 30
    assert not ScheduledSession.objects.filter(client=maya, day=day_removed).exists()


def test_a_copy_that_says_something_of_its_own_counts_as_edited(assigned, plan, robin, maya):
    ScheduledSession.objects.filter(client=maya, day=MONDAY).update(why="For your calf.")
    newer = next_version(plan, says(1, 1, "50 min easy"))

    [found] = look(newer, robin)

    assert [each.why for each in found.skipped] == [Why.EDITED]


def test_new_sessions_come_and_those_taken_out_of_the_plan_go(assigned, plan, robin, maya):
    newer = next_version(
        plan,
        lambda draft: building.add_session(draft, 2, 7, "60 min easy"),
        lambda draft: building.remove_session(draft.sessions.get(week=2, weekday=1)),
    )

    pushing.push(assigned, newer, by=robin, now=NOW)

    added = row_on(maya, MONDAY + timedelta(days=13))
    assert (added.minutes, added.sent_at, added.assignment) == (60, NOW, assigned)
    assert not ScheduledSession.objects.filter(day=MONDAY + timedelta(days=7)).exists()
    assert RemovedSession.objects.get(client=maya).day == MONDAY + timedelta(days=7)


def test_days_that_are_over_and_today_stay_as_they_were(assigned, plan, robin, maya):
    newer = next_version(
        plan, says(1, 1, "50 min easy"), lambda draft: building.add_session(draft, 1, 1, "rest")
    )
    on_the_day = NOW + timedelta(days=5)
    assert maya.today(on_the_day) == MONDAY

    found = pushing.push(assigned, newer, by=robin, now=on_the_day)

    assert (found.count, found.skipped) == (0, [])
    assert row_on(maya, MONDAY).minutes == 30


def test_what_breaks_the_floor_reaches_nobody_until_it_is_kept(assigned, plan, robin, maya):
    newer = next_version(plan, says(1, 1, "# Tempo too\neffort 8\n40 min tempo"))
    [found] = look(newer, robin)
    assert found.errors

    with pytest.raises(checking.NeedsKeep):
        pushing.push(assigned, newer, by=robin, now=NOW)
    assert row_on(maya, MONDAY).minutes == 30
    assigned.refresh_from_db()
    assert assigned.plan == plan

    kept = [checking.Keep.of(maya, note, "talked") for note in found.errors]
    pushing.push(assigned, newer, by=robin, now=NOW, kept=kept)
    assert row_on(maya, MONDAY).minutes == 40
    assert RuleOverride.objects.filter(client=maya, reason="talked").exists()


def test_copies_that_are_drafts_stay_drafts_and_ask_nothing_yet(plan, maya, robin):
    placed = scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW, send=False)
    newer = next_version(plan, says(1, 1, "# Tempo too\neffort 8\n40 min tempo"))

    pushing.push(placed, newer, by=robin, now=NOW)

    row = row_on(maya, MONDAY)
    assert (row.minutes, row.sent_at) == (40, None)


def test_a_standing_week_changes_in_every_week_to_come(robin, maya):
    plan = builders.plan(robin, "Standing", weeks=1, repeats=True)
    placed = scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    newer = next_version(plan, says(1, 1, "50 min easy"))

    pushing.push(placed, newer, by=robin, now=NOW)

    mondays = ScheduledSession.objects.filter(client=maya, day__week_day=2)
    assert [row.minutes for row in mondays] == [50] * scheduling.STANDING_WEEKS


def test_who_has_the_version_already_from_that_day_is_left_alone(assigned, plan, robin, maya):
    newer = next_version(plan, says(1, 1, "50 min easy"))
    Assignment.objects.create(client=maya, plan=newer, start_on=MONDAY)

    with pytest.raises(pushing.HasThisVersion):
        pushing.push(assigned, newer, by=robin, now=NOW)


def test_only_running_assignments_of_ones_own_athletes_are_behind(
    assigned, plan, robin, alex, ines, jonas
):
    ended = Assignment.objects.create(client=jonas, plan=plan, start_on=MONDAY, ended_on=MONDAY)
    theirs = Assignment.objects.create(client=ines, plan=plan, start_on=MONDAY)
    newer = next_version(plan)

    found = pushing.behind(newer, robin)

    assert found == [assigned]
    assert ended not in found
    assert theirs not in found


def test_the_look_asks_as_often_for_five_athletes_as_for_one(plan, robin):
    people = [builders.client(robin, f"Athlete{n}") for n in range(5)]
    for person in people:
        scheduling.assign(person, plan, MONDAY, by=robin, now=NOW)
    newer = next_version(plan, says(1, 1, "50 min easy"))
    every = pushing.behind(newer, robin)
    counts = []
    for chosen in (every[:1], every):
        opened = Plan.objects.get(pk=newer.pk)
        with CaptureQueriesContext(connection) as asked:
            pushing.look(opened, chosen, now=NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20


def test_the_page_shows_each_athletes_changes_and_does_it_for_those_ticked(
    assigned, plan, robin, maya, phone
):
    newer = next_version(plan, says(1, 1, "50 min easy"))
    url = reverse("admin:push", args=[newer.pk])
    desk = phone(robin)

    shown = desk.get(url).content.decode()
    assert "Maya" in shown
    assert "Easy run, 50 min" in shown
    assert "Tick at least one" in desk.post(url).content.decode()
    assert row_on(maya, MONDAY).minutes == 30

    told = desk.post(url, {"assignment": assigned.pk}).content.decode()
    assert "1 brought up to date" in told
    assert row_on(maya, MONDAY).minutes == 50


def test_another_coachs_plan_cannot_be_pushed(alex, robin, phone):
    plan = next_version(builders.plan(alex))
    desk = phone(robin)
    assert desk.get(reverse("admin:push", args=[plan.pk])).status_code == 404
