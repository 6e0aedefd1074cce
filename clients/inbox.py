"""The coach's inbox: logs that came in, each beside what was planned, and marking them as seen."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from clients.models import Client, Comment, Consent, PainReport, SessionLog, SetLog
from clients.rules import ready_words
from plans.labels import REGIONS
from plans.rules.kinds import Hardness
from plans.rules.regions import Region
from plans.rules.sentence import Sentence

if TYPE_CHECKING:
    from coachapp.models import User

MOST = 200
SEEN_BACK = timedelta(days=7)
LOUDER = 1.0
"""An effort this much above the planned one is worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """The sets of one exercise, or the reps of a hill or a quality run, as they were done."""

    name: str
    sides: Sequence[tuple[str, Sequence[str]]]  # a side, or "" for both, and its numbers
    load_kg: float | None
    left: int | None  # in the tank, after the last set


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One log with all that an answer may need."""

    log: SessionLog
    did: Sequence[Did]
    places: Sequence[PainReport]
    before: SessionLog | None
    notes: Sequence[Comment]
    answers: Sequence[Sentence]

    @property
    def was_harder(self) -> bool:
        """Whether it counts for more than was planned."""
        log = self.log
        if not log.was_done:
            return False
        return Hardness(log.hardness).rank > Hardness(log.session.hardness).rank

    @property
    def was_moved(self) -> bool:
        return self.log.done_on != self.log.session.first_day


def logs_of(coach: "User", now: datetime, *, seen: bool = False) -> list[SessionLog]:
    """Logs that the coach has not seen; with `seen`, those of the last seven days as well.

    Athlete by athlete, whoever logged last first; the logs of one athlete in the order of their days.
    """
    asked = Q(seen_at=None) | Q(seen_at__gte=now - SEEN_BACK) if seen else Q(seen_at=None)
    rows = list(
        of_coach(coach)
        .filter(asked)
        .annotate(hurt=Exists(_places(OuterRef("client"), OuterRef("done_on"))))
        .select_related("session", "client")
        .order_by("-created_at", "-pk")[:MOST]
    )
    of_client: dict[int, list[SessionLog]] = defaultdict(list)
    for row in rows:
        of_client[row.client_id].append(row)
    return [
        row
        for each in of_client.values()
        for row in sorted(each, key=lambda log: (log.done_on, log.pk))
    ]


def of_coach(coach: "User") -> QuerySet[SessionLog]:
    """Logs of open clients of `coach`."""
    return SessionLog.objects.filter(client__in=Client.objects.coached_by(coach))


def count_unseen() -> Coalesce:
    """For a query of users: how many logs of their open clients they have not seen."""
    rows = SessionLog.objects.unseen().filter(client__coach=OuterRef("pk"), client__ended_on=None)
    counted = rows.order_by().values("client__coach").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def is_quiet(log: SessionLog) -> bool:
    """Done as asked, easy, and without a word or a place: there is nothing to answer."""
    asked = log.session.effort
    louder = log.effort is not None and asked is not None and log.effort - asked >= LOUDER
    return (
        log.outcome == SessionLog.Outcome.DONE
        and log.hardness == Hardness.EASY
        and not (log.words or log.comment or log.hurt or louder)
    )


def mark_seen(coach: "User", codes: Collection[UUID], now: datetime) -> int:
    """The logs of these sessions are seen; how many were not. Others' logs stay as they are."""
    return of_coach(coach).unseen().filter(session__code__in=codes).update(seen_at=now)


def after(logs: Sequence[SessionLog], code: UUID | None, gone: Collection[UUID] = ()):
    """The log that follows `code` among those that are not `gone`; the first one after the last."""
    codes = [log.session.code for log in logs]
    place = codes.index(code) if code in codes else -1
    around = [*logs[place + 1 :], *logs[: place + 1]]
    return next((log for log in around if log.session.code not in gone), None)


def open_log(log: SessionLog, reader: "User") -> Opened:
    """What was planned and done, what hurt that day, and what has been said. Five queries."""
    places = list(_places(log.client_id, log.done_on).order_by("-level", "pk"))
    return Opened(
        log=log,
        did=_did(log.sets.select_related("exercise", "rung").order_by("position")),
        places=places,
        before=_before(log),
        notes=list(
            Comment.objects.visible_to(reader)
            .filter(session=log.session_id)
            .select_related("author")
        ),
        answers=ready_words.answers(
            ready_words.Came(
                done=log.was_done,
                effort=log.effort,
                planned_effort=log.session.effort,
                place=str(REGIONS[Region(places[0].region)]).lower() if places else "",
                said=bool(log.words or log.comment),
            )
        ),
    )


def _places(client, day) -> QuerySet[PainReport]:
    """Places reported on a day; nothing without consent to health data."""
    agreed = Consent.objects.given().filter(client=OuterRef("client"), kind=Consent.Kind.HEALTH)
    return PainReport.objects.filter(Exists(agreed), client=client, day=day)


def _before(log: SessionLog) -> SessionLog | None:
    """The same session the last time it was done."""
    session = log.session
    rows = SessionLog.objects.done().filter(
        client=log.client_id,
        session__kind=session.kind,
        session__title=session.title,
        done_on__lt=log.done_on,
    )
    return rows.order_by("-done_on", "-pk").first()


def _did(sets: Iterable[SetLog]) -> list[Did]:
    found = []
    for name, rows in groupby(sets, key=_name):
        of_side: dict[str, list[str]] = defaultdict(list)
        last = None
        for last in rows:
            side = "" if last.side == SetLog.Side.BOTH else last.get_side_display()
            of_side[side].append(_amount(last))
        found.append(
            Did(
                name=name,
                sides=list(of_side.items()),
                load_kg=last.load_kg if last else None,
                left=last.rir if last else None,
            )
        )
    return found


def _name(row: SetLog) -> str:
    """The exercise, and which step of its ladder."""
    return ", ".join(each.name for each in (row.exercise, row.rung) if each)


def _amount(row: SetLog) -> str:
    if row.seconds is not None:
        return f"{row.seconds:g} s"
    return str(row.reps) if row.reps is not None else "–"
