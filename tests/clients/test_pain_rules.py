"""Pain: limits, what follows from a level, which part is open, what lasts too long."""

from datetime import UTC, datetime, timedelta

import pytest

from clients.rules import pain_words
from clients.rules.pain import (
    LimitsOutOfOrder,
    Moment,
    NotAPainLevel,
    PainAction,
    PainKind,
    PainLimits,
    Report,
    action_for,
    is_persistent,
    is_worse_next_morning,
    open_parts,
)
from plans.rules.regions import (
    BACK,
    BONE_STRESS_SITES,
    FRONT,
    PARENT,
    WORDS,
    BodySide,
    Region,
)

NOW = datetime(2026, 11, 25, 7, tzinfo=UTC)
LIMITS = PainLimits()


def report(level: int, days_ago: float = 0, **facts) -> Report:
    at = NOW - timedelta(days=days_ago)
    facts = {"region": Region.ACHILLES, "side": BodySide.LEFT, **facts}
    return Report(at=at, day=at.date(), level=level, **facts)


def test_the_limits_are_three_four_and_six():
    assert (LIMITS.notice, LIMITS.hold, LIMITS.stop) == (3, 4, 6)


@pytest.mark.parametrize("region", [Region.SHIN_FRONT, Region.HEEL, Region.HIP_GROIN])
def test_bone_stress_sites_hold_at_three(region):
    assert LIMITS.for_region(region) == PainLimits(3, 3, 6)


def test_a_coachs_stricter_limits_stay_and_the_young_hold_at_three_everywhere():
    assert PainLimits(2, 2, 5).for_region(Region.FOOT) == PainLimits(2, 2, 5)
    assert PainLimits(4, 5, 7).for_region(Region.KNEE, under_18=True) == PainLimits(3, 3, 7)
    assert LIMITS.for_region(Region.KNEE) == LIMITS


@pytest.mark.parametrize("numbers", [(1, 4, 6), (3, 6, 6), (3, 4, 10), (1, 1, 1)])
def test_limits_may_go_from_one_to_ten_and_fall_together(numbers):
    assert PainLimits(*numbers).stop == numbers[2]


@pytest.mark.parametrize("level", [0, 10])
def test_a_pain_goes_from_nothing_to_ten(level):
    assert report(level).level == level


@pytest.mark.parametrize("numbers", [(0, 4, 6), (5, 4, 6), (3, 7, 6), (3, 4, 11)])
def test_limits_out_of_order_are_refused(numbers):
    with pytest.raises(LimitsOutOfOrder):
        PainLimits(*numbers)


@pytest.mark.parametrize(
    ("level", "worse", "action"),
    [
        (0, False, PainAction.NOTED),
        (2, True, PainAction.NOTED),
        (3, False, PainAction.NOTICE),
        (3, True, PainAction.STEP_DOWN),
        (4, False, PainAction.HOLD),
        (5, False, PainAction.HOLD),
        (6, False, PainAction.STOP),
        (10, True, PainAction.STOP),
    ],
)
def test_what_follows_from_a_level(level, worse, action):
    assert action_for(level, LIMITS, worse_next_morning=worse) is action


@pytest.mark.parametrize("level", [-1, 11])
def test_a_level_off_the_scale_is_refused(level):
    with pytest.raises(NotAPainLevel):
        action_for(level, LIMITS)
    with pytest.raises(NotAPainLevel):
        report(level)


@pytest.mark.parametrize(
    ("levels", "is_open"),
    [
        ([2], False),
        ([3], True),
        ([4, 2], True),
        ([4, 2, 1], False),
        ([4, 2, 4, 2], True),
        ([4, 2, 2, 3], True),
    ],
)
def test_a_report_at_notice_opens_and_two_lower_ones_in_a_row_close(levels, is_open):
    reports = [report(level, days_ago=len(levels) - place) for place, level in enumerate(levels)]
    assert bool(open_parts(reports, LIMITS, now=NOW)) is is_open


def test_the_coach_closes_a_part_and_a_new_report_opens_it_again():
    closed = report(5, days_ago=2, closed=True)
    assert open_parts([closed], LIMITS, now=NOW) == []
    [again] = open_parts([closed, report(3)], LIMITS, now=NOW)
    assert (again.level, again.recent, again.since) == (3, 3, NOW.date())


def test_left_and_right_are_two_parts_and_tight_opens_nothing():
    reports = [
        report(3, side=BodySide.LEFT),
        report(5, side=BodySide.RIGHT),
        report(9, region=Region.CALF, kind=PainKind.TIGHT),
        report(9, region=Region.QUAD, kind=PainKind.SORE),
    ]
    found = open_parts(reports, LIMITS, now=NOW)
    assert [(part.side, part.level) for part in found] == [("right", 5), ("left", 3)]


def test_the_highest_report_of_72_hours_counts():
    [part] = open_parts([report(7, 4), report(5, 2), report(3, 1)], LIMITS, now=NOW)
    assert (part.level, part.recent) == (3, 5)


