"""Runs that carry: easy, long, run-walk, return run. An unwatched one asks for no distance, on purpose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log import Asked, Figure, LogForm
from coachapp.lib.units import distance_of, distance_unit, metres_of
from plans.rules.kinds import RunType

USUAL_MINUTES = (20, 30, 40, 50, 60)
USUAL_EFFORTS = (2, 3, 4, 5)
STEP_MINUTES = 10
SHORTEST_MINUTES = 5
MORE = "more"
LONGEST = 300  # in either unit


class RunForm(LogForm):
    """About how long, how it was, and whether one could talk."""

    reads_lines = False

    could_talk = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("Not always"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    distance = Figure(
        min_value=0,
        max_value=LONGEST,
        required=False,
        error_messages={
            "invalid": _("Write the distance as a number, such as 12.5."),
            "min_value": _("A distance is not below zero."),
            "max_value": _("A distance goes up to 300."),
        },
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(asked, data)
        self.minute_picks = picks(asked.minutes)
        self.distance_unit = distance_unit(asked.units)
        self.fields["minutes"].required = False
        self.fields["pick"] = forms.ChoiceField(
            choices=[(str(pick), str(pick)) for pick in (*self.minute_picks, MORE)],
            required=False,
            error_messages={"invalid_choice": _("Choose the minutes, or More.")},
        )
        if is_unwatched(asked):
            del self.fields["distance"]

    @property
    def effort_is_unusual(self) -> bool:
        """Whether the effort is none of the four that stand on the page."""
        return self.chosen_effort not in (None, *USUAL_EFFORTS)

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked)
        minutes = first["minutes"]
        pick = minutes if minutes in picks(asked.minutes) else MORE if minutes else ""
        if asked.log is None:
            return first | {"pick": str(pick)}
        talked = {True: "yes", False: "no", None: ""}[asked.log.could_talk]
        distance = distance_of(asked.log.distance_m, asked.units)
        return first | {"pick": str(pick), "could_talk": talked, "distance": distance}

    @property
    def first_m(self) -> float | None:
        """The metres that the page showed first: where they are not touched, they stay."""
        return self.asked.log.distance_m if self.asked.log else None

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        pick = said.get("pick")
        if pick and pick != MORE:
            said["minutes"] = int(pick)
        elif "minutes" in said and said["minutes"] is None:
            self.add_error("minutes", self.fields["minutes"].error_messages["required"])
        return said

    def said(self) -> dict[str, Any]:
        distance = self.cleaned_data.get("distance")
        return super().said() | {
            "could_talk": self.cleaned_data["could_talk"],
            "distance_m": metres_of(distance, self.asked.units, self.first_m) if distance else None,
        }


def picks(planned: int | None) -> tuple[int, ...]:
    """Five lengths to tap: the usual ones, or those around what the plan says."""
    if planned is None or planned in USUAL_MINUTES:
        return USUAL_MINUTES
    around = (planned + step * STEP_MINUTES for step in range(-2, 3))
    return tuple(minutes for minutes in around if minutes >= min(planned, SHORTEST_MINUTES))


def is_unwatched(asked: Asked) -> bool:
    """The coach's flag; an easy run that nobody had planned is unwatched too."""
    if asked.session is not None:
        return asked.session.unwatched
    return asked.run_type is RunType.EASY
