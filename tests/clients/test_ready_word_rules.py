"""The answers to a log that a coach may choose from."""

import pytest

from clients.rules.ready_words import Came, answers

NICE, LEGS = "Nicely done.", "How were the legs the morning after?"
HARDER = "Harder than meant. Keep the next one easy."
LIGHTER = "That went lighter than planned. Good to see."
THANKS = "Thank you for telling me."
PLACE = "How is the calf this morning?"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, [NICE, LEGS]),
        ({"effort": 6, "planned_effort": 5}, [HARDER, NICE, LEGS]),
        ({"effort": 5.5, "planned_effort": 5}, [NICE, LEGS]),
        ({"effort": 4, "planned_effort": 5}, [LIGHTER, NICE, LEGS]),
        ({"effort": 4.5, "planned_effort": 5}, [NICE, LEGS]),
        ({"effort": 9}, [NICE, LEGS]),
        ({"planned_effort": 9}, [NICE, LEGS]),
        ({"said": True}, [THANKS, NICE, LEGS]),
        ({"said": True, "effort": 7, "planned_effort": 5}, [HARDER, THANKS, NICE]),
        ({"place": "calf", "said": True}, [PLACE, THANKS, NICE]),
        (
            {"done": False},
            ["No harm done. On with the next one.", "Shall we find another day for it?"],
        ),
        (
            {"done": False, "place": "calf", "effort": 9, "planned_effort": 1},
            [PLACE, "No harm done. On with the next one.", "Shall we find another day for it?"],
        ),
    ],
)
def test_at_most_three_lines_the_most_particular_first(facts, said):
    assert [str(line) for line in answers(Came(**{"done": True, **facts}))] == said
