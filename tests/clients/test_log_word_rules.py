"""What an athlete reads after saving a log. It never scolds."""

from datetime import date, timedelta

import pytest

from clients.rules.log_words import Saved, easy_days_follow, quicker_than_ever, sentences
from plans.rules.kinds import Hardness

TODAY = date(2026, 11, 25)
FRIDAY = TODAY + timedelta(days=2)
EASY, MODERATE, HARD = Hardness.EASY, Hardness.MODERATE, Hardness.HARD
HARDER = "Harder than meant. Good to know: Robin sees it too."
COUNTS = "This counts as a hard day."


def said(done: Hardness, meant: Hardness, **facts) -> list[str]:
    facts = {"moves_clock": True, "next_hard_on": FRIDAY, "coach_chose": True, **facts}
    saved = Saved(done=done, meant=meant, today=TODAY, coach="Robin", **facts)
    return [str(sentence) for sentence in sentences(saved)]


@pytest.mark.parametrize(
    ("done", "meant", "expected"),
    [
        (EASY, EASY, ["Easy, as it should be. Nothing else moves."]),
        (EASY, MODERATE, []),
        (EASY, HARD, []),
        (MODERATE, EASY, [HARDER]),
        (MODERATE, MODERATE, []),
        (HARD, MODERATE, [HARDER, COUNTS, "Next hard day from 2026-11-27, by Robin's wish."]),
        (HARD, HARD, [COUNTS, "Next hard day from 2026-11-27, by Robin's wish."]),
    ],
)
def test_the_plainest_fact_comes_first(done, meant, expected):
    assert said(done, meant) == expected


def test_a_default_is_never_called_the_coachs_wish():
    assert said(HARD, HARD, coach_chose=False) == [
        COUNTS,
        "Next hard day from 2026-11-27, by Coachapp's default.",
    ]


def test_where_a_hard_day_may_follow_at_once_no_day_is_named():
    assert said(HARD, HARD, next_hard_on=TODAY) == [COUNTS]


def test_what_nobody_had_meant_is_not_harder_than_meant():
    assert said(MODERATE, EASY, is_planned=False) == []
    assert said(HARD, EASY, is_planned=False)[0] == COUNTS


def test_a_first_timers_hard_run_is_told_one_thing():
    assert said(HARD, EASY, moves_clock=False) == [
        "Slower next time: you should be able to talk all the way."
    ]


def test_a_best_is_told_with_what_was_before():
    sentence = quicker_than_ever(12, 1170, date(2026, 6, 7))
    assert str(sentence) == (
        "12 s quicker than ever over this distance. Before: 19:30 on 2026-06-07."
    )


@pytest.mark.parametrize(
    ("days", "count"), [(1, "One easy day follows."), (5, "5 easy days follow.")]
)
def test_a_race_is_followed_by_easy_days(days, count):
    assert [str(sentence) for sentence in easy_days_follow(days, FRIDAY)] == [
        count,
        "The next hard day can be 2026-11-27.",
    ]
