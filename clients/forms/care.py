"""An appointment for a treatment."""

from datetime import timedelta

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clients.care import Booking
from coachapp.lib.typed import Words
from plans.models import Modality

FURTHEST = timedelta(days=366)


class BookingForm(forms.Form):
    """What, when and where."""

    modality = forms.ModelChoiceField(
        label=_("Kind"),
        queryset=Modality.objects.none(),
        widget=forms.Select(attrs={"class": "input"}),
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Say which treatment."),
            "invalid_choice": _("Choose one of these treatments."),
        },
    )
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say on which day."),
            "invalid": _("Write the day as 2026-11-25."),
        },
    )
    at = forms.TimeField(
        label=_("Hour, if you know it"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour as 17:30.")},
    )
    place = Words(
        label=_("Where, if you like"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"max_length": _("At most 120 characters.")},
    )

    def __init__(self, data=None, *, offered: QuerySet[Modality], today) -> None:
        super().__init__(data)
        self.fields["modality"].queryset = offered
        self.today = today

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(
                _("That day is over. What was done is logged as done, any day.")
            )
        if day > self.today + FURTHEST:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day

    def booking(self) -> Booking:
        """What was said. Only after validation."""
        return Booking(**self.cleaned_data)
