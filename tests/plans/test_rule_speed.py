"""The table answers while somebody is typing: twelve weeks of ten sessions in two milliseconds."""

from dataclasses import replace
from datetime import date, timedelta

from plans.rules.hills import Ground, HillSet
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.regions import BodySide, Region
from plans.rules.spacing import DatedSession, Known, RuleSettings, SorePart, check
from tests.pace import quickest_ms

MONDAY = date(2026, 11, 2)
WEEKS, DONE_WEEKS = 12, 4
ALLOWED_MS = 2
ALLOWED_FOR_NONSENSE_MS = 20
WEEK = (  # weekday, kind, run type, class, minutes, effort
    (0, Kind.MAINTENANCE, None, Hardness.EASY, 15, None),
    (0, Kind.RUN, RunType.EASY, Hardness.EASY, 30, 3),
    (1, Kind.HILLS, None, Hardness.HARD, 44, 6),
    (1, Kind.STRENGTH, None, Hardness.MODERATE, 30, 5),
    (2, Kind.MAINTENANCE, None, Hardness.EASY, 20, None),
    (3, Kind.RUN, RunType.EASY, Hardness.EASY, 35, 3),
    (4, Kind.RUN, RunType.TEMPO, Hardness.HARD, 44, 7),
    (4, Kind.STRENGTH, None, Hardness.MODERATE, 25, 5),
    (5, Kind.MAINTENANCE, None, Hardness.EASY, 15, None),
    (6, Kind.RUN, RunType.LONG, Hardness.MODERATE, 60, 4),
)
KNOWN = Known(
    longest_run=58,
    median_load=1150,
    ground=Ground(weeks_of_running=13, runs_a_week=3, hill_sessions=0, power_sessions=0),
    sore_parts=(SorePart(Region.ACHILLES, BodySide.LEFT, 3, 3, 4, 6),),
)


def calendar() -> list[DatedSession]:
    return [
        DatedSession(
            key=f"{week}/{place}",
            day=MONDAY + timedelta(weeks=week, days=weekday),
            hardness=hardness,
            kind=kind,
            run_type=run_type,
            minutes=minutes,
            effort=effort,
            done=week < DONE_WEEKS,
            hills=HillSet(6, 8) if kind is Kind.HILLS else None,
        )
        for week in range(WEEKS)
        for place, (weekday, kind, run_type, hardness, minutes, effort) in enumerate(WEEK)
    ]


def spent_ms(sessions: list[DatedSession], allowed: float) -> float:
    today = MONDAY + timedelta(weeks=DONE_WEEKS)
    return quickest_ms(
        lambda: check(sessions, RuleSettings(), today=today, known=KNOWN), allowed=allowed
    )


def test_a_check_of_twelve_weeks_takes_two_milliseconds():
    sessions = calendar()
    assert len(sessions) == 120
    assert spent_ms(sessions, ALLOWED_MS) < ALLOWED_MS


def test_twelve_weeks_of_nothing_but_hard_days_still_answer_while_somebody_is_typing():
    hard = [
        replace(each, hardness=Hardness.HARD) if each.kind is not Kind.MAINTENANCE else each
        for each in calendar()
    ]
    assert spent_ms(hard, ALLOWED_FOR_NONSENSE_MS) < ALLOWED_FOR_NONSENSE_MS
