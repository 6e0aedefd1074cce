"""The first athlete of a new coach."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.coaching import InviteForm
from plans.models import Plan


class FirstAthleteForm(InviteForm):
    plan = forms.ModelChoiceField(
        label=_("Plan"), queryset=Plan.objects.none(), required=False, widget=forms.RadioSelect
    )
    start_on = forms.DateField(
        label=_("Starts on Monday"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, plans, **options) -> None:
        super().__init__(*args, **options)
        self.fields["plan"].queryset = plans
