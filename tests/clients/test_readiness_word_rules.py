"""The words for a morning, a pain and a check-in, word for word, as athletes and coaches read them."""

import pytest

from clients.rules import pain_words, recovery_words
from clients.rules.pain import PainAction, PainKind
from clients.rules.readiness import Colour, Readiness, Reason, ReasonCode, State
from plans.rules.kinds import Hardness
from plans.rules.part_words import pain_at, part
from plans.rules.regions import BodySide, Region

PAIN_6 = Reason(ReasonCode.PAIN_HOLD, {"level": 6, "region": "achilles", "side": "left"})
BEHIND_2 = Reason(ReasonCode.EASY_DAYS_BEHIND, {"days": 2})
BEHIND_1 = Reason(ReasonCode.EASY_DAYS_BEHIND, {"days": 1})


def readiness(*codes, state=State.EASING, colour=Colour.AMBER, good=()) -> Readiness:
    reasons = tuple(each if isinstance(each, Reason) else Reason(each) for each in codes)
    return Readiness(colour, state, reasons, tuple(good), None, None, 0)


def lines(found: Readiness) -> tuple[str, str]:
    athletes, coachs = recovery_words.reason_line(found), recovery_words.coach_reason_line(found)
    return str(athletes), str(coachs)


@pytest.mark.parametrize(
    ("reason", "athletes", "coachs"),
    [
        (ReasonCode.ILLNESS, "You are ill.", "Ill."),
        (
            ReasonCode.WELLNESS_BELOW,
            "Below your usual morning.",
            "Below the usual morning.",
        ),
        (ReasonCode.SORENESS_HIGH, "Muscles still sore.", "Muscles still sore."),
        (PAIN_6, "Pain 6, left Achilles.", "Pain 6, left Achilles."),
        (BEHIND_2, "2 easy days behind you.", "2 easy days since the last hard one."),
        (BEHIND_1, "1 easy day behind you.", "1 easy day since the last hard one."),
        (
            Reason(ReasonCode.EASY_DAYS_OUTSTANDING, {"done": 1, "wish": 2}),
            "1 of 2 easy days done.",
            "1 of 2 easy days done.",
        ),
    ],
)
def test_a_reason_is_said_to_the_athlete_and_told_to_the_coach(reason, athletes, coachs):
    assert lines(readiness(reason)) == (athletes, coachs)


def test_at_most_three_reasons_are_said_and_sore_muscles_once():
    four = readiness(
        ReasonCode.ITEM_1_SORENESS,
        ReasonCode.SORENESS_HIGH,
        ReasonCode.ITEM_1_SLEEP,
        ReasonCode.ITEM_1_MOOD,
        ReasonCode.ITEM_1_STRESS,
    )
    assert lines(four)[0] == "Very sore. Hardly any sleep. Low mood."
    assert lines(readiness()) == ("", "")


def test_without_a_check_in_the_good_news_is_said_and_the_missing_one_is_not():
    silent = readiness(ReasonCode.NO_RECENT_CHECKIN, state=State.UNKNOWN, good=[BEHIND_2])
    assert lines(silent)[0] == "2 easy days behind you."
    assert lines(readiness(ReasonCode.ILLNESS, good=[BEHIND_2]))[0] == "You are ill."


@pytest.mark.parametrize(
    ("state", "quiet_days", "said"),
    [
        (State.UNKNOWN, 0, "No check-in from Maya today."),
        (State.UNKNOWN, 1, "No check-in from Maya today."),
        (State.UNKNOWN, 2, "No check-in for 2 days."),
        (State.READY, 5, "Maya has recovered."),
        (State.STEADY, 0, "Maya is mostly recovered."),
        (State.EASING, 0, "Maya is still recovering."),
        (State.STOP, 0, "Maya should rest."),
    ],
)
def test_the_coach_reads_a_name_and_how_long_it_has_been_quiet(state, quiet_days, said):
    found = readiness(state=state)
    assert str(recovery_words.coach_headline(found, "Maya", quiet_days=quiet_days)) == said


@pytest.mark.parametrize(
    ("found", "planned", "said"),
    [
        (
            readiness(PAIN_6),
            Hardness.HARD,
            "Hard running is held until you and your coach have spoken. Easy days stay.",
        ),
        (readiness(PAIN_6), Hardness.EASY, "Go, and keep it truly easy."),
        (
            readiness(ReasonCode.ILLNESS, colour=Colour.RED),
            Hardness.HARD,
            "Held until your coach has decided. The easier session or rest is today's plan.",
        ),
        (readiness(ReasonCode.ILLNESS, colour=Colour.RED), None, "Rest, or a gentle walk."),
        (
            readiness(ReasonCode.WELLNESS_BELOW),
            Hardness.MODERATE,
            "Consider going lighter: one set fewer, or an effort of 5 at most.",
        ),
    ],
)
def test_a_suggestion_knows_what_is_planned_and_why_it_waits(found, planned, said):
    assert str(recovery_words.suggestion(found, planned)) == said


def test_a_week_of_low_mornings_brings_one_kind_sentence():
    assert str(recovery_words.supportive_line([1] * 7)) == (
        "A heavy week. Talking to somebody you trust, or to a professional, can help."
    )
    assert recovery_words.supportive_line([1] * 6 + [2]) is None
    assert recovery_words.supportive_line([2] + [1] * 6) is None


@pytest.mark.parametrize(
    ("kind", "action", "said"),
    [
        (
            PainKind.TIGHT,
            PainAction.STOP,
            "Noted as tight. Nothing changes today; ball and stretch are under Today.",
        ),
        (
            PainKind.SORE,
            PainAction.STOP,
            "Noted as sore. It belongs to the first two days. Nothing changes today.",
        ),
        (PainKind.PAIN, PainAction.NOTED, "Noted. Nothing changes today."),
        (PainKind.PAIN, PainAction.NOTICE, "Robin sees it. Keep this part easy today."),
        (
            PainKind.PAIN,
            PainAction.STOP,
            "No running for now. Robin is told at once. "
            "If it is severe, or you cannot put weight on it, see a doctor.",
        ),
    ],
)
def test_a_report_is_answered_in_plain_words(kind, action, said):
    assert str(pain_words.answer(kind, action, "Robin")) == said


def test_after_a_week_the_part_is_asked_about_by_its_name():
    assert str(pain_words.still_there(Region.CALF, BodySide.RIGHT)) == (
        "Is it still there: right calf?"
    )


def test_pain_that_stays_asks_for_somebody():
    assert str(pain_words.see_somebody()) == (
        "This has been around for a while. Consider having a professional look at it."
    )


@pytest.mark.parametrize(
    ("region", "side", "said"),
    [
        (Region.CALF, BodySide.LEFT, "left calf"),
        (Region.CALF, BodySide.RIGHT, "right calf"),
        (Region.CALF, BodySide.BOTH, "calf"),
        (Region.LUMBAR, BodySide.CENTRE, "lower back"),
    ],
)
def test_a_part_is_named_with_its_side_where_that_says_something(region, side, said):
    assert str(part(region, side)) == said


def test_pain_has_a_number_and_a_place_where_it_has_one():
    assert str(pain_at(4, Region.CALF, BodySide.LEFT)) == "Pain 4, left calf."
    assert str(pain_at(4, Region.UNSPECIFIED, BodySide.LEFT)) == "Pain 4."
