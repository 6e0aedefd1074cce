"""Which of the coach's people are meant: by name, by group, by how they are, by where they are."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from urllib.parse import urlencode

from clients.models import Client, ClientQuerySet
from clients.roster import Member
from clients.rules.readiness import State


class Where(StrEnum):
    """What else can be asked of everyone."""

    NOTES = "notes"
    AWAY = "away"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Empty asks for nothing. What an address asks for and nobody knows is nothing, too."""

    q: str = ""
    group: str = ""
    state: str = ""
    where: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Sieve":
        """What an address asks for."""
        state, where = asked.get("state", ""), asked.get("where", "")
        return cls(
            q=asked_for(asked.get("q")),
            group=asked_for(asked.get("group")),
            state=state if state in set(State) else "",
            where=where if where in set(Where) else "",
        )

    @property
    def is_open(self) -> bool:
        """Nothing is asked: everybody passes."""
        return not (self.q or self.group or self.state or self.where)

    @property
    def reads_facts(self) -> bool:
        """Whether SQL alone cannot tell: everybody is read before anybody is chosen."""
        return bool(self.state or self.where)

    def rows(self, clients: ClientQuerySet) -> ClientQuerySet:
        """Those of `clients` whose name and group pass."""
        named = clients.filter(name__icontains=self.q) if self.q else clients
        return named.in_group(self.group)

    def passes(self, member: Member) -> bool:
        """By all that is known without a closer look: name, group, and where they are."""
        return self.is_named(member) and self.is_there(member)

    def is_named(self, member: Member) -> bool:
        client = member.client
        in_group = not self.group or self.group in (client.groups or ())
        return in_group and self.q.casefold() in client.name.casefold()

    def is_there(self, member: Member) -> bool:
        return not self.where or is_there(member, Where(self.where))

    def is_in_state(self, member: Member) -> bool:
        """After a closer look."""
        if not self.state:
            return True
        return member.readiness is not None and member.readiness.state == self.state

    def query(self) -> str:
        """As an address asks for it."""
        return urlencode({name: said for name, said in asdict(self).items() if said})


def is_there(member: Member, where: Where) -> bool:
    if where is Where.NOTES:
        return bool(member.client.unread)
    is_paused = member.client.status == Client.Status.PAUSED
    if where is Where.PAUSED:
        return is_paused
    return member.client.is_away and not is_paused


def asked_for(typed: str | None) -> str:
    """What an address asks for, as a database can be asked: PostgreSQL knows no NUL."""
    return (typed or "").replace("\0", "").strip()


def groups_of(members: Iterable[Member]) -> dict[str, int]:
    """The groups that have somebody in them, by name, with how many."""
    found: dict[str, int] = {}
    for member in members:
        for name in member.client.groups or ():
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda one: one[0].casefold()))
