"""The strength log: every exercise with its sets, then the session as a whole."""

from typing import Any

from clients import last_time
from clients.forms.log import Asked, LogForm, sentences_of
from clients.forms.log_sets import ExerciseForm
from clients.models import ScheduledPrescription, SetLog
from plans.rules.prescription import Role


class StrengthForm(LogForm):
    """Prefilled from the plan, adjusted by last time. With no plan, the last session's exercises, unticked."""

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(asked, data)
        lines = [line for line in asked.lines if line.role == Role.EXERCISE]
        last = self._last_time(lines) if data is None else {}
        logged = logged_sets(asked)
        self.exercises = [
            ExerciseForm(
                line,
                data,
                units=asked.units,
                last=last.get(line.exercise_id or 0),
                logged=logged.get(line.position, []) if asked.log else None,
            )
            for line in lines
        ]

    def _last_time(self, lines: list[ScheduledPrescription]) -> dict[int, last_time.LastTime]:
        exercises = {line.exercise_id for line in lines if line.exercise_id}
        exclude = self.asked.log.pk if self.asked.log else None
        return last_time.by_exercise(self.asked.client, exercises, self.asked.day, exclude=exclude)

    @property
    def error_sentences(self) -> list[str]:
        sets = [each for exercise in self.exercises for each in exercise.sets]
        return sentences_of([*sets, *self.exercises, self])

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(each.is_valid() for each in self.exercises)])

    def said(self) -> dict[str, Any]:
        entries = [entry for exercise in self.exercises for entry in exercise.entries()]
        return super().said() | {"sets": tuple(entries)}


def logged_sets(asked: Asked) -> dict[int, list[SetLog]]:
    """The sets of the log to change, by the position of their line."""
    if asked.log is None:
        return {}
    by_line = {line.pk: line.position for line in asked.lines if line.pk}
    by_exercise = {line.exercise_id: line.position for line in asked.lines}
    found: dict[int, list[SetLog]] = {}
    for row in asked.log.sets.all():
        position = by_line.get(row.prescription_id or 0) or by_exercise.get(row.exercise_id, 0)
        found.setdefault(position, []).append(row)
    return found
