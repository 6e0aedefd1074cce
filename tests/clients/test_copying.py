"""Copying a week: what belongs to every week goes along, what was once stays where it was."""

from datetime import time, timedelta

import pytest

from clients import care, copying, scheduling, stepping
from clients.models import Away, ScheduledSession, Verdict
from plans.models import PlanWeek
from tests import builders
from tests.conftest import NOW, TODAY

MONDAY = TODAY + timedelta(days=5)
LAST = MONDAY - timedelta(days=7)


def into_next(client, robin):
    return copying.to_next_week(client, MONDAY, by=robin, now=NOW)


def titles(client):
    rows = ScheduledSession.with_drafts.filter(client=client, day__gte=MONDAY).in_order()
    return [(row.day.isoweekday(), row.title) for row in rows]


def said(copied):
    return [str(line) for line in copied.lines]


def test_last_week_stands_in_the_next_one_as_drafts_with_its_lines(maya, robin):
    session = builders.strength_session(maya, LAST, at=time(18), place="Track", why="Glutes push.")
    builders.log(builders.session(maya, LAST + timedelta(days=2)))
    copied = into_next(maya, robin)
    strength, run = ScheduledSession.with_drafts.drafts().filter(client=maya).in_order()
    assert (strength.day, run.day) == (MONDAY, MONDAY + timedelta(days=2))
    assert (strength.at, strength.place, strength.why) == (time(18), "Track", "Glutes push.")
    assert str(strength.prescriptions.get()) == str(session.prescriptions.get())
    assert strength.prescriptions.get().exercise == session.prescriptions.get().exercise
    assert said(copied) == ["2 sessions from the week of 2026-11-23, as drafts."]
    assert not ScheduledSession.objects.filter(day__gte=MONDAY).exists()


def test_races_and_one_offs_stay_where_they_were(maya, robin):
    builders.race_session(maya, LAST + timedelta(days=5))
    builders.session(maya, LAST + timedelta(days=1), run_type="time_trial", title="5 km alone")
    builders.session(maya, LAST, origin="athlete", title="Football")
    builders.session(maya, LAST + timedelta(days=2))
    copied = into_next(maya, robin)
    assert titles(maya) == [(3, "Easy run")]
    assert "5 km alone, Parkland 5 km: a race is not copied." in said(copied)
    assert "Football: a one-off is not copied." in said(copied)


def test_a_week_marked_not_typical_gives_way_to_the_last_typical_one(maya, robin):
    plan = builders.plan(robin, weeks=2)
    start = LAST - timedelta(days=7)
    scheduling.assign(maya, plan, start, by=robin, now=NOW - timedelta(days=14))
    PlanWeek.objects.filter(plan=plan, number=2).update(not_typical=True)
    plan_of_first_week = ScheduledSession.objects.filter(client=maya, day__lt=LAST)
    plan_of_first_week.filter(title="Easy run").update(title="First week’s run")
    copied = into_next(maya, robin)
    assert copied.source == start
    assert titles(maya)[0] == (1, "First week’s run")


def test_a_day_that_is_taken_and_a_day_away_are_left_alone(maya, robin):
    for offset in range(3):
        builders.session(maya, LAST + timedelta(days=offset), title=f"Run {offset}")
    builders.session(maya, MONDAY, title="Already there")
    Away.objects.create(
        client=maya, from_on=MONDAY + timedelta(days=1), to_on=MONDAY + timedelta(days=1)
    )
    copied = into_next(maya, robin)
    assert titles(maya) == [(1, "Already there"), (3, "Run 2")]
    assert "Run 0: something stands on that day already." in said(copied)
    assert "Run 1: away on that day." in said(copied)


def test_pressing_twice_copies_once(maya, robin):
    builders.session(maya, LAST)
    into_next(maya, robin)
    assert said(into_next(maya, robin))[0] == "Nothing was copied from the week of 2026-11-23."
    assert len(titles(maya)) == 1


def test_a_change_is_copied_in_place_of_what_it_changes_and_what_goes_is_not(maya, robin):
    here = LAST + timedelta(days=4)
    changed, gone = builders.session(maya, here), builders.session(maya, here, title="Gone")
    builders.session(maya, here, title="Tempo", replaces=changed, sent_at=None)
    builders.session(maya, here, title="Gone", replaces=gone, removes=True, sent_at=None)
    into_next(maya, robin)
    assert titles(maya) == [(5, "Tempo")]


def test_a_treatment_comes_where_its_rhythm_is_due_not_where_it_was(maya, robin):
    modality = builders.modality()
    due = MONDAY + timedelta(days=3)
    plan = care.set_rhythm(maya, modality, base_days=21, due_on=due, by=robin, today=TODAY)
    builders.treatment_session(maya, LAST, care_plan=plan)
    builders.session(maya, LAST + timedelta(days=1))
    copied = into_next(maya, robin)
    assert titles(maya) == [(2, "Easy run"), (4, "Massage")]
    assert "Massage placed where it is due." in said(copied)
    into_next(maya, robin)
    assert titles(maya) == [(2, "Easy run"), (4, "Massage")]


def test_no_hands_on_treatment_is_placed_while_somebody_is_to_be_asked(maya, robin):
    care.set_rhythm(maya, builders.modality(), base_days=21, due_on=MONDAY, by=robin, today=TODAY)
    care.block_hands_on(maya, by=robin, today=TODAY)
    into_next(maya, robin)
    assert titles(maya) == []


