"""How somebody is today: check-ins and reports come in, the day's verdict is written, a hard session may be held.

Without consent to health data none of its rows is read or written, and the state comes from spacing
and effort alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from clients import dials, loads, mornings
from clients.models import (
    CheckIn,
    Client,
    PainReport,
    RedFlag,
    ScheduledSession,
    SessionLog,
    Verdict,
)
from clients.rules.pain import Moment, PainKind
from clients.rules.recovery import (
    BASELINE_DAYS,
    FORMULA_VERSION,
    SCALE_VERSION,
    CheckInAnswers,
    Colour,
    Readiness,
    assess,
)
from plans.rules.kinds import Hardness
from plans.rules.regions import BodySide, Region

if TYPE_CHECKING:
    from coachapp.models import User

PAIN_HISTORY = timedelta(days=60)


class HealthDataNotAgreed(Exception):
    """The athlete has not agreed to health data, or has taken it back."""


class NothingAnswered(Exception):
    """A check-in without a single answer keeps nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReport:
    """A tight, sore or painful place: level 0 to 10."""

    day: date
    region: Region
    side: BodySide
    kind: PainKind
    level: int
    moment: Moment = Moment.NOW
    session: ScheduledSession | None = None


@transaction.atomic
def check_in(
    client: Client, answers: CheckInAnswers, *, uid: UUID, day: date, by: "User", now: datetime
) -> CheckIn:
    """Keep a morning's answers and judge the day. The same `uid` again is the same check-in.

    The newest of a day counts; the one before is kept as replaced. Raises HealthDataNotAgreed,
    NothingAnswered.
    """
    person = _locked(client)
    items = dict(answers.items())
    if not answers.illness and not any(items.values()):
        raise NothingAnswered
    known = CheckIn.objects.filter(client=person, uid=uid).first()
    if known is not None:
        return known
    corrected = (
        CheckIn.objects.counting().filter(client=person, day=day).update(replaced_at=now) > 0
    )
    row = CheckIn.objects.create(
        client=person,
        uid=uid,
        day=day,
        illness=answers.illness,
        scale_version=SCALE_VERSION,
        entered_by=by,
        **items,
    )
    _judge(person, day, now=now, corrected=corrected)
    return row


@transaction.atomic
def report_place(
    client: Client, report: PlaceReport, *, uid: UUID, by: "User", now: datetime
) -> PainReport:
    """Keep a report and judge today. The same `uid` again is the same report.

    Raises HealthDataNotAgreed.
    """
    person = _locked(client)
    row, is_new = PainReport.objects.get_or_create(
        client=person,
        uid=uid,
        defaults={
            "day": report.day,
            "region": report.region.value,
            "side": report.side.value,
            "kind": report.kind.value,
            "level": report.level,
            "moment": report.moment.value,
            "session": report.session,
            "entered_by": by,
        },
    )
    if is_new:
        _judge(person, person.today(now), now=now)
    return row


def close_place(
    client: Client, region: Region, side: BodySide, *, by: "User", now: datetime
) -> None:
    """Somebody says that it is over there. The day's verdict stays: later input only makes it stricter."""
    _consenting(client)
    PainReport.objects.filter(
        client=client, region=region.value, side=side.value, closed_at=None
    ).update(closed_at=now, closed_by=by)


@transaction.atomic
def open_red_flag(client: Client, *, by: "User", now: datetime) -> RedFlag:
    """A yes on the list, never which. One is open at a time. Raises HealthDataNotAgreed."""
    person = _locked(client)
    flag, is_new = RedFlag.objects.get_or_create(
        client=person,
        closed_on=None,
        defaults={"opened_on": person.today(now), "entered_by": by},
    )
    if is_new:
        person.has_red_flag = True
        _judge(person, person.today(now), now=now)
    return flag


def close_red_flag(client: Client, note: str, *, by: "User", now: datetime) -> None:
    """Athlete or coach says, with a note, that a professional has been seen. Never by the rule."""
    _consenting(client)
    RedFlag.objects.filter(client=client, closed_on=None).update(
        closed_on=client.today(now), closed_by=by, note=note
    )


