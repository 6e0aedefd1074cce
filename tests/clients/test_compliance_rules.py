"""How much was done of what was planned, as one would count it by hand."""

from datetime import date, timedelta

from clients.rules.compliance import Done, Pillar, Planned, Result, compliance, total
from plans.rules.kinds import Kind

TODAY = date(2026, 11, 29)
MONDAY = TODAY - timedelta(days=6)


def planned(weekday: int, kind: Kind, result: Result = Result.OPEN, **facts) -> Planned:
    return Planned(kind=kind, day=MONDAY + timedelta(days=weekday - 1), result=result, **facts)


def test_a_week_counted_by_hand():
    week = [
        planned(1, Kind.STRENGTH, Result.DONE),
        planned(2, Kind.HILLS, Result.CHANGED),
        planned(3, Kind.REST),
        planned(3, Kind.RUN, Result.SKIPPED),
        planned(4, Kind.RUN, Result.DONE),
        planned(5, Kind.STRENGTH, Result.SKIPPED, excused=True),
        planned(6, Kind.MAINTENANCE),
        planned(7, Kind.RUN),
    ]
    counts = compliance(week, TODAY)
    assert counts == {
        Pillar.STRENGTH: Done(1, 1),
        Pillar.HILLS: Done(1, 1),
        Pillar.RUNNING: Done(1, 2),
        Pillar.MAINTENANCE: Done(0, 1),
    }
    assert total(counts) == Done(3, 5)


def test_today_is_not_counted_yet_even_when_it_is_done():
    assert compliance([planned(7, Kind.RUN, Result.DONE)], TODAY) == {}


def test_an_athletes_own_addition_is_outside_the_count():
    own = planned(1, Kind.RUN, Result.DONE, by_athlete=True)
    assert compliance([own], TODAY) == {}


def test_what_was_done_while_away_still_counts():
    done_away = planned(1, Kind.RUN, Result.DONE, excused=True)
    assert compliance([done_away], TODAY) == {Pillar.RUNNING: Done(1, 1)}


def test_nothing_planned_has_no_share():
    assert total({}).share is None
    assert Done(3, 4).share == 0.75
