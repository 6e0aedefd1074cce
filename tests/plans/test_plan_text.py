"""Plans as text: the built-in ones say what the coach laid down, and every plan prints back the same."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from plans.rules.hardness import PlannedEffort, planned_hardness
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.load import DayState, session_load, week_load
from plans.rules.plan_text import print_plan, print_sessions, read_plan, read_sessions
from plans.rules.profiles import Profile
from plans.rules.text_file import UnreadableText

LIBRARY = Path(__file__).parents[2] / "plans" / "library"
PLANS = {path.stem: path.read_text() for path in (LIBRARY / "plans").glob("*.txt")}
SHELF = {path.stem: path.read_text() for path in (LIBRARY / "sessions").glob("*.txt")}

# Weekly load in AU (effort times minutes, whole numbers) and monotony (sample deviation).
LOADS = {
    "first-run": [
        (466, 1.43),
        (488, 1.45),
        (521, 1.46),
        (436, 1.45),
        (568, 1.44),
        (630, 1.38),
        (677, 1.40),
        (527, 1.29),
    ],
    "improver": [
        (1235, 1.02),
        (1288, 1.03),
        (1449, 1.00),
        (963, 1.13),
        (1480, 1.00),
        (1568, 0.99),
        (1541, 1.01),
        (899, 0.77),
    ],
    "cross-country": [
        (1717, 1.11),
        (1782, 1.13),
        (1919, 1.12),
        (1220, 1.36),
        (1771, 1.19),
        (1327, 0.96),
        (1375, 1.18),
        (1094, 0.86),
    ],
}
HARD_DAYS = {  # 1 is Monday
    "first-run": [[]] * 8,
    "improver": [[2, 5]] * 7 + [[2, 7]],
    "cross-country": [[2, 5]] * 4 + [[2, 6], [2, 6], [3, 6], [2, 6]],
    "jogger": [[]],
}
LIGHTER = {"first-run": [4, 8], "improver": [4], "cross-country": [4], "jogger": []}
WEEKS = [(slug, week) for slug, weeks in LOADS.items() for week in range(1, len(weeks) + 1)]

PLAN = """\
plan: Two hills a week
slug: two-hills
audience: improver
entry: You have run for three months.

[hills]
kind: hills
marks: hard
numbers: minutes, reps
why: Walk down.
instead: 30 min easy
  # Hills
  effort 6, {minutes} min
  load:
    {reps} x 8 s hill @ 6 %, rest 120 s

[massage]
kind: treatment massage
marks: optional
  # Massage
  45 min massage

week 1: Begin
  Tue hills minutes=40 reps=4
  Fri hills minutes=42 reps=5 key=friday
  Fri massage

week 2, lighter, not typical
  Tue hills minutes=30 reps=3
