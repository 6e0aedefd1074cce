"""Taking back what was done to a draft of a plan: each act leaves the steps that undo it."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from plans import building, seen, writing
from plans.building import NoRoomForWeek, PlanIsPublished
from plans.models import Plan, PlanSession, PlanWeek
from plans.pasting import Pasted
from plans.rules.timetable import MOST_WEEKS

Step = dict[str, Any]
"""One thing to undo, as plain values that can be kept between two requests."""


def went(session: PlanSession) -> Step:
    """All that a session is before it is taken out: undoing writes it once more, with its key."""
    return {"undo": "went", "week": session.week, **_kept(session)}


def week_went(plan: Plan, number: int) -> Step:
    """All that a week holds before it is taken out: undoing puts it back between its neighbours."""
    week = plan.plan_weeks.filter(number=number).first() or PlanWeek(plan=plan, number=number)
    sessions = plan.sessions.filter(week=number).prefetch_related("prescriptions")
    return {
        "undo": "week_went",
        "number": number,
        "is": {name: getattr(week, name) for name in ("title", "lighter", "not_typical")},
        "sessions": [_kept(session) for session in sessions],
    }


def came(pasted: Pasted) -> Step:
    """Sessions, weeks and titles that were not there before: undoing takes them out."""
    keys = [session.key for session in pasted.sessions]
    rows = PlanSession.objects.filter(key__in=keys).prefetch_related("prescriptions")
    stamps = {str(row.key): seen.of_session(row) for row in rows}
    titles = list(pasted.titles.items())
    return {"undo": "came", "seen": stamps, "weeks": pasted.weeks_added, "titles": titles}


def said(sessions: Iterable[PlanSession]) -> list[Step]:
    """What each of `sessions` says before it is rewritten; `rewritten` adds what it says afterwards."""
    return [{"undo": "said", **_kept(session)} for session in sessions]


def rewritten(plan: Plan, steps: Sequence[Step]) -> list[Step]:
    """Those of `steps` whose session says something else now, with the stamp of what that is."""
    found = _by_key(plan, [step["key"] for step in steps])
    changed = []
    for step in steps:
        row = found[step["key"]]
        if writing.remembered(row) != {"says": step["says"], "lines": step["lines"]}:
            changed.append(step | {"seen": seen.of_session(row)})
    return changed


def stood(session: PlanSession) -> Step:
    """The day on which a session stands before it moves; `moved` adds where it went."""
    return {
        "undo": "stood",
        "key": str(session.key),
        "day": [session.week, session.weekday],
        "order": session.order,
    }


def moved(step: Step, session: PlanSession) -> Step:
    """`step` of a session that has moved since: undoing puts it back, unless it goes on to another day."""
    return step | {"went_to": [session.week, session.weekday]}


def week_moved(plan: Plan, number: int, to: int) -> Step:
    """Week `number` stands in the place of week `to` since: undoing puts it back, if it is still there."""
    return {"undo": "week_moved", "number": number, "to": to, "seen": _stamp(plan, to)}


def _stamp(plan: Plan, number: int) -> str:
    week = plan.plan_weeks.filter(number=number).first()
    return seen.of_week(week, plan.sessions.filter(week=number))


@transaction.atomic
def take_back(plan: Plan, steps: Iterable[Step]) -> int:
    """Undo `steps` in `plan`; how many sessions and weeks that touched.

    What was changed meanwhile stays as it is. Raises PlanIsPublished, NoRoomForWeek.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.is_published:
        raise PlanIsPublished(plan.title)
    return sum(_UNDO[step["undo"]](plan, step) for step in steps)


def _kept(session: PlanSession) -> Step:
    return {
        "key": str(session.key),
        "weekday": session.weekday,
        **writing.remembered(session),
    }


def _by_key(plan: Plan, keys: Iterable[str]) -> dict[str, PlanSession]:
    rows = plan.sessions.filter(key__in=list(keys)).prefetch_related("prescriptions")
    return {str(row.key): row for row in rows}


def _write(plan: Plan, week: int, kept: Sequence[Step]) -> int:
    """Write what was kept into `week`; what is in the plan already is not written twice."""
    there = _by_key(plan, [step["key"] for step in kept])
    written: list[writing.Written] = []
    for step in kept:
        if step["key"] in there:
            continue
        row = PlanSession(plan=plan, week=week, weekday=step["weekday"], key=uuid.UUID(step["key"]))
        written.append((row, writing.recall(row, step)))
    writing.save_all(written)
    return len(written)


def _undo_went(plan: Plan, step: Step) -> int:
    return _write(plan, min(step["week"], plan.weeks), [step])


def _undo_week_went(plan: Plan, step: Step) -> int:
    if plan.weeks >= MOST_WEEKS:
        raise NoRoomForWeek(plan.weeks + 1)
    number = min(step["number"], plan.weeks + 1)
    PlanWeek.objects.create(plan=plan, number=plan.weeks + 1, **step["is"])
    plan.weeks += 1
    plan.save(update_fields=["weeks"])
    _write(plan, plan.weeks, step["sessions"])
    building.move_week(plan, plan.weeks, number)
    return 1


def _undo_came(plan: Plan, step: Step) -> int:
    rows = _by_key(plan, step["seen"])
    same = [row.pk for key, row in rows.items() if seen.of_session(row) == step["seen"][key]]
    plan.sessions.filter(pk__in=same).delete()
    for number, title in step["titles"]:
        plan.plan_weeks.filter(number=number, title=title).update(title="")
    for _added in range(step["weeks"]):
        if plan.weeks == 1 or _is_used(plan, plan.weeks):
            break
        building.remove_week(plan, plan.weeks)
    return len(same)


def _is_used(plan: Plan, number: int) -> bool:
    """Whether a week holds or is called anything."""
    named = plan.plan_weeks.filter(number=number).exclude(title="", lighter=False)
    return named.exists() or plan.sessions.filter(week=number).exists()


def _undo_said(plan: Plan, step: Step) -> int:
    row = _by_key(plan, [step["key"]]).get(step["key"])
    if row is None or seen.of_session(row) != step["seen"]:
        return 0
    row.prescriptions.all().delete()
    lines = writing.recall(row, step)
    row.save()
    writing.line_class(row)._base_manager.bulk_create(lines)
    return 1


def _undo_stood(plan: Plan, step: Step) -> int:
    row = _by_key(plan, [step["key"]]).get(step["key"])
    if row is None or [row.week, row.weekday] != step["went_to"]:
        return 0
    week, row.weekday = step["day"]
    row.week, row.order = min(week, plan.weeks), step["order"]
    row.save(update_fields=["week", "weekday", "order"])
    return 1


def _undo_week_moved(plan: Plan, step: Step) -> int:
    if max(step["to"], step["number"]) > plan.weeks or _stamp(plan, step["to"]) != step["seen"]:
        return 0
    building.move_week(plan, step["to"], step["number"])
    return 1


_UNDO = {
    "went": _undo_went,
    "week_went": _undo_week_went,
    "came": _undo_came,
    "said": _undo_said,
    "stood": _undo_stood,
    "week_moved": _undo_week_moved,
}
