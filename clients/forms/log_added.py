"""An exercise that the plan did not ask for, as one row of the strength log: which, sets, how many, load."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log import sentences_of
from clients.forms.log_sets import count_field, load_field
from clients.rules.log_entry import SetEntry
from coachapp.lib.units import Units, kg_of, load_unit
from plans.models import Exercise

MOST_SETS = 20
NOTHING = ("", _("nothing added"))
COUNTED = [("reps", _("reps")), ("seconds", _("seconds"))]


class AddedForm(forms.Form):
    """Nothing chosen is nothing added. An exercise for each side was done alike on both.

    `known` is asked for the exercises only where one is chosen, or the list is shown.
    """

    exercise = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose an exercise from the list.")},
    )
    sets = forms.IntegerField(
        min_value=1,
        max_value=MOST_SETS,
        required=False,
        error_messages={
            "invalid": _("Write the sets as a whole number, such as 3."),
            "min_value": _("At least 1 set."),
            "max_value": _("At most 20 sets of one exercise."),
        },
    )
    count = count_field()
    counted = forms.ChoiceField(choices=COUNTED, initial="reps", required=False)

    def __init__(
        self, number: int, known: Callable[[], Sequence[Exercise]], units: Units, data: Any
    ) -> None:
        self.units, self.load_unit = units, load_unit(units)
        self.known = known
        super().__init__(data, prefix=f"added{number}", initial={"sets": 3}, label_suffix="")
        self.fields["exercise"].choices = self._choices
        self.fields["load"] = load_field(units)

    def _choices(self) -> list[tuple[str, Any]]:
        return [NOTHING, *((str(exercise.pk), exercise.name) for exercise in self.known())]

    @property
    def error_sentences(self) -> list[str]:
        return sentences_of([self])

    @property
    def chosen(self) -> str:
        return str(self["exercise"].value() or "")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        half = said.get("count") is None or said.get("sets") is None
        if said.get("exercise") and half and not self.errors:
            raise forms.ValidationError(
                _("How many sets, and how many in each, of what you added?")
            )
        return said

    def entries(self) -> list[SetEntry]:
        said = self.cleaned_data
        if not said["exercise"]:
            return []
        load = said.get("load")
        chosen = next(each for each in self.known() if each.pk == said["exercise"])
        return [
            SetEntry(
                exercise_id=said["exercise"],
                set_no=number,
                side=side,
                load_kg=None if load is None else kg_of(load, self.units),
                **{said["counted"] or "reps": said["count"]},
            )
            for number in range(1, said["sets"] + 1)
            for side in (("left", "right") if chosen.per_side else ("both",))
        ]
