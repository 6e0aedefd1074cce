"""What a program can do for an athlete: read the plan, and record what was done, once."""

import json
import uuid
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from clients.models import (
    CheckIn,
    Comment,
    Consent,
    MoveRequest,
    PainReport,
    ScheduledSession,
    SessionLog,
    SetLog,
    Treatment,
)
from tests import builders

V1 = "/api/v1"


@pytest.fixture
def program(maya, morning, fresh_limits):
    """A program that is signed in as Maya."""
    return signed_in(maya.user)


def signed_in(user) -> APIClient:
    program = APIClient()
    program.force_login(user)
    return program


def entry(**said) -> dict:
    return {"uid": str(uuid.uuid4()), "done_on": "2026-11-25", "minutes": 31, "effort": 3} | said


def test_today_says_what_the_page_says(program, maya, today):
    run = builders.session(maya, today)
    builders.hard_session(maya, today + timedelta(days=1))

    answer = program.get(f"{V1}/today/").json()

    assert answer["day"] == "2026-11-25"
    assert answer["readiness"]["state"] == "unknown"
    assert [each["code"] for each in answer["sessions"]] == [str(run.code)]
    assert [each["title"] for each in answer["tomorrow"]] == ["Tempo"]
    assert answer["held"] is None


def test_a_session_that_waits_for_the_coach_is_named(program, maya, today):
    tempo = builders.hard_session(maya, today)
    strength = builders.strength_session(maya, today, hardness="hard")
    report = {"uid": str(uuid.uuid4()), "day": "2026-11-25", "region": "achilles", "side": "left"}
    program.post(f"{V1}/body-reports/", report | {"kind": "pain", "level": 6}, "json")

    answer = program.get(f"{V1}/today/").json()

    assert answer["readiness"]["state"] == "stop"
    assert answer["held"] == str(tempo.code)
    assert answer["also_held"] == [str(strength.code)]


def test_a_week_shows_what_is_sent_and_shown_by_now(program, maya, robin, today):
    builders.session(maya, today)
    builders.session(maya, today, sent_at=None, title="A draft")

    answer = program.get(f"{V1}/weeks/2026-11-29/").json()

    assert answer["monday"] == "2026-11-23"
    assert [each["title"] for each in answer["sessions"]] == ["Easy run"]


@pytest.mark.parametrize("day", ["9999-12-31", "0000-01-01", "2026-02-30", "soon"])
def test_a_day_off_the_calendar_is_no_address(program, day):
    assert program.get(f"{V1}/weeks/{day}/").status_code == 404


def test_a_session_prints_as_its_coach_may_type_it(program, maya, today):
    session = builders.strength_session(maya, today)

    answer = program.get(f"{V1}/sessions/{session.code}/").json()

    assert "3 x 8 /side single leg squat @ 12 kg, tempo 3-1-1, rest 75 s" in answer["text"]
    assert answer["lines"][0]["exercise"] == "single-leg-squat"
    assert answer["log"] is None


def test_no_primary_key_is_in_any_answer(program, maya, today):
    session = builders.strength_session(maya, today)
    program.post(f"{V1}/sessions/{session.code}/log/", entry(sets=[{"line": 1}]), "json")

    for path in (
        "today",
        "sessions",
        "logs",
        "notes",
        "check-ins",
        "clients",
        "exercises",
        "plans",
    ):
        assert not {"id", "pk"} & set(all_keys(program.get(f"{V1}/{path}/").json()))


