"""The week board: everybody's week, typed into, moved about and sent."""

from datetime import date, datetime, timedelta

from django.contrib import admin
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from clients import board
from clients.models import Client, RuleOverride, ScheduledSession
from clients.views.desk import faces

FIRST_ROWS = 12
MORE_ROWS = 24
WEEK = timedelta(days=7)
FURTHEST = timedelta(days=2 * 365)


def week(request: HttpRequest) -> HttpResponse:
    """The board of one week; its first rows, the others as they come into view."""
    now = timezone.now()
    monday = monday_of(request, now)
    context = admin.site.each_context(request) | rows_context(request, monday, now, after=0)
    context |= {
        "title": "",
        "days": [monday + timedelta(days=offset) for offset in range(board.DAYS_OF_WEEK)],
        "today": request.user.today(now),
        "before": monday - WEEK,
        "next": monday + WEEK,
        "sunday": monday + WEEK - timedelta(days=1),
        "drafts": board.drafts_of_week(request.user, monday).count(),
    }
    return render(request, "clients/desk/board.html", context)


def more(request: HttpRequest) -> HttpResponse:
    """The next rows, as the board comes into view."""
    now = timezone.now()
    typed = request.GET.get("after", "")
    after = int(typed) if typed.isdecimal() and len(typed) < 6 else FIRST_ROWS
    context = rows_context(request, monday_of(request, now), now, after=after)
    return render(request, "clients/desk/_board_rows.html", context)


def rows_context(request: HttpRequest, monday: date, now: datetime, *, after: int) -> dict:
    """A few rows from the one after `after` on, and where the next ones begin."""
    everybody = "all" in request.GET
    size = MORE_ROWS if after else FIRST_ROWS
    clients = Client.objects.coached_by(request.user).select_related("user", "coach__coach_profile")
    found = list(clients if everybody else clients[after : after + size + 1])
    shown = found if everybody else found[:size]
    return {
        "monday": monday,
        "rows": faces.of(board.rows_of(shown, monday, now)),
        "add_url": reverse("admin:board_add"),
        "after": None if everybody or len(found) <= size else after + size,
        "reasons": RuleOverride.Reason.choices,
    }


def monday_of(request: HttpRequest, now: datetime) -> date:
    """The week that the address asks for; this one where it names none, or one that nobody plans."""
    today = request.user.today(now)
    try:
        asked = parse_date(request.GET.get("start") or request.POST.get("start") or "")
    except ValueError:
        asked = None
    day = asked if asked and abs(asked - today) <= FURTHEST else today
    return day - timedelta(days=day.weekday())


def to_week(monday: date, client: Client | None = None) -> HttpResponse:
    url = f"{reverse('admin:board')}?start={monday}"
    return redirect(f"{url}#row-{client.code}" if client else url)


def answer(
    request: HttpRequest,
    client: Client,
    monday: date,
    now: datetime,
    touched: ScheduledSession | None = None,
) -> HttpResponse:
    """After an act: the athlete's row where a script asked for it, else the whole board.

    The cursor goes to the card that was `touched`, else to the athlete's name.
    """
    if not request.htmx:
        return to_week(monday, client)
    context = {
        "monday": monday,
        "rows": faces.of(board.rows_of([client], monday, now)),
        "add_url": reverse("admin:board_add"),
        "after": None,
        "reasons": RuleOverride.Reason.choices,
        "drafts": board.drafts_of_week(request.user, monday).count(),
        "touched": touched,
        "said": [str(message) for message in get_messages(request)],
    }
    return render(request, "clients/desk/_board_answer.html", context)
