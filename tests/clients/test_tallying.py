"""Done per pillar equals a week counted by hand, with an ill day, an away span and a moved session in it."""

from datetime import timedelta

import pytest

from clients import moving, tallying
from clients.models import Away, ScheduledSession
from clients.rules.compliance import Done, Pillar
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def ago(days):
    return TODAY - timedelta(days=days)


def count(client, days=7):
    rows = ScheduledSession.objects.filter(client=client).select_related("log")
    away = list(Away.objects.filter(client=client))
    return tallying.per_pillar(rows, away, first=ago(days), today=TODAY)


def skip(session, reason):
    builders.log(session, outcome="skipped", skip_reason=reason, minutes=None, effort=None)


def test_a_week_equals_its_count_by_hand(maya):
    # Wednesday a week ago: a run, done. 1 of 1
    builders.log(builders.session(maya, ago(7)))
    # Thursday: strength done otherwise than asked, and ball work that nobody logged. 1 of 1, 0 of 1
    builders.log(builders.strength_session(maya, ago(6)), outcome="changed")
    builders.routine_session(maya, ago(6))
    # Friday: hills, ill. Out of the count.
    skip(builders.hills_session(maya, ago(5)), "ill")
    # Saturday and Sunday away: a run that did not happen leaves, one that was done counts. 2 of 2
    Away.objects.create(client=maya, from_on=ago(4), to_on=ago(3))
    builders.session(maya, ago(4))
    builders.log(builders.session(maya, ago(3)))
    # Monday: a run skipped for want of time. 2 of 3
    skip(builders.session(maya, ago(2)), "no_time")
    # Tuesday: hills, moved here from Monday and done. 1 of 1
    moved = builders.hills_session(maya, ago(1), first_day=ago(2))
    builders.log(moved)
    # Outside the count: what is still to come, rest, an extra of her own, and what was optional
    builders.session(maya, TODAY)
    builders.session(maya, ago(1), kind="rest", run_type="")
    builders.log(builders.session(maya, ago(1), origin="athlete"))
    builders.session(maya, ago(2), optional=True)
    # What was optional and done counts on both sides. 1 of 2 with the ball work
    builders.log(builders.routine_session(maya, ago(2), optional=True))
    # and what lies before the seven days
    builders.session(maya, ago(8))

    assert count(maya) == {
        Pillar.RUNNING: Done(2, 3),
        Pillar.STRENGTH: Done(1, 1),
        Pillar.HILLS: Done(1, 1),
        Pillar.MAINTENANCE: Done(1, 2),
    }


def test_a_session_that_is_moved_ahead_counts_when_its_new_day_is_over(maya, robin):
    session = builders.session(maya, TODAY)
    moving.move_as_athlete(session, TODAY + timedelta(days=1), by=maya.user, now=NOW)

    assert count(maya) == {}


def test_something_hurts_leaves_the_count_and_tired_does_not(maya):
    skip(builders.session(maya, ago(1)), "hurt")
    assert count(maya) == {}
    skip(builders.session(maya, ago(2)), "tired")
    assert count(maya) == {Pillar.RUNNING: Done(0, 1)}


def test_each_pillar_has_a_count_for_each_span(maya):
    builders.log(builders.session(maya, ago(2)))
    builders.session(maya, ago(20))
    builders.strength_session(maya, ago(20))
    rows = list(ScheduledSession.objects.filter(client=maya).select_related("log"))

    assert tallying.of_weeks(rows, [], TODAY, (1, 4)) == [
        (Pillar.STRENGTH, [Done(0, 0), Done(0, 1)]),
        (Pillar.RUNNING, [Done(1, 1), Done(1, 2)]),
    ]
