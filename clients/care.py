"""Treatment and self-treatment: the rhythm that somebody set, the visit that moves it, and when the next one is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject

from clients import loads, seasons
from clients.models import (
    CarePlan,
    CheckIn,
    Client,
    Consent,
    HandsOnBlock,
    Race,
    ScheduledSession,
    Treatment,
)
from clients.rules.cadence import (
    SORENESS_DAYS,
    Depth,
    Due,
    HardDate,
    Strain,
    blackouts,
    due_on,
    due_state,
    due_words,
    interval,
    load_ratio,
    mean_soreness,
)
from plans.labels import treatment_word
from plans.models import Modality
from plans.rules.kinds import Hardness, Kind
from plans.rules.load import own_median
from plans.rules.sentence import Sentence

if TYPE_CHECKING:
    from coachapp.models import User

ONE_DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=120)
SHOWN_AHEAD = timedelta(days=7)
MOVED = "moved"  # the due day stands off a race or a hard day


class BookedAlready(Exception):
    """The same treatment stands on that day at that hour."""


class HandsOnIsBlocked(Exception):
    """A health professional is asked first: hands-on treatment is not booked meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was done, on which day. `regions` are words of the body list."""

    modality: Modality
    done_on: date
    regions: tuple[str, ...] = ()
    provider: str = ""
    after: str = ""
    session: ScheduledSession | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An appointment."""

    modality: Modality
    day: date
    at: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareLine:
    """One rhythm as a page says it. `booked_on` is the next day that something stands in the plan."""

    name: str
    base_days: int
    due_on: date
    words: Sentence
    state: Due
    last_on: date | None = None
    booked_on: date | None = None
    waits: bool = False  # a health professional is asked first


def set_rhythm(
    client: Client,
    modality: Modality,
    *,
    base_days: int,
    due_on: date | None,
    by: "User",
    today: date,
) -> CarePlan:
    """Every `base_days` from now on; first on `due_on`, else after the first span. One rhythm a treatment."""
    plan = CarePlan.objects.filter(client=client, modality=modality, ended_on=None).first()
    plan = plan or CarePlan(client=client, modality=modality, start_on=today, entered_by=by)
    plan.base_days, plan.paused = base_days, False
    plan.due_on = due_on or (plan.last_on or today) + ONE_DAY * base_days
    plan.why = ""
    plan.save()
    return plan


@transaction.atomic
def record_visit(
    client: Client, visit: Visit, *, uid: UUID, by: "User", now: datetime
) -> Treatment:
    """Keep what was done, always, and move the clock of its rhythm. The same `uid` again is the same visit."""
    plan = CarePlan.objects.filter(client=client, modality=visit.modality, ended_on=None).first()
    row, is_new = Treatment.objects.get_or_create(
        client=client,
        uid=uid,
        defaults={
            "session": visit.session,
            "care_plan": plan,
            "modality": visit.modality,
            "done_on": visit.done_on,
            "depth": visit.modality.depth,
            "regions": list(visit.regions),
            "provider": visit.provider,
            "after": visit.after,
            "entered_by": by,
        },
    )
    if is_new and plan is not None and (plan.last_on is None or plan.last_on < visit.done_on):
        plan.last_on = visit.done_on
        plan.save(update_fields=["last_on"])
        refresh([plan], client.today(now))
        Client.objects.filter(pk=client.pk).look_soon(now)
    return row


def refresh(care_plans: Iterable[CarePlan], today: date) -> None:
    """Work out each due day anew: from the last visit, the load, the phase, races and hard days.

    A rhythm without a visit keeps the day that somebody set.
    """
    for plan in care_plans:
        if plan.last_on is None:
            continue
        plain, due = _next_due(plan, today)
        why = MOVED if due != plain else ""
        if (plan.due_on, plan.why) != (due, why):
            plan.due_on, plan.why = due, why
            plan.save(update_fields=["due_on", "why"])


def block_hands_on(client: Client, *, by: "User", today: date) -> HandsOnBlock:
    """A yes on the list, never which: hands-on treatment is neither booked nor reminded of."""
    return HandsOnBlock.objects.get_or_create(
        client=client, lifted_at=None, defaults={"since": today, "entered_by": by}
    )[0]


def lift_block(client: Client, *, now: datetime) -> None:
    """A health professional has been asked."""
    HandsOnBlock.objects.filter(client=client, lifted_at=None).update(lifted_at=now)


def book(client: Client, booking: Booking, *, by: "User", now: datetime) -> ScheduledSession:
    """Put an appointment into the athlete's own plan. Raises HandsOnIsBlocked, BookedAlready."""
    modality = booking.modality
    blocked = HandsOnBlock.objects.filter(client=client, lifted_at=None).exists()
    if modality.hands_on and blocked:
        raise HandsOnIsBlocked
    if is_booked(client, booking):
        raise BookedAlready
    plan = CarePlan.objects.filter(client=client, modality=modality, ended_on=None).first()
    return ScheduledSession.objects.create(
        client=client,
        kind=Kind.TREATMENT if modality.hands_on else Kind.MAINTENANCE,
        title=modality.called,
        modality=modality,
        care_plan=plan,
        day=booking.day,
        first_day=booking.day,
        at=booking.at,
        place=booking.place,
        sent_at=now,
        origin=ScheduledSession.Origin.ATHLETE,
        created_by=by,
    )


