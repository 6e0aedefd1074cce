"""Publishing a plan."""

from datetime import datetime

from plans.models import Plan


class PlanIsEmpty(ValueError):
    """A plan without a session cannot be published."""


def publish(plan: Plan, *, now: datetime) -> Plan:
    """Freeze the plan, so that it can be assigned; publishing again changes nothing. Raises PlanIsEmpty.

    The rules advise on a plan and never stop it: ask `paper.notes`.
    """
    if not plan.sessions.exists():
        raise PlanIsEmpty(plan.title)
    if Plan.objects.filter(pk=plan.pk, published_at=None).update(published_at=now):
        plan.published_at = now
    return plan
