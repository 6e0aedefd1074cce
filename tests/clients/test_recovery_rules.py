"""The readiness rule: colours, reasons, states and the words for them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.rules import recovery
from clients.rules.pain import OpenPart
from clients.rules.recovery import (
    Action,
    CheckInAnswers,
    Colour,
    Morning,
    Reason,
    ReasonCode,
    State,
    assess,
)
from plans.rules.kinds import Hardness
from plans.rules.regions import BodySide, Region

USUAL = [18, 19, 17, 20, 18, 19, 18, 17, 19, 20, 18, 18, 19, 20]
HARD, MODERATE, EASY = Hardness.HARD, Hardness.MODERATE, Hardness.EASY
WELL = (4, 4, 4, 4, 4)


def answered(*items: int | None, illness: bool = False) -> CheckInAnswers:
    names = ("fatigue", "sleep", "soreness", "stress", "mood")
    return CheckInAnswers(**dict(zip(names, items, strict=True)), illness=illness)


def pain(level: int, region: Region = Region.KNEE, *, worse: bool = False) -> OpenPart:
    return OpenPart(
        region=region,
        side=BodySide.LEFT,
        since=date(2026, 11, 24),
        level=level,
        recent=level,
        asks=False,
        worse_next_morning=worse,
    )


def morning(items=WELL, gap=2, baseline=USUAL, **facts) -> Morning:
    answers = None if items is None else answered(*items)
    return Morning(**{"answers": answers, "baseline": baseline, "easy_days_done": gap, **facts})


@pytest.mark.parametrize(
    ("facts", "z", "colour", "codes"),
    [
        (morning(WELL, 2), 0.952, "green", []),
        (morning((3, 4, 3, 3, 4), 2), -1.048, "green", []),
        (morning((3, 3, 3, 3, 4), 3), -1.714, "amber", ["WELLNESS_BELOW"]),
        (morning((3, 3, 3, 3, 3), 3), -2.381, "amber", ["WELLNESS_BELOW"]),
        (morning(WELL, 1, planned=HARD), 0.952, "amber", ["EASY_DAYS_OUTSTANDING"]),
        (morning(WELL, 1, planned=EASY), 0.952, "green", []),
        (morning(WELL, 3, pains=[pain(4)]), 0.952, "amber", ["PAIN_HOLD"]),
        (morning((5, 5, 5, 5, 5), 5, pains=[pain(6)]), 4.286, "red", ["PAIN_STOP"]),
        (morning((3, 3, 3, 3, 3), 3, [18, 19, 17]), None, "green", []),
        (
            morning((2, 2, 2, 2, 2), 3, [11] * 12),
            -0.667,
            "red",
            ["WELLNESS_LOW_ABS", "SORENESS_HIGH"],
        ),
        (morning(None, 3), None, "unknown", ["NO_RECENT_CHECKIN"]),
        (morning(WELL, 3, [20] * 14), 0, "green", []),
        (morning((4, 4, 3, 3, 3), 3, [20] * 14), -2.0, "amber", ["WELLNESS_BELOW"]),
    ],
    ids=["A", "B", "C", "D", "E", "E'", "F", "G", "H", "J", "K", "N", "O"],
)
def test_the_known_mornings(facts, z, colour, codes):
    found = assess(facts)
    assert (found.colour, [reason.code for reason in found.reasons]) == (colour, codes)
    assert found.z == (None if z is None else pytest.approx(z, abs=0.0005))
    assert found.baseline_n == len(facts.baseline)


def test_well_below_the_usual_is_red_and_replaces_its_weaker_form():
    found = assess(morning((3, 3, 3, 3, 2), 3))
    assert (found.colour, found.codes) == (Colour.RED, {ReasonCode.WELLNESS_FAR_BELOW})


def test_a_red_flag_and_illness_are_red_whatever_the_answers():
    assert assess(morning(red_flag=True)).codes == {ReasonCode.RED_FLAG}
    ill = replace(morning(), answers=answered(*WELL, illness=True))
    assert (assess(ill).colour, assess(ill).codes) == (Colour.RED, {ReasonCode.ILLNESS})


def test_without_a_baseline_a_lowish_total_is_amber_and_a_low_one_red():
    lowish, low = (3, 3, 3, 3, 2), (2, 2, 3, 2, 1)
    assert assess(morning(lowish, baseline=[])).codes == {ReasonCode.WELLNESS_LOWISH_ABS}
    assert ReasonCode.WELLNESS_LOW_ABS in assess(morning(low, baseline=[])).codes
    assert ReasonCode.WELLNESS_LOWISH_ABS not in assess(morning(low, baseline=[])).codes


def test_any_item_at_one_is_named():
    found = assess(morning((5, 1, 5, 5, 5)))
    assert (found.colour, found.codes) == (Colour.AMBER, {ReasonCode.ITEM_1_SLEEP})


@pytest.mark.parametrize(
    ("gap", "planned", "is_said"),
    [(0, EASY, False), (1, None, False), (2, EASY, True), (1, HARD, True), (None, EASY, True)],
)
def test_soreness_counts_when_it_is_no_longer_expected(gap, planned, is_said):
    found = assess(morning((4, 4, 2, 5, 5), gap, planned=planned))
    assert (ReasonCode.SORENESS_HIGH in found.codes) is is_said


def test_the_strongest_pain_is_named_with_its_place():
    found = assess(morning(pains=[pain(3), pain(5, Region.ACHILLES)]))
    facts = {"level": 5, "region": "achilles", "side": "left"}
    assert found.reasons == (Reason(ReasonCode.PAIN_HOLD, facts),)


@pytest.mark.parametrize(
    ("region", "under_18", "code"),
    [
        (Region.KNEE, False, ReasonCode.PAIN_NOTICE),
        (Region.SHIN_INSIDE, False, ReasonCode.PAIN_HOLD),
        (Region.KNEE, True, ReasonCode.PAIN_HOLD),
    ],
)
def test_a_pain_of_three_holds_at_bone_stress_sites_and_for_the_young(region, under_18, code):
    found = assess(morning(pains=[pain(3, region)], under_18=under_18))
    assert found.codes == {code}


def test_a_worse_morning_is_a_reason_of_its_own():
    found = assess(morning(pains=[pain(3, worse=True)]))
    assert found.codes == {ReasonCode.PAIN_NOTICE, ReasonCode.PAIN_WORSE_NEXT_MORNING}


def test_pain_is_heard_without_a_check_in():
    assert assess(morning(None, pains=[pain(6)])).colour is Colour.RED


def test_a_half_answered_check_in_is_never_green():
    assert assess(morning((5, 5, None, None, None))).colour is Colour.UNKNOWN
    assert assess(morning((1, 5, None, None, None))).codes == {ReasonCode.ITEM_1_FATIGUE}


def test_without_check_ins_by_agreement_is_steady_and_says_so():
    found = assess(morning(None, gap=3, without_check_ins=True))
    assert (found.colour, found.state) == (Colour.GREEN, State.STEADY)
    line = "3 easy days behind you. By your logs, no check-in needed."
    assert str(recovery.reason_line(found)) == line


@pytest.mark.parametrize(
    ("items", "state"), [((4, 4, 4, 4, 4), State.READY), ((4, 4, 4, 4, 3), State.STEADY)]
)
def test_green_from_a_total_of_twenty_reads_recovered(items, state):
    assert assess(morning(items)).state is state


@pytest.mark.parametrize(
    ("facts", "planned", "sentence"),
    [
        (morning(), HARD, "You have recovered. Today you can push."),
        (morning(), EASY, "You have recovered. Easy today keeps it that way."),
        (morning(), None, "You have recovered. Easy today keeps it that way."),
        (morning((3, 4, 3, 4, 4)), HARD, "Mostly recovered. Do the plan, keep one in the tank."),
        (morning((3, 3, 3, 3, 4)), HARD, "Still recovering. Easy today."),
        (morning(red_flag=True), HARD, "Rest today. Your body has asked for it."),
        (morning(None), HARD, "How are you this morning?"),
    ],
)
def test_the_headline_knows_the_plan(facts, planned, sentence):
    assert str(recovery.headline(assess(facts), planned)) == sentence


def test_the_coach_reads_the_same_state_by_name():
    assert str(recovery.coach_headline(assess(morning()), "Priya")) == "Priya has recovered."
    stopped = assess(morning(pains=[pain(6, Region.ACHILLES)]))
    assert str(recovery.coach_headline(stopped, "Tomas")) == "Tomas should rest."
    assert str(recovery.coach_reason_line(stopped)) == "Pain 6, left Achilles."
    quiet = recovery.coach_headline(assess(morning(None)), "Jonas", quiet_days=5)
    assert str(quiet) == "No check-in for 5 days."


def test_a_good_morning_says_what_is_good():
    line = recovery.reason_line(assess(morning((4, 4, 4, 4, 4), gap=3)))
    assert str(line) == "3 easy days behind you. Good sleep. Nothing sore."


def test_reasons_come_back_from_where_they_were_stored():
    for reason in assess(morning((1, 1, 1, 1, 1), 1, planned=HARD, pains=[pain(4)])).reasons:
        assert Reason.from_data(reason.as_data()) == reason


@pytest.mark.parametrize(
    ("facts", "planned", "action"),
    [
        (morning(), HARD, Action.GO),
        (morning((3, 3, 3, 3, 4)), EASY, Action.GO_EASY),
        (morning((3, 3, 3, 3, 4)), None, Action.GO_EASY),
        (morning((3, 3, 3, 3, 4)), MODERATE, Action.GO_LIGHTER),
        (morning((3, 3, 3, 3, 4)), HARD, Action.MOVE_OR_EASY),
        (morning(pains=[pain(4)]), HARD, Action.HELD),
        (morning((2, 2, 2, 2, 2)), EASY, Action.REST_OR_WALK),
        (morning((2, 2, 2, 2, 2)), MODERATE, Action.SKIP),
        (morning((2, 2, 2, 2, 2)), HARD, Action.HELD),
        (morning(red_flag=True), EASY, Action.NO_RUNNING),
        (morning(pains=[pain(6)]), EASY, Action.NO_RUNNING),
        (morning(None), EASY, Action.GO),
        (morning(None), MODERATE, Action.GO_BY_FEEL),
        (morning(None), HARD, Action.CHECK_IN_FIRST),
    ],
)
def test_what_each_colour_suggests(facts, planned, action):
    found = assess(facts)
    assert recovery.suggested_action(found, planned) is action
    assert str(recovery.suggestion(found, planned))


@pytest.mark.parametrize(
    ("facts", "hardness", "is_running", "held"),
    [
        (morning(), HARD, True, False),
        (morning((3, 3, 3, 3, 4)), HARD, True, False),
        (morning((2, 2, 2, 2, 2)), HARD, False, True),
        (morning((2, 2, 2, 2, 2)), EASY, True, False),
        (morning(pains=[pain(4)]), HARD, True, True),
        (morning(pains=[pain(4)]), HARD, False, False),
        (morning(pains=[pain(4)]), EASY, True, False),
        (morning(pains=[pain(6)]), EASY, True, True),
        (morning(pains=[pain(6)]), EASY, False, False),
        (morning(red_flag=True), EASY, False, True),
        (morning(None), HARD, True, False),
    ],
)
def test_what_the_gate_holds(facts, hardness, is_running, held):
    assert recovery.holds(assess(facts), hardness, is_running=is_running) is held


def test_seven_low_moods_bring_one_kind_sentence():
    assert recovery.supportive_line([3, *[1] * 7]) is not None
    assert recovery.supportive_line([1] * 6) is None
    assert recovery.supportive_line([1, 1, 1, None, 1, 1, 1]) is None


@pytest.mark.parametrize("answer", [0, 6])
def test_an_answer_off_the_scale_is_refused(answer):
    with pytest.raises(recovery.NotAnAnswer):
        answered(answer, 3, 3, 3, 3)


def test_a_baseline_is_at_most_28_days():
    with pytest.raises(recovery.BaselineTooLong):
        morning(baseline=[18] * 29)


def test_28_days_are_a_baseline():
    assert assess(morning(baseline=[18] * 28)).baseline_n == 28


def test_the_total_of_the_answers_is_kept():
    assert assess(morning((4, 4, 4, 4, 3))).total == 19


def test_the_worst_of_two_pains_leads():
    two = assess(morning(pains=[pain(4, Region.KNEE), pain(5, Region.CALF)]))
    assert two.reasons[0].facts == {"level": 5, "region": "calf", "side": "left"}


def test_easy_days_that_are_done_do_not_hold_a_hard_day():
    assert assess(morning(gap=2, planned=HARD, easy_days_wish=2)).reasons == ()
    (reason,) = assess(morning(gap=1, planned=HARD, easy_days_wish=2)).reasons
    assert reason.facts == {"done": 1, "wish": 2}


five = st.tuples(*[st.integers(1, 5)] * 5)
baselines = st.lists(st.integers(5, 25), max_size=28)
mornings = st.builds(
    morning,
    five,
    st.none() | st.integers(0, 10),
    baselines,
    planned=st.none() | st.sampled_from(Hardness),
    pains=st.lists(st.integers(0, 10).map(pain), max_size=2),
)


@given(mornings)
def test_every_colour_but_green_has_a_reason(facts):
    found = assess(facts)
    assert bool(found.reasons) is (found.colour is not Colour.GREEN)
    assert len(found.codes) == len(found.reasons)


@given(mornings, st.integers(0, 4))
def test_a_worse_answer_never_brings_a_better_colour(facts, item):
    worse = [answer for _, answer in facts.answers.items()]
    worse[item] = max(1, worse[item] - 1)
    lower = assess(replace(facts, answers=answered(*worse)))
    assert lower.colour.rank >= assess(facts).colour.rank


@given(mornings, st.integers(0, 9), st.integers(1, 5), st.booleans())
def test_more_pain_never_brings_a_better_colour(facts, level, more, worse):
    hurts, hurts_more = (
        assess(replace(facts, pains=[*facts.pains, each]))
        for each in (pain(level), pain(min(10, level + more), worse=worse))
    )
    assert hurts_more.colour.rank >= hurts.colour.rank
    assert hurts.colour.rank >= assess(facts).colour.rank


@given(mornings, st.none() | st.sampled_from(Hardness))
def test_every_morning_can_be_put_into_words(facts, planned):
    found = assess(facts)
    assert str(recovery.headline(found, planned))
    assert str(recovery.coach_headline(found, "Maya"))
    assert str(recovery.suggestion(found, planned))
    for line in (recovery.reason_line(found), recovery.coach_reason_line(found)):
        assert bool(str(line)) or not (found.reasons or found.good_signs)


@given(mornings)
def test_no_data_is_never_green(facts):
    assert assess(replace(facts, answers=None)).colour is not Colour.GREEN