def all_keys(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from all_keys(each)


def test_a_log_is_kept_once_however_often_it_arrives(program, maya, today):
    session = builders.session(maya, today)
    said = entry()
    url = f"{V1}/sessions/{session.code}/log/"

    first, again = program.post(url, said, "json"), program.post(url, said, "json")
    other = program.post(url, entry(effort=5), "json")

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert other.json()["log"]["uid"] == said["uid"] == again.json()["uid"]
    log = SessionLog.objects.get()
    assert (log.effort, log.minutes, log.entered_by) == (3, 31, maya.user)


def test_a_strength_log_keeps_every_set(program, maya, today):
    session = builders.strength_session(maya, today)
    builders.exercise("Clam")
    sets = [
        {"line": 1, "set_no": number, "side": side, "reps": 8, "load_kg": 12.5}
        for number in (1, 2, 3)
        for side in ("left", "right")
    ]
    sets.append({"exercise": "clam", "reps": 12})

    answer = program.post(
        f"{V1}/sessions/{session.code}/log/", entry(effort=6.5, sets=sets), "json"
    )

    assert answer.status_code == 201, answer.json()
    assert [each["exercise"] for each in answer.json()["sets"]] == ["single-leg-squat"] * 6 + [
        "clam"
    ]
    assert SetLog.objects.filter(load_kg=12.5).count() == 6


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"effort": 11}, "effort"),
        ({"effort": 6.3}, "effort"),
        ({"effort": "hard"}, "effort"),
        ({"effort": "nan"}, "effort"),
        ({"effort": 1e308 * 10}, "effort"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": "an hour"}, "minutes"),
        ({"done_on": "9999-12-31"}, "done_on"),
        ({"done_on": "1066-10-14"}, "done_on"),
        ({"done_on": "yesterday"}, "done_on"),
        ({"uid": "1"}, "uid"),
        ({"sets": [{"load_kg": 501}]}, "sets"),
        ({"sets": [{"load_kg": "nan"}]}, "sets"),
        ({"sets": [{"exercise": "no-such-move"}]}, "sets"),
        ({"sets": [{"reps": 1}] * 201}, "sets"),
        ({"started_at": "2026-10-01T06:00:00Z"}, "started_at"),
        ({"comment": "x" * 2001}, "comment"),
    ],
)
def test_what_cannot_be_is_answered_with_the_field_and_a_sentence(
    program, maya, today, typed, field
):
    session = builders.session(maya, today)
    text = json_of(entry(**typed))

    answer = program.post(
        f"{V1}/sessions/{session.code}/log/", text, content_type="application/json"
    )

    assert answer.status_code == 400, answer.content
    assert list(answer.json()) == [field] or answer.json()["detail"].startswith("JSON parse error")
    assert not SessionLog.objects.exists()


def json_of(value: dict) -> str:
    """JSON as careless programs write it: with Infinity as a number too large."""
    return json.dumps(value).replace("Infinity", "1e999")


def test_a_set_stays_with_its_exercise_where_the_plan_has_changed_meanwhile(program, maya, today):
    """The program reads squats as line 1; before it writes, lunges stand there."""
    session = builders.strength_session(maya, today)
    read = program.get(f"{V1}/sessions/{session.code}/").json()
    session.prescriptions.update(position=2)
    lunge = builders.exercise("Lunge")
    builders.line(session, 1, name="lunge", exercise=lunge, sets=3, reps_min=8, reps_max=8)
    said = entry(sets=[{"line": 1, "set_no": 1, "reps": 8}])

    url = f"{V1}/sessions/{session.code}/log/"
    answer = program.post(url, said | {"about": read["about"]}, "json")

    row = SetLog.objects.select_related("exercise", "prescription").get()
    assert answer.status_code == 201
    assert (row.exercise.name, row.prescription.position) == ("Single leg squat", 2)
    assert SessionLog.objects.get().before_change["change"] == "changed"


def test_a_log_of_what_another_session_has_replaced_is_the_athletes_own(program, maya, today):
    session = builders.strength_session(maya, today)
    about = program.get(f"{V1}/sessions/{session.code}/").json()["about"]
    ScheduledSession.objects.filter(pk=session.pk).update(kind="run", run_type="easy")

    said = entry(about=about, sets=[{"line": 1, "reps": 8}])
    answer = program.post(f"{V1}/sessions/{session.code}/log/", said, "json").json()

    assert answer["session"] != str(session.code)
    assert SetLog.objects.get().exercise.name == "Single leg squat"


