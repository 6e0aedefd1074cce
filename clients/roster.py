"""Everybody of one coach, read together: a fixed number of queries, whatever the number of athletes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from clients import checking, dials, holding, inside, loads, mornings, talking, tallying
from clients.known import known_of
from clients.models import (
    Adaptation,
    Away,
    CarePlan,
    Client,
    Comment,
    Finding,
    Guardian,
    MoveRequest,
    PainReport,
    ScheduledSession,
    SessionLog,
    Tag,
    Verdict,
)
from clients.rules.pain import PainLimits
from clients.rules.readiness import Readiness
from clients.rules.recovery import assess
from coachapp.lib.prepared import Prepared
from plans.rules.kinds import Hardness, Kind
from plans.rules.notes import Kept, Rhythm
from plans.rules.settings import RuleSettings

if TYPE_CHECKING:
    from coachapp.models import User

COLUMNS = (
    *(*checking.COLUMNS, *checking.COLUMNS_OF_A_CHANGE),
    *("log__load_au", "log__skip_reason", "optional", "origin"),
)
ONE_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
HABIT = timedelta(days=28)
A_LOOK = timedelta(minutes=2)  # the worker sends within it what has its hour
HARD_WORK_NEAR = timedelta(days=2)
DRAFTS_REACH = timedelta(days=14)
NOTHING_PLANNED = {"planned": 0, "undone": 0}
DONE = (SessionLog.Outcome.DONE, SessionLog.Outcome.CHANGED)


class NotLookedAt(ValueError):
    """Only a closer look gives what the rules judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a closer look at one athlete finds. Nobody changes it: it may be kept."""

    readiness: Readiness
    sessions: Sequence[ScheduledSession]
    settings: RuleSettings
    limits: PainLimits
    kept: tuple[Kept | Rhythm, ...]


@dataclass(slots=True)
class Member:
    """One athlete of the roster. `client` carries what `facts_of` annotates."""

    client: Client
    today: date
    verdict: Verdict | None = None
    care: list[CarePlan] = field(default_factory=list)
    note: Comment | None = None  # the newest that both can read
    look: Look | None = None

    @property
    def readiness(self) -> Readiness | None:
        """After a closer look."""
        return self.look.readiness if self.look else None

    @property
    def sessions(self) -> Sequence[ScheduledSession]:
        """After a closer look."""
        return self.look.sessions if self.look else ()

    @property
    def planned_last_week(self) -> int:
        """How many sessions of the last seven days count for Done."""
        return (self.client.last_week or NOTHING_PLANNED)["planned"]

    @property
    def undone_last_week(self) -> int:
        """How many of them did not happen."""
        return (self.client.last_week or NOTHING_PLANNED)["undone"]

    @property
    def calendar(self) -> checking.Calendar | None:
        """Sessions by their days, hardness and load; few cards ask for it.

        Rules that need what lies in sessions, or what is known of the athlete, are silent here:
        `whole_calendar` has both.
        """
        if self.look is None:
            return None
        return checking.Calendar(
            client=self.client,
            today=self.today,
            rows=tuple(self.sessions),
            sessions=tuple(checking.as_if_sent(self.sessions, self.today, drafts=True)),
            settings=self.look.settings,
            kept=self.look.kept,
        )

    def whole_calendar(self) -> checking.Calendar:
        """What the rules judge, as on the board: with what lies in the sessions, and what is known of
        the athlete. One query, and three more when a rule is asked, five at most.

        Raises NotLookedAt.
        """
        calendar = self.calendar
        if calendar is None or self.look is None:
            raise NotLookedAt(self.client)
        today, limits = {self.client.pk: self.today}, {self.client.pk: self.look.limits}
        lines = inside.of(self.sessions)
        sessions = checking.as_if_sent(self.sessions, self.today, drafts=True, lines=lines)
        return replace(
            calendar,
            sessions=tuple(sessions),
            known=cache(lambda: known_of([self.client], today=today, limits=limits)),
        )

    @property
    def held(self) -> ScheduledSession | None:
        """What waits for the coach's word: by the day's verdict, else by what the rule says now.

        A pain of yesterday holds today also where nobody has said anything since; that is known
        after a closer look.
        """
        return next(iter(self.all_held), None)

    @property
    def all_held(self) -> list[ScheduledSession]:
        """`held`, and after a closer look what the same rule holds on the same day."""
        verdict, readiness = self.verdict, self.readiness
        if verdict is not None and verdict.decision:
            return []
        if readiness is not None:
            return holding.held_on(self.sent, self.today, readiness, verdict)
        named = verdict.held_session if verdict else None
        return [named] if named is not None and not hasattr(named, "log") else []

    @property
    def sent(self) -> list[ScheduledSession]:
        """What the athlete has, without drafts."""
        return _sent(self.sessions)


def of_coach(coach: "User", now: datetime) -> list[Member]:
    """Every open client of `coach`, by name: four queries."""
    people = list(_everybody(coach=coach.pk, today=coach.today(now), now=now))
    return _with_the_rest(people, coach, now)


def of_these(keys: Sequence[int], coach: "User", now: datetime) -> list[Member]:
    """Those of the coach's open clients: four queries."""
    people = _these(clients=keys, coach=coach.pk, today=coach.today(now), now=now)
    return _with_the_rest(list(people), coach, now)


