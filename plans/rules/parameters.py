"""Every number of the rules that a coach may set: what it is, our default, and what it may be.

The rules ask for a number by its name (`RuleSettings.limit`), and the page of all rules is drawn
from here. Defaults are ours, drawn from the sources in `docs/rules.md`; none is a scientific fact.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from plans.rules.hills import (
    GAP_DAYS,
    LIMITS,
    MOST_PAIN,
    MOST_REPS_MORE,
    MOST_SHARE_MORE,
    NONE_BEFORE_RACE,
    RUNS_A_WEEK,
    STEEPEST_PCT,
    LevelLimits,
)
from plans.rules.load import MONOTONY_LIMIT, MONOTONY_LOAD_RATIO
from plans.rules.profiles import HILL_LEVEL, Profile
from plans.rules.sentence import gettext_noop as _

DAYS, MINUTES, SECONDS, HOURS = _("days"), _("min"), _("s"), _("h")
TIMES, EFFORT, LEVEL, SLOPE = _("times"), _("effort"), _("of 10"), _("metres up in 100")
ITEMS, SESSIONS, LOAD = _("items"), _("sessions"), _("of load")
WEEKS, RUNS, REPS = _("weeks"), _("runs"), _("repetitions")


class OutOfRange(ValueError):
    """A number beyond what a parameter may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of one rule, from `least` to `most` of its unit, in steps of `step`."""

    rule: str
    name: str
    says: str
    unit: str
    default: float
    least: float
    most: float
    step: float = 1
    by_profile: Mapping[Profile, float] = field(default_factory=dict)  # where ours is another
    not_below: str = ""  # the name of a number that this one is never smaller than

    def default_for(self, profile: Profile) -> float:
        """Our number for somebody of `profile`."""
        return self.by_profile.get(profile, self.default)

    def checked(self, value: float) -> float:
        """`value`, whole where its steps are. Raises OutOfRange."""
        if not self.least <= value <= self.most or (self.step == 1 and value != int(value)):
            raise OutOfRange(value)
        return int(value) if self.step == 1 else value


def _careful(number: float) -> Mapping[Profile, float]:
    return {Profile.FIRST_TIMER: number, Profile.JOGGER: number}


def _spacing(
    name: str, says: str, default: int, *, most: int = 28, careful: int | None = None
) -> Parameter:
    by_profile = {} if careful is None else _careful(careful)
    return Parameter(
        rule="R01",
        name=name,
        says=says,
        unit=DAYS,
        default=default,
        least=0,
        most=most,
        by_profile=by_profile,
    )


def _pain(name: str, says: str, default: int) -> Parameter:
    return Parameter(
        rule="R22", name=name, says=says, unit=LEVEL, default=default, least=1, most=10
    )


def _number(
    name: str,
    says: str,
    unit: str,
    default: float,
    reach: tuple[float, ...],
    by_profile: Mapping[Profile, float] = MappingProxyType({}),
) -> Parameter:
    """One row; `reach` is least, most, and the step where it is not 1."""
    least, most, *step = reach
    return Parameter(
        rule=name.partition(".")[0],
        name=name,
        says=says,
        unit=unit,
        default=default,
        least=least,
        most=most,
        step=step[0] if step else 1,
        by_profile=by_profile,
    )


FIRST_TIMER_TWO = {Profile.FIRST_TIMER: 2}


def _not_below(name: str, parameter: Parameter) -> Parameter:
    return replace(parameter, not_below=name)


def _by_level(number: Callable[[LevelLimits], float]) -> Mapping[Profile, float]:
    """Ours by profile, where it hangs on the level on hills."""
    return {profile: number(LIMITS[level]) for profile, level in HILL_LEVEL.items()}


_ALL: Iterable[Parameter] = (
    _spacing("easy_days_floor", _("easy days, at least"), 1, most=4, careful=2),
    _spacing("easy_days_wish", _("easy days, better"), 2, most=4),
    _spacing("race_floor", _("after a race, at least"), 1),
    _spacing("race_wish", _("after a race, better"), 3),
    _spacing("half_wish", _("after more than 10 km"), 7),
    _spacing("marathon_wish", _("after more than a half marathon"), 14),
    _number("R02.days", _("hard days at most"), DAYS, 3, (1, 7), by_profile=FIRST_TIMER_TWO),
    _number("R03.days", _("free days at least"), DAYS, 1, (0, 6), by_profile=FIRST_TIMER_TWO),
    _number("R04.ratio", _("longer, by this part of it"), TIMES, 0.10, (0, 1, 0.01)),
    _number("R04.minutes", _("or by this much"), MINUTES, 10, (0, 60)),
    _number("R05.ratio", _("of the best of four weeks"), TIMES, 1.15, (1, 2, 0.01)),
    _number("R05.load", _("or by this much"), LOAD, 0, (0, 1000), {Profile.FIRST_TIMER: 100}),
    _number("R05.first_ratio", _("first week, of the usual load"), TIMES, 1.10, (0.5, 2, 0.01)),
    _number(
        "R06.share",
        _("a lighter week, of the three"),
        TIMES,
        0.8,
        (0.3, 1, 0.05),
        by_profile=_careful(0.9),
    ),
    _number("R07.monotony", _("monotony at most"), TIMES, MONOTONY_LIMIT, (1, 5, 0.1)),
    _number(
        "R07.ratio",
        _("a warning above, of the usual load"),
        TIMES,
        MONOTONY_LOAD_RATIO,
        (0.5, 2, 0.01),
    ),
    _number("R08.least", _("at least"), DAYS, 1, (0, 7)),
    _not_below("R08.least", _number("R08.most", _("in the base phase at most"), DAYS, 3, (0, 7))),
    _not_below("R08.least", _number("R08.other", _("in other phases at most"), DAYS, 2, (0, 7))),
    _number("R08.race_week", _("in the week of an A race at most"), DAYS, 1, (0, 7)),
    _number("R09.effort", _("counts from"), EFFORT, 6, (1, 10)),
    _number("R09.days", _("from one to the next"), DAYS, 2, (1, 7)),
    _number("R10.from", _("counts from"), EFFORT, 5, (1, 10)),
    _not_below("R10.from", _number("R10.effort", _("a warning from"), EFFORT, 7, (1, 10))),
    _number("R10.days", _("before an A race"), DAYS, 2, (0, 14)),
    _number("R11.hours", _("apart, at least"), HOURS, 3, (1, 12)),
    _number(
        "R12.weeks",
        _("running first"),
        WEEKS,
        13,
        (0, 104),
        by_profile=_by_level(lambda level: level.weeks_of_running),
    ),
    _number("R12.runs", _("each week first"), RUNS, RUNS_A_WEEK, (0, 7)),
    _number("R12.pain", _("pain at most"), LEVEL, MOST_PAIN, (0, 10)),
    _number(
        "R12.sessions",
        _("hills in six months first"),
        SESSIONS,
        0,
        (0, 50),
        by_profile=_by_level(lambda level: level.hill_sessions),
    ),
    _number("R13.reps", _("more than the best of four weeks"), REPS, MOST_REPS_MORE, (0, 20)),
    _number("R13.share", _("or by this part of it"), TIMES, MOST_SHARE_MORE, (0, 2, 0.05)),
    _number("R13.gap", _("without hills, then half"), DAYS, GAP_DAYS, (7, 60)),
    _number("R13.days", _("none before an A race"), DAYS, NONE_BEFORE_RACE, (0, 14)),
    _number(
        "R14.seconds",
        _("sprinting in one session"),
        SECONDS,
        120,
        (8, 300),
        by_profile=_by_level(lambda level: level.cap_s),
    ),
    _not_below(
        "R14.seconds",
        _number("R14.stop", _("an error above"), SECONDS, 300, (8, 900), {Profile.FIRST_TIMER: 90}),
    ),
    _number("R14.slope", _("slope at most"), SLOPE, STEEPEST_PCT, (4, 25)),
    _number("R15.times", _("rest, of the work before it"), TIMES, 2, (0.5, 10, 0.5)),
    _number("R17.sessions", _("short hills first"), SESSIONS, 4, (0, 20)),
    _number("R18.days", _("before an A race"), DAYS, 3, (0, 14)),
    _not_below(
        "R18.days", _number("R18.first", _("before it, for somebody’s first"), DAYS, 7, (0, 28))
    ),
    _number("R20.items", _("items a week"), ITEMS, 2, (0, 14)),
    _number("R20.minutes", _("one in two weeks of"), MINUTES, 20, (5, 90)),
    _number("R21.least", _("of the biggest week, at least"), TIMES, 0.4, (0, 1, 0.05)),
    _not_below(
        "R21.least",
        _number("R21.most", _("of the biggest week, at most"), TIMES, 0.6, (0.1, 1, 0.05)),
    ),
    _pain("pain_notice", _("you see it from"), 3),
    _pain("pain_hold", _("hard running waits from"), 4),
    _pain("pain_stop", _("no running from"), 6),
    _number("R27.free", _("free days at least"), DAYS, 1, (1, 6)),
    _number("R27.days", _("hard days at most"), DAYS, 3, (1, 7)),
    _number("R28.days", _("without a log"), DAYS, 14, (7, 60)),
    _number("R28.load", _("first week back, of the usual load"), TIMES, 0.7, (0.1, 1, 0.05)),
    _number("R28.hills", _("first hills back, of the last"), TIMES, 0.5, (0.1, 1, 0.05)),
)
PARAMETERS: Mapping[str, Parameter] = MappingProxyType({each.name: each for each in _ALL})


def of_rule(rule: str) -> tuple[Parameter, ...]:
    """The numbers of one rule, in the order in which they are shown."""
    return tuple(each for each in PARAMETERS.values() if each.rule == rule)
