"""What is tight, sore or painful, and what follows from it."""

import uuid
from datetime import timedelta

import pytest

from clients.models import PainReport, RedFlag, RuleSetting, Verdict
from tests import builders
from tests.conftest import TODAY

PAGE = "/body/"


def place(**changes):
    said = {
        "uid": str(uuid.uuid4()),
        "region": "achilles",
        "side": "left",
        "kind": "pain",
        "level": "4",
        "moment": "now",
    }
    return said | changes


def answer_to(browser, **changes) -> str:
    return browser.post(PAGE, place(**changes), follow=True).content.decode()


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("2", "Noted. Nothing changes today."),
        ("3", "Robin sees it. Keep this part easy today."),
        ("4", "Hard running is held until you and Robin have spoken."),
        ("6", "No running for now. Robin is told at once."),
    ],
)
def test_the_answer_goes_by_the_limits(phone, maya, level, sentence):
    assert sentence in answer_to(phone(maya), level=level)


def test_the_coachs_own_limits_count(phone, maya, robin):
    RuleSetting.objects.create(coach=robin, client=maya, name="pain_hold", value=5)
    assert "Robin sees it." in answer_to(phone(maya), level="4")


def test_bone_stress_sites_hold_from_three(phone, maya):
    assert "Hard running is held" in answer_to(phone(maya), region="shin_inside", level="3")


def test_tight_and_sore_hold_nothing_whatever_the_number(phone, maya):
    builders.hard_session(maya, TODAY)
    browser = phone(maya)
    assert "Noted as tight." in answer_to(browser, kind="tight", level="8")
    assert "Noted as sore." in answer_to(browser, kind="sore", level="8")
    assert Verdict.objects.get().held_session is None


def test_pain_at_hold_holds_todays_hard_run(phone, maya):
    session = builders.hard_session(maya, TODAY)
    answer_to(phone(maya), level="4")
    verdict = Verdict.objects.get()
    assert verdict.held_session == session and verdict.decision == Verdict.Decision.WAITING


def test_the_same_report_sent_twice_is_one(phone, maya):
    browser, twice = phone(maya), place()
    browser.post(PAGE, twice)
    browser.post(PAGE, twice)
    assert PainReport.objects.count() == 1


def test_the_chest_leads_to_the_emergency_text_first_and_keeps_what_was_typed(phone, maya):
    browser = phone(maya)
    page = browser.post(PAGE, place(region="chest", side="centre", level="5")).content.decode()
    assert "call the emergency number now" in page and "I have read this" in page
    assert 'name="level" value="5"' in page and not PainReport.objects.exists()
    answer_to(browser, region="chest", side="centre", level="5", has_read="on")
    assert PainReport.objects.get().region == "chest"


@pytest.mark.parametrize("left_out", ["region", "side", "kind", "level"])
def test_what_is_missing_is_said_beside_it_and_the_rest_stays(phone, maya, left_out):
    page = phone(maya).post(PAGE, place(**{left_out: ""})).content.decode()
    assert f'id="id_{left_out}_error"' in page and "Nothing is saved yet." in page
    assert not PainReport.objects.exists()


@pytest.mark.parametrize("level", ["0", "11", "-1", "much"])
def test_a_level_is_one_to_ten(phone, maya, level):
    page = phone(maya).post(PAGE, place(level=level)).content.decode()
    assert "Give it a number from 1 to 10." in page
    assert not PainReport.objects.exists()


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"region": "wing"}, "Say where it is."),
        ({"side": "up"}, "Say which side, or the middle."),
        ({"kind": "itch"}, "Tight, sore or pain: choose one."),
        ({"moment": "never"}, "Say when you felt it."),
        ({"session": "gone"}, "That session is not there any more."),
    ],
)
def test_what_is_no_answer_is_said_beside_it(phone, maya, changes, sentence):
    assert sentence in phone(maya).post(PAGE, place(**changes)).content.decode()
    assert not PainReport.objects.exists()


def test_an_open_place_stays_until_it_is_gone(phone, maya):
    browser = phone(maya)
    assert "It is gone" in answer_to(browser)
    browser.post("/body/gone/", {"region": "achilles", "side": "left"})
    page = browser.get(PAGE).content.decode()
    assert "It is gone" not in page and "Achilles, left" in page


def test_a_session_of_somebody_else_cannot_be_linked(phone, maya, ines):
    theirs = builders.session(ines, TODAY)
    page = phone(maya).post(PAGE, place(session=str(theirs.code))).content.decode()
    assert "That session is not there any more. Choose another, or none." in page
    assert not PainReport.objects.exists()


def test_a_report_remembers_the_session_it_belongs_to(phone, maya):
    mine = builders.session(maya, TODAY)
    phone(maya).post(PAGE, place(session=str(mine.code)))
    assert PainReport.objects.get().session == mine


def test_a_red_flag_keeps_that_it_is_open_since_and_never_which(phone, maya):
    builders.session(maya, TODAY)
    browser = phone(maya)
    browser.post("/body/red-flag/")
    browser.post("/body/red-flag/")
    flag = RedFlag.objects.get()
    assert (flag.opened_on, flag.note) == (TODAY, "")
    assert Verdict.objects.get().state == Verdict.State.STOP


def test_only_a_note_that_somebody_has_looked_closes_a_red_flag(phone, maya):
    browser = phone(maya)
    browser.post("/body/red-flag/")
    page = browser.post("/body/red-flag/seen/", {"note": ""}).content.decode()
    assert "Say who has looked at it, and when." in page
    browser.post("/body/red-flag/seen/", {"note": "Dr Weber, today"})
    flag = RedFlag.objects.get()
    assert flag.closed_on == TODAY and flag.note == "Dr Weber, today"


def test_without_consent_nothing_is_read_and_nothing_kept(phone, robin):
    tomas = builders.client(robin, "Tomas", consent=False)
    browser = phone(tomas)
    assert "This needs your yes first" in browser.get(PAGE).content.decode()
    browser.post(PAGE, place())
    browser.post("/body/red-flag/")
    assert not PainReport.objects.exists() and not RedFlag.objects.exists()


def test_nobody_sees_anothers_places(phone, maya, jonas):
    answer_to(phone(maya))
    page = phone(jonas).get(PAGE).content.decode()
    assert "Achilles, left" not in page and "It is gone" not in page


def test_a_place_that_nobody_mentioned_for_a_week_is_asked_about(phone, maya):
    PainReport.objects.create(
        client=maya,
        uid=uuid.uuid4(),
        day=TODAY - timedelta(days=8),
        region="achilles",
        side="left",
        kind="pain",
        level=4,
    )
    assert "Is it still there: left Achilles?" in phone(maya).get(PAGE).content.decode()
