"""A run-walk is pieces of time, so that a timer can count them."""

import pytest

from plans.rules import shorthand
from plans.rules.return_to_run import STAGES
from plans.rules.run_walk import Pace, Piece, pieces, pieces_of_stage

NAMES = shorthand.Names(())


def of(text):
    lines = shorthand.read_session(text, NAMES).prescriptions
    return [(piece.pace.value, piece.seconds) for piece in pieces(lines)]


def test_rounds_follow_the_warm_up_and_lead_to_the_cool_down():
    assert of("5 min warm-up\n2 x (1 min run, 1.5 min walk)\n4 min cool-down") == [
        ("warm_up", 300),
        ("run", 60),
        ("walk", 90),
        ("run", 60),
        ("walk", 90),
        ("cool_down", 240),
    ]


def test_a_jog_is_run_and_a_rest_is_walked():
    assert of("2 x (30 s jog, 30 s walk)")[:2] == [("run", 30), ("walk", 30)]


def test_of_a_range_the_lower_end_counts():
    assert len(of("2-3 x (1 min run, 1 min walk)")) == 4


def test_an_easy_stretch_after_the_rounds_is_run():
    assert of("1 x (1 min run, 1 min walk)\n10 min easy")[-1] == ("run", 600)


@pytest.mark.parametrize(
    "text", ["40 min easy", "3 x (400 m run, 1 min walk)", "5 km easy\n2 x (1 min run, 1 min walk)"]
)
def test_without_rounds_or_with_a_piece_of_no_time_there_is_nothing_to_count(text):
    assert of(text) == []


def test_what_is_optional_and_what_is_a_note_is_left_out():
    assert len(of("2 x (1 min run, 1 min walk)\noptional: 4 x 20 s strides")) == 4


def test_a_stage_of_the_ladder_has_its_walk_before_and_after():
    first = pieces_of_stage(STAGES[0])

    assert first[0] == Piece(Pace.WARM_UP, 300) and first[-1] == Piece(Pace.COOL_DOWN, 300)
    assert first[1:3] == (Piece(Pace.RUN, 60), Piece(Pace.WALK, 240))
    assert len(first) == 2 + 2 * 6


def test_a_stage_without_a_walk_is_one_run():
    assert [piece.seconds for piece in pieces_of_stage(STAGES[5])] == [300, 1200, 300]
