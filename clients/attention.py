"""Who needs the coach: three shelves. Each card has its reason, so that a screen can offer the fix."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from clients import checking, roster
from clients.models import Client
from clients.roster import Member
from clients.rules.readiness import ReasonCode, State
from clients.rules.recovery import coach_reason_line
from plans.rules.notes import RuleNote, Severity
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

if TYPE_CHECKING:
    from coachapp.models import User

MOST_NOW = 7
MOST_LOOKED_AT = 40
UNANSWERED_AFTER = timedelta(days=1)
QUIET_DAYS = 3
RUNS_OUT_WITHIN = timedelta(days=3)
TWO = 2
ALL_DONE_FROM = 3
ONE_DAY_PAST = _("%(treatment)s 1 day past its rhythm")
DAYS_PAST = _("%(treatment)s %(days)s days past its rhythm")


class Need(StrEnum):
    """Why somebody is on a shelf, most urgent first."""

    RED_FLAG = "red_flag"
    PAIN = "pain"
    GATE = "gate"
    MOVE = "move"
    NOTE = "note"
    NO_PLAN = "no_plan"
    RUNS_OUT = "runs_out"
    QUIET = "quiet"
    NOT_DONE = "not_done"
    DRAFT = "draft"
    TREATMENT = "treatment"
    ALL_DONE = "all_done"


@dataclass(frozen=True, slots=True)
class Card:
    """One person and one reason. `detail` is a second line, `quote` the athlete's own words."""

    need: Need
    member: Member
    why: Sentence
    detail: Sentence | None = None
    quote: str = ""

    @property
    def client(self) -> Client:
        return self.member.client

    @property
    def state(self) -> State:
        return self.member.readiness.state if self.member.readiness else State.UNKNOWN


@dataclass(frozen=True, slots=True)
class Shelves:
    """`now` holds at most seven; `more` says how many wait behind them."""

    now: Sequence[Card]
    more: int
    this_week: Sequence[Card]
    by_the_way: Sequence[Card]

    @property
    def waiting(self) -> int:
        """How many people need the coach now, on the shelf and behind it."""
        return len(self.now) + self.more


def shelves(coach: "User", now: datetime) -> Shelves:
    """What the coach's day starts with."""
    members = roster.of_coach(coach, now)
    roster.look_closer(to_look_at(members), now)
    return shelves_of(members, now)


def to_look_at(members: Iterable[Member]) -> list[Member]:
    """Those whose state or drafts decide about a card; the most urgent forty."""
    found = [
        member
        for member in members
        if member.client.has_red_flag
        or member.held
        or member.client.has_hard_draft
        or (member.client.hurt_lately and member.client.hard_near)
        or member.client.move_asked
        or member.note
    ]
    found.sort(key=lambda member: (not member.client.has_red_flag, not member.client.hurt_lately))
    return found[:MOST_LOOKED_AT]


def shelves_of(members: Iterable[Member], now: datetime) -> Shelves:
    """The shelves of members that have had their closer look."""
    members = list(members)
    urgent = [card for member in members if (card := _first(_now(member, now)))]
    urgent.sort(key=_urgency)
    return Shelves(
        now=urgent[:MOST_NOW],
        more=max(0, len(urgent) - MOST_NOW),
        this_week=[card for member in members if (card := _first(_this_week(member)))],
        by_the_way=sorted(
            (card for member in members for card in _by_the_way(member)), key=_urgency
        ),
    )


def _urgency(card: Card) -> int:
    return list(Need).index(card.need)


def _first(cards: Iterator[Card]) -> Card | None:
    """One card a person and shelf: the most urgent reason."""
    return next(cards, None)


def _now(member: Member, now: datetime) -> Iterator[Card]:
    client = member.client
    if client.has_consent and client.has_red_flag:
        yield Card(
            Need.RED_FLAG,
            member,
            Sentence(_("A red flag is open.")),
            Sentence(_("It closes with a note that a professional has been seen.")),
        )
    if client.hard_near and _hurts(member):
        yield Card(Need.PAIN, member, coach_reason_line(member.readiness), _held_line(member))
    if member.held:
        yield Card(Need.GATE, member, _reasons(member), _held_line(member))
    if client.move_asked:
        facts = {"title": client.move_title, "day": client.move_to}
        yield Card(Need.MOVE, member, Sentence(_("Asks to move %(title)s to %(day)s."), facts))
    note = member.note
    if (
        note
        and note.author_id == client.user_id
        and client.unread
        and now - note.at >= UNANSWERED_AFTER
    ):
        day = note.at.astimezone(client.coach.zone).date()
        since = Sentence(_("Unanswered since %(day)s."), {"day": day})
        yield Card(Need.NOTE, member, since, quote=note.body)


