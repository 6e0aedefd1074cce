"""The roster as it was worked out before, for everybody about whom nothing was written since."""

from collections.abc import Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from clients import roster, touches
from clients.models import Client
from clients.roster import Look, Member
from coachapp.lib.keeping import Kept
from coachapp.lib.prepared import Prepared

if TYPE_CHECKING:
    from coachapp.models import User

MOST_MEMBERS = 600
MOST_LOOKS = 60
"""A closer look holds six weeks of sessions: about a tenth of a megabyte."""

_everybody = Prepared(
    lambda coach: (
        Client.objects.filter(coach=coach)
        .open()
        .annotate(**touches.marked())
        .only("user", "coach", "name")
    ),
    coach=int,
)
_members: Kept[Member] = Kept(MOST_MEMBERS)
_looks: Kept[Look] = Kept(MOST_LOOKS)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Every open client of a coach, by name, and under which key each of them is kept."""

    members: list[Member]
    keys: dict[int, Hashable | None]

    @classmethod
    def of_coach(cls, coach: "User", now: datetime) -> "Remembered":
        """`roster.of_coach` in one query; four more read those who have changed."""
        people = list(_everybody(coach=coach.pk))
        keys = touches.keys_of(people, now, coach.pk)
        found = {key: _members.get(keys[key]) for key in keys}
        missing = [key for key, member in found.items() if member is None]
        if len(missing) == len(people):
            fresh = roster.of_coach(coach, now)
        else:
            fresh = roster.of_these(missing, coach, now) if missing else []
        for member in fresh:
            found[member.client.pk] = member
            _members.put(keys.get(member.client.pk), member)
        return cls([copy(member) for member in found.values() if member], keys)

    def look_closer(self, members: Iterable[Member], now: datetime) -> None:
        """`roster.look_closer`: no query where nobody has changed."""
        members = list(members)
        for member in members:
            member.look = _looks.get(self.keys.get(member.client.pk))
        unseen = [member for member in members if member.look is None]
        roster.look_closer(unseen, now)
        for member in unseen[:MOST_LOOKS]:  # more would only push each other out
            _looks.put(self.keys.get(member.client.pk), member.look)
