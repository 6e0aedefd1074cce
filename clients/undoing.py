"""Taking back what was done on the board, while it is a draft: each act leaves the steps that undo it."""

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from clients import sending
from clients.models import Client, ScheduledSession
from plans import writing

if TYPE_CHECKING:
    from coachapp.models import User

Step = dict[str, Any]
"""One thing to undo, as plain values that can be kept between two requests."""


def came(drafts: Iterable[ScheduledSession]) -> Step:
    """Drafts that were not there before: undoing discards them."""
    return {"undo": "came", "codes": [str(draft.code) for draft in drafts]}


def stood(draft: ScheduledSession) -> Step:
    """Where a draft stands before it is moved or marked as going."""
    return {
        "undo": "stood",
        "code": str(draft.code),
        "day": draft.day.isoformat(),
        "order": draft.order,
        "removes": draft.removes,
    }


def went(draft: ScheduledSession) -> Step:
    """All that a draft is before it is discarded: undoing writes it once more."""
    return {
        "undo": "went",
        "client": draft.client_id,
        "replaces": draft.replaces_id,
        "day": draft.day.isoformat(),
        "first_day": draft.first_day.isoformat(),
        "at": draft.at.isoformat() if draft.at else None,
        "place": draft.place,
        "origin": draft.origin,
        "care_plan": draft.care_plan_id,
        "race": draft.race_id,
        "removes": draft.removes,
        "version": draft.version,
        "assignment": draft.assignment_id,
        "source_key": str(draft.source_key) if draft.source_key else None,
        **writing.remembered(draft),
    }


def before(row: ScheduledSession) -> Step | None:
    """What to remember before `row` is changed: where its draft stands, if it has one."""
    draft = draft_of(row)
    return stood(draft) if draft else None


def draft_of(row: ScheduledSession) -> ScheduledSession | None:
    """The draft that a change to `row` would change; none where it would be a new one."""
    if row.is_draft:
        return row
    return ScheduledSession.with_drafts.filter(replaces=row).first()


@transaction.atomic
def take_back(steps: Iterable[Step], *, by: "User") -> int:
    """Undo `steps` for people whom `by` coaches; how many drafts that touched.

    What has been sent meanwhile, or has changed hands, stays as it is.
    """
    return sum(_UNDO[step["undo"]](step, by) for step in steps)


def _drafts(by: "User"):
    return ScheduledSession.with_drafts.drafts().filter(client__in=Client.objects.coached_by(by))


def _undo_came(step: Step, by: "User") -> int:
    return sending.discard(_drafts(by).filter(code__in=[UUID(code) for code in step["codes"]]))


def _undo_stood(step: Step, by: "User") -> int:
    return (
        _drafts(by)
        .filter(code=UUID(step["code"]))
        .update(day=date.fromisoformat(step["day"]), order=step["order"], removes=step["removes"])
    )


def _undo_went(step: Step, by: "User") -> int:
    client = Client.objects.coached_by(by).filter(pk=step["client"]).first()
    if client is None or not _still_fits(step, client):
        return 0
    row = ScheduledSession(
        client=client,
        replaces_id=step["replaces"],
        day=date.fromisoformat(step["day"]),
        first_day=date.fromisoformat(step["first_day"]),
        at=time.fromisoformat(step["at"]) if step["at"] else None,
        place=step["place"],
        origin=step["origin"],
        removes=step["removes"],
        version=step["version"],
        created_by=by,
        **_where_from(step, client),
    )
    writing.save_all([(row, writing.recall(row, step))])
    return 1


def _still_fits(step: Step, client: Client) -> bool:
    """Whether what it changes is still there, and has no other change by now."""
    if step["replaces"] is None:
        return True
    return ScheduledSession.objects.filter(pk=step["replaces"], client=client, draft=None).exists()


def _where_from(step: Step, client: Client) -> dict[str, Any]:
    """Its plan, rhythm and race, as far as they are still there."""
    found: dict[str, Any] = {
        "care_plan": client.care_plans.filter(pk=step["care_plan"]).first(),
        "race": client.races.filter(pk=step["race"]).first(),
    }
    assignment = client.assignments.filter(pk=step["assignment"]).first()
    if assignment is not None and step["source_key"]:
        key = UUID(step["source_key"])
        taken = ScheduledSession.with_drafts.filter(
            assignment=assignment, source_key=key, replaces=None
        )
        if step["replaces"] or not taken.exists():
            found |= {"assignment": assignment, "source_key": key}
    return found


_UNDO = {"came": _undo_came, "stood": _undo_stood, "went": _undo_went}
