"""Sheets as coaches keep them: whichever way the weeks run and whatever stands around them, no cell is lost."""

import pytest

from plans.rules.sheet import NotAWeekAcross, TooManyWeeks
from plans.rules.sheet_layout import read

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def tabbed(*rows):
    return "\n".join("\t".join(row) for row in rows)


def cells(week):
    """One cell a day, joined where there are several."""
    return [" + ".join(day) for day in week.days]


def week(number):
    """Seven cells that tell where they came from."""
    return [f"{number}{day}" for day in DAYS]


WEEKS_ACROSS = tabbed(
    ("", "Week 1", "Week 2", "Week 3"),
    *((day, *(week(n)[at] for n in (1, 2, 3))) for at, day in enumerate(DAYS)),
)


def test_weeks_down_are_read_as_before():
    block = read(tabbed(("Week", *DAYS), ("1", *week(1)), ("2", *week(2))))
    assert [cells(each) for each in block.weeks] == [week(1), week(2)]
    assert (block.is_across, block.is_named) == (False, True)


def test_weeks_across_are_noticed_by_the_days_in_front():
    block = read(WEEKS_ACROSS)
    assert [cells(each) for each in block.weeks] == [week(1), week(2), week(3)]
    assert block.is_across


def test_the_other_reading_of_the_same_sheet():
    with pytest.raises(TooManyWeeks, match="61"):
        read(tabbed(*[["easy"] * 61] * 7), across=True)
    assert len(read(WEEKS_ACROSS, across=False).weeks) == 8


@pytest.mark.parametrize("wide", [1, 3, 6])
def test_a_sheet_without_headings_is_turned_where_that_is_asked_for(wide):
    sheet = tabbed(*([f"{n}{day}" for n in range(wide)] for day in DAYS))
    assert [cells(each) for each in read(sheet, across=True).weeks] == [
        week(n) for n in range(wide)
    ]
    assert len(read(sheet).weeks) == 7
    assert not read(sheet).is_named


@pytest.mark.parametrize(
    "names",
    [
        ("MONDAY", "Tues", "Weds", "Thurs", "friday", "Sat.", "Sunday"),
        ("Mon 5 Jan", "Tue 6 Jan", "Wed 7", "Thu 8", "Fri 9", "Sat 10", "Sun 11"),
        ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
        tuple("MTWTFSS"),
    ],
)
def test_days_are_named_in_many_ways(names):
    across = tabbed(*((name, cell) for name, cell in zip(names, week(1), strict=True)))
    for sheet in (tabbed(names, week(1)), across):
        assert [cells(each) for each in read(sheet).weeks] == [week(1)]


def test_a_title_above_the_days_stays_as_a_note_of_the_first_monday():
    sheet = tabbed(("Spring block 2027",), ("Robin", "", "", "v2"), DAYS, week(1), week(2))
    first, second = read(sheet).weeks
    assert first.days[0] == ["1Mon", "-- Spring block 2027", "-- Robin v2"]
    assert cells(second) == week(2)


def test_a_week_is_called_what_stands_in_front_of_it_where_that_is_more_than_its_number():
    fronts = ("Week 1", "W2", "3", "wk. 4:", "Valley", "12 Jan", "Week 7 easy")
    sheet = tabbed(("Week", *DAYS), *((front, *week(1)) for front in fronts))
    titles = [each.title for each in read(sheet).weeks]
    assert titles == ["", "", "", "", "Valley", "12 Jan", "Week 7 easy"]


def test_a_name_too_long_for_a_title_stays_as_a_note():
    only = read(tabbed(("", *DAYS), ("long " * 30, *week(1)))).weeks[0]
    assert only.title == ""
    assert only.days[0] == ["-- " + ("long " * 30).strip(), "1Mon"]


def test_totals_and_remarks_behind_sunday_stay_as_notes_with_their_heading():
    sheet = tabbed((*DAYS, "Total", ""), (*week(1), "52 km", "calf?"), (*week(2), "", ""))
    first, second = read(sheet).weeks
    assert first.days[6] == ["1Sun", "-- Total: 52 km", "-- calf?"]
    assert cells(second) == week(2)


