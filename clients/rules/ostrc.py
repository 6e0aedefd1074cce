"""The weekly overuse questionnaire: score and flags. Not on screen.

Clarsen et al. 2013, BJSM 47:495 (abstract confirmed), updated 2020, BJSM 54:390 (general
knowledge); the codings are confirmed in secondary sources only (the ostRc package). A change below
35 says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WORST = 25
FOUR_OPTIONS = (0, 8, 17, 25)
FIVE_OPTIONS = (0, 6, 13, 19, 25)


class Version(StrEnum):
    V1 = "2013"
    V2 = "2020"


OPTIONS = {
    Version.V1: (FOUR_OPTIONS, FIVE_OPTIONS, FIVE_OPTIONS, FOUR_OPTIONS),
    Version.V2: (FOUR_OPTIONS,) * 4,
}
MODERATE = {Version.V1: 13, Version.V2: 17}


class NotAnOption(ValueError):
    """Four questions, each answered with the index of one of its options."""


@dataclass(frozen=True, slots=True)
class Week:
    """`score` 0 to 100. A substantial problem is moderate or worse in volume or performance."""

    score: int
    is_problem: bool
    is_substantial: bool


def score(answers: Sequence[int], version: Version = Version.V2) -> Week:
    """Participation, volume, performance, symptoms as option indexes from 0.

    Full participation without problems ends the questions with a score of 0. "Cannot participate"
    counts as substantial as well, which only widens the flag (our default). Raises NotAnOption.
    """
    options = OPTIONS[version]
    if len(answers) != len(options):
        raise NotAnOption(answers)
    for answer, choices in zip(answers, options, strict=True):
        if not 0 <= answer < len(choices):
            raise NotAnOption(answers)
    if answers[0] == 0:
        return Week(0, False, False)
    values = [choices[answer] for answer, choices in zip(answers, options, strict=True)]
    moderate = max(values[1:3]) >= MODERATE[version]
    return Week(sum(values), True, moderate or values[0] == WORST)


def prefilled(participation: int, version: Version = Version.V2) -> tuple[int, int] | None:
    """Volume and performance to start from when somebody cannot take part; they stay editable."""
    volume, performance = OPTIONS[version][1:3]
    cannot = OPTIONS[version][0][participation] == WORST
    return (len(volume) - 1, len(performance) - 1) if cannot else None
