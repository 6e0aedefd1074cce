"""What reading gives: a session as values, or the problems of a text in a coach's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plans.rules.kinds import Kind
from plans.rules.prescription import Prescription
from plans.rules.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be read. Line and column count from 1.

    Where words name nothing, `unknown` holds them and `nearest` up to three names that are like them.
    """

    line: int
    column: int
    sentence: Sentence
    unknown: str = ""
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.sentence}"


class ShorthandError(ValueError):
    """The text cannot be read as a session; `problems` holds all that is in the way, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionText:
    """One session as its text says it. `effort` is for the whole session, 1-10 in halves.

    `upper` holds the upper end where effort or minutes is a range. `problems` says why lines became
    notes (only at the forgiving door). `library_kinds` is the library's kind of each exercise that
    the lines name, so that `kind_of` needs nothing else.
    """

    title: str = ""
    effort: float | None = None
    minutes: int | None = None
    upper: dict[str, float] = field(default_factory=dict)
    hard: bool = False
    unwatched: bool = False
    prescriptions: tuple[Prescription, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    library_kinds: Mapping[str, Kind] = field(default_factory=dict, compare=False, repr=False)
