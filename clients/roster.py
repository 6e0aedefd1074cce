"""Everybody of one coach, read together: a fixed number of queries, whatever the number of athletes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from clients import checking, dials, mornings, talking
from clients.models import (
    Away,
    CarePlan,
    Client,
    Comment,
    MoveRequest,
    PainReport,
    ScheduledSession,
    SessionLog,
    Verdict,
)
from clients.rules.readiness import Readiness
from clients.rules.recovery import assess
from plans.rules.kinds import Hardness, Kind
from plans.rules.settings import RuleSettings

if TYPE_CHECKING:
    from coachapp.models import User

ONE_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
HABIT = timedelta(days=28)
HARD_WORK_NEAR = timedelta(days=2)
DRAFTS_REACH = timedelta(days=14)


@dataclass(slots=True)
class Member:
    """One athlete of the roster. `client` carries what `facts_of` annotates."""

    client: Client
    today: date
    verdict: Verdict | None = None
    care: list[CarePlan] = field(default_factory=list)
    note: Comment | None = None  # the newest that both can read
    readiness: Readiness | None = None  # this and the next two: after a closer look
    sessions: Sequence[ScheduledSession] = ()
    calendar: checking.Calendar | None = None

    @property
    def held(self) -> ScheduledSession | None:
        """What waits for the coach's word."""
        verdict = self.verdict
        if verdict is None or verdict.decision or verdict.held_session is None:
            return None
        return None if hasattr(verdict.held_session, "log") else verdict.held_session

    @property
    def sent(self) -> list[ScheduledSession]:
        """What the athlete has, without drafts."""
        return [session for session in self.sessions if session.sent_at is not None]


def of_coach(coach: "User", now: datetime) -> list[Member]:
    """Every open client of `coach`, by name: four queries."""
    return read(Client.objects.coached_by(coach), coach, now)


def read(clients: QuerySet[Client], coach: "User", now: datetime) -> list[Member]:
    """`clients` with what tells whether somebody needs the coach."""
    people = list(facts_of(clients, coach, coach.today(now)))
    members = {person.pk: Member(person, person.today(now)) for person in people}
    agreed = [person.pk for person in people if person.has_consent]
    for verdict in _verdicts(agreed, coach.today(now)):
        if verdict.day == members[verdict.client_id].today:
            members[verdict.client_id].verdict = verdict
    rhythms = CarePlan.objects.running().filter(client__in=members).select_related("modality")
    for care_plan in rhythms:
        members[care_plan.client_id].care.append(care_plan)
    for note in _newest_notes(members):
        members[note.client_id].note = note
    return list(members.values())


def facts_of(clients: QuerySet[Client], coach: "User", today: date) -> QuerySet[Client]:
    """`clients` with the facts that one query can give for all of them."""
    mine = {"client": OuterRef("pk")}
    sent = ScheduledSession.objects.filter(**mine)
    ahead = sent.filter(day__gte=today)
    logs = SessionLog.objects.filter(**mine)
    asked = MoveRequest.objects.filter(answer=MoveRequest.Answer.OPEN, **mine)
    hurts = PainReport.objects.filter(kind=PainReport.Kind.PAIN, closed_at=None, **mine)
    return mornings.known(clients).annotate(
        last_log_on=Subquery(logs.order_by("-done_on").values("done_on")[:1]),
        logs_lately=_count(logs.filter(done_on__gt=today - HABIT)),
        planned_since=Subquery(sent.order_by("day").values("day")[:1]),
        planned_until=Subquery(sent.order_by("-day").values("day")[:1]),
        did_not_happen=_count(_did_not_happen(sent, today)),
        lately_planned=_count(_counting(sent, today)),
        hard_near=Exists(
            ahead.open().filter(day__lte=today + HARD_WORK_NEAR, hardness=Hardness.HARD)
        ),
        hurt_lately=Exists(hurts.filter(day__gte=today - mornings.PAIN_REACHES)),
        has_hard_draft=Exists(
            ScheduledSession.with_drafts.drafts().filter(
                day__gte=today, hardness=Hardness.HARD, **mine
            )
        ),
        move_asked=Subquery(asked.values("pk")[:1]),
        move_title=Subquery(asked.values("session__title")[:1]),
        move_to=Subquery(asked.values("to_day")[:1]),
        unseen_logs=_count(logs.unseen()),
        unread=_count(talking.unread_for(coach).filter(**mine)),
        is_away=Exists(Away.objects.filter(from_on__lte=today, to_on__gte=today, **mine)),
    )


def _count(rows: QuerySet) -> Coalesce:
    """How many `rows` there are for the client of the outer query."""
    counted = rows.order_by().values("client").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _counting(sent: QuerySet[ScheduledSession], today: date) -> QuerySet[ScheduledSession]:
    """What was planned in the seven days before today and counts for Done: ill days do not."""
    lately = sent.filter(day__gte=today - A_WEEK, day__lt=today, optional=False)
    asked = lately.exclude(kind=Kind.REST).exclude(origin=ScheduledSession.Origin.ATHLETE)
    return asked.exclude(log__skip_reason=SessionLog.SkipReason.ILL)


def _did_not_happen(sent: QuerySet[ScheduledSession], today: date) -> QuerySet[ScheduledSession]:
    skipped = Q(log__outcome=SessionLog.Outcome.SKIPPED)
    return _counting(sent, today).filter(Q(log=None) | skipped)


def _verdicts(clients: Sequence[int], today: date) -> QuerySet[Verdict]:
    """Verdicts around the coach's today: an athlete's own may be a day off."""
    return Verdict.objects.filter(
        client__in=clients, day__range=(today - ONE_DAY, today + ONE_DAY)
    ).select_related("held_session__log")


def _newest_notes(clients: Iterable[int]) -> QuerySet[Comment]:
    later = Comment.objects.filter(client=OuterRef("client"), private=False).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    return Comment.objects.filter(client__in=clients, private=False).filter(~Exists(later))


def look_closer(members: Iterable[Member], now: datetime) -> None:
    """Fill in state, sessions and rules of these few: four queries."""
    members = list(members)
    people = [member.client for member in members]
    days = [member.today for member in members]
    if not people:
        return
    numbers = dials.numbers_of(people)
    first, last = min(days) - checking.AROUND, max(days) + DRAFTS_REACH
    rows = mornings.by_client(checking.rows_of(people, first, last, drafts=True))
    agreed = [person.pk for person in people if person.has_consent]
    reports = mornings.by_client(
        mornings.recent_reports(min(days), max(days)).filter(client__in=agreed)
    )
    kept = checking.kept_by(people)
    for member in members:
        settings, limits = numbers[member.client.pk]
        member.sessions = rows[member.client.pk]
        member.calendar = _calendar(member, settings, kept.get(member.client.pk, ()))
        member.readiness = (
            mornings.stored(member.verdict)
            if member.verdict
            else assess(
                mornings.Facts(
                    client=member.client,
                    day=member.today,
                    sessions=member.sent,
                    reports=reports[member.client.pk],
                    settings=settings,
                    limits=limits,
                ).morning(now)
            )
        )


def _calendar(member: Member, settings: RuleSettings, kept) -> checking.Calendar:
    return checking.Calendar(
        client=member.client,
        today=member.today,
        rows=tuple(member.sessions),
        sessions=tuple(checking.as_if_sent(member.sessions, member.today, drafts=True)),
        settings=settings,
        kept=kept,
    )