def read(clients: QuerySet[Client], coach: "User", now: datetime) -> list[Member]:
    """`clients` with what tells whether somebody needs the coach: four queries."""
    people = facts_of(clients, coach=coach.pk, today=coach.today(now), now=now)
    return _with_the_rest(list(people), coach, now)


def _with_the_rest(people: Sequence[Client], coach: "User", now: datetime) -> list[Member]:
    members = {person.pk: Member(person, person.today(now)) for person in people}
    if not members:
        return []
    agreed = [person.pk for person in people if person.has_consent]
    for verdict in _verdicts(clients=agreed, today=coach.today(now)) if agreed else ():
        if verdict.day == members[verdict.client_id].today:
            members[verdict.client_id].verdict = verdict
    for care_plan in _rhythms(clients=list(members)):
        members[care_plan.client_id].care.append(care_plan)
    for note in _newest_notes(clients=list(members)):
        members[note.client_id].note = note
    return list(members.values())


def facts_of(
    clients: QuerySet[Client], *, coach: int, today: date, now: datetime
) -> QuerySet[Client]:
    """`clients` with the facts that one query can give for all of them.

    `coach` is the key of who looks, `today` their day.
    """
    mine = {"client": OuterRef("pk")}
    sent = ScheduledSession.objects.filter(**mine)
    ahead = sent.filter(day__gte=today)
    lately = _counting(sent.filter(day__gte=today - A_WEEK, day__lt=today)).order_by()
    skipped = Q(log__outcome=SessionLog.Outcome.SKIPPED)
    counted = JSONObject(planned=Count("pk"), undone=Count("pk", Q(log=None) | skipped))
    logs = SessionLog.objects.filter(**mine)
    asked = MoveRequest.objects.filter(answer=MoveRequest.Answer.OPEN, **mine)
    findings = Finding.objects.open().filter(screen__client=OuterRef("pk"))
    hurts = PainReport.objects.filter(kind=PainReport.Kind.PAIN, closed_at=None, **mine)
    drafts = ScheduledSession.with_drafts.drafts().filter(**mine)
    return mornings.known(clients).annotate(
        last_log_on=Subquery(logs.order_by("-done_on").values("done_on")[:1]),
        logs_lately=_count(logs.filter(done_on__gt=today - HABIT)),
        planned_since=Subquery(sent.order_by("day").values("day")[:1]),
        planned_until=Subquery(sent.order_by("-day").values("day")[:1]),
        last_week=Subquery(lately.values("client").annotate(found=counted).values("found")),
        hard_near=Exists(
            ahead.open().filter(day__lte=today + HARD_WORK_NEAR, hardness=Hardness.HARD)
        ),
        hurt_lately=Exists(hurts.filter(day__gte=today - mornings.PAIN_REACHES)),
        has_hard_draft=Exists(drafts.filter(day__gte=today, hardness=Hardness.HARD)),
        was_to_go_out=Exists(drafts.filter(send_at__lte=now - A_LOOK)),
        retest_on=Subquery(findings.order_by("retest_on").values("retest_on")[:1]),
        move_asked=Subquery(asked.values("pk")[:1]),
        move_title=Subquery(asked.values("session__title")[:1]),
        move_to=Subquery(asked.values("to_day")[:1]),
        has_guardian=Exists(Guardian.objects.reachable().filter(**mine)),
        guardian_agreed=Exists(Guardian.objects.agreed().filter(**mine)),
        review_until=Subquery(
            Adaptation.objects.to_review(today).filter(**mine).values("to_on")[:1]
        ),
        unseen_logs=_count(logs.unseen()),
        unread=_count(talking.unread_for(get_user_model()(pk=coach)).filter(**mine)),
        is_away=Exists(Away.objects.filter(from_on__lte=today, to_on__gte=today, **mine)),
        groups=Tag.objects.names_of_client(),
        away_days=Away.objects.spans_of_client(today - A_WEEK, today + A_WEEK),
    )


