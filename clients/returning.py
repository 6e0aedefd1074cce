"""Back to running: the stage on which somebody is, and what the last return run says about the next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from clients.models import Client, PainReport, ReturnStage, ScheduledSession, SessionLog
from plans.rules.kinds import RunType
from plans.rules.return_to_run import STAGES, Advice, Move, ReturnRun, Stage, advice

if TYPE_CHECKING:
    from coachapp.models import User

ONE_DAY = timedelta(days=1)
RUNS_BACK = 30
"""Return runs that are looked at: twice as many as the ladder has at its shortest."""


class NotOnTheLadder(ValueError):
    """Nobody steps who has not started."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where an athlete stands. `stage` None: not on the ladder.

    `advice` is None before the first run, without health data, and once the coach has answered the
    last run.
    """

    stage: Stage | None
    advice: Advice | None = None
    last: ReturnRun | None = None

    @property
    def is_last(self) -> bool:
        return self.stage == STAGES[-1]


def stage_now(client: Client) -> Stage | None:
    """The stage of the next return run: the first, until the coach says otherwise; None after the last."""
    newest = ReturnStage.objects.filter(client=client).first()
    return _stage(newest.stage) if newest else STAGES[0]


def _stage(number: int | None) -> Stage | None:
    return STAGES[number - 1] if number else None


def stage_of(session: ScheduledSession) -> Stage | None:
    """The stage that a return run shows: of a done one, the stage it was done on; None of any other session."""
    if session.run_type != RunType.RETURN_RUN:
        return None
    log: SessionLog | None = getattr(session, "log", None)
    if log is None:
        return stage_now(session.client)
    rows = list(ReturnStage.objects.filter(client=session.client))
    return _stage(_number_at(rows, log.created_at))


def _number_at(rows: list[ReturnStage], moment: datetime) -> int | None:
    """The stage that held at a moment; `rows` are newest first."""
    return next((row.stage for row in rows if row.created_at <= moment), STAGES[0].number)


def ladder(client: Client, *, has_consent: bool) -> Ladder:
    """Where `client` stands, and what the rule says. Two queries, four for somebody who runs again."""
    rows = list(ReturnStage.objects.filter(client=client))
    stage = _stage(rows[0].stage) if rows else None
    if stage is None:
        return Ladder(None)
    logs = list(
        SessionLog.objects.done()
        .filter(client=client, session__run_type=RunType.RETURN_RUN)
        .order_by("-done_on", "-pk")[:RUNS_BACK]
    )[::-1]
    if not logs or not has_consent:
        return Ladder(stage)
    runs = _runs(client, rows, logs)
    is_answered = rows[0].created_at > logs[-1].created_at
    return Ladder(stage, None if is_answered else advice(runs), runs[-1] if runs else None)


def _runs(client: Client, rows: list[ReturnStage], logs: list[SessionLog]) -> list[ReturnRun]:
    """The runs that were on the ladder, oldest first, each with its highest pain and its next morning."""
    reports = PainReport.objects.filter(
        client=client,
        kind=PainReport.Kind.PAIN,
        day__range=(logs[0].done_on, logs[-1].done_on + ONE_DAY),
    ).values_list("day", "moment", "level")
    felt: dict[date, int] = {}
    mornings: dict[date, int] = {}
    for day, moment, level in reports:
        on = mornings if moment == PainReport.Moment.NEXT_MORNING else felt
        on[day] = max(level, on.get(day, 0))
    found = []
    for log in logs:
        number = _number_at(rows, log.created_at)
        if number is not None:
            pain = felt.get(log.done_on, 0)
            morning = mornings.get(log.done_on + ONE_DAY, 0)
            found.append(
                ReturnRun(
                    day=log.done_on, stage=number, pain=pain, worse_next_morning=morning > pain
                )
            )
    return found


def start(client: Client, *, by: "User") -> ReturnStage:
    """On to the first stage."""
    return _write(client, STAGES[0].number, by)


def step(client: Client, move: Move, *, by: "User") -> ReturnStage:
    """The coach's word after a run. Next after the last stage is back to running.

    Raises NotOnTheLadder.
    """
    newest = ReturnStage.objects.filter(client=client).first()
    if newest is None or newest.stage is None:
        raise NotOnTheLadder(client.name)
    if move is Move.BACK:
        return _write(client, max(1, newest.stage - 1), by)
    if move is Move.REPEAT:
        return _write(client, newest.stage, by)
    return _write(client, newest.stage + 1 if newest.stage < len(STAGES) else None, by)


def leave(client: Client, *, by: "User") -> ReturnStage:
    """Off the ladder: return runs show no stage any more."""
    return _write(client, None, by)


def _write(client: Client, stage: int | None, by: "User") -> ReturnStage:
    return ReturnStage.objects.create(client=client, stage=stage, entered_by=by)
