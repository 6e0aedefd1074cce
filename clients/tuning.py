"""Every rule as it stands for everybody, for a profile or for one athlete: read, set, taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from clients import dials, house_rules
from clients.models import Client, RuleSetting
from plans.rules.asking import Rule
from plans.rules.parameters import PARAMETERS, Parameter, of_rule
from plans.rules.profiles import Profile
from plans.rules.spacing import RULES

if TYPE_CHECKING:
    from coachapp.models import User

AS_WRITTEN, OFF = "as_written", "off"
HILL_LEVEL = "hill_level"
ON_THE_DIALS = frozenset({"easy_days_floor", "easy_days_wish", *house_rules.PAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """For whom something is set: one client, all of a profile, or everybody of `coach`."""

    coach: "User"
    profile: str = ""
    client: Client | None = None

    @property
    def is_everybody(self) -> bool:
        return self.client is None and not self.profile

    @property
    def of_profile(self) -> Profile | None:
        """The profile that the numbers are for; None: all of them."""
        name = self.client.profile if self.client else self.profile
        return Profile(name) if name else None

    def where(self) -> dict[str, Any]:
        """The columns of its rows."""
        return {"coach": self.coach, "client": self.client, "profile": self.profile}

    def names(self) -> list[str]:
        """The numbers that are set here; for everybody five of them are on the dials."""
        held = ON_THE_DIALS if self.is_everybody else frozenset()
        return [name for name in PARAMETERS if name not in held]


@dataclass(frozen=True, slots=True)
class Set:
    """Who set something of a rule last, and when."""

    by: str
    at: datetime


@dataclass(slots=True)
class Standing:
    """What is set in a scope (`own`), what holds there without it (`wider`), and who set what."""

    scope: Scope
    own: Mapping[str, Any]
    wider: Mapping[str, Any]
    set_by: Mapping[str, Set] = field(default_factory=dict)  # by rule

    def number(self, parameter: Parameter) -> float | None:
        """What holds without a number of its own; None: each profile has its own."""
        chosen = self.wider.get(parameter.name)
        if chosen is not None:
            return chosen
        profile = self.scope.of_profile
        if profile is None:
            return None if parameter.by_profile else parameter.default
        return parameter.default_for(profile)

    def is_chosen(self, name: str) -> bool:
        """Whether what holds without it is the coach's own, not Coachapp's default."""
        return self.wider.get(name) is not None

    def loudness(self, rule: Rule) -> str:
        """What is set here: off, one severity, as written (over a wider switch), or nothing."""
        return _loudness(self.own, rule)

    def wider_loudness(self, rule: Rule) -> str:
        return _loudness(self.wider, rule) or AS_WRITTEN

    def has_own(self, rule: Rule) -> bool:
        return any(rule_of(name) == rule.id for name in self.own)


def _loudness(said: Mapping[str, Any], rule: Rule) -> str:
    off, severity = said.get(f"{rule.id}.off"), said.get(f"{rule.id}.severity")
    if off:
        return OFF
    if severity:
        return str(severity)
    return "" if off is None and severity is None else AS_WRITTEN


def rule_of(name: str) -> str:
    if name == HILL_LEVEL:
        return "R12"
    declared = PARAMETERS.get(name)
    return declared.rule if declared else name.partition(".")[0]


def standing(scope: Scope) -> Standing:
    """How the rules stand for `scope`: three queries."""
    rows = list(RuleSetting.objects.filter(coach=scope.coach))
    here = [row for row in rows if _is_of(row, scope)]
    wider = [row for row in rows if row.client_id is None]
    if scope.client is None:
        wider = [row for row in wider if not row.profile and scope.profile]
    return Standing(
        scope=scope,
        own={row.name: row.value for row in here if row.name not in house_rules.NOT_RULES},
        wider=dials.said_by(scope.coach, scope.of_profile, wider),
        set_by=_set_by(here),
    )


def _is_of(row: RuleSetting, scope: Scope) -> bool:
    pk = scope.client.pk if scope.client else None
    return row.client_id == pk and row.profile == scope.profile


def _set_by(rows: Iterable[RuleSetting]) -> dict[str, Set]:
    history = RuleSetting.history.filter(id__in=[row.pk for row in rows])
    found = {}
    for line in history.select_related("history_user").order_by("history_date", "history_id"):
        who = line.history_user.name if line.history_user else ""
        found[rule_of(line.name)] = Set(who, line.history_date)
    return found


@transaction.atomic
def tune(scope: Scope, said: Mapping[str, Any], loudness: Mapping[str, str]) -> None:
    """Set numbers by name and loudness by rule. What equals what holds anyway is not stored."""
    before = standing(scope)
    wanted: dict[str, Any] = {HILL_LEVEL: said.get(HILL_LEVEL) or None}
    for name in scope.names():
        value = said.get(name)
        wanted[name] = None if value == before.number(PARAMETERS[name]) else value
    for rule in RULES:
        if not rule.stands:
            wanted |= _switches(scope, rule, loudness.get(rule.id, ""))
    for name, value in wanted.items():
        if value is not None or name in before.own:
            house_rules.put(value, **scope.where(), name=name)


def _switches(scope: Scope, rule: Rule, loudness: str) -> dict[str, Any]:
    """On, off and severity are two rows; a narrower "as written" goes over what is wider."""
    off: bool | None = None
    severity: str | None = None
    if loudness == OFF:
        off = True
    elif loudness and not (scope.is_everybody and loudness == AS_WRITTEN):
        off = None if scope.is_everybody else False
        severity = "" if loudness == AS_WRITTEN else loudness
    return {f"{rule.id}.off": off, f"{rule.id}.severity": severity}


def numbers_of(rule: Rule, scope: Scope) -> list[Parameter]:
    """The numbers of `rule` that are set in `scope`."""
    names = scope.names()
    return [each for each in of_rule(rule.id) if each.name in names]
