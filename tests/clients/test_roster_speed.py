"""How two hundred athletes stand, and what the rules say of them, in a fixed number of questions."""

from datetime import timedelta

import pytest

from clients import checking, readiness
from clients.models import Client, Consent, ScheduledSession
from plans.rules.kinds import Hardness, Kind, RunType
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

ROSTER = 200
MONDAY = TODAY - timedelta(days=TODAY.weekday())


@pytest.fixture
def roster(robin):
    people = Client.objects.bulk_create(
        Client(coach=robin, name=f"Runner {number:03}", status=Client.Status.ACTIVE)
        for number in range(ROSTER)
    )
    Consent.objects.bulk_create(
        Consent(client=person, kind="health", text_version="1", given_at=builders.LONG_AGO)
        for person in people
    )
    ScheduledSession.with_drafts.bulk_create(
        ScheduledSession(
            client=person,
            day=MONDAY + timedelta(days=weekday),
            first_day=MONDAY,
            kind=Kind.RUN,
            run_type=RunType.TEMPO,
            title="Tempo",
            minutes=45,
            effort=7,
            hardness=Hardness.HARD,
            sent_at=builders.LONG_AGO,
        )
        for person in people
        for weekday in (1, 3, 4)
    )
    return Client.objects.coached_by(robin).select_related("user", "coach__coach_profile")


def test_recovery_states_of_two_hundred_come_from_six_questions(roster, sql):
    people = list(roster)
    with sql() as asked:
        found = readiness.of_roster(people, NOW)
    assert (len(found), len(asked) <= 6) == (ROSTER, True)


def test_the_rules_of_two_hundred_come_from_seven_questions(roster, sql):
    people = list(roster)
    with sql() as asked:
        today = {person.pk: TODAY for person in people}
        calendars = checking.calendars(people, MONDAY, MONDAY + timedelta(days=6), today=today)
        notes = [each.notes(TODAY, TODAY + timedelta(days=4)) for each in calendars.values()]
    assert len(asked) <= 7
    assert all(found[0].rule == "R01" for found in notes)