"""


def sessions_of(slug, week):
    return [placed for placed in read_plan(PLANS[slug]).placed() if placed.week == week]


def asked(session):
    """Planned effort and minutes of a session, from its head line; care has no effort, so no load."""
    head = re.search(r"^effort (\S+), (\d+) min$", "\n".join(session.lines), re.MULTILINE)
    return (float(head[1]), int(head[2])) if head else (0, 0)


def is_hard(session):
    return (
        planned_hardness(
            PlannedEffort(
                kind=session.kind,
                run_type=session.run_type,
                effort=asked(session)[0],
                hard_flag=session.hard,
            )
        )
        is Hardness.HARD
    )


@pytest.mark.parametrize(("slug", "week"), WEEKS)
def test_a_week_weighs_what_the_coach_reckoned(slug, week):
    days = [0.0] * 7
    for placed in sessions_of(slug, week):
        days[placed.weekday - 1] += session_load(*asked(placed.session))
    load = week_load([(DayState.LOGGED if day else DayState.CONFIRMED_REST, day) for day in days])

    total, monotony = LOADS[slug][week - 1]
    assert load.total == pytest.approx(total, abs=0.5)
    assert load.monotony == pytest.approx(monotony, abs=0.005)


@pytest.mark.parametrize("slug", HARD_DAYS)
def test_hard_days_are_where_the_coach_put_them(slug):
    plan = read_plan(PLANS[slug])

    hard = [
        sorted({p.weekday for p in sessions_of(slug, week.number) if is_hard(p.session)})
        for week in plan.weeks
    ]

    assert hard == HARD_DAYS[slug]


@pytest.mark.parametrize("slug", HARD_DAYS)
def test_lighter_weeks_are_marked(slug):
    assert [w.number for w in read_plan(PLANS[slug]).weeks if w.lighter] == LIGHTER[slug]


def test_race_weeks_are_not_typical_so_that_copying_leaves_them_out():
    untypical = {
        slug: [week.number for week in read_plan(text).weeks if week.not_typical]
        for slug, text in PLANS.items()
    }

    assert untypical == {
        "first-run": [],
        "jogger": [],
        "improver": [8],
        "cross-country": [6, 8],
    }


@pytest.mark.parametrize("slug", ["improver", "cross-country"])
def test_strength_on_a_hard_day_comes_after_the_run(slug):
    for placed in read_plan(PLANS[slug]).placed():
        if placed.session.kind is Kind.STRENGTH:
            assert placed.order == 1
            assert placed.weekday in HARD_DAYS[slug][placed.week - 1]


def test_hill_days_are_hard_throughout():
    for text in [*PLANS.values(), *SHELF.values()]:
        sessions = read_plan(text).sessions if text.startswith("plan:") else read_sessions(text)
        assert all(session.hard for session in sessions if session.kind is Kind.HILLS)


@pytest.mark.parametrize("slug", PLANS)
def test_easy_runs_go_without_the_watch_and_nothing_else_does(slug):
    for session in read_plan(PLANS[slug]).sessions:
        assert session.unwatched is (session.run_type is RunType.EASY)


def test_a_first_timer_and_a_jogger_get_no_hills():
    for slug in ("first-run", "jogger"):
        assert all(s.kind is not Kind.HILLS for s in read_plan(PLANS[slug]).sessions)


@pytest.mark.parametrize("slug", PLANS)
def test_every_day_of_every_week_says_something(slug):
    plan = read_plan(PLANS[slug])

    for week in plan.weeks:
        assert {day.weekday for day in week.days} == set(range(1, 8))
        assert week.title


@pytest.mark.parametrize("slug", LOADS)
def test_massage_is_offered_and_never_asked(slug):
    treatments = [s for s in read_plan(PLANS[slug]).sessions if s.kind is Kind.TREATMENT]

    assert treatments
    assert all(session.optional for session in treatments)


def test_only_the_joggers_week_goes_on_for_ever():
    assert [slug for slug, text in PLANS.items() if read_plan(text).repeats] == ["jogger"]


def test_each_plan_is_for_somebody_else():
    assert {read_plan(text).audience for text in PLANS.values()} == {
        Profile.FIRST_TIMER,
        Profile.JOGGER,
        Profile.IMPROVER,
        Profile.COMPETITIVE,
    }


@pytest.mark.parametrize("text", [*PLANS.values(), PLAN], ids=[*PLANS, "small"])
def test_a_plan_prints_back_to_the_same_text(text):
    plan = read_plan(text)

    assert print_plan(plan) == text
    assert read_plan(print_plan(plan)) == plan


@pytest.mark.parametrize("text", SHELF.values(), ids=SHELF)
def test_the_shelf_prints_back_to_the_same_text(text):
    assert print_sessions(read_sessions(text)) == text


def test_every_kind_of_session_is_on_the_shelf():
    sessions = [session for text in SHELF.values() for session in read_sessions(text)]

    assert {session.kind for session in sessions} == set(Kind)
    assert {session.run_type for session in sessions} == {None, *RunType}


def test_a_day_writes_its_numbers_into_the_session():
    first, friday, massage, _ = read_plan(PLAN).placed()

    assert first.session.lines[-1] == "  4 x 8 s hill @ 6 %, rest 120 s"
    assert (friday.weekday, friday.order, friday.key) == (5, 0, "friday")
    assert (massage.weekday, massage.order, massage.session.modality) == (5, 1, "massage")


def test_every_session_of_a_plan_has_a_name_of_its_own_from_version_to_version():
    for text in PLANS.values():
        keys = [placed.key for placed in read_plan(text).placed()]
        assert len(keys) == len(set(keys))


def test_braces_that_are_no_number_stay_as_they_are():
    text = PLAN.replace("# Hills", "# Hills {of home}")

    assert next(read_plan(text).placed()).session.lines[0] == "# Hills {of home}"


def test_a_line_break_in_a_sentence_does_not_break_the_file():
    plan = read_plan(PLAN)

    text = print_plan(replace(plan, entry="Two\nlines."))

    assert read_plan(text).entry == "Two lines."


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("slug: two-hills\n", "", 1),
        ("audience: improver", "audience: everybody", 3),
        ("kind: hills", "kind: climbing", 7),
        ("kind: hills", "kind: hills easy", 7),
        ("kind: hills", "kind: run", 7),
        ("kind: hills", "kind: run uphill", 7),
        ("marks: hard", "marks: heavy", 8),
        ("why: Walk down.", "reason: Walk down.", 10),
        ("why: Walk down.", "why: Walk down.\n  # Hills", 11),
        ("[massage]", "[hills]", 17),
        ("week 1: Begin", "week 2: Begin", 23),
        ("week 2, lighter", "week 2, lazy", 28),
        ("  Tue hills minutes=30", "  Tuesday hills minutes=30", 29),
        ("  Tue hills minutes=30", "  Tue mountains minutes=30", 29),
        ("minutes=30 reps=3", "minutes=30", 29),
        ("minutes=30 reps=3", "minutes=30 reps=3 sets=2", 29),
        ("minutes=30 reps=3", "30 minutes", 29),
        ("  Fri massage", "Fri massage", 26),
        ("  Fri massage", "\tFri massage", 26),
    ],
)
def test_a_bad_line_of_a_plan_is_named(right, wrong, line):
    with pytest.raises(UnreadableText) as refused:
        read_plan(PLAN.replace(right, wrong))

    assert refused.value.line == line


def test_a_file_of_sessions_holds_nothing_else():
    with pytest.raises(UnreadableText) as refused:
        read_sessions(PLAN)

    assert refused.value.line == 1
