"""A block copied from a spreadsheet becomes weeks of seven cells."""

import pytest

from plans.rules.sheet import NotAWeekAcross, TooManyWeeks, weeks_of

WEEK = ("easy 40", "", "tempo 20", "", "off", "", "long 90")
ROW = "\t".join(WEEK)
HEAD = "Mon\tTue\tWed\tThu\tFri\tSat\tSun"


@pytest.mark.parametrize(
    "pasted",
    [
        ROW,
        f"{HEAD}\n{ROW}",
        f"MONDAY\tTuesday\tWednesday\tThursday\tFriday\tSaturday\tsunday\n{ROW}",
        f"Week\t{HEAD}\nWeek 1\t{ROW}",
        f"Week 1\t{ROW}",
        f"\n{ROW}\n\n",
        f"{ROW}\t\t",
        "\t".join(f" {cell} " for cell in WEEK),
    ],
    ids=["plain", "head", "long names", "head and weeks", "weeks", "blank", "wide", "padded"],
)
def test_seven_days_are_read_monday_first(pasted):
    assert weeks_of(pasted) == [WEEK]


def test_weeks_come_in_their_order_with_either_end_of_line():
    other = "a\tb\tc\td\te\tf\tg"
    for end in ("\n", "\r\n"):
        assert weeks_of(f"{ROW}{end}{other}") == [WEEK, tuple("abcdefg")]


def test_a_row_may_end_early():
    assert weeks_of("a\tb") == [("a", "b", "", "", "", "", "")]
    assert weeks_of("") == []


def test_a_cell_may_hold_several_lines():
    assert weeks_of('"easy 40\n4 strides"\tb')[0][0] == "easy 40\n4 strides"


def test_only_all_seven_names_in_order_are_a_head():
    almost = "Mon\tWed\tTue\tThu\tFri\tSat\tSun"
    assert weeks_of(almost) == [tuple(almost.split("\t"))]


def test_another_width_is_named():
    with pytest.raises(NotAWeekAcross) as refused:
        weeks_of("\t".join("abcdefghi"))
    assert (refused.value.columns, str(refused.value)) == (9, "9 columns")


def test_sixty_weeks_are_read_and_no_more():
    assert len(weeks_of("\n".join([ROW] * 60))) == 60
    with pytest.raises(TooManyWeeks, match="61"):
        weeks_of("\n".join([ROW] * 61))


def test_a_cell_too_large_for_the_reader_is_still_read():
    large = "a" * 140_000
    assert weeks_of(f"{large}\tb")[0][:2] == (large, "b")
