"""The jogger's standing week: it comes back until somebody changes it."""

from datetime import timedelta

import pytest

from clients import scheduling, standing_weeks
from clients.models import ScheduledSession
from tests import builders


@pytest.fixture
def standing(robin, maya, now):
    """A week with an easy run on Monday and a hard one on Tuesday and Friday, assigned from next Monday."""
    plan = builders.plan(robin, "Own rhythm", weeks=1, repeats=True)
    return scheduling.assign(maya, plan, monday(maya, now), by=robin, now=now)


def monday(client, now):
    today = client.today(now)
    return today + timedelta(days=7 - today.weekday())


def test_a_standing_week_lies_eight_weeks_ahead(standing):
    days = sorted(standing.sessions.values_list("day", flat=True))

    assert len(days) == 3 * 8
    assert days[3] - days[0] == timedelta(weeks=1)


def test_what_is_in_its_sessions_comes_back_every_week(standing, now):
    standing_weeks.go_on(now + timedelta(weeks=6))

    says = {str(line) for row in standing.sessions.all() for line in row.prescriptions.all()}
    bare = standing.sessions.filter(prescriptions=None)
    assert says == {"30 min easy", "45 min easy"}
    assert standing.sessions.count() > 3 * 8
    assert not bare.exists()


def test_nothing_is_laid_on_while_there_is_enough(standing, now):
    standing_weeks.go_on(now)

    assert standing.sessions.count() == 3 * 8


def test_it_goes_on_before_it_runs_out_and_no_week_is_laid_twice(standing, now):
    later = now + timedelta(weeks=6)
    standing_weeks.go_on(later)
    standing_weeks.go_on(later)

    days = list(standing.sessions.values_list("day", flat=True))
    assert max(days) >= standing.client.today(later) + timedelta(weeks=6)
    assert len(days) == len(set(days))


def test_it_stops_when_the_assignment_ends(standing, now):
    standing.ended_on = standing.start_on
    standing.save()
    standing_weeks.go_on(now + timedelta(weeks=7))

    assert standing.sessions.count() == 3 * 8


def test_weeks_that_would_break_the_floor_stay_drafts(standing, now, maya):
    later = now + timedelta(weeks=7)
    last = max(standing.sessions.values_list("day", flat=True))
    builders.hard_session(maya, last + timedelta(days=5))
    standing_weeks.go_on(later)

    laid_on = ScheduledSession.with_drafts.filter(assignment=standing, day__gt=last)
    assert laid_on.exists()
    assert not laid_on.sent().exists()
