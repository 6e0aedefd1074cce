"""The day's verdict: what writes it, what may change it, and what it holds."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import mornings, readiness, roster
from clients.models import CheckIn, Client, Consent, PainReport, RedFlag, Verdict
from clients.rules.pain import PainKind
from clients.rules.recovery import CheckInAnswers, ReasonCode, State
from plans.rules.regions import BodySide, Region
from tests import builders
from tests.conftest import NOW, TODAY

NAMES = ("fatigue", "sleep", "soreness", "stress", "mood")


def answers(each: int = 4, **items) -> CheckInAnswers:
    return CheckInAnswers(**(dict.fromkeys(NAMES, each) | items))


def check_in(athlete, said: CheckInAnswers, *, uid=None):
    return readiness.check_in(
        athlete, said, uid=uid or uuid.uuid4(), day=TODAY, by=athlete.user, now=NOW
    )


def report(athlete, level: int, *, kind=PainKind.PAIN, days_ago: int = 0):
    place = readiness.PlaceReport(
        day=TODAY - timedelta(days=days_ago),
        region=Region.ACHILLES,
        side=BodySide.LEFT,
        kind=kind,
        level=level,
    )
    return readiness.report_place(athlete, place, uid=uuid.uuid4(), by=athlete.user, now=NOW)


def usual_mornings(athlete, totals):
    for days_ago, total in enumerate(totals, start=1):
        rest = divmod(total, 5)
        items = [rest[0] + (n < rest[1]) for n in range(5)]
        CheckIn.objects.create(
            client=athlete,
            uid=uuid.uuid4(),
            day=TODAY - timedelta(days=days_ago),
            **dict(zip(NAMES, items, strict=True)),
        )


def state_of(athlete) -> State:
    return readiness.of_day(athlete, TODAY, NOW).state


def test_a_day_without_input_has_no_row_and_reads_unknown(maya):
    assert state_of(maya) is State.UNKNOWN
    assert not Verdict.objects.exists()


def test_reading_writes_nothing(maya):
    check_in(maya, answers(4))
    before = Verdict.objects.values().get()
    readiness.of_day(maya, TODAY, NOW)
    assert Verdict.objects.values().get() == before


def test_a_morning_far_below_the_persons_own_usual_is_a_stop(maya):
    usual_mornings(maya, [20, 21, 20, 21, 20, 21, 20, 21, 20, 21])
    check_in(maya, answers(3))
    assert state_of(maya) is State.STOP


def test_the_same_answers_are_fine_for_somebody_who_always_gives_them(maya):
    usual_mornings(maya, [15] * 12)
    check_in(maya, answers(3))
    assert state_of(maya) is State.STEADY


def test_a_baseline_leaves_today_and_replaced_ones_out(maya):
    usual_mornings(maya, [20] * 10)
    CheckIn.objects.update(replaced_at=NOW)
    check_in(maya, answers(3))
    assert state_of(maya) is State.STEADY


def test_later_input_may_only_make_the_day_stricter(maya):
    report(maya, 6)
    assert state_of(maya) is State.STOP
    check_in(maya, answers(5))
    assert state_of(maya) is State.STOP
    readiness.close_place(maya, Region.ACHILLES, BodySide.LEFT, by=maya.user, now=NOW)
    report(maya, 1)
    assert state_of(maya) is State.STOP


def test_a_worse_report_makes_the_day_stricter(maya):
    check_in(maya, answers(5))
    assert state_of(maya) is State.READY
    report(maya, 3)
    assert state_of(maya) is State.EASING


def test_a_corrected_check_in_may_take_it_back_but_not_the_pain(maya):
    check_in(maya, answers(4, illness=True))
    check_in(maya, answers(4))
    assert state_of(maya) is State.READY
    report(maya, 6)
    check_in(maya, answers(5))
    assert state_of(maya) is State.STOP


def test_a_verdict_carries_its_versions_and_every_reason(maya):
    check_in(maya, answers(2))
    verdict = Verdict.objects.get()
    codes = {reason["code"] for reason in verdict.reasons}
    assert (verdict.formula_version, verdict.scale_version) == (1, 1)
    assert {ReasonCode.WELLNESS_LOW_ABS, ReasonCode.SORENESS_HIGH} <= codes


def test_red_holds_the_hard_session_and_not_the_easy_one(maya):
    builders.session(maya, TODAY)
    hard = builders.hard_session(maya, TODAY)
    check_in(maya, answers(2))
    assert Verdict.objects.get().held_session == hard


def test_pain_at_the_hold_limit_leaves_strength_alone(maya):
    builders.strength_session(maya, TODAY, hardness="hard")
    report(maya, 4)
    assert Verdict.objects.get().held_session is None


def test_pain_at_the_stop_limit_holds_even_an_easy_run(maya):
    run = builders.session(maya, TODAY)
    report(maya, 6)
    assert Verdict.objects.get().held_session == run


def test_holding_changes_no_session(maya):
    hard = builders.hard_session(maya, TODAY)
    report(maya, 6)
    hard.refresh_from_db()
    assert (hard.day, hard.version, hard.title) == (TODAY, 1, "Tempo")


def test_a_logged_session_is_not_held(maya):
    builders.log(builders.hard_session(maya, TODAY))
    report(maya, 6)
    assert Verdict.objects.get().held_session is None


def test_the_coachs_go_ahead_stands_until_the_day_gets_worse(maya, robin):
    builders.hard_session(maya, TODAY)
    report(maya, 4)
    verdict = Verdict.objects.get()
    readiness.decide(verdict, Verdict.Decision.APPROVED, by=robin, now=NOW)
    report(maya, 4)
    assert Verdict.objects.get().decision == Verdict.Decision.APPROVED
    report(maya, 7)
    worse = Verdict.objects.get()
    assert worse.decision == Verdict.Decision.WAITING and worse.decided_by is None


def test_readiness_uses_the_highest_report_of_the_last_three_days(maya):
    builders.hard_session(maya, TODAY)
    report(maya, 5, days_ago=2)
    report(maya, 1)
    assert state_of(maya) is State.EASING
    assert ReasonCode.PAIN_HOLD in readiness.of_day(maya, TODAY, NOW).codes


def test_pain_of_four_days_ago_no_longer_counts(maya):
    report(maya, 6, days_ago=4)
    Verdict.objects.all().delete()
    assert state_of(maya) is State.UNKNOWN


def test_an_open_red_flag_reads_stop_on_the_next_days_too(maya):
    RedFlag.objects.create(client=maya, opened_on=TODAY - timedelta(days=9))
    assert state_of(maya) is State.STOP


def test_without_check_ins_by_agreement_the_state_comes_from_training_and_says_so(robin):
    tomas = builders.client(robin, "Tomas", check_ins=False)
    said = readiness.of_day(tomas, TODAY, NOW)
    assert said.state is State.STEADY
    assert ReasonCode.WITHOUT_CHECK_INS in {reason.code for reason in said.good_signs}


def test_hard_yesterday_and_hard_today_is_easing_without_any_check_in(maya):
    builders.log(builders.hard_session(maya, TODAY - timedelta(days=1)), effort=8)
    builders.hard_session(maya, TODAY)
    said = readiness.of_day(maya, TODAY, NOW)
    assert said.state is State.EASING
    assert ReasonCode.EASY_DAYS_OUTSTANDING in said.codes


def test_a_hard_session_without_a_log_counts_until_it_is_marked_as_not_done(maya):
    past = builders.hard_session(maya, TODAY - timedelta(days=1))
    builders.hard_session(maya, TODAY)
    assert state_of(maya) is State.EASING
    builders.log(past, outcome="skipped", skip_reason="tired", hardness="easy")
    assert state_of(maya) is State.UNKNOWN


def test_without_consent_no_health_row_is_written(robin):
    tomas = builders.client(robin, "Tomas", consent=False)
    with pytest.raises(readiness.HealthDataNotAgreed):
        check_in(tomas, answers(4))
    with pytest.raises(readiness.HealthDataNotAgreed):
        report(tomas, 4)
    with pytest.raises(readiness.HealthDataNotAgreed):
        readiness.open_red_flag(tomas, by=tomas.user, now=NOW)
    assert readiness.judge(tomas, TODAY, now=NOW) is None
    rows = (CheckIn, PainReport, RedFlag, Verdict)
    assert not any(model.objects.exists() for model in rows)


def test_consent_taken_back_leaves_the_rows_and_reads_none(maya):
    builders.hard_session(maya, TODAY)
    report(maya, 6)
    Consent.objects.update(withdrawn_at=NOW)
    assert state_of(maya) is not State.STOP
    assert PainReport.objects.exists()


def test_a_late_hard_log_judges_today_again(maya):
    builders.hard_session(maya, TODAY)
    check_in(maya, answers(5))
    assert state_of(maya) is State.READY
    late = builders.log(
        builders.session(maya, TODAY - timedelta(days=1)), effort=9, hardness="hard"
    )
    readiness.after_log(late, now=NOW)
    assert state_of(maya) is State.EASING


def test_an_easy_log_costs_readiness_nothing(maya, sql):
    log = builders.log(builders.session(maya, TODAY), effort=3, hardness="easy")
    with sql() as asked:
        readiness.after_log(log, now=NOW)
    assert not asked


def test_a_roster_of_any_size_takes_the_same_few_questions(robin, sql):
    def everybody():
        return Client.objects.coached_by(robin)

    def questions() -> int:
        with sql() as asked:
            found = readiness.of_roster(list(everybody()), NOW)
        assert len(found) == everybody().count()
        return len(asked) - 1

    for name in ("A", "B"):
        builders.hard_session(builders.client(robin, name), TODAY)
    few = questions()
    for name in "CDEFGHIJ":
        athlete = builders.client(robin, name)
        builders.log(builders.hard_session(athlete, TODAY - timedelta(days=2)))
        report(athlete, 4)
    assert questions() == few <= 6


def test_a_roster_says_of_each_what_their_own_page_says(robin, maya, jonas):
    builders.hard_session(maya, TODAY)
    report(maya, 6)
    check_in(jonas, answers(5))
    found = readiness.of_roster(Client.objects.coached_by(robin), NOW)
    assert {pk: said.state for pk, said in found.items()} == {
        maya.pk: State.STOP,
        jonas.pk: State.READY,
    }


def test_what_is_stored_reads_back_as_it_was_said(maya):
    builders.log(builders.hard_session(maya, TODAY - timedelta(days=3)))
    check_in(maya, answers(4))
    said = mornings.stored(Verdict.objects.get())
    assert not said.reasons
    assert {reason.code for reason in said.good_signs} == {
        ReasonCode.EASY_DAYS_BEHIND,
        ReasonCode.GOOD_SLEEP,
        ReasonCode.NOTHING_SORE,
    }


def even_and_heavy(athlete) -> None:
    """Five logged weeks: every other day with something, then seven days of the same."""
    for days_ago in range(1, 36):
        row = builders.session(athlete, TODAY - timedelta(days=days_ago))
        load = 400.0 if days_ago <= 7 else 200.0 * (days_ago % 2)
        builders.log(row, effort=4, load_au=load)


def test_a_monotonous_heavy_week_is_a_reason(maya):
    even_and_heavy(maya)
    check_in(maya, answers(4))
    codes = readiness.of_day(maya, TODAY, NOW).codes
    assert ReasonCode.MONOTONY_HIGH_WITH_HIGH_LOAD in codes


def test_without_check_ins_a_monotonous_heavy_week_is_a_reason_at_every_door(
    robin, maya, client, sql
):
    even_and_heavy(maya)
    Client.objects.filter(pk=maya.pk).update(check_ins=False)

    with sql() as asked:
        (found,) = readiness.of_roster(Client.objects.coached_by(robin), NOW).values()
    assert found.state is State.EASING
    assert len(asked) <= 7  # the clients themselves, and six

    members = roster.of_coach(robin, NOW)
    roster.look_closer(members, NOW)
    assert [member.readiness.state for member in members] == [State.EASING]

    client.force_login(maya.user)
    with time_machine.travel(NOW, tick=False):
        page = client.get(reverse("clients:today"))
    assert page.context["page"].readiness.state is State.EASING


def test_of_somebody_who_has_not_come_yet_nothing_is_known(robin):
    builders.client(robin, "Carla", account=False, consent=False)
    [member] = roster.of_coach(robin, NOW)
    roster.look_closer([member], NOW)
    assert member.readiness.state is State.UNKNOWN
