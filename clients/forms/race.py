"""A race: what, when, how far, and how much it counts; beside that the goal, as a coach types it."""

import re
from dataclasses import replace
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log_race import LONGEST_M, SHORTEST_M, TOO_SHORT_OR_LONG
from clients.models import Race
from clients.racing import RaceEntry
from coachapp.lib import units
from coachapp.lib.typed import Words
from plans.rules.paces import clock, read_clock

GOAL_WITH_HOURS = re.compile(r"\d+[:.]\d+[:.]\d+")
FASTEST_S_PER_KM = 100  # nobody runs faster: "3:29" of a marathon is hours and minutes
LONGEST_S = 99 * 3600


class RaceForm(forms.Form):
    name = Words(
        label=_("Race"),
        max_length=120,
        error_messages={
            "required": _("Which race is it?"),
            "max_length": _("At most 120 characters."),
        },
    )
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("On which day is it?"),
            "invalid": _("Choose a day, such as 2027-04-11."),
        },
    )
    km = forms.DecimalField(
        max_digits=7,
        decimal_places=4,
        widget=forms.NumberInput(attrs={"step": "any"}),
        error_messages={
            "required": _("How long is it?"),
            "invalid": _("Write the distance as a number, such as 10."),
        },
    )
    priority = forms.ChoiceField(label=_("How much it counts"), choices=Race.Priority.choices)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.units = units.current()
        km, told = self.fields["km"], TOO_SHORT_OR_LONG[self.units]
        km.label = _("Miles") if self.units == units.IMPERIAL else _("Kilometres")
        km.error_messages |= {"max_digits": told, "max_whole_digits": told}

    def clean_km(self) -> Decimal:
        """The distance, in kilometres or in the coach's miles."""
        km = self.cleaned_data["km"]
        if not SHORTEST_M <= units.metres_of(float(km), self.units) <= LONGEST_M:
            raise forms.ValidationError(TOO_SHORT_OR_LONG[self.units])
        return km

    @classmethod
    def of(cls, race: Race) -> "RaceForm":
        """As it stands."""
        exact = units.distance_of(race.distance_m, units.current(), decimals=4)
        km = f"{exact:g}" if exact else ""
        return cls(
            initial={"name": race.name, "day": race.day, "km": km, "priority": race.priority}
        )

    def entry(self) -> RaceEntry:
        """What was said. Only after validation."""
        said = self.cleaned_data
        return RaceEntry(
            day=said["day"],
            name=said["name"],
            priority=said["priority"],
            distance_m=self.metres,
        )

    @property
    def metres(self) -> int:
        """The distance that was said. Only after validation."""
        return units.metres_of(float(self.cleaned_data["km"]), self.units)


class DeskRaceForm(RaceForm):
    """A race on the coach's desk: the goal is one field, for somebody who types."""

    goal = Words(
        label=_("Goal time"),
        required=False,
        max_length=12,
        help_text=_("Such as 39:30 or 1:29:30."),
    )

    @classmethod
    def of(cls, race: Race) -> "DeskRaceForm":
        goal = clock(race.goal_s) if race.goal_s else ""
        return cls(initial=RaceForm.of(race).initial | {"goal": goal})

    def clean(self) -> dict:
        said = super().clean() or self.cleaned_data
        if said.get("goal") and "km" in said:
            said["goal_s"] = self.seconds_of(said["goal"])
        return said

    def seconds_of(self, typed: str) -> int | None:
        """Two numbers are minutes and seconds, one is minutes; a unit more where nobody runs so fast."""
        seconds = read_clock(typed)
        if seconds is None:
            self.add_error("goal", _("Write the time as 39:30 or 1:29:30."))
            return None
        fastest = self.metres / 1000 * FASTEST_S_PER_KM
        if seconds < fastest and not GOAL_WITH_HOURS.fullmatch(typed):
            seconds *= 60
        if not fastest <= seconds <= LONGEST_S:
            self.add_error("goal", _("Nobody runs that distance in that time. Check it."))
        return seconds

    def entry(self) -> RaceEntry:
        return replace(super().entry(), goal_s=self.cleaned_data.get("goal_s"))
