"""What a rule is asked about: dated sessions, the settings that apply, and what else is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from plans.rules.dated import DatedSession, by_day
from plans.rules.hills import Ground
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote, Severity
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Episode
from plans.rules.season import Season
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _
from plans.rules.settings import RuleSettings
from plans.rules.weeks import Week, weeks


@dataclass(frozen=True, slots=True)
class SorePart:
    """An open pain with the limits that hold for its region."""

    region: Region
    side: BodySide
    level: int
    notice: int
    hold: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an athlete beside the sessions. What is not known keeps its rule silent."""

    longest_run: float | None = None  # minutes, in the 30 days before the first session given
    median_load: float | None = None  # AU a week, before the first session given
    ground: Ground = field(default_factory=Ground)  # hills, before the first session still open
    season: Season | None = None  # None on paper, where no race has a date
    plan_starts: frozenset[date] = frozenset()  # Mondays on which a plan begins
    sore_parts: tuple[SorePart, ...] = ()
    episodes: tuple[Episode, ...] = ()  # open injuries with what the coach has ruled out
    red_flag: bool = False
    needs_advice: bool = False  # a yes on the health list, and no medical advice yet
    hands_on_blocked: bool = False
    had_deep: bool | None = None  # deep hands-on work, ever
    guardian_agreed: bool | None = None
    last_log_on: date | None = None
    was_running: bool | None = None  # the answer to "Were you running?" after a silence


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Sessions of one athlete or of a plan on paper, past and planned, in order of day."""

    sessions: Sequence[DatedSession]
    settings: RuleSettings
    today: date | None  # None: a plan on paper, where nothing is past
    known: Known = field(default_factory=Known)

    @cached_property
    def weeks(self) -> list[Week]:
        """Every ISO week from the first session to the last."""
        return weeks(self.sessions, self.today)

    @cached_property
    def open(self) -> Sequence[DatedSession]:
        """Sessions that notes may be about."""
        return tuple(session for session in self.sessions if session.is_open(self.today))

    @cached_property
    def hard(self) -> Sequence[DatedSession]:
        """Sessions that move the clock of easy days, past ones without a log among them."""
        return tuple(session for session in self.sessions if session.counts_as_hard)

    @cached_property
    def counted(self) -> Sequence[DatedSession]:
        """Sessions that were done, or still can be."""
        return tuple(session for session in self.sessions if session.counts(self.today))

    def counted_of(self, kind: Kind) -> Sequence[DatedSession]:
        """Those of one kind, in order of day."""
        return self._by_kind.get(kind, ())

    def counted_on(self, *days: date) -> Iterable[DatedSession]:
        """Those of some days, in the order of `days`."""
        return (session for day in days for session in self._by_day.get(day, ()))

    @cached_property
    def _by_kind(self) -> Mapping[Kind, Sequence[DatedSession]]:
        kinds: dict[Kind, list[DatedSession]] = {}
        for session in self.counted:
            kinds.setdefault(session.kind, []).append(session)
        return kinds

    @cached_property
    def _by_day(self) -> Mapping[date, Sequence[DatedSession]]:
        return by_day(self.counted)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules: what it asks, in a sentence, how loud, and where it is from.

    Warnings of rules with the same `line` share one line a week; an empty line merges nothing. One
    that `stands` is kept or not from session to session, and cannot be switched off or softened.
    """

    id: str
    ask: Callable[[Asking], Iterable[RuleNote]]
    says: Sentence
    severities: tuple[Severity, ...]
    source: str
    line: str = ""
    stands: bool = False
    knows: Callable[[Asking], bool] | None = None  # where it is silent without history


@dataclass(frozen=True, slots=True)
class Voice:
    """One rule speaking: its notes carry its id and say whose number it is."""

    rule: str
    asking: Asking

    def note(
        self,
        severity: Severity,
        session: DatedSession,
        words: Sentence,
        *,
        other: DatedSession | None = None,
        why: Sequence[Sentence] = (),
    ) -> RuleNote:
        """A note about `session`, whose coach and athlete read the same words."""
        return RuleNote(
            rule=self.rule,
            severity=severity,
            key=session.key,
            day=session.day,
            coach=words,
            athlete=words,
            other_key=other.key if other else "",
            other_day=other.day if other else None,
            why=tuple(why) or (self.whose(),),
        )

    def whose(self, limit: float | None = None, *, of: Sequence[str] | None = None) -> Sentence:
        """Whose rule it is, with its number if it has one: "your" only of what the coach chose.

        `of` names the numbers behind it where the rule has others as well, or none where it has no number.
        """
        settings = self.asking.settings
        by_number = any(name in settings.limits for name in of or ())
        is_chosen = self.rule in settings.chosen if of is None else by_number
        if limit is None:
            return Sentence(_("Your rule.") if is_chosen else _("Coachapp's default."))
        words = (
            _("Your limit is %(limit)s.") if is_chosen else _("Coachapp's default is %(limit)s.")
        )
        return Sentence(words, {"limit": round(limit)})
