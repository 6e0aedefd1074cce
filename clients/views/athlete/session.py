"""One session: every line, how it is done well, why, and what became of it."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from clients import pacing, returning
from clients.models import RuleOverride, ScheduledPrescription, ScheduledSession
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import own_sessions
from coachapp.lib import units
from plans.rules import paces


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what the athlete aims at in it, where that is worked out."""

    prescription: ScheduledPrescription
    pace: str = ""  # for a kilometre, or a mile
    is_a_mile: bool = False
    is_from_race: bool = False

    @classmethod
    def of(cls, prescription: ScheduledPrescription, aim: pacing.Aim | None) -> "Line":
        if aim is None:
            return cls(prescription)
        reads = units.current()
        pace = paces.clock(units.pace_of(aim.target.pace_s, reads))
        return cls(prescription, pace, reads == units.IMPERIAL, aim.race_time is not None)


def session_page(request: AthleteRequest, code: UUID) -> HttpResponse:
    found = get_object_or_404(shown(request), code=code)
    found.client = request.athlete
    prescriptions = list(found.prescriptions.all())
    aims = pacing.aims(request.athlete, prescriptions)
    return render(
        request,
        "clients/session.html",
        {
            "session": found,
            "log": getattr(found, "log", None),
            "lines": [Line.of(each, aims.by_line.get(each.position)) for each in prescriptions],
            "stage": returning.stage_of(found),
            "moves": moves_of(found),
            "kept": RuleOverride.objects.filter(session=found),
            "asked": found.move_requests.filter(answer="").first(),
            "coach": request.athlete.coach,
        },
    )


session = athlete_required(session_page)


def shown(request: AthleteRequest):
    """The athlete's own sent sessions of the weeks that are shown, with everything that is printed."""
    lines = ScheduledPrescription.objects.select_related("exercise__note", "rung").prefetch_related(
        "exercise__rungs"
    )
    return (
        own_sessions(request)
        .shown(request.athlete_today)
        .select_related("log", "modality__note")
        .prefetch_related(Prefetch("prescriptions", lines))
    )


def moves_of(found: ScheduledSession) -> list[tuple[date, date, int | None]]:
    """From, to, and whose hand it was by key, oldest first, as the rows remember it."""
    rows = list(found.history.order_by("history_date").values_list("day", "history_user"))
    return [
        (before, after, who) for (before, _who), (after, who) in pairwise(rows) if before != after
    ]
