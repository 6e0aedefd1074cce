"""Whatever is planned by whomever, nobody gets two hard days closer than the floor without a kept reason."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from rest_framework.test import APIClient

from clients import moving, scheduling, sending
from clients.checking import NeedsKeep
from clients.models import Client, MoveRequest, RuleOverride, ScheduledSession
from clients.scheduling import AlreadyAssigned
from plans.rules.kinds import Hardness
from tests import builders
from tests.conftest import NOW, TODAY

HARD = "# Tempo\n20 min tempo, RPE 7"
EASY = "30 min easy"
REACH = 16
FLOOR = 2  # of a jogger, by our default
STEPS = 14

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


class Doors:
    """Every door that plans for one athlete, each tried with something at random and nothing kept."""

    def __init__(self, athlete: Client, chance: random.Random) -> None:
        self.athlete, self.coach, self.chance = athlete, athlete.coach, chance
        self.plan = builders.plan(self.coach, weeks=1)
        self.desk, self.program, self.phone = Browser(), APIClient(), APIClient()
        self.desk.force_login(self.coach)
        self.program.force_login(self.coach)
        self.phone.force_login(athlete.user)

    def some_day(self):
        return TODAY + timedelta(days=self.chance.randrange(REACH))

    def some_session(self) -> ScheduledSession | None:
        rows = list(self.athlete.sessions.filter(log=None).order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def draft(self) -> ScheduledSession:
        text = self.chance.choice([HARD, HARD, EASY])
        return scheduling.add(self.athlete, self.some_day(), text, by=self.coach, now=NOW)

    # the doors

    def send(self) -> None:
        sending.send([self.draft(), self.draft()], by=self.coach, now=NOW)

    def send_the_week_on_the_desk(self) -> None:
        draft = self.draft()
        said = {"athlete": [self.athlete.code], "start": draft.day - timedelta(draft.day.weekday())}
        self.desk.post(reverse("admin:board_send"), said)

    def send_as_a_program(self) -> None:
        codes = [str(self.draft().code)]
        self.program.post(f"/api/v1/clients/{self.athlete.code}/send/", {"drafts": codes}, "json")

    def assign(self) -> None:
        scheduling.assign(self.athlete, self.plan, self.some_day(), by=self.coach, now=NOW)

    def assign_to_several_on_the_desk(self) -> None:
        said = {"start": "monday", "on": self.some_day(), "weeks_shown": 1, "fit": 0}
        said |= {"athlete": [self.athlete.code], "do": "send"}
        self.desk.post(reverse("admin:assign", args=[self.plan.pk]), said)

    def assign_as_a_program(self) -> None:
        said = {"plan": str(self.plan.code), "start_on": str(self.some_day()), "send": True}
        self.program.post(f"/api/v1/clients/{self.athlete.code}/assign/", said, "json")

    def move_as_coach(self) -> None:
        if session := self.some_session():
            draft = moving.move_as_coach(session, self.some_day(), by=self.coach, now=NOW)
            sending.send([draft], by=self.coach, now=NOW)

    def move_on_the_desk(self) -> None:
        if session := self.some_session():
            address = reverse("admin:clients_client_move", args=[self.athlete.pk])
            self.desk.post(address, {"code": session.code, "day": self.some_day()})

    def move_as_athlete(self) -> None:
        if session := self.some_session():
            day = self.chance.choice(moving.days_offered(TODAY))
            moving.move_as_athlete(session, day, by=self.athlete.user, now=NOW)

    def move_on_the_phone(self) -> None:
        if session := self.some_session():
            address = f"/api/v1/sessions/{session.code}/move/"
            self.phone.post(address, {"day": str(self.some_day())}, "json")

    def through_one(self) -> None:
        doors = [
            *(self.send, self.send_the_week_on_the_desk, self.send_as_a_program, self.assign),
            *(self.assign_to_several_on_the_desk, self.assign_as_a_program, self.move_as_coach),
            *(self.move_on_the_desk, self.move_as_athlete, self.move_on_the_phone),
        ]
        try:
            self.chance.choice(doors)()
        except (NeedsKeep, AlreadyAssigned):
            ScheduledSession.with_drafts.drafts().delete()


def hard_days(athlete):
    rows = ScheduledSession.objects.filter(client=athlete, hardness=Hardness.HARD)
    return sorted(set(rows.values_list("day", flat=True)))


@pytest.mark.parametrize("seed", range(12))
def test_no_door_brings_two_hard_days_closer_than_the_floor(maya, seed):
    doors = Doors(maya, random.Random(seed))
    for _step in range(STEPS):
        doors.through_one()
        days = hard_days(maya)
        gaps = [(after - before).days - 1 for before, after in zip(days, days[1:], strict=False)]
        assert all(gap >= FLOOR for gap in gaps), days
    assert not RuleOverride.objects.exists()


def test_the_calendars_of_the_test_are_not_empty_and_athletes_do_ask(maya):
    seen, asked = 0, 0
    for seed in range(2):
        ScheduledSession.with_drafts.all().delete()
        doors = Doors(maya, random.Random(seed))
        for _step in range(STEPS):
            doors.through_one()
        seen += len(hard_days(maya))
        asked += MoveRequest.objects.count()
    assert seen >= 4
    assert asked
