"""What a program can do for a coach: plan, and send what the rules allow or the coach keeps."""

import uuid
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from clients.models import Assignment, RuleOverride, ScheduledSession
from tests import builders

V1 = "/api/v1"
HARD = "# Tempo\n20 min tempo, RPE 7"


@pytest.fixture
def program(robin, morning, fresh_limits):
    """A program that is signed in as Robin."""
    program = APIClient()
    program.force_login(robin)
    return program


def draft(program, athlete, day: str, text: str = HARD) -> str:
    answer = program.post(
        f"{V1}/clients/{athlete.code}/drafts/", {"day": day, "text": text}, "json"
    )
    assert answer.status_code == 201, answer.json()
    assert answer.json()["draft"] is True
    return answer.json()["code"]


def test_a_coach_finds_the_open_clients_alone(program, maya, jonas, ines, today):
    jonas.ended_on = today
    jonas.save()

    answer = program.get(f"{V1}/clients/").json()

    assert [each["name"] for each in answer["results"]] == ["Maya"]
    assert program.get(f"{V1}/clients/{maya.code}/").json()["time_zone"] == "Europe/Berlin"
    assert program.get(f"{V1}/clients/{jonas.code}/").status_code == 404


def test_a_week_of_a_client_shows_drafts_and_what_the_rules_say(program, maya, today):
    builders.hard_session(maya, today)
    draft(program, maya, "2026-11-26")

    answer = program.get(f"{V1}/clients/{maya.code}/weeks/2026-11-25/").json()

    assert [each["draft"] for each in answer["sessions"]] == [False, True]
    note = next(each for each in answer["notes"] if each["severity"] == "E")
    assert (note["rule"], note["day"]) == ("R01", "2026-11-26")
    assert note["coach"] and note["athlete"]


def test_what_is_typed_becomes_a_draft_that_only_the_coach_sees(program, maya):
    code = draft(program, maya, "2026-11-26", "3 x 8 /side single leg squat @ 12 kg")
    athlete = APIClient()
    athlete.force_login(maya.user)

    assert (
        "3 x 8 /side single leg squat @ 12 kg"
        in program.get(f"{V1}/sessions/{code}/").json()["text"]
    )
    assert athlete.get(f"{V1}/sessions/{code}/").status_code == 404
    assert athlete.get(f"{V1}/weeks/2026-11-26/").json()["sessions"] == []


def test_what_stands_against_a_rule_goes_out_with_a_kept_reason_alone(program, maya, robin, today):
    builders.hard_session(maya, today)
    code = draft(program, maya, "2026-11-26")
    url = f"{V1}/clients/{maya.code}/send/"

    stopped = program.post(url, {"drafts": [code]}, "json")
    assert stopped.status_code == 409
    assert "kept" in stopped.json()["detail"]
    assert not ScheduledSession.objects.filter(code=code).exists()

    kept = [
        {name: note[name] for name in ("rule", "day", "other_day")} | {"reason": "talked"}
        for note in stopped.json()["notes"]
    ]
    sent = program.post(url, {"drafts": [code], "kept": kept}, "json")

    assert (sent.status_code, sent.json()["sent"]) == (200, [code])
    override = RuleOverride.objects.get(rule="R01")
    assert (override.reason, override.entered_by) == ("talked", robin)


def test_a_good_day_needs_no_keeping(program, maya, today):
    builders.hard_session(maya, today)
    code = draft(program, maya, "2026-11-28")

    answer = program.post(f"{V1}/clients/{maya.code}/send/", {"drafts": [code]}, "json")

    assert (answer.status_code, answer.json()["sent"]) == (200, [code])


def test_a_coachs_move_is_a_draft_of_the_same_session(program, maya, today):
    session = builders.session(maya, today)

    answer = program.post(f"{V1}/sessions/{session.code}/move/", {"day": "2026-11-27"}, "json")

    assert answer.status_code == 200
    assert (answer.json()["draft"], answer.json()["replaces"]) == (True, str(session.code))
    assert ScheduledSession.objects.get().day == today
    program.post(f"{V1}/clients/{maya.code}/send/", {"drafts": [answer.json()["code"]]}, "json")
    assert ScheduledSession.objects.get(code=session.code).day == today + timedelta(days=2)


def test_a_plan_is_assigned_when_every_error_of_it_is_kept(program, maya, robin):
    plan = builders.plan(robin)  # hard on Tuesday and Friday: two easy days between, then three
    tight = builders.plan(robin, "Tight", weeks=1)
    builders.plan_session(tight, 1, 3, kind="run", run_type="tempo", effort=7.0, hardness="hard")
    url = f"{V1}/clients/{maya.code}/assign/"

    placed = program.post(url, {"plan": str(plan.code), "start_on": "2026-11-30"}, "json")
    stopped = program.post(url, {"plan": str(tight.code), "start_on": "2027-01-04"}, "json")

    assert (placed.status_code, stopped.status_code) == (201, 409)
    assert stopped.json()["notes"]
    assert Assignment.objects.get().plan == plan
    assert (
        program.post(url, {"plan": str(plan.code), "start_on": "2026-11-30"}, "json").status_code
        == 409
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"day": "2026-11-24", "text": HARD}, None),
        ({"day": "9999-12-31", "text": HARD}, None),
        ({"day": "2026-11-27", "text": ""}, "text"),
        ({"day": "2026-11-27", "text": "x" * 10_241}, "text"),
        ({"day": "soon", "text": HARD}, "day"),
    ],
)
def test_a_draft_needs_a_day_to_come_and_a_text(program, maya, said, field):
    answer = program.post(f"{V1}/clients/{maya.code}/drafts/", said, "json")

    assert answer.status_code == 400
    assert field is None or list(answer.json()) == [field]
    assert not ScheduledSession.with_drafts.exists()


def test_a_coach_logs_for_an_athlete_as_the_coach(program, maya, robin, today):
    session = builders.session(maya, today)
    said = {"uid": "0b9e6bb4-5c50-4b0c-8a66-1d8d6a3c2f10", "done_on": "2026-11-25", "minutes": 30}

    answer = program.post(f"{V1}/sessions/{session.code}/log/", said, "json")

    assert answer.status_code == 201
    assert maya.logs.get().entered_by == robin


def test_what_is_said_of_one_athlete_reaches_no_other(program, maya, jonas, today):
    """Rows of two athletes of the same coach do not mix."""
    session = builders.session(jonas, today)
    code = draft(program, jonas, "2026-11-28")
    note = {"client": str(maya.code), "uid": str(uuid.uuid4()), "body": "Hi"}

    about_jonas = program.post(f"{V1}/notes/", note | {"session": str(session.code)}, "json")
    sent = program.post(f"{V1}/clients/{maya.code}/send/", {"drafts": [code]}, "json")

    assert about_jonas.status_code == 404
    assert sent.json()["sent"] == []
    assert not ScheduledSession.objects.filter(code=code).exists()
