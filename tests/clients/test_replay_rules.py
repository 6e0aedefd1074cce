"""Looking back: what the rules would have said of past weeks is what they said then."""

import uuid
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from clients import checking, logbook, mornings, replaying, screening
from clients.models import (
    Client,
    InjuryEpisode,
    Intake,
    PainReport,
    RedFlag,
    RuleSetting,
    ScheduledSession,
    Silence,
)
from clients.rules.screen import THINGS, Squats
from plans.rules.regions import BodySide
from tests import builders
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 10, 26)  # four weeks before the week of NOW
ONE_DAY = timedelta(days=1)
FOUR_WEEKS = timedelta(weeks=4)
SIDES = (BodySide.LEFT, BodySide.RIGHT)


def planned(client):
    """Tempo on Tuesday and Wednesday of every other week, hills on Friday, easy days between."""
    for week in range(4):
        monday = MONDAY + timedelta(weeks=week)
        builders.session(client, monday)
        builders.hard_session(client, monday + ONE_DAY)
        if week % 2:
            builders.hard_session(client, monday + 2 * ONE_DAY, title="Tempo once more")
        builders.hills_session(client, monday + 4 * ONE_DAY)


def live_a_day(client, day):
    """Everything is done as asked, but the second Tuesday, which did not happen."""
    for session in ScheduledSession.objects.filter(client=client, day=day):
        if day == MONDAY + timedelta(days=8):
            builders.log(session, outcome="skipped", skip_reason="tired")
            continue
        entry = builders.log_entry(day, minutes=session.minutes, effort=session.effort)
        logbook.record(session, entry, by=client.user, now=NOW)
    if day == MONDAY + timedelta(days=9):
        RedFlag.objects.create(client=client, opened_on=day)
        PainReport.objects.create(
            client=client,
            uid=uuid.uuid4(),
            day=day,
            region="calf",
            side="left",
            kind="pain",
            level=5,
        )
    if day == MONDAY + timedelta(days=16):
        RedFlag.objects.update(closed_on=day)
        PainReport.objects.update(closed_at=NOW - FOUR_WEEKS + timedelta(days=16))


def test_every_week_is_told_as_it_was_told_on_the_evening_before(maya):
    Intake.objects.create(client=maya, runs_per_week=3, months_running=1, longest_run_min=30)
    planned(maya)
    told = []
    for offset in range(-1, 28):
        day = MONDAY + offset * ONE_DAY
        live_a_day(maya, day)
        if day.isoweekday() == 7 and offset < 27:
            told.append(checking.notes(maya, day + ONE_DAY, day + 7 * ONE_DAY, today=day))
    weeks = list(replaying.replay(maya, 4, today=MONDAY + FOUR_WEEKS))
    assert [week.monday for week in weeks] == [MONDAY + timedelta(weeks=n) for n in range(4)]
    assert [[each.note for each in week.found] for week in weeks] == told
    rules = {note.rule for notes in told for note in notes}
    assert {"R01", "R12", "R22", "R23"} <= rules


def look_at(client, day, held):
    """A screen of the left side, on which each thing was `held` so many times of five."""
    person = mornings.known(Client.objects.filter(pk=client.pk)).get()
    sides = {side: Squats(**dict.fromkeys(THINGS, 5)) for side in SIDES}
    sides[BodySide.LEFT] = Squats(**dict.fromkeys(THINGS, held))
    screening.record(person, day, sides, retest_on=day + FOUR_WEEKS, by=client.coach)


def test_screens_and_injuries_were_known_from_their_day_to_their_day(maya):
    planned(maya)
    told = []
    for offset in range(-1, 27):
        day = MONDAY + offset * ONE_DAY
        if offset == 5:
            look_at(maya, day, held=1)
            InjuryEpisode.objects.create(
                client=maya, region="calf", side="left", phase="settling",
                restrictions=["no_hills"], started_on=day,
            )  # fmt: skip
        if offset == 19:
            look_at(maya, day, held=5)
            InjuryEpisode.objects.update(closed_on=day)
        if day.isoweekday() == 7:
            told.append(checking.notes(maya, day + ONE_DAY, day + 7 * ONE_DAY, today=day))

    weeks = list(replaying.replay(maya, 4, today=MONDAY + FOUR_WEEKS))

    assert [[each.note for each in week.found] for week in weeks] == told
    spoke = [{note.rule for note in notes} & {"R25", "R29"} for notes in told]
    assert spoke == [set(), {"R25", "R29"}, {"R25", "R29"}, set()]


def test_a_silence_was_known_from_its_answer_on(maya):
    for back in (1, 2, 3, 4):
        builders.log(builders.session(maya, MONDAY - timedelta(weeks=back), minutes=60))
    for week in (2, 3):
        builders.session(maya, MONDAY + timedelta(weeks=week, days=1), minutes=60)
    told = []
    for offset in range(-1, 27):
        day = MONDAY + offset * ONE_DAY
        if offset == 15:
            Silence.objects.create(
                client=maya, since=MONDAY - timedelta(weeks=1), answered_on=day, was_running=False
            )
        if day.isoweekday() == 7:
            told.append(checking.notes(maya, day + ONE_DAY, day + 7 * ONE_DAY, today=day))

    weeks = list(replaying.replay(maya, 4, today=MONDAY + FOUR_WEEKS))

    assert [[each.note for each in week.found] for week in weeks] == told
    assert [any(note.rule == "R28" for note in notes) for notes in told] == [False] * 3 + [True]


@pytest.mark.parametrize("scope", ["everybody", "profile", "athlete"])
def test_what_is_set_for_everybody_a_profile_or_one_athlete_is_what_is_replayed(maya, scope):
    planned(maya)
    found = {
        "everybody": {},
        "profile": {"profile": maya.profile},
        "athlete": {"client": maya},
    }[scope]

    def rules():
        weeks = replaying.replay(maya, 4, today=MONDAY + FOUR_WEEKS)
        return {each.note.rule for week in weeks for each in week.found}

    assert "R01" in rules()
    RuleSetting.objects.create(coach=maya.coach, name="R01.off", value=True, **found)
    assert "R01" not in rules()


@pytest.fixture
def printed():
    def run(*args):
        out = StringIO()
        with time_machine.travel(NOW, tick=False):
            call_command("replay_rules", *args, stdout=out)
        return out.getvalue().splitlines()

    return run


def test_the_command_names_the_session_and_the_nearest_day_that_fitted(maya, printed):
    planned(maya)
    lines = printed("--athlete", "maya@demo.example", "--weeks", "3")
    assert lines[0] == "Week of 02 Nov 2026"
    [line] = [line for line in lines if "R01 Wed 04 Nov Tempo once more" in line]
    assert line.startswith("  E R01")
    assert line.endswith("Nearest good day: Tue 03 Nov")
    assert len([line for line in lines if line.startswith("Week of")]) == 3
    assert printed("--athlete", "maya", "--weeks", "3") == lines


def test_a_week_without_a_word_says_so(maya, printed):
    assert printed("--athlete", "Maya", "--weeks", "1") == ["Week of 16 Nov 2026: nothing"]


def test_it_asks_for_one_known_athlete(maya, alex, printed):
    with pytest.raises(CommandError, match="Nobody is coached as Zoe"):
        printed("--athlete", "Zoe")
    builders.client(alex, "Maya", account=False)
    with pytest.raises(CommandError, match="give the address"):
        printed("--athlete", "Maya")
    with pytest.raises(CommandError, match="1 to 104"):
        printed("--athlete", "Maya", "--weeks", "0")
