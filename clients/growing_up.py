"""The 18th birthday: from then on nobody agrees for the athlete, and the profile is an adult's."""

from collections.abc import Iterable
from datetime import datetime

from clients.models import Client
from plans.rules.profiles import Profile

GROWN_UP = Profile.IMPROVER
"""Until the coach chooses another."""


def change_profiles(people: Iterable[Client], now: datetime) -> None:
    """Under 18 the date of birth decides on the profile, and so it does on the birthday."""
    for client in people:
        if client.profile == Profile.UNDER_18 and not client.is_minor(client.today(now)):
            client.profile = GROWN_UP
            client.save(update_fields=["profile"])
