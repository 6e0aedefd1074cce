"""All rules as one form: for each how loud it is, and its numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import gettext, gettext_lazy

from clients import tuning
from clients.rules.pain import LimitsOutOfOrder, PainLimits
from clients.tuning import AS_WRITTEN, OFF, Set, Standing
from plans.labels import HILL_LEVELS, SEVERITIES
from plans.models import Plan
from plans.rules.asking import Rule
from plans.rules.parameters import PARAMETERS, OutOfRange, Parameter
from plans.rules.spacing import RULES
from plans.saying import say

PROFILES = dict(Plan.AUDIENCES)
PAIN = ("pain_notice", "pain_hold", "pain_stop")
PAIRS = (("easy_days_floor", "easy_days_wish"), ("race_floor", "race_wish"))


@dataclass(frozen=True, slots=True)
class Row:
    """One rule on the page: its fields, who set it, and whether there is a way back."""

    rule: Rule
    fields: list[BoundField]
    set_by: Set | None
    has_own: bool

    @property
    def says(self) -> str:
        return say(self.rule.says)

    @property
    def source(self) -> str:
        return gettext(self.rule.source)


def loudness_name(rule: Rule) -> str:
    return f"{rule.id}-loudness"


class RulesForm(forms.Form):
    """Empty means what holds anyway: Coachapp's default, or what the coach set more widely."""

    def __init__(self, *args, standing: Standing, **options) -> None:
        super().__init__(*args, **options)
        self.standing = standing
        for rule in RULES:
            if not rule.stands:
                self.fields[loudness_name(rule)] = self._loudness(rule)
            for parameter in tuning.numbers_of(rule, standing.scope):
                self.fields[parameter.name] = self._number(parameter)
        self.fields[tuning.HILL_LEVEL] = self._level()

    def _loudness(self, rule: Rule) -> forms.ChoiceField:
        standing = self.standing
        ours = ", ".join(str(SEVERITIES[each]) for each in rule.severities)
        wider = standing.wider_loudness(rule)
        words = {AS_WRITTEN: ours, OFF: gettext("off"), **SEVERITIES}
        anyway = words[wider]
        choices = [("", gettext("As it is: %(what)s") % {"what": anyway})]
        if wider != AS_WRITTEN:
            choices.append((AS_WRITTEN, gettext("As written: %(what)s") % {"what": ours}))
        choices += [(each.value, str(word).capitalize()) for each, word in SEVERITIES.items()]
        choices.append((OFF, gettext("Off")))
        return forms.ChoiceField(
            label=gettext_lazy("how loud"),
            choices=choices,
            required=False,
            initial=standing.loudness(rule),
        )

    def _number(self, parameter: Parameter) -> forms.FloatField:
        attrs = {
            "step": f"{parameter.step:g}",
            "min": f"{parameter.least:g}",
            "max": f"{parameter.most:g}",
            "inputmode": "decimal",
        }
        return forms.FloatField(
            label=f"{gettext(parameter.says)} ({gettext(parameter.unit)})",
            required=False,
            initial=self.standing.own.get(parameter.name),
            widget=forms.NumberInput(attrs=attrs),
            error_messages={"invalid": _range(parameter)},
            help_text=self._anyway(parameter),
        )

    def _anyway(self, parameter: Parameter) -> str:
        """What holds while the field is empty, and whose number it is."""
        holds = self.standing.number(parameter)
        if self.standing.is_chosen(parameter.name):
            return gettext("Yours: %(number)s") % {"number": localize(holds)}
        if holds is not None:
            return gettext("Coachapp’s: %(number)s") % {"number": localize(holds)}
        others: dict[float, list[str]] = {}
        for profile, number in parameter.by_profile.items():
            if number != parameter.default:
                others.setdefault(number, []).append(str(PROFILES[profile]))
        told = [f"{', '.join(who)} {localize(number)}" for number, who in others.items()]
        all_told = "; ".join([str(localize(parameter.default)), *told])
        return gettext("Coachapp’s: %(number)s") % {"number": all_told}

    def _level(self) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=gettext_lazy("level on hills"),
            choices=[("", gettext_lazy("By the profile")), *HILL_LEVELS.items()],
            required=False,
            initial=self.standing.own.get(tuning.HILL_LEVEL, ""),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for name in self.standing.scope.names():
            if said.get(name) is not None:
                self._check_range(PARAMETERS[name])
        for floor, wish in PAIRS:
            low, high = said.get(floor), said.get(wish)
            if low is not None and high is not None and high < low:
                self.add_error(wish, gettext("The wish is at least the floor."))
        for name in self.standing.scope.names():
            self._check_order(PARAMETERS[name], said)
        if PAIN[0] in self.fields and not self.errors:
            self._check_pain()
        return said

    def _check_range(self, parameter: Parameter) -> None:
        try:
            value = parameter.checked(self.cleaned_data[parameter.name])
        except OutOfRange:
            self.add_error(parameter.name, _range(parameter))
        else:
            self.cleaned_data[parameter.name] = value

    def _check_order(self, parameter: Parameter, said: dict[str, Any]) -> None:
        """Two numbers of one rule keep their order, also where only one of them is set here."""
        if not parameter.not_below:
            return
        lower = PARAMETERS[parameter.not_below]
        least, most = (self._holding(each, said) for each in (lower, parameter))
        if least is not None and most is not None and most < least:
            if said.get(parameter.name) is not None:
                told = gettext("At least as much as “%(other)s” (%(number)s), please.")
                facts = {"other": gettext(lower.says), "number": localize(least)}
                self.add_error(parameter.name, told % facts)
            else:
                told = gettext("At most as much as “%(other)s” (%(number)s), please.")
                facts = {"other": gettext(parameter.says), "number": localize(most)}
                self.add_error(lower.name, told % facts)

    def _holding(self, parameter: Parameter, said: dict[str, Any]) -> float | None:
        own = said.get(parameter.name)
        return self.standing.number(parameter) if own is None else own

    def _check_pain(self) -> None:
        limits = [self.cleaned_data[name] for name in PAIN]
        holds = [self.standing.number(PARAMETERS[name]) for name in PAIN]
        try:
            PainLimits(
                *(hold if own is None else own for own, hold in zip(limits, holds, strict=True))
            )
        except LimitsOutOfOrder:
            self.add_error(PAIN[-1], gettext("Notice, hold and stop go upwards, from 1 to 10."))

    def rows(self) -> Iterator[Row]:
        """Every rule in the order of the table."""
        for rule in RULES:
            names = [] if rule.stands else [loudness_name(rule)]
            names += [each.name for each in tuning.numbers_of(rule, self.standing.scope)]
            if rule.id == "R12":
                names.append(tuning.HILL_LEVEL)
            yield Row(
                rule=rule,
                fields=[self[name] for name in names],
                set_by=self.standing.set_by.get(rule.id),
                has_own=self.standing.has_own(rule),
            )

    def save(self) -> None:
        said = self.cleaned_data
        loudness = {rule.id: said.get(loudness_name(rule), "") for rule in RULES}
        tuning.tune(self.standing.scope, said, loudness)


def without(data: QueryDict, rule: str) -> QueryDict:
    """What was posted, with everything of one rule left empty: its way back."""
    said = data.copy()
    for name in said:
        if tuning.rule_of(name.removesuffix("-loudness")) == rule:
            said[name] = ""
    return said


def _range(parameter: Parameter) -> str:
    facts = {
        "least": localize(parameter.least),
        "most": localize(parameter.most),
        "unit": gettext(parameter.unit),
    }
    if parameter.step == 1:
        return gettext("A whole number from %(least)s to %(most)s (%(unit)s), please.") % facts
    return gettext("A number from %(least)s to %(most)s (%(unit)s), please.") % facts
