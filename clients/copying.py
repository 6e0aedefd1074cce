"""Copying a week: one athlete's last week into the next, or a good week to others. Always as drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from clients import stepping
from clients.known import known_of
from clients.models import Away, CarePlan, Client, HandsOnBlock, ScheduledSession, Verdict
from clients.scheduling import check_day
from clients.stepping import Body
from plans import writing
from plans.models import AbstractPrescription, PlanWeek
from plans.rules.kinds import Kind
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

if TYPE_CHECKING:
    from coachapp.models import User

WEEK = timedelta(days=7)
LOOKS_BACK = 4
"""A week that is not typical gives way to the last typical one, at most so many weeks before it."""


class Left(StrEnum):
    """Why a session, or a day, was left out."""

    RACE = "race"
    ONE_OFF = "one_off"
    NOT_TYPICAL = "not_typical"
    AWAY = "away"
    TAKEN = "taken"
    OVER = "over"


_LEFT = {
    Left.RACE: _("%(titles)s: a race is not copied."),
    Left.ONE_OFF: _("%(titles)s: a one-off is not copied."),
    Left.NOT_TYPICAL: _("%(titles)s: that week is marked not typical."),
    Left.AWAY: _("%(titles)s: away on that day."),
    Left.TAKEN: _("%(titles)s: something stands on that day already."),
    Left.OVER: _("%(titles)s: that day is over."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What copying did for one athlete. `care` are treatments placed where their rhythm is due."""

    client: Client
    source: date  # the Monday that was copied from
    target: date
    placed: Sequence[ScheduledSession] = ()
    care: Sequence[ScheduledSession] = ()
    left: Sequence[tuple[str, Left]] = ()  # titles and why
    steps: Sequence[str] = ()  # lines that ask for the next step of their exercise

    @property
    def lines(self) -> list[Sentence]:
        """What happened, in sentences; the first says how much was placed."""
        said = [self._first()]
        if self.steps:
            lines = "; ".join(self.steps)
            said.append(Sentence(_("Next step: %(lines)s."), {"lines": lines}))
        if self.care:
            due = ", ".join(row.title for row in self.care)
            said.append(Sentence(_("%(titles)s placed where it is due."), {"titles": due}))
        for why in Left:
            titles = dict.fromkeys(title for title, reason in self.left if reason is why)
            if titles:
                said.append(Sentence(_LEFT[why], {"titles": ", ".join(titles)}))
        return said

    def _first(self) -> Sentence:
        facts = {"count": len(self.placed), "monday": self.source}
        if not self.placed:
            return Sentence(_("Nothing was copied from the week of %(monday)s."), facts)
        if len(self.placed) == 1:
            return Sentence(_("1 session from the week of %(monday)s, as a draft."), facts)
        return Sentence(_("%(count)s sessions from the week of %(monday)s, as drafts."), facts)


@dataclass(slots=True)
class _Week:
    """What of a week may be copied, and what may not."""

    monday: date
    rows: list[ScheduledSession] = field(default_factory=list)
    left: list[tuple[str, Left]] = field(default_factory=list)

    @property
    def is_not_typical(self) -> bool:
        return not self.rows and any(why is Left.NOT_TYPICAL for _title, why in self.left)


def to_next_week(client: Client, monday: date, *, by: "User", now: datetime) -> Copied:
    """The week before `monday` once more, into the week of `monday`.

    Where that week is marked not typical, the last typical one before it.
    """
    week = _week_of(client, monday - WEEK, now)
    for weeks in range(2, LOOKS_BACK + 1):
        if not week.is_not_typical:
            break
        week = _week_of(client, monday - weeks * WEEK, now)
    return _place(client, week, monday, by, now)


def to_many(
    source: Client, monday: date, clients: Iterable[Client], target: date, *, by: "User",
    now: datetime,
) -> list[Copied]:  # fmt: skip
    """The week of `source` from `monday` on the days of others, or of itself: a line for each.

    Nobody's week depends on another's: what one athlete's days refuse, the others still get.
    """
    week = _week_of(source, monday, now)
    return [_place(client, week, target, by, now) for client in clients]


def to_another(
    source: Client, monday: date, client: Client, target: date, *, by: "User", now: datetime
) -> Copied:
    """The week of `source` from `monday` into another athlete's week of `target`."""
    return to_many(source, monday, [client], target, by=by, now=now)[0]


def _week_of(client: Client, monday: date, now: datetime) -> _Week:
    """The week as it stands: changes in place of what they change, drafts whose day is over left out."""
    today = client.today(now)
    rows = (
        ScheduledSession.with_drafts.filter(client=client)
        .between(monday, monday + WEEK - timedelta(days=1))
        .select_related("assignment", "draft")
        .prefetch_related("prescriptions")
        .in_order()
    )
    week, odd = _Week(monday), None
    for row in rows:
        change = getattr(row, "draft", None)
        if row.removes or _is_over(row, today) or (change and not _is_over(change, today)):
            continue
        if odd is None:
            odd = _odd_weeks(client)
        why = _why_not(row, odd)
        if why is None:
            week.rows.append(row)
        elif row.care_plan_id is None:
            week.left.append((row.title, why))
    return week


def _is_over(row: ScheduledSession, today: date) -> bool:
    """A draft whose day is over was never anybody's session."""
    return row.is_draft and not row.removes and row.day < today


