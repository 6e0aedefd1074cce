"""How it is going: the last four times, mornings against one's own usual, races, and load."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from clients import charts, loads
from clients.models import CheckIn, RaceTime, SessionLog
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import monday_of, own_sessions
from plans.labels import KINDS
from plans.rules.kinds import Kind

WEEKS = 8
MORNINGS = timedelta(days=28)
TIMES = 4
REPEATED = (Kind.HILLS, Kind.STRENGTH)


@athlete_required
def progress(request: AthleteRequest) -> HttpResponse:
    monday = monday_of(request.athlete_today)
    first = monday - timedelta(weeks=WEEKS - 1)
    sessions = list(
        own_sessions(request)
        .between(first - timedelta(days=7), monday + timedelta(days=6))
        .select_related("log")
    )
    starts = [first + timedelta(weeks=n) for n in range(WEEKS)]
    weeks = [(start, loads.week_load(loads.week(sessions, start))) for start in starts]
    return render(
        request,
        "clients/progress.html",
        {
            "times": [(KINDS[kind], last_times(request, kind)) for kind in REPEATED],
            "weeks": weeks,
            "load": charts.load_bars(weeks, monday),
            "mornings": mornings_of(request),
            "races": RaceTime.objects.visible_to(request.user).filter(client=request.athlete)[:6],
        },
    )


def last_times(request: AthleteRequest, kind: Kind) -> list[SessionLog]:
    """The last four that were done, the newest first."""
    rows = SessionLog.objects.visible_to(request.user).filter(
        client=request.athlete, session__kind=kind
    )
    return list(rows.done().select_related("session").order_by("-done_on", "-pk")[:TIMES])


def mornings_of(request: AthleteRequest) -> list[CheckIn]:
    """The last four weeks of check-ins, oldest first; none without consent."""
    if not request.athlete.has_consent:
        return []
    rows = CheckIn.objects.visible_to(request.user).counting()
    since = request.athlete_today - MORNINGS
    return list(rows.filter(client=request.athlete, day__gt=since).order_by("day"))
