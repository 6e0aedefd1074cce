"""What sort of runner somebody is, the phase of the season, and the level on hills."""

from enum import StrEnum


class Profile(StrEnum):
    FIRST_TIMER = "first_timer"
    JOGGER = "jogger"
    IMPROVER = "improver"
    COMPETITIVE = "competitive"
    MARATHON = "marathon"
    UNDER_18 = "under_18"


class Phase(StrEnum):
    """Where in the season somebody is."""

    OFF = "off"
    BASE = "base"
    PRESEASON = "preseason"
    RACE = "race"


class HillLevel(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


HILL_LEVEL = {
    Profile.FIRST_TIMER: HillLevel.BEGINNER,
    Profile.JOGGER: HillLevel.BEGINNER,
    Profile.IMPROVER: HillLevel.INTERMEDIATE,
    Profile.MARATHON: HillLevel.INTERMEDIATE,
    Profile.UNDER_18: HillLevel.INTERMEDIATE,
    Profile.COMPETITIVE: HillLevel.ADVANCED,
}
"""Our default; the coach may set another level per athlete."""
