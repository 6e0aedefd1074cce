"""The five dials: what a coach answers once for everybody, and changes for one. `clients.dials` reads what is set."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from clients.models import Client, CoachProfile, RuleSetting, Wish

if TYPE_CHECKING:
    from coachapp.models import User

PAIN = ("pain_notice", "pain_hold", "pain_stop")
FOR_ONE = ("easy_days_floor", "easy_days_wish", "race_floor", "race_wish", *PAIN)
NOT_RULES = ("massage_days", "weeks_shown", "morning_at")
FOR_ALL = (*PAIN, *NOT_RULES)
MORNING, EVENING_BEFORE = "07:00", "evening_before"
DEFAULTS: Mapping[str, Any] = {
    "pain_notice": 3,
    "pain_hold": 4,
    "pain_stop": 6,
    "massage_days": None,  # a rhythm is off until it is set with somebody
    "weeks_shown": 1,  # 0: all of it
    "morning_at": "07:00",  # MORNING or EVENING_BEFORE
}


def answers_of(coach: "User") -> dict[str, Any]:
    """The dials as they stand, Coachapp's defaults where the coach has not turned them."""
    profile = CoachProfile.objects.filter(user=coach).first() or CoachProfile()
    spacing = {
        "easy_days_floor": profile.easy_days_floor,
        "easy_days_wish": profile.easy_days_wish,
    }
    rows = RuleSetting.objects.filter(coach=coach, client=None, profile="", name__in=FOR_ALL)
    return {**DEFAULTS, **spacing, **dict(rows.values_list("name", "value"))}


def massage_days(coach: "User") -> int | None:
    """The rhythm that a new one begins with; None where the coach has said none. One query."""
    rows = RuleSetting.objects.filter(coach=coach, client=None, profile="", name="massage_days")
    return rows.values_list("value", flat=True).first() or DEFAULTS["massage_days"]


def first_wish(coach: "User", athlete: "User") -> None:
    """What mail somebody new begins with, as their coach chose. They can change it."""
    if answers_of(coach)["morning_at"] == EVENING_BEFORE:
        Wish.objects.get_or_create(
            user=athlete, kind=Wish.Kind.MORNING, defaults={"mode": Wish.Mode.EVENING_BEFORE}
        )
    known = set(athlete.wishes.values_list("kind", flat=True))
    for kind, said in wishes_for_new(coach).items():
        if kind not in known:
            Wish.objects.choose(athlete, kind, said)


def wishes_for_new(coach: "User") -> dict[str, str]:
    """By kind, what the coach chose for people who come new."""
    profile = CoachProfile.objects.filter(user=coach).first()
    return profile.defaults.get("wishes", {}) if profile else {}


def choose_for_new(coach: "User", said: Mapping[str, str]) -> None:
    profile, _made = CoachProfile.objects.get_or_create(user=coach)
    profile.defaults = profile.defaults | {"wishes": dict(said)}
    profile.save(update_fields=["defaults"])


def keep_density(coach: "User", density: CoachProfile.Density) -> None:
    """How close the coach's week board stands, on every machine."""
    profile, _made = CoachProfile.objects.get_or_create(user=coach)
    profile.defaults = profile.defaults | {"board": density.value}
    profile.save(update_fields=["defaults"])


@transaction.atomic
def answer(coach: "User", said: Mapping[str, Any]) -> None:
    """Set the dials of a coach. What equals the default is no rule of the coach's and is not stored."""
    CoachProfile.objects.update_or_create(
        user=coach,
        defaults={
            "easy_days_floor": said["easy_days_floor"],
            "easy_days_wish": said["easy_days_wish"],
        },
    )
    for name in FOR_ALL:
        value = None if said[name] == DEFAULTS[name] else said[name]
        put(value, coach=coach, client=None, profile="", name=name)


def overrides_of(client: Client) -> dict[str, Any]:
    """What is set for this client alone."""
    rows = RuleSetting.objects.filter(client=client, name__in=FOR_ONE)
    return dict(rows.values_list("name", "value"))


@transaction.atomic
def override(client: Client, said: Mapping[str, int | None]) -> None:
    """Set numbers for one client; None takes one back to the coach's own."""
    for name in FOR_ONE:
        put(said.get(name), coach=client.coach, client=client, profile="", name=name)


def put(value: Any, **whose: Any) -> None:
    """Set one row; None takes it away. Row by row, so that each change has its line in the history."""
    row = RuleSetting.objects.filter(**whose).first()
    if value is None:
        if row is not None:
            row.delete()
        return
    row = row or RuleSetting(**whose)
    if row.pk is None or row.value != value:
        row.value = value
        row.save()
