"""Who sees which session: the first filter, tried against drafts, strangers and weeks not shown yet."""

from datetime import timedelta

from clients.models import Assignment, ScheduledSession
from tests import builders


def test_an_athlete_never_sees_a_draft(maya, today):
    draft = builders.session(maya, today, sent_at=None)

    assert draft not in ScheduledSession.with_drafts.visible_to(maya.user)
    assert draft in ScheduledSession.with_drafts.visible_to(maya.coach)


def test_a_session_not_asked_for_by_name_is_a_sent_one(maya, today):
    builders.session(maya, today, sent_at=None)

    assert not ScheduledSession.objects.exists()
    assert not maya.sessions.exists()


def test_another_coach_and_another_athlete_see_nothing(maya, alex, ines, today):
    builders.session(maya, today)

    assert not ScheduledSession.with_drafts.visible_to(alex).exists()
    assert not ScheduledSession.with_drafts.visible_to(ines.user).exists()


def test_a_coach_loses_sight_when_an_athlete_has_left_and_the_athlete_does_not(maya, today):
    session = builders.session(maya, today)
    maya.ended_on = today
    maya.save()

    assert session not in ScheduledSession.objects.visible_to(maya.coach)
    assert session in ScheduledSession.objects.visible_to(maya.user)


def test_the_weeks_shown_end_on_a_sunday_and_sunday_shows_the_next(maya, robin, today):
    sunday = today + timedelta(days=4)
    assignment = Assignment.objects.create(client=maya, plan=builders.plan(robin), start_on=today)
    builders.session(maya, sunday, assignment=assignment)
    builders.session(maya, sunday + timedelta(days=1), assignment=assignment)

    shown = ScheduledSession.objects.visible_to(maya.user)
    assert [s.day for s in shown.shown(today)] == [sunday]
    assert shown.shown(sunday).count() == 2
