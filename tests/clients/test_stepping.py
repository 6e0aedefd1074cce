"""The next step of an exercise comes from its log; nothing is raised on a red day or with pain."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import sending, stepping
from clients.models import ScheduledSession, SetLog, StepAnswer
from clients.stepping import Body
from plans.models import Rung
from plans.rules.progression import Next
from plans.rules.regions import Region
from tests import builders

DAY = timedelta(days=1)
WELL = Body()


def trained(client, day, *, load_kg=12.0, reps=8, sets=3, rung=None, **said):
    session = builders.strength_session(client, day)
    line = session.prescriptions.get()
    line.rung, line.load_kg = rung, load_kg
    line.save()
    log = builders.log(session)
    for n in range(2 * sets):
        SetLog.objects.create(
            log=log, position=n, prescription=line, exercise=line.exercise, rung=rung,
            set_no=n // 2 + 1, side=("left", "right")[n % 2], reps=reps, load_kg=load_kg,
            **({"rir": 3} | said),
        )  # fmt: skip
    return log


@pytest.fixture
def met_twice(maya, today):
    """The target was met in the last two sessions, with some left in the tank."""
    trained(maya, today - 6 * DAY)
    return trained(maya, today - 2 * DAY)


@pytest.fixture
def ahead(maya, today):
    return builders.strength_session(maya, today + DAY)


def test_met_twice_with_some_left_asks_for_the_next_dumbbell(maya, met_twice, ahead, today):
    (step,) = stepping.steps(maya, WELL, today=today)

    assert (step.suggestion.step, step.suggestion.load_kg) == (Next.MORE_LOAD, 13)
    (coming,) = step.coming
    assert coming.session == ahead
    assert "@ 12 kg" in coming.before and "@ 13 kg" in coming.after


@pytest.mark.parametrize(
    "last", [{"rir": 1}, {"rir": None}, {"reps": 7}, {"sets": 2}, {"pain": 3}],
)  # fmt: skip
def test_nothing_is_raised_unless_all_of_it_was_met(maya, today, last):
    trained(maya, today - 6 * DAY)
    trained(maya, today - 2 * DAY, **last)

    assert stepping.steps(maya, WELL, today=today) == []


def test_nothing_is_raised_on_a_red_day(maya, met_twice, today):
    assert stepping.steps(maya, Body(is_red=True), today=today) == []


def test_nothing_is_raised_while_the_part_hurts(maya, met_twice, today):
    exercise = met_twice.sets.first().exercise
    exercise.regions = [Region.GLUTE.value]
    exercise.save()

    assert stepping.steps(maya, Body(sore=frozenset({Region.GLUTE})), today=today) == []
    assert stepping.steps(maya, Body(sore=frozenset({Region.CALF})), today=today)


def test_a_fault_asks_for_less_even_on_a_red_day(maya, today):
    trained(maya, today - 2 * DAY, faults=["KNEE_IN"])

    (step,) = stepping.steps(maya, Body(is_red=True), today=today)

    assert (step.suggestion.step, step.suggestion.load_kg) == (Next.LESS_LOAD, 11)


def test_without_load_the_ladder_is_the_step(maya, robin, today, now):
    exercise = builders.exercise("Single leg squat")
    low, high = (
        Rung.objects.create(exercise=exercise, position=n, name=name)
        for n, name in enumerate(("to a high box", "to a chair"))
    )
    for days in (6, 2):
        log = trained(maya, today - days * DAY, load_kg=None, rung=low)
    row = builders.strength_session(maya, today + DAY)
    row.prescriptions.update(load_kg=None, rung=low, name=low.name)

    (step,) = stepping.steps(maya, WELL, today=today)
    assert step.rung == high
    (draft,) = stepping.accept(maya, exercise.pk, log.pk, WELL, by=robin, now=now)

    line = draft.prescriptions.get()
    assert (line.rung, line.name) == (high, "to a chair")


def test_a_planned_lighter_week_keeps_its_own_numbers(maya, met_twice, ahead, today):
    ahead.prescriptions.update(load_kg=10)

    assert stepping.steps(maya, WELL, today=today)[0].coming == []


def test_accepting_changes_what_is_ahead_as_drafts_and_says_no_more(
    maya, robin, met_twice, ahead, today, now
):
    exercise = met_twice.sets.first().exercise_id
    drafts = stepping.accept(maya, exercise, met_twice.pk, WELL, by=robin, now=now)

    ahead.refresh_from_db()
    assert ahead.prescriptions.get().load_kg == 12
    sending.send(drafts, by=robin, now=now)
    line = ScheduledSession.objects.get(pk=ahead.pk).prescriptions.get()
    assert (line.load_kg, "@ 13 kg" in line.text) == (13, True)
    assert stepping.steps(maya, WELL, today=today) == []
    with pytest.raises(stepping.NothingSuggested):
        stepping.accept(maya, exercise, met_twice.pk, WELL, by=robin, now=now)


def test_declining_holds_until_something_new_is_logged(maya, robin, met_twice, today, now):
    exercise = met_twice.sets.first().exercise_id
    stepping.decline(maya, exercise, met_twice.pk, WELL, by=robin, now=now)
    assert stepping.steps(maya, WELL, today=today) == []

    trained(maya, today - DAY)
    assert len(stepping.steps(maya, WELL, today=today)) == 1


def test_another_athletes_log_suggests_nothing_here(maya, jonas, met_twice, today):
    assert stepping.steps(jonas, WELL, today=today) == []


def test_the_coach_takes_a_step_with_one_tap(client, maya, robin):
    today = maya.today(timezone.now())
    trained(maya, today - 6 * DAY)
    log = trained(maya, today - 2 * DAY)
    builders.strength_session(maya, today + DAY)
    client.force_login(robin)
    page = reverse("admin:clients_client_overview", args=[maya.pk])
    assert "12 kg to 13 kg" in client.get(page).content.decode()

    answer = client.post(
        reverse("admin:clients_client_step", args=[maya.pk]),
        {"exercise": log.sets.first().exercise_id, "log": log.pk, "answer": "accept"},
        follow=True,
    )

    assert StepAnswer.objects.get().entered_by == robin
    assert "1 session ahead is changed, as a draft." in answer.content.decode()
    assert "12 to 13 kg" not in answer.content.decode()
