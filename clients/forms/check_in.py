"""The five questions of a morning."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.phone import PhoneKey
from clients.models import CheckIn
from clients.rules.recovery import CheckInAnswers

ASKS = {
    "sleep": (_("Sleep"), (_("Awful"), _("Poor"), _("All right"), _("Good"), _("Deep"))),
    "fatigue": (_("Energy"), (_("Empty"), _("Tired"), _("Normal"), _("Fresh"), _("Bouncing"))),
    "soreness": (
        _("Muscles"),
        (_("Very sore"), _("Sore"), _("A bit stiff"), _("Good"), _("Like new")),
    ),
    "stress": (_("Stress"), (_("Overrun"), _("Tense"), _("Normal"), _("Calm"), _("At ease"))),
    "mood": (_("Mood"), (_("Low"), _("Flat"), _("Normal"), _("Good"), _("Bright"))),
}
"""Each question with its words for 1 to 5; high is always good."""


class CheckInForm(forms.Form):
    """Every answer may be left out; nothing is chosen beforehand but what was answered today."""

    uid = PhoneKey()
    illness = forms.BooleanField(label=_("I am ill"), required=False)

    def __init__(self, data=None, *, earlier: CheckIn | None = None) -> None:
        names = [*ASKS, "illness"]
        answered = {name: getattr(earlier, name) for name in names} if earlier else {}
        super().__init__(data, initial={"uid": uuid4(), **answered})
        for name, (label, words) in ASKS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=list(enumerate(words, start=1)),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Tap a number from 1 to 5.")},
            )

    @property
    def asks(self):
        """The five questions, in their order."""
        return [self[name] for name in ASKS]

    @property
    def left(self) -> int:
        """How many are still to be answered."""
        return sum(not self[name].value() for name in ASKS)

    def answers(self) -> CheckInAnswers:
        """What was said. Only after validation."""
        items = {name: self.cleaned_data[name] for name in ASKS}
        return CheckInAnswers(illness=self.cleaned_data["illness"], **items)
