"""How it is going: the last four times, left and right, body work, mornings against the usual, races, and load."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from clients import charts, graphs, loads, results, sides
from clients.models import CheckIn, Race, RaceTime, ScheduledSession, SessionLog, SetLog
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import monday_of, own_sessions
from plans.labels import KINDS
from plans.rules.kinds import Hardness, Kind

WEEKS = 8
MORNINGS = timedelta(days=28)
TIMES = 4
MOST_RACES = 6
REPEATED = (Kind.HILLS, Kind.STRENGTH)


def progress_page(request: AthleteRequest) -> HttpResponse:
    monday = monday_of(request.athlete_today)
    first = monday - timedelta(weeks=WEEKS - 1)
    sessions = list(
        own_sessions(request)
        .between(first - timedelta(days=7), monday + timedelta(days=6))
        .select_related("log")
    )
    starts = [first + timedelta(weeks=n) for n in range(WEEKS)]
    races = list(RaceTime.objects.visible_to(request.athlete.user).filter(client=request.athlete))
    weeks = [(start, loads.week_load(loads.week(sessions, start))) for start in starts]
    return render(
        request,
        "clients/progress.html",
        {
            "times": [(KINDS[kind], last_times(request, kind)) for kind in REPEATED],
            "weeks": weeks,
            "load": charts.load_bars(weeks, monday),
            "trend": trend_of(request, sessions),
            "pairs": [(one, sides.pair(one)) for one in sides.pairs(sided_sets(request))],
            "upkeep": upkeep(sessions, starts),
            "climbs": (climbs := results.climbs(request.athlete)),
            "climb_bars": results.climb_bars(climbs) if len(climbs) > 1 else "",
            "races": races[:MOST_RACES],
            "distances": [(each, results.race_line(each)) for each in results.distances(races)],
            "ahead": Race.objects.filter(client=request.athlete, day__gte=request.athlete_today)[
                :MOST_RACES
            ],
        },
    )


progress = athlete_required(progress_page)


def last_times(request: AthleteRequest, kind: Kind) -> list[SessionLog]:
    """The last four that were done, the newest first."""
    rows = SessionLog.objects.visible_to(request.athlete.user).filter(
        client=request.athlete, session__kind=kind
    )
    return list(rows.done().select_related("session").order_by("-done_on", "-pk")[:TIMES])


def sided_sets(request: AthleteRequest) -> list[SetLog]:
    """Sets of one side in strength sessions, oldest first."""
    rows = SetLog.objects.visible_to(request.athlete.user).filter(
        log__client=request.athlete, log__session__kind=Kind.STRENGTH, exercise__isnull=False
    )
    rows = rows.exclude(side=SetLog.Side.BOTH).select_related("log", "exercise")
    return list(rows.order_by("log__done_on", "pk"))


def upkeep(
    sessions: Sequence[ScheduledSession], starts: Sequence[date]
) -> list[tuple[date, int, int]]:
    """Of each week: how often body work was done, and how often it stood there."""
    asked = [each for each in sessions if each.kind == Kind.MAINTENANCE]
    weeks = []
    for start in starts:
        of_week = [each for each in asked if start <= each.day < start + timedelta(days=7)]
        logs = [loads.log_of(each) for each in of_week]
        done = sum(log is not None and log.was_done for log in logs)
        weeks.append((start, done, len(of_week)))
    return weeks if asked else []


def trend_of(request: AthleteRequest, sessions: Sequence[ScheduledSession]) -> graphs.Trend | None:
    """The last mornings against one's own usual; none without consent."""
    mornings = mornings_of(request)
    if not mornings:
        return None
    logs = [log for each in sessions if (log := loads.log_of(each)) is not None and log.was_done]
    hard = [log.done_on for log in logs if log.hardness == Hardness.HARD]
    return graphs.trend(mornings, hard, request.athlete_today, is_narrow=True)


def mornings_of(request: AthleteRequest) -> list[CheckIn]:
    """The last four weeks of check-ins, oldest first; none without consent."""
    if not request.athlete.has_consent:
        return []
    rows = CheckIn.objects.visible_to(request.athlete.user).counting()
    since = request.athlete_today - MORNINGS
    return list(rows.filter(client=request.athlete, day__gt=since).order_by("day"))
