"""A week as a list, on the phone and on paper."""

from datetime import date, timedelta

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render

from clients import charts, naming
from clients.models import Away, ScheduledPrescription, ScheduledSession
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import monday_of, own_sessions

WEEK = timedelta(days=7)


def week_page(request: AthleteRequest, day: date) -> HttpResponse:
    """The week that `day` is in, as far as the athlete's plan shows it."""
    monday = monday_of(day)
    shown = own_sessions(request).shown(request.athlete_today)
    sessions = list(
        shown.between(monday, monday + timedelta(days=6))
        .select_related("log")
        .prefetch_related(Prefetch("prescriptions", ScheduledPrescription.objects.all()))
        .in_order()
    )
    away = list(
        Away.objects.visible_to(request.athlete.user).filter(
            client=request.athlete, from_on__lt=monday + 2 * WEEK, to_on__gte=monday
        )
    )
    return render(
        request,
        "clients/week.html",
        {
            "monday": monday,
            "sunday": monday + timedelta(days=6),
            "days": by_day(sessions, monday),
            "has_sessions": bool(sessions),
            "ridge": charts.week_ridge(sessions, monday, request.athlete_today),
            "before": monday - WEEK,
            "after": monday + WEEK if shown.filter(day__gte=monday + WEEK).exists() else None,
            "away": away,
            "skipped": skipped(away, weekdays(monday), request.athlete_today),
            "unsuited": [each for each in weekdays(monday) if not request.athlete.suits(each)],
            "coach": request.athlete.coach,
            "motto": naming.motto_on(monday),
        },
    )


week = athlete_required(week_page)


def skipped(away: list[Away], days: list[date], today: date) -> set[date]:
    """Those of `days` that went by on a journey: what stood there is not undone."""
    journeys = [span for span in away if span.why == Away.Why.TRAVEL]
    return {
        day
        for day in days
        for span in journeys
        if span.from_on <= day <= span.to_on and day < today
    }


def weekdays(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]


def by_day(
    sessions: list[ScheduledSession], monday: date
) -> list[tuple[date, list[ScheduledSession]]]:
    """The seven days, each with its sessions; done ones say so."""
    return [(day, [each for each in sessions if each.day == day]) for day in weekdays(monday)]
