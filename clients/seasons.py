"""Where athletes stand in their season: what the coach chose, and the A races around a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from clients.models import Client, Race
from plans.rules.profiles import Phase
from plans.rules.season import OFF_SEASON, Season


def columns(day: date) -> dict[str, Any]:
    """For a query of clients: the A race behind `day` and the next two, as `of` reads them."""
    races = Race.objects.filter(client=OuterRef("pk"), priority=Race.Priority.A)
    ahead = races.filter(day__gte=day).order_by("day").values("day")
    behind = races.filter(day__lt=day).order_by("-day").values("day")
    return {
        "a_race_behind": Subquery(behind[:1]),
        "a_race_ahead": Subquery(ahead[:1]),
        "a_race_then": Subquery(ahead[1:2]),
    }


def of(client: Client) -> Season:
    """Of a client that carries `columns`."""
    races = (client.a_race_behind, client.a_race_ahead, client.a_race_then)
    return _season(client, tuple(day for day in races if day))


def around(client: Client, today: date) -> list[Race]:
    """The races that the season of `client` hangs on, and all that are ahead: one query."""
    return list(client.races.filter(day__gte=today - OFF_SEASON))


def among(client: Client, races: Iterable[Race]) -> Season:
    """Of one client, by what `around` gives."""
    return _season(client, tuple(race.day for race in races if race.is_priority))


def by_all(client: Client, races: Iterable[Race], today: date) -> Season:
    """Of one client, by every race that is known of them."""
    return among(client, [race for race in races if race.day >= today - OFF_SEASON])


def _season(client: Client, a_races: tuple[date, ...]) -> Season:
    return Season(chosen=Phase(client.phase) if client.phase else None, a_races=a_races)