def is_booked(client: Client, booking: Booking) -> bool:
    """Whether the same treatment stands on that day at that hour, as after a second tap."""
    same = ScheduledSession.objects.filter(
        client=client, modality=booking.modality, day=booking.day, at=booking.at
    )
    return same.sent().open().exists()


def lines(client: Client, today: date) -> list[CareLine]:
    """Every running rhythm, the soonest first, with what is booked."""
    plans = CarePlan.objects.running().filter(client=client).select_related("modality")
    blocked = HandsOnBlock.objects.filter(client=client, lifted_at=None).exists()
    return lines_of(client, plans, today, is_blocked=blocked)


def lines_of(
    client: Client, plans: Iterable[CarePlan], today: date, *, is_blocked: bool
) -> list[CareLine]:
    """`lines` for a page that has read the running `plans` already, and whether hands-on treatment waits."""
    booked = dict(
        ScheduledSession.objects.open()
        .filter(client=client, care_plan__isnull=False, day__gte=today)
        .order_by("-day")
        .values_list("care_plan", "day")
    )
    return [
        CareLine(
            name=plan.modality.called,
            base_days=plan.base_days,
            due_on=plan.due_on,
            words=due_words(plan.due_on, today),
            state=due_state(plan.due_on, today),
            last_on=plan.last_on,
            booked_on=booked.get(plan.pk),
            waits=is_blocked and plan.modality.hands_on,
        )
        for plan in sorted(plans, key=lambda plan: (plan.due_on, plan.pk))
    ]


def soonest() -> Subquery:
    """For a query of clients: the rhythm that is due first, as the facts that `next_line` reads.

    Hands-on treatment stays out while a health professional is to be asked.
    """
    waiting = HandsOnBlock.objects.filter(client=OuterRef("client"), lifted_at=None)
    plans = (
        CarePlan.objects.running()
        .filter(client=OuterRef("pk"))
        .exclude(Exists(waiting), modality__hands_on=True)
        .order_by("due_on", "pk")
    )
    facts = JSONObject(
        pk="pk",
        name="modality__name",
        slug="modality__slug",
        coach="modality__coach",
        base_days="base_days",
        due_on="due_on",
        last_on="last_on",
    )
    return Subquery(plans.values(facts=facts)[:1])


def next_line(client: Client, sessions: Sequence[ScheduledSession], today: date) -> CareLine | None:
    """The rhythm that is due within the week. `client` carries `soonest()` as `next_care`."""
    facts = client.next_care
    if facts is None:
        return None
    due = date.fromisoformat(facts["due_on"])
    if due > today + SHOWN_AHEAD:
        return None
    days = [each.day for each in sessions if each.care_plan_id == facts["pk"]]
    return CareLine(
        name=name_of(facts),
        base_days=facts["base_days"],
        due_on=due,
        words=due_words(due, today),
        state=due_state(due, today),
        booked_on=min((day for day in days if day >= today), default=None),
    )


def name_of(facts: Mapping[str, Any]) -> str:
    """The treatment in the coach's words; one of their own has its own name."""
    if facts["coach"] is not None:
        return facts["name"]
    return treatment_word(facts["slug"], facts["name"])


def _next_due(plan: CarePlan, today: date) -> tuple[date, date]:
    """The due day by the rhythm alone, and off the days on which it must not fall."""
    modality, client = plan.modality, plan.client
    adapts = plan.factors_on or not modality.hands_on
    strain = _strain(client, today) if adapts else None
    days = interval(plan.base_days, modality.min_days, modality.max_days, strain)
    had_deep = Treatment.objects.filter(client=client, depth=Modality.Depth.DEEP).exists()
    blocked = blackouts(Depth(modality.depth), _hard_dates(client, today), first_deep=not had_deep)
    return plan.last_on + ONE_DAY * days, due_on(plan.last_on, days, blocked, not_before=today)


def _hard_dates(client: Client, today: date) -> list[HardDate]:
    """Races and hard days around what may come due; a race counts before its session is sent."""
    span = today - 3 * ONE_DAY, today + LOOK_AHEAD
    rows = (
        ScheduledSession.objects.filter(client=client).between(*span).filter(hardness=Hardness.HARD)
    )
    races = Race.objects.filter(client=client, day__range=span)
    return [
        *(HardDate(day=row.day, is_race=row.is_race) for row in rows),
        *(
            HardDate(day=race.day, is_race=True, is_priority=race.is_priority, km=race.km)
            for race in races
        ),
    ]


def _strain(client: Client, today: date) -> Strain:
    """What moves a rhythm; sore mornings only with consent to health data."""
    sessions = list(
        ScheduledSession.objects.filter(client=client)
        .between(today - loads.HISTORY, today)
        .select_related("log")
    )
    *before, last = loads.weeks_until(sessions, today, loads.WEEKS_BEFORE + 1)
    agreed = Consent.objects.given().filter(client=client, kind=Consent.Kind.HEALTH).exists()
    return Strain(
        load_ratio=load_ratio(last.total, own_median(before)),
        soreness=mean_soreness(_sore_mornings(client, today)) if agreed else None,
        phase=seasons.among(client, seasons.around(client, today)).phase_on(today),
    )


def _sore_mornings(client: Client, today: date) -> list[int | None]:
    return list(
        CheckIn.objects.counting()
        .filter(client=client, day__gt=today - ONE_DAY * SORENESS_DAYS, day__lte=today)
        .order_by("day")
        .values_list("soreness", flat=True)
    )
