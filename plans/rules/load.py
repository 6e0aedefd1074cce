"""How much a session and a week weigh, in arbitrary units (AU): effort times minutes.

Never kilocalories, never points of fitness. Short, very intense work is under-rated by this
product, so the class of a session and the dose of hills are decided elsewhere.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

FORMULA_VERSION = 1
"""Stored beside each computed load and class, so that history does not move when a formula does."""

DAYS_OF_WEEK = 7
MOST_EFFORT = 10
MOST_MINUTES = 48 * 60
MONOTONY_CAP = 10.0
MONOTONY_LIMIT = 2.0
MONOTONY_LOAD_RATIO = 1.10


class NotAnEffort(ValueError):
    """An effort outside 0 to 10."""


class NotADuration(ValueError):
    """Minutes below zero, or more than two days."""


class NotAWeek(ValueError):
    """A week load needs seven days."""


class LoadWithoutLog(ValueError):
    """A day that is not logged carries a load, or a load is below zero."""


def session_load(effort: float, minutes: int) -> float:
    """Load of one session in AU: whole-session effort (0 to 10) times minutes, warm-up included.

    Foster et al. 2001, JSCR 15:109 (confirmed). Raises NotAnEffort, NotADuration.
    """
    if not 0 <= effort <= MOST_EFFORT:
        raise NotAnEffort(effort)
    if not 0 <= minutes <= MOST_MINUTES:
        raise NotADuration(minutes)
    return effort * minutes


class DayState(StrEnum):
    """What is known of a day's load. Missing is not rest."""

    LOGGED = "logged"
    CONFIRMED_REST = "confirmed_rest"
    PLANNED_REST = "planned_rest"  # and nothing contradicts it
    MISSING = "missing"


class NoMonotony(StrEnum):
    """Why a week has no monotony."""

    IDENTICAL_DAYS = "IDENTICAL_DAYS"
    NO_LOAD = "NO_LOAD"


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Load of seven days. `monotony` and `strain` are None where `reason` says why."""

    total: float
    monotony: float | None
    strain: float | None
    reason: NoMonotony | None
    missing: int
    capped: bool = False  # shown as "10 or more"

    @property
    def known_days(self) -> int:
        return DAYS_OF_WEEK - self.missing

    @property
    def incomplete(self) -> bool:
        """Two or more days are missing (our default): show how many are known, raise no alert."""
        return self.missing >= 2

    def is_monotonous(self, limit: float = MONOTONY_LIMIT) -> bool:
        """Over the limit (2.0: fellrnr, Training Monotony, confirmed in a secondary source only).

        Seven identical days are the most monotonous week there is.
        """
        if self.reason is NoMonotony.IDENTICAL_DAYS:
            return True
        return self.monotony is not None and self.monotony > limit


def week_load(days: Sequence[tuple[DayState, float]]) -> WeekLoad:
    """Weekly load, monotony (mean by standard deviation) and strain of seven days, in AU.

    Foster 1998, MSSE 30:1164 (general knowledge). Rest days count as 0. The sample deviation (n-1)
    is our default, as spreadsheets do; the other convention gives values 8.0 per cent higher. The
    cap at 10 is fellrnr's (confirmed in a secondary source only). Raises NotAWeek, LoadWithoutLog.
    """
    if len(days) != DAYS_OF_WEEK:
        raise NotAWeek(len(days))
    for state, load in days:
        if load < 0 or (load and state is not DayState.LOGGED):
            raise LoadWithoutLog(state, load)
    loads = [load for _, load in days]
    missing = sum(state is DayState.MISSING for state, _ in days)
    total = math.fsum(loads)
    if not total:
        return WeekLoad(total, None, None, NoMonotony.NO_LOAD, missing)
    if min(loads) == max(loads):
        return WeekLoad(total, None, None, NoMonotony.IDENTICAL_DAYS, missing)
    mean = total / DAYS_OF_WEEK
    spread = math.sqrt(math.fsum((load - mean) ** 2 for load in loads) / (DAYS_OF_WEEK - 1))
    ratio = mean / spread
    monotony = min(ratio, MONOTONY_CAP)
    return WeekLoad(total, monotony, total * monotony, None, missing, capped=ratio > MONOTONY_CAP)


def own_median(weeks: Sequence[WeekLoad]) -> float | None:
    """Median total of the last four weeks in `weeks`, oldest first, none of them the current one.

    None while there is not enough history: fewer than four weeks, or two of the four incomplete
    (our default).
    """
    last_four = weeks[-4:]
    complete = [week.total for week in last_four if not week.incomplete]
    return median(complete) if len(last_four) == 4 and len(complete) >= 3 else None


def is_monotonous_and_heavy(week: WeekLoad, usual: float | None) -> bool:
    """The monotony alert: over 2.0 and more than 110 per cent of the own median (our default).

    A week of little load may be monotonous without harm; an incomplete week raises no alert.
    """
    if usual is None or week.incomplete:
        return False
    return week.is_monotonous() and week.total > MONOTONY_LOAD_RATIO * usual


def longest_run_limit(longest: float, *, ratio: float = 0.10, at_least: float = 10) -> float:
    """Minutes that one run may last after a `longest` run in the last 30 days.

    A single run more than 10 per cent longer went with more overuse trouble in 5 205 runners
    (Frandsen et al. 2025, BJSM 59:1203, confirmed); the ten minutes of grace for short runs are our
    default.
    """
    if longest <= 0:
        raise NotADuration(longest)
    return longest + max(longest * ratio, at_least)
