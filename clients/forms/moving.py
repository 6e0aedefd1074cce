"""Another day for a session, or no day at all."""

from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.phone import PhoneKey
from clients.models import SessionLog
from coachapp.lib.typed import Words
from plans.rules.spacing import DayChoice, DayVerdict

REASONS = [choice for choice in SessionLog.SkipReason.choices if choice[0] not in ("hurt", "other")]
"""What can be said in one tap; something that hurts and something else done have their own pages."""


class MoveForm(forms.Form):
    """One of the days offered."""

    day = forms.DateField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a day first."),
            "invalid": _("Choose one of these days."),
        },
    )

    def __init__(self, data=None, *, offered: Iterable[DayChoice]) -> None:
        super().__init__(data)
        self.offered = list(offered)

    @property
    def good(self) -> list[DayChoice]:
        return [each for each in self.offered if each.verdict is not DayVerdict.BELOW_FLOOR]

    @property
    def to_ask(self) -> list[DayChoice]:
        """Days below the floor: the coach answers."""
        return [each for each in self.offered if each.verdict is DayVerdict.BELOW_FLOOR]

    @property
    def chosen(self) -> str:
        return str(self["day"].value() or "")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day not in {each.day for each in self.offered}:
            raise forms.ValidationError(_("Choose one of these days."))
        return day


class SkipForm(forms.Form):
    """Why it did not happen."""

    uid = PhoneKey()
    reason = forms.ChoiceField(
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Tap a reason; any will do.")
        ),
    )
    comment = Words(
        label=_("A line for the coach, if you like"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"max_length": _("At most 2000 characters. The rest fits in a note.")},
    )

    def __init__(self, data=None) -> None:
        super().__init__(data, initial={"uid": uuid4()})
