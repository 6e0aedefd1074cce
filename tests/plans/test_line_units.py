"""A line of a session read in the units of who reads it, and a race by its name."""

import pytest

from plans.rules import shorthand
from plans.rules.paces import race_name


@pytest.mark.parametrize(
    ("typed", "miles", "km"),
    [
        ("8 km easy", "4.97 mi easy", "8 km easy"),
        ("5 mi easy", "5 mi easy", "8.05 km easy"),
        ("10-12 km long", "6.21-7.46 mi long", "10-12 km long"),
        ("5 x 1000 m, rest 90 s", "5 x 1000 m, rest 90 s", "5 x 1000 m, rest 90 s"),
        ("20 min tempo @ 4:00 /km", "20 min tempo @ 6:26 /mi", "20 min tempo @ 4:00 /km"),
        ("race 5 km", "race 5000 m", "race 5 km"),
        ("race HM", "race half marathon", "race half marathon"),
        ("3 x 8 squat @ 12 kg", "3 x 8 squat @ 26.5 lb", "3 x 8 squat @ 12 kg"),
        ("3 x 8 squat @ 26.5 lb", "3 x 8 squat @ 26.5 lb", "3 x 8 squat @ 12 kg"),
        ("3 x (2 km RPE 7, 2 min jog)", "3 x (1.24 mi RPE 7, 2 min jog)", "3 x (2 km RPE 7, 2 min jog)"),
        ("1-2-1 km", "0.62-1.24-0.62 mi", "1-2-1 km"),
        ("1-2-1 mi", "1-2-1 mi", "1.61-3.22-1.61 km"),
        ("3 x 8 squat @ 12-14 kg", "3 x 8 squat @ 26.5-30.9 lb", "3 x 8 squat @ 12-14 kg"),
        ("3 x (1 km @ 4:00 /km, 2 min jog)", "3 x (0.62 mi @ 6:26 /mi, 2 min jog)", "3 x (1 km @ 4:00 /km, 2 min jog)"),
        ("3 x (1 mi @ 6:26 /mi, 2 min jog)", "3 x (1 mi @ 6:26 /mi, 2 min jog)", "3 x (1.61 km @ 4:00 /km, 2 min jog)"),
        ("3 x (400 m @ 4:00 /km, 2 min jog)", "3 x (400 m @ 6:26 /mi, 2 min jog)", "3 x (400 m @ 4:00 /km, 2 min jog)"),
    ],
)  # fmt: skip
def test_a_line_reads_in_either_unit_and_the_text_stays(typed, miles, km):
    (line,) = shorthand.read_session(typed, shorthand.Names([("squat", ())])).prescriptions
    assert shorthand.print_line(shorthand.in_units(line, True)) == miles
    assert shorthand.print_line(shorthand.in_units(line, False)) == km


def test_runners_call_races_by_name():
    assert [race_name(m) for m in (1500, 5000, 10_000, 21_098, 42_195, 12_000)] == [
        "1500 m", "5k", "10k", "half marathon", "marathon", "",
    ]  # fmt: skip
