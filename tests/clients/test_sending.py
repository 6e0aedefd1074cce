"""Sending drafts: the rules are asked, the row that is replaced stays the same row."""

from datetime import timedelta

import pytest

from clients import checking, moving, scheduling, sending
from clients.models import Client, RedFlag, RuleOverride, ScheduledSession
from plans.rules.shorthand import read_session
from plans.writing import names_for
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def day(offset):
    return TODAY + timedelta(days=offset)


def hard_draft(client, on):
    return builders.hard_session(client, on, sent_at=None)


def test_a_sent_draft_is_the_athletes_session(maya, robin):
    draft = scheduling.add(maya, TODAY, "40 min easy", by=robin, now=NOW)
    outcome = sending.send([draft], by=robin, now=NOW)
    assert outcome.count == 1
    session = ScheduledSession.objects.visible_to(maya.user).get()
    assert session.sent_at == NOW
    assert Client.objects.to_look_at(NOW).get() == maya


def test_a_change_keeps_the_rows_code_and_brings_the_new_lines(maya, robin):
    session = builders.session(maya, day(1))
    text = read_session("# Short tempo\n20 min tempo, RPE 7", names_for(robin))
    draft = scheduling.edit(session, text, by=robin, now=NOW)
    code = session.code
    sending.send([draft], by=robin, now=NOW)
    after = ScheduledSession.with_drafts.get()
    assert (after.code, after.pk) == (code, session.pk)
    assert (after.title, after.hardness, after.version) == ("Short tempo", "hard", 2)
    assert [line.minutes for line in after.prescriptions.all()] == [20]
    assert after.edited_at == NOW


def test_an_error_that_nobody_kept_stops_all_of_the_send(maya, jonas, robin):
    builders.hard_session(maya, day(1))
    close = hard_draft(maya, day(2))
    fine = hard_draft(jonas, day(2))
    with pytest.raises(sending.NeedsKeep) as refused:
        sending.send([close, fine], by=robin, now=NOW)
    assert list(refused.value.notes) == [maya.pk]
    assert ScheduledSession.with_drafts.drafts().count() == 2
    assert not Client.objects.to_look_at(NOW).exists()


def test_taking_the_middle_of_three_hard_days_asks_about_the_two_that_stay(maya, robin):
    first, middle, last = (builders.hard_session(maya, day(offset)) for offset in (1, 2, 3))
    removal = scheduling.remove(middle, by=robin)
    [note] = sending.in_the_way([removal], NOW)[maya.pk][1]
    assert (note.day, note.other_day) == (last.day, first.day)
    with pytest.raises(sending.NeedsKeep):
        sending.send([removal], by=robin, now=NOW)


def test_a_kept_error_goes_out_and_leaves_its_reason(maya, robin):
    builders.hard_session(maya, day(1))
    draft = hard_draft(maya, day(2))
    [note] = sending.in_the_way([draft], NOW)[maya.pk][1]
    keep = checking.Keep.of(maya, note, RuleOverride.Reason.TEAM)
    sending.send([draft], by=robin, now=NOW, kept=[keep])
    assert RuleOverride.objects.get().reason == "team"
    assert ScheduledSession.objects.count() == 2


def test_a_keep_for_one_day_does_not_cover_another(maya, robin):
    builders.hard_session(maya, day(1))
    draft = hard_draft(maya, day(2))
    [note] = sending.in_the_way([draft], NOW)[maya.pk][1]
    keep = checking.Keep.of(maya, note, RuleOverride.Reason.TEAM)
    moving.move_as_coach(draft, day(3), by=robin, now=NOW)
    with pytest.raises(sending.NeedsKeep):
        sending.send([draft], by=robin, now=NOW, kept=[keep])


def test_a_pattern_kept_until_a_date_covers_the_next_week_too(maya, robin):
    builders.hard_session(maya, day(1))
    draft = hard_draft(maya, day(2))
    [note] = sending.in_the_way([draft], NOW)[maya.pk][1]
    keep = checking.Keep.of(maya, note, RuleOverride.Reason.TEAM, until=day(20))
    sending.send([draft], by=robin, now=NOW, kept=[keep])
    builders.hard_session(maya, day(8))
    sending.send([hard_draft(maya, day(9))], by=robin, now=NOW)
    builders.hard_session(maya, day(22))
    with pytest.raises(sending.NeedsKeep):
        sending.send([hard_draft(maya, day(23))], by=robin, now=NOW)


