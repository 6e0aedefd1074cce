"""Who stands on which shelf, and why."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import attention, care, readiness, talking
from clients.attention import Need
from clients.models import Away, MoveRequest, SessionLog, Verdict
from clients.rules.pain import PainKind
from clients.rules.recovery import CheckInAnswers
from plans.rules.regions import BodySide, Region
from tests import builders
from tests.conftest import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)
GOOD = CheckInAnswers(fatigue=4, sleep=4, soreness=4, stress=4, mood=4)
BAD = CheckInAnswers(fatigue=1, sleep=1, soreness=2, stress=2, mood=2)


def logged(session, *, outcome="done", reason=""):
    return SessionLog.objects.create(
        client=session.client,
        session=session,
        uid=uuid.uuid4(),
        outcome=outcome,
        skip_reason=reason,
        done_on=session.day,
        minutes=session.minutes,
        effort=session.effort,
        hardness=session.hardness,
        formula_version=1,
    )


@pytest.fixture
def training(maya):
    """Maya trains every day, logged up to yesterday, planned for two weeks."""
    for offset in range(-10, 14):
        session = builders.session(maya, TODAY + timedelta(days=offset))
        if offset < 0:
            logged(session)
    return maya


def needs(coach, shelf="now"):
    found = attention.shelves(coach, NOW)
    return [card.need for card in getattr(found, shelf)]


def hurt(client, level, now=NOW):
    return readiness.report_place(
        client,
        readiness.PlaceReport(
            day=client.today(now),
            region=Region.ACHILLES,
            side=BodySide.LEFT,
            kind=PainKind.PAIN,
            level=level,
        ),
        uid=uuid.uuid4(),
        by=client.user,
        now=now,
    )


def test_somebody_who_trains_needs_nobody(robin, training):
    assert needs(robin) == []
    assert needs(robin, "this_week") == []


def test_a_red_flag_comes_first_and_is_one_card(robin, training):
    builders.hard_session(training, TODAY)
    hurt(training, 6)
    readiness.open_red_flag(training, by=training.user, now=NOW)
    assert needs(robin) == [Need.RED_FLAG]


def test_pain_at_the_hold_limit_counts_where_hard_work_is_near(robin, training):
    hurt(training, 4)
    assert needs(robin) == []
    builders.hard_session(training, TOMORROW)
    assert needs(robin) == [Need.PAIN]


def test_pain_below_the_hold_limit_is_no_need(robin, training):
    builders.hard_session(training, TOMORROW)
    hurt(training, 3)
    assert needs(robin) == []


def test_what_yesterdays_pain_holds_waits_without_a_word_of_today(robin, training):
    hills = builders.hills_session(training, TODAY)
    yesterday = NOW - timedelta(days=1)
    hurt(training, 5, now=yesterday)
    Verdict.objects.filter(day=TODAY).delete()
    [card] = attention.shelves(robin, NOW).now
    assert card.need in {Need.GATE, Need.PAIN}
    assert card.member.held == hills


def test_pain_at_the_stop_limit_holds_an_easy_run_too(robin, training):
    hurt(training, 7, now=NOW - timedelta(days=1))
    [card] = attention.shelves(robin, NOW).now
    assert card.need == Need.GATE
    assert card.member.held.day == TODAY


def test_what_is_held_waits_until_the_coach_has_decided(robin, training):
    builders.hard_session(training, TODAY, title="Hill sprints")
    readiness.check_in(training, BAD, uid=uuid.uuid4(), day=TODAY, by=training.user, now=NOW)
    card = attention.shelves(robin, NOW).now[0]
    assert card.need is Need.GATE
    assert "Hill sprints" in str(card.detail)
    verdict = Verdict.objects.get(client=training, day=TODAY)
    readiness.decide(verdict, Verdict.Decision.EASIER, by=robin, now=NOW)
    assert needs(robin) == []


def test_hard_work_that_comes_to_a_red_day_after_its_verdict_waits_for_a_word_too(
    robin, training, phone
):
    readiness.check_in(training, BAD, uid=uuid.uuid4(), day=TODAY, by=training.user, now=NOW)
    assert Verdict.objects.get(client=training, day=TODAY).held_session is None
    assert needs(robin) == []
    hills = builders.hills_session(training, TODAY, title="Hill sprints")
    [card] = attention.shelves(robin, NOW).now
    assert (card.need, card.member.held) == (Need.GATE, hills)
    assert "Hill sprints" in str(card.detail)
    with time_machine.travel(NOW, tick=False):
        address = reverse("admin:clients_client_decide", args=[training.pk])
        phone(robin).post(address, {"decision": "easier"})
    assert needs(robin) == []


def test_hard_work_of_tomorrow_is_not_held_by_a_red_day(robin, training):
    readiness.check_in(training, BAD, uid=uuid.uuid4(), day=TODAY, by=training.user, now=NOW)
    builders.hills_session(training, TOMORROW)
    assert needs(robin) == []


def test_a_request_to_move_waits_for_an_answer(robin, training):
    session = builders.hard_session(training, TOMORROW, title="Tempo")
    MoveRequest.objects.create(client=training, session=session, to_day=TODAY)
    card = attention.shelves(robin, NOW).now[0]
    assert card.need is Need.MOVE
    assert "Tempo" in str(card.why)


def test_a_note_is_a_need_after_a_day_and_until_it_is_answered(robin, training):
    talking.write(
        training, training.user, "Tight calf.", uid=uuid.uuid4(), now=NOW - timedelta(hours=23)
    )
    assert needs(robin) == []
    training.comments.update(at=NOW - timedelta(hours=25))
    card = attention.shelves(robin, NOW).now[0]
    assert (card.need, card.quote) == (Need.NOTE, "Tight calf.")
    talking.write(training, robin, "Rest it.", uid=uuid.uuid4(), now=NOW)
    assert needs(robin) == []


def test_a_note_that_was_read_needs_no_answer(robin, training):
    talking.write(
        training, training.user, "All good.", uid=uuid.uuid4(), now=NOW - timedelta(days=2)
    )
    talking.mark_read(training, robin, NOW)
    assert needs(robin) == []


def test_at_most_seven_stand_on_the_shelf_and_the_rest_is_counted(robin):
    for number in range(9):
        runner = builders.client(robin, f"Runner {number}")
        readiness.open_red_flag(runner, by=runner.user, now=NOW)
    found = attention.shelves(robin, NOW)
    assert (len(found.now), found.more, found.waiting) == (7, 2, 9)


def test_a_plan_that_runs_out_within_three_days_is_this_weeks(robin, maya):
    last = builders.session(maya, TODAY + timedelta(days=3))
    assert needs(robin, "this_week") == [Need.RUNS_OUT]
    last.day = TODAY + timedelta(days=4)
    last.save()
    assert needs(robin, "this_week") == []


def test_somebody_without_a_plan_is_this_weeks(robin, maya):
    assert needs(robin, "this_week") == [Need.NO_PLAN]


def test_quiet_is_measured_by_the_persons_own_habit(robin, maya):
    # A log every week: seven days without one are nothing unusual, eight are.
    for offset in range(-28, 20):
        session = builders.session(maya, TODAY + timedelta(days=offset), optional=offset < 0)
        if offset in (-22, -15, -8, -1):
            logged(session)
    builders.session(maya, TODAY - timedelta(days=1))
    cards = attention.shelves(robin, NOW + timedelta(days=6)).this_week
    assert Need.QUIET not in [card.need for card in cards]
    cards = attention.shelves(robin, NOW + timedelta(days=7)).this_week
    assert Need.QUIET in [card.need for card in cards]


def test_two_that_did_not_happen_are_this_weeks_and_illness_is_not(robin, training):
    for days_ago, reason in ((2, "tired"), (3, "no_time")):
        log = SessionLog.objects.get(client=training, done_on=TODAY - timedelta(days=days_ago))
        log.outcome, log.skip_reason = "skipped", reason
        log.save()
    assert needs(robin, "this_week") == [Need.NOT_DONE]
    SessionLog.objects.filter(skip_reason="tired").update(skip_reason="ill")
    assert needs(robin, "this_week") == []


def test_a_draft_below_the_floor_is_this_weeks_and_a_good_one_is_not(robin, training):
    builders.hard_session(training, TOMORROW)
    draft = builders.hard_session(training, TODAY + timedelta(days=3), sent_at=None)
    assert needs(robin, "this_week") == [Need.DRAFT]
    draft.day = TODAY + timedelta(days=4)
    draft.save()
    assert needs(robin, "this_week") == []


def test_somebody_away_is_left_in_peace(robin, maya):
    Away.objects.create(client=maya, from_on=TODAY, to_on=TOMORROW, why="travel")
    assert needs(robin, "this_week") == []


def test_treatment_past_its_rhythm_is_only_by_the_way(robin, training):
    care.set_rhythm(
        training, builders.modality(), base_days=21, due_on=TODAY, by=robin, today=TODAY
    )
    assert Need.TREATMENT not in needs(robin, "by_the_way")
    training.care_plans.update(due_on=TODAY - timedelta(days=1))
    assert Need.TREATMENT in needs(robin, "by_the_way")
    assert needs(robin) == []


def test_good_news_is_told(robin, training):
    assert needs(robin, "by_the_way") == [Need.ALL_DONE]


def test_without_consent_no_card_speaks_of_health(robin):
    kofi = builders.client(robin, "Kofi")
    builders.hard_session(kofi, TODAY)
    hurt(kofi, 6)
    readiness.open_red_flag(kofi, by=kofi.user, now=NOW)
    kofi.consents.update(withdrawn_at=NOW)
    assert needs(robin) == []


def test_a_colleagues_athlete_is_on_nobody_elses_shelf(robin, alex, ines):
    readiness.open_red_flag(ines, by=ines.user, now=NOW)
    assert needs(robin) == []
    assert needs(alex) == [Need.RED_FLAG]


@pytest.mark.parametrize("count", [5, 50])
def test_the_shelves_cost_the_same_for_five_and_fifty(robin, count, django_assert_num_queries):
    for number in range(count):
        runner = builders.client(robin, f"Runner {number}")
        builders.hard_session(runner, TODAY)
        builders.hard_session(runner, TODAY + timedelta(days=2), sent_at=None)
    with django_assert_num_queries(8):
        attention.shelves(robin, NOW)
