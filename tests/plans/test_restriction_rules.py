"""What an injury rules out, and what is offered instead."""

from datetime import date

import pytest

from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Episode, Restriction, against

DAY = date(2026, 11, 25)
NO_RUNNING, NO_HARD, NO_HILLS, NO_LOAD = Restriction


def session(kind=Kind.RUN, hardness=Hardness.EASY, **facts) -> DatedSession:
    return DatedSession(key="1", day=DAY, kind=kind, hardness=hardness, **facts)


def injured(*restrictions, region=Region.ACHILLES) -> Episode:
    return Episode(
        region=region, side=BodySide.LEFT, restrictions=frozenset(restrictions), since=DAY
    )


EASY = session()
TEMPO = session(hardness=Hardness.HARD)
RACE = session(is_race=True)
HILLS = session(Kind.HILLS)
HILL_REPEATS = session(run_type=RunType.HILL_REPEATS)
STRENGTH = session(Kind.STRENGTH, Hardness.HARD)
ON_THE_PART = session(Kind.STRENGTH, regions=frozenset({Region.ACHILLES}))
ALL = {
    "easy": EASY,
    "tempo": TEMPO,
    "race": RACE,
    "hills": HILLS,
    "hill repeats": HILL_REPEATS,
    "strength": STRENGTH,
    "on the part": ON_THE_PART,
}


@pytest.mark.parametrize(
    ("restriction", "out"),
    [
        (NO_RUNNING, {"easy", "tempo", "race", "hills", "hill repeats"}),
        (NO_HARD, {"tempo", "race", "hills"}),
        (NO_HILLS, {"hills", "hill repeats"}),
        (NO_LOAD, {"on the part"}),
    ],
)
def test_a_restriction_rules_out_what_it_names_and_nothing_else(restriction, out):
    found = {name for name, each in ALL.items() if against(each, [injured(restriction)])}
    assert found == out


def test_without_restrictions_nothing_is_ruled_out():
    assert not any(against(each, [injured()]) for each in ALL.values())
    assert not any(against(each, []) for each in ALL.values())


def test_the_strictest_restriction_speaks_whatever_episode_it_belongs_to():
    mild, strict = injured(NO_HILLS), injured(NO_RUNNING, region=Region.CALF)
    assert against(HILLS, [mild, strict]).restriction is NO_RUNNING
    assert against(HILLS, [mild, strict]).episode is strict


@pytest.mark.parametrize(
    ("restriction", "planned", "words", "instead"),
    [
        (
            NO_RUNNING,
            EASY,
            "Injury, left Achilles: no running.",
            "Bike, pool or elliptical instead, easy.",
        ),
        (
            NO_HARD,
            TEMPO,
            "Injury, left Achilles: no hard running.",
            "An easy run instead, 30 minutes at most.",
        ),
        (NO_HILLS, HILLS, "Injury, left Achilles: no hills.", "Flat and easy instead."),
        (
            NO_LOAD,
            ON_THE_PART,
            "Injury, left Achilles: no strength work on it.",
            "Leave out the exercises that work on it, or swap them.",
        ),
    ],
)
def test_the_sentence_names_the_part_and_an_alternative(restriction, planned, words, instead):
    found = against(planned, [injured(restriction)])
    assert (str(found.words), str(found.instead)) == (words, instead)
