"""What mail asks about one athlete, and what it answers: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from clients.rules.quiet_hours import Quiet
from plans.rules.kinds import Hardness, Kind

WEEK_DAYS = 7
TREATMENT_AHEAD_DAYS = 2
MORNING_AT = time(7)
NOON = time(12)


class Mail(StrEnum):
    """What a person can want or not want; the digests are a coach's."""

    MORNING = "morning"
    WEEK_SENT = "week_sent"
    NOTE = "note"
    LOG_MISSING = "log_missing"
    TREATMENT = "treatment"
    NEXT_MORNING = "next_morning"
    SCREEN = "screen"
    PLAN_ENDS = "plan_ends"
    DIGEST = "digest"
    WEEKLY = "weekly"


ON_BY_DEFAULT = frozenset({Mail.MORNING, Mail.WEEK_SENT, Mail.NOTE})
INSIDE_BY_DEFAULT = frozenset({Mail.TREATMENT, Mail.NEXT_MORNING})
RIDERS = (Mail.TREATMENT, Mail.NEXT_MORNING, Mail.SCREEN, Mail.PLAN_ENDS)
"""Lines of the morning mail; a mail of their own, on days without one, where somebody wants that."""


class ReasonKind(StrEnum):
    """Why a mail goes out: one or more of these."""

    PLAN = "plan"
    RECOVERY = "recovery"
    TREATMENT = "treatment"
    CHECK_IN = "check_in"
    HELD = "held"
    NEXT_MORNING = "next_morning"
    SCREEN = "screen"
    PLAN_ENDS = "plan_ends"
    LOG_MISSING = "log_missing"
    WEEK_SENT = "week_sent"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wish. `at` is the hour; None is our default. `inside` is a line of the morning mail, no mail of its own."""

    on: bool
    at: time | None = None
    evening_before: bool = False
    inside: bool = False

    @property
    def chosen_at(self) -> time | None:
        """The hour, where the person chose another than ours. The evening before has no morning hours."""
        if self.at == MORNING_AT or (self.evening_before and self.at and self.at < NOON):
            return None
        return self.at


@dataclass(frozen=True, slots=True)
class Planned:
    """A sent session on its day, as far as mail asks."""

    pk: int
    day: date
    kind: Kind
    hardness: Hardness
    is_logged: bool = False
    care_plan: int | None = None

    @property
    def is_open(self) -> bool:
        return not self.is_logged and self.kind is not Kind.REST

    @property
    def is_easy_run(self) -> bool:
        return self.kind is Kind.RUN and self.hardness is Hardness.EASY


def speaks_on(due_on: date, day: date) -> bool:
    """From two days ahead until it is due, then once a week."""
    days = (day - due_on).days
    return -TREATMENT_AHEAD_DAYS <= days <= 0 or (days > 0 and days % WEEK_DAYS == 0)


@dataclass(frozen=True, slots=True)
class LastPlanned:
    """The last session that was sent, whether or not the athlete sees as far."""

    pk: int
    day: date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A treatment rhythm that somebody set."""

    pk: int
    due_on: date
    hands_on: bool

    def speaks_on(self, day: date) -> bool:
        return speaks_on(self.due_on, day)


@dataclass(frozen=True, slots=True)
class HardDay:
    """A day that was hard, or that counts as hard, and the easy days that the coach wishes after it."""

    day: date
    easy_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """What mail asks about one person, read for a span of days around now."""

    zone: tzinfo
    wishes: Mapping[Mail, Wanted] = field(default_factory=dict)
    quiet: Quiet = Quiet()
    muted: bool = False  # paused
    away: tuple[tuple[date, date], ...] = ()
    sessions: tuple[Planned, ...] = ()
    hard_days: tuple[HardDay, ...] = ()
    health: bool = False  # consent to use health data
    asks_check_in: bool = True
    checked_in: frozenset[date] = frozenset()
    rhythms: tuple[Rhythm, ...] = ()
    held: Mapping[date, int] = field(default_factory=dict)  # session held, by day
    hurt_on: frozenset[date] = frozenset()  # days with a place that hurt and is still open
    reported_on: frozenset[date] = frozenset()  # days with any word on a place
    retest_on: date | None = None  # the earliest day on which a finding is to be looked at again
    planned_until: LastPlanned | None = None  # None, too, where the athlete was told of it
    mails: Mapping[date, int] = field(default_factory=dict)  # mails that went out, by their day
    week_sent: bool = False  # something was sent that no mail has told of
    note: bool = False  # a note that nobody read and no mail has told of

    def wish(self, mail: Mail) -> Wanted:
        inside = mail in INSIDE_BY_DEFAULT
        return self.wishes.get(mail) or Wanted(on=inside or mail in ON_BY_DEFAULT, inside=inside)

    def wants(self, mail: Mail) -> bool:
        return self.wish(mail).on

    def wants_alone(self, mail: Mail) -> bool:
        """As a mail of its own, not only as a line."""
        wish = self.wish(mail)
        return wish.on and not wish.inside

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    def on(self, day: date) -> list[Planned]:
        """Open sessions of `day`."""
        return [one for one in self.sessions if one.day == day and one.is_open]


@dataclass(frozen=True, slots=True)
class Reason:
    kind: ReasonKind
    session: int | None = None
    care_plan: int | None = None
    why: str = ""
    day: date | None = None  # where it is another than the mail's


@dataclass(frozen=True, slots=True)
class Due:
    """One mail: for a local day, at a moment, as long as it is of use, with its reasons.

    `gave_way` says why it is not sent after all.
    """

    mail: Mail
    day: date
    due_at: datetime
    useful_until: datetime
    reasons: tuple[Reason, ...]
    gave_way: str = ""
