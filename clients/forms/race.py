"""A race as the coach enters it: what, when, how far, and how much it counts."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log_race import LONGEST_M, SHORTEST_M, TOO_SHORT_OR_LONG
from clients.models import Race
from clients.racing import RaceEntry
from coachapp.lib import units


class RaceForm(forms.Form):
    name = forms.CharField(label=_("Race"), max_length=120)
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day, such as 2027-04-11.")},
    )
    km = forms.DecimalField(
        max_digits=7, decimal_places=4, widget=forms.NumberInput(attrs={"step": "any"})
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
