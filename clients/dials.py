"""The numbers that a coach set for an athlete: the athlete's own, else the profile's, else everybody's, else ours."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from clients.models import Client, RuleSetting
from clients.rules.pain import PainLimits
from plans.rules.profiles import Profile
from plans.rules.settings import Spacing

FLOOR, WISH = "spacing.floor", "spacing.wish"
PAIN = {"pain.notice": "notice", "pain.hold": "hold", "pain.stop": "stop"}


@dataclass(frozen=True, slots=True)
class Dials:
    """What readiness and spacing are judged by."""

    spacing: Spacing
    pain_limits: PainLimits


def spacing_for(client: Client) -> Spacing:
    return of_many([client])[client.pk].spacing


def pain_limits_for(client: Client) -> PainLimits:
    return of_many([client])[client.pk].pain_limits


def of_many(clients: Collection[Client]) -> dict[int, Dials]:
    """The dials of each client, by its key: one query, whatever the number.

    `clients` come with `coach__coach_profile`, where a query more per coach matters.
    """
    rows = list(
        RuleSetting.objects.filter(coach__in={client.coach_id for client in clients})
        .filter(Q(client=None) | Q(client__in=[client.pk for client in clients]))
        .filter(name__in=[FLOOR, WISH, *PAIN])
    )
    return {client.pk: _dials(client, rows) for client in clients}


def _dials(client: Client, rows: Iterable[RuleSetting]) -> Dials:
    """The closest row of each name wins."""
    numbers: dict[str, int] = {}
    mine = [row for row in rows if row.coach_id == client.coach_id and _applies(row, client)]
    for row in sorted(mine, key=_closeness):
        numbers[row.name] = row.value
    return Dials(_spacing(client, numbers), _pain_limits(numbers))


def _applies(row: RuleSetting, client: Client) -> bool:
    return row.client_id in (None, client.pk) and row.profile in ("", client.profile)


def _closeness(row: RuleSetting) -> tuple[bool, bool]:
    return row.client_id is not None, row.profile != ""


def _spacing(client: Client, numbers: dict[str, int]) -> Spacing:
    spacing = Spacing.for_profile(Profile(client.profile))
    profile = getattr(client.coach, "coach_profile", None)
    floor, wish = spacing.floor, spacing.wish
    if profile is not None and profile.has_answered_spacing:
        floor = profile.easy_days_floor
        wish = max(floor, profile.easy_days_wish or floor)
    floor = numbers.get(FLOOR, floor)
    return replace(spacing, floor=floor, wish=max(floor, numbers.get(WISH, wish)))


def _pain_limits(numbers: dict[str, int]) -> PainLimits:
    return replace(PainLimits(), **{PAIN[name]: numbers[name] for name in PAIN if name in numbers})
