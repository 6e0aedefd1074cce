"""What the lines of sessions ask for, as far as the rules look at it: read for many sessions at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from coachapp.lib.prepared import Prepared
from plans.models import AbstractSession, Modality
from plans.rules.hills import LONGEST_SPRINT_S, HillSet
from plans.rules.kinds import Kind
from plans.rules.prescription import Role
from plans.rules.regions import Region

LOOKED_INTO = frozenset({Kind.HILLS, Kind.STRENGTH, Kind.CROSS})
WALKS = frozenset({"walk", "brisk walk"})
ACTIVATE = "activate"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in one session. The default is a session whose lines nobody has read."""

    hills: HillSet | None = None
    hills_done: HillSet | None = None  # by its log
    regions: frozenset[Region] = frozenset()  # that its exercises load
    is_activation: bool = False
    is_walk: bool = False
    hands_on: bool = False
    deep_hands_on: bool = False


NOT_READ = Contents()


class _Line(NamedTuple):
    session: int
    kind: str
    hands_on: bool | None
    depth: str | None
    role: str | None  # None: a session without lines
    name: str | None
    block: str | None
    choice: int | None
    sets: int | None
    seconds: int | None
    upper: dict[str, Any] | None
    gradient_pct: float | None
    rest_s: int | None
    regions: list[str] | None


def of(sessions: Iterable[AbstractSession]) -> dict[int, Contents]:
    """Contents of stored `sessions` of one class, by primary key: one query, or none.

    A session with nothing that a rule looks at is left out.
    """
    asked = [each for each in sessions if each.kind in LOOKED_INTO or each.modality_id]
    if not asked:
        return {}
    rows = _lines_of(type(asked[0]))(keys=[each.pk for each in asked])
    lines = (_Line(*row) for row in rows)
    return {pk: _contents(list(each)) for pk, each in groupby(lines, key=lambda line: line.session)}


@cache
def _lines_of(model: type[AbstractSession]) -> Prepared:
    """The columns of `_Line` for sessions of one class, by their keys."""
    return Prepared(
        lambda keys: (
            model._base_manager.filter(pk__in=keys)
            .order_by("pk", "prescriptions__position")
            .values_list(
                *("pk", "kind", "modality__hands_on", "modality__depth"),
                *(f"prescriptions__{name}" for name in ("role", "name", "block", "choice")),
                *(f"prescriptions__{name}" for name in ("sets", "seconds", "upper")),
                *("prescriptions__gradient_pct", "prescriptions__rest_s"),
                "prescriptions__exercise__regions",
            )
        ),
        keys=list,
    )


def _contents(lines: Sequence[_Line]) -> Contents:
    """What the lines of one session, in order, amount to."""
    first = lines[0]
    exercises = [line for line in lines if line.role == Role.EXERCISE]
    trained = [line for line in lines if line.role == Role.CROSS]
    loads = exercises if first.kind == Kind.STRENGTH else []
    return Contents(
        hills=hill_set(_hill_pieces(lines)) if first.kind == Kind.HILLS else None,
        regions=frozenset(Region(name) for line in loads for name in line.regions or ()),
        is_activation=bool(loads) and all(line.block == ACTIVATE for line in loads),
        is_walk=bool(trained) and all(line.name in WALKS for line in trained),
        hands_on=bool(first.hands_on),
        deep_hands_on=bool(first.hands_on) and first.depth == Modality.Depth.DEEP,
    )


class Piece(NamedTuple):
    """Some hill sprints of one length."""

    reps: int
    seconds: float
    gradient_pct: float | None = None
    rest_s: int | None = None


def _hill_pieces(lines: Iterable[_Line]) -> Iterator[Piece]:
    """The most that each line may mean; of alternatives the first."""
    chosen: set[int] = set()
    for line in lines:
        if line.role != Role.HILLS or line.seconds is None or line.choice in chosen:
            continue
        if line.choice:
            chosen.add(line.choice)
        most: Mapping[str, Any] = line.upper or {}
        yield Piece(
            reps=int(most.get("sets") or line.sets or 1),
            seconds=most.get("seconds") or line.seconds,
            gradient_pct=most.get("gradient_pct") or line.gradient_pct,
            rest_s=line.rest_s,
        )


def hill_set(pieces: Iterable[Piece]) -> HillSet | None:
    """All pieces as one set: the longest sprint, and as many of it as weigh as much in seconds.

    None where nobody said how long, or a piece is no sprint.
    """
    found = list(pieces)
    longest = max((round(piece.seconds) for piece in found), default=0)
    if not 1 <= longest <= LONGEST_SPRINT_S:
        return None
    dose = sum(piece.reps * piece.seconds for piece in found)
    return HillSet(
        reps=max(1, -(-round(dose) // longest)),
        seconds=longest,
        gradient_pct=max((each.gradient_pct for each in found if each.gradient_pct), default=None),
        rest_s=min((each.rest_s for each in found if each.rest_s is not None), default=None),
    )
