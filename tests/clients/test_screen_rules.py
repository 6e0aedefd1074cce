"""The single-leg squat screen and the weekly overuse questions."""

from datetime import date

import pytest

from clients.rules import ostrc, screen
from clients.rules.ostrc import NotAnOption, Version
from clients.rules.pain import PainLimits
from clients.rules.screen import Code, NotASquat, Rating, Squats

LIMITS = PainLimits()


def squats(*points: int, pain: int = 0) -> Squats:
    names = ("smooth", "trunk", "pelvis", "thigh", "knee")
    held = {name: 5 if point else 3 for name, point in zip(names, points, strict=True)}
    return Squats(**held, pain=pain)


@pytest.mark.parametrize(
    ("points", "score", "rating"),
    [
        ((1, 1, 1, 1, 0), 4, Rating.GOOD),
        ((1, 1, 0, 0, 0), 2, Rating.FAIR),
        ((0, 1, 0, 0, 0), 1, Rating.POOR),
    ],
)
def test_a_side_is_good_fair_or_poor(points, score, rating):
    found = squats(*points)
    assert (found.score, found.rating(LIMITS)) == (score, rating)


def test_four_of_five_reps_are_held_and_three_are_not():
    four = Squats(smooth=4, trunk=4, pelvis=4, thigh=4, knee=3)
    assert four.score == 4


def test_a_squat_that_hurts_is_not_scored():
    hurts = squats(1, 1, 1, 1, 1, pain=4)
    assert hurts.rating(LIMITS) is Rating.NOT_SCORED
    assert squats(1, 1, 1, 1, 1, pain=3).rating(LIMITS) is Rating.GOOD


@pytest.mark.parametrize(
    ("rating", "down", "hills"),
    [
        (Rating.GOOD, 0, True),
        (Rating.FAIR, 1, True),
        (Rating.POOR, 2, False),
        (Rating.NOT_SCORED, None, False),
    ],
)
def test_the_rating_chooses_the_rung(rating, down, hills):
    assert (screen.rungs_down(rating), screen.allows_hills(rating)) == (down, hills)


def test_the_next_screen_is_four_to_six_weeks_on():
    days = screen.retest_between(date(2026, 11, 2))
    assert days == (date(2026, 11, 30), date(2026, 12, 14))


def test_there_are_five_reps():
    with pytest.raises(NotASquat):
        Squats(smooth=6, trunk=0, pelvis=0, thigh=0, knee=0)


@pytest.mark.parametrize(
    ("version", "answers", "score", "is_substantial"),
    [
        (Version.V2, (0, 0, 0, 0), 0, False),
        (Version.V2, (1, 0, 0, 1), 16, False),
        (Version.V2, (1, 1, 1, 1), 32, False),
        (Version.V2, (1, 2, 1, 2), 50, True),
        (Version.V2, (1, 1, 2, 1), 41, True),
        (Version.V2, (2, 2, 1, 2), 59, True),
        (Version.V2, (3, 3, 3, 3), 100, True),
        (Version.V1, (1, 2, 1, 1), 35, True),
        (Version.V1, (1, 1, 0, 1), 22, False),
        (Version.V1, (2, 3, 3, 2), 72, True),
        (Version.V1, (3, 4, 4, 3), 100, True),
    ],
)
def test_known_weeks_of_the_overuse_questions(version, answers, score, is_substantial):
    found = ostrc.score(answers, version)
    assert (found.score, found.is_substantial) == (score, is_substantial)
    assert found.is_problem is (answers[0] > 0)


def test_full_participation_ends_the_questions():
    assert ostrc.score((0, 3, 3, 3)).score == 0


def test_who_cannot_take_part_has_a_substantial_problem():
    assert ostrc.score((3, 0, 0, 0)).is_substantial
    assert ostrc.prefilled(3) == (3, 3)
    assert ostrc.prefilled(3, Version.V1) == (4, 4)
    assert ostrc.prefilled(2) is None


@pytest.mark.parametrize("answers", [(0, 0, 0), (0, 0, 0, 4), (-1, 0, 0, 0)])
def test_an_option_that_is_none_is_refused(answers):
    with pytest.raises(NotAnOption):
        ostrc.score(answers)


def test_what_is_no_option_is_named():
    for answers in ((0, 0), (0, 0, 0, 9)):
        with pytest.raises(NotAnOption) as refused:
            ostrc.score(answers)
        assert refused.value.args == (answers,)


def test_symptoms_alone_are_no_substantial_problem():
    assert ostrc.score((1, 0, 0, 3)).is_substantial is False


def test_what_is_found_comes_most_telling_first():
    assert squats(0, 1, 0, 1, 0).found(LIMITS) == (
        Code.KNEE_IN,
        Code.HIP_DROP,
        Code.LOSS_BALANCE,
    )
    assert squats(1, 1, 1, 1, 1).found(LIMITS) == ()
    assert squats(0, 0, 0, 0, 0, pain=4).found(LIMITS) == (Code.HURTS,)
    four = Squats(smooth=4, trunk=3, pelvis=4, thigh=3, knee=4)
    assert four.found(LIMITS) == (Code.THIGH_IN, Code.TRUNK_LEAN)


@pytest.mark.parametrize(
    ("open_code", "later", "closed"),
    [
        (Code.KNEE_IN, squats(1, 1, 1, 1, 1), True),
        (Code.KNEE_IN, squats(0, 1, 1, 1, 1), True),
        (Code.KNEE_IN, squats(1, 1, 1, 1, 0), False),
        (Code.KNEE_IN, squats(1, 1, 1, 1, 1, pain=4), False),
        (Code.HURTS, squats(0, 0, 0, 0, 0), True),
    ],
)
def test_only_a_scored_screen_in_which_the_thing_held_closes_it(open_code, later, closed):
    assert screen.closes(open_code, later, LIMITS) is closed


def test_findings_suggest_release_then_activation_then_load():
    assert screen.suggested([Code.KNEE_IN]) == [
        ("release", "foam-adductor"),
        ("activate", "clam"),
        ("load", "single-leg-squat"),
    ]
    assert screen.suggested([Code.HURTS]) == []


def test_two_of_a_block_are_enough_and_none_comes_twice():
    found = screen.suggested([Code.HIP_DROP, Code.TRUNK_LEAN, Code.LOSS_BALANCE])
    assert found == [
        ("release", "ball-glute"),
        ("release", "ball-hip-flexor"),
        ("activate", "side-plank"),
        ("activate", "balance"),
        ("load", "lateral-step-up"),
        ("load", "runners-touch"),
    ]


@pytest.mark.parametrize(
    ("rating", "usual", "step"),
    [
        (Rating.GOOD, 4, 4),
        (Rating.FAIR, 4, 3),
        (Rating.POOR, 4, 2),
        (Rating.POOR, 2, 1),
        (Rating.NOT_SCORED, 4, 4),
    ],
)
def test_a_weaker_side_starts_one_or_two_steps_lower(rating, usual, step):
    assert screen.step_for(rating, usual) == step
    if usual == 4:
        assert screen.step_for(rating) == step


def test_none_and_all_of_the_reps_can_be_held():
    assert Squats(smooth=0, trunk=5, pelvis=0, thigh=5, knee=0).score == 2
    with pytest.raises(NotASquat, match="6"):
        Squats(smooth=0, trunk=6, pelvis=0, thigh=5, knee=0)
