"""The intake: eight questions, and one about health that is answered for the whole list, never for one line."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Intake

FURTHEST_RACE = timedelta(days=3 * 366)
YES_NO = [("", _("I would rather not say")), ("no", _("No")), ("yes", _("Yes"))]


class IntakeForm(forms.ModelForm):
    injured = forms.ChoiceField(
        label=_("Does something hurt, or are you injured now?"), choices=YES_NO, required=False
    )
    health_list = forms.ChoiceField(
        label=_("Is any of this true for you?"), choices=YES_NO, required=False
    )
    advice_had = forms.BooleanField(
        label=_("I have had medical advice about starting, and may train"), required=False
    )

    class Meta:
        model = Intake
        fields = [
            "runs_per_week",
            "minutes_per_week",
            "longest_run_min",
            "months_running",
            "hill_sessions",
            "treatment_habits",
            "race_name",
            "race_on",
        ]
        widgets = {"race_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, today: date, with_health: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        said = {None: "", True: "yes", False: "no"}
        self.fields["injured"].initial = said[self.instance.injured_now]
        self.fields["health_list"].initial = said[self.instance.advice_needed]
        self.fields["advice_had"].initial = self.instance.advice_had_on is not None
        if not with_health:
            for name in ("injured", "health_list", "advice_had"):
                del self.fields[name]

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """The fields above the health list."""
        return [field for field in self if field.name not in ("health_list", "advice_had")]

    def clean_race_on(self) -> date | None:
        race_on = self.cleaned_data["race_on"]
        if race_on and not self.today <= race_on <= self.today + FURTHEST_RACE:
            raise forms.ValidationError(_("Choose a day from today on, within three years."))
        return race_on

    def save(self, commit: bool = True) -> Intake:
        intake = super().save(commit=False)
        heard = {"yes": True, "no": False, "": None}
        if "health_list" in self.fields:
            intake.injured_now = heard[self.cleaned_data["injured"]]
            intake.advice_needed = heard[self.cleaned_data["health_list"]]
            had = self.cleaned_data["advice_had"]
            intake.advice_had_on = (intake.advice_had_on or self.today) if had else None
        if commit:
            intake.save()
        return intake
