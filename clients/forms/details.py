"""A client's details as the coach edits them."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from clients.models import Client

ISO_WEEKDAYS = [(number + 1, name) for number, name in WEEKDAYS.items()]


class DetailsForm(forms.ModelForm):
    availability = forms.TypedMultipleChoiceField(
        label=_("Days that suit"),
        help_text=_("None ticked: every day suits."),
        required=False,
        coerce=int,
        choices=ISO_WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Client
        fields = ("name", "phone", "profile", "phase", "goal", "availability", "usual_at")
