"""Sets of an exercise on a form, left and right apart. What is shown is what is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.forms.log import Figure, sentences_of
from clients.last_time import LastTime
from clients.models import ScheduledPrescription, SetLog
from clients.rules.log_entry import SetEntry
from coachapp.lib.units import Units, kg_of, load_of, load_unit
from plans.models import Rung
from plans.rules.prescription import Side

MOST_IN_A_SET = 1000
MOST_LOAD = {"metric": 500, "imperial": 1100}
TOO_HEAVY = {
    "metric": _("A load goes up to 500 kg."),
    "imperial": _("A load goes up to 1100 lb."),
}
LEFT_IN_THE_TANK = [("0", _("nothing")), ("1", _("one")), ("2", _("two")), ("3", _("three"))]
LEFT_IN_THE_TANK += [("4", _("plenty"))]
SIDE_WORDS = {"left": _("left"), "right": _("right"), "both": _("both")}


class SetForm(forms.Form):
    """One set: a tick that it was done, a number for each side, and the load."""

    done = forms.BooleanField(required=False)

    def __init__(self, card: "ExerciseForm", number: int, data: Any, first: dict[str, Any]) -> None:
        self.number = number
        self.card = card
        self.first_kg = first.get("load_kg")
        prefix = f"s{card.line.position}-{number}"
        super().__init__(data, prefix=prefix, initial=first, label_suffix="")
        for side in card.sides:
            self.fields[side] = count_field()
        self.fields["load"] = load_field(card.units)

    @property
    def error_sentences(self) -> list[str]:
        """Each sentence once, whichever side it is about."""
        return sentences_of([self])

    @property
    def side_fields(self) -> list[forms.BoundField]:
        return [self[side] for side in self.card.sides]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        nothing = all(said.get(side) is None for side in self.card.sides)
        if said.get("done") and nothing and not self.errors:
            raise forms.ValidationError(
                _("How many in set %(number)s? If you left it out, untick it."),
                params={"number": self.number},
            )
        return said

    def entries(self) -> Iterator[SetEntry]:
        """One entry a side. Nothing, where the set was not done."""
        said = self.cleaned_data
        if not said["done"]:
            return
        load = said.get("load")
        for side in self.card.sides:
            if said[side] is not None:
                yield SetEntry(
                    line=self.card.line.position,
                    exercise_id=self.card.line.exercise_id,
                    set_no=self.number,
                    side=side,
                    load_kg=None if load is None else kg_of(load, self.card.units, self.first_kg),
                    **{self.card.measure: said[side]},
                )


class ExerciseForm(forms.Form):
    """One exercise: its sets, what was left in the tank after the last, and the faults that were seen."""

    rir = forms.TypedChoiceField(
        choices=LEFT_IN_THE_TANK, coerce=int, empty_value=None, required=False
    )

    skipped = forms.BooleanField(required=False)

    def __init__(
        self,
        line: ScheduledPrescription,
        data: Any,
        *,
        units: Units,
        last: LastTime | None = None,
        logged: list[SetLog] | None = None,
        rungs: Sequence[Rung] = (),
    ) -> None:
        self.line, self.units, self.last = line, units, last
        self.superset = line.superset.rstrip("0123456789")
        self.partners: Sequence[ExerciseForm] = ()
        self.load_unit = load_unit(units)
        self.sides = sides_of(line)
        self.measure = "seconds" if line.seconds else "reps"
        self.fault_choices = [
            (f"{fault['code']}:{side}", fault["seen"], SIDE_WORDS[side])
            for fault in (line.exercise.faults if line.exercise else [])
            for side in self.sides
        ]
        first: dict[str, Any] = {"rir": None, "faults": [], "rung": line.rung_id}
        if logged:
            first = {
                "rung": logged[-1].rung_id,
                "rir": logged[-1].rir,
                "faults": [f"{code}:{row.side}" for row in logged for code in row.faults],
            }
        super().__init__(data, prefix=f"e{line.position}", initial=first, label_suffix="")
        self.fields["faults"] = forms.MultipleChoiceField(
            choices=[(value, value) for value, *_words in self.fault_choices], required=False
        )
        self.rungs = rungs
        self.fields["rung"] = forms.TypedChoiceField(
            choices=[("", ""), *((str(rung.pk), rung.name) for rung in rungs)],
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": _("Choose a step of this exercise’s ladder.")},
        )
        self.sets = [
            SetForm(self, number, data, first)
            for number, first in enumerate(self._sets_first(logged), start=1)
        ]

    @property
    def name(self) -> str:
        return self.line.exercise.name if self.line.exercise else self.line.name.capitalize()

    @property
    def rest_s(self) -> int | None:
        """The rest after a set; in a superset the longest that one of them asks for, after the round."""
        asked = [each.line.rest_s for each in (self, *self.partners) if each.line.rest_s]
        return max(asked, default=None)

    @property
    def pair(self) -> str:
        """The same word for those that take turns; nothing for an exercise on its own."""
        return f"{self.line.block} {self.superset}" if self.partners else ""

    @property
    def partner_names(self) -> str:
        return gettext(" and ").join(each.name for each in self.partners)

    @property
    def last_load(self) -> float | None:
        """Last time's load in the athlete's own unit."""
        return load_of(self.last.load_kg, self.units) if self.last else None

    @property
    def asked_for(self) -> list[str]:
        """3 × 8 each side, 12 kg, 3-1-1: what the line asks for, in pieces."""
        line = self.line
        load = load_of(line.load_kg, self.units)
        pieces = [
            amount_words(line),
            f"{load:g} {self.load_unit}" if load is not None else line.load_word,
            line.tempo,
            gettext("rest %(seconds)s s") % {"seconds": self.rest_s} if self.rest_s else "",
        ]
        return [piece for piece in pieces if piece]

    @property
    def tank_choices(self) -> list[tuple[str, Promise, bool]]:
        """What may be left in the tank: number, word, chosen."""
        chosen = str(self["rir"].value() if self["rir"].value() is not None else "")
        return [
            ("4+" if value == "4" else value, word, value == chosen)
            for value, word in LEFT_IN_THE_TANK
        ]

    @property
    def chosen_rung(self) -> str:
        return str(self["rung"].value() or "")

    @property
    def chosen_faults(self) -> list[str]:
        return self["faults"].value() or []

    @property
    def asked_sets(self) -> list[SetForm]:
        """Without the one more that may be added."""
        return self.sets[:-1]

    @property
    def one_more(self) -> SetForm:
        return self.sets[-1]

    def _sets_first(self, logged: list[SetLog] | None) -> list[dict[str, Any]]:
        """What each set shows first: as logged, else as asked, adjusted by last time; then one more."""
        asked = [self._asked_first(index) for index in range(set_count(self.line) + 1)]
        asked[-1]["done"] = False
        if logged is None:
            return asked
        sets = [
            self._logged_first(list(rows)) for _, rows in groupby(logged, lambda row: row.set_no)
        ]
        left_out = asked[len(sets) :] or asked[-1:]
        return sets + [first | {"done": False} for first in left_out]

    def _asked_first(self, index: int) -> dict[str, Any]:
        line, last = self.line, self.last
        load_kg = last.load_kg if last and line.load_kg is None else line.load_kg
        first: dict[str, Any] = {
            side: adjusted(line, side, last.of(side, index) if last else None)
            for side in self.sides
        }
        is_meant = line.session_id is not None and not line.optional and line.choice in (0, 1)
        return first | {"done": is_meant} | self._load_first(load_kg)

    def _logged_first(self, rows: list[SetLog]) -> dict[str, Any]:
        did = {row.side: getattr(row, self.measure) for row in rows}
        if self.measure == "seconds":
            did = {side: value and round(value) for side, value in did.items()}
        return did | {"done": True} | self._load_first(rows[0].load_kg)

    def _load_first(self, load_kg: float | None) -> dict[str, float | None]:
        """The load as it is read, and as it is stored: what nobody touched stays as it was."""
        return {"load": load_of(load_kg, self.units), "load_kg": load_kg}

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(each.is_valid() for each in self.counted_sets)])

    @property
    def counted_sets(self) -> list[SetForm]:
        """Its sets; none where the exercise was skipped, whatever stands in them."""
        return [] if self["skipped"].value() else self.sets

    def entries(self) -> list[SetEntry]:
        """Every set that was done. What was left in the tank, and the faults, belong to the last one."""
        rung = self.cleaned_data["rung"] or self.line.rung_id
        entries = [
            replace(entry, rung_id=rung) for each in self.counted_sets for entry in each.entries()
        ]
        last_no = max((entry.set_no for entry in entries), default=0)
        noticed = [value.split(":") for value in self.cleaned_data["faults"]]
        return [
            replace(
                entry,
                rir=self.cleaned_data["rir"],
                faults=tuple(code for code, side in noticed if side == entry.side),
            )
            if entry.set_no == last_no
            else entry
            for entry in entries
        ]


def amount_words(line: ScheduledPrescription) -> str:
    """3 × 8 each side; 2 × 30 s; 3 × 8-12."""
    low = line.seconds or line.reps_min
    high = line.upper.get("seconds") if line.seconds else line.reps_max
    if low is None:
        return gettext("%(sets)s sets") % {"sets": set_count(line)}
    amount = f"{low}-{high:g}" if high and high != low else f"{low}"
    if line.reps_right is not None:
        amount = gettext("%(left)s left, %(right)s right") % {
            "left": low,
            "right": line.reps_right,
        }
    words = f"{set_count(line)} × {amount}{' s' if line.seconds else ''}"
    return f"{words} {gettext('each side')}" if line.side == Side.EACH else words


def sides_of(line: ScheduledPrescription) -> tuple[str, ...]:
    """Which sides a set is logged for."""
    if line.side == Side.EACH:
        return ("left", "right")
    return (line.side,) if line.side else ("both",)


def set_count(line: ScheduledPrescription) -> int:
    return line.sets or 1


def adjusted(line: ScheduledPrescription, side: str, last: float | None) -> int | None:
    """What a set shows first: last time's number where it lies within what is asked, else the nearest asked."""
    least: int | None = line.seconds or line.reps_min
    most = line.upper.get("seconds") if line.seconds else line.reps_max
    if side == "right" and line.reps_right is not None:
        least = most = line.reps_right
    if last is None:
        return least
    if least is None:
        return round(last)
    return round(min(max(last, least), most or least))


def count_field() -> forms.IntegerField:
    return forms.IntegerField(
        min_value=0,
        max_value=MOST_IN_A_SET,
        required=False,
        error_messages={
            "invalid": _("Write a whole number, such as 8."),
            "min_value": _("A number of 0 or more."),
            "max_value": _("At most 1000 in one set."),
        },
    )


def load_field(units: Units) -> Figure:
    return Figure(
        min_value=0,
        max_value=MOST_LOAD[units],
        required=False,
        error_messages={
            "invalid": _("Write the load as a number, such as 12 or 12.5."),
            "min_value": _("A load of 0 or more."),
            "max_value": TOO_HEAVY[units],
        },
    )
