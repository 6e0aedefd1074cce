"""Planned progression written into the weeks of a plan, each of which then holds its own numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from plans.building import NotInPlan, PlanIsPublished
from plans.models import PlanSession, Prescription
from plans.rules import shorthand
from plans.rules.planned_progression import LIGHTER_EFFORT, Step, written_out
from plans.rules.prescription import Role

DOSE = (*("sets", "reps_min", "reps_max", "reps_right", "seconds"), *("load_kg", "effort", "upper"))


@dataclass(frozen=True, slots=True)
class Week:
    """One line in one week; None where the week has no such session, or the session no such line."""

    number: int
    lighter: bool
    line: Prescription | None


@dataclass(frozen=True, slots=True)
class Through:
    """One exercise through the weeks of the plan."""

    line: Prescription
    weeks: Sequence[Week]


def through(session: PlanSession) -> list[Through]:
    """Each exercise of `session` in every week: what the same session of the other weeks asks for. Three queries."""
    same = same_sessions(session)
    lighter = _lighter(session)
    return [
        Through(
            line,
            [
                Week(number, number in lighter, _same_line(same.get(number), line))
                for number in range(1, session.plan.weeks + 1)
            ],
        )
        for line in session.prescriptions.all()
        if line.role == Role.EXERCISE
    ]


def same_sessions(session: PlanSession) -> dict[int, PlanSession]:
    """The session of the same title on the same weekday, by week."""
    rows = PlanSession.objects.filter(
        plan=session.plan_id, weekday=session.weekday, title=session.title, kind=session.kind
    ).prefetch_related("prescriptions")
    found: dict[int, PlanSession] = {}
    for row in rows:
        found.setdefault(row.week, row)
    return found | {session.week: session}


def _lighter(session: PlanSession) -> set[int]:
    rows = session.plan.plan_weeks.filter(lighter=True)
    return set(rows.values_list("number", flat=True))


def _same_line(session: PlanSession | None, line: Prescription) -> Prescription | None:
    if session is None:
        return None
    lines = session.prescriptions.all()
    return next((one for one in lines if one.name == line.name and one.block == line.block), None)


@transaction.atomic
def write_out(session: PlanSession, position: int, text: str) -> int:
    """Write line `position` of `session` into the weeks after it, each a step on. Gives how many changed.

    Raises PlanIsPublished, NotInPlan, NotAStep, StepDoesNotFit.
    """
    if session.plan.is_published:
        raise PlanIsPublished(session.plan.title)
    line = session.prescriptions.filter(position=position, role=Role.EXERCISE).first()
    if line is None:
        raise NotInPlan(position)
    lighter, same = _lighter(session), same_sessions(session)
    weeks = range(session.week + 1, session.plan.weeks + 1)
    values = written_out(line.as_value(), Step.read(text), [number in lighter for number in weeks])
    line.progression = text
    line.save(update_fields=["progression"])
    changed = 0
    for number, value in zip(weeks, values, strict=True):
        later = _same_line(same.get(number), line)
        if later is None:
            continue
        for column in DOSE:
            setattr(later, column, getattr(value, column))
        later.progression = text
        later.text = shorthand.print_line(later.as_value())
        later.save()
        if number in lighter:
            _cap(same[number])
        changed += 1
    return changed


def _cap(session: PlanSession) -> None:
    """A lighter week's session stays within its effort."""
    if (session.effort or 0) > LIGHTER_EFFORT:
        session.effort = LIGHTER_EFFORT
        session.classify(line.as_value() for line in session.prescriptions.all())
        session.save(update_fields=["effort", "hardness"])
