"""Moving a session: athletes move within the floor, ask below it; coaches move drafts."""

from datetime import timedelta

import pytest

from clients import moving, sending
from clients.models import MoveRequest, RuleOverride, ScheduledSession
from plans.rules.spacing import DayVerdict
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def day(offset):
    return TODAY + timedelta(days=offset)


@pytest.fixture
def hills(maya):
    """A hard session on Friday; another one stands on the Wednesday after it."""
    builders.hard_session(maya, day(7))
    return builders.hard_session(maya, day(2))


def test_every_day_of_the_next_ten_is_offered_good_ones_first(hills):
    choices = moving.day_choices(hills, TODAY)
    assert {choice.day for choice in choices} == {day(offset) for offset in range(10)}
    ranks = [choice.verdict.rank for choice in choices]
    assert ranks == sorted(ranks)
    verdicts = {choice.day: choice.verdict for choice in choices}
    assert verdicts[day(4)] is DayVerdict.GOOD
    assert verdicts[day(5)] is DayVerdict.BELOW_FLOOR
    assert verdicts[day(6)] is DayVerdict.BELOW_FLOOR


def test_an_athlete_moves_to_a_good_day_at_once(hills, maya):
    moved = moving.move_as_athlete(hills, day(3), by=maya.user, now=NOW)
    assert isinstance(moved, moving.Moved)
    hills.refresh_from_db()
    assert (hills.day, hills.first_day) == (day(3), day(2))
    assert hills.version == 2
    maya.refresh_from_db()
    assert maya.next_look_at == NOW


def test_a_day_below_the_floor_becomes_a_question_to_the_coach(hills, maya):
    asked = moving.move_as_athlete(hills, day(6), by=maya.user, now=NOW)
    assert isinstance(asked, moving.Asked)
    hills.refresh_from_db()
    assert hills.day == day(2)
    assert asked.request.to_day == day(6)


def test_a_newer_wish_takes_the_place_of_the_open_one(hills, maya):
    moving.move_as_athlete(hills, day(6), by=maya.user, now=NOW)
    moving.move_as_athlete(hills, day(5), by=maya.user, now=NOW)
    assert MoveRequest.objects.get().to_day == day(5)


def test_yes_moves_the_session_and_keeps_the_rule_off_with_a_reason(hills, maya, robin):
    asked = moving.move_as_athlete(hills, day(6), by=maya.user, now=NOW)
    moving.answer(asked.request, True, by=robin, now=NOW)
    hills.refresh_from_db()
    assert hills.day == day(6)
    override = RuleOverride.objects.get()
    assert {override.day, override.other_day} == {day(6), day(7)}
    assert override.entered_by == robin


def test_no_leaves_everything_as_it_is(hills, maya, robin):
    asked = moving.move_as_athlete(hills, day(6), by=maya.user, now=NOW)
    moving.answer(asked.request, False, by=robin, now=NOW)
    hills.refresh_from_db()
    assert hills.day == day(2)
    assert not RuleOverride.objects.exists()
    assert MoveRequest.objects.get().answer == "no"


def test_an_answer_is_given_once(hills, maya, robin):
    asked = moving.move_as_athlete(hills, day(6), by=maya.user, now=NOW)
    moving.answer(asked.request, False, by=robin, now=NOW)
    moving.answer(asked.request, True, by=robin, now=NOW)
    hills.refresh_from_db()
    assert hills.day == day(2)


def test_a_yes_after_the_log_is_too_late(hills, maya, robin):
    asked = moving.move_as_athlete(hills, day(6), by=maya.user, now=NOW)
    builders.log(hills)
    with pytest.raises(moving.HasALog):
        moving.answer(asked.request, True, by=robin, now=NOW)


def test_nobody_moves_into_the_past_or_out_of_the_ten_days(hills, maya):
    with pytest.raises(moving.DayHasPassed):
        moving.move_as_athlete(hills, day(-1), by=maya.user, now=NOW)
    with pytest.raises(moving.NotOffered):
        moving.move_as_athlete(hills, day(30), by=maya.user, now=NOW)


def test_a_logged_session_stays(hills, maya):
    builders.log(hills)
    with pytest.raises(moving.HasALog):
        moving.move_as_athlete(hills, day(3), by=maya.user, now=NOW)


def test_the_athlete_is_judged_by_what_was_sent_not_by_drafts(hills, maya):
    builders.hard_session(maya, day(4), sent_at=None)
    moved = moving.move_as_athlete(hills, day(3), by=maya.user, now=NOW)
    assert isinstance(moved, moving.Moved)


def test_a_coachs_move_is_a_draft_until_it_is_sent(hills, robin):
    draft = moving.move_as_coach(hills, day(3), by=robin, now=NOW)
    hills.refresh_from_db()
    assert (hills.day, draft.day, draft.replaces) == (day(2), day(3), hills)
    sending.send([draft], by=robin, now=NOW)
    hills.refresh_from_db()
    assert hills.day == day(3)
    assert not ScheduledSession.with_drafts.drafts().exists()
