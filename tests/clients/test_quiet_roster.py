"""A colour that is always on says nothing: a roster of sixty over eight weeks, made up by chance.

Everybody has a level of their own, good and bad days, tired and sore legs after hard ones, now and
then a part that hurts or a cold. Three mornings of four are answered. The sizes of all that are
assumptions; the shares of the colours are what the rule has to live up to.
"""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from clients.rules.pain import PainLimits, Report, open_parts
from clients.rules.recovery import BASELINE_DAYS, CheckInAnswers, Colour, Morning, assess
from plans.rules.easy_days import easy_days_done
from plans.rules.kinds import Hardness
from plans.rules.load import DayState, is_monotonous_and_heavy, own_median, week_load
from plans.rules.regions import BodySide, Region

ATHLETES, DAYS = 60, 56
MONDAY = date(2026, 9, 28)
ITEMS = ("fatigue", "sleep", "soreness", "stress", "mood")
WISH = 2


@dataclass
class Runner:
    """One made-up athlete and what has been so far."""

    chance: random.Random
    level: float
    weekdays: tuple[int, ...]  # of hard days, Monday 1
    last_hard: date | None = None
    ill_for: int = 0
    hurts_for: int = 0
    pain: int = 0
    region: Region = Region.KNEE
    totals: list[int | None] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)

    def live(self, day: date) -> Morning:
        """The morning of `day`, and then the day."""
        is_hard = day.isoweekday() in self.weekdays
        done = easy_days_done(self.last_hard, day)
        self.fall_ill_or_get_hurt(day)
        answers = self.answers(done) if self.chance.random() < 0.75 else None
        now = datetime.combine(day, time(7), UTC)
        morning = Morning(
            answers=answers,
            baseline=[total for total in self.totals[-BASELINE_DAYS:] if total is not None],
            planned=Hardness.HARD if is_hard else Hardness.EASY,
            easy_days_done=done,
            easy_days_wish=WISH,
            pains=open_parts(self.reports, PainLimits(), now=now),
            monotonous_and_heavy=self.is_monotonous(),
        )
        self.totals.append(answers.total if answers else None)
        self.train(day, is_hard)
        return morning

    def fall_ill_or_get_hurt(self, day: date) -> None:
        self.ill_for = max(0, self.ill_for - 1) or (2 if self.chance.random() < 1 / 150 else 0)
        if not self.hurts_for and self.chance.random() < 1 / 30:
            self.hurts_for, self.pain = self.chance.randint(4, 12), self.chance.choice((2, 3, 3, 4))
            self.region = self.chance.choice((Region.KNEE, Region.CALF, Region.ACHILLES))
        elif self.hurts_for:
            self.hurts_for -= 1
            level = self.pain if self.hurts_for > 1 else 1
            at = datetime.combine(day, time(6), UTC)
            self.reports.append(
                Report(at=at, day=day, region=self.region, side=BodySide.LEFT, level=level)
            )

    def answers(self, done: int | None) -> CheckInAnswers:
        mood_of_day = self.chance.gauss(0, 0.45)
        tired = {0: 0.7, 1: 0.3}.get(done, 0)

        def item(name: str) -> int:
            strain = tired if name in {"fatigue", "soreness"} else 0
            felt = self.level + mood_of_day - strain - (1.2 if self.ill_for else 0)
            return min(5, max(1, round(self.chance.gauss(felt, 0.6))))

        return CheckInAnswers(**{name: item(name) for name in ITEMS}, illness=bool(self.ill_for))

    def train(self, day: date, is_hard: bool) -> None:
        if is_hard and not self.ill_for:
            self.last_hard = day
        rests = day.isoweekday() in {3, 6} and not is_hard
        effort = 0 if rests or self.ill_for else 7 if is_hard else 3
        self.loads.append(effort * self.chance.randint(35, 60))

    def is_monotonous(self) -> bool:
        weeks = [
            week_load(
                [(DayState.LOGGED if load else DayState.CONFIRMED_REST, load) for load in days]
            )
            for back in range(5, 0, -1)
            if len(days := self.loads[len(self.loads) - 7 * back :][:7]) == 7
            and len(self.loads) >= 7 * back
        ]
        return bool(weeks) and is_monotonous_and_heavy(weeks[-1], own_median(weeks[:-1]))


def roster(seed: int) -> list[Runner]:
    chance = random.Random(seed)
    rhythms = [(2, 5), (2, 5), (3, 6), (2, 4, 6)]  # the last is a school season
    return [
        Runner(random.Random(chance.random()), chance.uniform(3.1, 3.9), chance.choice(rhythms))
        for _ in range(ATHLETES)
    ]


def mornings(seed: int) -> list[Morning]:
    days = [MONDAY + timedelta(days=offset) for offset in range(DAYS)]
    return [runner.live(day) for runner in roster(seed) for day in days]


def shares(found: list[Morning]) -> dict[Colour, float]:
    counted = Counter(assess(morning).colour for morning in found)
    return {colour: counted[colour] / len(found) for colour in Colour}


@pytest.mark.parametrize("seed", [7, 25, 1998])
def test_most_answered_mornings_are_green_some_amber_and_few_red(seed):
    found = shares(mornings(seed))
    assert 0.35 <= found[Colour.GREEN] <= 0.50
    assert found[Colour.AMBER] <= 0.35
    assert 0.01 <= found[Colour.RED] <= 0.04


def test_asking_for_easy_days_every_day_would_make_amber_the_usual_colour():
    always = [replace(morning, planned=Hardness.HARD) for morning in mornings(7)]
    assert shares(always)[Colour.AMBER] > 0.6
