"""The phase of a day: the coach's word, else by the A races."""

from datetime import date, timedelta

import pytest

from plans.rules.profiles import Phase
from plans.rules.season import Season

RACE = date(2027, 4, 11)


@pytest.mark.parametrize(
    ("days_to_go", "phase"),
    [
        (56, Phase.BASE), (55, Phase.PRESEASON), (28, Phase.PRESEASON), (27, Phase.RACE),
        (0, Phase.RACE), (-1, Phase.OFF), (-14, Phase.OFF), (-15, Phase.BASE),
    ],
)  # fmt: skip
def test_eight_weeks_before_an_a_race_and_two_behind_it(days_to_go, phase):
    assert Season(a_races=(RACE,)).phase_on(RACE - timedelta(days=days_to_go)) is phase


def test_a_race_ahead_says_more_than_one_behind():
    season = Season(a_races=(RACE, RACE + timedelta(days=21)))
    assert season.phase_on(RACE + timedelta(days=1)) is Phase.RACE


def test_without_a_race_it_is_base_and_the_coach_has_the_last_word():
    assert Season().phase_on(RACE) is Phase.BASE
    assert Season(chosen=Phase.OFF, a_races=(RACE,)).phase_on(RACE) is Phase.OFF
