"""What a coach fills in to make an athlete's next days easier."""

import uuid
from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clients.adapting import LONGEST, Wanted
from clients.models import Adaptation
from coachapp.lib.typed import Words
from plans.labels import REGIONS
from plans.rules.adapt import Instead, Restriction
from plans.rules.regions import Region

NOWHERE = ("", _("Nowhere: tired or ill"))


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "input"}, format="%Y-%m-%d")


class AdaptForm(forms.Form):
    """Days, what they may hold, a message and the day to look again.

    `sore` are the regions that are open, offered first; None: no health data by agreement, and no
    region is asked for.
    """

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    from_on = forms.DateField(label=_("From"), widget=DayInput)
    to_on = forms.DateField(label=_("To"), widget=DayInput)
    region = forms.ChoiceField(label=_("Where"), required=False)
    restriction = forms.ChoiceField(
        label=_("Until then"), choices=Adaptation.Restriction.choices, widget=forms.RadioSelect
    )
    instead = forms.ChoiceField(
        label=_("Runs become"), choices=Adaptation.Instead.choices, widget=forms.RadioSelect
    )
    message = Words(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"class": "input", "rows": 5})
    )
    review_on = forms.DateField(label=_("Look again on"), required=False, widget=DayInput)

    def __init__(
        self, *args, today: date, sore: Sequence[Region] | None, too: Sequence[str] = (), **options
    ) -> None:
        super().__init__(*args, **options)
        self.today, self.too = today, frozenset(too)
        self.fields["region"].widget.attrs["class"] = "input"
        if sore is None:
            del self.fields["region"]
        else:
            others = [region for region in Region if region not in sore]
            self.fields["region"].choices = [
                NOWHERE,
                *((region.value, REGIONS[region]) for region in (*sore, *others)),
            ]

    def clean_from_on(self) -> date:
        day = self.cleaned_data["from_on"]
        if day < self.today:
            raise ValidationError(_("That day is over. Please start today or later."))
        return day

    def clean(self) -> dict:
        said = super().clean()
        first, last = said.get("from_on"), said.get("to_on")
        if first and last and last < first:
            self.add_error(
                "to_on", _("The last day is before the first. Please choose a later one.")
            )
        elif first and last and last - first > LONGEST:
            self.add_error("to_on", _("That is more than twelve weeks. Please take it in parts."))
        review = said.get("review_on")
        if review and review <= self.today:
            self.add_error("review_on", _("Please choose a day after today to look again."))
        return said

    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        said = self.cleaned_data
        return Wanted(
            from_on=said["from_on"],
            to_on=said["to_on"],
            restriction=Restriction(said["restriction"]),
            instead=Instead(said["instead"]),
            region=Region(said["region"]) if said.get("region") else None,
            too=self.too,
            review_on=said["review_on"],
        )


class ReviewForm(forms.Form):
    """Looked, or another day to look."""

    on = forms.DateField(required=False)
