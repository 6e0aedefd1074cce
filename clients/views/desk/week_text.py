"""One athlete's week on one page: to print, and as a text for a chat."""

from datetime import date, timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from clients import access
from clients.models import ScheduledSession
from clients.rules.week_text import print_week
from clients.views.desk.door import client_to_read
from plans import writing

WEEK = timedelta(days=7)


def week_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The week that `?week=` is in, as the athlete has it: without drafts."""
    client = client_to_read(request, pk)
    today = client.today(timezone.now())
    access.note(client, request.user, "week", today=today)
    monday = _monday(request.GET.get("week", ""), today)
    rows = ScheduledSession.objects.visible_to(request.user).filter(client=client)
    sessions = list(
        rows.between(monday, monday + WEEK - timedelta(days=1))
        .prefetch_related("prescriptions")
        .in_order()
    )
    days = [monday + timedelta(days=n) for n in range(7)]
    by_day = [(day, [each for each in sessions if each.day == day]) for day in days]
    context = admin.site.each_context(request) | {
        "title": _("The week of %(name)s") % {"name": client.name},
        "client": client,
        "days": by_day,
        "monday": monday,
        "sunday": days[-1],
        "before": monday - WEEK,
        "after": monday + WEEK,
        "text": print_week((day, [writing.printed(each) for each in on]) for day, on in by_day),
    }
    return render(request, "clients/desk/week_text.html", context)


def _monday(typed: str, today: date) -> date:
    """The Monday of the typed day; of today where it is none, or at the edge of the calendar."""
    try:
        day = parse_date(typed) or today
    except ValueError:
        day = today
    if not 1900 < day.year < 9000:
        day = today
    return day - timedelta(days=day.weekday())
