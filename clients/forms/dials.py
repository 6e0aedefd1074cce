"""The five dials as a form, for everybody and for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import house_rules
from clients.rules.pain import LimitsOutOfOrder, PainLimits
from coachapp.lib.wording import worded
from plans.labels import treatment_key

OWN = "own"
MOST_EASY_DAYS = 4
SPACINGS = {"1-2": (1, 2), "2-3": (2, 3), "3-3": (3, 3)}
PAINS = {"3-4-6": (3, 4, 6), "2-3-5": (2, 3, 5)}


def easy_days(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_EASY_DAYS, required=False)


def pain_level(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=10, required=False)


def check_pain(form: forms.Form, limits: tuple[int, ...]) -> None:
    try:
        PainLimits(*limits)
    except LimitsOutOfOrder:
        form.add_error("pain_stop", _("Notice, hold and stop go upwards, from 1 to 10."))


class DialsForm(forms.Form):
    spacing = forms.ChoiceField(
        label=_("How far apart do you keep hard days?"),
        choices=[
            ("1-2", _("1, better 2")),
            ("2-3", _("2, better 3")),
            ("3-3", _("3")),
            (OWN, _("My own")),
        ],
        widget=forms.RadioSelect,
    )
    easy_days_floor = easy_days(_("at least"))
    easy_days_wish = easy_days(_("better"))
    pain = forms.ChoiceField(
        label=_("Pain"),
        choices=[
            ("3-4-6", _("3 / 4 / 6")),
            ("2-3-5", _("2 / 3 / 5, stricter")),
            (OWN, _("My own")),
        ],
        widget=forms.RadioSelect,
    )
    pain_notice = pain_level(_("notice"))
    pain_hold = pain_level(_("hold"))
    pain_stop = pain_level(_("stop"))
    massage = forms.ChoiceField(
        label=worded(treatment_key("massage"), _("Massage")),
        required=False,
        choices=[("14", _("Every 14 days")), ("21", _("Every 21 days")), ("", _("Off until set"))],
        widget=forms.RadioSelect,
    )
    weeks_shown = forms.TypedChoiceField(
        label=_("Athletes see"),
        coerce=int,
        choices=[(1, _("1 week")), (2, _("2 weeks")), (0, _("All of it"))],
        widget=forms.RadioSelect,
    )
    morning_at = forms.ChoiceField(
        label=_("Morning mail"),
        choices=[
            (house_rules.MORNING, _("7:00, their time")),
            (house_rules.EVENING_BEFORE, _("The evening before")),
        ],
        widget=forms.RadioSelect,
    )

    @classmethod
    def starting_from(cls, answers: dict[str, Any]) -> "DialsForm":
        """The form as it stands. Nothing is chosen for spacing until the coach has answered."""
        return cls(
            initial={
                **answers,
                "spacing": cls._preset(
                    SPACINGS, (answers["easy_days_floor"], answers["easy_days_wish"])
                ),
                "pain": cls._preset(PAINS, tuple(answers[name] for name in house_rules.PAIN)),
                "massage": str(answers["massage_days"] or ""),
            }
        )

    @staticmethod
    def _preset(presets: dict[str, tuple], numbers: tuple) -> str:
        if None in numbers:
            return ""
        return next((name for name, each in presets.items() if each == numbers), OWN)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self._choose(SPACINGS.get(said.get("spacing")), ("easy_days_floor", "easy_days_wish"))
        self._choose(PAINS.get(said.get("pain")), house_rules.PAIN)
        floor, wish = said.get("easy_days_floor"), said.get("easy_days_wish")
        if floor is not None and wish is not None and wish < floor:
            self.add_error("easy_days_wish", _("The wish is at least the floor."))
        limits = tuple(said.get(name) for name in house_rules.PAIN)
        if None not in limits:
            check_pain(self, limits)
        said["massage_days"] = int(said["massage"]) if said.get("massage") else None
        return said

    def _choose(self, numbers: tuple[int, ...] | None, names: tuple[str, ...]) -> None:
        """The numbers of a preset; for "my own" each has to be there."""
        for position, name in enumerate(names):
            if numbers is not None:
                self.cleaned_data[name] = numbers[position]
            elif self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, _("A number, please."))


class OverrideForm(forms.Form):
    """Numbers for one client. Empty is the coach's own number."""

    easy_days_floor = easy_days(_("easy days between hard ones, at least"))
    easy_days_wish = easy_days(_("better"))
    race_floor = forms.IntegerField(
        label=_("easy days after a race, at least"), min_value=0, max_value=28, required=False
    )
    race_wish = forms.IntegerField(label=_("better"), min_value=0, max_value=28, required=False)
    pain_notice = pain_level(_("pain that you want to see"))
    pain_hold = pain_level(_("pain that holds hard running"))
    pain_stop = pain_level(_("pain that stops running"))

    def __init__(self, *args, answers: dict[str, Any], **options) -> None:
        super().__init__(*args, **options)
        self.answers = answers
        for name, field in self.fields.items():
            if answers.get(name) is not None:
                field.help_text = _("Yours: %(number)s") % {"number": answers[name]}

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for floor, wish in (("easy_days_floor", "easy_days_wish"), ("race_floor", "race_wish")):
            low, high = said.get(floor), said.get(wish)
            if low is not None and high is not None and high < low:
                self.add_error(wish, _("The wish is at least the floor."))
        limits = tuple(
            self.answers[name] if said.get(name) is None else said[name]
            for name in house_rules.PAIN
        )
        check_pain(self, limits)
        return said
