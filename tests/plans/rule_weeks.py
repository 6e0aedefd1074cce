"""Weeks for tests of the rules, written as lines, and what the rules say of them.

A week is written as one line: days between "|", "-" for a day off, sessions joined by "+". `e30@3` is an
easy run of 30 minutes at effort 3; l long, w run-walk, t tempo, i intervals, f hard fartlek, x hard by
the coach's flag, r race, s strength, a activation, m maintenance, c cross-training; `h4x8:42@6` is hill
sprints, 4 reps of 8 seconds in 42 minutes.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from plans.rules.hardness import PlannedEffort, planned_hardness
from plans.rules.hills import HillSet
from plans.rules.kinds import Kind, RunType
from plans.rules.profiles import Profile
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Episode, Restriction
from plans.rules.spacing import DatedSession, Known, RuleSettings, SorePart, check

MONDAY = date(2026, 11, 2)
LETTERS = {
    "e": (Kind.RUN, RunType.EASY),
    "l": (Kind.RUN, RunType.LONG),
    "w": (Kind.RUN, RunType.RUN_WALK),
    "t": (Kind.RUN, RunType.TEMPO),
    "i": (Kind.RUN, RunType.INTERVALS),
    "f": (Kind.RUN, RunType.FARTLEK),
    "x": (Kind.RUN, RunType.LONG),
    "r": (Kind.RUN, RunType.RACE),
    "s": (Kind.STRENGTH, None),
    "a": (Kind.STRENGTH, None),
    "m": (Kind.MAINTENANCE, None),
    "c": (Kind.CROSS, None),
    "h": (Kind.HILLS, None),
}
PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text()
DOCUMENTED = dict(re.findall(r"^\| (R\d\d) \| .+? \| ([EWI ]+) \|", PAGE, re.MULTILINE))
WRITTEN = re.compile(
    r"(?P<letter>[a-z])(?:(?P<reps>\d+)x(?P<seconds>\d+):)?(?P<minutes>\d+)@(?P<effort>[\d.]+)"
)


def session(text: str, day: date, place: int = 0) -> DatedSession:
    found = WRITTEN.fullmatch(text)
    letter, effort = found["letter"], float(found["effort"])
    kind, run_type = LETTERS[letter]
    hills = HillSet(int(found["reps"]), int(found["seconds"])) if found["reps"] else None
    planned = PlannedEffort(
        kind=kind,
        run_type=run_type,
        effort=effort,
        hard_flag=letter in "fxh",
        hill_reps=hills and hills.reps,
        hill_seconds=hills and hills.seconds,
    )
    return DatedSession(
        key=f"{day}/{place}",
        day=day,
        hardness=planned_hardness(planned),
        kind=kind,
        run_type=run_type,
        is_race=letter == "r",
        is_priority_race=letter == "r",
        race_km=5 if letter == "r" else None,
        is_activation=letter == "a",
        minutes=int(found["minutes"]),
        effort=effort,
        hills=hills,
    )


def plan(*lines: str, start: date = MONDAY) -> list[DatedSession]:
    sessions = []
    for week, line in enumerate(lines):
        for weekday, day_text in enumerate(line.split("|")):
            day = start + timedelta(days=7 * week + weekday)
            texts = [text.strip() for text in day_text.split("+") if text.strip() != "-"]
            sessions += [session(text, day, place) for place, text in enumerate(texts)]
    return sessions


def said(sessions, profile=Profile.IMPROVER, today=None, known=None, settings=None):
    settings = settings or RuleSettings.for_profile(profile)
    notes = check(sessions, settings, today=today, known=known)
    for note in notes:
        assert all(map(str, (note.coach, note.athlete, *note.why)))
        assert note.severity in DOCUMENTED[note.rule]
    return notes


def by(rule, notes):
    return [(note.severity.value, note.day) for note in notes if note.rule == rule]


HILL_WEEK = "- | h4x8:40@5 | - | - | - | - | -"


def sore(level: int, region: Region = Region.ACHILLES) -> Known:
    return Known(sore_parts=(SorePart(region, BodySide.LEFT, level, 3, 4, 6),))


def injured(*restrictions: Restriction, region=Region.ACHILLES, side=BodySide.LEFT) -> Episode:
    return Episode(region=region, side=side, restrictions=frozenset(restrictions), since=MONDAY)


USUAL = "- | e50@4 | - | e50@4 | - | e50@4 | -"
RISING = [f"- | e{minutes}@3 | - | - | - | - | e{minutes}@3" for minutes in (38, 40, 44, 48, 38)]


def spoken(notes) -> Iterator[str]:
    """The coach's reason, what is behind it, and what the athlete reads where it is something else."""
    for note in notes:
        yield f"{note.rule} {note.severity} {note.day:%-d %B}: {note.coach}"
        yield from map(str, note.why)
        if str(note.athlete) != str(note.coach):
            yield f"Athlete: {note.athlete}"


QUIET = {"R08", "R20"}  # most of these weeks hold neither strength nor maintenance


def heard(facts, about: list[str]) -> list[str]:
    """All that is said of `facts`, without what the quiet rules say where nobody asks about them."""
    rules = {words[:3] for words in about}
    notes = said(**facts)
    return list(spoken([each for each in notes if each.rule in rules or each.rule not in QUIET]))
