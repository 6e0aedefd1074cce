"""The chips above everyone: groups, notes, away and paused, each with how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.models import Verdict
from clients.roster import Member
from clients.sifting import Sieve, Where, groups_of, is_there

WORDS = {Where.NOTES: _("New notes"), Where.AWAY: _("Away"), Where.PAUSED: _("Paused")}


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to ask for fewer, and how many they are."""

    label: str | Promise
    count: int
    query: str
    is_on: bool


def chips(members: Sequence[Member], sieve: Sieve) -> list[Chip]:
    """Only those behind which there is somebody, and those that are asked for."""
    everybody = Chip(_("All"), len(members), "", not (sieve.group or sieve.where))
    groups = groups_of(members)
    asked = {sieve.group: 0} if sieve.group and sieve.group not in groups else {}
    of_groups = [
        Chip(name, count, Sieve(group=name).query(), name == sieve.group)
        for name, count in (groups | asked).items()
    ]
    counts = {where: sum(is_there(one, where) for one in members) for where in Where}
    others = [
        Chip(words, counts[where], Sieve(where=where).query(), where == sieve.where)
        for where, words in WORDS.items()
        if counts[where] or where == sieve.where
    ]
    found = [*of_groups, *others]
    return [everybody, *found] if found else []


def states(sieve: Sieve) -> list[tuple[str, str | Promise, bool]]:
    """The recovery states to choose from."""
    return [(value, label, value == sieve.state) for value, label in Verdict.State.choices]
