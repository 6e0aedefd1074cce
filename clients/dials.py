"""The numbers that apply to one athlete, and whose they are.

The narrowest answer goes first: set for the athlete, for the athlete's profile, for all athletes of
the coach, answered on the coach's own page; else our default for the profile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from clients.models import Client, CoachProfile, RuleSetting
from clients.rules.pain import LimitsOutOfOrder, PainLimits
from coachapp.lib.prepared import Prepared
from plans.rules.notes import Severity
from plans.rules.parameters import PARAMETERS
from plans.rules.profiles import HillLevel, Profile
from plans.rules.settings import RuleSettings, Spacing

if TYPE_CHECKING:
    from coachapp.models import User

SPACING_NAMES = {
    "easy_days_floor": "floor",
    "easy_days_wish": "wish",
    "race_floor": "race_floor",
    "race_wish": "race_wish",
    "half_wish": "half_wish",
    "marathon_wish": "marathon_wish",
}
LIMITS = PARAMETERS.keys() - SPACING_NAMES.keys() - {"pain_notice", "pain_hold", "pain_stop"}
PAIN_NAMES = {"pain_notice": "notice", "pain_hold": "hold", "pain_stop": "stop"}

Chosen = Mapping[str, Any]

_set_by = Prepared(lambda coaches: RuleSetting.objects.filter(coach__in=coaches), coaches=list)


def settings_for(client: Client) -> RuleSettings:
    """Everything that the rules ask about `client`."""
    return settings_of([client])[client.pk]


def spacing_for(client: Client) -> Spacing:
    """Easy days between hard ones for `client`."""
    return settings_for(client).spacing


def pain_limits_for(client: Client) -> PainLimits:
    """Notice, hold and stop for `client`; limits out of order fall back to our defaults."""
    return pain_limits_of([client])[client.pk]


def settings_of(clients: Iterable[Client]) -> dict[int, RuleSettings]:
    """`settings_for` of many, by primary key: two queries, as in `numbers_of`."""
    return {pk: settings for pk, (settings, _) in numbers_of(clients).items()}


def pain_limits_of(clients: Iterable[Client]) -> dict[int, PainLimits]:
    """`pain_limits_for` of many, by primary key: two queries, as in `numbers_of`."""
    return {pk: limits for pk, (_, limits) in numbers_of(clients).items()}


def numbers_of(clients: Iterable[Client]) -> dict[int, tuple[RuleSettings, PainLimits]]:
    """Both at once, by primary key: two queries, one for clients that come with `coach__coach_profile`."""
    people = list(clients)
    answers = _answers_of_coaches(people)
    rows = list(_set_by(coaches=list(answers))) if answers else []
    found = {}
    for person in people:
        chosen = _merged(rows, answers, person.coach_id, person.profile, person.pk)
        numbers = _rule_settings(Profile(person.profile), chosen), _pain_limits(chosen)
        found[person.pk] = numbers
    return found


def settings_on_paper(coach: "User", profile: Profile) -> RuleSettings:
    """What `coach` asks of a plan for `profile`, before anybody has it."""
    rows = RuleSetting.objects.filter(coach=coach, client=None)
    return _rule_settings(profile, _merged(list(rows), _answers([coach.pk]), coach.pk, profile))


def said_by(coach: "User", profile: Profile | None, rows: Iterable[RuleSetting]) -> dict[str, Any]:
    """Names to values: the coach's page, then those of `rows` that are for all or for `profile`."""
    of_profile = profile.value if profile else ""
    return dict(_merged(list(rows), _answers([coach.pk]), coach.pk, of_profile))


def _answers_of_coaches(people: Iterable[Client]) -> dict[int, Chosen]:
    """What the coaches of `people` said on their own page, asked for only where it is not at hand."""
    at_hand: dict[int, Chosen] = {}
    missing: set[int] = set()
    for person in people:
        if _came_with_profile(person):
            at_hand[person.coach_id] = _answers_on(getattr(person.coach, "coach_profile", None))
        else:
            missing.add(person.coach_id)
    missing -= at_hand.keys()
    return dict.fromkeys(missing, {}) | (_answers(missing) if missing else {}) | at_hand


def _came_with_profile(person: Client) -> bool:
    if not Client.coach.is_cached(person):
        return False
    # __class__, not type(): a coach who comes from the request is wrapped
    return person.coach.__class__.coach_profile.is_cached(person.coach)


def _answers(coaches: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What coaches said on their own page."""
    profiles = CoachProfile.objects.filter(pk__in=coaches)
    return {profile.pk: _answers_on(profile) for profile in profiles}


def _answers_on(profile: CoachProfile | None) -> dict[str, Any]:
    if profile is None or not profile.has_answered_spacing:
        return {}
    return {
        "easy_days_floor": profile.easy_days_floor,
        "easy_days_wish": profile.easy_days_wish,
    }


def _merged(
    rows: list[RuleSetting],
    answers: Mapping[int, Chosen],
    coach: int,
    profile: str,
    client: int | None = None,
) -> Chosen:
    """Names to values, the narrowest answer last so that it wins."""
    own = [row for row in rows if row.coach_id == coach]
    for_all = [row for row in own if row.client_id is None and not row.profile]
    for_profile = [row for row in own if row.client_id is None and row.profile == profile]
    for_client = [row for row in own if client is not None and row.client_id == client]
    said = {row.name: row.value for row in (*for_all, *for_profile, *for_client)}
    return {**answers.get(coach, {}), **said}


def _rule_settings(profile: Profile, chosen: Chosen) -> RuleSettings:
    return RuleSettings(
        profile=profile,
        spacing=_spacing(profile, chosen),
        hill_level=HillLevel(chosen["hill_level"]) if "hill_level" in chosen else None,
        off=frozenset(
            _rule(name) for name, value in chosen.items() if name.endswith(".off") and value
        ),
        severity={
            _rule(name): Severity(value)
            for name, value in chosen.items()
            if name.endswith(".severity") and value
        },
        chosen=frozenset(PARAMETERS[name].rule for name in chosen if name in PARAMETERS),
        limits={name: value for name, value in chosen.items() if name in LIMITS},
    )


def _rule(name: str) -> str:
    return name.partition(".")[0]


def _spacing(profile: Profile, chosen: Chosen) -> Spacing:
    """The numbers in order: a wish is never below its floor, and a race asks at least as much as
    any other hard day.
    """
    ours = Spacing.for_profile(profile)
    said = {
        field: chosen[name] for name, field in SPACING_NAMES.items() if chosen.get(name) is not None
    }
    floor = said.get("floor", ours.floor)
    wish = max(floor, said.get("wish", ours.wish))
    race_floor = max(floor, said.get("race_floor", ours.race_floor))
    race_wish = max(race_floor, wish, said.get("race_wish", ours.race_wish))
    half_wish = max(race_wish, said.get("half_wish", ours.half_wish))
    return replace(
        ours,
        floor=floor,
        wish=wish,
        race_floor=race_floor,
        race_wish=race_wish,
        half_wish=half_wish,
        marathon_wish=max(half_wish, said.get("marathon_wish", ours.marathon_wish)),
    )


def _pain_limits(chosen: Chosen) -> PainLimits:
    said = {field: int(chosen[name]) for name, field in PAIN_NAMES.items() if name in chosen}
    try:
        return PainLimits(**said)
    except LimitsOutOfOrder:
        return PainLimits()
