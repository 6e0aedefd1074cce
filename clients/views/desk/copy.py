"""Copying a week: everybody's own into another week, or one person's to others. Always as drafts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from clients import board, copying, scheduling, undoing
from clients.copying import Copied
from clients.models import Client
from clients.views.desk.board import WEEK, last_act, monday_of
from clients.views.desk.board_acts import told_of


@dataclass(slots=True)
class Wish:
    """What a copy form says: whose week, into which, for whom. `source` None: each one's own."""

    monday: date
    people: list[Client]
    source: Client | None = None
    target: date | None = None
    chosen: list[Client] = field(default_factory=list)
    problem: str = ""


def copy(request: HttpRequest) -> HttpResponse:
    """The question, and after a POST what happened, athlete by athlete."""
    now = timezone.now()
    wish = _wish_of(request, now)
    if request.method == "POST" and not wish.problem:
        try:
            return _result(request, wish, _copied(request, wish, now), now)
        except (scheduling.TooFarAhead, scheduling.DayHasPassed) as error:
            wish.problem = told_of(error)
    context = admin.site.each_context(request) | {
        "title": _("Copy week"),
        "wish": wish,
        "sunday": wish.monday + timedelta(days=board.DAYS_OF_WEEK - 1),
    }
    return render(request, "clients/desk/copy.html", context)


def _wish_of(request: HttpRequest, now: datetime) -> Wish:
    people = list(Client.objects.coached_by(request.user).select_related("user", "coach"))
    by_code = {str(client.code): client for client in people}
    wish = Wish(monday_of(request, now), people)
    if request.method != "POST":
        only = by_code.get(request.GET.get("client", ""))
        wish.source, wish.chosen = only, [only] if only else people
        wish.target = wish.monday + WEEK
        return wish
    wish.source = by_code.get(request.POST.get("from", ""))
    wish.chosen = [by_code[code] for code in request.POST.getlist("for") if code in by_code]
    wish.target = _monday(request.POST.get("to", ""))
    if wish.target is None:
        wish.problem = _("Choose the week to copy into, by any of its days.")
    elif wish.target > request.user.today(now) + scheduling.FURTHEST:
        wish.problem = told_of(scheduling.TooFarAhead(wish.target))
    elif not wish.chosen:
        wish.problem = _("Tick at least one person.")
    elif wish.target == wish.monday and wish.source in (None, *wish.chosen):
        wish.problem = _("That is the week itself. Choose another one to copy into.")
    return wish


def _monday(typed: str) -> date | None:
    try:
        day = parse_date(typed)
        return day - timedelta(days=day.weekday()) if day else None
    except (ValueError, OverflowError):
        return None


def _copied(request: HttpRequest, wish: Wish, now: datetime) -> list[Copied]:
    by = request.user
    if wish.source is not None:
        return copying.to_many(wish.source, wish.monday, wish.chosen, wish.target, by=by, now=now)
    if wish.target == wish.monday + WEEK:
        return [copying.to_next_week(one, wish.target, by=by, now=now) for one in wish.chosen]
    return [
        copying.to_another(one, wish.monday, one, wish.target, by=by, now=now)
        for one in wish.chosen
    ]


def _result(request: HttpRequest, wish: Wish, copied: list[Copied], now: datetime) -> HttpResponse:
    drafts = [row for each in copied for row in (*each.placed, *each.care)]
    last_act.remember(request, [undoing.came(drafts)] if drafts else [], now)
    context = admin.site.each_context(request) | {
        "title": _("Copy week"),
        "copied": copied,
        "count": len(drafts),
        "people": sum(bool(each.placed or each.care) for each in copied),
        "target": wish.target,
        "undo": last_act.key_of(request, now),
    }
    return render(request, "clients/desk/copied.html", context)
