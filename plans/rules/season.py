"""The phase of the season on a day: the coach's word, else what the A races say.

Four weeks of racing after four of pre-season, and two weeks off behind the last A race, are the
lengths of the cross-country block (`docs/training.md` 9.3) and our defaults.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from plans.rules.profiles import Phase

RACE_SEASON = timedelta(weeks=4)
PRESEASON = timedelta(weeks=8)  # before the A race, the race season included
OFF_SEASON = timedelta(weeks=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """What a coach chose, and the days of the A races around. Without either it is base."""

    chosen: Phase | None = None
    a_races: tuple[date, ...] = ()

    def phase_on(self, day: date) -> Phase:
        """What `day` belongs to. A race ahead says more than one that is over."""
        if self.chosen is not None:
            return self.chosen
        ahead = self.next_race(day)
        if ahead is not None and ahead - day < PRESEASON:
            return Phase.RACE if ahead - day < RACE_SEASON else Phase.PRESEASON
        over = max((race for race in self.a_races if race < day), default=None)
        return Phase.OFF if over is not None and day - over <= OFF_SEASON else Phase.BASE

    def next_race(self, day: date) -> date | None:
        """The first A race on `day` or later."""
        return min((race for race in self.a_races if race >= day), default=None)
