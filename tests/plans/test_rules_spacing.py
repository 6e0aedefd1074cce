"""Easy days between hard ones, in words; when the rule speaks is in test_spacing_rules."""

from datetime import timedelta

import pytest

from tests.plans.rule_weeks import MONDAY, heard, plan

SPOKEN = {
    "two hard days in a row": (
        dict(sessions=plan("t40@7 | i40@7 | - | - | - | - | -")),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
        ],
    ),
    "one easy day where two are wished": (
        dict(sessions=plan("t40@7 | - | i40@7 | - | - | - | -")),
        [
            "R01 W 4 November: 1 easy day after tempo on 2026-11-02.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-05.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
        ],
    ),
    "a race too soon after hard work": (
        dict(sessions=plan("- | - | - | t40@7 | - | r40@9 | -")),
        [
            "R01 W 5 November: 1 easy day before race on 2026-11-07.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-04.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
        ],
    ),
    "hard work too soon after a race": (
        dict(sessions=plan("r40@9 | - | t40@7 | - | - | - | -")),
        [
            "R01 W 4 November: 1 easy day after race on 2026-11-02.",
            "Coachapp's default wish after a race is 3.",
            "The nearest day that fits is 2026-11-06.",
            "Athlete: The plan keeps 3 easy days after a race.",
        ],
    ),
    "hard work without a log behind": (
        dict(sessions=plan("t40@7 | i40@7 | - | - | - | - | -"), today=MONDAY + timedelta(1)),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-05.",
            "tempo on 2026-11-02 has no log: it counts as hard until marked as not done.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
        ],
    ),
    "two days where two hard days wait for room": (
        dict(sessions=plan("t40@7 | i40@7 | - | t40@7 | - | t40@7 | -")),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-02.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
            "R01 W 5 November: 1 easy day after intervals on 2026-11-03.",
            "Coachapp's default wish is 2.",
            "The nearest day that fits is 2026-11-07.",
            "Athlete: The plan keeps 2 easy days between hard ones.",
            "R02 W 7 November: 4 hard days this week.",
            "Coachapp's default is 3.",
        ],
    ),
    "one session that joins another": (
        dict(sessions=plan("t40@7 | i40@7+s40@7 | - | - | - | - | -")),
        [
            "R01 E 3 November: The day after tempo on 2026-11-02.",
            "Coachapp's default floor is 1.",
            "The nearest day that fits is 2026-11-06.",
            "Athlete: The plan keeps 1 easy day between hard ones.",
        ],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    assert heard(facts, expected) == expected
