"""What holds for every calendar that somebody could write, tried on many made up by chance."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plans.rules.load import DayState, week_load
from plans.rules.profiles import Profile
from plans.rules.spacing import DatedSession, Known, RuleSettings, check
from tests.plans.rule_weeks import MONDAY, plan

TEXTS = [
    "e30@3",
    "l60@4",
    "t40@7",
    "i45@7",
    "r30@9",
    "s30@5",
    "s30@7",
    "h4x8:40@5",
    "a10@3",
    "m20@1",
]
ONE_WEEK = timedelta(days=7)
unhurried = settings(deadline=None)  # what is promised here is no time

days = st.lists(st.sampled_from(TEXTS), max_size=2, unique=True).map(lambda texts: "+".join(texts))
weeks = st.lists(days.map(lambda day: day or "-"), min_size=7, max_size=7).map(" | ".join)
calendars = st.lists(weeks, min_size=1, max_size=5).map(lambda lines: plan(*lines))
profiles = st.sampled_from(Profile)


def told(sessions, profile, today=None, known=None):
    return check(sessions, RuleSettings.for_profile(profile), today=today, known=known)


def spacing(notes):
    return {(note.key, note.severity) for note in notes if note.rule == "R01"}


@unhurried
@given(calendars, profiles, st.integers(0, 34))
def test_an_easy_day_more_never_brings_two_hard_days_too_close(sessions, profile, offset):
    [easy] = plan("e30@3", start=MONDAY + timedelta(days=offset))
    more = [*sessions, replace(easy, key="one more")]
    assert spacing(told(more, profile)) <= spacing(told(sessions, profile))


@unhurried
@given(calendars, profiles, st.integers(-6, 6))
def test_a_calendar_that_moves_by_weeks_takes_its_notes_along(sessions, profile, by):
    assume(sessions)
    moved = [replace(each, day=each.day + by * ONE_WEEK) for each in sessions]
    today = sessions[0].day
    before, after = (
        told(sessions, profile, today),
        told(moved, profile, today + by * ONE_WEEK),
    )
    assert [(note.rule, note.severity, note.key, note.day + by * ONE_WEEK) for note in before] == [
        (note.rule, note.severity, note.key, note.day) for note in after
    ]


def other_way_round(sessions: list[DatedSession]) -> list[DatedSession]:
    """The same sessions, those of a day in the other order."""
    places = {each.key: each.key[:-1] + "10"[int(each.key[-1])] for each in sessions}
    return [replace(each, key=places[each.key]) for each in reversed(sessions)]


@unhurried
@given(calendars, profiles)
def test_the_order_of_what_stands_on_one_day_changes_nothing(sessions, profile):
    before, after = (
        sorted((note.rule, note.severity, note.day) for note in told(each, profile))
        for each in (sessions, other_way_round(sessions))
    )
    assert before == after


@unhurried
@given(calendars, profiles)
def test_on_the_day_that_is_called_the_nearest_the_note_is_gone(sessions, profile):
    """R01's own day may join another hard day, whose gaps then are its own too: test_spacing_rules."""
    for note in told(sessions, profile):
        for day in note.good_days[: note.rule != "R01"]:
            moved = [replace(each, day=day) if each.key == note.key else each for each in sessions]
            left = told(moved, profile)
            assert not [
                one
                for one in left
                if (one.rule, one.key) == (note.rule, note.key) and one.other_key
            ]


@unhurried
@given(calendars, profiles)
def test_a_rule_says_the_same_of_the_same_and_changes_nothing(sessions, profile):
    before = list(sessions)
    assert told(sessions, profile) == told(sessions, profile)
    assert sessions == before


@unhurried
@given(calendars, profiles, st.integers(0, 34))
def test_no_note_is_about_what_is_over(sessions, profile, offset):
    today = MONDAY + timedelta(days=offset)
    done = [replace(each, done=each.day < today) for each in sessions]
    assert all(note.day >= today for note in told(done, profile, today, Known()))


@unhurried
@given(st.lists(st.integers(1, 900), min_size=5, max_size=5))
def test_two_days_that_nobody_knows_are_not_two_days_of_rest(loads):
    trained = [(DayState.LOGGED, float(load)) for load in loads]
    rested = week_load([*trained, *[(DayState.CONFIRMED_REST, 0.0)] * 2])
    unknown = week_load([*trained, *[(DayState.MISSING, 0.0)] * 2])
    assert (rested.incomplete, unknown.incomplete) == (False, True)
    assert rested.total == unknown.total