_everybody = Prepared(
    lambda coach, today, now: facts_of(
        Client.objects.filter(coach=coach).open(), coach=coach, today=today, now=now
    ),
    coach=int,
    today=date,
    now=datetime,
)
_these = Prepared(
    lambda clients, coach, today, now: facts_of(
        Client.objects.filter(coach=coach, pk__in=clients).open(), coach=coach, today=today, now=now
    ),
    clients=list,
    coach=int,
    today=date,
    now=datetime,
)
_verdicts = Prepared(
    # an athlete's own today may be a day off the coach's
    lambda clients, today: Verdict.objects.filter(
        client__in=clients, day__range=(today - ONE_DAY, today + ONE_DAY)
    ).select_related("held_session__log"),
    clients=list,
    today=date,
)
_rhythms = Prepared(
    lambda clients: (
        CarePlan.objects.running().filter(client__in=clients).select_related("modality")
    ),
    clients=list,
)


def _count(rows: QuerySet) -> Coalesce:
    """How many `rows` there are for the client of the outer query."""
    counted = rows.order_by().values("client").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _counting(sent: QuerySet[ScheduledSession]) -> QuerySet[ScheduledSession]:
    """What was planned and counts for Done: ill, hurt and away do not."""
    asked = sent.filter(optional=False).exclude(kind=Kind.REST)
    asked = asked.exclude(origin=ScheduledSession.Origin.ATHLETE)
    there = asked.exclude(log__skip_reason__in=tallying.EXCUSES)
    away = Away.objects.filter(
        client=OuterRef("client"), from_on__lte=OuterRef("day"), to_on__gte=OuterRef("day")
    )
    return there.filter(~Exists(away) | Q(log__outcome__in=DONE))


def _notes_without_a_later_one(clients: list[int]) -> QuerySet[Comment]:
    later = Comment.objects.filter(client=OuterRef("client"), private=False).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    return Comment.objects.filter(client__in=clients, private=False).filter(~Exists(later))


_newest_notes = Prepared(_notes_without_a_later_one, clients=list)


_sessions = Prepared(
    lambda clients, first, last: checking.rows_of(
        clients, first - loads.HISTORY, last + DRAFTS_REACH, drafts=True
    ).only(*COLUMNS),
    clients=list,
    first=date,
    last=date,
)
_reports = Prepared(
    lambda clients, first, last: mornings.recent_reports(first, last).filter(client__in=clients),
    clients=list,
    first=date,
    last=date,
)


def look_closer(members: Iterable[Member], now: datetime) -> None:
    """Fill in state, sessions and rules of these few: four queries."""
    members = list(members)
    people = [member.client for member in members]
    days = [member.today for member in members]
    if not people:
        return
    numbers = dials.numbers_of(people)
    keys = [person.pk for person in people]
    rows = mornings.by_client(_sessions(clients=keys, first=min(days), last=max(days)))
    agreed = [person.pk for person in people if person.has_consent]
    reports = mornings.by_client(
        _reports(clients=agreed, first=min(days), last=max(days)) if agreed else ()
    )
    kept = checking.kept_by(people)
    for member in members:
        settings, limits = numbers[member.client.pk]
        sessions = rows[member.client.pk]
        facts = mornings.Facts(
            client=member.client,
            day=member.today,
            sessions=_sent(sessions),
            reports=reports[member.client.pk],
            settings=settings,
            limits=limits,
        )
        member.look = Look(
            readiness=(
                mornings.stored(member.verdict) if member.verdict else assess(facts.morning(now))
            ),
            sessions=sessions,
            settings=settings,
            limits=limits,
            kept=kept.get(member.client.pk, ()),
        )


def _sent(sessions: Iterable[ScheduledSession]) -> list[ScheduledSession]:
    return [session for session in sessions if session.sent_at is not None]
