"""Hill sprints: how many and how long, what worked, and the strides that take it to the flat."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import last_time
from clients.forms.log import Asked, LogForm
from clients.models import ScheduledPrescription
from clients.rules.log_entry import SetEntry
from coachapp.lib.typed import Words
from plans.rules.hills import LONGEST_SPRINT_S, default_rest_s
from plans.rules.kinds import Kind
from plans.rules.prescription import Role

WORK_SECONDS = (8, 10, 12, 15, 20, 25, 30)
MOST_REPS = 40
USUAL_STRIDES = 3
USUAL_STRIDE_M = 80
USUAL_REPS = 4
WHAT_WORKED = {
    "arms": _("Arms"),
    "steps": _("Quick, small steps"),
    "feet": _("Feet driving down"),
}


class HillsForm(LogForm):
    """However it was counted, on the screen, in the pocket or afterwards, it ends in the same fields."""

    reps = forms.IntegerField(
        label=_("Reps you did"),
        min_value=1,
        max_value=MOST_REPS,
        error_messages={
            "required": _("How many reps did you do?"),
            "invalid": _("Write the reps as a whole number, such as 6."),
            "min_value": _("No rep at all? Then “Not today” on the session says it better."),
            "max_value": _("At most 40 reps in one session."),
        },
    )
    seconds = forms.IntegerField(
        label=_("Seconds each, about"),
        min_value=3,
        max_value=LONGEST_SPRINT_S,
        error_messages={
            "required": _("About how many seconds was each?"),
            "invalid": _("Write the seconds as a whole number, such as 20."),
            "min_value": _("A sprint takes at least 3 seconds."),
            "max_value": _("Sprints are up to 30 seconds; longer ones are hill repeats."),
        },
    )
    timed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    worked = forms.MultipleChoiceField(choices=list(WHAT_WORKED.items()), required=False)
    words = Words(
        label=_("In your own words: what had to change to run faster?"),
        max_length=250,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
        error_messages={"max_length": _("At most 250 characters: short enough to stand large.")},
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        self.hill = line_of(asked, Role.HILLS)
        self.flat = line_of(asked, Role.STRIDES)
        super().__init__(asked, data)
        if asked.session is None:
            self.fields["reps"].error_messages["min_value"] = _(
                "No rep at all? Then there is nothing to log here."
            )
        self.stride_count = (self.flat.sets if self.flat else None) or USUAL_STRIDES
        self.stride_m = self.flat.distance_m if self.flat else USUAL_STRIDE_M
        self.stride_s = self.flat.seconds if self.flat else None
        self.stride_numbers = [str(number) for number in range(1, self.stride_count + 1)]
        self.fields["strides"] = forms.TypedMultipleChoiceField(
            choices=[(number, number) for number in self.stride_numbers],
            coerce=int,
            required=False,
        )
        self.last_words = last_time.words(
            asked.client, Kind.HILLS, asked.day, exclude=asked.log.pk if asked.log else None
        )

    @property
    def asked_reps(self) -> int | None:
        return self.hill.sets if self.hill else None

    @property
    def asked_seconds(self) -> int | None:
        return self.hill.seconds if self.hill else None

    @property
    def walk_back_s(self) -> int:
        """What the pocket timer starts with."""
        asked = self.hill.rest_s if self.hill else None
        return asked or default_rest_s(self.asked_seconds or WORK_SECONDS[0])

    @property
    def work_seconds(self) -> str:
        return ",".join(str(each) for each in WORK_SECONDS)

    @property
    def chosen_strides(self) -> list[str]:
        return [str(number) for number in self["strides"].value() or []]

    @property
    def chosen_worked(self) -> list[str]:
        return self["worked"].value() or []

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked) | {
            "reps": self.asked_reps or USUAL_REPS,
            "seconds": self.asked_seconds or WORK_SECONDS[0],
        }
        if asked.log is None:
            return first
        rows = list(asked.log.sets.all())
        sprints = [row.seconds for row in rows if row.seconds]
        return first | {
            "words": asked.log.words,
            "reps": len(sprints) or first["reps"],
            "seconds": round(max(sprints)) if sprints else first["seconds"],
            "strides": [row.set_no for row in rows if not row.seconds],
        }

    def clean_timed(self) -> list[float]:
        """Seconds of each rep as the timer took them; nothing where the field holds anything else."""
        parts = self.cleaned_data["timed"].split(",")
        if not all(part.replace(".", "", 1).isdecimal() for part in parts):
            return []
        return [min(float(part), LONGEST_SPRINT_S) for part in parts][:MOST_REPS]

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        worked = ", ".join(str(WHAT_WORKED[each]) for each in said["worked"])
        words = ". ".join(part for part in (worked, said["words"]) if part)
        return super().said() | {"words": words[:300], "sets": (*self._hill(), *self._strides())}

    def _hill(self) -> list[SetEntry]:
        """The timer's seconds where it counted every rep, else so many times about so long."""
        said = self.cleaned_data
        by_timer = len(said["timed"]) == said["reps"]
        seconds = said["timed"] if by_timer else [said["seconds"]] * said["reps"]
        line = self.hill.position if self.hill else None
        source = "timer" if by_timer else "manual"
        return [
            SetEntry(line=line, set_no=number, seconds=each, source=source)
            for number, each in enumerate(seconds, start=1)
        ]

    def _strides(self) -> list[SetEntry]:
        line = self.flat.position if self.flat else None
        return [SetEntry(line=line, set_no=number) for number in self.cleaned_data["strides"]]


def line_of(asked: Asked, role: Role) -> ScheduledPrescription | None:
    return next((line for line in asked.lines if line.role == role), None)
