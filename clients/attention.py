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
from clients.rules.recovery import Colour, coach_reason_line
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
    REVIEW = "review"
    NO_GUARDIAN = "no_guardian"
    NO_MAIL = "no_mail"
    NO_PLAN = "no_plan"
    RUNS_OUT = "runs_out"
    QUIET = "quiet"
    NOT_DONE = "not_done"
    DRAFT = "draft"
    TREATMENT = "treatment"
    RETEST = "retest"
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
        or _may_be_held_since(member)
        or member.client.has_hard_draft
        or member.client.hurt_lately
        or member.client.move_asked
        or member.client.review_until
        or member.note
    ]
    found.sort(key=_closest_first)
    return found[:MOST_LOOKED_AT]


def _may_be_held_since(member: Member) -> bool:
    """A red day without a word of the coach, and hard work near: it may have come to the day after the verdict."""
    verdict = member.verdict
    if verdict is None or verdict.decision:
        return False
    return verdict.colour == Colour.RED and member.client.hard_near


def _closest_first(member: Member) -> tuple[bool, bool, bool]:
    client = member.client
    hurts = client.hurt_lately
    return not client.has_red_flag, not (hurts and client.hard_near), not hurts


def shelves_of(members: Iterable[Member], now: datetime) -> Shelves:
    """The shelves of members that have had their closer look."""
    members = list(members)
    urgent = [card for member in members if (card := _first(_now(member, now)))]
    urgent.sort(key=_urgency)
    members = [member for member in members if not _is_paused(member)]
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
    if _is_paused(member):
        return
    if client.hard_near and _hurts(member):
        yield Card(Need.PAIN, member, coach_reason_line(member.readiness), held_line(member))
    if member.held:
        yield Card(Need.GATE, member, _reasons(member), held_line(member))
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
    if client.review_until:
        until = Sentence(_("The days are easier until %(day)s."), {"day": client.review_until})
        yield Card(Need.REVIEW, member, Sentence(_("You wanted to look again.")), until)


def _is_paused(member: Member) -> bool:
    """Paused people stand on no shelf; only an open red flag is never put aside."""
    return member.client.status == Client.Status.PAUSED


def _hurts(member: Member) -> bool:
    held = {ReasonCode.PAIN_HOLD, ReasonCode.PAIN_STOP}
    return member.readiness is not None and bool(member.readiness.codes & held)


def _reasons(member: Member) -> Sentence:
    if member.readiness is None:
        return Sentence(_("Waits for your word."))
    return coach_reason_line(member.readiness)


def held_line(member: Member) -> Sentence:
    """What waits for the coach's word today; else that hard work is near."""
    if member.held is None:
        return Sentence(_("Hard work is planned within two days."))
    first, *others = (one.title for one in member.all_held)
    if not others:
        return Sentence(_("%(title)s waits for your word."), {"title": first})
    if len(others) == 1:
        both = {"title": first, "other": others[0]}
        return Sentence(_("%(title)s and %(other)s wait for your word."), both)
    return Sentence(
        _("%(title)s and %(n)s more wait for your word."), {"title": first, "n": len(others)}
    )


def _this_week(member: Member) -> Iterator[Card]:
    client, today = member.client, member.today
    yield from _not_gone_out(member)
    if client.is_minor(today) and not client.has_guardian:
        yield _without_guardian(member)
    if client.user and client.user.mail_dead_at:
        ask = Sentence(_("Ask for another address. Until then no mail goes there."))
        yield Card(Need.NO_MAIL, member, Sentence(_("mail does not arrive")), ask)
    if client.is_away or client.status != Client.Status.ACTIVE:
        return
    yield from _planned(member)
    quiet = quiet_days(client, today)
    gap = usual_gap(client, quiet)
    if quiet > gap and member.planned_last_week:
        habit = Sentence(_("Usually a log every %(days)s days or so."), {"days": gap})
        if client.last_log_on is None:
            habit = Sentence(_("No log yet."))
        yield Card(
            Need.QUIET, member, Sentence(_("quiet for %(days)s days"), {"days": quiet}), habit
        )
    if member.undone_last_week >= TWO:
        facts = {"count": member.undone_last_week}
        yield Card(
            Need.NOT_DONE,
            member,
            Sentence(_("%(count)s sessions of the last seven days did not happen"), facts),
        )
    if below := _below_floor(member):
        yield Card(
            Need.DRAFT,
            member,
            Sentence(_("a draft lies below the floor on %(day)s"), {"day": below.day}),
            below.coach,
        )


def _without_guardian(member: Member) -> Card:
    """Nobody of age has agreed, or mail to who has does not arrive: nothing goes to the child alone."""
    if member.client.guardian_agreed:
        why = Sentence(_("mail to the guardian does not arrive"))
        ask = Sentence(
            _("Ask for another address, or for a second adult; until then none goes out.")
        )
        return Card(Need.NO_GUARDIAN, member, why, ask)
    ask = Sentence(
        _("Somebody of age gets every mail to an under-18 too; until then none goes out.")
    )
    return Card(Need.NO_GUARDIAN, member, Sentence(_("no guardian yet: mail waits")), ask)


def _not_gone_out(member: Member) -> Iterator[Card]:
    """A week had its hour and could not go: before all else, for the athlete waits for it."""
    if member.client.was_to_go_out:
        below = _below_floor(member)
        yield Card(
            Need.DRAFT,
            member,
            Sentence(_("a week that was to go out waits for your word")),
            below.coach if below else None,
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
    """The worst note about a draft that would not go out as it is.

    Of its day and hardness alone: the front page speaks of spacing here, and reads neither injuries
    nor what lies in the sessions of everybody. Sending asks every rule.
    """
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
                    {"treatment": care_plan.modality.called, "days": late},
                ),
                Sentence(_("Every %(days)s days."), {"days": care_plan.base_days}),
            )
    if client.has_consent and client.retest_on and client.retest_on <= member.today:
        since = Sentence(_("since %(day)s"), {"day": client.retest_on})
        yield Card(Need.RETEST, member, Sentence(_("movement screen: time to look again")), since)
    if member.planned_last_week >= ALL_DONE_FROM and not member.undone_last_week:
        facts = {"count": member.planned_last_week}
        yield Card(
            Need.ALL_DONE,
            member,
            Sentence(_("all %(count)s sessions of the last seven days done"), facts),
        )
