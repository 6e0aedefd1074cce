"""A session or a week that a coach has taken along, to put it down elsewhere: a copy, or itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from plans import building, seen
from plans.models import Plan, PlanSession, PlanWeek

if TYPE_CHECKING:
    from coachapp.models import User


class NothingCarried(ValueError):
    """Nothing is taken along, or what was is no longer there as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One session, or else one week, of a plan that the coach may read. `moves`: itself, no copy."""

    plan: Plan
    session: PlanSession | None
    week: int
    moves: bool

    @property
    def is_week(self) -> bool:
        return self.session is None

    def moves_in(self, plan: Plan) -> bool:
        """Whether putting it down in `plan` takes it away where it stood: never from another plan."""
        return self.moves and self.plan.pk == plan.pk and not plan.is_published


def kept(plan: Plan, *, key: str = "", week: int = 0, moves: bool = False) -> dict[str, Any]:
    """What to remember of it until it is put down. Raises NotInPlan."""
    if key:
        if not plan.sessions.filter(key=key).exists():
            raise building.NotInPlan(week, 1)
        return {"plan": plan.pk, "key": key, "moves": moves}
    building.must_have(plan, week, weekday=1)
    return {"plan": plan.pk, "week": week, "seen": _stamp(plan, week), "moves": moves}


def found(kept: Mapping[str, Any] | None, coach: "User") -> Carried | None:
    """What is remembered as `kept`, where it still is what it was and `coach` may read it; else None."""
    if not kept:
        return None
    plan = Plan.objects.visible_to(coach).filter(pk=kept["plan"]).first()
    if plan is None:
        return None
    if "key" in kept:
        rows = plan.sessions.prefetch_related("prescriptions")
        session = rows.filter(key=kept["key"]).first()
        if session is None:
            return None
        session.plan = plan
        return Carried(plan=plan, session=session, week=session.week, moves=kept["moves"])
    if not kept["week"] <= plan.weeks or _stamp(plan, kept["week"]) != kept["seen"]:
        return None
    return Carried(plan=plan, session=None, week=kept["week"], moves=kept["moves"])


def _stamp(plan: Plan, number: int) -> str:
    week: PlanWeek | None = plan.plan_weeks.filter(number=number).first()
    return seen.of_week(week, plan.sessions.filter(week=number))


@transaction.atomic
def put_session(carried: Carried, plan: Plan, week: int, weekday: int) -> PlanSession:
    """Put the session on a day of `plan`. Raises PlanIsPublished, NotInPlan, NothingCarried."""
    if carried.session is None:
        raise NothingCarried
    if carried.moves_in(plan):
        return building.move_session(carried.session, week, weekday)
    return building.copy_session(carried.session, week, weekday, into=plan)


@transaction.atomic
def put_week(carried: Carried, plan: Plan, after: int) -> int:
    """Put the week after week `after` of `plan`, 0 for the very beginning; gives its number.

    Raises PlanIsPublished, NotInPlan, NoRoomForWeek, NothingCarried.
    """
    if not carried.is_week:
        raise NothingCarried
    if not 0 <= after <= plan.weeks:
        raise building.NotInPlan(after, 1)
    if carried.moves_in(plan):
        number = after if carried.week <= after else after + 1
        building.move_week(plan, carried.week, number)
        return number
    building.add_week(plan, carried.week, of=carried.plan)
    building.move_week(plan, plan.weeks, after + 1)
    return after + 1
