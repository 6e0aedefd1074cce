"""From the weeks and weekdays of a plan to dates."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

MOST_WEEKS = 60


class NotAWeekday(ValueError):
    """Weekdays are 1 (Monday) to 7 (Sunday)."""


class NotAPlanWeek(ValueError):
    """Weeks of a plan are 1 to 60."""


class KeyIsTaken(ValueError):
    """Two sessions of a plan carry the same key."""


def place(
    plan_days: Iterable[tuple[int, int, str]], start_on: date, weekday_map: Mapping[int, int]
) -> list[tuple[str, date]]:
    """Date of each (week, weekday, key) of a plan that starts on `start_on`, in the order given.

    `weekday_map` sends a plan's weekday to the athlete's; days it does not name stay. A start on
    another day than Monday shifts the whole plan: see `days_shifted`. Raises NotAPlanWeek,
    NotAWeekday, KeyIsTaken.
    """
    for weekday in (*weekday_map.keys(), *weekday_map.values()):
        _check_weekday(weekday)
    placed: dict[str, date] = {}
    for week, weekday, key in plan_days:
        if key in placed:
            raise KeyIsTaken(key)
        _check_weekday(weekday)
        offset = _days_in(week, weekday_map.get(weekday, weekday))
        placed[key] = start_on + timedelta(days=offset)
    return list(placed.items())


def start_for_race(race_on: date, race_week: int, race_weekday: int) -> date:
    """First day of a plan whose race, on that week and weekday of the plan, falls on `race_on`.

    It is a Monday where the race is on the plan's own weekday. Raises NotAPlanWeek, NotAWeekday.
    """
    _check_weekday(race_weekday)
    return race_on - timedelta(days=_days_in(race_week, race_weekday))


def days_shifted(start_on: date) -> int:
    """Days by which a start moves the plan's weekdays: 0 on a Monday, 6 on a Sunday."""
    return start_on.weekday()


def shift_sentence(start_on: date) -> Sentence | None:
    """What a preview says about a start on another day than Monday; None on a Monday."""
    shifted = days_shifted(start_on)
    if not shifted:
        return None
    words = (
        _("This plan starts on %(start_on)s, so every session falls 1 weekday later.")
        if shifted == 1
        else _("This plan starts on %(start_on)s, so every session falls %(days)s weekdays later.")
    )
    return Sentence(words, {"start_on": start_on, "days": shifted})


def _days_in(week: int, weekday: int) -> int:
    if not 1 <= week <= MOST_WEEKS:
        raise NotAPlanWeek(week)
    return 7 * (week - 1) + weekday - 1


def _check_weekday(weekday: int) -> None:
    if not 1 <= weekday <= 7:
        raise NotAWeekday(weekday)
