"""The answers that a link in a mail opens."""

from datetime import date, timedelta

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from clients.snoozing import Later

LONGEST_AHEAD = timedelta(days=120)
LONGEST_BACK = timedelta(days=60)


class Hurt(TextChoices):
    STOPPED = "stopped", _("I stopped")
    NOT_STARTED = "not_started", _("I did not start")
    ANYWAY = "anyway", _("I did it anyway")


class HurtsForm(forms.Form):
    """That something hurts, and no more."""

    how = forms.ChoiceField(
        choices=Hurt.choices,
        widget=forms.RadioSelect,
        initial=Hurt.NOT_STARTED,
        error_messages={"required": _("Tap one of the three.")},
    )


class LaterForm(forms.Form):
    when = forms.ChoiceField(
        choices=Later.choices,
        widget=forms.RadioSelect,
        initial=Later.EVENING,
        error_messages={"required": _("Tap one of the three.")},
    )


class TreatmentDayForm(forms.Form):
    """On which day a treatment was, or will be."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say on which day."),
            "invalid": _("Write the day as 2026-11-25."),
        },
    )

    def __init__(self, data=None, *, first: date, last: date, shown: date, **options) -> None:
        super().__init__(data, initial={"day": shown}, **options)
        self.first, self.last = first, last

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(_("Choose a day nearer to today."))
        return day

    @classmethod
    def done(cls, data=None, *, today: date) -> "TreatmentDayForm":
        return cls(data, first=today - LONGEST_BACK, last=today, shown=today, prefix="done")

    @classmethod
    def booked(cls, data=None, *, today: date, due_on: date) -> "TreatmentDayForm":
        last = today + LONGEST_AHEAD
        return cls(data, first=today, last=last, shown=max(today, due_on), prefix="booked")
