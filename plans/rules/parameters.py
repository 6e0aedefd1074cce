"""Every number of the rules that a coach may set: what it is, our default, and what it may be.

The rules ask for a number by its name (`RuleSettings.limit`), and the page of all rules is drawn
from here. Defaults are ours, drawn from the sources in `docs/rules.md`; none is a scientific fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from plans.rules.hills import LIMITS, STEEPEST_PCT
from plans.rules.load import MONOTONY_LIMIT
from plans.rules.profiles import HILL_LEVEL, Profile
from plans.rules.sentence import gettext_noop as _

DAYS, MINUTES, SECONDS, HOURS = _("days"), _("min"), _("s"), _("h")
TIMES, EFFORT, LEVEL, SLOPE = _("times"), _("effort"), _("of 10"), _("metres up in 100")
ITEMS, SESSIONS = _("items"), _("sessions")


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
    _number("R09.effort", _("counts from"), EFFORT, 6, (1, 10)),
    _number("R10.effort", _("a warning from"), EFFORT, 7, (5, 10)),
    _number("R11.hours", _("apart, at least"), HOURS, 3, (1, 12)),
    _number(
        "R14.seconds",
        _("sprinting in one session"),
        SECONDS,
        120,
        (8, 300),
        by_profile={profile: LIMITS[level].cap_s for profile, level in HILL_LEVEL.items()},
    ),
    _number("R14.slope", _("slope at most"), SLOPE, STEEPEST_PCT, (4, 25)),
    _number("R15.times", _("rest, of the work before it"), TIMES, 2, (0.5, 10, 0.5)),
    _number("R17.sessions", _("short hills first"), SESSIONS, 4, (0, 20)),
    _number("R18.days", _("before an A race"), DAYS, 3, (0, 14)),
    _number("R20.items", _("items a week"), ITEMS, 2, (0, 14)),
    _number("R20.minutes", _("one in two weeks of"), MINUTES, 20, (5, 90)),
    _pain("pain_notice", _("you see it from"), 3),
    _pain("pain_hold", _("hard running waits from"), 4),
    _pain("pain_stop", _("no running from"), 6),
    _number("R27.days", _("hard days at most"), DAYS, 3, (1, 7)),
)
PARAMETERS: Mapping[str, Parameter] = MappingProxyType({each.name: each for each in _ALL})


def of_rule(rule: str) -> tuple[Parameter, ...]:
    """The numbers of one rule, in the order in which they are shown."""
    return tuple(each for each in PARAMETERS.values() if each.rule == rule)