def test_a_row_without_a_name_belongs_to_the_week_above():
    sheet = tabbed(
        ("", *DAYS), ("1", *week(1)), ("", "gym", "", "", "gym"), ("2", *week(2)), ("", "swim")
    )
    first, second = read(sheet).weeks
    assert first.days[0] == ["1Mon", "gym"] and first.days[3] == ["1Thu", "gym"]
    assert second.days[0] == ["2Mon", "swim"]


def test_where_only_one_week_has_a_name_every_row_is_a_week():
    sheet = tabbed(("", *DAYS), ("Base", *week(1)), ("", *week(2)), ("", *week(3)))
    assert [each.title for each in read(sheet).weeks] == ["Base", "", ""]


def test_a_day_may_have_several_columns():
    names = [part for day in DAYS for part in (day, "")]
    row = [part for day in DAYS for part in (f"am {day}", f"pm {day}")]
    only = read(tabbed(names, row)).weeks[0]
    assert only.days == [[f"am {day}", f"pm {day}"] for day in DAYS]


def test_weeks_stand_one_below_the_other_each_with_its_days_and_a_title():
    sheet = tabbed(("Base",), DAYS, week(1), ("gym",), ("Valley",), DAYS, week(2))
    first, second = read(sheet).weeks
    assert (first.title, second.title) == ("Base", "Valley")
    assert first.days[0] == ["1Mon", "gym"]
    assert cells(second) == week(2)


def test_days_run_down_one_long_list():
    rows = []
    for n, title in enumerate(("Base", "Week 2", "Valley"), start=1):
        rows += [(title, ""), *zip(DAYS, week(n), strict=True)]
    rows[1] = (*rows[1], "gym")
    first, second, third = read(tabbed(*rows)).weeks
    assert first.days[0] == ["1Mon", "gym"]
    assert [each.title for each in (first, second, third)] == ["Base", "", "Valley"]
    assert (cells(second), cells(third)) == (week(2), week(3))


def test_a_week_that_begins_on_sunday_has_it_at_the_end_of_the_week_before():
    names = ("Sun", *DAYS[:6])
    rows = [[f"{n}{day}" for day in names] for n in (1, 2)]
    before, first, second = read(tabbed(names, *rows)).weeks
    assert cells(before) == [""] * 6 + ["1Sun"]
    assert cells(first) == [*week(1)[:6], "2Sun"]
    assert cells(second) == [*week(2)[:6], ""]
    rows[0][0] = ""
    assert len(read(tabbed(names, *rows)).weeks) == 2


def test_a_sheet_without_names_keeps_its_tabs_quotes_and_lines():
    sheet = '"easy 40\n4 strides"\t3 x 8 "slow" squat\t\t\t\t\t'
    assert cells(read(sheet).weeks[0])[:2] == ["easy 40\n4 strides", '3 x 8 "slow" squat']
    with pytest.raises(NotAWeekAcross, match="9"):
        read(tabbed("abcdefghi"))


def test_nothing_is_no_week():
    assert read("").weeks == read("\t\n", across=True).weeks == read(tabbed(DAYS)).weeks == []


def test_every_cell_of_a_messy_sheet_is_somewhere():
    sheet = tabbed(
        ("Marathon 2027", "", "goal 3:29"),
        ("", "", *DAYS, "km", "how it went"),
        ("Base", "wk 1", *week(1), "52", "tired"),
        ("", "", "", "gym", "", "", "", "", "parkrun", "5", ""),
        ("Base", "wk 2", *week(2), "55", ""),
    )
    for across in (None, False):
        block = read(sheet, across=across)
        kept = "\n".join(
            [
                *(each.title for each in block.weeks),
                *("\n".join(cells(each)) for each in block.weeks),
            ]
        )
        for cell in (part for row in sheet.split("\n") for part in row.split("\t")):
            assert cell in (*DAYS, "how it went") or cell in kept, cell
