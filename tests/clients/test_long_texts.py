"""A paste that is too long is kept whole and refused with how much is too much. No browser cuts it without a word."""

import re
import uuid
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from clients.models import Comment, ScheduledSession, WeekLine
from plans.models import Exercise
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
LONG = "Easy now. " * 500
TEMPLATES = Path(__file__).parents[2] / "templates"
CUT = re.compile(r"<(?:input|textarea)[^<]*?maxlength")
SHORT_BY_NATURE = {
    "plans/_adding.html",  # a search
    "plans/_fields.html",  # a search
    "clients/desk/board.html",  # a search
    "clients/desk/assign.html",  # days, in digits
    "clients/desk/_type.html",  # one line of ten thousand letters
}


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def test_no_field_for_words_is_cut_by_the_browser():
    cutting = {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if CUT.search(file.read_text())
    }
    assert cutting == SHORT_BY_NATURE


@pytest.mark.parametrize("how", [{}, {"later": ""}])
def test_a_week_does_not_go_out_with_half_of_its_line(desk, maya, jonas, how):
    for athlete in (maya, jonas):
        builders.session(athlete, TODAY, sent_at=None)
    said = {"start": TODAY, "athlete": [maya.code], "line": LONG, "hour": "19:30"} | how
    page = desk.post(reverse("admin:board_send"), said).content.decode()

    assert "Nothing was sent. At most 4000 letters; this has 4999." in page
    assert LONG in page and 'value="19:30"' in page
    assert f'value="{maya.code}" checked' in page
    assert f'value="{jonas.code}">' in page, "who was left out stays out"
    assert not ScheduledSession.objects.exists()
    assert not (Comment.objects.exists() or WeekLine.objects.exists())


def test_on_a_sunday_neither(desk, maya):
    builders.session(maya, TODAY, sent_at=None)
    said = {"client": maya.code, "start": TODAY, "do": "send", "line": LONG, "uid": uuid.uuid4()}
    page = desk.post(reverse("admin:sunday"), said).content.decode()

    assert "Nothing was sent. The line with it: At most 4000 letters; this has 4999." in page
    assert f'value="{LONG.strip()}"' in page
    assert not (Comment.objects.exists() or ScheduledSession.objects.exists())


def test_an_answer_in_the_inbox_stands_as_it_was_typed(desk, maya):
    session = builders.log(builders.session(maya, TODAY)).session
    url = reverse("admin:inbox_answer", args=[session.code])
    page = desk.post(url, {"uid": uuid.uuid4(), "body": LONG}).content.decode()

    assert "Nothing was sent. At most 4000 letters; this has 4999." in page
    assert f'value="{LONG}"' in page
    assert not Comment.objects.exists()


def test_a_session_that_is_too_long_is_read_and_not_added(desk, maya):
    typed = "40 min easy\n" * 900
    said = {"client": maya.code, "day": TODAY, "start": TODAY, "text": typed}
    for do in ({}, {"do": "add"}):
        page = desk.post(reverse("admin:board_add"), said | do).content.decode()
        assert "A session may hold up to 10,000 letters." in page
        assert typed.strip() in page.replace("\r", "") and "Add as a draft" not in page
    assert not ScheduledSession.with_drafts.exists()


def test_the_title_of_a_session_is_not_cut(desk, robin):
    session = builders.plan(robin, published_at=None).sessions.first()
    url = reverse("admin:plans_plan_session", args=[session.plan.pk, session.key])
    page = desk.post(url, {"do": "text", "text": f"# {'x' * 121}\n20 min easy"}).content.decode()

    assert "The title: At most 120 letters; this has 121." in page
    assert "x" * 121 in page
    session.refresh_from_db()
    assert session.title == "Easy run"


def test_nor_is_what_is_pasted_into_a_record_of_the_desk(desk):
    address = reverse("admin:plans_exercise_add")
    assert "maxlength" not in desk.get(address).content.decode()
    said = {"name": "Clam", "kind": "strength", "purpose": "prevention", "start_dose": "x" * 201}
    said |= {"rungs-TOTAL_FORMS": "0", "rungs-INITIAL_FORMS": "0"}
    page = desk.post(address, said).content.decode()

    assert "At most 200 letters; this has 201." in page
    assert "x" * 201 in page
    assert not Exercise.objects.exists()
