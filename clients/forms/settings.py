"""The parts of an athlete's settings page. Each is one small form that saves itself."""

from datetime import date, timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clients.forms.join import PlaceForm
from clients.models import Away, Client

LONGEST_AWAY = timedelta(days=366)


class TrainingForm(PlaceForm):
    """Zone, units, days that suit, and whether there is a morning check-in."""

    check_ins = forms.BooleanField(label=_("Morning check-in"), required=False)

    def __init__(self, data=None, *, athlete: Client) -> None:
        super().__init__(data, athlete=athlete, initial={"check_ins": athlete.check_ins})

    def save(self) -> None:
        self.athlete.check_ins = self.cleaned_data["check_ins"]
        super().save()


class AwayForm(forms.ModelForm):
    class Meta:
        model = Away
        fields = ["from_on", "to_on", "why"]
        error_messages = {
            "from_on": {
                "required": _("Choose the first day."),
                "invalid": _("Write the day as 2026-11-25."),
            },
            "to_on": {
                "required": _("Choose the last day."),
                "invalid": _("Write the day as 2026-11-25."),
            },
        }
        widgets = {
            "from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "to_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, today: date, back: timedelta = timedelta(0), **kwargs) -> None:
        """`back`: so long ago a span may have ended."""
        super().__init__(*args, **kwargs)
        self.today, self.earliest = today, today - back
        why = self.fields["why"]
        why.choices = [choice for choice in why.choices if choice[0] != Away.Why.PAUSE]

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if not first or not last:
            return
        if last < first:
            self.add_error("to_on", _("The last day comes before the first."))
        if last < self.earliest or last - first > LONGEST_AWAY:
            told = _("Choose days up to %(day)s back, and a year at most.")
            if self.earliest == self.today:
                told = _("Choose days from today on, a year at most.")
            self.add_error("to_on", told % {"day": date_format(self.earliest, "j M")})
        theirs = Away.objects.chosen().filter(client=self.instance.client_id)
        others = theirs.exclude(pk=self.instance.pk)
        if not self.errors and others.filter(from_on__lte=first, to_on__gte=last).exists():
            self.add_error("to_on", _("All of these days are away days already."))
