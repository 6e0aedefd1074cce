"""How much of what was planned was done, per pillar. On screen the word is "Done"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.rules.kinds import Kind


class Pillar(StrEnum):
    """What counts together. Rest is planned and never logged, so it is in none."""

    STRENGTH = "strength"
    HILLS = "hills"
    RUNNING = "running"
    MAINTENANCE = "maintenance"


PILLAR = {
    Kind.STRENGTH: Pillar.STRENGTH,
    Kind.HILLS: Pillar.HILLS,
    Kind.RUN: Pillar.RUNNING,
    Kind.CROSS: Pillar.RUNNING,
    Kind.PRACTICE: Pillar.RUNNING,
    Kind.MAINTENANCE: Pillar.MAINTENANCE,
    Kind.TREATMENT: Pillar.MAINTENANCE,
}


class Result(StrEnum):
    """What became of a session. Open is not known yet, or nobody said."""

    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One planned session. `excused`: ill, injured, away or removed."""

    kind: Kind
    day: date
    result: Result
    excused: bool = False
    by_athlete: bool = False  # their own addition: outside the count

    @property
    def was_done(self) -> bool:
        return self.result in {Result.DONE, Result.CHANGED}


@dataclass(frozen=True, slots=True)
class Done:
    """`done` of `planned`. No share where nothing was planned."""

    done: int
    planned: int

    @property
    def share(self) -> float | None:
        """0 to 1, or None."""
        return self.done / self.planned if self.planned else None


def compliance(sessions: Iterable[Planned], today: date) -> dict[Pillar, Done]:
    """(Done + changed) of what was planned up to yesterday, less ill, injured, away and removed.

    What was done all the same counts on both sides. Only pillars with something planned are there.
    """
    counts: dict[Pillar, Done] = {}
    for session in sessions:
        pillar = PILLAR.get(session.kind)
        left_out = session.by_athlete or (session.excused and not session.was_done)
        if pillar is None or session.day >= today or left_out:
            continue
        before = counts.get(pillar, Done(0, 0))
        counts[pillar] = Done(before.done + session.was_done, before.planned + 1)
    return counts


def total(counts: dict[Pillar, Done]) -> Done:
    """All pillars together."""
    return Done(
        sum(each.done for each in counts.values()), sum(each.planned for each in counts.values())
    )
