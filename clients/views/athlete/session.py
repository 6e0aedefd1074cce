"""One session: every line, how it is done well, why, and what became of it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from clients import pacing
from clients.models import RuleOverride, ScheduledPrescription, ScheduledSession
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import own_sessions
from plans.rules import paces


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what the athlete aims at in it, where that is worked out."""

    prescription: ScheduledPrescription
    pace: str = ""  # for a kilometre
    is_from_race: bool = False

    @classmethod
    def of(cls, prescription: ScheduledPrescription, aim: pacing.Aim | None) -> "Line":
        if aim is None:
            return cls(prescription)
        return cls(prescription, paces.clock(aim.target.pace_s), aim.race_time is not None)


@athlete_required
def session(request: AthleteRequest, code: UUID) -> HttpResponse:
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
            "moves": moves_of(found),
            "kept": RuleOverride.objects.filter(session=found),
            "asked": found.move_requests.filter(answer="").first(),
            "coach": request.athlete.coach,
        },
    )


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


def moves_of(found: ScheduledSession) -> list[tuple[object, object]]:
    """From and to, oldest first, as the rows remember it."""
    days = list(found.history.order_by("history_date").values_list("day", flat=True))
    return [
        (before, after) for before, after in zip(days, days[1:], strict=False) if before != after
    ]
