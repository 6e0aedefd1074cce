"""Treatment: the rhythm that somebody set, and the visit that moves its clock."""

import uuid
from datetime import date, timedelta

import pytest

from clients import care
from clients.models import CarePlan, HandsOnBlock, ScheduledSession, Treatment
from clients.rules.cadence import Due
from tests import builders
from tests.conftest import NOW, TODAY


@pytest.fixture
def massage(db):
    return builders.modality()


@pytest.fixture
def every_three_weeks(maya, robin, massage):
    """Set today, first due in ten days."""
    return care.set_rhythm(
        maya, massage, base_days=21, due_on=TODAY + timedelta(days=10), by=robin, today=TODAY
    )


def visit(athlete, modality, day=TODAY, *, uid=None):
    seen = care.Visit(modality=modality, done_on=day)
    return care.record_visit(athlete, seen, uid=uid or uuid.uuid4(), by=athlete.user, now=NOW)


def line_on(athlete, day):
    return care.lines(athlete, day)[0]


def test_nothing_is_due_before_a_rhythm_is_set(maya, massage):
    visit(maya, massage)
    assert care.lines(maya, TODAY) == []


def test_massage_every_21_days_is_due_soon_and_overdue_on_the_right_dates(
    maya, massage, every_three_weeks
):
    visit(maya, massage, TODAY)
    due = TODAY + timedelta(days=21)
    found = {n: line_on(maya, due + timedelta(days=n)).state for n in (-4, -3, 0, 1)}
    assert found == {-4: Due.LATER, -3: Due.SOON, 0: Due.TODAY, 1: Due.OVERDUE}


def test_a_visit_moves_the_clock(maya, massage, every_three_weeks):
    visit(maya, massage, TODAY - timedelta(days=2))
    every_three_weeks.refresh_from_db()
    assert every_three_weeks.due_on == TODAY + timedelta(days=19)


def test_a_visit_entered_late_does_not_move_the_clock_back(maya, massage, every_three_weeks):
    visit(maya, massage, TODAY)
    visit(maya, massage, TODAY - timedelta(days=9))
    every_three_weeks.refresh_from_db()
    assert every_three_weeks.due_on == TODAY + timedelta(days=21)


def test_the_same_visit_sent_twice_is_one(maya, massage, every_three_weeks):
    uid = uuid.uuid4()
    first, second = visit(maya, massage, uid=uid), visit(maya, massage, uid=uid)
    assert first == second and Treatment.objects.count() == 1


def test_deep_work_keeps_off_the_day_before_a_hard_one(maya, massage, every_three_weeks):
    due = TODAY + timedelta(days=21)
    builders.hard_session(maya, due + timedelta(days=1))
    visit(maya, massage, TODAY)
    every_three_weeks.refresh_from_db()
    assert every_three_weeks.due_on == due - timedelta(days=1)
    assert every_three_weeks.why == care.MOVED


def test_setting_a_rhythm_again_changes_the_one_that_is_there(maya, robin, massage):
    for days in (21, 14):
        care.set_rhythm(maya, massage, base_days=days, due_on=None, by=robin, today=TODAY)
    plan = CarePlan.objects.get()
    assert (plan.base_days, plan.due_on) == (14, TODAY + timedelta(days=14))


def test_a_rhythm_without_a_visit_keeps_the_day_that_was_set(maya, every_three_weeks):
    care.refresh([every_three_weeks], TODAY + timedelta(days=30))
    assert every_three_weeks.due_on == TODAY + timedelta(days=10)


def test_sore_mornings_bring_self_treatment_forward_and_leave_a_booked_rhythm_alone(
    maya, robin, massage, every_three_weeks
):
    from clients.models import CheckIn

    ball = builders.modality(
        "Ball", hands_on=False, depth="self", base_days=3, min_days=2, max_days=7
    )
    rolled = care.set_rhythm(maya, ball, base_days=3, due_on=None, by=robin, today=TODAY)
    for days_ago in range(3):
        CheckIn.objects.create(
            client=maya, uid=uuid.uuid4(), day=TODAY - timedelta(days=days_ago), soreness=2
        )
    visit(maya, ball)
    visit(maya, massage)
    rolled.refresh_from_db()
    every_three_weeks.refresh_from_db()
    assert rolled.due_on == TODAY + timedelta(days=2)
    assert every_three_weeks.due_on == TODAY + timedelta(days=21)


def test_a_block_stops_booking_and_never_recording(maya, massage, every_three_weeks):
    care.block_hands_on(maya, by=maya.user, today=TODAY)
    care.block_hands_on(maya, by=maya.user, today=TODAY)
    assert HandsOnBlock.objects.count() == 1
    with pytest.raises(care.HandsOnIsBlocked):
        booking = care.Booking(modality=massage, day=TODAY)
        care.book(maya, booking, by=maya.user, now=NOW)
    assert visit(maya, massage).pk and line_on(maya, TODAY).waits
    care.lift_block(maya, now=NOW)
    assert not line_on(maya, TODAY).waits


def test_a_booking_stands_in_the_week_and_on_its_line(maya, massage, every_three_weeks):
    booking = care.Booking(modality=massage, day=date(2026, 12, 4))
    care.book(maya, booking, by=maya.user, now=NOW)
    session = ScheduledSession.objects.get()
    assert session.care_plan == every_three_weeks and session.sent_at == NOW
    assert line_on(maya, TODAY).booked_on == date(2026, 12, 4)
