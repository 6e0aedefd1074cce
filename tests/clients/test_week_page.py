"""The week as a list, one session in full, and another day for it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients import logbook
from clients.models import Away, Client, MoveRequest, RuleOverride, ScheduledSession, SessionLog
from plans.models import Rung, TeachingNote
from tests import builders
from tests.conftest import NOW, TODAY

MONDAY = TODAY - timedelta(days=2)
TOMORROW = TODAY + timedelta(days=1)


def at(name: str, session) -> str:
    return reverse(f"clients:{name}", args=[session.code])


def text(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_any_day_opens_its_week_with_seven_days(phone, maya):
    builders.session(maya, MONDAY, title="First")
    builders.session(maya, MONDAY + timedelta(days=6), title="Last")
    builders.session(maya, MONDAY - timedelta(days=1), title="Before")
    page = text(phone(maya), f"/week/{TODAY}/")
    assert "First" in page and "Last" in page and "Before" not in page
    assert page.count("Rest day") == 5


def test_a_date_that_does_not_exist_is_not_there(phone, maya):
    assert phone(maya).get("/week/2026-13-41/").status_code == 404


def test_the_first_and_the_last_week_of_the_calendar_do_not_break(phone, maya):
    browser = phone(maya)
    assert {browser.get(f"/week/{day}/").status_code for day in ("0001-01-01", "9999-12-31")} <= {
        200,
        404,
    }


def test_print_has_boxes_to_tick_and_its_own_sheet(phone, maya):
    builders.strength_session(maya, TODAY)
    page = text(phone(maya), f"/week/{TODAY}/")
    assert "☐ 3 x 8 /side single leg squat" in page and "Effort ___ / 10" in page
    assert 'media="print"' in page


def test_drafts_and_weeks_not_shown_yet_are_not_there(phone, maya, robin):
    builders.session(maya, TODAY, title="Draft", sent_at=None)
    plan = builders.plan(robin)
    far = maya.assignments.create(plan=plan, start_on=MONDAY, weeks_shown=1)
    late = builders.session(maya, TODAY + timedelta(days=14), title="Far", assignment=far)
    browser = phone(maya)
    assert "Draft" not in text(browser, f"/week/{TODAY}/")
    assert "Far" not in text(browser, f"/week/{TODAY + timedelta(days=14)}/")
    assert browser.get(at("session", late)).status_code == 404


def test_away_and_days_that_do_not_suit_are_said(phone, maya):
    Client.objects.filter(pk=maya.pk).update(availability=[1, 2, 3, 4, 6, 7])
    Away.objects.create(
        client=maya, from_on=TODAY, to_on=TODAY + timedelta(days=3), why=Away.Why.EXAMS
    )
    page = text(phone(maya), f"/week/{TODAY}/")
    assert "Days that do not suit: Friday." in page and "exams" in page


@pytest.mark.parametrize("name", ["session", "move", "skip"])
def test_a_strangers_session_is_as_one_that_does_not_exist(phone, maya, jonas, ines, name):
    for stranger in (jonas, ines):
        theirs = builders.session(stranger, TODAY)
        browser = phone(maya)
        assert browser.get(at(name, theirs)).status_code == 404
        assert browser.post(at(name, theirs), {"day": TOMORROW}).status_code in (404, 405)
        assert ScheduledSession.objects.get(pk=theirs.pk).day == TODAY


def test_a_session_prints_every_line_with_how_it_is_done(phone, maya):
    session = builders.strength_session(maya, TODAY, why="Glutes steady the pelvis.")
    note = TeachingNote.objects.create(slug="strength", title="Strong enough", body="Text")
    squat = session.prescriptions.get().exercise
    squat.cues, squat.video, squat.note = ["knee over second toe"], "https://v.example/1", note
    squat.faults = [{"code": "x", "seen": "knee falls in", "answer": "push the floor apart"}]
    squat.save()
    Rung.objects.create(exercise=squat, position=1, name="box squat")
    page = text(phone(maya), at("session", session))
    for words in (
        "3 x 8 /side single leg squat @ 12 kg",
        "knee over second toe",
        "knee falls in: push the floor apart",
        "box squat",
        "https://v.example/1",
        reverse("clients:learn", args=["strength"]),
        "Glutes steady the pelvis.",
    ):
        assert words in page


def test_a_move_and_a_kept_rule_are_told_as_sentences(phone, maya, robin):
    session = builders.hard_session(maya, TODAY)
    session.day = TOMORROW
    session.save()
    RuleOverride.objects.create(
        client=maya,
        rule="R01",
        session=session,
        day=TOMORROW,
        reason=RuleOverride.Reason.TEAM,
        entered_by=robin,
    )
    page = text(phone(maya), at("session", session))
    assert "Moved from Wed 25 Nov to Thu 26 Nov." in page
    assert "Robin kept it on this day: team session." in page


@pytest.mark.parametrize(("who", "words"), [("maya", "You moved it"), ("robin", "Robin moved it")])
def test_who_moved_a_session_is_named(phone, maya, robin, who, words):
    session = builders.hard_session(maya, TODAY)
    session._history_user = maya.user if who == "maya" else robin
    session.day = TOMORROW
    session.save()

    page = text(phone(maya), at("session", session))

    assert f"{words} from Wed 25 Nov to Thu 26 Nov." in page


def test_not_today_is_taken_back_and_the_session_is_open_again(phone, maya):
    session = builders.hard_session(maya, TODAY)
    logbook.skip(session, SessionLog.SkipReason.TIRED, uid=uuid.uuid4(), by=maya.user, now=NOW)
    page = phone(maya)
    assert "Take “not today” back" in text(page, at("session", session))

    page.post(at("unskip", session))

    assert not SessionLog.objects.exists()
    assert "is open again" in text(page, at("session", session))
    assert "Start" in text(page, at("session", session))


def test_what_was_done_is_not_taken_back_with_it(phone, maya):
    session = builders.session(maya, TODAY)
    builders.log(session)

    answer = phone(maya).post(at("unskip", session))

    assert answer.url == at("log", session)
    assert SessionLog.objects.count() == 1


def test_nobody_takes_anothers_not_today_back(phone, maya, jonas):
    session = builders.session(maya, TODAY)
    logbook.skip(session, SessionLog.SkipReason.TIRED, uid=uuid.uuid4(), by=maya.user, now=NOW)

    assert phone(jonas).post(at("unskip", session)).status_code == 404
    assert SessionLog.objects.count() == 1


def test_every_day_of_the_next_ten_is_offered_the_good_ones_first(phone, maya):
    session = builders.hard_session(maya, TODAY)
    builders.hard_session(maya, TODAY + timedelta(days=4), title="Intervals")
    page = text(phone(maya), at("move", session))
    assert page.count('name="day"') == 9
    assert page.index("Good days") < page.index("Ask Robin")
    below = (TODAY + timedelta(days=5)).isoformat()
    assert page.index("Ask Robin") < page.index(f'value="{below}"')


def test_a_good_day_is_taken_at_once(phone, maya):
    session = builders.hard_session(maya, TODAY)
    page = phone(maya).post(at("move", session), {"day": TOMORROW}, follow=True)
    session.refresh_from_db()
    assert session.day == TOMORROW and "Tempo moved to Thu 26 Nov." in page.content.decode()


def test_a_day_below_the_floor_becomes_a_question(phone, maya):
    session = builders.hard_session(maya, TODAY)
    builders.hard_session(maya, TODAY + timedelta(days=4))
    asked_for = TODAY + timedelta(days=3)
    browser = phone(maya)
    page = browser.post(at("move", session), {"day": asked_for}, follow=True).content.decode()
    session.refresh_from_db()
    assert session.day == TODAY and MoveRequest.objects.get().to_day == asked_for
    assert "Robin has been asked for Sat 28 Nov." in page
    assert "You asked Robin for" in text(browser, at("session", session))


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-11-24", "2027-01-01"])
def test_a_day_that_is_not_offered_moves_nothing_and_says_so(phone, maya, day):
    session = builders.hard_session(maya, TODAY)
    page = phone(maya).post(at("move", session), {"day": day}).content.decode()
    session.refresh_from_db()
    assert session.day == TODAY
    assert "Choose a day first." in page or "Choose one of these days." in page


def test_not_today_takes_one_tap_and_a_reason(phone, maya):
    session = builders.session(maya, TODAY)
    said = {"uid": "6f1b0c2e-0000-4000-8000-000000000001", "reason": "no_time"}
    browser = phone(maya)
    page = browser.post(at("skip", session), said, follow=True).content.decode()
    log = SessionLog.objects.get()
    assert (log.outcome, log.skip_reason) == ("skipped", "no_time")
    assert "Did not happen" in page and "Robin knows. Rest well." in page
    assert browser.post(at("skip", session), said).status_code == 404
    assert SessionLog.objects.count() == 1


def test_not_today_without_a_reason_says_what_to_do_and_keeps_the_line(phone, maya):
    session = builders.session(maya, TODAY)
    page = phone(maya).post(at("skip", session), {"comment": "Long day"}).content.decode()
    assert "Tap a reason; any will do." in page and "Long day" in page


def test_something_that_hurts_leads_to_the_body_list_with_the_session(phone, maya):
    session = builders.session(maya, TODAY)
    browser = phone(maya)
    assert f"/body/?session={session.code}" in text(browser, at("skip", session))
    page = text(browser, f"/body/?session={session.code}")
    assert f'<option value="{session.code}" selected>' in page


def test_what_is_logged_can_neither_be_moved_nor_skipped(phone, maya):
    session = builders.session(maya, TODAY)
    builders.log(session)
    browser = phone(maya)
    assert browser.get(at("move", session)).status_code == 404
    assert browser.get(at("skip", session)).status_code == 404
    assert browser.get(at("session", session)).status_code == 200
