"""The next step of each strength exercise, by double progression: read from logs, taken by the coach."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from clients import scheduling
from clients.models import (
    Client,
    ScheduledPrescription,
    ScheduledSession,
    SessionLog,
    SetLog,
    StepAnswer,
)
from plans import writing
from plans.models import AbstractPrescription, Exercise, Rung
from plans.rules.kinds import Kind
from plans.rules.prescription import Side
from plans.rules.progression import (
    SESSIONS_IN_A_ROW,
    ExerciseDone,
    Next,
    SetDone,
    Suggestion,
    Target,
    suggest,
)
from plans.rules.regions import Region

if TYPE_CHECKING:
    from coachapp.models import User

LOOKS_BACK = timedelta(weeks=12)
REACHES = timedelta(weeks=4)
QUIET_PAIN = 2
DUMBBELLS_TO_KG, DUMBBELL_STEP_KG, PLATE_STEP_KG = 20, 1.0, 2.5
"""The smallest step of load that there is: dumbbells come by the kilogram, plates do not (our default)."""


class NothingSuggested(ValueError):
    """Something new was logged, or the coach has answered already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How somebody is today: on a red day, and on a part that hurts, nothing is raised."""

    is_red: bool = False
    sore: frozenset[Region] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A line ahead, as it stands and as it would be."""

    session: ScheduledSession
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A suggestion for one exercise after its last log. `asked` is the line that was logged last."""

    exercise: Exercise
    log: SessionLog
    asked: ScheduledPrescription
    suggestion: Suggestion
    rung: Rung | None  # the next one, where the ladder is the step
    coming: Sequence[Coming] = ()

    def fits(self, line: AbstractPrescription) -> bool:
        """Whether `line` asks for what was asked last: a planned lighter week keeps its own numbers."""
        return (line.exercise_id, line.rung_id, line.load_kg) == (
            self.asked.exercise_id,
            self.asked.rung_id,
            self.asked.load_kg,
        )

    def take_if_it_fits(self, line: AbstractPrescription) -> bool:
        """Let `line` ask for the next step where it asks for what was asked last."""
        fits = self.fits(line)
        if fits:
            self.take(line)
        return fits

    def take(self, line: AbstractPrescription) -> None:
        """Let `line` ask for the next step."""
        if self.rung is not None:
            line.rung, line.name = self.rung, self.rung.name
        else:
            line.load_kg = self.suggestion.load_kg
        line.text = str(line)


def steps(client: Client, body: Body, *, today: date) -> list[Step]:
    """What could change now, by exercise; what the coach has answered waits for a new log. Four queries."""
    done = _done(client, today)
    answered = set(
        StepAnswer.objects.filter(client=client, exercise__in=done).values_list("exercise", "log")
    )
    rungs = _rungs(done)
    found = []
    for exercise, logs in done.items():
        step = _step(logs, rungs.get(exercise, []), body)
        if step is not None and (exercise, step.log.pk) not in answered:
            found.append(step)
    return _with_coming(client, found, today)


def taken(client: Client, *, today: date) -> list[Step]:
    """The steps that the coach has accepted, oldest first, each as its own log called for it.

    A line that was written before its step still asks for less; once the step is in no log any more,
    or the log says something else by now, there is nothing to catch up with.
    """
    answers = list(
        StepAnswer.objects.filter(client=client, answer=StepAnswer.Answer.ACCEPTED)
        .filter(log__done_on__gte=today - LOOKS_BACK)
        .order_by("log__done_on", "pk")
    )
    if not answers:
        return []
    done = _done(client, today)
    rungs = _rungs(done)
    found = []
    for answer in answers:
        logs = done.get(answer.exercise_id, [])
        until = next((n for n, sets in enumerate(logs) if sets[0].log_id == answer.log_id), None)
        if until is None:
            continue
        step = _step(logs[: until + 1], rungs.get(answer.exercise_id, []), Body())
        if step is not None and step.suggestion.step.value == answer.step:
            found.append(step)
    return found


def _rungs(exercises: Collection[int]) -> dict[int, list[Rung]]:
    rungs: dict[int, list[Rung]] = {}
    for rung in Rung.objects.filter(exercise__in=exercises).order_by("position"):
        rungs.setdefault(rung.exercise_id, []).append(rung)
    return rungs


def _done(client: Client, today: date) -> dict[int, list[list[SetLog]]]:
    """Sets with a prescription, by exercise and log, oldest first."""
    rows = (
        SetLog.objects.filter(
            log__client=client,
            log__done_on__range=(today - LOOKS_BACK, today),
            log__session__kind=Kind.STRENGTH,
            exercise__isnull=False,
            prescription__isnull=False,
        )
        .exclude(log__outcome=SessionLog.Outcome.SKIPPED)
        .select_related("log", "exercise", "prescription")
        .order_by("log__done_on", "log", "position")
    )
    found: dict[int, list[list[SetLog]]] = {}
    for (exercise, _log), sets in groupby(rows, key=lambda one: (one.exercise_id, one.log_id)):
        found.setdefault(exercise, []).append(list(sets))
    return found


def _step(logs: Sequence[list[SetLog]], rungs: list[Rung], body: Body) -> Step | None:
    last = logs[-1][0]
    target = _target(last.prescription)
    if target is None:
        return None
    place = next((n for n, rung in enumerate(rungs) if rung.pk == last.rung_id), None)
    same_rung = [sets for sets in logs if sets[0].rung_id == last.rung_id]
    history = [_exercise_done(sets) for sets in same_rung]
    suggestion = suggest(
        history,
        target,
        plate_kg=_plate(history[-1].load_kg),
        has_harder=place is not None and place + 1 < len(rungs),
        has_easier=bool(place),
        may_raise=_may_raise(same_rung, last.exercise, body),
    )
    if suggestion.step is Next.STAY:
        return None
    move = {Next.RUNG_UP: 1, Next.RUNG_DOWN: -1}.get(suggestion.step)
    return Step(
        exercise=last.exercise,
        log=last.log,
        asked=last.prescription,
        suggestion=suggestion,
        rung=rungs[place + move] if move and place is not None else None,
    )


def _target(line: ScheduledPrescription) -> Target | None:
    """The range that one set of `line` aims at; None where it names no number."""
    if line.reps_min:
        return Target(line.reps_min, line.reps_max or line.reps_min)
    if line.seconds:
        return Target(line.seconds, round(line.upper.get("seconds") or line.seconds))
    return None


def _exercise_done(sets: Sequence[SetLog]) -> ExerciseDone:
    """One log of one exercise. Sets that were left out keep it from having reached the top."""
    line = sets[0].prescription
    sides = 2 if line.side == Side.EACH else 1
    is_whole = len(sets) >= sides * (line.sets or 1)
    loads = [one.load_kg for one in sets if one.load_kg is not None]
    return ExerciseDone(
        tuple(
            SetDone(
                amount=_amount(one, line),
                rir=one.rir if is_whole or one.rir == 0 else None,
                fault=bool(one.faults),
            )
            for one in sets
        ),
        load_kg=min(loads, default=None),
    )


def _amount(one: SetLog, line: ScheduledPrescription) -> int:
    """Reps or seconds; where the right side aims at another number, as if it aimed at the left one's."""
    number = round(one.reps if one.reps is not None else one.seconds or 0)
    if one.side == SetLog.Side.RIGHT and line.reps_right:
        number += (line.reps_min or line.seconds or 0) - line.reps_right
    return max(0, number)


