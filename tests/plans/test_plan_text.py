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


SAID = [
    (
        "  Fri massage\n",
        "  Fri massage\n\n[late]\nkind: rest\n",
        "Weeks come last. Expected “week 1: title”.",
    ),
    ("[easy]", "[hills]", "There is a session “hills” above."),
    (
        "kind: run easy\n  30 min easy",
        "kind: run easy\n  30 min easy\nwhy: Easy.",
        "The lines of a session come after all that is said of it.",
    ),
    ("week 2,", "week 3,", "Weeks count from 1. Expected week 2."),
    ("  Fri massage", "  Friday: massage", "Expected a day as “Tue hills minutes=42 reps=4”."),
    (
        "  Fri massage",
        "  Fry massage",
        "“Fry” is not known here. Expected one of: Mon, Tue, Wed, Thu, Fri, Sat, Sun.",
    ),
    (
        "  Fri massage",
        "  Fri masage",
        "“masage” is not known here. Expected one of: hills, easy, massage.",
    ),
    (" reps=3", "", "“hills” needs a number for “reps”."),
    (" reps=3", " reps=3 sets=2", "“hills” has no number “sets”."),
    ("repeats: yes", "repeats: no", "“no” is not known here. Expected one of: yes."),
    ("slug: two-hills\n", "", "“slug” is missing."),
    ("audience: improver\n", "", "“audience” is missing."),
    (
        ", lighter, not typical",
        ", harder",
        "“harder” is not known here. Expected one of: lighter, not typical.",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "said"), SAID)
def test_a_bad_line_says_what_was_expected(right, wrong, said):
    with pytest.raises(UnreadableText) as refused:
        read_plan(PLAN.replace(right, wrong, 1))
    assert str(refused.value.sentence) == said


def test_what_a_whole_plan_lacks_is_named_in_its_first_line():
    with pytest.raises(UnreadableText) as refused:
        read_plan("[easy]\nkind: run easy\n  30 min easy\n")
    assert (refused.value.line, str(refused.value.sentence)) == (1, "“plan” is missing.")
    with pytest.raises(UnreadableText) as refused:
        read_plan("\n\nslug: two-hills\n")
    assert (refused.value.line, str(refused.value.sentence)) == (3, "“plan” is missing.")


def test_a_file_of_sessions_says_what_belongs_in_it():
    with pytest.raises(UnreadableText) as refused:
        read_sessions("week 1\n")
    assert str(refused.value.sentence) == "Only sessions belong here: “[name]” and its lines."


def test_a_number_may_hold_the_sign_that_gives_it():
    text = PLAN.replace("reps=3", "reps=a=b")
    assert dict(read_plan(text).weeks[1].days[0].values)["reps"] == "a=b"


def test_a_session_without_lines_stands_where_it_begins():
    (rest,) = read_sessions("\n[rest]\nkind: rest\n")
    assert (rest.line, rest.lines) == (2, ())


def test_three_sessions_of_one_day_keep_their_order():
    text = PLAN.replace("  Fri massage\n", "  Fri massage\n  Fri easy\n")
    orders = [each.order for each in read_plan(text).placed() if each.weekday == 5]
    assert orders == [0, 1, 2]
