"""What was done: recorded once, corrected with its history kept, and never refused for a rule."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from clients import care, readiness
from clients.care import Visit
from clients.models import Client, RaceTime, ScheduledSession, SessionLog, SetLog, Treatment
from clients.rules.log_entry import LogEntry, SetEntry
from clients.weighing import Lines, lines_of, weigh
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.load import FORMULA_VERSION

if TYPE_CHECKING:
    from coachapp.models import User

FURTHEST_ZONE = timedelta(hours=14)


class AlreadyLogged(Exception):
    """The session has a log under another uid; `log` is that one."""

    def __init__(self, log: SessionLog) -> None:
        super().__init__(log)
        self.log = log


class DayIsAhead(Exception):
    """The day has not come yet anywhere in the world."""


class Logged(NamedTuple):
    log: SessionLog
    is_new: bool


def latest_day(now: datetime) -> date:
    """The last day that a phone may call today: its clock may be a day ahead of any zone's."""
    return (now + FURTHEST_ZONE).date() + timedelta(days=1)


def record(session: ScheduledSession, entry: LogEntry, *, by: "User", now: datetime) -> Logged:
    """Keep what was done. The same `uid` again gives the same log, also when two arrive at once.

    What was done wins over a "not today" from before, and over a move meanwhile. Raises
    AlreadyLogged, DayIsAhead.
    """
    refuse_days_ahead(entry.done_on, now)
    log = SessionLog(session=session, client_id=session.client_id, uid=entry.uid, entered_by=by)
    try:
        with transaction.atomic():
            _write(log, entry, by=by, now=now)
    except IntegrityError:
        return _logged_before(session, entry, by=by, now=now)
    return Logged(log, is_new=True)


def record_ad_hoc(
    client: Client, kind: Kind | RunType, entry: LogEntry, *, by: "User", now: datetime
) -> Logged:
    """Keep what nobody had planned: a session of the athlete's own, outside the Done count, and its log.

    The same `uid` again gives the same log and no second session. Raises DayIsAhead.
    """
    refuse_days_ahead(entry.done_on, now)
    session = _own_session(client, kind, entry, by=by, now=now)
    try:
        with transaction.atomic():
            session.hardness = weigh(session, entry, {}).hardness
            session.save()
            log = SessionLog(session=session, client=client, uid=entry.uid, entered_by=by)
            _write(log, entry, by=by, now=now)
    except IntegrityError:
        same = _same(client.pk, entry.uid)
        if same is None:
            raise
        return Logged(same, is_new=False)
    return Logged(log, is_new=True)


def record_visit(
    session: ScheduledSession, entry: LogEntry, visit: Visit, *, by: "User", now: datetime
) -> Logged:
    """Keep a treatment that stood in the plan: its log, and the visit that moves its rhythm.

    The same `uid` again is the same log and the same visit. Raises AlreadyLogged, DayIsAhead.
    """
    with transaction.atomic():
        logged = record(session, entry, by=by, now=now)
        care.record_visit(session.client, visit, uid=entry.uid, by=by, now=now)
    return logged


@transaction.atomic
def correct(log: SessionLog, entry: LogEntry, *, by: "User", now: datetime) -> SessionLog:
    """Put `entry` in the place of what the log said; the version before stays in its history.

    The coach sees it as new again. Raises DayIsAhead.
    """
    refuse_days_ahead(entry.done_on, now)
    current = SessionLog.objects.select_for_update().get(pk=log.pk)
    current.session = log.session
    if not current.was_done:
        current.uid, current.skip_reason = entry.uid, ""
    current.seen_at = None
    current.sets.all().delete()
    _write(current, entry, by=by, now=now)
    return current


def correct_visit(
    log: SessionLog, entry: LogEntry, visit: Visit, *, by: "User", now: datetime
) -> SessionLog:
    """Put `entry` and `visit` in the place of what was said of a treatment. Raises DayIsAhead."""
    with transaction.atomic():
        current = correct(log, entry, by=by, now=now)
        row = Treatment.objects.filter(session=log.session).select_related("care_plan").first()
        if row is None:
            care.record_visit(log.client, visit, uid=log.uid, by=by, now=now)
        else:
            _change_visit(row, visit, today=log.client.today(now))
    return current


def skip(
    session: ScheduledSession,
    reason: SessionLog.SkipReason,
    *,
    uid: UUID,
    by: "User",
    now: datetime,
    comment: str = "",
) -> Logged:
    """Say that the session did not happen, and why. The same `uid` again is the same log.

    Raises AlreadyLogged.
    """
    log = SessionLog(
        session=session,
        client_id=session.client_id,
        uid=uid,
        entered_by=by,
        outcome=SessionLog.Outcome.SKIPPED,
        skip_reason=reason,
        done_on=session.day,
        load_au=0,
        hardness=Hardness.EASY,
        moves_clock=False,
        formula_version=FORMULA_VERSION,
        comment=comment,
    )
    try:
        with transaction.atomic():
            log.save()
    except IntegrityError:
        return _found(session, uid)
    return Logged(log, is_new=True)


