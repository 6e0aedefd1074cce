"""The desk asks the database as often for five hundred athletes as for five, whatever has happened to them."""

import math
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import (
    CheckIn,
    Client,
    Comment,
    Consent,
    InjuryEpisode,
    PainReport,
    Race,
    ScheduledSession,
    SessionLog,
    Tag,
)
from coachapp.lib.keeping import Kept
from coachapp.models import User
from plans import shelving
from plans.rules.kinds import Hardness, Kind, RunType
from tests import builders, pace
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

FRONT, BOARD = "/coach/", "/coach/week/"
PAGES = (FRONT, BOARD, "/coach/inbox/", "/coach/sunday/")
FEW = 8
MONDAY = TODAY - timedelta(days=TODAY.weekday())
DAYS = (MONDAY - timedelta(days=6), MONDAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2))


def people_of(robin, size):
    """Athletes with an account, a week, logs, check-ins, pain, an injury, a race, a note and a group."""
    users = User.objects.bulk_create(
        User(email=f"runner{n}@demo.example", name=f"Runner {n:03}") for n in range(size)
    )
    people = Client.objects.bulk_create(
        Client(coach=robin, user=user, name=user.name, status="active") for user in users
    )
    Consent.objects.bulk_create(
        Consent(client=person, kind="health", text_version="1", given_at=builders.LONG_AGO)
        for person in people
    )
    rows = ScheduledSession.with_drafts.bulk_create(
        ScheduledSession(
            client=person,
            day=day,
            first_day=day,
            kind=Kind.RUN,
            run_type=RunType.TEMPO,
            title="Tempo",
            minutes=45,
            effort=7,
            hardness=Hardness.HARD,
            sent_at=None if day == DAYS[-1] else builders.LONG_AGO,
        )
        for person in people
        for day in DAYS
    )
    SessionLog.objects.bulk_create(
        SessionLog(
            session=row,
            client=row.client,
            uid=uuid4(),
            outcome="done",
            done_on=row.day,
            minutes=45,
            effort=7,
            load_au=315,
            hardness=row.hardness,
            formula_version=1,
        )
        for row in rows
        if row.day <= TODAY
    )
    CheckIn.objects.bulk_create(
        CheckIn(client=p, uid=uuid4(), day=TODAY, fatigue=2, sleep=2, soreness=2, stress=3, mood=3)
        for p in people
    )
    PainReport.objects.bulk_create(
        PainReport(
            client=p,
            uid=uuid4(),
            day=TODAY,
            region="calf",
            side="left",
            level=5,
            kind="pain",
            moment="during",
        )
        for p in people
    )
    InjuryEpisode.objects.bulk_create(
        InjuryEpisode(client=p, region="achilles", side="left", started_on=MONDAY) for p in people
    )
    Race.objects.bulk_create(
        Race(client=p, name="10 km", day=TODAY + timedelta(days=20), distance_m=10_000)
        for p in people
    )
    Comment.objects.bulk_create(
        Comment(client=p, uid=uuid4(), author=p.user, body="How far?", at=NOW) for p in people
    )
    hills = Tag.objects.create(coach=robin, name="Tuesday hills")
    through = Client.tags.through
    through.objects.bulk_create(through(client=p, tag=hills) for p in people)
    shelving.keep(rows[0], robin)


def forget():
    for kept in Kept.everywhere:
        kept.forget()


@pytest.mark.parametrize("size", [5, 500])
def test_every_page_asks_at_most_twelve_times_for_five_and_for_five_hundred(client, robin, size):
    people_of(robin, size)
    client.force_login(robin)
    with time_machine.travel(NOW, tick=False):
        for page in PAGES:
            client.get(page)
            forget()  # all is worked out anew
            with CaptureQueriesContext(connection) as asked:
                shown = client.get(page)
            assert "Runner" in shown.content.decode(), page
            assert len(asked) <= 12, (page, [each["sql"][-300:] for each in asked])


@pytest.mark.parametrize("written", [1, 3])
def test_where_some_have_changed_a_page_asks_no_more_than_for_all(client, robin, written):
    people_of(robin, 20)
    client.force_login(robin)
    with time_machine.travel(NOW, tick=False):
        for page in (FRONT, BOARD):
            client.get(page)
            for person in robin.clients.all()[:written]:
                builders.note(person, person.user, NOW)
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            assert 4 < len(asked) <= 12, (page, len(asked))


@pytest.fixture
def least(settings, client):
    """Opens the least that Django can do: session, user, one row and a small template."""
    [engine] = settings.TEMPLATES
    dirs = [*engine["DIRS"], settings.BASE_DIR / "tests/bench/templates"]
    settings.TEMPLATES = [engine | {"DIRS": dirs}]
    settings.ROOT_URLCONF = "tests.bench.limit"
    return lambda: client.get("/limit/read/")


@pytest.mark.parametrize("address", [FRONT, BOARD])
def test_an_opened_page_costs_few_times_the_least_that_django_can_do(client, robin, address, least):
    """In processor time, with SQLite's where it is the engine; nobody has written since the first opening.

    Everybody here has something to answer. Worked out anew each time, the board would cost 25 times.
    """
    people_of(robin, 50)
    client.force_login(robin)
    with time_machine.travel(NOW, tick=False):
        ratio = math.inf
        for _ in range(5):
            ratio = min(ratio, quickest(lambda: client.get(address)) / quickest(least))
            if ratio <= FEW:
                break
    assert ratio <= FEW


def quickest(work):
    return min(pace.processor_ms(work) for _ in range(20))
