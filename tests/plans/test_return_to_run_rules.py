"""Back to running in eight stages."""

from datetime import date, timedelta

import pytest

from plans.rules.return_to_run import (
    STAGES,
    Missing,
    Move,
    NotAStage,
    ReturnRun,
    advice,
    missing_for_entry,
    standing,
)

DAY = date(2026, 11, 2)


def runs(*written: tuple[int, int] | tuple[int, int, bool]) -> list[ReturnRun]:
    return [
        ReturnRun(
            day=DAY + timedelta(days=2 * place),
            stage=stage,
            pain=pain,
            worse_next_morning=bool(worse and worse[0]),
        )
        for place, (stage, pain, *worse) in enumerate(written)
    ]


def stage_after(*written):
    found = standing(runs(*written)).stage
    return found and found.number


def test_the_stages_add_up():
    assert [stage.running_minutes for stage in STAGES] == [6, 12, 18, 24, 27, 20, 25, 30]
    assert {stage.minutes for stage in STAGES[:5]} == {30}


def test_the_first_run_is_stage_one_on_any_day():
    found = standing([])
    assert (found.stage.number, found.not_before) == (1, None)


def test_two_sessions_that_went_well_lead_on_with_a_day_between():
    assert stage_after((1, 1)) == 1
    found = standing(runs((1, 2), (1, 0)))
    assert (found.stage.number, found.not_before) == (2, DAY + timedelta(days=4))


def test_pain_of_three_to_five_repeats_after_one_more_day_of_rest():
    found = standing(runs((1, 1), (1, 4)))
    assert (found.stage.number, found.not_before) == (1, DAY + timedelta(days=5))


@pytest.mark.parametrize("failure", [(3, 6), (3, 1, True)])
def test_six_or_a_worse_morning_leads_back_one_stage(failure):
    found = standing(runs((3, 1), failure))
    assert (found.stage.number, found.not_before) == (2, DAY + timedelta(days=5))
    assert not found.asks_for_professional


def test_two_failures_of_one_stage_ask_for_a_professional():
    found = standing(runs((2, 6), (1, 0), (1, 0), (2, 7)))
    assert found.asks_for_professional


def test_nobody_falls_below_the_first_stage():
    assert stage_after((1, 8)) == 1


def test_the_ladder_ends_after_stage_eight():
    assert stage_after((8, 0), (8, 1)) is None


def test_a_coach_may_place_another_stage():
    assert stage_after((1, 0), (4, 0)) == 4


def test_what_keeps_somebody_from_the_first_stage():
    well = {"walks_30_minutes": True, "pain": 2, "limps": False, "hurts_on_stairs": False}
    assert missing_for_entry(**well) == ()
    assert missing_for_entry(**{**well, "pain": 3}) == (Missing.PAIN,)
    assert missing_for_entry(**well, professional_agrees=False) == (Missing.PROFESSIONAL,)
    nothing = missing_for_entry(
        walks_30_minutes=False,
        pain=5,
        limps=True,
        hurts_on_stairs=True,
        professional_agrees=False,
    )
    assert nothing == tuple(Missing)


def test_there_is_no_ninth_stage():
    with pytest.raises(NotAStage):
        runs((9, 0))


@pytest.mark.parametrize(
    ("written", "move", "why"),
    [
        ([(1, 0)], Move.REPEAT, "One run on this stage went well: one more."),
        ([(1, 0), (1, 0)], Move.NEXT, "Two runs on this stage went well."),
        (
            [(1, 4)],
            Move.REPEAT,
            "It hurt a little: the same stage again, after one more day of rest.",
        ),
        (
            [(2, 7)],
            Move.BACK,
            "It hurt too much, or more the next morning: two days off, then one stage back.",
        ),
        (
            [(8, 0), (8, 0)],
            Move.NEXT,
            "All eight stages done: two weeks of easy runs, then strides, then hills.",
        ),
    ],
)
def test_the_rule_says_where_the_ladder_leads_and_why(written, move, why):
    found = advice(runs(*written))
    assert (found.move, str(found.why)) == (move, why)
    assert found.not_before == standing(runs(*written)).not_before
    assert found.asks_for_professional is False


def test_before_the_first_run_there_is_no_advice_and_nobody_is_asked_for():
    assert advice([]) is None
    assert standing([]).asks_for_professional is False


def test_one_good_run_after_a_failure_does_not_lead_on():
    assert stage_after((2, 7), (1, 0)) == 1
    assert stage_after((1, 0), (1, 0), (2, 0)) == 2
    assert stage_after((1, 0)) == 1
    assert stage_after((7, 0), (7, 0)) == 8


def test_two_failures_are_passed_on_with_the_advice():
    assert advice(runs((2, 7), (2, 7))).asks_for_professional
