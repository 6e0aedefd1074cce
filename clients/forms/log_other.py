"""Cross-training, and practice that somebody else set: which one, and what it was."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log import Asked, LogForm
from coachapp.lib.typed import Words
from plans.rules.kinds import Kind


class OtherForm(LogForm):
    """Cross-training, or a practice that somebody else set."""

    ACTIVITIES = {
        Kind.CROSS: {
            "bike": _("Bike"),
            "pool": _("Pool run"),
            "elliptical": _("Elliptical"),
            "swim": _("Swim"),
            "walk": _("Walk"),
            "other": _("Other"),
        },
        Kind.PRACTICE: {
            "school": _("School"),
            "club": _("Club"),
            "game": _("Team game"),
            "other": _("Other"),
        },
    }

    words = Words(
        label=_("What did you do there?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"max_length": _("At most 300 characters.")},
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(asked, data)
        self.activity_choices = list(self.ACTIVITIES[asked.kind].items())
        self.fields["activity"] = forms.ChoiceField(
            choices=self.activity_choices,
            required=False,
            error_messages={"invalid_choice": _("Choose one of these, or Other.")},
        )

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked)
        if asked.log is not None:
            return first | {"words": asked.log.words}
        names = " ".join(line.name for line in asked.lines).lower()
        planned = (word for word in self.ACTIVITIES[asked.kind] if word in names)
        return first | {"activity": next(planned, "")}

    def said(self) -> dict[str, Any]:
        chosen = self.cleaned_data["activity"]
        label = str(self.ACTIVITIES[self.asked.kind].get(chosen, ""))
        words = self.cleaned_data["words"]
        if label and chosen != self.initial.get("activity") and self.asked.session:
            words = f"{label}. {words}".strip()[:300] if words else label
        return super().said() | {"words": words, "title": "" if chosen == "other" else label}
