"""A client's details as the coach edits them."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from coachapp.lib.typed import Words
from plans.rules.profiles import Profile

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

    new_group = Words(
        label=_("Another group"),
        max_length=40,
        required=False,
        help_text=_("A word of your own, such as “XC squad”. You filter, plan and send by it."),
    )

    class Meta:
        model = Client
        fields = ("name", "phone", "profile", "phase", "goal", "tags", "availability", "usual_at")
        widgets = {"tags": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **options) -> None:
        """The date of birth decides who trains by the profile for under 18; nobody sets it by hand."""
        super().__init__(*args, **options)
        if tags := self.fields.get("tags"):
            tags.help_text = ""
            tags.widget.can_add_related = False
        profile = self.fields.get("profile")
        if profile is None:
            return
        if self.instance.profile == Profile.UNDER_18:
            profile.disabled = True
            profile.help_text = _("By the date of birth, until the 18th birthday.")
        else:
            profile.choices = [
                choice for choice in profile.choices if choice[0] != Profile.UNDER_18
            ]
