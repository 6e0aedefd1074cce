"""Quality runs: each rep with its time, filled with the athlete's own target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import pacing
from clients.forms.log import Asked, LogForm
from clients.models import ScheduledPrescription
from clients.rules.log_entry import SetEntry
from plans.rules.paces import clock, read_clock
from plans.rules.prescription import Role
from plans.rules.sentence import Sentence

REPEATED = frozenset({Role.REPS, Role.HILL_REPEATS, Role.STRIDES})
LONGEST_REP_S = 36_000


class ClockField(forms.CharField):
    """A time as minutes and seconds, kept as seconds: 4:20, 1:02:05."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        seconds = read_clock(text)
        if seconds is None or not 0 < seconds <= LONGEST_REP_S:
            raise forms.ValidationError(_("Write a time as minutes and seconds, such as 4:20."))
        return seconds

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, int | float) else value


@dataclass(frozen=True, slots=True)
class Rep:
    """One piece of work: `seconds` are what it asks for or aims at, None where neither is known."""

    line: int
    number: int
    distance_m: int | None
    seconds: int | None

    @property
    def field_name(self) -> str:
        return f"rep-{self.line}-{self.number}"


class QualityForm(LogForm):
    """A rep left empty was not run."""

    def __init__(self, asked: Asked, data: Any = None) -> None:
        self.aims = pacing.aims(asked.client, asked.lines)
        self.reps = [rep for line in asked.lines for rep in reps_of(line, self.aims)]
        super().__init__(asked, data)
        for rep in self.reps:
            self.fields[rep.field_name] = ClockField(required=False, initial=rep.seconds)

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked)
        if asked.log is None:
            return first
        positions = {line.pk: line.position for line in asked.lines}
        run = {
            f"rep-{positions.get(row.prescription_id or 0)}-{row.set_no}": row.seconds
            for row in asked.log.sets.all()
        }
        return first | {rep.field_name: run.get(rep.field_name) for rep in self.reps}

    @property
    def aim_words(self) -> list[Sentence]:
        """Each target, and the race time that it comes from; or that there is none yet."""
        return [aim.words for aim in self.aims.by_line.values()] + [
            pacing.no_race_time(name) for name in self.aims.without_race_time
        ]

    @property
    def rep_fields(self) -> list[tuple[Rep, forms.BoundField]]:
        return [(rep, self[rep.field_name]) for rep in self.reps]

    def said(self) -> dict[str, Any]:
        return super().said() | {"sets": tuple(self._run())}

    def _run(self) -> Iterator[SetEntry]:
        for rep in self.reps:
            seconds = self.cleaned_data[rep.field_name]
            if seconds is not None:
                yield SetEntry(line=rep.line, set_no=rep.number, seconds=seconds)


def reps_of(line: ScheduledPrescription, aims: pacing.Aims) -> list[Rep]:
    """The pieces of work of one line, in order; none of a warm-up, a cool-down or an easy stretch."""
    aim = aims.by_line.get(line.position)
    return [
        Rep(line.position, number, piece.get("distance_m"), _aimed_at(piece, aim))
        for number, piece in enumerate(_pieces(line), start=1)
    ]


def _pieces(line: ScheduledPrescription) -> Sequence[dict[str, Any]]:
    own = {"distance_m": line.distance_m, "seconds": line.seconds}
    if line.role in REPEATED:
        return [own] * (line.sets or 1)
    if line.role == Role.LADDER:
        return line.steps
    if line.role == Role.SETS:
        return list(line.steps[:1]) * (line.sets or 1)
    if line.role == Role.RUN and (line.effort or line.target_value):
        return [own | {"seconds": round(line.minutes * 60) if line.minutes else None}]
    return []


def _aimed_at(piece: dict[str, Any], aim: pacing.Aim | None) -> int | None:
    if piece.get("seconds"):
        return int(piece["seconds"])
    if aim and piece.get("distance_m"):
        return aim.target.rep_s(piece["distance_m"])
    return None