@pytest.mark.parametrize("about", ["", "nonsense", "x" * 300])
def test_an_about_that_is_nobodys_is_as_none(program, maya, today, about):
    session = builders.strength_session(maya, today)
    said = entry(sets=[{"line": 1, "reps": 8}]) | ({"about": about} if about else {})

    answer = program.post(f"{V1}/sessions/{session.code}/log/", said, "json")

    assert answer.status_code == 201 and SetLog.objects.get().prescription.position == 1


def test_a_session_that_did_not_happen_says_why(program, maya, today):
    session = builders.session(maya, today)
    said = {"uid": str(uuid.uuid4()), "reason": "tired"}

    answer = program.post(f"{V1}/sessions/{session.code}/skip/", said, "json")

    assert answer.status_code == 201
    assert (answer.json()["outcome"], answer.json()["skip_reason"]) == ("skipped", "tired")


def test_what_nobody_had_planned_is_kept_once_as_the_athletes_own(program, maya):
    said = entry(kind="run", run_type="long", minutes=80, title="Over the dyke")

    first = program.post(f"{V1}/logs/", said, "json")
    again = program.post(f"{V1}/logs/", said, "json")

    assert (first.status_code, again.status_code) == (201, 200)
    session = ScheduledSession.objects.get()
    assert (session.origin, session.title, session.run_type) == ("athlete", "Over the dyke", "long")
    assert program.get(f"{V1}/logs/").json()["count"] == 1


def test_a_day_below_the_floor_becomes_a_question_to_the_coach(program, maya, today):
    builders.hard_session(maya, today)
    tempo = builders.hard_session(maya, today + timedelta(days=4))
    url = f"{V1}/sessions/{tempo.code}"

    verdicts = {each["day"]: each["verdict"] for each in program.get(f"{url}/days/").json()}
    asked = program.post(f"{url}/move/", {"day": "2026-11-26"}, "json")
    moved = program.post(f"{url}/move/", {"day": "2026-11-28"}, "json")

    assert (verdicts["2026-11-26"], verdicts["2026-11-28"]) == ("below_floor", "good")
    assert (asked.status_code, moved.status_code) == (202, 200)
    assert moved.json()["day"] == "2026-11-28"
    assert not MoveRequest.objects.exists()


def test_a_check_in_is_kept_once_and_judges_the_day(program, maya):
    said = {"uid": str(uuid.uuid4()), "day": "2026-11-25"}
    said |= {"fatigue": 5, "sleep": 4, "soreness": 4, "stress": 4, "mood": 4}

    first = program.post(f"{V1}/check-ins/", said, "json")
    again = program.post(f"{V1}/check-ins/", said, "json")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["total"] == 21
    assert program.get(f"{V1}/today/").json()["readiness"]["state"] == "ready"
    assert program.get(f"{V1}/check-ins/").json()["count"] == CheckIn.objects.count() == 1


@pytest.mark.parametrize(("answers", "status"), [({}, 400), ({"mood": 6}, 400), ({"mood": 1}, 201)])
def test_one_answer_from_1_to_5_is_enough_for_a_check_in(program, answers, status):
    said = {"uid": str(uuid.uuid4()), "day": "2026-11-25"} | answers
    assert program.post(f"{V1}/check-ins/", said, "json").status_code == status


def test_without_consent_nothing_about_the_body_is_kept(program, maya):
    builders.modality()
    Consent.objects.all().delete()
    uid = {"uid": str(uuid.uuid4())}
    place = {"day": "2026-11-25", "region": "calf", "side": "left", "kind": "sore", "level": 2}
    sent = {
        "check-ins": uid | {"day": "2026-11-25", "mood": 3},
        "body-reports": uid | place,
        "treatments": uid | {"done_on": "2026-11-24", "modality": "massage"},
    }

    for path, said in sent.items():
        assert program.post(f"{V1}/{path}/", said, "json").status_code == 403, path

    assert not any(noun.objects.exists() for noun in (CheckIn, PainReport, Treatment))


