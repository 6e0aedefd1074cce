"""Another zone until a day."""

import zoneinfo
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class TravelForm(forms.Form):
    zone = forms.ChoiceField(label=_("Time of"))
    last_on = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day there. Then your own time comes back by itself."),
        error_messages={
            "required": _("Choose your last day there."),
            "invalid": _("Write the date as 2026-12-03."),
        },
    )

    def __init__(self, data=None, *, zone: str, today: date) -> None:
        super().__init__(data, initial={"zone": zone, "last_on": today})
        zones = sorted(zoneinfo.available_timezones())
        self.fields["zone"].choices = [(each, each.replace("_", " ")) for each in zones]
