"""A session that a coach wants to have again is kept in a plan of its own, where the shelf finds it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from plans import building, shelf, writing
from plans.models import AbstractSession, Plan, PlanSession

if TYPE_CHECKING:
    from coachapp.models import User


@transaction.atomic
def keep(session: AbstractSession, coach: "User") -> PlanSession:
    """A copy of `session`, whoever has it, in the coach's plan for the shelf; in place of one of its title."""
    plan = _plan_of(coach)
    plan.sessions.filter(title=session.title).delete()
    twin = PlanSession(plan=plan, week=1, weekday=1, **writing.said_by(session))
    twin.order = building.next_orders(plan).get((1, 1), 0)
    writing.save_copies([(session, twin)])
    return twin


def _plan_of(coach: "User") -> Plan:
    found = shelf.plans_of_shelf().owned_by(coach).first()
    if found is None:
        summary = _("Sessions kept from the week board. The shelf finds them by their title.")
        found = Plan.objects.create(coach=coach, title=shelf.MY_SHELF, summary=summary, weeks=1)
        building.lay_out(found)
    return found