def undo_skip(log: SessionLog) -> None:
    """The session is open again. What was done is corrected, never undone: then nothing happens."""
    SessionLog.objects.filter(pk=log.pk, outcome=SessionLog.Outcome.SKIPPED).delete()


def refuse_days_ahead(day: date, now: datetime) -> None:
    """Raises DayIsAhead beyond a day from any zone's today."""
    if day > latest_day(now):
        raise DayIsAhead(day)


def _found(session: ScheduledSession, uid: UUID) -> Logged:
    """After an IntegrityError: the log that was there first. Raises AlreadyLogged for another uid's."""
    same = _same(session.client_id, uid)
    if same is not None:
        return Logged(same, is_new=False)
    there = SessionLog.objects.select_related("session").filter(session=session).first()
    if there is None:
        raise  # it was not about being there already
    raise AlreadyLogged(there)


def _logged_before(
    session: ScheduledSession, entry: LogEntry, *, by: "User", now: datetime
) -> Logged:
    try:
        return _found(session, entry.uid)
    except AlreadyLogged as already:
        if already.log.was_done:
            raise
        return Logged(correct(already.log, entry, by=by, now=now), is_new=True)


def _same(client_id: int, uid: UUID) -> SessionLog | None:
    found = SessionLog.objects.select_related("session").filter(client=client_id, uid=uid)
    return found.first()


SAID = (
    *("done_on", "minutes", "started_at", "distance_m", "could_talk"),
    *("race_time_s", "race_place", "words", "comment"),
)


def _write(log: SessionLog, entry: LogEntry, *, by: "User", now: datetime) -> None:
    """Fill `log` from `entry`, weigh it, and write it with its sets and what follows from them."""
    session = log.session
    lines = lines_of(session, entry)
    weight = weigh(session, entry, lines)
    for name in SAID:
        setattr(log, name, getattr(entry, name))
    log.before_change = entry.before_change or log.before_change
    if entry.effort != log.effort:
        log.effort, log.rated_at = entry.effort, now
    for name, value in weight._asdict().items():
        setattr(log, name, value)
    log.formula_version = FORMULA_VERSION
    log._history_user = by  # type: ignore[attr-defined]  # read by the history when it is written
    log.save()
    SetLog.objects.bulk_create(_sets(log, entry.sets, lines))
    if entry.race_time_s:
        _keep_race_time(session, entry, entry.race_time_s, by)
    if log.hardness == Hardness.HARD or _rank(log) > _rank(session):
        readiness.after_log(log, now=now)


def _change_visit(row: Treatment, visit: Visit, *, today: date) -> None:
    """The visit as it is told now; its rhythm follows the last one there is."""
    row.modality, row.depth = visit.modality, visit.modality.depth
    row.done_on, row.regions = visit.done_on, list(visit.regions)
    row.provider, row.after = visit.provider, visit.after
    row.save()
    plan = row.care_plan
    if plan is not None:
        plan.last_on = plan.treatments.aggregate(last=Max("done_on"))["last"]
        plan.save(update_fields=["last_on"])
        care.refresh([plan], today)


def _rank(row: SessionLog | ScheduledSession) -> int:
    return Hardness(row.hardness).rank


def _sets(log: SessionLog, entries: Iterable[SetEntry], lines: Lines) -> list[SetLog]:
    """Rows of the sets; the exercise comes from the line, so that a log cannot name another's."""
    return [
        SetLog(
            log=log,
            position=position,
            prescription=(line := lines.get(entry.line or 0)),
            exercise_id=line.exercise_id if line else entry.exercise_id,
            rung_id=entry.rung_id or (line.rung_id if line else None),
            set_no=entry.set_no,
            side=entry.side,
            reps=entry.reps,
            seconds=entry.seconds,
            load_kg=entry.load_kg,
            rir=entry.rir,
            pain=entry.pain,
            faults=list(entry.faults),
            source=entry.source,
        )
        for position, entry in enumerate(entries, start=1)
    ]


def _keep_race_time(session: ScheduledSession, entry: LogEntry, time_s: int, by: "User") -> None:
    """The race gets its result; where the athlete asks for it, paces follow this time from now on."""
    race = session.race
    if race is not None:
        race.result_s, race.place = time_s, entry.race_place
        race.save(update_fields=["result_s", "place"])
    distance_m = entry.distance_m or (race.distance_m if race else None)
    if entry.use_for_paces and distance_m:
        RaceTime.objects.update_or_create(
            client_id=session.client_id,
            distance_m=distance_m,
            on=entry.done_on,
            defaults={"seconds": time_s, "entered_by": by},
        )


def _own_session(
    client: Client, kind: Kind | RunType, entry: LogEntry, *, by: "User", now: datetime
) -> ScheduledSession:
    """A session that the athlete did without a plan, as it stands on the calendar afterwards."""
    is_run = isinstance(kind, RunType)
    session = ScheduledSession(
        client=client,
        kind=Kind.RUN if is_run else kind,
        run_type=kind if is_run else "",
        day=entry.done_on,
        first_day=entry.done_on,
        sent_at=now,
        origin=ScheduledSession.Origin.ATHLETE,
        created_by=by,
    )
    word = session.get_run_type_display() if is_run else session.get_kind_display()
    session.title = entry.title or str(word)
    return session
