"""The demo's people, all fictional, and what they have been doing. Days are counted from today."""

from dataclasses import dataclass, field

PASSWORD = "coachapp-demo"
DOMAIN = "demo.example"
ZONE = "Europe/Berlin"

GOOD = (4, 4, 4, 4, 4)
FAIR = (3, 4, 3, 4, 4)
LOW = (3, 3, 3, 4, 4)


@dataclass(frozen=True)
class Person:
    """An athlete with a plan that began so that today is a certain day of it."""

    name: str
    plan: str  # title of the built-in plan
    week: int  # today's week and weekday of that plan
    weekday: int
    profile: str
    goal: str = ""
    check_ins: tuple[int, ...] = GOOD
    checked_in_today: tuple[int, ...] | None = None
    quiet_days: int = 0  # no log and no check-in for so long
    away: tuple[int, int] | None = None
    groups: tuple[str, ...] = ()
    intake: dict = field(default_factory=dict)


IMPROVER = "Faster over 5 to 10 km, 8 weeks"
CROSS_COUNTRY = "Cross-country, 8 weeks with two races"
FIRST_RUN = "First-time runner, 8 weeks"
JOGGER = "The jogger's week"

RUNS_OFTEN = {
    "runs_per_week": 4,
    "minutes_per_week": 210,
    "longest_run_min": 70,
    "months_running": 30,
    "hill_sessions": 6,
}
STARTS = {
    "runs_per_week": 0,
    "minutes_per_week": 0,
    "longest_run_min": 0,
    "months_running": 0,
    "hill_sessions": 0,
}

ROBINS = (
    Person(
        "Maya",
        IMPROVER,
        3,
        2,
        "improver",
        "10 km under 50 minutes in spring",
        FAIR,
        intake=RUNS_OFTEN,
    ),
    Person(
        "Jonas",
        IMPROVER,
        2,
        4,
        "improver",
        "Back to regular running",
        quiet_days=5,
        intake=RUNS_OFTEN,
    ),
    Person(
        "Priya",
        IMPROVER,
        6,
        2,
        "improver",
        "5 km under 22 minutes",
        checked_in_today=GOOD,
        groups=("Tuesday hills",),
        intake=RUNS_OFTEN,
    ),
    Person(
        "Tomas",
        CROSS_COUNTRY,
        3,
        2,
        "competitive",
        "County championships",
        checked_in_today=FAIR,
        groups=("XC squad", "Tuesday hills"),
        intake=RUNS_OFTEN,
    ),
    Person("Elif", FIRST_RUN, 4, 4, "first_timer", "Thirty minutes without a walk", intake=STARTS),
    Person(
        "Kofi",
        CROSS_COUNTRY,
        3,
        5,
        "competitive",
        "First team",
        checked_in_today=LOW,
        groups=("XC squad",),
        intake=RUNS_OFTEN,
    ),
    Person("Noor", IMPROVER, 8, 4, "marathon", "Spring marathon", away=(5, 12), intake=RUNS_OFTEN),
    Person(
        "Sam",
        IMPROVER,
        5,
        4,
        "improver",
        "First half marathon",
        checked_in_today=GOOD,
        intake=RUNS_OFTEN,
    ),
)
ALEXS = (
    Person("Ines", JOGGER, 1, 3, "jogger", "Stay with it", intake=RUNS_OFTEN),
    Person("Ravi", FIRST_RUN, 2, 2, "first_timer", "Run with the children", intake=STARTS),
)
