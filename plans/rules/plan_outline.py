"""A plan as plain values: sessions in named blocks, weeks of days that refer to them.

A block may leave numbers open, as `{reps}`; each day that refers to it gives them. So a session
that comes back every week is written once, and every week still has its own numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plans.rules.kinds import Kind, RunType
from plans.rules.profiles import Profile

PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionBlock:
    """One session: its lines of shorthand as typed, and what the shorthand cannot say of it."""

    slug: str
    kind: Kind
    run_type: RunType | None = None
    modality: str = ""  # slug, for maintenance and treatment
    optional: bool = False
    numbers: tuple[str, ...] = ()  # names that the lines leave open
    why: str = ""
    instead: str = ""  # shorthand: what replaces it when it is held
    lines: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)  # where its lines begin in the file

    def filled(self, values: dict[str, str]) -> "SessionBlock":
        """The session with its open numbers written in. `values` gives every name of `numbers`."""

        def number(place: re.Match[str]) -> str:
            return values[place[1]] if place[1] in self.numbers else place[0]

        return replace(
            self, numbers=(), lines=tuple(PLACE.sub(number, line) for line in self.lines)
        )


@dataclass(frozen=True, slots=True)
class DayText:
    """One session on one weekday (1 Monday to 7 Sunday), with the numbers it gives."""

    weekday: int
    slug: str
    values: tuple[tuple[str, str], ...] = ()
    key: str = ""  # its name from version to version; empty: made of block, week and weekday


@dataclass(frozen=True, slots=True)
class WeekText:
    """One week; `number` counts from 1."""

    number: int
    title: str = ""
    lighter: bool = False
    not_typical: bool = False
    days: tuple[DayText, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedSession:
    """A session on its day, every number written in. `order` counts within the day, from 0."""

    week: int
    weekday: int
    order: int
    key: str
    session: SessionBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A plan as its file says it."""

    title: str
    slug: str
    audience: Profile
    summary: str = ""
    entry: str = ""
    repeats: bool = False  # a standing week: it goes on until somebody changes it
    sessions: tuple[SessionBlock, ...] = ()
    weeks: tuple[WeekText, ...] = ()

    def placed(self) -> Iterator[PlacedSession]:
        """Every session of every week, by week, weekday and order."""
        blocks = {session.slug: session for session in self.sessions}
        for week in self.weeks:
            on_day: Counter[int] = Counter()
            for day in sorted(week.days, key=lambda day: day.weekday):
                order = on_day[day.weekday]
                on_day[day.weekday] += 1
                yield PlacedSession(
                    week.number,
                    day.weekday,
                    order,
                    day.key or f"{day.slug}-{week.number}-{day.weekday}-{order}",
                    blocks[day.slug].filled(dict(day.values)),
                )
