"""The sentences about easy days, word for word."""

from datetime import date, timedelta

import pytest

from plans.rules import easy_day_words as words
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind
from plans.rules.notes import Severity

MONDAY = date(2026, 11, 2)
TEMPO = DatedSession(
    key="1", day=MONDAY, kind=Kind.RUN, hardness=Hardness.HARD, title="Tempo, the long one"
)


@pytest.mark.parametrize(
    ("after", "easy_days", "said"),
    [
        (1, 0, "The day after Tempo, the long one on 2026-11-02."),
        (2, 1, "1 easy day after Tempo, the long one on 2026-11-02."),
        (3, 2, "2 easy days after Tempo, the long one on 2026-11-02."),
        (6, 5, "5 easy days after Tempo, the long one on 2026-11-02."),
        (-1, 0, "The day before Tempo, the long one on 2026-11-02."),
        (-2, 1, "1 easy day before Tempo, the long one on 2026-11-02."),
        (-3, 2, "2 easy days before Tempo, the long one on 2026-11-02."),
    ],
)
def test_a_gap_names_the_other_session(after, easy_days, said):
    assert str(words.gap(MONDAY + timedelta(after), TEMPO, easy_days)) == said


@pytest.mark.parametrize(
    ("severity", "after_race", "is_chosen", "said"),
    [
        (Severity.E, False, True, "Your floor is 2."),
        (Severity.E, False, False, "Coachapp's default floor is 2."),
        (Severity.E, True, True, "Your floor after a race is 2."),
        (Severity.W, True, True, "Your wish after a race is 2."),
        (Severity.W, False, True, "Your wish is 2."),
        (Severity.W, False, False, "Coachapp's default wish is 2."),
    ],
)
def test_a_number_says_whose_it_is(severity, after_race, is_chosen, said):
    assert str(words.whose_number(severity, after_race, is_chosen, 2)) == said


@pytest.mark.parametrize(
    ("after_race", "days", "said"),
    [
        (False, 1, "The plan keeps 1 easy day between hard ones."),
        (False, 2, "The plan keeps 2 easy days between hard ones."),
        (True, 1, "The plan keeps 1 easy day after a race."),
        (True, 3, "The plan keeps 3 easy days after a race."),
    ],
)
def test_the_athlete_reads_what_the_plan_keeps(after_race, days, said):
    assert str(words.what_the_plan_keeps(after_race, days)) == said


def test_good_days_are_named_or_said_to_be_missing():
    assert str(words.nearest([])) == "No day within six days of it fits."
    tuesday = MONDAY + timedelta(1)
    assert str(words.nearest([tuesday, MONDAY])) == "The nearest day that fits is 2026-11-03."


def test_why_a_day_is_a_good_one():
    thursday = MONDAY + timedelta(3)
    assert str(words.good(thursday, None, None)) == "Nothing hard comes before it."
    assert str(words.good(thursday, TEMPO, None)) == (
        "2 easy days after Tempo, the long one on 2026-11-02."
    )
    assert str(words.good(MONDAY, None, TEMPO)) == (
        "Joins Tempo, the long one: two on one day are one hard day."
    )
    assert str(words.fits_any_day()) == "Not a hard session: it fits any day."


def test_a_session_without_a_log_is_said_to_count():
    assert str(words.assumed(TEMPO)) == (
        "Tempo, the long one on 2026-11-02 has no log: it counts as hard until marked as not done."
    )
