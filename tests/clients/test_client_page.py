"""One client's page at the desk: everything in one place, and every act tells what it did."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import care, checking, moving, readiness, talking
from clients.models import (
    AccessRecord,
    CarePlan,
    CheckIn,
    Comment,
    HandsOnBlock,
    Invitation,
    MoveRequest,
    RedFlag,
    RuleOverride,
    ScheduledSession,
    Verdict,
)
from clients.rules.pain import PainKind
from clients.rules.recovery import CheckInAnswers
from plans.rules.regions import BodySide, Region
from tests import builders
from tests.conftest import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)
BAD = CheckInAnswers(fatigue=1, sleep=1, soreness=2, stress=2, mood=2)
ACTS = (
    *("decide", "swap", "move", "keep", "answer_move", "write", "read", "seen", "rhythm"),
    *("end_rhythm", "close_flag", "archive"),
)


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def page_of(desk, person):
    answer = desk.get(reverse("admin:clients_client_overview", args=[person.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def act(desk, person, name, **said):
    address = reverse(f"admin:clients_client_{name}", args=[person.pk])
    return desk.post(address, said, follow=True)


def held_hills(client):
    session = builders.hard_session(client, TODAY, title="Hill sprints")
    readiness.check_in(client, BAD, uid=uuid.uuid4(), day=TODAY, by=client.user, now=NOW)
    return session


def test_the_page_of_a_stranger_is_no_page(desk, ines):
    assert desk.get(reverse("admin:clients_client_overview", args=[ines.pk])).status_code == 404
    assert desk.get(reverse("admin:clients_client_overview", args=[98765])).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_nobody_acts_on_a_strangers_client(desk, ines, name):
    assert act(desk, ines, name).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_opening_an_act_changes_nothing(desk, maya, name):
    address = reverse(f"admin:clients_client_{name}", args=[maya.pk])
    assert desk.get(address).status_code == 405


@pytest.mark.parametrize("name", ACTS)
def test_the_operator_reads_and_does_not_act_in_a_coachs_name(client, operator, maya, name):
    client.force_login(operator)
    assert act(client, maya, name).status_code == 404


def test_the_operators_look_is_noted(client, operator, maya):
    client.force_login(operator)
    page_of(client, maya)
    assert AccessRecord.objects.filter(client=maya, actor=operator, what="overview").exists()


def test_a_coach_does_not_read_their_own_record_at_a_colleague(desk, robin, alex):
    record = builders.client(alex, "Robbie", account=False)
    record.user = robin
    record.save()
    talking.write(record, alex, "Be careful with Robin", uid=uuid.uuid4(), now=NOW, private=True)
    answer = desk.get(reverse("admin:clients_client_overview", args=[record.pk]))
    assert answer.status_code == 404


def test_the_page_says_state_calendar_notes_and_logs(desk, robin, maya):
    done = builders.strength_session(maya, TODAY - timedelta(days=1))
    builders.log(done, words="Knee stayed straight")
    builders.session(maya, TOMORROW, title="Draft run", sent_at=None)
    talking.write(maya, robin, "Watch the left hip", uid=uuid.uuid4(), now=NOW, private=True)
    page = page_of(desk, maya)
    for said in ("No check-in from Maya", "Knee stayed straight", "Draft run, draft"):
        assert said in page
    assert "Watch the left hip" in page
    assert "Only for you" in page


def test_the_trend_starts_after_five_check_ins(desk, maya):
    def check_in(days_ago):
        CheckIn.objects.create(
            client=maya,
            uid=uuid.uuid4(),
            day=TODAY - timedelta(days=days_ago),
            **dict.fromkeys(("fatigue", "sleep", "soreness", "stress", "mood"), 4),
        )

    check_in(1)
    check_in(2)
    assert "The line starts after 5 check-ins. Maya has done 2." in page_of(desk, maya)
    for days_ago in (3, 4, 6):
        check_in(days_ago)
    page = page_of(desk, maya)
    assert page.count('class="line"') == 1, "a morning without a check-in is a gap"
    assert "Show as a table" in page


def test_without_consent_no_health_data_is_on_the_page(desk, maya):
    for days_ago in range(8):
        day = TODAY - timedelta(days=days_ago)
        answers = dict.fromkeys(("fatigue", "sleep", "soreness", "stress", "mood"), 4)
        CheckIn.objects.create(client=maya, uid=uuid.uuid4(), day=day, **answers)
    assert 'class="line"' in page_of(desk, maya)
    maya.consents.update(withdrawn_at=NOW)
    page = page_of(desk, maya)
    assert 'class="line"' not in page
    assert "has not agreed to health data" in page


@pytest.mark.parametrize("decision", ["easier", "approved"])
def test_the_coach_decides_what_is_held(desk, robin, maya, decision):
    held_hills(maya)
    assert "Hill sprints waits for your word." in page_of(desk, maya)
    act(desk, maya, "decide", decision=decision)
    verdict = Verdict.objects.get(client=maya, day=TODAY)
    assert (verdict.decision, verdict.decided_by) == (decision, robin)
    assert "waits for your word" not in page_of(desk, maya)


def test_the_coach_decides_what_yesterdays_pain_holds(desk, robin, maya):
    builders.hard_session(maya, TODAY, title="Hill sprints")
    readiness.report_place(
        maya,
        readiness.PlaceReport(
            day=TODAY - timedelta(days=1),
            region=Region.ACHILLES,
            side=BodySide.LEFT,
            kind=PainKind.PAIN,
            level=5,
        ),
        uid=uuid.uuid4(),
        by=maya.user,
        now=NOW - timedelta(days=1),
    )
    assert "Hill sprints waits for your word." in page_of(desk, maya)
    act(desk, maya, "decide", decision="easier")
    assert Verdict.objects.get(client=maya, day=TODAY).decision == Verdict.Decision.EASIER
    assert "waits for your word" not in page_of(desk, maya)


def test_an_unknown_decision_decides_nothing(desk, maya):
    held_hills(maya)
    act(desk, maya, "decide", decision="whatever")
    assert Verdict.objects.get(client=maya).decision == ""


def test_what_is_held_can_go_to_a_good_day(desk, maya):
    session = held_hills(maya)
    good = next(one.day for one in moving.day_choices(session, TODAY) if one.day > TODAY)
    act(desk, maya, "swap", day=good.isoformat())
    session.refresh_from_db()
    assert session.day == good
    assert Verdict.objects.get(client=maya).decision == Verdict.Decision.SWAPPED


def test_when_one_of_two_held_sessions_goes_to_a_good_day_the_other_still_waits(desk, maya):
    hills = held_hills(maya)
    strength = builders.strength_session(maya, TODAY, hardness="hard")
    assert f"Hill sprints and {strength.title} wait for your word." in page_of(desk, maya)
    good = next(one.day for one in moving.day_choices(hills, TODAY) if one.day > TODAY)
    act(desk, maya, "swap", day=good.isoformat())
    verdict = Verdict.objects.get(client=maya)
    assert (verdict.held_session, verdict.decision) == (strength, Verdict.Decision.WAITING)
    assert f"{strength.title} waits for your word." in page_of(desk, maya)


def test_what_came_to_the_day_after_the_verdict_waits_for_a_word_as_well(desk, maya):
    held_hills(maya).delete()
    assert "your word" not in page_of(desk, maya)
    builders.hard_session(maya, TODAY)
    assert "Tempo waits for your word." in page_of(desk, maya)
    act(desk, maya, "decide", decision="easier")
    assert Verdict.objects.get(client=maya).decision == Verdict.Decision.EASIER
    assert "waits for your word" not in page_of(desk, maya)


def test_no_day_is_offered_that_would_ask_for_a_keep(desk, maya):
    session = builders.hard_session(maya, TODAY)
    place = readiness.PlaceReport(
        day=TODAY, region=Region.ACHILLES, side=BodySide.LEFT, kind=PainKind.PAIN, level=6
    )
    readiness.report_place(maya, place, uid=uuid.uuid4(), by=maya.user, now=NOW)
    offered = re.findall(r'<option value="(2026-\d\d-\d\d)"', page_of(desk, maya))
    assert offered and TOMORROW.isoformat() not in offered
    act(desk, maya, "swap", day=offered[0])
    session.refresh_from_db()
    assert session.day.isoformat() == offered[0]


def test_a_hard_day_too_soon_is_moved_with_one_button(desk, maya):
    builders.hard_session(maya, TODAY)
    soon = builders.hard_session(maya, TOMORROW, title="Intervals")
    page = page_of(desk, maya)
    assert "Move Intervals to Sat 28 Nov" in page
    act(desk, maya, "move", code=soon.code, day="2026-11-28")
    soon.refresh_from_db()
    assert soon.day.isoformat() == "2026-11-28"
    assert soon.sent_at is not None


def test_a_move_below_the_floor_stays_a_draft_and_says_so(desk, maya):
    builders.hard_session(maya, TODAY)
    later = builders.hard_session(maya, TODAY + timedelta(days=4))
    answer = act(desk, maya, "move", code=later.code, day=TOMORROW.isoformat())
    later.refresh_from_db()
    assert later.day == TODAY + timedelta(days=4)
    assert ScheduledSession.with_drafts.drafts().filter(client=maya, day=TOMORROW).exists()
    said = "Tempo waits as a draft on Thu 26 Nov. The day after Tempo on Wed 25 Nov."
    assert said in answer.content.decode()


def test_keeping_as_planned_stores_the_reason(desk, robin, maya):
    builders.hard_session(maya, TODAY)
    builders.hard_session(maya, TOMORROW)
    note = checking.notes(maya, TODAY, TOMORROW, today=TODAY)[0]
    act(
        desk,
        maya,
        "keep",
        key=note.key,
        rule=note.rule,
        day=note.day.isoformat(),
        reason="team",
    )
    kept = RuleOverride.objects.get(client=maya)
    assert (kept.reason, kept.entered_by) == ("team", robin)


def test_what_an_injury_rules_out_is_said_as_on_the_board(desk, maya, robin):
    builders.session(maya, TOMORROW, title="Easy run")
    assert "no running" not in page_of(desk, maya)
    maya.episodes.create(
        region="calf",
        side="left",
        started_on=TODAY,
        restrictions=["no_running"],
        entered_by=robin,
    )
    assert "Injury, left calf: no running." in page_of(desk, maya)


def test_what_lies_in_a_session_is_judged_as_on_the_board(desk, maya):
    hands_on = builders.modality(hands_on=True)
    builders.treatment_session(maya, TOMORROW, modality=hands_on)
    HandsOnBlock.objects.create(client=maya, since=TODAY)
    assert "Ask a health professional before hands-on treatment." in page_of(desk, maya)


@pytest.mark.parametrize(("said", "day"), [("yes", TOMORROW), ("no", TODAY + timedelta(days=3))])
def test_a_request_to_move_is_answered(desk, maya, said, day):
    session = builders.session(maya, TODAY + timedelta(days=3))
    asked = MoveRequest.objects.create(client=maya, session=session, to_day=TOMORROW)
    act(desk, maya, "answer_move", request=asked.pk, answer=said)
    session.refresh_from_db()
    asked.refresh_from_db()
    assert (asked.answer, session.day) == (said, day)


def test_a_strangers_request_is_not_answered_through_ones_own_client(desk, maya, ines):
    session = builders.session(ines, TOMORROW)
    asked = MoveRequest.objects.create(client=ines, session=session, to_day=TODAY)
    assert act(desk, maya, "answer_move", request=asked.pk, answer="yes").status_code == 404


def test_answering_is_having_read(desk, robin, maya):
    talking.write(maya, maya.user, "Hills tomorrow?", uid=uuid.uuid4(), now=NOW)
    assert "1 new" in page_of(desk, maya)
    act(desk, maya, "write", uid=uuid.uuid4(), body="Yes, short ones.")
    assert Comment.objects.filter(client=maya, author=robin, private=False).count() == 1
    assert "1 new" not in page_of(desk, maya)


def test_a_note_sent_twice_is_one_note(desk, maya):
    uid = uuid.uuid4()
    for _ in range(2):
        act(desk, maya, "write", uid=uid, body="Once.")
    assert Comment.objects.filter(client=maya).count() == 1


def test_a_private_note_never_reaches_the_athlete(desk, maya):
    act(desk, maya, "write", uid=uuid.uuid4(), body="Nervous before races.", private="on")
    assert not Comment.objects.visible_to(maya.user).exists()


def test_a_rhythm_is_set_changed_and_ended(desk, maya):
    massage = builders.modality()
    act(desk, maya, "rhythm", modality=massage.pk, base_days=21, due_on="2026-12-01")
    plan = CarePlan.objects.get(client=maya)
    assert (plan.base_days, plan.due_on.isoformat()) == (21, "2026-12-01")
    act(desk, maya, "end_rhythm", rhythm=plan.pk)
    plan.refresh_from_db()
    assert plan.ended_on == TODAY
    assert care.lines(maya, TODAY) == []


def test_another_coachs_treatment_cannot_be_set(desk, maya, alex):
    theirs = builders.modality("Secret", coach=alex)
    act(desk, maya, "rhythm", modality=theirs.pk, base_days=21)
    assert not CarePlan.objects.exists()


def test_logs_are_marked_as_seen(desk, maya, ines):
    mine = builders.log(builders.session(maya, TODAY))
    theirs = builders.log(builders.session(ines, TODAY))
    act(desk, maya, "seen")
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.seen_at, theirs.seen_at) == (NOW, None)


def test_a_red_flag_closes_with_words_and_stays_open_without(desk, maya):
    readiness.open_red_flag(maya, by=maya.user, now=NOW)
    act(desk, maya, "close_flag", note="")
    assert RedFlag.objects.filter(closed_on=None).exists()
    act(desk, maya, "close_flag", note="Seen by the club doctor")
    assert not RedFlag.objects.filter(closed_on=None).exists()


def test_when_coaching_ends_the_future_goes_and_the_past_stays(desk, robin, maya):
    done = builders.session(maya, TODAY - timedelta(days=1))
    builders.log(done)
    missed = builders.session(maya, TODAY - timedelta(days=2))
    ahead = builders.session(maya, TOMORROW)
    draft = builders.session(maya, TOMORROW, sent_at=None)
    Invitation.objects.create(
        client=maya, email="m@demo.example", sha256="x", nonce="n", expires_at=NOW
    )
    act(desk, maya, "archive")
    left = set(ScheduledSession.with_drafts.values_list("pk", flat=True))
    assert left == {done.pk, missed.pk}
    assert not {ahead.pk, draft.pk} & left
    maya.refresh_from_db()
    assert maya.ended_on == TODAY
    assert not Invitation.objects.filter(revoked_at=None).exists()
    assert ScheduledSession.objects.visible_to(maya.user).count() == 2
    answer = desk.get(reverse("admin:clients_client_overview", args=[maya.pk]), follow=True)
    assert answer.status_code == 200
    assert "Joined on" in answer.content.decode()
    assert "Standing note" not in answer.content.decode()


def test_a_form_never_leads_to_another_site(desk, maya):
    address = reverse("admin:clients_client_read", args=[maya.pk])
    answer = desk.post(address, {"next": "https://elsewhere.example/"})
    assert answer.url.startswith("/coach/")


def test_the_page_has_a_bound_number_of_queries(desk, maya, django_assert_max_num_queries):
    for offset in range(-20, 10):
        session = builders.session(maya, TODAY + timedelta(days=offset))
        if offset < 0:
            builders.log(session)
    with django_assert_max_num_queries(37):
        page_of(desk, maya)


def test_notes_say_what_they_are_about_and_who_has_read_them(desk, maya, robin):
    session = builders.session(maya, TODAY)
    talking.write(maya, robin, "On that run", uid=uuid.uuid4(), now=NOW, session=session)
    talking.write(maya, robin, "On that week", uid=uuid.uuid4(), now=NOW, week_on=TODAY)
    shown = page_of(desk, maya)
    assert "About Easy run, Wed 25 Nov" in shown
    assert "About the week from Wed 25 Nov" in shown
    assert "</svg> read" not in shown
    talking.mark_read(maya, maya.user, NOW)
    assert page_of(desk, maya).count("</svg> read") == 2


def test_what_the_coach_has_not_read_is_marked_until_it_is(desk, maya):
    talking.write(maya, maya.user, "Is Friday fine?", uid=uuid.uuid4(), now=NOW)
    marked = '<span class="tag">new</span></time>'
    assert marked in page_of(desk, maya)
    act(desk, maya, "read")
    assert marked not in page_of(desk, maya)
