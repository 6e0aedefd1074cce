"""An athlete's next days made easier in one go: looked at first, then sent or placed, and put back later."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from clients import checking, readiness, scheduling, sending
from clients.checking import Keep
from clients.models import (
    Adaptation,
    AdaptedSession,
    Client,
    ScheduledSession,
    Verdict,
)
from plans import writing
from plans.models import AbstractPrescription
from plans.rules import adapt, shorthand
from plans.rules.adapt import LIGHT_EFFORT, Became, Instead, Restriction
from plans.rules.kinds import RunType
from plans.rules.regions import Region
from plans.rules.sentence import Sentence
from plans.saying import say
from plans.writing import Library

if TYPE_CHECKING:
    from coachapp.models import User

LONGEST = timedelta(weeks=12)
LEFT_IN_THE_TANK = 4
WORK = {
    adapt.TITLES[Instead.BIKE]: "bike",
    adapt.TITLES[Instead.POOL]: "pool run",
    adapt.TITLES[Instead.ELLIPTICAL]: "elliptical",
    adapt.TITLES[Instead.SWIM]: "swim",
    adapt.TITLES[Instead.WALK]: "walk",
}
"""What a coach would type for each title; every other title is an easy run."""
EASY_RUN = "easy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the coach asks for. `too` names sessions changed by hand that may change as well."""

    from_on: date
    to_on: date
    restriction: Restriction
    instead: Instead
    region: Region | None = None
    too: frozenset[str] = frozenset()
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One session of the days. `after` is what it would be, not saved; None: it stays as it is.

    `may_too`: it is left alone only because the coach changed it by hand.
    """

    session: ScheduledSession
    after: ScheduledSession | None
    became: Became | None
    why: Sentence
    needs_a_look: bool
    may_too: bool

    @property
    def word(self) -> str:
        """Session, version and outcome: what was looked at is what is sent."""
        told = self.after.title if self.after else ""
        return f"{self.session.code}:{self.session.version}:{told}"


@dataclass(frozen=True, slots=True)
class Adapted:
    """What was done. `drafts` wait for the coach to send them."""

    adaptation: Adaptation
    changed: int
    drafts: Sequence[ScheduledSession]


@dataclass(frozen=True, slots=True)
class PutBack:
    """`drafts` say again what the sessions said; `left` were changed or done since, or are over."""

    drafts: Sequence[ScheduledSession]
    left: int


def look(client: Client, wanted: Wanted, *, today: date) -> list[Turn]:
    """What each session of these days would become, in order of day. Writes nothing."""
    rows = _rows(client, wanted, today)
    by_hand = _by_hand(rows.values())
    asked = adapt.Adaptation(
        from_on=wanted.from_on,
        to_on=wanted.to_on,
        restriction=wanted.restriction,
        region=wanted.region,
        instead=wanted.instead,
    )
    sessions = checking.dated(client, wanted.from_on, wanted.to_on, today=today)
    changes = adapt.adapt(sessions, asked, edited=by_hand - wanted.too)
    library = writing.library_of(client.coach)
    return [
        Turn(
            session=rows[change.key],
            after=_after(rows[change.key], change.becomes, library),
            became=change.becomes,
            why=change.why,
            needs_a_look=change.needs_a_look,
            may_too=change.key in by_hand and (change.needs_a_look or change.key in wanted.too),
        )
        for change in changes
        if change.key in rows
    ]


def _rows(client: Client, wanted: Wanted, today: date) -> dict[str, ScheduledSession]:
    """What the athlete has and new drafts, by the name that the rules use; days that are over are not open."""
    rows = (
        ScheduledSession.with_drafts.filter(client=client, log=None, removes=False)
        .between(max(today, wanted.from_on), wanted.to_on)
        .select_related("draft", "replaces")
        .prefetch_related("prescriptions")
        .in_order()
    )
    found: dict[str, ScheduledSession] = {}
    for row in rows:
        row.client = client
        if row.replaces is not None:
            row.replaces.draft = row
            row.replaces.client = client
        found[checking.key_of(row)] = row.replaces or row
    return found


def _by_hand(rows: Iterable[ScheduledSession]) -> frozenset[str]:
    """What the coach has changed by hand, or is about to change by a draft."""
    return frozenset(
        str(row.code) for row in rows if row.edited_at is not None or hasattr(row, "draft")
    )


def _after(
    session: ScheduledSession, became: Became | None, library: Library
) -> ScheduledSession | None:
    if became is None:
        return None
    twin = copy(session)
    _fill(twin, session.prescriptions.all(), became, library)
    return twin


def _fill(
    session: ScheduledSession,
    lines: Iterable[AbstractPrescription],
    became: Became,
    library: Library,
) -> list[AbstractPrescription]:
    """Let `session` say what it becomes; gives its lines, to be saved after it."""
    before = session.title
    if became.title is None:
        return _lighten(session, lines, became)
    work = WORK.get(became.title.template, EASY_RUN)
    text = shorthand.read_session(f"{became.minutes:.0f} min {work}", library.names)
    said = replace(
        text,
        title=say(became.title),
        minutes=round(became.minutes),
        effort=became.effort,
        unwatched=became.run_type is RunType.EASY,
    )
    filled = writing.fill(session, said, library)
    session.why, session.instead = _("In place of %(title)s.") % {"title": before}, ""
    return filled


def _lighten(
    session: ScheduledSession, lines: Iterable[AbstractPrescription], became: Became
) -> list[AbstractPrescription]:
    """The same exercises, well short of the limit."""
    session.minutes, session.effort = round(became.minutes), became.effort
    session.hard_flag, session.instead = False, ""
    lighter = writing.copied_lines(lines, session)
    for line in lighter:
        if (line.effort or 0) > LIGHT_EFFORT or line.rir is not None:
            line.effort, line.rir = None, max(line.rir or 0, LEFT_IN_THE_TANK)
            line.upper = {
                key: most for key, most in line.upper.items() if key not in ("effort", "rir")
            }
            line.text = str(line)
    session.classify(line.as_value() for line in lighter)
    return lighter


@transaction.atomic
def change(
    client: Client,
    wanted: Wanted,
    *,
    by: "User",
    now: datetime,
    send: bool,
    kept: Iterable[Keep] = (),
) -> Adapted:
    """Change the days: what the athlete has is sent anew at once, or waits as drafts (`send` False).

    A draft stays a draft, changed. The whole of it is done or nothing. Raises NeedsKeep where an
    error would reach the athlete that nobody has kept.
    """
    list(Client.objects.select_for_update().filter(pk=client.pk))
    today = client.today(now)
    adaptation = _new_adaptation(client, wanted, by, now)
    earlier = _first_words(client, today)
    library = writing.library_of(client.coach)
    drafts: list[ScheduledSession] = []
    changed: list[AdaptedSession] = []
    for turn in look(client, wanted, today=today):
        if turn.became is None:
            continue
        session = turn.session
        was = earlier.get(session.pk) or writing.remembered(session)
        changed.append(AdaptedSession(adaptation=adaptation, session=session, was=was))
        drafts.append(_write(session, turn.became, library, by))
    AdaptedSession.objects.bulk_create(changed)
    out = [draft for draft in drafts if draft.replaces_id is not None] if send else []
    if out:
        sending.send(out, by=by, now=now, kept=kept)
        _take_the_easier(client, [draft.replaces_id for draft in out], by, now)
    gone = {id(draft) for draft in out}
    return Adapted(adaptation, len(drafts), [one for one in drafts if id(one) not in gone])


def _new_adaptation(client: Client, wanted: Wanted, by: "User", now: datetime) -> Adaptation:
    """The row; looking anew is what an earlier review asked for."""
    close_reviews(client, now)
    return Adaptation.objects.create(
        client=client,
        from_on=wanted.from_on,
        to_on=wanted.to_on,
        restriction=wanted.restriction.value,
        instead=wanted.instead.value,
        region=wanted.region.value if wanted.region else "",
        review_on=wanted.review_on,
        entered_by=by,
    )


def _first_words(client: Client, today: date) -> dict[int, dict]:
    """What sessions said before an earlier adaptation that still stands, by session: not what it made of them."""
    rows = AdaptedSession.objects.filter(
        adaptation__in=Adaptation.objects.standing(today).filter(client=client),
        session__edited_at=None,
    )
    return {row.session_id: row.was for row in rows.order_by("-pk")}


def _write(
    session: ScheduledSession, became: Became, library: Library, by: "User"
) -> ScheduledSession:
    draft = scheduling.draft_of(session, by=by)
    draft.client = session.client
    if draft.replaces_id is None:
        draft.version += 1
    draft.removes, draft.edited_at = False, None
    writing.rewrite(draft, _fill(draft, list(draft.prescriptions.all()), became, library))
    return draft


def _take_the_easier(
    client: Client, sessions: Collection[int | None], by: "User", now: datetime
) -> None:
    """What was held this morning has become easier: nothing waits for a word any more."""
    waiting = Verdict.objects.filter(
        client=client,
        day=client.today(now),
        decision=Verdict.Decision.WAITING,
        held_session__in=sessions,
    )
    for verdict in waiting:
        readiness.decide(verdict, Verdict.Decision.EASIER, by=by, now=now)


def close_reviews(client: Client, now: datetime) -> int:
    """The coach has looked again."""
    return Adaptation.objects.filter(
        client=client, reviewed_at=None, review_on__isnull=False
    ).update(reviewed_at=now)


def look_again(client: Client, on: date) -> int:
    """The newest adaptation that still waits for a look waits until `on`; gives 0 where none does."""
    waiting = Adaptation.objects.filter(client=client, reviewed_at=None, put_back_at=None)
    newest = waiting.first()
    if newest is None:
        return 0
    waiting.exclude(pk=newest.pk).update(review_on=None)
    return Adaptation.objects.filter(pk=newest.pk).update(review_on=on)


@transaction.atomic
def put_back(adaptation: Adaptation, *, by: "User", now: datetime) -> PutBack:
    """Let the sessions ahead say again what they said, as drafts to be sent.

    What the coach changed by hand since, what is done and what is over stays. A change that was
    never sent is taken back.
    """
    client = adaptation.client
    list(Client.objects.select_for_update().filter(pk=client.pk))
    drafts: list[ScheduledSession] = []
    left = 0
    rows = adaptation.sessions.select_related("session__draft").prefetch_related(
        "session__prescriptions"
    )
    for row in rows:
        session = row.session
        session.client = client
        if hasattr(session, "log") or session.day < client.today(now) or session.edited_at:
            left += 1
        else:
            drafts += _restored(session, row.was, by)
    adaptation.put_back_at = now
    adaptation.reviewed_at = adaptation.reviewed_at or now
    adaptation.save(update_fields=["put_back_at", "reviewed_at"])
    return PutBack(drafts, left)


def _restored(session: ScheduledSession, was: dict, by: "User") -> list[ScheduledSession]:
    """The draft that puts one session back; none where the athlete never saw the change."""
    if writing.remembered(session) == was:
        ScheduledSession.with_drafts.filter(replaces=session).delete()
        return []
    draft = scheduling.draft_of(session, by=by)
    writing.rewrite(draft, writing.recall(draft, was))
    return [draft]