def test_after_a_week_without_a_word_the_athlete_is_asked():
    [quiet] = open_parts([report(4, 7)], LIMITS, now=NOW)
    [heard] = open_parts([report(4, 6.5)], LIMITS, now=NOW)
    assert (quiet.asks, quiet.recent, heard.asks) == (True, None, False)


def test_a_morning_that_hurts_more_than_yesterday_is_worse():
    morning = report(4, moment=Moment.NEXT_MORNING)
    [worse] = open_parts([report(3, 1), morning], LIMITS, now=NOW)
    [same] = open_parts([report(4, 1), morning], LIMITS, now=NOW)
    [alone] = open_parts([morning], LIMITS, now=NOW)
    assert [part.worse_next_morning for part in (worse, same, alone)] == [True, False, False]


def test_pain_in_three_weeks_in_a_row_asks_for_a_professional():
    today = NOW.date()
    assert is_persistent([report(1, 1), report(1, 9), report(2, 16)], today=today)
    assert not is_persistent([report(1, 1), report(1, 16)], today=today)


def test_ten_days_at_three_and_more_ask_for_a_professional():
    today = NOW.date()
    assert is_persistent([report(3, 11), report(4, 1)], today=today)
    assert not is_persistent([report(3, 11), report(2, 5), report(4, 1)], today=today)
    assert not is_persistent([report(3, 9), report(4, 0)], today=today)


def test_the_answer_changes_with_the_number():
    hold = pain_words.answer(PainKind.PAIN, PainAction.HOLD, "Robin")
    assert str(hold).startswith("Hard running is held until you and Robin have spoken.")
    noted = pain_words.answer(PainKind.PAIN, PainAction.NOTED, "Robin")
    assert str(noted) == "Noted. Nothing changes today."
    for action in PainAction:
        assert str(pain_words.answer(PainKind.PAIN, action, "Robin"))
    assert "held" not in str(pain_words.answer(PainKind.TIGHT, PainAction.STOP, "Robin"))


def test_every_region_has_words_a_parent_and_a_place_on_one_figure():
    drawn = {*FRONT, *BACK}
    assert set(WORDS) == set(PARENT) == set(Region)
    assert not set(FRONT) & set(BACK)
    assert set(Region) - drawn == {Region.UNSPECIFIED, Region.MULTIPLE}
    assert {PARENT[region] for region in BONE_STRESS_SITES} == {"F", "G", "Q"}


def test_lasting_pain_counts_only_pain_and_only_until_today():
    today = NOW.date()
    tight = [report(3, 11, kind=PainKind.TIGHT), report(4, 1, kind=PainKind.TIGHT)]
    assert not is_persistent(tight, today=today)
    assert is_persistent([report(3, 10), report(4, 0)], today=today)


def test_the_young_open_a_part_at_their_own_limit():
    weak = [report(3, 0, region=Region.KNEE)]
    limits = PainLimits(4, 5, 7)
    assert not open_parts(weak, limits, now=NOW)
    (part,) = open_parts(weak, limits, now=NOW, under_18=True)
    assert part.region is Region.KNEE


def test_three_weeks_in_a_row_are_counted_back_from_today():
    today = NOW.date()
    assert is_persistent([report(1, 1), report(1, 7), report(1, 14)], today=today)
    assert not is_persistent([report(1, 9), report(1, 16)], today=today)


def test_ten_days_at_three_reach_into_this_week_and_to_the_last_report():
    today = NOW.date()
    assert is_persistent([report(3, 14), report(3, 1)], today=today)
    assert is_persistent([report(3, 12), report(3, 11), report(3, 1)], today=today)
    assert not is_persistent([report(3, 20), report(3, 8)], today=today)


def test_a_report_of_exactly_three_days_ago_is_recent():
    (part,) = open_parts([report(4, 3)], LIMITS, now=NOW)
    assert part.recent == 4
    (part,) = open_parts([report(4, 3.1)], LIMITS, now=NOW)
    assert part.recent is None


def test_a_worse_morning_reaches_the_limit_and_tops_all_of_yesterday():
    def is_worse(*levels: int, now: int) -> bool:
        morning = report(now, 0, moment=Moment.NEXT_MORNING)
        reports = [report(level, 1 - place / 10) for place, level in enumerate(levels)]
        return is_worse_next_morning([*reports, morning], LIMITS.notice)

    assert is_worse(2, now=3)
    assert not is_worse(1, now=2)
    assert not is_worse(2, 4, now=3)
    assert not is_worse(4, 2, now=3)
    assert not is_worse_next_morning([], LIMITS.notice)
    assert not is_worse_next_morning([report(2, 1), report(9)], LIMITS.notice)


def test_a_pain_off_the_scale_is_named():
    for refused in (lambda: report(11), lambda: action_for(11, LIMITS)):
        with pytest.raises(NotAPainLevel) as error:
            refused()
        assert error.value.args == (11,)
