"""The promises of the shorthand, tried with prescriptions and texts that nobody thought of."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plans.rules.prescription import Prescription, Role, Side, TargetKind
from plans.rules.shorthand import (
    Names,
    SessionText,
    ShorthandError,
    kind_of,
    minutes_of,
    print_line,
    print_session,
    read_cell,
    read_session,
)

EXERCISES = (
    "single leg squat",
    "runner's touch",
    "clam",
    "AIS calf",
    "90/90 hip switch",
    "T-spine turn",
)
NAMES = Names([(name, ()) for name in EXERCISES])

UNITS_IN_ORDER = ["min", "km", "mi", "HM", "M", "lb", "rest:min", "/mi"]
KM_PER_MILE = 1.609344
KG_PER_LB = 0.45359237


# Numbers: each strategy gives the fields that one number fills


def whole(column: str, low: int, high: int):
    """A whole number or a range of them."""

    def fields(ends: tuple[int, int]) -> dict:
        first, last = sorted(ends)
        upper = {column: last} if last > first else {}
        return {column: first, "upper": upper}

    number = st.integers(low, high)
    return st.one_of(number.map(lambda n: {column: n}), st.tuples(number, number).map(fields))


def halves(column: str, low: float, high: float):
    return st.integers(int(low * 2), int(high * 2)).map(lambda n: {column: n / 2})


def minutes_typed(column: str, unit: str, most: int):
    """A number of seconds that was typed in minutes."""
    return st.integers(1, most).map(lambda n: {column: n * 30, "typed_unit": unit})


def merged(*strategies):
    """One dict of all: upper ends and typed units side by side."""

    def merge(parts: tuple[dict, ...]) -> dict:
        fields: dict = {}
        for part in parts:
            upper = fields.get("upper", {}) | part.get("upper", {})
            units = f"{fields.get('typed_unit', '')} {part.get('typed_unit', '')}".split()
            units.sort(key=UNITS_IN_ORDER.index)
            fields |= part | {"upper": upper, "typed_unit": " ".join(units)}
        return fields

    return st.tuples(*strategies).map(merge)


NOTHING = st.just({})


def perhaps(strategy):
    return st.one_of(NOTHING, strategy)


sets = whole("sets", 1, 30)
seconds = st.one_of(whole("seconds", 1, 7200), minutes_typed("seconds", "min", 240))
minutes = st.one_of(whole("minutes", 1, 600), halves("minutes", 1, 600))
kilometres = st.one_of(
    whole("distance_m", 1, 200_000).map(lambda f: f | {"typed_unit": "km"}),
    st.integers(1, 12_000).map(
        lambda n: {"distance_m": round(n / 100 * KM_PER_MILE * 1000), "typed_unit": "mi"}
    ),
)
metres = whole("distance_m", 1, 200_000)
effort = st.one_of(halves("effort", 1, 10), whole("effort", 1, 10))
rest_time = st.one_of(whole("rest_s", 1, 3600), minutes_typed("rest_s", "rest:min", 120))
recovery = st.sampled_from(["jog", "walk", "walk back", "jog down", "float", "easy"])
rest = st.one_of(
    rest_time,
    recovery.filter(lambda how: how not in ("easy", "float")).map(lambda how: {"rest_how": how}),
    merged(rest_time, recovery.map(lambda how: {"rest_how": how})),
    st.integers(50, 800).map(lambda n: {"rest_how": f"{n} m jog"}),
)
load = st.one_of(
    st.integers(50, 50_000).map(lambda n: {"load_kg": n / 100}),
    st.integers(11, 11_000).map(
        lambda n: {"load_kg": round(n / 10 * KG_PER_LB, 2), "typed_unit": "lb"}
    ),
    st.sampled_from(["bodyweight", "light band", "heavy band", "two bottles of water"]).map(
        lambda word: {"load_word": word}
    ),
    st.just({"load_kg": 12.5, "load_word": "kettlebell"}),
)
races = st.sampled_from(["5k", "10k", "HM", "M", "mile", "1500", "3k"])
pace = st.integers(120, 900).map(lambda n: {"target_kind": TargetKind.PACE, "target_value": str(n)})
mile_pace = st.integers(200, 1400).map(
    lambda n: {
        "target_kind": TargetKind.PACE,
        "target_value": f"{round(n / KM_PER_MILE, 1):.1f}".removesuffix(".0"),
        "typed_unit": "/mi",
    }
)
pace_range = st.integers(120, 900).map(
    lambda n: {
        "target_kind": TargetKind.PACE,
        "target_value": str(n),
        "upper": {"target_value": n + 10},
    }
)
zone = st.integers(1, 6).flatmap(
    lambda n: st.sampled_from(
        [
            {"target_kind": TargetKind.ZONE, "target_value": str(n)},
            {
                "target_kind": TargetKind.ZONE,
                "target_value": str(n),
                "upper": {"target_value": n + 1},
            },
        ]
    )
)
race_pace = races.map(lambda r: {"target_kind": TargetKind.RACE_PACE, "target_value": r})
target = st.one_of(race_pace, pace, mile_pace, pace_range, zone)
gradient = st.integers(0, 80).map(lambda n: {"gradient_pct": n / 2})
tempo = st.lists(st.integers(0, 9), min_size=3, max_size=4).map(
    lambda parts: {"tempo": "-".join(map(str, parts))}
)
words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")) | st.just(" "), max_size=40
)
cue = words.map(str.strip).map(lambda text: {"cue": text})


def reps(ends: tuple[int, int]) -> dict:
    return dict(zip(("reps_min", "reps_max"), sorted(ends), strict=True))


rep_numbers = st.one_of(
    st.tuples(st.integers(1, 500), st.integers(1, 500)).map(reps),
    st.integers(1, 500).map(lambda n: reps((n, n))),
)
side = st.sampled_from(list(Side)).map(lambda s: {"side": s})
uneven = st.integers(1, 500).map(lambda n: {"side": Side.EACH, "reps_right": n})

repeated_dose = merged(
    sets,
    st.one_of(
        merged(rep_numbers, st.one_of(side, uneven)),
        merged(seconds, side),
        merged(whole("seconds", 1, 600), uneven),
        merged(metres, side),
    ),
    perhaps(rest),
)
single_dose = merged(st.one_of(whole("seconds", 1, 600), minutes), side)
exercise_dose = st.one_of(repeated_dose, single_dose)


def named(role: Role, *names: str):
    return st.sampled_from(names or ("",)).map(lambda name: {"role": role, "name": name})


exercise = merged(
    named(Role.EXERCISE, *EXERCISES),
    exercise_dose,
    perhaps(load),
    perhaps(tempo),
    perhaps(effort),
    perhaps(whole("rir", 0, 10)),
)
hill_details = merged(perhaps(gradient), perhaps(rest), perhaps(effort))
hills = st.one_of(
    merged(named(Role.HILLS), sets, whole("seconds", 1, 30), hill_details),
    merged(named(Role.HILLS), sets, whole("distance_m", 1, 150), hill_details),
    merged(named(Role.HILL_REPEATS), sets, whole("seconds", 31, 1200), hill_details),
    merged(
        named(Role.HILL_REPEATS), sets, minutes_typed("seconds", "min", 20), hill_details
    ).filter(lambda fields: fields["seconds"] > 30),
    merged(named(Role.HILL_REPEATS), sets, metres, hill_details),
)
strides = merged(
    named(Role.STRIDES), sets, st.one_of(seconds, metres), perhaps(rest), perhaps(effort)
)
runs = merged(
    named(Role.RUN, "easy", "long", "tempo", "fartlek", "easy on grass", "trail run", "return run"),
    st.one_of(minutes, kilometres, metres),
    perhaps(target),
    perhaps(effort),
)
targeted_run = merged(named(Role.RUN), st.one_of(minutes, kilometres, metres), target)
intervals = merged(
    named(Role.REPS, "", "tempo", "fartlek", "threshold"),
    sets,
    st.one_of(seconds, kilometres, whole("distance_m", 1, 5000)),
    perhaps(target),
    perhaps(effort),
    perhaps(rest),
)
ladders = merged(
    named(Role.LADDER, "", "fartlek"),
    st.one_of(
        st.lists(st.integers(1, 20), min_size=3, max_size=9).map(
            lambda ns: {
                "steps": tuple({"seconds": n * 60} for n in ns),
                "typed_unit": "min",
            }
        ),
        st.lists(st.integers(50, 2000), min_size=3, max_size=9).map(
            lambda ns: {"steps": tuple({"distance_m": n} for n in ns)}
        ),
    ),
    perhaps(sets),
    perhaps(target),
    perhaps(effort),
    perhaps(rest),
)
step_names = st.sampled_from(["run", "walk", "jog", "easy", "hard", "brisk walk"])


def step(fields: dict) -> dict:
    kept = {key: value for key, value in fields.items() if value}
    if "target_kind" in kept:
        kept["target_kind"] = kept["target_kind"].value
    return kept


steps = merged(
    st.one_of(seconds, kilometres, metres),
    perhaps(step_names.map(lambda name: {"name": name})),
    perhaps(effort),
    perhaps(target),
).map(step)
rounds = merged(
    named(Role.SETS, "", "return run"),
    sets,
    st.lists(steps, min_size=1, max_size=5).map(lambda found: {"steps": tuple(found)}),
)
goal = st.integers(60, 20_000).map(
    lambda n: {"target_kind": TargetKind.GOAL_TIME, "target_value": str(n)}
)
race = merged(
    named(Role.RACE, "", "time trial"),
    st.one_of(
        kilometres,
        metres,
        st.just({"distance_m": 21_098, "typed_unit": "HM"}),
        st.just({"distance_m": 42_195, "typed_unit": "M"}),
        NOTHING,
    ),
    perhaps(goal),
)
others = merged(
    st.one_of(
        named(Role.CROSS, "bike", "pool run", "swim", "cross-training", "brisk walk"),
        named(Role.PRACTICE, "school practice", "practice"),
        named(Role.WARM_UP, "", "walk"),
        named(Role.COOL_DOWN, "", "bike"),
        named(Role.TREATMENT, "massage", "ART calf", "Graston achilles", "massage upper back"),
    ),
    st.one_of(minutes, kilometres, metres),
    perhaps(effort),
)
treated_side = st.sampled_from([Side.LEFT, Side.RIGHT]).map(lambda s: {"side": s})
bare = st.one_of(
    named(Role.REST),
    merged(named(Role.TREATMENT, "massage", "ART calf"), perhaps(treated_side)),
    merged(named(Role.CROSS, "swim"), sets, st.one_of(seconds, metres), perhaps(rest)),
    named(Role.EXERCISE, "yoga"),
)
work = st.one_of(
    exercise,
    hills,
    strides,
    runs,
    targeted_run,
    intervals,
    ladders,
    rounds,
    race,
    others,
    bare,
)
notes = merged(named(Role.NOTE), cue.filter(lambda fields: fields["cue"]))
supersets = st.sampled_from(["", "A1", "B2", "H9"]).map(lambda tag: {"superset": tag})
optional = st.booleans().map(lambda flag: {"optional": flag})
lines = merged(st.one_of(merged(work, cue), notes), supersets, optional).map(
    lambda fields: Prescription(**fields)
)


@given(lines)
@example(Prescription(role=Role.EXERCISE, name="clam", sets=3, reps_min=8, reps_max=8, cue="-- -"))
def test_every_prescription_reads_back_as_it_was(line):
    assert read_session(print_line(line), NAMES).prescriptions == (line,)


@given(lines)
def test_every_session_of_one_prescription_has_a_kind_and_honest_minutes(line):
    session = SessionText(prescriptions=(line,))
    kind_of(session)
    told = minutes_of(session.prescriptions)
    assert told is None or told >= 0


blocks = st.sampled_from(["", "release", "activate", "load", "main set"])
BREAKS_LINE = {"cue": "", "role": Role.REST}


def session_of(parts: list[tuple[list[Prescription], str, bool]], facts: dict) -> SessionText:
    """Blocks of lines, some of them alternatives of each other."""
    found: list[Prescription] = []
    choices = 0
    for group, block, choose in parts:
        choice = 0
        if choose and len(group) > 1 and all(line.role is not Role.NOTE for line in group):
            choice = choices = choices + 1
        found += [replace(line, block=block, choice=choice) for line in group]
    return SessionText(prescriptions=tuple(found), **facts)


facts = merged(
    perhaps(st.one_of(halves("effort", 1, 10), whole("effort", 1, 10))),
    perhaps(whole("minutes", 1, 600)),
    st.fixed_dictionaries({"hard": st.booleans(), "unwatched": st.booleans()}),
    words.map(str.strip).map(lambda text: {"title": text}),
).map(lambda found: {key: value for key, value in found.items() if key != "typed_unit"})
sessions = st.builds(
    session_of,
    st.lists(st.tuples(st.lists(lines, min_size=1, max_size=3), blocks, st.booleans()), max_size=5),
    facts,
)


@given(sessions)
def test_every_session_reads_back_as_it_was(session):
    has_work = any(line.role is not Role.NOTE for line in session.prescriptions)
    if session.minutes is not None and not has_work:
        session = replace(session, minutes=None, upper={})
    assert read_session(print_session(session), NAMES) == session


# Texts that nobody would type, and pieces of texts that everybody types

pieces = st.sampled_from(
    [
        *("3 x 8", "3x", "x", "8-12", "30 s", "1:15", ":30", '30"', "40'", "40m", "5k", "1k", "½"),
        *("clam", "clams", "single leg squat", "flying squirrel", "easy", "long", "tempo", "hill"),
        *("strides", "bike", "massage", "ART", "calf", "wu", "cd", "rest", "off", "race", "TT"),
        *("yoga", "run", "walk", "jog", "walk back", "hard", "unwatched", "return run", "uphill"),
        *("@", "@ 12", "@ 12 kg", "@ 6 %", "25 lb", "BW", "light band", "RPE 7", "@7.5", "RIR 2"),
        *("2 in the tank", "3-1-1", "311", "tempo 311", "r 75", "rest", "rest 90 s", "goal 19:30"),
        *("5k pace", "@5kp", "HM pace", "4:05 /km", "6:30 /mi", "Z2", "zone 2-3", "1-2-3-2-1 min"),
        *("/side", "L", "R", "L+R", "left", "8 L, 10 R", "(", ")", "(2' jog)", "(1 run, 2 walk)"),
        *(",", ", ", " or ", " + ", ";", "/", "-", "--", "-- note", '"quoted"', '"', "#", "# A"),
        *("\n", "\n", "\n  ", "load:", "core: ", "optional: ", "or ", "A1 ", "effort 6", "30 min"),
        *("0", "1", "20", "100", "12345678901234567890", "%", ".", "1.5", "§", "é", "\t", "\x0b"),
    ]
)
typed = st.lists(st.tuples(pieces, st.sampled_from(["", " ", " "])), max_size=12).map(
    lambda found: "".join(piece + gap for piece, gap in found)
)
texts = st.one_of(typed, st.text(max_size=80))


@given(texts)
@example("30 min\nclm")
@example("# #\n## a")
@example("load:\nor easy")
def test_printing_what_was_read_changes_nothing(text):
    once = print_session(read_cell(text, NAMES))
    assert print_session(read_cell(once, NAMES)) == once


@given(texts)
def test_nothing_is_raised_but_a_shorthand_error(text):
    try:
        session = read_session(text, NAMES)
    except ShorthandError as error:
        assert error.problems
        for problem in error.problems:
            line = text.splitlines()[problem.line - 1]
            assert 1 <= problem.column <= len(line) + 1
            assert str(problem)
    else:
        assert read_cell(text, NAMES) == session
        again = print_session(session)
        assert read_session(again, NAMES) == session
        kind_of(session)
        minutes_of(session.prescriptions)


@given(texts)
def test_a_cell_loses_no_line(text):
    """Each line that the strict door refuses stands in the cell word for word."""
    cell = read_cell(text, NAMES)
    cues = [line.cue for line in cell.prescriptions]
    refused = {problem.line for problem in cell.problems}
    for number in refused:
        assert text.splitlines()[number - 1].strip() in cues


@pytest.mark.parametrize("head", ["3 x 8", "3 x 8 l", "3 x 8 l 9", "effort 6", "or", "a1", "load"])
@pytest.mark.parametrize("tail", ["x", "-", "(", '"', ":", ","])
def test_ten_thousand_blanks_are_read_like_one(head, tail):
    wide = read_cell(f"{head}{' ' * 10_000}{tail}", NAMES)
    narrow = read_cell(f"{head} {tail}", NAMES)
    assert [line.role for line in wide.prescriptions] == [
        line.role for line in narrow.prescriptions
    ]
