"""Elsewhere with the phone: another zone until a day, and then home again by itself."""

import zoneinfo
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from clients.models import Away, Client

if TYPE_CHECKING:
    from coachapp.models import User

LONGEST = timedelta(days=366)


class NotAZone(ValueError):
    """No zone of this name, or the one that the clock is in already."""


class NotADay(ValueError):
    """The last day lies behind, or more than a year ahead."""


@transaction.atomic
def use(user: "User", zone: str, last_on: date, *, now: datetime) -> None:
    """The clock of `user` is that of `zone` through `last_on` there; home is where it was before.

    A date that is skipped on the way counts as days away: what stood there does not count as undone.
    Raises NotAZone, NotADay.
    """
    if zone not in zoneinfo.available_timezones() or zone == user.time_zone:
        raise NotAZone(zone)
    before, there = user.today(now), now.astimezone(zoneinfo.ZoneInfo(zone)).date()
    if not there <= last_on <= there + LONGEST:
        raise NotADay(last_on)
    if zone == user.home_zone:
        come_home(user, now=now)
        return
    home = user.home_zone or user.time_zone
    ends = datetime.combine(last_on + timedelta(days=1), time(), zoneinfo.ZoneInfo(zone))
    user.time_zone, user.home_zone, user.home_at = zone, home, ends
    user.save(update_fields=["time_zone", "home_zone", "home_at"])
    skip(user, before, there)
    Client.objects.filter(user=user).look_soon(now)


def skip(user: "User", before: date, after: date) -> None:
    """The dates from `before` up to `after` are cut short for `user`."""
    client = Client.objects.open().filter(user=user).first()
    if client and before < after:
        Away.objects.create(
            client=client,
            from_on=before,
            to_on=after - timedelta(days=1),
            why=Away.Why.TRAVEL,
            entered_by=user,
        )


def come_home(user: "User", *, now: datetime) -> None:
    """Back to the zone of home, before the time or after it."""
    bring_home(now, only=user)
    user.refresh_from_db(fields=["time_zone", "home_zone", "home_at"])


@transaction.atomic
def bring_home(now: datetime, only: "User | None" = None) -> int:
    """Set the clocks back of all whose last day elsewhere is over, or of one at once; how many those were."""
    people = get_user_model().objects.filter(home_at__isnull=False)
    people = people.filter(pk=only.pk) if only else people.filter(home_at__lte=now)
    found = list(people.select_for_update().values_list("pk", flat=True))
    if found:
        rows = get_user_model().objects.filter(pk__in=found)
        rows.update(time_zone=F("home_zone"), home_zone="", home_at=None)
        Client.objects.filter(user__in=found).look_soon(now)
    return len(found)