def _why_not(row: ScheduledSession, odd: set[tuple[int, int]]) -> Left | None:
    if row.is_race or row.race_id:
        return Left.RACE
    by_itself = row.care_plan_id or row.kind == Kind.TREATMENT
    if by_itself or row.origin == ScheduledSession.Origin.ATHLETE:
        return Left.ONE_OFF
    if row.assignment is not None and (row.assignment.pk, _plan_week(row)) in odd:
        return Left.NOT_TYPICAL
    return None


def _plan_week(row: ScheduledSession) -> int:
    """The week of the plan that a session came from, by the day on which the plan has it."""
    return (row.first_day - row.assignment.start_on).days // 7 + 1


def _odd_weeks(client: Client) -> set[tuple[int, int]]:
    """Assignments and their plan's weeks that are marked not typical."""
    marked = PlanWeek.objects.filter(not_typical=True, plan__in=client.assignments.values("plan"))
    numbers: dict[int, list[int]] = {}
    for plan, number in marked.values_list("plan", "number"):
        numbers.setdefault(plan, []).append(number)
    if not numbers:
        return set()
    return {
        (assignment.pk, number)
        for assignment in client.assignments.filter(plan__in=numbers)
        for number in numbers[assignment.plan_id]
    }


@transaction.atomic
def _place(client: Client, week: _Week, target: date, by: "User", now: datetime) -> Copied:
    """Copies on the same weekdays, one insert for all. What stands on a day already stays alone."""
    list(Client.objects.select_for_update().filter(pk=client.pk))
    check = _Days(client, target, now)
    placed: list[ScheduledSession] = []
    left, stepped = list(week.left), list[str]()
    own = [row for row in week.rows if row.client_id == client.pk]
    steps = _Steps(client, now) if any(row.kind == Kind.STRENGTH for row in own) else None
    written: list[writing.Written] = []
    for row in week.rows:
        day = target + (row.day - week.monday)
        why = check.refuses(day)
        if why is not None:
            left.append((row.title, why))
            continue
        twin = _draft(client, day, by, writing.said_by(row))
        if row.client_id == client.pk:
            twin.at, twin.place = row.at, row.place
        lines = writing.copied_lines(row.prescriptions.all(), twin)
        stepped += steps.up(lines, row.day) if steps else []
        written.append((twin, lines))
        placed.append(twin)
    care = _care_due(client, target, check, by)
    writing.save_all([*written, *((row, []) for row in care)])
    return Copied(
        client=client,
        source=week.monday,
        target=target,
        placed=placed,
        care=care,
        left=left,
        steps=stepped,
    )


class _Steps:
    """What lines of an athlete's own week have to catch up with: steps taken before, and the next one.

    Nothing is raised anew on a red day or on a part that hurts; what was accepted already stays.
    """

    def __init__(self, client: Client, now: datetime) -> None:
        today = client.today(now)
        red = Verdict.objects.filter(client=client, day=today, state=Verdict.State.STOP)
        known = known_of([client], today={client.pk: today})[client.pk]
        sore = frozenset(part.region for part in known.sore_parts)
        body = Body(is_red=red.exists(), sore=sore)
        self.taken = stepping.taken(client, today=today)
        self.coming = stepping.steps(client, body, today=today)

    def up(self, lines: Iterable[AbstractPrescription], written_for: date) -> list[str]:
        """Let the lines of a session of that day ask for what comes next; those changed, as typed."""
        since = [step for step in self.taken if written_for <= step.log.done_on]
        changed = []
        for line in lines:
            fitting = [step for step in (*since, *self.coming) if step.take_if_it_fits(line)]
            if fitting:
                changed.append(str(line))
        return changed


class _Days:
    """Which days of a week can take a copy."""

    def __init__(self, client: Client, monday: date, now: datetime) -> None:
        self.client, self.now, self.monday = client, now, monday
        self.sunday = monday + WEEK - timedelta(days=1)
        standing = ScheduledSession.with_drafts.filter(client=client, removes=False)
        self.taken = set(standing.between(monday, self.sunday).values_list("day", flat=True))
        self.spans = list(
            Away.objects.filter(client=client, from_on__lte=self.sunday, to_on__gte=monday)
        )
        if monday > client.today(now):
            check_day(client, monday, now)

    def refuses(self, day: date) -> Left | None:
        if day < self.client.today(self.now):
            return Left.OVER
        if day in self.taken:
            return Left.TAKEN
        if any(span.from_on <= day <= span.to_on for span in self.spans):
            return Left.AWAY
        return None


def _care_due(
    client: Client, monday: date, check: _Days, by: "User"
) -> list[ScheduledSession]:  # fmt: skip
    """Treatments whose rhythm falls due in the week, on their own day, where none is booked yet."""
    due = CarePlan.objects.running().filter(client=client, due_on__range=(monday, check.sunday))
    if HandsOnBlock.objects.filter(client=client, lifted_at=None).exists():
        due = due.exclude(modality__hands_on=True)
    booked = ScheduledSession.with_drafts.filter(client=client, day__gte=monday)
    rows = []
    for plan in due.exclude(pk__in=booked.exclude(care_plan=None).values("care_plan")):
        modality = plan.modality
        if check.refuses(plan.due_on) in (Left.OVER, Left.AWAY):
            continue
        said = {
            "kind": Kind.TREATMENT if modality.hands_on else Kind.MAINTENANCE,
            "title": modality.called,
            "modality": modality,
            "care_plan": plan,
            "origin": ScheduledSession.Origin.CARE,
            "order": 1,
        }
        rows.append(_draft(client, plan.due_on, by, said))
    return rows


def _draft(client: Client, day: date, by: "User", said: dict) -> ScheduledSession:
    return ScheduledSession(client=client, day=day, first_day=day, created_by=by, **said)