def _hurts(member: Member) -> bool:
    held = {ReasonCode.PAIN_HOLD, ReasonCode.PAIN_STOP}
    return member.readiness is not None and bool(member.readiness.codes & held)


def _reasons(member: Member) -> Sentence:
    if member.readiness is None:
        return Sentence(_("Waits for your word."))
    return coach_reason_line(member.readiness)


def _held_line(member: Member) -> Sentence:
    if member.held is None:
        return Sentence(_("Hard work is planned within two days."))
    return Sentence(_("%(title)s waits for your word."), {"title": member.held.title})


def _this_week(member: Member) -> Iterator[Card]:
    client, today = member.client, member.today
    if client.is_away or client.status != Client.Status.ACTIVE:
        return
    yield from _planned(member)
    quiet = quiet_days(client, today)
    gap = usual_gap(client, quiet)
    if quiet > gap and client.lately_planned:
        habit = Sentence(_("Usually a log every %(days)s days or so."), {"days": gap})
        if client.last_log_on is None:
            habit = Sentence(_("No log yet."))
        yield Card(
            Need.QUIET, member, Sentence(_("quiet for %(days)s days"), {"days": quiet}), habit
        )
    if client.did_not_happen >= TWO:
        facts = {"count": client.did_not_happen}
        yield Card(
            Need.NOT_DONE,
            member,
            Sentence(_("%(count)s sessions of the last seven days did not happen"), facts),
        )
    below = _below_floor(member)
    if below:
        yield Card(
            Need.DRAFT,
            member,
            Sentence(_("a draft lies below the floor on %(day)s"), {"day": below.day}),
            below.coach,
        )


def _planned(member: Member) -> Iterator[Card]:
    until = member.client.planned_until
    if until is None:
        yield Card(Need.NO_PLAN, member, Sentence(_("has no plan yet")))
    elif until < member.today:
        yield Card(Need.RUNS_OUT, member, Sentence(_("plan ran out on %(day)s"), {"day": until}))
    elif until <= member.today + RUNS_OUT_WITHIN:
        yield Card(Need.RUNS_OUT, member, Sentence(_("plan runs out on %(day)s"), {"day": until}))


def quiet_days(client: Client, today: date) -> int:
    """Days since the last log; before the first one, since something has been planned."""
    last = client.last_log_on or client.planned_since
    return max(0, (today - last).days) if last else 0


def usual_gap(client: Client, quiet: int) -> int:
    """Days that usually lie between two logs of this person, by those of the last four weeks; 3 at least."""
    if not client.logs_lately:
        return QUIET_DAYS
    return max(QUIET_DAYS, math.ceil((roster.HABIT.days - quiet) / client.logs_lately))


def _below_floor(member: Member) -> RuleNote | None:
    """The worst note about a draft that would not go out as it is."""
    if not member.client.has_hard_draft or member.calendar is None:
        return None
    drafts = {checking.key_of(row) for row in member.sessions if row.is_draft}
    notes = member.calendar.notes(member.today, member.today + roster.DRAFTS_REACH)
    about_drafts = (one for one in notes if one.key in drafts or one.other_key in drafts)
    return next((one for one in about_drafts if one.severity is Severity.E), None)


def _by_the_way(member: Member) -> Iterator[Card]:
    client = member.client
    for care_plan in member.care:
        late = (member.today - care_plan.due_on).days
        if late > 0 and not client.has_hands_on_block:
            yield Card(
                Need.TREATMENT,
                member,
                Sentence(
                    ONE_DAY_PAST if late == 1 else DAYS_PAST,
                    {"treatment": care_plan.modality.name, "days": late},
                ),
                Sentence(_("Every %(days)s days."), {"days": care_plan.base_days}),
            )
    if client.lately_planned >= ALL_DONE_FROM and not client.did_not_happen:
        facts = {"count": client.lately_planned}
        yield Card(
            Need.ALL_DONE,
            member,
            Sentence(_("all %(count)s sessions of the last seven days done"), facts),
        )
