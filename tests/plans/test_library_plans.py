"""The built-in plans and single sessions say what was laid down, in the shorthand that a coach types."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from plans.rules.hardness import PlannedEffort, planned_hardness
from plans.rules.hills import HillSet
from plans.rules.kinds import RACES, Hardness, Kind, RunType
from plans.rules.library_items import ExerciseKind
from plans.rules.library_text import read_exercises, read_modalities
from plans.rules.load import DayState, session_load, week_load
from plans.rules.notes import Severity
from plans.rules.plan_text import print_plan, print_sessions, read_plan, read_sessions
from plans.rules.prescription import Role
from plans.rules.profiles import Profile
from plans.rules.shorthand import Named, Names, kind_of, minutes_of, print_session, read_session
from plans.rules.spacing import DatedSession, RuleSettings, Spacing, check
from plans.rules.timetable import place

LIBRARY = Path(__file__).parents[2] / "plans" / "library"
PLANS = {path.stem: path.read_text() for path in (LIBRARY / "plans").glob("*.txt")}
SHELF = {path.stem: path.read_text() for path in (LIBRARY / "sessions").glob("*.txt")}
EXERCISES = [
    exercise
    for path in (LIBRARY / "exercises").glob("*.txt")
    for exercise in read_exercises(path.read_text())
]
MODALITIES = {m.slug for m in read_modalities((LIBRARY / "modalities.txt").read_text())}
MONDAY = date(2027, 1, 4)


def session_kind(exercise):
    return Kind.MAINTENANCE if exercise.kind is ExerciseKind.MAINTENANCE else Kind.STRENGTH


NAMES = Names(
    [Named(e.name, e.aliases, session_kind(e)) for e in EXERCISES]
    + [Named(rung, (), session_kind(e)) for e in EXERCISES for rung in e.rungs]
)

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
NOT_TYPICAL = {"first-run": [], "improver": [8], "cross-country": [6, 8], "jogger": []}
ONLY_WORDS_TELL = {RunType.RETURN_RUN, RunType.FARTLEK, RunType.TEMPO}  # from other pieces of runs
WEEKS = [(slug, week) for slug, weeks in LOADS.items() for week in range(1, len(weeks) + 1)]


def read(block):
    return read_session("\n".join(block.lines), NAMES)


def placed_in(slug):
    return [(placed, read(placed.session)) for placed in read_plan(PLANS[slug]).placed()]


def every_block():
    """Each session of plans and shelf once, as it stands on its first day."""
    blocks = {
        f"{slug} {placed.session.slug}": placed.session
        for slug, text in PLANS.items()
        for placed in reversed(list(read_plan(text).placed()))
    }
    shelf = {block.slug: block for text in SHELF.values() for block in read_sessions(text)}
    return blocks | shelf


def hills_of(session):
    for line in session.prescriptions:
        if line.role is Role.HILLS:
            return HillSet(line.sets, line.seconds)
    return None


def hardness_of(block, session):
    hills = hills_of(session)
    return planned_hardness(
        PlannedEffort(
            kind=block.kind,
            run_type=block.run_type,
            effort=session.effort,
            hard_flag=session.hard,
            hill_reps=hills.reps if hills else None,
            hill_seconds=hills.seconds if hills else None,
        )
    )


def dated(slug):
    sessions = placed_in(slug)
    days = dict(place([(p.week, p.weekday, p.key) for p, _ in sessions], MONDAY, {}))
    return [
        DatedSession(
            key=placed.key,
            day=days[placed.key],
            hardness=hardness_of(placed.session, session),
            kind=placed.session.kind,
            run_type=placed.session.run_type,
            is_race=placed.session.run_type in RACES,
            race_km=5 if placed.session.run_type in RACES else None,
            minutes=session.minutes,
            effort=session.effort,
            hills=hills_of(session),
        )
        for placed, session in sessions
    ]


@pytest.mark.parametrize(("slug", "week"), WEEKS)
def test_a_week_weighs_what_was_laid_down(slug, week):
    days = [0.0] * 7
    for placed, session in placed_in(slug):
        if placed.week == week and session.effort is not None:
            days[placed.weekday - 1] += session_load(session.effort, session.minutes)
    load = week_load([(DayState.LOGGED if day else DayState.CONFIRMED_REST, day) for day in days])

    total, monotony = LOADS[slug][week - 1]
    assert load.total == pytest.approx(total, abs=0.5)
    assert load.monotony == pytest.approx(monotony, abs=0.005)


@pytest.mark.parametrize("slug", HARD_DAYS)
def test_hard_days_are_where_they_were_laid_down(slug):
    hard = {
        ((session.day - MONDAY).days // 7, session.day.isoweekday())
        for session in dated(slug)
        if session.hardness is Hardness.HARD
    }

    assert hard == {
        (week, weekday) for week, days in enumerate(HARD_DAYS[slug]) for weekday in days
    }


@pytest.mark.parametrize("slug", PLANS)
def test_a_plan_breaks_no_spacing_even_for_a_coach_who_wants_two_easy_days_at_least(slug):
    spacing = Spacing(floor=2, wish=2, race_floor=3, race_wish=3)
    settings = RuleSettings(profile=read_plan(PLANS[slug]).audience, spacing=spacing)

    assert [note for note in check(dated(slug), settings, today=None) if note.rule == "R01"] == []


@pytest.mark.parametrize("slug", PLANS)
def test_a_plan_earns_no_error_from_any_rule_of_its_audience(slug):
    settings = RuleSettings.for_profile(read_plan(PLANS[slug]).audience)

    notes = check(dated(slug), settings, today=None)

    assert [note for note in notes if note.severity is Severity.E] == []


@pytest.mark.parametrize("slug", PLANS)
def test_lighter_and_untypical_weeks_are_marked(slug):
    weeks = read_plan(PLANS[slug]).weeks

    assert [week.number for week in weeks if week.lighter] == LIGHTER[slug]
    assert [week.number for week in weeks if week.not_typical] == NOT_TYPICAL[slug]


@pytest.mark.parametrize("slug", ["improver", "cross-country"])
def test_strength_shares_a_hard_day_and_comes_after_the_run(slug):
    for placed, _ in placed_in(slug):
        if placed.session.kind is Kind.STRENGTH:
            assert placed.order == 1
            assert placed.weekday in HARD_DAYS[slug][placed.week - 1]


@pytest.mark.parametrize(("name", "block"), every_block().items(), ids=every_block())
def test_every_line_reads_and_prints_back_the_same(name, block):
    assert print_session(read(block)) == "\n".join(block.lines)


@pytest.mark.parametrize(("name", "block"), every_block().items(), ids=every_block())
def test_a_session_is_of_the_kind_that_its_lines_say(name, block):
    kind, run_type = kind_of(read(block))

    assert block.kind is kind
    if block.run_type not in ONLY_WORDS_TELL:
        assert block.run_type is run_type
    if block.kind in {Kind.MAINTENANCE, Kind.TREATMENT}:
        assert block.modality in MODALITIES


@pytest.mark.parametrize("slug", PLANS)
def test_a_session_takes_about_as_long_as_it_says(slug):
    for placed, session in placed_in(slug):
        told = minutes_of(session.prescriptions)
        if told and session.minutes and placed.session.kind in {Kind.RUN, Kind.HILLS}:
            assert told == pytest.approx(session.minutes, abs=3), (placed.key, told)


@pytest.mark.parametrize("slug", PLANS)
def test_what_replaces_a_held_session_reads_as_well(slug):
    for block in read_plan(PLANS[slug]).sessions:
        if block.instead:
            assert read_session(block.instead, NAMES).prescriptions


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)
def test_the_dose_to_begin_with_is_a_line_for_that_exercise(exercise):
    (line,) = read_session(exercise.start, NAMES).prescriptions

    assert line.name == exercise.name
    assert print_session(read_session(exercise.start, NAMES)) == exercise.start


def test_hill_days_are_hard_throughout_and_begin_with_eight_seconds():
    hills = [(block, read(block)) for block in every_block().values() if block.kind is Kind.HILLS]

    assert all(session.hard for _, session in hills)
    assert min(hills_of(session).seconds for _, session in hills) == 8


@pytest.mark.parametrize(("name", "block"), every_block().items(), ids=every_block())
def test_easy_runs_go_without_the_watch_and_nothing_else_does(name, block):
    assert read(block).unwatched is (block.run_type is RunType.EASY)


def test_a_first_timer_and_a_jogger_get_no_hills():
    for slug in ("first-run", "jogger"):
        assert all(block.kind is not Kind.HILLS for block in read_plan(PLANS[slug]).sessions)


@pytest.mark.parametrize("slug", PLANS)
def test_every_day_of_every_week_says_something(slug):
    for week in read_plan(PLANS[slug]).weeks:
        assert {day.weekday for day in week.days} == set(range(1, 8))
        assert week.title


@pytest.mark.parametrize("slug", LOADS)
def test_massage_is_offered_and_never_asked(slug):
    treatments = [s for s in read_plan(PLANS[slug]).sessions if s.kind is Kind.TREATMENT]

    assert treatments
    assert all(session.optional for session in treatments)


@pytest.mark.parametrize("slug", PLANS)
def test_looking_after_the_body_weighs_nothing(slug):
    for placed, session in placed_in(slug):
        if placed.session.kind in {Kind.MAINTENANCE, Kind.TREATMENT, Kind.REST}:
            assert session.effort is None


def test_only_the_joggers_week_goes_on_for_ever():
    assert [slug for slug, text in PLANS.items() if read_plan(text).repeats] == ["jogger"]


def test_each_plan_is_for_somebody_else():
    assert {slug: read_plan(text).audience for slug, text in PLANS.items()} == {
        "first-run": Profile.FIRST_TIMER,
        "jogger": Profile.JOGGER,
        "improver": Profile.IMPROVER,
        "cross-country": Profile.COMPETITIVE,
    }


def test_race_weeks_end_with_three_easy_days_before_the_next_hard_one():
    hard = sorted(s.day for s in dated("cross-country") if s.hardness is Hardness.HARD)
    race = MONDAY + timedelta(weeks=5, days=5)

    assert min(day for day in hard if day > race) - race == timedelta(days=4)


@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS)
def test_a_built_in_plan_prints_back_to_the_same_text(text):
    assert print_plan(read_plan(text)) == text


@pytest.mark.parametrize("text", SHELF.values(), ids=SHELF)
def test_the_shelf_prints_back_to_the_same_text(text):
    assert print_sessions(read_sessions(text)) == text


def test_every_kind_of_session_is_on_the_shelf():
    sessions = [session for text in SHELF.values() for session in read_sessions(text)]

    assert {session.kind for session in sessions} == set(Kind)
    assert {session.run_type for session in sessions} == {None, *RunType}
