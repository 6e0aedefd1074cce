"""Run-walks and return runs: a run that carries, in pieces that a timer counts down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import returning
from clients.forms.log import Asked
from clients.forms.log_run import RunForm
from clients.models import ScheduledPrescription
from clients.rules.log_entry import SetEntry
from plans.rules.kinds import RunType
from plans.rules.prescription import Role
from plans.rules.return_to_run import Stage
from plans.rules.run_walk import Pace, Piece, pieces, pieces_of_stage

MOST_ROUNDS = 60
GENTLE = Stage(number=0, run=1, walk=2, sets=8)
"""What the timer begins with where nothing is planned: the first week of the plan for beginners."""


class RunWalkForm(RunForm):
    """What `RunForm` asks, and how many rounds were run where the plan counts them."""

    reads_lines = True

    rounds = forms.IntegerField(
        label=_("Times you ran"),
        min_value=1,
        max_value=MOST_ROUNDS,
        required=False,
        error_messages={
            "invalid": _("Write the times as a whole number, such as 6."),
            "min_value": _("Not once? Then “Not today” on the session says it better."),
            "max_value": _("At most 60 times in one run."),
        },
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        self.stage = (
            returning.stage_now(asked.client) if asked.run_type == RunType.RETURN_RUN else None
        )
        self.sets_line = None if self.stage else _counted(asked)
        super().__init__(asked, data)
        if self.sets_line is None:
            del self.fields["rounds"]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the timer counts: the stage of a return run, else the lines of the session, else `own`."""
        if self.stage or self.own:
            return pieces_of_stage(self.stage or self.own)
        return pieces(line.as_value() for line in self.asked.lines)

    @property
    def own(self) -> Stage | None:
        """Runs and walks that the athlete may change, where nobody had planned any."""
        asked = self.asked
        is_planned = asked.session or asked.meanwhile or asked.run_type != RunType.RUN_WALK
        return None if is_planned else GENTLE

    @property
    def piece_facts(self) -> str:
        """`warm_up:300 run:60 walk:120 …`, for the script."""
        return " ".join(f"{piece.pace.value}:{piece.seconds}" for piece in self.pieces)

    @property
    def asked_rounds(self) -> int:
        return sum(piece.pace is Pace.RUN for piece in self.pieces)

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked)
        if self.sets_line is None:
            return first
        ran = asked.log.sets.count() if asked.log else 0
        return first | {"rounds": ran or self.sets_line.sets or 1}

    def said(self) -> dict[str, Any]:
        return super().said() | {"sets": tuple(self._rounds())}

    def _rounds(self) -> list[SetEntry]:
        """One entry for each time that was run. Nothing said is as asked."""
        line, ran = self.sets_line, self.cleaned_data.get("rounds")
        if line is None or ran is None:
            return []
        seconds = line.steps[0].get("seconds") if line.steps else None
        return [
            SetEntry(line=line.position, set_no=number, seconds=seconds)
            for number in range(1, ran + 1)
        ]


def _counted(asked: Asked) -> ScheduledPrescription | None:
    """The line whose sets are so many times of running; None where that is not one number."""
    sets = [line for line in asked.lines if line.role == Role.SETS]
    runs = [piece for line in sets for piece in pieces([line.as_value()]) if piece.pace is Pace.RUN]
    return sets[0] if len(sets) == 1 and len(runs) == (sets[0].sets or 1) else None