@transaction.atomic
def judge(client: Client, day: date, *, now: datetime) -> Verdict | None:
    """Write what the rule says of `day`. None without consent: then nothing is stored."""
    try:
        return _judge(_locked(client), day, now=now)
    except HealthDataNotAgreed:
        return None


def after_log(log: SessionLog, *, now: datetime) -> None:
    """A hard log that comes in late moves the easy days behind today, so today is judged again."""
    today = log.client.today(now)
    if log.was_done and log.hardness == Hardness.HARD and log.done_on < today:
        judge(log.client, today, now=now)


def decide(verdict: Verdict, decision: Verdict.Decision, *, by: "User", now: datetime) -> None:
    """The coach answers what is held."""
    verdict.decision, verdict.decided_by = decision, by
    verdict.save(update_fields=["decision", "decided_by"])
    Client.objects.filter(pk=verdict.client_id).look_soon(now)


def of_day(client: Client, day: date, now: datetime) -> Readiness:
    """How `client` is on `day`, today or a day with a verdict. Reads only."""
    return mornings.read([client], now, day=day)[client.pk]


def of_roster(clients: Iterable[Client], now: datetime) -> dict[int, Readiness]:
    """How each is on their own today, by key: six queries at most, whatever the number."""
    return mornings.read(clients, now)


def _consenting(client: Client) -> Client:
    person = mornings.known(Client.objects.filter(pk=client.pk)).get()
    if not person.has_consent:
        raise HealthDataNotAgreed
    return person


def _locked(client: Client) -> Client:
    """The consenting client, one writer at a time."""
    Client.objects.select_for_update().filter(pk=client.pk).values("pk").first()
    return _consenting(client)


def _judge(person: Client, day: date, *, now: datetime, corrected: bool = False) -> Verdict:
    sessions = list(
        mornings.bearing_on(
            ScheduledSession.objects.filter(client=person), day - loads.HISTORY, day
        )
    )
    mornings_before = list(
        CheckIn.objects.counting().filter(
            client=person, day__gt=day - timedelta(days=BASELINE_DAYS + 1), day__lte=day
        )
    )
    settings, limits = dials.numbers_of([person])[person.pk]
    facts = mornings.Facts(
        client=person,
        day=day,
        sessions=sessions,
        settings=settings,
        limits=limits,
        reports=list(
            PainReport.objects.filter(
                client=person, day__gte=day - PAIN_HISTORY, day__lte=day
            ).order_by("day", "pk")
        ),
        check_in=next((each for each in mornings_before if each.day == day), None),
        baseline=[
            each.total for each in mornings_before if each.day < day and each.total is not None
        ],
    )
    readiness = assess(facts.morning(now))
    held = next(iter(mornings.held_on(readiness, sessions, day)), None)
    return _store(person, day, readiness, held, now=now, corrected=corrected)


def _store(
    person: Client,
    day: date,
    readiness: Readiness,
    held: ScheduledSession | None,
    *,
    now: datetime,
    corrected: bool,
) -> Verdict:
    """Write the verdict of the day, unless a stricter one stands and nothing was corrected."""
    before = Verdict.objects.filter(client=person, day=day).first()
    if before is not None and not corrected:
        if Colour(before.colour).rank > readiness.colour.rank:
            return before
        held = held or before.held_session
    row = before or Verdict(client=person, day=day)
    if before is None or before.held_session != held or before.colour != readiness.colour:
        row.decision, row.decided_by = Verdict.Decision.WAITING, None
    row.state, row.colour, row.held_session = readiness.state, readiness.colour, held
    row.reasons = [each.as_data() for each in (*readiness.reasons, *readiness.good_signs)]
    row.formula_version, row.scale_version, row.at = FORMULA_VERSION, SCALE_VERSION, now
    row.save()
    Client.objects.filter(pk=person.pk).look_soon(now)
    return row
