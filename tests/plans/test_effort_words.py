"""The words of an effort: those of the scale, and what a number without a word lies between."""

import pytest

from plans.rules import effort
from plans.rules.load import NotAnEffort


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "rest"),
        (1, "very, very easy"),
        (4, "somewhat hard"),
        (6, "between hard and very hard"),
        (6.5, "between hard and very hard"),
        (9, "between very hard and maximal"),
        (10, "maximal"),
    ],
)
def test_every_effort_has_its_word(number, words):
    assert str(effort.word(number)) == words


@pytest.mark.parametrize("number", [-0.5, 10.5])
def test_an_effort_off_the_scale_has_none(number):
    with pytest.raises(NotAnEffort):
        effort.word(number)


def test_an_effort_off_the_scale_is_named():
    with pytest.raises(NotAnEffort) as refused:
        effort.word(10.5)
    assert refused.value.args == (10.5,)
