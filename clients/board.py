"""The week board: many athletes by seven days, read for showing and never written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from clients import checking
from clients.checking import Calendar
from clients.models import Away, Client, ScheduledSession, SessionLog
from plans.rules import spacing
from plans.rules.kinds import Kind
from plans.rules.notes import RuleNote
from plans.rules.restrictions import Against

if TYPE_CHECKING:
    from coachapp.models import User

DAYS_OF_WEEK = 7
LIGHT = frozenset({Kind.REST, Kind.MAINTENANCE, Kind.TREATMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One session on its day. A change stands in place of the row that it changes."""

    session: ScheduledSession
    notes: Sequence[RuleNote] = ()
    against: Against | None = None  # what an open injury rules out

    @property
    def log(self) -> SessionLog | None:
        return getattr(self.session, "log", None)

    @property
    def asks(self) -> bool:
        """Whether the coach is asked something about it."""
        return bool(self.notes) or self.is_clash

    @property
    def is_done(self) -> bool:
        return self.log is not None and self.log.was_done

    @property
    def did_not_happen(self) -> bool:
        return self.log is not None and not self.log.was_done

    @property
    def is_clash(self) -> bool:
        """Whether what it changes has changed since."""
        replaced = self.session.replaces
        return replaced is not None and replaced.version != self.session.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day of one athlete."""

    day: date
    cards: Sequence[Card]
    is_today: bool
    is_past: bool
    suits: bool
    away: Away | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One athlete's week. `drafts` can be sent; `late` are drafts whose day is over."""

    client: Client
    today: date
    cells: Sequence[Cell]
    drafts: Sequence[ScheduledSession]
    late: Sequence[ScheduledSession]
    minutes: int
    hard: int
    more_notes: int

    @property
    def goes_at(self) -> datetime | None:
        """When the first of its drafts goes out by itself."""
        return min((row.send_at for row in self.drafts if row.send_at), default=None)


def rows_of(clients: Iterable[Client], monday: date, now: datetime) -> list[Row]:
    """The week of each client: five queries whatever their number, none for nobody.

    `clients` come with their user and coach.
    """
    clients = list(clients)
    if not clients:
        return []
    sunday = monday + timedelta(days=DAYS_OF_WEEK - 1)
    today = {client.pk: client.today(now) for client in clients}
    calendars = checking.calendars(clients, monday, sunday, today=today)
    away: dict[int, list[Away]] = defaultdict(list)
    for span in Away.objects.filter(client__in=clients, from_on__lte=sunday, to_on__gte=monday):
        away[span.client_id].append(span)
    return [row_of(calendars[client.pk], monday, away[client.pk]) for client in clients]


def row_of(calendar: Calendar, monday: date, away: Sequence[Away]) -> Row:
    """The week from `monday` of a calendar that reaches around it."""
    days = [monday + timedelta(days=offset) for offset in range(DAYS_OF_WEEK)]
    shown = _shown(calendar)
    of_week = [row for row in shown if row.day in days]
    said = spacing.board(calendar.notes(days[0], days[-1]), monday)
    notes: dict[str, list[RuleNote]] = defaultdict(list)
    for note in said.notes:
        notes[note.key].append(note)
    cards = _cards(of_week, notes, calendar.ruled_out())
    counted = [row for row in of_week if not row.removes]
    drafts = [row for row in _drafts(calendar.rows) if row.day in days or _leaves(row, days)]
    return Row(
        client=calendar.client,
        today=calendar.today,
        cells=[_cell(calendar, day, cards, away) for day in days],
        drafts=[row for row in drafts if _can_go(row, calendar.today)],
        late=[row for row in drafts if not _can_go(row, calendar.today)],
        minutes=sum(_minutes(row) for row in counted),
        hard=len(
            {each.day for each in calendar.sessions if each.day in days and each.counts_as_hard}
        ),
        more_notes=said.more,
    )


def _shown(calendar: Calendar) -> list[ScheduledSession]:
    """What has a card: a sent row that is being changed gives way to its change."""
    changed = {
        row.replaces_id for row in calendar.rows if row.replaces_id and _can_go(row, calendar.today)
    }
    return [row for row in calendar.rows if row.pk not in changed]


def _drafts(rows: Iterable[ScheduledSession]) -> list[ScheduledSession]:
    return [row for row in rows if row.is_draft]


def _leaves(draft: ScheduledSession, days: Sequence[date]) -> bool:
    """Whether it takes a session out of these days."""
    return draft.replaces is not None and draft.replaces.day in days


def _can_go(draft: ScheduledSession, today: date) -> bool:
    return draft.removes or draft.day >= today


def _cards(
    rows: Iterable[ScheduledSession],
    notes: Mapping[str, list[RuleNote]],
    ruled_out: Mapping[str, Against],
) -> list[Card]:
    keys = [(row, checking.key_of(row)) for row in rows]
    return [
        Card(session=row, notes=notes.get(key, ()), against=ruled_out.get(key)) for row, key in keys
    ]


def _cell(calendar: Calendar, day: date, cards: Sequence[Card], away: Sequence[Away]) -> Cell:
    return Cell(
        day=day,
        cards=[card for card in cards if card.session.day == day],
        is_today=day == calendar.today,
        is_past=day < calendar.today,
        suits=calendar.client.suits(day),
        away=next((span for span in away if span.from_on <= day <= span.to_on), None),
    )


def _minutes(row: ScheduledSession) -> int:
    log = getattr(row, "log", None)
    if log is not None:
        return (log.minutes or 0) if log.was_done else 0
    return 0 if row.kind in LIGHT else row.minutes or 0


def drafts_of_week(coach: "User", monday: date, client: Client | None = None, *, group: str = ""):
    """Drafts of the coach's people, or of one group of theirs, that come into this week or leave it."""
    sunday = monday + timedelta(days=DAYS_OF_WEEK - 1)
    rows = ScheduledSession.with_drafts.drafts().filter(client__coach=coach, client__ended_on=None)
    if client is not None:
        rows = rows.filter(client=client)
    elif group:
        rows = rows.filter(client__tags__name=group, client__tags__coach=coach)
    return rows.filter(Q(day__range=(monday, sunday)) | Q(replaces__day__range=(monday, sunday)))


def counted(drafts: QuerySet[ScheduledSession]) -> Coalesce:
    """How many that are, beside each client: a page that reads clients asks no question more."""
    alone = drafts.order_by().values("client__coach").annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(alone.values("n")), 0)
