"""One athlete's last week above the next: read for planning it, never written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject

from clients import board, care, checking, loads
from clients.models import Away, Client, Comment, Race, ScheduledSession
from plans.rules.kinds import Hardness, Kind
from plans.rules.prescription import Role

if TYPE_CHECKING:
    from coachapp.models import User

WEEK = timedelta(days=7)
WEEKS_BEFORE = 6
AHEAD = timedelta(weeks=26)
MOST_AHEAD = 6
RUNS = frozenset({Kind.RUN, Kind.HILLS})
ON_FOOT = frozenset({Role.RUN, Role.REPS, Role.WARM_UP, Role.COOL_DOWN, Role.STRIDES, Role.RACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A week in numbers: minutes without rest and treatment, metres as far as they are known."""

    monday: date
    minutes: int
    metres: float
    hard: int
    planned: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Something that stands before the athlete: a race, or a span away."""

    is_race: bool
    first: date
    last: date
    what: str
    priority: str

    @property
    def why(self) -> str:
        return str(Away.Why(self.what).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sunday:
    """All that planning one athlete's next week looks at."""

    client: Client
    today: date
    monday: date
    last_week: Sequence[tuple[date, Sequence[ScheduledSession]]]
    weeks: Sequence[Sums]  # oldest first, last week at the end
    coming: Sums
    row: board.Row
    ahead: Sequence[Ahead]
    care: care.CareLine | None


def people_of(coach: "User", monday: date) -> QuerySet[Client]:
    """The open clients by name, with what the side of the page says of each."""
    rows = ScheduledSession.with_drafts.filter(
        client=OuterRef("pk"), day__range=(monday, monday + WEEK - timedelta(days=1))
    )
    said = Comment.objects.filter(
        client=OuterRef("pk"), author=OuterRef("user"), private=False
    ).order_by("-at", "-pk")
    return (
        Client.objects.coached_by(coach)
        .select_related("user", "coach__coach_profile")
        .annotate(
            has_draft=Exists(rows.filter(sent_at=None)),
            has_sent=Exists(rows.exclude(sent_at=None)),
            next_care=care.soonest(),
            said=Subquery(said.values(said=JSONObject(body="body", at="at"))[:1]),
        )
    )


def read(client: Client, monday: date, now: datetime) -> Sunday:
    """Last week, the weeks before, and the week from `monday`. `client` comes from `people_of`."""
    today, sunday = client.today(now), monday + WEEK - timedelta(days=1)
    rows = list(
        checking.rows_of(
            [client], monday - WEEKS_BEFORE * WEEK, sunday + checking.AROUND, drafts=True
        )
    )
    around = [row for row in rows if monday - WEEK <= row.day <= sunday]
    prefetch_related_objects(around, "prescriptions")
    calendar = checking.calendars_of([client], rows, today={client.pk: today})[client.pk]
    ahead = _ahead(client, monday - WEEK)
    spans = [
        Away(from_on=each.first, to_on=each.last, why=each.what)
        for each in ahead
        if not each.is_race
    ]
    row = board.row_of(calendar, monday, spans)
    cards = [card.session for cell in row.cells for card in cell.cards]
    sent = [each for each in rows if each.sent_at is not None]
    return Sunday(
        client=client,
        today=today,
        monday=monday,
        last_week=[
            (day, [each for each in sent if each.day == day])
            for day in (monday - WEEK + timedelta(days=n) for n in range(7))
        ],
        weeks=[_sums(sent, monday - n * WEEK, today) for n in range(WEEKS_BEFORE, 0, -1)],
        coming=Sums(monday=monday, minutes=row.minutes, metres=_metres(cards), hard=row.hard),
        row=row,
        ahead=[each for each in ahead if each.last >= today][:MOST_AHEAD],
        care=care.next_line(client, rows, max(today, monday)),
    )


def _sums(sent: Iterable[ScheduledSession], monday: date, today: date) -> Sums:
    rows = [row for row in sent if monday <= row.day < monday + WEEK]
    done = [(row, log) for row in rows if (log := loads.log_of(row)) is not None and log.was_done]
    asked = [row for row in rows if row.kind != Kind.REST and not row.optional]
    return Sums(
        monday=monday,
        minutes=sum(log.minutes or 0 for row, log in done if row.kind not in board.LIGHT),
        metres=sum(log.distance_m or 0 for _row, log in done),
        hard=len({log.done_on for _row, log in done if log.hardness == Hardness.HARD}),
        planned=sum(row.day < today for row in asked),
        done=len({row.pk for row, _log in done} & {row.pk for row in asked}),
    )


def _metres(sessions: Iterable[ScheduledSession]) -> float:
    """Metres that the lines of runs ask for by distance; minutes have none."""
    lines = (
        line
        for session in sessions
        if session.kind in RUNS and not session.removes
        for line in session.prescriptions.all()
    )
    return sum((line.sets or 1) * (line.distance_m or 0) for line in lines if line.role in ON_FOOT)


def _ahead(client: Client, since: date) -> list[Ahead]:
    """Races and spans away that end on `since` or later: one query."""
    races = Race.objects.filter(client=client, day__range=(since, since + AHEAD))
    spans = Away.objects.filter(client=client, to_on__gte=since, from_on__lte=since + AHEAD)
    rows = (
        races.order_by()
        .values_list(Value(1), "day", "day", "name", "priority")
        .union(
            spans.order_by().values_list(Value(0), "from_on", "to_on", "why", Value("")), all=True
        )
    )
    found = [
        Ahead(is_race=bool(kind), first=first, last=last, what=what, priority=priority)
        for kind, first, last, what, priority in rows
    ]
    return sorted(found, key=lambda each: (each.first, each.is_race))


def unsent(coach: "User", monday: date, client: Client, today: date) -> list[ScheduledSession]:
    """The drafts of the week that can go out."""
    rows = board.drafts_of_week(coach, monday, client).filter(Q(removes=True) | Q(day__gte=today))
    return list(rows.select_related("client__user", "client__coach", "replaces", "race").in_order())