def _plate(load_kg: float | None) -> float:
    return DUMBBELL_STEP_KG if (load_kg or 0) <= DUMBBELLS_TO_KG else PLATE_STEP_KG


def _may_raise(logs: Sequence[list[SetLog]], exercise: Exercise, body: Body) -> bool:
    """Never on a red day, after pain in the exercise, or while a part that it works on hurts."""
    hurt = any((one.pain or 0) > QUIET_PAIN for sets in logs[-SESSIONS_IN_A_ROW:] for one in sets)
    return not (body.is_red or hurt or body.sore & {Region(name) for name in exercise.regions})


def _with_coming(client: Client, found: Sequence[Step], today: date) -> list[Step]:
    """The steps with the lines ahead that they would change."""
    if not found:
        return []
    sessions = _ahead(client, today, {step.exercise.pk for step in found})
    return [
        Step(
            exercise=step.exercise,
            log=step.log,
            asked=step.asked,
            suggestion=step.suggestion,
            rung=step.rung,
            coming=list(_changes(step, sessions)),
        )
        for step in found
    ]


def _ahead(client: Client, today: date, exercises: Collection[int]) -> list[ScheduledSession]:
    """What is planned with these exercises, each as it would be if every draft were sent."""
    rows = (
        ScheduledSession.with_drafts.filter(
            client=client,
            log=None,
            removes=False,
            draft=None,
            prescriptions__exercise__in=exercises,
        )
        .between(today, today + REACHES)
        .prefetch_related("prescriptions")
        .in_order()
        .distinct()
    )
    return list(rows)


def _changes(step: Step, sessions: Iterable[ScheduledSession]) -> Iterable[Coming]:
    for session in sessions:
        for line in session.prescriptions.all():
            if step.fits(line):
                before = str(line)
                changed = writing.copied_lines([line], session)[0]
                step.take(changed)
                yield Coming(session=session, before=before, after=str(changed))


@transaction.atomic
def accept(
    client: Client, exercise: int, log: int, body: Body, *, by: "User", now: datetime
) -> list[ScheduledSession]:
    """Take a step: the sessions ahead ask for it, as drafts to be sent. Raises NothingSuggested."""
    list(Client.objects.select_for_update().filter(pk=client.pk))
    step = _suggested(client, exercise, log, body, client.today(now))
    drafts = []
    for session in {coming.session.pk: coming.session for coming in step.coming}.values():
        session.client = client
        draft = scheduling.draft_of(session, by=by)
        lines = writing.copied_lines(draft.prescriptions.all(), draft)
        for line in lines:
            if step.fits(line):
                step.take(line)
        draft.edited_at = now
        writing.rewrite(draft, lines)
        drafts.append(draft)
    _answer(client, step, StepAnswer.Answer.ACCEPTED, by)
    return drafts


@transaction.atomic
def decline(
    client: Client, exercise: int, log: int, body: Body, *, by: "User", now: datetime
) -> None:
    """Leave it as it is, until something new is logged. Raises NothingSuggested."""
    step = _suggested(client, exercise, log, body, client.today(now))
    _answer(client, step, StepAnswer.Answer.DECLINED, by)


def _suggested(client: Client, exercise: int, log: int, body: Body, today: date) -> Step:
    for step in steps(client, body, today=today):
        if (step.exercise.pk, step.log.pk) == (exercise, log):
            return step
    raise NothingSuggested(exercise)


def _answer(client: Client, step: Step, answer: StepAnswer.Answer, by: "User") -> None:
    StepAnswer.objects.create(
        client=client,
        exercise=step.exercise,
        log=step.log,
        step=step.suggestion.step.value,
        answer=answer,
        entered_by=by,
    )
