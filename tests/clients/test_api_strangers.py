"""Nobody reads or changes what is somebody else's: every address of the API, by everybody."""

import uuid
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from clients.models import Assignment, CheckIn, Comment, PainReport, SessionLog, Treatment
from tests import builders

V1 = "/api/v1"
LISTS = ("sessions", "logs", "check-ins", "body-reports", "treatments", "notes")


def signed_in(user) -> APIClient:
    program = APIClient()
    program.force_login(user)
    return program


@pytest.fixture
def full(maya, robin, today, now, morning, fresh_limits):
    """Maya with something in every list, and the session that it is about."""
    session = builders.session(maya, today)
    whose = {"client": maya, "entered_by": maya.user}
    SessionLog.objects.create(
        session=session,
        uid=uuid.uuid4(),
        outcome="done",
        done_on=today,
        hardness="easy",
        formula_version=1,
        **whose,
    )
    CheckIn.objects.create(uid=uuid.uuid4(), day=today, mood=3, **whose)
    place = {"region": "calf", "side": "left", "kind": "sore", "level": 2}
    PainReport.objects.create(uid=uuid.uuid4(), day=today, **place, **whose)
    visit = {"modality": builders.modality(), "done_on": today, "depth": "deep"}
    Treatment.objects.create(uid=uuid.uuid4(), **visit, **whose)
    builders.note(maya, maya.user, now)
    return builders.session(maya, today + timedelta(days=2))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_holds_ones_own_rows_and_those_of_ones_athletes(full, maya, jonas, ines, path):
    seen = {
        "athlete": signed_in(maya.user),
        "coach": signed_in(maya.coach),
        "other athlete of the coach": signed_in(jonas.user),
        "other coach": signed_in(ines.coach),
        "their athlete": signed_in(ines.user),
    }
    counts = {who: program.get(f"{V1}/{path}/").json()["count"] for who, program in seen.items()}

    own = counts.pop("athlete")
    assert own > 0
    assert counts.pop("coach") == own
    assert set(counts.values()) == {0}


def requests_about(maya, session) -> list[tuple[str, str, dict]]:
    """Every address that names something, with what would be sent to it."""
    uid = {"uid": str(uuid.uuid4())}
    whom = uid | {"client": str(maya.code)}
    here = f"{V1}/sessions/{session.code}"
    client = f"{V1}/clients/{maya.code}"
    done = {"done_on": "2026-11-25"}
    place = {"day": "2026-11-25", "region": "calf", "side": "left", "kind": "sore", "level": 2}
    return [
        ("get", f"{here}/", {}),
        ("get", f"{here}/days/", {}),
        ("post", f"{here}/log/", uid | done),
        ("post", f"{here}/skip/", uid | {"reason": "tired"}),
        ("post", f"{here}/move/", {"day": "2026-11-28"}),
        ("post", f"{V1}/logs/", whom | done | {"kind": "run"}),
        ("post", f"{V1}/check-ins/", whom | {"day": "2026-11-25", "mood": 3}),
        ("post", f"{V1}/body-reports/", whom | place),
        ("post", f"{V1}/treatments/", whom | done | {"modality": "massage"}),
        ("post", f"{V1}/notes/", whom | {"body": "Hello"}),
        ("post", f"{V1}/notes/read/", {"client": str(maya.code)}),
        ("get", f"{client}/", {}),
        ("get", f"{client}/weeks/2026-11-25/", {}),
        ("post", f"{client}/drafts/", {"day": "2026-11-27", "text": "30 min easy"}),
        ("post", f"{client}/send/", {"drafts": [str(session.code)]}),
        ("post", f"{client}/assign/", {"plan": str(uuid.uuid4()), "start_on": "2026-11-30"}),
    ]


def test_a_strangers_object_is_404_at_every_address_and_nothing_is_written(
    full, maya, jonas, ines, today
):
    before = {noun: noun.objects.count() for noun in (SessionLog, CheckIn, PainReport, Comment)}

    for stranger in (jonas.user, ines.user, ines.coach):
        program = signed_in(stranger)
        for method, path, said in requests_about(maya, full):
            answer = getattr(program, method)(path, said, format="json")
            assert answer.status_code == 404, (stranger, method, path, answer.content)

    assert {noun: noun.objects.count() for noun in before} == before
    full.refresh_from_db()
    assert full.day == today + timedelta(days=2)


def test_an_athlete_plans_nothing_even_for_themselves(full, maya):
    program = signed_in(maya.user)
    for method, path, said in requests_about(maya, full):
        if "/clients/" in path:
            assert getattr(program, method)(path, said, format="json").status_code == 404, path


def test_what_is_not_shown_yet_is_not_there_for_the_athlete(full, maya, robin, today):
    assignment = Assignment.objects.create(client=maya, plan=builders.plan(robin), start_on=today)
    later = builders.session(maya, today + timedelta(days=20), assignment=assignment)

    assert signed_in(maya.user).get(f"{V1}/sessions/{later.code}/").status_code == 404
    assert signed_in(robin).get(f"{V1}/sessions/{later.code}/").status_code == 200


def test_a_note_about_a_strangers_session_is_not_written(full, maya, ines):
    said = {"uid": str(uuid.uuid4()), "body": "Hello", "session": str(full.code)}
    assert signed_in(ines.user).post(f"{V1}/notes/", said, format="json").status_code == 404
    theirs = said | {"client": str(ines.code)}
    assert signed_in(ines.coach).post(f"{V1}/notes/", theirs, format="json").status_code == 404


def every_address() -> list[str]:
    """The addresses under /api/v1/, with something in place of each variable part."""

    def walk(patterns, before=""):
        for each in patterns:
            route = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, route)
            elif isinstance(each, URLPattern):
                yield route

    code = str(uuid.uuid4())
    filled = {"<uuid:code>": code, "<day:day>": "2026-11-25", "<slug:slug>": "clam"}
    filled["<path:rest>"] = "nowhere/"
    for route in walk(get_resolver().url_patterns):
        if route.startswith("api/v1/"):
            for part, value in filled.items():
                route = route.replace(part, value)
            yield f"/{route}"


def test_nobody_gets_anything_without_signing_in(db, fresh_limits):
    addresses = list(every_address())
    assert len(addresses) >= 20
    for address in addresses:
        for method in ("get", "post"):
            answer = getattr(APIClient(), method)(address)
            assert answer.status_code == 401, (method, address)
            assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_operator_looks_through_the_desk_alone(full, operator):
    program = signed_in(operator)
    for address in every_address():
        assert program.get(address).status_code in (403, 405), address
