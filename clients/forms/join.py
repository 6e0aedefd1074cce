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


class BornForm(forms.Form):
    """The first question of all: before it is answered, nothing else is asked."""

    born_on = forms.DateField(
        label=_("Date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        help_text=_("Under 18, a parent or guardian comes first."),
        error_messages={"invalid": _("Write the date as 1990-05-17.")},
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
        return born_on

    @property
    def is_young(self) -> bool:
        """Under 18, where the date is a good one."""
        born_on = self.cleaned_data.get("born_on")
        return born_on is not None and years_between(born_on, self.today) < ADULT_AT_YEARS


class SignInForm(forms.Form):
    """How somebody without an account wants to sign in."""

    CODE, PASSWORD = "code", "password"

    how = forms.ChoiceField(choices=[(CODE, CODE), (PASSWORD, PASSWORD)], initial=CODE)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a short sentence works well."),
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("how") == self.PASSWORD:
            try:
                validate_password(self.cleaned_data.get("password", ""))
            except forms.ValidationError as error:
                self.add_error("password", error)

    def chosen_password(self) -> str | None:
        """None: with a code by mail."""
        said = self.cleaned_data
        return said["password"] if said["how"] == self.PASSWORD else None


class YoungJoinForm(SignInForm):
    """Under 18, after the guardian's yes: nothing about health is asked."""

    rules = forms.BooleanField(
        error_messages={"required": _("Please read the house rules and tick the box.")}
    )


class JoinForm(BornForm, YoungJoinForm):
    """Date of birth first, then how to sign in, then the two agreements, apart from each other."""

    health = forms.BooleanField(required=False)


class GuardianForm(forms.Form):
    """Whom to write to about an athlete under 18."""

    guardian_name = forms.CharField(label=_("Their first name"), max_length=80)
    guardian_email = forms.EmailField(label=_("Their e-mail"))


class GuardianAnswerForm(BornForm, SignInForm):
    """A guardian's yes: the child's date of birth, an account, and the two agreements apart from each other."""

    agrees = forms.BooleanField(
        error_messages={"required": _("Tick this box to agree, or press No below.")}
    )
    health = forms.BooleanField(required=False)

    def __init__(self, *args, child: Client, **options) -> None:
        super().__init__(*args, **options)
        self.fields["born_on"].label = _("%(name)s was born on") % {"name": child.name}
        self.fields["born_on"].help_text = ""
        if child.born_on is not None:
            del self.fields["born_on"]

    def clean_born_on(self) -> date:
        born_on = super().clean_born_on()
        if years_between(born_on, self.today) >= ADULT_AT_YEARS:
            raise forms.ValidationError(
                _(
                    "From 18 on nobody agrees for them. Please tell the coach, who invites them anew."
                )
            )
        return born_on


class ZoneForm(forms.Form):
    """The zone that mornings are counted in, and the units to read in."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), error_messages={"invalid_choice": _("Choose a zone from the list.")}
    )
    units = forms.ChoiceField(
        label=_("Units"), error_messages={"invalid_choice": _("Choose kilometres or miles.")}
    )

    def __init__(self, data=None, *, user: "User", initial: dict | None = None) -> None:
        mine = {"time_zone": user.time_zone, "units": user.units}
        super().__init__(data, initial=mine | (initial or {}))
        self.user = user
        zones = sorted(zoneinfo.available_timezones())
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]
        self.fields["units"].choices = user.Units.choices

    def save_zone(self) -> None:
        """Another zone than before is home from now on."""
        if self.user.time_zone != self.cleaned_data["time_zone"]:
            self.user.home_zone, self.user.home_at = "", None
        self.user.time_zone = self.cleaned_data["time_zone"]
        self.user.units = self.cleaned_data["units"]
        self.user.save(update_fields=["time_zone", "units", "home_zone", "home_at"])


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
