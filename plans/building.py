"""Writing plans: copies, versions, weeks and sessions. A published plan is copied, never changed."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, Max, Value, When
from django.utils.translation import gettext

from plans import writing
from plans.models import Plan, PlanSession, PlanWeek
from plans.rules import shorthand
from plans.rules.plan_outline import SessionBlock
from plans.rules.shorthand import SessionText
from plans.rules.timetable import MOST_WEEKS

if TYPE_CHECKING:
    from coachapp.models import User


class PlanIsPublished(ValueError):
    """A published plan does not change: write a new version of it."""


class NotInPlan(ValueError):
    """The plan has no such week, or the week no such day."""


class NoRoomForWeek(ValueError):
    """A plan has 1 to 60 weeks."""


class NothingTyped(ValueError):
    """There is nothing to read."""


def lay_out(plan: Plan) -> None:
    """Give a new plan its weeks, still empty."""
    PlanWeek.objects.bulk_create(
        PlanWeek(plan=plan, number=number) for number in range(1, plan.weeks + 1)
    )


@transaction.atomic
def copy(plan: Plan, coach: "User") -> Plan:
    """`plan` as a new draft of `coach`, with a life of its own."""
    title = gettext("%(title)s, copy") % {"title": plan.title} if plan.coach_id else plan.title
    twin = _twin(plan, coach=coach, title=title[:120])
    _copy_content(plan, twin, new_keys=True)
    return twin


@transaction.atomic
def new_version(plan: Plan) -> Plan:
    """The draft that follows a published plan of the same coach; the one there is, where there is one.

    Its sessions keep their keys, so that a push can match them.
    """
    family = Plan.objects.select_for_update().filter(family=plan.family)
    draft = family.filter(published_at=None).first()
    if draft is not None:
        return draft
    newest = family.aggregate(newest=Max("number"))["newest"]
    twin = _twin(plan, coach=plan.coach, family=plan.family, number=newest + 1)
    _copy_content(plan, twin, new_keys=False)
    return twin


def to_edit(plan: Plan, coach: "User") -> Plan:
    """What `coach` may change in place of `plan`: a copy, the next version, or the draft itself."""
    if plan.coach_id != coach.pk:
        return copy(plan, coach)
    return new_version(plan) if plan.is_published else plan


def _twin(plan: Plan, **differs: object) -> Plan:
    same = ("title", "summary", "audience", "weeks", "repeats", "entry_line")
    return Plan.objects.create(**{name: getattr(plan, name) for name in same} | differs)


def _copy_content(plan: Plan, twin: Plan, *, new_keys: bool) -> None:
    PlanWeek.objects.bulk_create(
        PlanWeek(
            plan=twin,
            number=week.number,
            title=week.title,
            lighter=week.lighter,
            not_typical=week.not_typical,
        )
        for week in plan.plan_weeks.all()
    )
    _copy_sessions(plan.sessions.all(), twin, shift=0, new_keys=new_keys)


def _copy_sessions(
    sessions: Iterable[PlanSession], plan: Plan, *, shift: int, new_keys: bool
) -> None:
    """Write `sessions` into `plan`, `shift` weeks later."""
    copies: list[writing.Copied] = []
    for session in sessions:
        twin = PlanSession(
            plan=plan,
            week=session.week + shift,
            weekday=session.weekday,
            key=uuid.uuid4() if new_keys else session.key,
            **writing.said_by(session),
        )
        copies.append((session, twin))
    writing.save_copies(copies)


@transaction.atomic
def add_week(plan: Plan, like: int | None = None, of: Plan | None = None) -> PlanWeek:
    """A week at the end, a copy of week `like` (default: the last) of `of` (default: of the plan itself).

    Raises PlanIsPublished, NotInPlan, NoRoomForWeek.
    """
    _must_be_draft(plan)
    of = of or plan
    like = of.weeks if like is None else like
    must_have(of, like, weekday=1)
    if plan.weeks >= MOST_WEEKS:
        raise NoRoomForWeek(plan.weeks + 1)
    number = plan.weeks + 1
    model = of.plan_weeks.filter(number=like).first()
    week = PlanWeek.objects.create(
        plan=plan,
        number=number,
        title=model.title if model else "",
        lighter=bool(model and model.lighter),
    )
    _copy_sessions(of.sessions.filter(week=like), plan, shift=number - like, new_keys=True)
    plan.weeks = number
    plan.save(update_fields=["weeks"])
    return week


@transaction.atomic
def remove_week(plan: Plan, number: int) -> None:
    """Take out a week; later weeks move up. Raises PlanIsPublished, NotInPlan, NoRoomForWeek."""
    _must_be_draft(plan)
    must_have(plan, number, weekday=1)
    if plan.weeks == 1:
        raise NoRoomForWeek(0)
    plan.sessions.filter(week=number).delete()
    plan.plan_weeks.filter(number=number).delete()
    for later in range(number + 1, plan.weeks + 1):
        plan.sessions.filter(week=later).update(week=later - 1)
        plan.plan_weeks.filter(number=later).update(number=later - 1)
    plan.weeks -= 1
    plan.save(update_fields=["weeks"])


@transaction.atomic
def move_week(plan: Plan, number: int, to: int) -> None:
    """Put week `number` in the place of week `to`; those between make way.

    Raises PlanIsPublished, NotInPlan.
    """
    _must_be_draft(plan)
    must_have(plan, number, weekday=1)
    must_have(plan, to, weekday=1)
    order = [each for each in range(1, plan.weeks + 1) if each != number]
    order.insert(to - 1, number)
    moved = {was: now for now, was in enumerate(order, start=1) if was != now}
    if not moved:
        return
    now = Case(*(When(week=was, then=Value(week)) for was, week in moved.items()))
    plan.sessions.filter(week__in=moved).update(week=now)
    weeks = list(plan.plan_weeks.filter(number__in=moved))
    plan.plan_weeks.filter(number__in=moved).delete()
    for week in weeks:
        week.pk, week.number = None, moved[week.number]
    PlanWeek.objects.bulk_create(weeks)


def room_wanted(plan: Plan, first: int, last: int) -> int:
    """How many weeks a block from week `first` to `last` would add.

    Raises PlanIsPublished, NotInPlan where `first` is neither a week nor the one after the last,
    NoRoomForWeek.
    """
    _must_be_draft(plan)
    if not 1 <= first <= plan.weeks + 1:
        raise NotInPlan(first, 1)
    if last > MOST_WEEKS:
        raise NoRoomForWeek(last)
    return max(0, last - plan.weeks)


def make_room(plan: Plan, first: int, last: int) -> int:
    """Let the plan have week `last`, new weeks empty; gives how many were added. Raises as `room_wanted`."""
    added = room_wanted(plan, first, last)
    numbers = range(plan.weeks + 1, plan.weeks + added + 1)
    PlanWeek.objects.bulk_create(PlanWeek(plan=plan, number=number) for number in numbers)
    if added:
        plan.weeks = last
        plan.save(update_fields=["weeks"])
    return added


def next_orders(plan: Plan) -> dict[tuple[int, int], int]:
    """The next free order of every day that holds a session already, by week and weekday."""
    days = plan.sessions.order_by().values_list("week", "weekday").annotate(last=Max("order"))
    return {(week, weekday): last + 1 for week, weekday, last in days}


def name_week(plan: Plan, number: int, *, title: str, lighter: bool) -> PlanWeek:
    """Say what a week is. Raises PlanIsPublished, NotInPlan."""
    _must_be_draft(plan)
    must_have(plan, number, weekday=1)
    week, _ = PlanWeek.objects.update_or_create(
        plan=plan, number=number, defaults={"title": title, "lighter": lighter}
    )
    return week


def add_session(plan: Plan, week: int, weekday: int, text: str) -> PlanSession:
    """A session read from shorthand. Raises ShorthandError, NothingTyped, PlanIsPublished, NotInPlan."""
    library = writing.library_of(plan.coach)
    session = _new_session(plan, week, weekday)
    said = shorthand.read_session(text, library.names)
    if not said.prescriptions and not said.title:
        raise NothingTyped
    lines = writing.fill(session, said, library)
    return _insert(session, lines)


def add_block(plan: Plan, week: int, weekday: int, block: SessionBlock) -> PlanSession:
    """A session from the shelf. Raises PlanIsPublished, NotInPlan."""
    session = _new_session(plan, week, weekday)
    return _insert(session, writing.fill_block(session, block, writing.library_of(plan.coach)))


def _new_session(plan: Plan, week: int, weekday: int) -> PlanSession:
    _must_be_draft(plan)
    must_have(plan, week, weekday)
    order = _next_order(plan, week, weekday)
    return PlanSession(plan=plan, week=week, weekday=weekday, order=order)


@transaction.atomic
def _insert(session: PlanSession, lines: list) -> PlanSession:
    writing.save_all([(session, lines)])
    return session


@transaction.atomic
def edit_session(
    session: PlanSession, text: SessionText, *, why: str | None = None, instead: str | None = None
) -> PlanSession:
    """Let the session say `text`. Raises PlanIsPublished."""
    _must_be_draft(session.plan)
    lines = writing.fill(session, text, writing.library_of(session.plan.coach))
    session.why = session.why if why is None else why
    session.instead = session.instead if instead is None else instead
    writing.rewrite(session, lines)
    return session


def move_session(session: PlanSession, week: int, weekday: int) -> PlanSession:
    """Place the session on another day, last of that day. Raises PlanIsPublished, NotInPlan."""
    _must_be_draft(session.plan)
    must_have(session.plan, week, weekday)
    session.order = _next_order(session.plan, week, weekday)
    session.week, session.weekday = week, weekday
    session.save(update_fields=["week", "weekday", "order"])
    return session


def copy_session(
    session: PlanSession, week: int, weekday: int, *, into: Plan | None = None
) -> PlanSession:
    """The same session once more on another day, of its own plan or of `into`.

    Raises PlanIsPublished, NotInPlan.
    """
    twin = _new_session(into or session.plan, week, weekday)
    order = twin.order
    for column, value in writing.said_by(session).items():
        setattr(twin, column, value)
    twin.order = order
    return _insert(twin, writing.copied_lines(session.prescriptions.all(), twin))


def remove_session(session: PlanSession) -> None:
    """Take the session out. Raises PlanIsPublished."""
    _must_be_draft(session.plan)
    session.delete()


def _next_order(plan: Plan, week: int, weekday: int) -> int:
    last = plan.sessions.filter(week=week, weekday=weekday).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _must_be_draft(plan: Plan) -> None:
    if plan.is_published:
        raise PlanIsPublished(plan.title)


def must_have(plan: Plan, week: int, weekday: int) -> None:
    """Raises NotInPlan where the plan has no such day."""
    if not (1 <= week <= plan.weeks and 1 <= weekday <= 7):
        raise NotInPlan(week, weekday)
