"""What assigning a plan would do, before it is done: dates, days that suit, and what the rules say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max
from django.utils import dates

from clients import checking, scheduling
from clients.models import Assignment, Away, Client, Race
from plans import contents, paper
from plans.contents import NOT_READ, Contents
from plans.models import Plan, PlanSession
from plans.publishing import PlanIsEmpty
from plans.rules import spacing, timetable
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind
from plans.rules.notes import RuleNote, Severity
from plans.rules.restrictions import Against
from plans.rules.sentence import Sentence
from plans.rules.settings import RuleSettings

MOST_ADVICE = 3
WEEKDAYS = tuple(dates.WEEKDAYS[number] for number in range(7))
CARE_AND_REST = frozenset({Kind.REST, Kind.MAINTENANCE, Kind.TREATMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One athlete and one start, to be looked at before it is done."""

    client: Client
    start_on: date
    weekday_map: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What assigning would do for one athlete."""

    placement: Placement
    first_on: date
    last_on: date
    count: int
    notes: Sequence[RuleNote]
    errors: Sequence[RuleNote]  # those that need Keep before the plan is sent
    away: Sequence[Away]
    running: Sequence[Assignment]  # other plans that go on into these days, with `last_on`
    is_there: bool  # the same plan from the same day
    ruled_out: Sequence[tuple[DatedSession, Against]]  # sessions that an open injury rules out

    @property
    def advice(self) -> Sequence[RuleNote]:
        """The few notes worth reading first: warnings, for errors stand apart with their Keep."""
        return [note for note in self.notes if note.severity is Severity.W][:MOST_ADVICE]

    @property
    def more_advice(self) -> int:
        warnings = sum(note.severity is Severity.W for note in self.notes)
        return max(0, warnings - MOST_ADVICE)

    @property
    def ruled_out_by(self) -> list[tuple[Against, list[DatedSession]]]:
        """What is ruled out, each with its sessions."""
        found: dict[Against, list[DatedSession]] = {}
        for session, what in self.ruled_out:
            found.setdefault(what, []).append(session)
        return list(found.items())

    @property
    def moved_days(self) -> list[tuple[str, str]]:
        """Weekdays of the plan that go to another one, in words."""
        weekdays = sorted(self.placement.weekday_map.items())
        return [(str(WEEKDAYS[plans - 1]), str(WEEKDAYS[own - 1])) for plans, own in weekdays]

    @property
    def shift(self) -> Sentence | None:
        """That the plan starts on another day than Monday."""
        return timetable.shift_sentence(self.placement.start_on)


def preview(plan: Plan, placements: Iterable[Placement], *, now: datetime) -> list[Preview]:
    """What assigning `plan` would do, for each placement: a dozen queries whatever their number.

    Raises PlanIsEmpty, TooFarAhead.
    """
    placements, sessions = list(placements), list(plan.sessions.all())
    if not sessions:
        raise PlanIsEmpty(plan.title)
    if not placements:
        return []
    placed = [scheduling.place(sessions, each.start_on, each.weekday_map) for each in placements]
    first = min(min(days.values()) for days in placed)
    last = max(max(days.values()) for days in placed)
    clients = [each.client for each in placements]
    today = {client.pk: client.today(now) for client in clients}
    calendars = checking.calendars(clients, first, last, today=today)
    away = list(Away.objects.filter(client__in=clients, from_on__lte=last, to_on__gte=first))
    assigned = list(
        Assignment.objects.filter(client__in=clients, ended_on=None)
        .select_related("plan")
        .annotate(last_on=Max("sessions__day"))
    )
    lines = contents.of(sessions)
    races = scheduling.races_to_run(clients, first)
    return [
        _look(
            plan,
            each,
            [_dated(row, days[row.key], lines, races[each.client.pk]) for row in sessions],
            calendars[each.client.pk],
            [span for span in away if span.client_id == each.client.pk],
            [other for other in assigned if other.client_id == each.client.pk],
        )
        for each, days in zip(placements, placed, strict=True)
    ]


def _dated(
    row: PlanSession, day: date, lines: Mapping[int, Contents], races: Mapping[date, Race]
) -> DatedSession:
    """A session of the plan on its day. As assigning will, a race day takes the race of that day."""
    race = races.get(day) if row.is_race else None
    known = checking.of_race(race) if race else {}
    return paper.on_day(row, str(row.key), day, lines.get(row.pk, NOT_READ), **known)


def _look(
    plan: Plan,
    placement: Placement,
    come: Sequence[DatedSession],
    calendar: checking.Calendar,
    away: Sequence[Away],
    assigned: Sequence[Assignment],
) -> Preview:
    first, last = min(each.day for each in come), max(each.day for each in come)
    after = calendar.with_changes(come)
    ruled_out = after.ruled_out()
    return Preview(
        placement=placement,
        first_on=first,
        last_on=last,
        count=len(come),
        notes=after.notes(first, last),
        errors=calendar.errors_of(come),
        away=[span for span in away if span.from_on <= last and span.to_on >= first],
        running=[each for each in assigned if each.last_on and each.last_on >= first],
        is_there=any((each.plan, each.start_on) == (plan, placement.start_on) for each in assigned),
        ruled_out=[(each, ruled_out[each.key]) for each in come if each.key in ruled_out],
    )


def start_for_race(sessions: Iterable[PlanSession], race_on: date) -> date:
    """The start that brings a plan's last race, else its very last session, to `race_on`.

    Raises PlanIsEmpty.
    """
    in_order = sorted(sessions, key=lambda session: (session.week, session.weekday))
    if not in_order:
        raise PlanIsEmpty
    target = next((each for each in reversed(in_order) if each.is_race), in_order[-1])
    return timetable.start_for_race(race_on, target.week, target.weekday)


def fit_to_days(
    client: Client, sessions: Iterable[PlanSession], settings: RuleSettings
) -> dict[int, int]:
    """A weekday map that brings training onto the days that suit the athlete; {} where all do.

    Only weekdays that do not suit move, the hardest first, each to the day with the fewest errors,
    the least other training, the fewest warnings, and then the shortest way. Rest and care stay.
    """
    training = [each for each in sessions if each.kind not in CARE_AND_REST]
    hardest: dict[int, int] = {}
    for each in training:
        rank = Hardness(each.hardness).rank
        hardest[each.weekday] = max(rank, hardest.get(each.weekday, 0))
    moving = [weekday for weekday in hardest if not _suits(client, weekday)]
    fitted: dict[int, int] = {}
    for weekday in sorted(moving, key=lambda each: (-hardest[each], each)):
        taken = Counter(fitted.get(each.weekday, each.weekday) for each in training)
        costs = {
            to: _cost(training, fitted | {weekday: to}, settings, crowd=taken[to])
            + (abs(to - weekday), to)
            for to in range(1, 8)
            if _suits(client, to)
        }
        fitted[weekday] = min(costs, key=lambda to: costs[to])
    return fitted


def _suits(client: Client, weekday: int) -> bool:
    return not client.availability or weekday in client.availability


def _cost(
    sessions: Iterable[PlanSession],
    weekday_map: Mapping[int, int],
    settings: RuleSettings,
    *,
    crowd: int,
) -> tuple[int, ...]:
    """What the plan costs on these weekdays; less is better."""
    rows = {str(each.key): each for each in sessions}
    days = scheduling.place(rows.values(), paper.PAPER_MONDAY, weekday_map)
    dated = [paper.on_day(row, key, days[row.key]) for key, row in rows.items()]
    letters = [note.severity for note in spacing.check(dated, settings, today=paper.PAPER_MONDAY)]
    return letters.count(Severity.E), crowd, letters.count(Severity.W)
