"""The strength log: every exercise with its sets, then the session as a whole."""

from functools import cache
from typing import Any

from clients import ladders, last_time
from clients.forms.log import Asked, LogForm, sentences_of
from clients.forms.log_added import AddedForm
from clients.forms.log_sets import ExerciseForm
from clients.models import ScheduledPrescription, SetLog
from plans.rules.prescription import Role

ROWS_TO_ADD = (1, 2)


class StrengthForm(LogForm):
    """Prefilled from the plan, adjusted by last time. With no plan, the last session's exercises, unticked."""

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(asked, data)
        lines = [line for line in asked.lines if line.role == Role.EXERCISE]
        last = self._last_time(lines) if data is None else {}
        logged = logged_sets(asked)
        rungs = ladders.rungs_of({line.exercise_id for line in lines if line.exercise_id})
        self.exercises = [
            ExerciseForm(
                line,
                data,
                units=asked.units,
                last=last.get(line.exercise_id or 0),
                logged=logged.get(line.position, []) if asked.log else None,
                rungs=rungs.get(line.exercise_id or 0, ()),
            )
            for line in lines
        ]
        for mates in partners(self.exercises):
            for each in mates:
                each.partners = [mate for mate in mates if mate is not each]
        known = cache(lambda: ladders.to_add(asked.client))
        self.added = [AddedForm(number, known, asked.units, data) for number in ROWS_TO_ADD]

    @property
    def shows_added(self) -> bool:
        return self.is_bound and any(row.chosen or row.errors for row in self.added)

    def _last_time(self, lines: list[ScheduledPrescription]) -> dict[int, last_time.LastTime]:
        exercises = {line.exercise_id for line in lines if line.exercise_id}
        exclude = self.asked.log.pk if self.asked.log else None
        return last_time.by_exercise(self.asked.client, exercises, self.asked.day, exclude=exclude)

    @property
    def error_sentences(self) -> list[str]:
        sets = [each for exercise in self.exercises for each in exercise.counted_sets]
        return sentences_of([*sets, *self.exercises, *self.added, self])

    def is_valid(self) -> bool:
        each = [*self.exercises, *self.added]
        return all([super().is_valid(), *(form.is_valid() for form in each)])

    def said(self) -> dict[str, Any]:
        entries = [entry for each in [*self.exercises, *self.added] for entry in each.entries()]
        return super().said() | {"sets": tuple(entries)}


def partners(exercises: list[ExerciseForm]) -> list[list[ExerciseForm]]:
    """The exercises that take turns: those of one block whose supersets share a letter."""
    groups: dict[tuple[str, str], list[ExerciseForm]] = {}
    for each in exercises:
        if each.superset:
            groups.setdefault((each.line.block, each.superset), []).append(each)
    return [group for group in groups.values() if len(group) > 1]


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
