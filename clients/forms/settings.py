"""The parts of an athlete's settings page. Each is one small form that saves itself."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.join import PlaceForm
from clients.models import Away, Client, Wish

LONGEST_AWAY = timedelta(days=366)


class MailForm(forms.Form):
    """Which mail, and at which hour the morning one."""

    SAID = {
        Wish.Kind.MORNING: _(
            "On training days: plan, recovery, treatment, check-in link, all in one"
        ),
        Wish.Kind.WEEK_SENT: _("Once, when your coach sends it"),
        Wish.Kind.NOTE: _("At most one mail a day"),
        Wish.Kind.LOG_MISSING: _("The evening after"),
        Wish.Kind.TREATMENT: _("On days without training"),
    }

    at = forms.TimeField(
        label=_("At"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour as 06:30.")},
    )
    mode = forms.ChoiceField(label=_("When"), choices=Wish.Mode.choices)

    def __init__(self, *args, wishes: Iterable[Wish], usual_at: time, **kwargs) -> None:
        self.stored = {wish.kind: wish for wish in wishes}
        morning = self.stored.get(Wish.Kind.MORNING)
        kwargs["initial"] = {
            "at": (morning and morning.at) or usual_at,
            "mode": morning.mode if morning else Wish.Mode.SAME_DAY,
        }
        super().__init__(*args, **kwargs)
        for kind in self.SAID:
            stored = self.stored.get(kind)
            self.fields[kind.value] = forms.BooleanField(
                label=kind.label,
                help_text=self.SAID[kind],
                required=False,
                initial=stored.on if stored else kind in Wish.ON_BY_DEFAULT,
            )

    def kinds(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in self.SAID]

    def save(self, user) -> None:
        for kind in self.SAID:
            is_morning = kind is Wish.Kind.MORNING
            Wish.objects.update_or_create(
                user=user,
                kind=kind,
                defaults={
                    "on": self.cleaned_data[kind.value],
                    "at": self.cleaned_data["at"] if is_morning else None,
                    "mode": self.cleaned_data["mode"] if is_morning else Wish.Mode.SAME_DAY,
                },
            )


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
        widgets = {
            "from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "to_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if not first or not last:
            return
        if last < first:
            self.add_error("to_on", _("The last day comes before the first."))
        if last < self.today or last - first > LONGEST_AWAY:
            self.add_error("to_on", _("Choose days from today on, a year at most."))
