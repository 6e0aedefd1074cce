"""Ball, foam, stretching, yoga: a routine whose steps are ticked off, and whether a spot let go."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log import Asked, LogForm
from clients.models import ScheduledPrescription
from clients.rules.log_entry import SetEntry
from plans.rules.prescription import Role

USUAL_EFFORT = 2.0  # body work is easy; what is shown is what is saved
SHORTEST_HOLD_S = 15  # below it is a stretch of a breath, which lets nothing go
NOT_LET_GO = "NOT_LET_GO"
LET_GO = [("yes", _("It let go")), ("no", _("Not yet"))]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the routine with its tick and, for a hold on a spot, its question."""

    line: ScheduledPrescription
    done: forms.BoundField
    let_go: forms.BoundField | None

    @property
    def beat_s(self) -> int | None:
        """Seconds of one stretch of a breath, there and back; None for a hold."""
        line = self.line
        return round(2 * line.seconds) if line.seconds and not lets_go(line) else None

    @property
    def timed_s(self) -> int | None:
        """Seconds that the ring counts on one side: of the hold, or of all the stretches together."""
        if self.beat_s:
            return self.beat_s * (self.line.sets or 1)
        return round(self.line.seconds) if self.line.seconds else None


class RoutineForm(LogForm):
    def __init__(self, asked: Asked, data: Any = None) -> None:
        self.lines = [line for line in asked.lines if line.role != Role.NOTE]
        super().__init__(asked, data)
        for line in self.lines:
            self.fields[f"done-{line.position}"] = forms.BooleanField(required=False)
            if lets_go(line):
                self.fields[f"let-go-{line.position}"] = forms.ChoiceField(
                    choices=LET_GO, required=False
                )

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = {"effort": self._usual_effort(asked)} | super().shown_first(asked)
        if asked.log is None:
            return first | {f"done-{line.position}": not line.optional for line in self.lines}
        rows = {row.prescription_id: row for row in asked.log.sets.all()}
        for line in self.lines:
            row = rows.get(line.pk)
            first[f"done-{line.position}"] = row is not None
            if row is not None and NOT_LET_GO in row.faults:
                first[f"let-go-{line.position}"] = "no"
        return first

    @property
    def steps(self) -> list[Step]:
        return [
            Step(
                line,
                self[f"done-{line.position}"],
                self[f"let-go-{line.position}"] if lets_go(line) else None,
            )
            for line in self.lines
        ]

    @property
    def hold_s(self) -> int:
        """Seconds of the first step with a time, which the ring starts with."""
        return next((step.timed_s for step in self.steps if step.timed_s), 30)

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return super().said() | {
            "sets": tuple(
                SetEntry(
                    line=line.position,
                    reps=line.sets,
                    seconds=line.seconds,
                    faults=(NOT_LET_GO,) if said.get(f"let-go-{line.position}") == "no" else (),
                )
                for line in self.lines
                if said[f"done-{line.position}"]
            )
        }

    @staticmethod
    def _usual_effort(asked: Asked) -> float:
        planned = asked.session.effort if asked.session else None
        return planned or USUAL_EFFORT


def lets_go(line: ScheduledPrescription) -> bool:
    """Whether the line is a hold on a spot, which may let go."""
    return (line.seconds or 0) >= SHORTEST_HOLD_S
