"""What an athlete did and said the last time: the line above an exercise, and the words on the flat."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from clients.models import Client, ScheduledPrescription, SessionLog, SetLog
from plans.rules.kinds import Kind
from plans.rules.prescription import Role, Side

SESSIONS_BACK = 6
"""How many strength sessions back an exercise is looked for: a bound that holds with years of logs."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """One exercise as it was logged last. Numbers are reps or seconds, one a set."""

    done_on: date
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    both: list[float] = field(default_factory=list)
    load_kg: float | None = None
    rir: int | None = None
    note: str = ""

    def of(self, side: str, index: int) -> float | None:
        """The number of one side's set, the last one's for a set that there was not; None of nothing."""
        numbers: list[float] = getattr(self, side)
        return numbers[min(index, len(numbers) - 1)] if numbers else None


@dataclass(frozen=True, slots=True)
class Words:
    """What the athlete wrote after a session of the same kind."""

    text: str
    said_on: date


def by_exercise(
    client: Client, exercises: Collection[int], before: date, *, exclude: int | None = None
) -> dict[int, LastTime]:
    """The last logged sets of each of `exercises`, by primary key, on a day up to `before`.

    `exclude` is the key of a log that does not count, as it is being changed.
    """
    if not exercises:
        return {}
    recent = (
        SessionLog.objects.done()
        .filter(client=client, session__kind=Kind.STRENGTH, done_on__lte=before)
        .exclude(pk=exclude)
        .order_by("-done_on", "-pk")[:SESSIONS_BACK]
    )
    rows = (
        SetLog.objects.filter(log__in=list(recent), exercise__in=exercises)
        .select_related("log")
        .order_by("-log__done_on", "-log", "position")
    )
    newest: dict[int, int] = {}
    found: dict[int, LastTime] = {}
    for row in rows:
        exercise = row.exercise_id or 0
        if newest.setdefault(exercise, row.log_id) == row.log_id:
            last = found.get(exercise) or LastTime(
                row.log.done_on, note=row.log.words or row.log.comment
            )
            found[exercise] = _with(last, row)
    return found


def _with(last: LastTime, row: SetLog) -> LastTime:
    """`last` with one more set; load and what was left are the last set's."""
    did = row.seconds if row.reps is None else row.reps
    sides = {"left": last.left, "right": last.right, "both": last.both}
    if did is not None:
        sides[row.side] = [*sides[row.side], did]
    return LastTime(
        done_on=last.done_on,
        **sides,
        load_kg=last.load_kg if row.load_kg is None else row.load_kg,
        rir=last.rir if row.rir is None else row.rir,
        note=last.note,
    )


def strength_log(client: Client) -> SessionLog | None:
    """The newest strength session that was done."""
    logs = SessionLog.objects.done().filter(client=client, session__kind=Kind.STRENGTH)
    return logs.order_by("-done_on", "-pk").first()


def as_lines(log: SessionLog) -> list[ScheduledPrescription]:
    """What `log` holds, as the lines that would ask for it: one an exercise. They are not stored."""
    rows = log.sets.exclude(exercise=None).select_related("exercise", "rung")
    by_exercise: dict[int, list[SetLog]] = {}
    for row in rows:
        by_exercise.setdefault(row.exercise_id or 0, []).append(row)
    return [
        ScheduledPrescription(
            position=position,
            role=Role.EXERCISE,
            exercise=sets[0].exercise,
            rung=sets[0].rung,
            sets=len({row.set_no for row in sets}),
            side=_side(sets),
            reps_min=sets[0].reps,
            reps_max=sets[0].reps,
            seconds=sets[0].seconds and round(sets[0].seconds),
            load_kg=sets[0].load_kg,
        )
        for position, sets in enumerate(by_exercise.values(), start=1)
    ]


def besides(
    log: SessionLog, lines: Collection[ScheduledPrescription]
) -> list[ScheduledPrescription]:
    """What `log` holds that none of `lines` asks for, as lines that follow them."""
    asked = {line.exercise_id for line in lines}
    last = max((line.position for line in lines), default=0)
    more = [line for line in as_lines(log) if line.exercise_id not in asked]
    for position, line in enumerate(more, start=last + 1):
        line.position = position
    return more


def _side(sets: list[SetLog]) -> Side:
    sides = {row.side for row in sets}
    if len(sides) > 1:
        return Side.EACH
    return Side.NONE if "both" in sides else Side(sides.pop())


def words(client: Client, kind: Kind, before: date, *, exclude: int | None = None) -> Words | None:
    """The athlete's newest own words after a session of `kind`, on a day up to `before`."""
    log = (
        SessionLog.objects.done()
        .filter(client=client, session__kind=kind, done_on__lte=before)
        .exclude(words="")
        .exclude(pk=exclude)
        .order_by("-done_on", "-pk")
        .first()
    )
    return Words(log.words, log.done_on) if log else None
