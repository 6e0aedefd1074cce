"""What somebody who was invited tells us, in the order in which it is needed."""

import zoneinfo
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from clients.inviting import YOUNGEST_YEARS
from clients.models import ADULT_AT_YEARS, Client
from coachapp.lib.fields import years_between

if TYPE_CHECKING:
    from coachapp.models import User

OLDEST_YEARS = 110


class JoinForm(forms.Form):
    """Date of birth first, then how to sign in, then the two agreements, apart from each other."""

    CODE, PASSWORD = "code", "password"

    born_on = forms.DateField(
        label=_("Date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        help_text=_("Under 18, a parent or guardian comes first."),
        error_messages={"invalid": _("Write the date as 1990-05-17.")},
    )
    how = forms.ChoiceField(choices=[(CODE, CODE), (PASSWORD, PASSWORD)], initial=CODE)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a short sentence works well."),
    )
    health = forms.BooleanField(required=False)
    rules = forms.BooleanField(
        error_messages={"required": _("Please read the house rules and tick the box.")}
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_born_on(self) -> date:
        born_on = self.cleaned_data["born_on"]
        years = years_between(born_on, self.today)
        if not 0 <= years <= OLDEST_YEARS:
            raise forms.ValidationError(_("Please check the year."))
        if years < YOUNGEST_YEARS:
            raise forms.ValidationError(
                _(
                    "Coachapp is not for children under 13 yet. Nothing was kept. Please talk to your coach."
                )
            )
        if years < ADULT_AT_YEARS:
            raise forms.ValidationError(
                _(
                    "Under 18, a parent or guardian has to agree first, and that is not possible here yet. "
                    "Nothing about you was kept. Please talk to your coach."
                )
            )
        return born_on

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("how") == self.PASSWORD:
            try:
                validate_password(self.cleaned_data.get("password", ""))
            except forms.ValidationError as error:
                self.add_error("password", error)


class ZoneForm(forms.Form):
    """The zone that mornings are counted in, and the units to read in."""

    time_zone = forms.ChoiceField(label=_("Time zone"))
    units = forms.ChoiceField(label=_("Units"))

    def __init__(self, data=None, *, user: "User", initial: dict | None = None) -> None:
        mine = {"time_zone": user.time_zone, "units": user.units}
        super().__init__(data, initial=mine | (initial or {}))
        self.user = user
        zones = sorted(zoneinfo.available_timezones())
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]
        self.fields["units"].choices = user.Units.choices

    def save_zone(self) -> None:
        self.user.time_zone = self.cleaned_data["time_zone"]
        self.user.units = self.cleaned_data["units"]
        self.user.save(update_fields=["time_zone", "units"])


class PlaceForm(ZoneForm):
    """Zone, units and the days that suit."""

    WEEKDAYS = [
        ("1", _("Monday")),
        ("2", _("Tuesday")),
        ("3", _("Wednesday")),
        ("4", _("Thursday")),
        ("5", _("Friday")),
        ("6", _("Saturday")),
        ("7", _("Sunday")),
    ]

    availability = forms.MultipleChoiceField(
        label=_("Days that suit"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means every day."),
    )

    def __init__(self, data=None, *, athlete: Client, initial: dict | None = None) -> None:
        days = {"availability": [str(day) for day in athlete.availability]}
        super().__init__(data, user=athlete.user, initial=days | (initial or {}))
        self.athlete = athlete

    def clean_availability(self) -> list[int]:
        return sorted(int(day) for day in self.cleaned_data["availability"])

    def save(self) -> None:
        self.save_zone()
        self.athlete.availability = self.cleaned_data["availability"]
        self.athlete.save()
