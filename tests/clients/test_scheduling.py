"""Placing plans and sessions on athletes' days."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import checking, previewing, scheduling, sending
from clients.models import Assignment, Client, RuleOverride, ScheduledSession
from plans import writing
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.settings import RuleSettings
from plans.rules.shorthand import read_session
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)


@pytest.fixture
def plan(robin):
    return builders.plan(robin)


def drafts(client):
    return ScheduledSession.with_drafts.drafts().filter(client=client)


def test_assigning_writes_the_plan_on_the_athletes_days(maya, plan, robin):
    assignment = scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    days = list(maya.sessions.order_by("day").values_list("day", flat=True))
    offsets = (0, 1, 4, 7, 8, 11)
    assert days == [MONDAY + timedelta(days=offset) for offset in offsets]
    first = ScheduledSession.objects.in_order().first()
    assert first.assignment == assignment
    assert first.first_day == first.day
    assert [str(line) for line in first.prescriptions.all()] == ["30 min easy"]


def test_an_athlete_gets_every_line_of_a_plan_as_it_was_written(maya, plan, robin, monkeypatch):
    monkeypatch.setattr(writing, "AT_ONCE", 4)  # of six sessions
    builders.full_line(plan.sessions.last())
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    for session in plan.sessions.all():
        theirs = maya.sessions.get(source_key=session.key)
        assert builders.lines_of(theirs) == builders.lines_of(session)
    _, full = builders.lines_of(theirs)
    assert all(full.values()), "an empty column could be lost unseen"


def test_an_athletes_copy_is_their_own(maya, plan, robin):
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    plan.sessions.all().delete()
    rows = ScheduledSession.objects.filter(client=maya)
    assert [str(line) for row in rows for line in row.prescriptions.all()] == [
        *("30 min easy", "45 min easy", "45 min easy"),
        *("30 min easy", "45 min easy", "45 min easy"),
    ]


def test_a_plan_of_many_weeks_takes_few_queries(maya, robin):
    long_plan = builders.plan(robin, weeks=20)
    with CaptureQueriesContext(connection) as few:
        scheduling.assign(maya, long_plan, MONDAY, by=robin, now=NOW)
    assert ScheduledSession.objects.count() == 60
    assert len([query for query in few if "SAVEPOINT" not in query["sql"]]) <= 18


def test_a_start_in_the_past_is_refused_and_nothing_is_written(maya, plan, robin):
    with pytest.raises(scheduling.DayHasPassed):
        scheduling.assign(maya, plan, TODAY - timedelta(days=1), by=robin, now=NOW)
    assert not ScheduledSession.with_drafts.exists()


@pytest.mark.parametrize("start", [date(9999, 12, 27), date(2031, 1, 6)])
def test_a_start_beyond_two_years_is_refused(maya, plan, robin, start):
    with pytest.raises(scheduling.TooFarAhead):
        scheduling.assign(maya, plan, start, by=robin, now=NOW)


def test_a_draft_of_a_plan_is_not_assigned(maya, robin):
    with pytest.raises(scheduling.PlanIsNotPublished):
        scheduling.assign(maya, builders.plan(robin, published_at=None), MONDAY, by=robin, now=NOW)


def test_the_same_plan_from_the_same_day_is_refused_the_second_time(maya, plan, robin):
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    with pytest.raises(scheduling.AlreadyAssigned):
        scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    assert ScheduledSession.objects.count() == 6


def test_a_start_on_another_day_shifts_the_plan_and_the_preview_says_so(maya, plan):
    placement = previewing.Placement(client=maya, start_on=MONDAY + timedelta(days=2))
    [look] = previewing.preview(plan, [placement], now=NOW)
    assert look.first_on == MONDAY + timedelta(days=2)
    assert "2 weekdays later" in str(look.shift)


def test_a_plan_is_aligned_backwards_from_its_race(robin):
    plan = builders.plan(robin)
    builders.plan_session(plan, 2, 7, run_type=RunType.RACE, hardness=Hardness.HARD)
    race_on = date(2026, 12, 13)
    assert previewing.start_for_race(plan.sessions.all(), race_on) == MONDAY
    assert (
        previewing.start_for_race(plan.sessions.all(), race_on - timedelta(days=1)).weekday() == 6
    )


@pytest.mark.parametrize(("priority", "whose", "warned"), [("A", 0, 1), ("B", 0, 0), ("A", 1, 0)])
def test_the_preview_knows_how_much_a_race_on_the_calendar_matters(
    maya, jonas, robin, priority, whose, warned
):
    plan = builders.plan(robin)
    race_day = plan.sessions.get(week=2, weekday=5)
    plan.sessions.filter(pk=race_day.pk).update(run_type=RunType.RACE)
    strength = {"kind": Kind.STRENGTH, "run_type": "", "title": "Strength", "effort": 6.5}
    builders.plan_session(plan, 2, 3, hardness=Hardness.MODERATE, **strength)
    on = MONDAY + timedelta(days=11)
    (maya, jonas)[whose].races.create(day=on, name="Parkland", priority=priority, distance_m=5000)
    placement = previewing.Placement(client=maya, start_on=MONDAY)
    [look] = previewing.preview(plan, [placement], now=NOW)
    before_race = [note for note in look.notes if (note.rule, note.other_day) == ("R10", on)]
    assert [note.severity for note in before_race] == ["W"] * warned
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW, send=False)
    first, last = look.first_on, look.last_on
    found = checking.notes(maya, first, last, today=TODAY)
    assert [(note.rule, note.day) for note in found] == [
        (note.rule, note.day) for note in look.notes
    ]


def test_training_moves_to_the_days_that_suit_and_stays_apart(maya, plan):
    maya.availability = [1, 3, 6, 7]
    settings = RuleSettings()
    weekdays = previewing.fit_to_days(maya, plan.sessions.all(), settings)
    assert set(weekdays) == {2, 5}
    assert set(weekdays.values()) <= {1, 3, 6, 7}
    gap = abs(weekdays[5] - weekdays[2])
    assert min(gap, 7 - gap) >= 3


def test_an_athlete_who_can_always_train_keeps_the_plans_weekdays(maya, plan):
    assert previewing.fit_to_days(maya, plan.sessions.all(), RuleSettings()) == {}


def test_drafts_are_placed_without_a_question_and_nobody_sees_them(maya, plan, robin):
    builders.hard_session(maya, MONDAY)
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW, send=False)
    assert drafts(maya).count() == 6
    assert ScheduledSession.objects.visible_to(maya.user).count() == 1


def test_sending_below_the_floor_needs_a_kept_reason(maya, plan, robin):
    builders.hard_session(maya, MONDAY)  # the plan has a hard Tuesday
    with pytest.raises(checking.NeedsKeep) as refused:
        scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    assert not Assignment.objects.exists()
    notes = refused.value.notes[maya.pk]
    kept = tuple(checking.Keep.of(maya, note, RuleOverride.Reason.TALKED) for note in notes)
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW, kept=kept)
    assert ScheduledSession.objects.filter(client=maya).count() == 7
    override = RuleOverride.objects.get()
    assert (override.rule, override.reason, override.entered_by) == ("R01", "talked", robin)


def test_assigning_wakes_the_sweep_for_that_athlete_only(maya, jonas, plan, robin):
    scheduling.assign(maya, plan, MONDAY, by=robin, now=NOW)
    assert Client.objects.to_look_at(NOW).get() == maya


def test_a_line_becomes_a_draft_session(maya, robin):
    session = scheduling.add(maya, TODAY, "6 x 15 s hill @ 6 %, walk back", by=robin, now=NOW)
    assert session.is_draft
    assert (session.kind, session.hardness) == (Kind.HILLS, Hardness.HARD)
    assert session.title == "Hill sprints"


def test_a_line_that_nobody_understands_stays_as_a_note_word_for_word(maya, robin):
    session = scheduling.add(maya, TODAY, "see how the week feels!", by=robin, now=NOW)
    assert session.title == "see how the week feels!"
    assert session.prescriptions.get().role == "note"


def test_nothing_is_planned_for_yesterday(maya, robin):
    with pytest.raises(scheduling.DayHasPassed):
        scheduling.add(maya, TODAY - timedelta(days=1), "40 min easy", by=robin, now=NOW)


def test_editing_a_sent_session_leaves_it_until_the_draft_is_sent(maya, robin):
    session = builders.session(maya, TODAY, title="Easy run")
    said = read_session("# Tempo day\n20 min tempo, RPE 7", writing.names_for(robin))
    draft = scheduling.edit(session, said, by=robin, now=NOW)
    session.refresh_from_db()
    assert (session.title, draft.title, draft.replaces) == ("Easy run", "Tempo day", session)
    assert draft.hardness == Hardness.HARD


def test_a_second_edit_changes_the_same_draft(maya, robin):
    session = builders.session(maya, TODAY)
    first = scheduling.draft_of(session, by=robin)
    assert scheduling.draft_of(session, by=robin) == first


def test_two_people_editing_one_draft_both_keep_what_they_wrote(maya, robin):
    names = writing.names_for(robin)
    draft = scheduling.add(maya, TODAY, "40 min easy", by=robin, now=NOW)
    scheduling.edit(draft, read_session("50 min easy", names), by=robin, now=NOW, seen=1)
    draft.refresh_from_db()
    other = scheduling.edit(draft, read_session("60 min easy", names), by=robin, now=NOW, seen=1)
    assert sorted(drafts(maya).values_list("minutes", flat=True)) == [50, 60]
    assert other != draft


def test_a_logged_session_is_not_planned_anew(maya, robin):
    session = builders.session(maya, TODAY)
    builders.log(session)
    with pytest.raises(scheduling.HasALog):
        scheduling.draft_of(session, by=robin)


def test_removing_a_sent_session_waits_for_the_send(maya, robin):
    session = builders.session(maya, TODAY)
    draft = scheduling.remove(session, by=robin)
    assert ScheduledSession.objects.filter(pk=session.pk).exists()
    sending.send([draft], by=robin, now=NOW)
    assert not ScheduledSession.with_drafts.exists()


def test_removing_a_draft_is_immediate(maya, robin):
    draft = scheduling.add(maya, TODAY, "40 min easy", by=robin, now=NOW)
    assert scheduling.remove(draft, by=robin) is None
    assert not ScheduledSession.with_drafts.exists()
