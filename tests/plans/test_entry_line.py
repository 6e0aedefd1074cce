"""An entry line is prose; its numbers are compared with what is known, and nothing else is made up."""

from pathlib import Path

import pytest

from plans.rules.asking import Known
from plans.rules.entry_line import Entry, Fit, judge, read
from plans.rules.hills import Ground

LINES = {
    path.stem: next(
        line.removeprefix("entry: ")
        for line in path.read_text().splitlines()
        if line.startswith("entry:")
    )
    for path in Path("plans/library/plans").glob("*.txt")
}


@pytest.mark.parametrize(
    ("plan", "entry"),
    [
        ("first-run", Entry(pain=2)),
        ("improver", Entry(months=3, runs=3, longest=55)),
        ("jogger", Entry(runs=2)),
        ("cross-country", Entry(months=6, runs=5, longest=65)),
    ],
)
def test_the_built_in_lines_are_read_as_they_stand(plan, entry):
    assert read(LINES[plan]) == entry


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("", Entry()),
        ("Anybody who likes hills.", Entry()),
        ("Three runs a week", Entry(runs=3)),
        ("4–5 runs a week, a run of 90 minutes.", Entry(runs=4, longest=90)),
        ("Everybody. 3 months of 4 runs a week help.", Entry()),
        ("Everybody. Really. 3 months of 4 runs a week help.", Entry()),
        ("1 month of running, 3 times a week", Entry(months=1, runs=3)),
    ],
)
def test_a_coachs_own_line_is_read_as_far_as_it_says_numbers(line, entry):
    assert read(line) == entry


IMPROVER = Entry(months=3, runs=3, longest=55)


def known(weeks=13, runs=3.0, longest=55.0, pain=0):
    return Known(
        longest_run=longest, ground=Ground(weeks_of_running=weeks, runs_a_week=runs, pain=pain)
    )


def said(judged):
    return [str(words) for words in judged.why]


def test_who_has_just_enough_meets_it():
    judged = judge(IMPROVER, known())
    assert judged.fit is Fit.MEETS
    assert said(judged) == ["3 runs a week", "longest run 55 min", "3 months of running"]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"runs": 2.5}, "2.5 runs a week, it asks for 3"),
        ({"longest": 54}, "longest run 54 min, it asks for 55"),
        ({"weeks": 8}, "1 month of running, it asks for 3"),
    ],
)
def test_one_thing_missing_is_not_yet_and_says_which(facts, why):
    judged = judge(IMPROVER, known(**facts))
    assert judged.fit is Fit.NOT_YET
    assert said(judged) == [why]


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ("weeks", "Months of running are not known; it asks for 3"),
        ("runs", "Runs a week are not known; it asks for 3"),
        ("longest", "The longest run is not known; it asks for 55 min"),
    ],
)
def test_what_is_not_known_is_said_and_never_counts_as_met(fact, why):
    judged = judge(IMPROVER, known(**{fact: None}))
    assert judged.fit is Fit.UNKNOWN
    assert said(judged) == [why]


def test_missing_goes_before_unknown():
    assert judge(IMPROVER, known(weeks=None, runs=1)).fit is Fit.NOT_YET


@pytest.mark.parametrize(
    ("pain", "fit", "why"),
    [
        (2, Fit.MEETS, "no pain above 2"),
        (3, Fit.NOT_YET, "pain of 3, it asks for 2 or less"),
    ],
)
def test_pain_is_compared_the_other_way_round(pain, fit, why):
    judged = judge(Entry(pain=2), known(pain=pain))
    assert (judged.fit, said(judged)) == (fit, [why])


def test_a_line_without_numbers_asks_for_nothing():
    assert judge(Entry(), known()).fit is Fit.ASKS_NOTHING
