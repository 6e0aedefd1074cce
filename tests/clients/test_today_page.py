"""What an athlete sees first: how recovered, and the one thing to do about it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients import care, readiness
from clients.models import Client, Comment, Consent, RedFlag, SessionLog, Verdict
from clients.rules.pain import PainKind
from clients.rules.recovery import CheckInAnswers
from plans.rules.regions import BodySide, Region
from tests import builders
from tests.conftest import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


def page_of(browser) -> str:
    answer = browser.get(reverse("clients:today"))
    assert answer.status_code == 200
    return answer.content.decode()


def answers(each: int = 4, **items) -> CheckInAnswers:
    names = ("fatigue", "sleep", "soreness", "stress", "mood")
    return CheckInAnswers(**(dict.fromkeys(names, each) | items))


def check_in(athlete, said: CheckInAnswers):
    return readiness.check_in(athlete, said, uid=uuid.uuid4(), day=TODAY, by=athlete.user, now=NOW)


def report(athlete, level: int, *, region=Region.ACHILLES, day=TODAY, now=NOW):
    place = readiness.PlaceReport(
        day=day, region=region, side=BodySide.LEFT, kind=PainKind.PAIN, level=level
    )
    return readiness.report_place(athlete, place, uid=uuid.uuid4(), by=athlete.user, now=now)


def start_of(session) -> str:
    return f'href="{reverse("clients:log", args=[session.code])}"'


def test_start_is_there_before_the_check_in_and_the_check_in_stands_above_it(phone, maya):
    session = builders.hard_session(maya, TODAY)
    page = page_of(phone(maya))
    assert page.index(f'href="{reverse("clients:check_in")}"') < page.index(start_of(session))


def test_after_the_check_in_only_a_link_to_it_is_left(phone, maya):
    builders.hard_session(maya, TODAY)
    check_in(maya, answers(4))
    page = page_of(phone(maya))
    assert "Five taps first?" not in page
    assert "Checked in 07:30" in page
    assert "You have recovered. Today you can push." in page


def test_a_recovered_athlete_on_an_easy_day_reads_that_easy_keeps_it_that_way(phone, maya):
    builders.session(maya, TODAY)
    check_in(maya, answers(4))
    assert "Easy today keeps it that way." in page_of(phone(maya))


def test_nobody_is_asked_who_has_not_agreed_to_health_data(phone, robin):
    tomas = builders.client(robin, "Tomas", consent=False)
    builders.session(tomas, TODAY)
    page = page_of(phone(tomas))
    assert "Five taps" not in page and "By your logs, no check-in needed." in page


def test_nobody_is_asked_who_agreed_to_go_without(phone, robin):
    tomas = builders.client(robin, "Tomas", check_ins=False)
    builders.session(tomas, TODAY)
    page = page_of(phone(tomas))
    assert "Five taps" not in page and "By your logs, no check-in needed." in page


def test_two_sessions_stand_in_their_order_and_each_can_be_started_moved_or_left(phone, maya):
    later = builders.session(maya, TODAY, title="Evening jog", order=2)
    first = builders.strength_session(maya, TODAY, order=1)
    page = page_of(phone(maya))
    assert page.index(start_of(first)) < page.index(start_of(later))
    for session in (first, later):
        for name in ("clients:move", "clients:skip"):
            assert reverse(name, args=[session.code]) in page


def test_a_card_has_the_form_of_its_class(phone, maya):
    builders.hard_session(maya, TODAY)
    page = page_of(phone(maya))
    assert "badge badge--hard" in page and "hard day" in page


def test_what_is_done_is_folded_and_cannot_be_started_again(phone, maya):
    session = builders.session(maya, TODAY)
    builders.log(session, effort=4)
    page = page_of(phone(maya))
    assert "effort 4" in page and start_of(session) not in page


def test_pain_at_the_stop_limit_holds_the_run_and_says_who_decides(phone, maya):
    held = builders.hard_session(maya, TODAY, instead="30 min bike")
    report(maya, 6)
    page = page_of(phone(maya))
    assert "Tempo is held." in page and "Robin has been asked" in page
    assert "Rest today." in page
    assert start_of(held) in page and reverse("clients:move", args=[held.code]) in page


def test_strength_on_a_hard_day_is_held_with_the_run_and_care_is_not(phone, maya):
    run = builders.hard_session(maya, TODAY)
    strength = builders.strength_session(maya, TODAY, hardness="hard")
    ball = builders.routine_session(maya, TODAY)
    check_in(maya, answers(2))
    page = page_of(phone(maya))
    assert f"{run.title} and {strength.title} are held." in page
    assert "let them go ahead" in page and "Held as well" in page
    assert start_of(strength) not in page
    assert page.index(strength.title) < page.index(ball.title)


def test_what_comes_to_a_red_day_later_is_held_too(phone, maya):
    check_in(maya, answers(2))
    builders.hard_session(maya, TODAY)
    assert "Tempo is held." in page_of(phone(maya))


def test_a_held_hard_run_offers_the_substitute_as_the_main_action(phone, maya):
    builders.hard_session(maya, TODAY, instead="30 min bike")
    report(maya, 4)
    page = page_of(phone(maya))
    assert "30 min bike" in page
    assert page.index("Start the easier one") < page.index("Tempo is held.")


def test_pain_of_yesterday_still_holds_todays_hard_run_without_a_check_in(phone, maya):
    builders.hard_session(maya, TODAY)
    yesterday = NOW - timedelta(days=1)
    report(maya, 5, day=TODAY - timedelta(days=1), now=yesterday)
    assert "Tempo is held." in page_of(phone(maya))


def test_the_coachs_go_ahead_frees_the_session(phone, maya, robin):
    builders.hard_session(maya, TODAY)
    report(maya, 4)
    verdict = Verdict.objects.get(client=maya)
    readiness.decide(verdict, Verdict.Decision.APPROVED, by=robin, now=NOW)
    page = page_of(phone(maya))
    assert "is held" not in page and "Start Tempo" in page


def test_one_word_of_the_coach_is_for_all_that_is_held_that_day(phone, maya, robin):
    builders.hard_session(maya, TODAY)
    strength = builders.strength_session(maya, TODAY, hardness="hard")
    check_in(maya, answers(2))
    verdict = Verdict.objects.get(client=maya)
    readiness.decide(verdict, Verdict.Decision.EASIER, by=robin, now=NOW)
    assert "Held as well" in page_of(phone(maya))
    readiness.decide(verdict, Verdict.Decision.APPROVED, by=robin, now=NOW)
    page = page_of(phone(maya))
    assert "held" not in page.lower() and start_of(strength) in page


def test_health_rows_stay_unread_once_consent_is_taken_back(phone, maya):
    builders.hard_session(maya, TODAY)
    report(maya, 6)
    Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
    page = page_of(phone(maya))
    assert "held" not in page and "Rest today" not in page


def test_a_rest_day_has_nothing_to_do(phone, maya):
    builders.session(maya, TODAY - timedelta(days=1))
    builders.session(maya, TOMORROW)
    assert "Nothing to do. That is the work." in page_of(phone(maya))


def test_a_week_that_nobody_placed_says_whose_turn_it_is(phone, maya):
    assert "Robin has not placed this week yet." in page_of(phone(maya))


def test_a_plan_that_is_over_says_so(phone, maya):
    builders.session(maya, TODAY - timedelta(days=5))
    assert "The plan is over" in page_of(phone(maya))


def test_a_draft_is_not_there(phone, maya):
    builders.session(maya, TODAY, title="Secret run", sent_at=None)
    assert "Secret run" not in page_of(phone(maya))


def test_tomorrow_and_a_treatment_that_comes_due_stand_under_coming_up(phone, maya, robin):
    builders.session(maya, TOMORROW, title="Recovery jog")
    massage = builders.modality()
    care.set_rhythm(
        maya,
        massage,
        base_days=21,
        due_on=TODAY + timedelta(days=2),
        by=robin,
        today=TODAY,
    )
    page = page_of(phone(maya))
    assert "Tomorrow: Recovery jog" in page
    assert "Massage: Due in 2 days" in page and "nothing booked yet" in page


def test_hands_on_treatment_is_not_brought_up_while_a_professional_is_to_be_asked(
    phone, maya, robin
):
    care.set_rhythm(maya, builders.modality(), base_days=21, due_on=TODAY, by=robin, today=TODAY)
    care.block_hands_on(maya, by=maya.user, today=TODAY)
    assert "Massage" not in page_of(phone(maya))


def test_an_unread_note_puts_a_dot_on_the_tab(phone, maya, robin):
    assert "something new" not in page_of(phone(maya))
    Comment.objects.create(client=maya, uid=uuid.uuid4(), author=robin, body="Hi", at=NOW)
    assert "something new" in page_of(phone(maya))


def test_the_motto_stands_once(phone, maya):
    motto = "You will only perform to the level at which you are recovered."
    assert page_of(phone(maya)).count(motto) == 1


def test_a_former_athlete_reads_and_starts_nothing(phone, maya):
    session = builders.session(maya, TODAY)
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY - timedelta(days=1))
    page = page_of(phone(maya))
    assert "ended on" in page and start_of(session) not in page


def test_a_coach_without_a_coach_is_sent_to_the_desk(phone, robin):
    assert phone(robin).get(reverse("clients:today")).url == reverse("admin:index")


def test_somebody_without_coaching_finds_nothing(phone, db):
    stranger = builders.user("Nobody")
    assert phone(stranger).get(reverse("clients:today")).status_code == 404


def test_an_open_red_flag_holds_everything_and_suggests_rest(phone, maya):
    builders.session(maya, TODAY)
    RedFlag.objects.create(client=maya, opened_on=TODAY)
    page = page_of(phone(maya))
    assert "Easy run is held." in page and "Rest, or a gentle walk" in page


@pytest.mark.parametrize("checked_in", [True, False])
def test_today_asks_the_database_six_times_at_most(phone, sql, maya, robin, checked_in):
    for offset in range(-20, 6):
        row = builders.strength_session(maya, TODAY + timedelta(days=offset))
        if offset < 0:
            builders.log(row, effort=7)
    builders.hard_session(maya, TODAY)
    builders.log(builders.session(maya, TODAY), effort=3)
    care.set_rhythm(maya, builders.modality(), base_days=21, due_on=TODAY, by=robin, today=TODAY)
    Comment.objects.create(client=maya, uid=uuid.uuid4(), author=robin, body="Hi", at=NOW)
    for level in (2, 5):
        report(maya, level, day=TODAY - timedelta(days=1), now=NOW - timedelta(days=1))
    if checked_in:
        check_in(maya, answers(3))
        report(maya, 4)
    browser = phone(maya)
    page_of(browser)
    with sql() as asked:
        page = page_of(browser)
    assert "Tempo is held." in page
    assert SessionLog.objects.count() == 21
    assert len(asked) <= 6, "\n".join(asked)
