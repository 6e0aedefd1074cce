"""The words for what a session is: its kind, which run it is, and how hard."""

from enum import StrEnum


class Kind(StrEnum):
    STRENGTH = "strength"
    HILLS = "hills"  # sprints of 8-30 s; longer ones are a quality run of type HILL_REPEATS
    RUN = "run"
    CROSS = "cross"
    PRACTICE = "practice"  # set by somebody else: school, club
    MAINTENANCE = "maintenance"  # self-treatment
    TREATMENT = "treatment"  # by a professional
    REST = "rest"


class RunType(StrEnum):
    EASY = "easy"
    LONG = "long"
    TEMPO = "tempo"
    INTERVALS = "intervals"
    FARTLEK = "fartlek"
    HILL_REPEATS = "hill_repeats"
    STRIDES = "strides"
    RUN_WALK = "run_walk"
    RETURN_RUN = "return_run"
    RACE = "race"
    TIME_TRIAL = "time_trial"


class Hardness(StrEnum):
    EASY = "easy"
    MODERATE = "moderate"
    HARD = "hard"

    @property
    def rank(self) -> int:
        """0 easy, 1 moderate, 2 hard."""
        return ("easy", "moderate", "hard").index(self.value)


RACES = frozenset({RunType.RACE, RunType.TIME_TRIAL})
QUALITY_RUNS = frozenset(
    {RunType.TEMPO, RunType.INTERVALS, RunType.FARTLEK, RunType.HILL_REPEATS, RunType.STRIDES}
)
