"""What has been understood of a line so far, and what is wrong with it."""

from dataclasses import dataclass, field

from plans.rules.prescription import Side, TargetKind
from plans.rules.sentence import Sentence, gettext_noop
from plans.rules.shorthand.tokens import Amount
from plans.rules.shorthand.values import Problem

TWICE = gettext_noop("“%(typed)s” stands where the line has a number already.")


@dataclass(slots=True)
class Words:
    """Words that stand together and are no number, unit or key."""

    text: str
    start: int
    end: int
    phrase: int  # which comma they stand behind
    at: bool  # behind an @


@dataclass(slots=True)
class Draft:
    """One item of a line while it is read; places count in the whole line."""

    text: str  # small letters, plain signs, as long as what was typed
    typed: str
    line: int
    column: int  # of the first letter
    problems: list[Problem]
    start: int = 0  # of the item in the line
    wanted: str = ""  # the key that waits for its number
    phrase: int = 0
    sets: Amount | None = None
    work: Amount | None = None
    right: Amount | None = None
    chain: tuple[float, ...] = ()
    chain_unit: str = ""
    chain_start: int = 0
    chain_end: int = 0
    rounds: tuple[int, int] | None = None  # from where to where the pieces of a round stand
    words: list[Words] = field(default_factory=list)
    loose: list[Amount] = field(default_factory=list)  # numbers that nothing explains
    at_number: Amount | None = None
    side: Side = Side.NONE
    load: Amount | None = None
    load_word: str = ""
    effort: Amount | None = None
    rir: Amount | None = None
    tempo: str = ""
    rest: Amount | None = None
    rest_how: str = ""
    rest_bracketed: bool = False  # (2' jog): the rest makes a round with the work
    target: tuple[TargetKind, str] = (TargetKind.NONE, "")
    target_upper: float | None = None
    pace_unit: str = ""
    gradient: Amount | None = None
    notes: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def repeats(self) -> bool:
        """Whether something is done more than once, so that there is a between to rest in."""
        return bool(self.sets or self.chain)

    def keep(self, column: str, amount: Amount) -> None:
        """Keep an amount in its place; a second one for the same place is a problem, never a guess."""
        if getattr(self, column) is None:
            setattr(self, column, amount)
        else:
            self.problem(amount.start, TWICE, typed=self.source(amount))

    def aim(
        self, start: int, kind: TargetKind, value: str, upper: float | None = None, unit: str = ""
    ) -> None:
        """Keep the target of the line; a second one is a problem."""
        if self.target[0] is not TargetKind.NONE:
            self.problem(start, gettext_noop("One line has one target: a pace, a zone or a goal."))
        self.target, self.target_upper, self.pace_unit = (kind, value), upper, unit

    def problem(self, start: int, template: str, **facts: object) -> None:
        """Note what is wrong at `start`; the session says it with line and column."""
        self.problems.append(Problem(self.line, self.column + start, Sentence(template, facts)))

    def source(self, amount: Amount) -> str:
        """The amount as it was typed."""
        return self.typed[amount.start : amount.end].strip()