def test_a_coach_reads_nothing_of_a_body_whose_owner_took_consent_back(program, maya, robin, now):
    said = {"uid": str(uuid.uuid4()), "day": "2026-11-25", "mood": 3}
    program.post(f"{V1}/check-ins/", said, "json")
    coach = signed_in(robin)
    assert coach.get(f"{V1}/check-ins/").json()["count"] == 1

    Consent.objects.update(withdrawn_at=now)

    assert coach.get(f"{V1}/check-ins/").json()["count"] == 0
    assert program.get(f"{V1}/check-ins/").json()["count"] == 1


def test_a_treatment_that_stood_in_the_plan_gets_its_log(program, maya, today):
    builders.modality()
    session = builders.session(maya, today, kind="treatment", run_type="", title="Massage")
    said = {"uid": str(uuid.uuid4()), "done_on": "2026-11-25", "modality": "massage"}
    said |= {"regions": ["calf", "achilles"], "session": str(session.code)}

    first = program.post(f"{V1}/treatments/", said, "json")
    again = program.post(f"{V1}/treatments/", said, "json")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["session"] == str(session.code)
    assert SessionLog.objects.get().session == session
    assert program.get(f"{V1}/treatments/").json()["count"] == 1


def test_athlete_and_coach_talk_and_what_is_private_stays_so(program, maya, robin):
    coach = signed_in(robin)
    to_maya = {"client": str(maya.code), "uid": str(uuid.uuid4()), "body": "Well done."}
    aside = to_maya | {"uid": str(uuid.uuid4()), "body": "She looks tired.", "private": True}
    said = {"uid": str(uuid.uuid4()), "body": "Thanks!"}

    sent = [coach.post(f"{V1}/notes/", note, "json").status_code for note in (to_maya, aside)]
    answers = [program.post(f"{V1}/notes/", said, "json").status_code for _ in range(2)]

    assert (sent, answers) == ([201, 201], [201, 200])
    bodies = [each["body"] for each in program.get(f"{V1}/notes/").json()["results"]]
    assert bodies == ["Well done.", "Thanks!"]
    assert Comment.objects.get(body="Thanks!").author == maya.user
    private = said | {"uid": str(uuid.uuid4()), "private": True}
    assert program.post(f"{V1}/notes/", private, "json").status_code == 400
    assert program.post(f"{V1}/notes/read/", {}, "json").status_code == 204


def test_coaching_that_is_over_is_read_and_not_written_to(program, maya, today):
    session = builders.session(maya, today)
    maya.ended_on = today
    maya.save()

    assert program.get(f"{V1}/sessions/{session.code}/").status_code == 200
    for path, said in (
        (f"sessions/{session.code}/log", entry()),
        (f"sessions/{session.code}/move", {"day": "2026-11-28"}),
        ("logs", entry(kind="run")),
        ("notes", {"uid": str(uuid.uuid4()), "body": "Hello"}),
    ):
        assert program.post(f"{V1}/{path}/", said, "json").status_code == 404, path


def test_a_week_of_thirty_sessions_takes_no_more_queries_than_one(program, maya, today, sql):
    def week() -> int:
        with sql() as found:
            assert program.get(f"{V1}/weeks/2026-11-25/").status_code == 200
        return len(found)

    log(program, builders.strength_session(maya, today))
    few = week()
    for day in range(2):
        for _ in range(14):
            session = builders.strength_session(maya, today + timedelta(days=day))
    log(program, session)

    assert week() == few <= 12


def log(program, session) -> None:
    said = entry(sets=[{"line": 1, "reps": 8}] * 6)
    assert program.post(f"{V1}/sessions/{session.code}/log/", said, "json").status_code == 201
