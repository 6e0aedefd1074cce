"""Treatment, maintenance, pain, injury and a red flag: when each rule speaks, and in which words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plans.rules.kinds import Kind
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Restriction
from plans.rules.spacing import (
    DatedSession,
    Kept,
    Known,
    RuleSettings,
    Severity,
    SorePart,
    board,
    check,
)
from tests.plans.rule_weeks import MONDAY, by, heard, injured, plan, said, session, sore


def care(day: date, **facts) -> DatedSession:
    made = session("m50@1", day)
    return replace(made, kind=Kind.TREATMENT, deep_hands_on=True, hands_on=True, **facts)


@pytest.mark.parametrize(
    ("offset", "severity"), [(-4, None), (-3, "W"), (0, "W"), (1, "I"), (2, None)]
)
def test_deep_treatment_keeps_away_from_a_race(offset, severity):
    sunday = MONDAY + timedelta(days=13)
    sessions = [session("r40@9", sunday), care(sunday + timedelta(days=offset), title="Massage")]
    found = [level for level, _ in by("R18", said(sessions))]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("had_deep", "offsets", "said_about"),
    [
        (False, [-7], [-7]),
        (False, [-8], []),
        (True, [-7], []),
        (None, [-7], []),
        (False, [-12, -5], []),
        (False, [-6, -3], [-6, -3]),
    ],
)
def test_somebodys_first_deep_treatment_keeps_a_week_from_an_a_race(had_deep, offsets, said_about):
    sunday = MONDAY + timedelta(days=13)
    treatments = [care(sunday + timedelta(days=offset)) for offset in offsets]
    treatments = [replace(each, key=f"care {each.day}") for each in treatments]
    notes = said([session("r40@9", sunday), *treatments], known=Known(had_deep=had_deep))
    assert by("R18", notes) == [("W", sunday + timedelta(days=offset)) for offset in said_about]


@pytest.mark.parametrize(
    ("km", "offset", "said_so"), [(10, 2, False), (21.1, 2, True), (42.2, 3, False)]
)
def test_deep_treatment_waits_a_day_longer_after_a_half_marathon(km, offset, said_so):
    race = replace(session("r40@9", MONDAY), race_km=km)
    massage = care(MONDAY + timedelta(days=offset))
    assert bool(by("R18", said([race, massage]))) is said_so


def test_deep_treatment_the_day_before_hard_work_is_information():
    tempo = session("t40@7", MONDAY + timedelta(3))
    found = [by("R18", said([tempo, care(MONDAY + timedelta(day))])) for day in (1, 2, 4)]
    assert found == [[], [("I", MONDAY + timedelta(2))], []]


def test_hands_on_treatment_waits_while_it_is_blocked():
    sessions = [care(MONDAY), *plan("- | m20@1 | - | - | - | - | -")]
    notes = said(sessions, known=Known(hands_on_blocked=True))
    assert by("R19", notes) == [("E", MONDAY)]


def test_two_maintenance_items_a_week_and_a_long_one_in_two():
    assert len(by("R20", said(plan("e30@3 | m10@1 | - | - | - | - | -")))) == 1
    two_short = "e30@3 | m10@1 | - | m10@1 | - | - | -"
    assert by("R20", said(plan(two_short))) == []
    assert len(by("R20", said(plan(two_short, two_short)))) == 1
    assert by("R20", said(plan(two_short, "e30@3 | m10@1 | - | m20@1 | - | - | -"))) == []


@pytest.mark.parametrize(
    ("text", "level", "severity"),
    [
        ("e30@3", 2, None),
        ("e30@3", 3, None),
        ("e30@3", 4, "W"),
        ("e30@3", 6, "E"),
        ("t40@7", 3, "W"),
        ("t40@7", 4, "E"),
        ("h4x8:40@5", 4, "E"),
        ("c60@3", 6, None),
        ("s30@5", 6, None),
    ],
)
def test_open_pain_speaks_up_where_a_session_loads_the_part(text, level, severity):
    notes = said(plan(f"{text} | - | - | - | - | - | -"), today=MONDAY, known=sore(level))
    assert [found for found, _ in by("R22", notes)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("text", "facts", "said_so"),
    [
        ("e30@3", {}, True),
        ("s20@4", {}, True),
        ("e30@3", {"is_walk": True}, False),
        ("m20@1", {}, False),
        ("m20@1", {"kind": Kind.REST}, False),
    ],
)
def test_before_medical_advice_only_walking_mobility_and_rest_go_out(text, facts, said_so):
    sessions = [replace(session(text, MONDAY), **facts)]
    found = by("R23", said(sessions, known=Known(needs_advice=True)))
    assert found == [("E", MONDAY)] * said_so


@pytest.mark.parametrize(
    ("km", "offset", "said_so"),
    [(21, 2, True), (20.9, 2, False), (None, 1, True), (None, 2, False), (5, 0, True)],
)
def test_deep_treatment_after_a_race_waits_by_how_far_it_was(km, offset, said_so):
    race = replace(session("r40@9", MONDAY), race_km=km, is_priority_race=False)
    massage = care(MONDAY + timedelta(days=offset))
    assert bool(by("R18", said([race, massage]))) is said_so


def test_of_two_sore_parts_the_one_that_holds_is_heard_though_it_hurts_less():
    shoulder = SorePart(Region.SHOULDER, BodySide.LEFT, 5, 3, 7, 8)
    shin = SorePart(Region.SHIN_FRONT, BodySide.LEFT, 3, 2, 3, 6)
    [session] = plan("t40@7 | - | - | - | - | - | -")
    loads_both = replace(session, regions=frozenset({Region.SHOULDER}))
    known = Known(sore_parts=(shoulder, shin))
    assert by("R22", said([loads_both], today=MONDAY, known=known)) == [("E", MONDAY)]


def test_deep_treatment_before_hard_work_and_a_race_is_told_of_the_race():
    friday, sunday = MONDAY + timedelta(4), MONDAY + timedelta(6)
    near = [session("t40@7", friday), session("r40@9", sunday), care(MONDAY + timedelta(3))]
    [note] = [one for one in said(near) if one.rule == "R18"]
    assert (note.severity, note.other_day) == ("W", sunday)


def test_an_exercise_that_loads_the_sore_part_is_held():
    [strength] = plan("s30@5 | - | - | - | - | - | -")
    strength = replace(strength, regions=frozenset({Region.SHOULDER}))
    notes = said([strength], today=MONDAY, known=sore(4, Region.SHOULDER))
    assert by("R22", notes) == [("E", MONDAY)]


def test_open_pain_looks_a_week_ahead_and_not_at_plans_on_paper():
    sessions = plan("t40@7 | - | - | - | - | - | -")
    assert by("R22", said(sessions, today=MONDAY - timedelta(8), known=sore(5))) == []
    assert by("R22", said(sessions, known=sore(5))) == []


@pytest.mark.parametrize(
    ("level", "episode", "softer", "expected"),
    [
        (6, injured(Restriction.NO_RUNNING), {}, [("R29", "E", ("R22",))]),
        (3, injured(Restriction.NO_RUNNING), {}, [("R29", "E", ("R22",))]),
        (4, injured(Restriction.NO_RUNNING), {"R29": Severity.W}, [("R22", "E", ("R29",))]),
        (1, injured(Restriction.NO_RUNNING), {}, [("R29", "E", ())]),
        (4, injured(Restriction.NO_LOAD), {}, [("R22", "E", ())]),
        (
            4,
            injured(Restriction.NO_RUNNING, side=BodySide.RIGHT),
            {},
            [("R22", "E", ()), ("R29", "E", ())],
        ),
        (
            4,
            injured(Restriction.NO_RUNNING, region=Region.KNEE),
            {},
            [("R22", "E", ()), ("R29", "E", ())],
        ),
    ],
)
def test_an_injury_and_a_pain_at_one_part_are_one_note(level, episode, softer, expected):
    settings = RuleSettings(severity=softer)
    known = replace(sore(level), episodes=(episode,))
    notes = check(plan("t40@7 | - | - | - | - | - | -"), settings, today=MONDAY, known=known)
    body = [note for note in notes if note.rule in {"R22", "R29"}]
    assert [(note.rule, note.severity, note.also) for note in body] == expected


def test_one_note_of_pain_and_injury_has_the_reasons_of_both():
    known = replace(sore(6), episodes=(injured(Restriction.NO_RUNNING),))
    sessions = plan("t40@7 | - | e30@3 | - | - | - | -")
    notes = [note for note in said_notes(sessions, known) if note.fact]
    assert [str(reason) for reason in notes[0].why][-2:] == [
        "Pain 6, left Achilles.",
        "Coachapp's default.",
    ]
    assert [str(notes[0].coach), str(notes[0].why[0])] == [
        "Injury, left Achilles: no running.",
        "Bike, pool or elliptical instead, easy.",
    ]
    assert [note.day for note in notes] == [MONDAY, MONDAY + timedelta(2)]
    shown = board(notes, MONDAY)
    assert ([note.day for note in shown.notes], shown.more) == ([MONDAY], 0)


def test_a_new_pain_speaks_although_the_injury_was_kept():
    known = replace(sore(6), episodes=(injured(Restriction.NO_RUNNING),))
    sessions = plan("t40@7 | - | - | - | - | - | -")
    kept = [Kept("R29", sessions[0].key, MONDAY)]
    assert [note.rule for note in said_notes(sessions, known, kept) if note.fact] == ["R22"]


def said_notes(sessions, known, kept=()):
    return check(sessions, RuleSettings(), today=MONDAY, known=known, kept=kept)


def test_an_open_red_flag_lets_only_rest_go_out():
    sessions = plan("e30@3 | m10@1 | s20@4 | - | - | - | -")
    notes = said(sessions, known=Known(red_flag=True))
    assert [found for found, _ in by("R23", notes)] == ["E", "E", "E"]


SPOKEN = {
    "deep treatment before a race": (
        dict(
            sessions=[
                session("r40@9", MONDAY + timedelta(13)),
                care(MONDAY + timedelta(10), title="Massage"),
            ]
        ),
        [
            "R18 W 12 November: Deep treatment close to race on 2026-11-15.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-11.",
        ],
    ),
    "deep treatment after a race": (
        dict(
            sessions=[
                session("r40@9", MONDAY + timedelta(13)),
                care(MONDAY + timedelta(14), title="Massage"),
            ]
        ),
        [
            "R18 I 16 November: Deep treatment close to race on 2026-11-15.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-17.",
        ],
    ),
    "deep treatment before hard work": (
        dict(sessions=[session("t40@7", MONDAY + timedelta(3)), care(MONDAY + timedelta(2))]),
        [
            "R18 I 4 November: Deep treatment close to tempo on 2026-11-05.",
            "Coachapp's default.",
            "The nearest day that fits is 2026-11-03.",
        ],
    ),
    "treatment by hand while it is blocked": (
        dict(sessions=[care(MONDAY)], known=Known(hands_on_blocked=True)),
        [
            "R19 E 2 November: Ask a health professional before hands-on treatment.",
            "Coachapp's default.",
        ],
    ),
    "one maintenance item in a week": (
        dict(sessions=plan("e30@3 | m10@1 | - | - | - | - | -")),
        [
            "R08 I 3 November: No strength this week.",
            "Coachapp's default is 1.",
            "R20 I 3 November: Fewer than 2 items of maintenance this week.",
            "Coachapp's default.",
        ],
    ),
    "no long maintenance in two weeks": (
        dict(
            sessions=plan(
                "e30@3 | m10@1 | - | m10@1 | - | - | -", "e30@3 | m10@1 | - | m10@1 | - | - | -"
            )
        ),
        [
            "R08 I 5 November: No strength this week.",
            "Coachapp's default is 1.",
            "R08 I 12 November: No strength this week.",
            "Coachapp's default is 1.",
            "R20 I 12 November: No maintenance of 20 minutes in two weeks.",
            "Coachapp's default.",
        ],
    ),
    "a sore part that an easy run loads": (
        dict(sessions=plan("e30@3 | - | - | - | - | - | -"), today=MONDAY, known=sore(4)),
        ["R22 W 2 November: Pain 4, left Achilles.", "Coachapp's default."],
    ),
    "a sore part that hard running loads": (
        dict(sessions=plan("t40@7 | - | - | - | - | - | -"), today=MONDAY, known=sore(3)),
        ["R22 W 2 November: Pain 3, left Achilles.", "Coachapp's default."],
    ),
    "a painful part that hard running loads": (
        dict(sessions=plan("t40@7 | - | - | - | - | - | -"), today=MONDAY, known=sore(4)),
        ["R22 E 2 November: Pain 4, left Achilles.", "Coachapp's default."],
    ),
    "a part that hurts too much to run": (
        dict(sessions=plan("e30@3 | - | - | - | - | - | -"), today=MONDAY, known=sore(6)),
        ["R22 E 2 November: Pain 6, left Achilles.", "Coachapp's default."],
    ),
    "an open red flag": (
        dict(sessions=plan("e30@3 | - | - | - | - | - | -"), known=Known(red_flag=True)),
        ["R23 E 2 November: A red flag is open: rest and advice only.", "Coachapp's default."],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    assert heard(facts, expected) == expected