def test_one_answer_for_a_pattern_covers_a_whole_week_under_a_red_flag(maya, robin):
    RedFlag.objects.create(client=maya, opened_on=TODAY)
    week = [builders.session(maya, day(offset), sent_at=None) for offset in range(5)]
    _client, notes = sending.in_the_way(week, NOW)[maya.pk]
    assert {note.rule for note in notes} == {"R23"}
    until = day(14)
    keeps = [sending.Keep.of(maya, note, "talked", until=until) for note in notes]
    assert sending.send(week, by=robin, now=NOW, kept=keeps).count == 5
    [kept] = RuleOverride.objects.filter(client=maya)
    assert (kept.pattern, kept.until) == ("3 4 5 6 7", until)
    next_week = builders.session(maya, day(8), sent_at=None)
    assert sending.send([next_week], by=robin, now=NOW).count == 1
    beyond = builders.session(maya, day(15), sent_at=None)
    with pytest.raises(sending.NeedsKeep):
        sending.send([beyond], by=robin, now=NOW)


def test_a_warning_never_stops_a_send(jonas, robin):
    robin.coach_profile.easy_days_floor, robin.coach_profile.easy_days_wish = 1, 3
    robin.coach_profile.save()
    builders.hard_session(jonas, day(1))
    assert sending.send([hard_draft(jonas, day(3))], by=robin, now=NOW).count == 1


def test_a_draft_whose_row_the_athlete_moved_meanwhile_stays_beside_it(maya, robin):
    session = builders.session(maya, day(1))
    draft = moving.move_as_coach(session, day(2), by=robin, now=NOW)
    moving.move_as_athlete(session, day(4), by=maya.user, now=NOW)
    outcome = sending.send([draft], by=robin, now=NOW)
    assert [each.pk for each in outcome.clashes] == [draft.pk]
    session.refresh_from_db()
    assert session.day == day(4)
    draft.refresh_from_db()
    sending.send([draft], by=robin, now=NOW)
    session.refresh_from_db()
    assert session.day == day(2)


def test_what_was_logged_meanwhile_is_neither_changed_nor_removed(maya, robin):
    session = builders.session(maya, TODAY)
    draft = scheduling.remove(session, by=robin)
    builders.log(session)
    outcome = sending.send([draft], by=robin, now=NOW)
    assert outcome.late == [draft]
    assert ScheduledSession.objects.filter(pk=session.pk).exists()


def test_a_draft_for_a_day_that_is_over_does_not_go_out(maya, robin):
    late = builders.session(maya, day(-1), sent_at=None)
    outcome = sending.send([late], by=robin, now=NOW)
    assert (outcome.count, outcome.late) == (0, [late])


def test_sending_the_same_draft_twice_sends_it_once(maya, robin):
    draft = scheduling.add(maya, TODAY, "40 min easy", by=robin, now=NOW)
    sending.send([draft], by=robin, now=NOW)
    assert sending.send([draft], by=robin, now=NOW).count == 0


def test_discarding_drafts_leaves_what_the_athlete_has(maya, robin):
    session = builders.session(maya, day(1))
    draft = moving.move_as_coach(session, day(2), by=robin, now=NOW)
    assert sending.discard([draft, session]) == 1
    assert list(ScheduledSession.with_drafts.all()) == [session]


def test_an_assignment_whose_drafts_are_all_discarded_can_be_made_again(maya, robin):
    plan = builders.plan(robin)
    scheduling.assign(maya, plan, day(5), by=robin, now=NOW, send=False)
    sending.discard(ScheduledSession.with_drafts.drafts())
    scheduling.assign(maya, plan, day(5), by=robin, now=NOW, send=False)
    assert ScheduledSession.with_drafts.drafts().count() == 6
