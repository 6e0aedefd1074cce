"""The form of a plan as text: what is read, what prints back the same, which bad line is named."""

from dataclasses import replace

import pytest

from plans.rules.plan_text import print_plan, print_sessions, read_plan, read_sessions
from plans.rules.text_file import UnreadableText

PLAN = """\
plan: Two hills a week
slug: two-hills
audience: improver
summary: Short and sweet.
entry: You have run for three months.
repeats: yes

[hills]
kind: hills
numbers: minutes, reps
why: Walk down.
instead: 30 min easy
  # Hills
  effort 6, {minutes} min, hard
  load:
    {reps} x 8 s hill @ 6 %, rest 120 s

[easy]
kind: run easy
  30 min easy

[massage]
kind: treatment massage
optional: yes
  # Massage
  45 min massage

week 1: Begin
  Tue hills minutes=40 reps=4
  Fri hills minutes=42 reps=5 key=friday
  Fri massage

week 2, lighter, not typical
  Tue hills minutes=30 reps=3
"""


def test_a_plan_prints_back_to_the_same_text():
    assert print_plan(read_plan(PLAN)) == PLAN
    assert read_plan(print_plan(read_plan(PLAN))) == read_plan(PLAN)


def test_sessions_alone_print_back_to_the_same_text():
    text = PLAN[PLAN.index("[easy]") : PLAN.index("week 1")].strip() + "\n"

    assert print_sessions(read_sessions(text)) == text


def test_a_day_writes_its_numbers_into_the_session():
    first, friday, massage, last = read_plan(PLAN).placed()

    assert first.session.lines[-1] == "  4 x 8 s hill @ 6 %, rest 120 s"
    assert last.session.lines[-1] == "  3 x 8 s hill @ 6 %, rest 120 s"
    assert (friday.week, friday.weekday, friday.order, friday.key) == (1, 5, 0, "friday")
    assert (massage.weekday, massage.order, massage.session.modality) == (5, 1, "massage")


def test_sessions_come_in_the_order_of_the_week_whatever_the_order_of_the_lines():
    text = PLAN.replace("  Tue hills minutes=40 reps=4\n", "") + "  Mon easy\n"

    placed = [(each.week, each.weekday) for each in read_plan(text).placed()]

    assert placed == [(1, 5), (1, 5), (2, 1), (2, 2)]


def test_a_session_keeps_its_name_when_a_number_changes():
    before = [placed.key for placed in read_plan(PLAN).placed()]
    after = [placed.key for placed in read_plan(PLAN.replace("reps=4", "reps=6")).placed()]

    assert before == after


def test_braces_that_are_no_number_stay_as_they_are():
    text = PLAN.replace("# Hills", "# Hills {home}")

    assert next(read_plan(text).placed()).session.lines[0] == "# Hills {home}"


def test_a_line_break_in_a_sentence_does_not_break_the_file():
    text = print_plan(replace(read_plan(PLAN), entry="Two\nlines."))

    assert read_plan(text).entry == "Two lines."


def test_a_session_knows_where_its_lines_stand_in_the_file():
    assert [session.line for session in read_plan(PLAN).sessions] == [13, 20, 25]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("slug: two-hills\n", "", 1),
        ("audience: improver", "audience: everybody", 3),
        ("repeats: yes", "repeats: often", 6),
        ("kind: hills", "kind: climbing", 9),
        ("kind: hills", "kind: hills easy", 9),
        ("kind: run easy", "kind: run", 19),
        ("kind: run easy", "kind: run uphill", 19),
        ("kind: run easy\n", "", 18),
        ("why: Walk down.", "reason: Walk down.", 11),
        ("why: Walk down.", "why: Walk down.\n  # Hills", 12),
        ("[massage]", "[hills]", 22),
        ("week 1: Begin", "week 2: Begin", 28),
        ("week 2, lighter", "week 2, lazy", 33),
        ("  Tue hills minutes=30", "  Tuesday hills minutes=30", 34),
        ("  Tue hills minutes=30", "  Tue mountains minutes=30", 34),
        ("minutes=30 reps=3", "minutes=30", 34),
        ("minutes=30 reps=3", "minutes=30 reps=3 sets=2", 34),
        ("minutes=30 reps=3", "30 minutes", 34),
        ("  Fri massage", "Fri massage", 31),
        ("  Fri massage", "\tFri massage", 31),
    ],
)
def test_a_bad_line_of_a_plan_is_named(right, wrong, line):
    with pytest.raises(UnreadableText) as refused:
        read_plan(PLAN.replace(right, wrong))

    assert refused.value.line == line


def test_a_number_that_a_day_forgets_is_named_in_words():
    with pytest.raises(UnreadableText, match="“hills” needs a number for “reps”"):
        read_plan(PLAN.replace("minutes=30 reps=3", "minutes=30"))


def test_a_file_of_sessions_holds_nothing_else():
    with pytest.raises(UnreadableText) as refused:
        read_sessions(PLAN)

    assert refused.value.line == 1