def test_a_good_week_goes_to_many_with_a_line_for_each(maya, jonas, robin):
    builders.session(maya, LAST, at=time(6))
    builders.session(maya, LAST + timedelta(days=1))
    builders.session(jonas, MONDAY, title="His own")
    noor = builders.client(robin, "Noor")
    found = copying.to_many(maya, LAST, [jonas, noor], MONDAY, by=robin, now=NOW)
    assert titles(jonas) == [(1, "His own"), (2, "Easy run")]
    assert titles(noor) == [(1, "Easy run"), (2, "Easy run")]
    assert [len(each.placed) for each in found] == [1, 2]
    assert ScheduledSession.with_drafts.filter(client=noor).in_order().first().at is None


def test_days_that_are_over_get_nothing(maya, jonas, robin):
    builders.session(maya, LAST)
    builders.session(maya, LAST + timedelta(days=4))
    copied = copying.to_another(maya, LAST, jonas, LAST, by=robin, now=NOW)
    assert [row.day for row in copied.placed] == [LAST + timedelta(days=4)]
    assert "Easy run: that day is over." in said(copied)


@pytest.mark.parametrize("sessions", [2, 14])
def test_the_number_of_sessions_asks_nothing_more(
    maya, robin, sessions, django_assert_max_num_queries
):
    for number in range(sessions):
        builders.strength_session(maya, LAST + timedelta(days=number % 7))
    with django_assert_max_num_queries(30):
        into_next(maya, robin)


def logged_at_the_top(client, day):
    """Three sets of eight a side at 12 kg, two left in the tank."""
    session = builders.strength_session(client, day)
    log = builders.log(session)
    line = session.prescriptions.get()
    for number in range(3):
        for side in ("left", "right"):
            log.sets.create(
                position=log.sets.count(), set_no=number + 1, side=side, reps=8, load_kg=12, rir=2,
                prescription=line, exercise=line.exercise,
            )  # fmt: skip


def test_what_was_met_twice_asks_for_the_next_step(maya, robin):
    for day in (LAST - timedelta(days=3), LAST):
        logged_at_the_top(maya, day)
    copied = into_next(maya, robin)
    line = copied.placed[0].prescriptions.get()
    assert line.load_kg == 13
    assert any("13 kg" in words for words in said(copied))


def test_nothing_steps_up_on_a_red_day(maya, robin):
    for day in (LAST - timedelta(days=3), LAST):
        logged_at_the_top(maya, day)
    Verdict.objects.create(
        client=maya,
        day=TODAY,
        state="stop",
        colour="red",
        formula_version=1,
        scale_version=1,
        at=NOW,
    )
    assert into_next(maya, robin).placed[0].prescriptions.get().load_kg == 12


def accept_the_step(maya, robin):
    """Met twice at 12 kg, and Robin has taken the step to 13."""
    for day in (LAST - timedelta(days=3), LAST):
        logged_at_the_top(maya, day)
    (step,) = stepping.steps(maya, stepping.Body(), today=TODAY)
    stepping.accept(maya, step.exercise.pk, step.log.pk, stepping.Body(), by=robin, now=NOW)


def test_a_step_that_was_accepted_is_not_lost_when_an_older_week_is_copied(maya, robin):
    accept_the_step(maya, robin)
    copied = copying.to_another(maya, LAST - timedelta(days=7), maya, MONDAY, by=robin, now=NOW)
    assert copied.placed[0].prescriptions.get().load_kg == 13
    assert any("13 kg" in words for words in said(copied))


def test_an_accepted_step_counts_after_it_was_done_too(maya, robin):
    accept_the_step(maya, robin)
    done = builders.strength_session(maya, TODAY)
    done.prescriptions.update(load_kg=13)
    builders.log(done).sets.create(
        position=0, set_no=1, side="left", reps=6, load_kg=13, rir=1,
        prescription=done.prescriptions.get(), exercise=done.prescriptions.get().exercise,
    )  # fmt: skip
    copied = copying.to_another(maya, LAST - timedelta(days=7), maya, MONDAY, by=robin, now=NOW)
    assert copied.placed[0].prescriptions.get().load_kg == 13


def test_what_the_coach_has_set_lower_since_an_accepted_step_stays_lower(maya, robin):
    accept_the_step(maya, robin)
    builders.strength_session(maya, LAST + timedelta(days=3))
    copied = into_next(maya, robin)
    asked = [row.prescriptions.get().load_kg for row in copied.placed]
    assert asked == [13, 12]


def test_a_declined_step_is_not_copied_in(maya, robin):
    for day in (LAST - timedelta(days=3), LAST):
        logged_at_the_top(maya, day)
    (step,) = stepping.steps(maya, stepping.Body(), today=TODAY)
    stepping.decline(maya, step.exercise.pk, step.log.pk, stepping.Body(), by=robin, now=NOW)
    assert into_next(maya, robin).placed[0].prescriptions.get().load_kg == 12


def test_somebody_elses_week_takes_no_step_along(maya, jonas, robin):
    for day in (LAST - timedelta(days=3), LAST):
        logged_at_the_top(maya, day)
    copied = copying.to_another(maya, LAST, jonas, MONDAY, by=robin, now=NOW)
    assert copied.placed[0].prescriptions.get().load_kg == 12
