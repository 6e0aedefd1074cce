"""Which mail somebody wants, and when none: an athlete's wishes, a coach's, and what a coach gives to somebody new."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.join import PlaceForm
from clients.models import QuietTime, Wish
from clients.rules.athlete_mail import MORNING_AT, Mail
from clients.rules.coach_mail import DIGESTS
from clients.rules.mail_moments import LOG_MISSING_AT
from clients.rules.quiet_hours import WEEK_DAYS

Kind, Mode = Wish.Kind, Wish.Mode
OFF = Wish.OFF
LONGEST_SNOOZE = timedelta(days=366)

OFF_CHOICE = (OFF, _("off"))
LINE = (Mode.INSIDE.value, _("in the morning mail"))
MORNING = (
    OFF_CHOICE,
    (Mode.SAME_DAY.value, _("in the morning")),
    (Mode.EVENING_BEFORE.value, _("the evening before")),
)
NEWS = (OFF_CHOICE, (Mode.AT_ONCE.value, _("at once")), LINE)
RIDER = (OFF_CHOICE, LINE, (Mode.SAME_DAY.value, _("also on days without one")))
SWITCH = (OFF_CHOICE, (Mode.SAME_DAY.value, _("on")))

OF_ATHLETE = {
    Kind.MORNING: (MORNING, _("On training days: plan, recovery, check-in link, all in one")),
    Kind.WEEK_SENT: (NEWS, _("Once, when your coach sends it")),
    Kind.NOTE: (NEWS, _("At most one mail a day")),
    Kind.LOG_MISSING: (SWITCH, _("The evening after")),
    Kind.TREATMENT: (RIDER, _("By the rhythm that was set with you")),
    Kind.NEXT_MORNING: (RIDER, _("One question after something hurt in training")),
    Kind.SCREEN: (RIDER, _("Five slow squats, when it is time to look again")),
    Kind.PLAN_ENDS: (RIDER, _("Once, two days before")),
}
OF_COACH = {
    Kind.NOTE: (
        (OFF_CHOICE, (Mode.AT_ONCE.value, _("at once"))),
        _("When an athlete writes, at most one mail a day"),
    ),
    Kind.DIGEST: (SWITCH, _("Who needs you, only on days when somebody does")),
    Kind.WEEKLY: (SWITCH, _("Sundays: who did how much, and what is to plan")),
}
OF_SOMEBODY_NEW = {kind: said for kind, said in OF_ATHLETE.items() if kind is not Kind.MORNING}
"""The morning mail has its own dial."""
USUAL = {
    Kind.MORNING: Mode.SAME_DAY,
    Kind.WEEK_SENT: Mode.AT_ONCE,
    Kind.NOTE: Mode.AT_ONCE,
    Kind.TREATMENT: Mode.INSIDE,
    Kind.NEXT_MORNING: Mode.INSIDE,
}
HOURS = {
    Kind.MORNING: MORNING_AT,
    Kind.LOG_MISSING: LOG_MISSING_AT,
    Kind.DIGEST: DIGESTS[Mail.DIGEST],
    Kind.WEEKLY: DIGESTS[Mail.WEEKLY],
}
Kinds = Mapping[Wish.Kind, tuple[Any, Any]]


def said_by(wishes: Iterable[Wish]) -> dict[str, Any]:
    """What is stored, as a form shows it."""
    said: dict[str, Any] = {}
    for wish in wishes:
        said[wish.kind] = choice_of(wish)
        if wish.at:
            said[f"{wish.kind}_at"] = wish.at
    return said


def choice_of(wish: Wish) -> str:
    if not wish.on:
        return OFF
    is_news = wish.kind in (Kind.WEEK_SENT, Kind.NOTE) and wish.mode == Mode.SAME_DAY
    return Mode.AT_ONCE.value if is_news else wish.mode


class KindsForm(forms.Form):
    """One choice for each kind, and the hour of those that have one."""

    def __init__(
        self, data=None, *, kinds: Kinds, said: Mapping[str, Any], hours: bool = True, **kwargs
    ) -> None:
        super().__init__(data, **kwargs)
        self.kinds = kinds
        self.hours = HOURS if hours else {}
        for kind, (choices, hint) in kinds.items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                help_text=hint,
                choices=choices,
                initial=said.get(kind.value, USUAL.get(kind, OFF)),
                error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
            )
            if kind in self.hours:
                self.fields[f"{kind.value}_at"] = hour(said.get(f"{kind.value}_at", HOURS[kind]))

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each kind with its hour."""
        return [
            (self[kind.value], self[f"{kind.value}_at"] if kind in self.hours else None)
            for kind in self.kinds
        ]

    def save(self, user) -> None:
        for kind in self.kinds:
            at = self.cleaned_data.get(f"{kind.value}_at")
            at = None if at == HOURS.get(kind) else at
            Wish.objects.choose(user, kind, self.cleaned_data[kind.value], at)


def hour(at: time) -> forms.TimeField:
    return forms.TimeField(
        label=_("At"),
        required=False,
        initial=at,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the hour as 06:30.")},
    )


class QuietForm(forms.ModelForm):
    """Hours and days without mail, a snooze up to a day, and none at all."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days without mail"),
        required=False,
        coerce=int,
        choices=PlaceForm.WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = QuietTime
        fields = ["starts", "ends", "weekdays", "until", "off"]
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "starts": dict.fromkeys(("required", "invalid"), _("Write the hour as 21:00.")),
            "ends": dict.fromkeys(("required", "invalid"), _("Write the hour as 07:00.")),
            "until": {"invalid": _("Write the day as 2026-11-30.")},
        }

    def __init__(self, data=None, *, user, today: date) -> None:
        stored = QuietTime.objects.filter(user=user).first() or QuietTime(user=user)
        super().__init__(data, instance=stored)
        self.today = today

    def clean_weekdays(self) -> list[int]:
        days = self.cleaned_data["weekdays"]
        if len(days) == WEEK_DAYS:
            raise forms.ValidationError(_("All seven: choose “no mail at all” instead."))
        return days

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until - self.today > LONGEST_SNOOZE:
            raise forms.ValidationError(_("Choose a day within a year."))
        return until if until and until > self.today else None
