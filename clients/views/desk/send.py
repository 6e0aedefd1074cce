"""Sending a week: one line for each person, what a rule needs answered, and what came of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients import board, sending
from clients.forms.planning import read_keeps, word_of
from clients.models import Client, RuleOverride, ScheduledSession
from clients.views.desk.board import monday_of, to_week
from clients.views.desk.board_acts import client_of
from plans.rules.notes import RuleNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What goes out to one person, and what has to be kept first."""

    client: Client
    drafts: list[ScheduledSession]
    notes: list[tuple[RuleNote, str]]


def send(request: HttpRequest) -> HttpResponse:
    """What would go out in this week, person by person; a POST sends it."""
    now = timezone.now()
    monday, only = monday_of(request, now), None
    if code := (request.POST.get("only") or request.GET.get("client")):
        only = client_of(request, code)
    of_client = drafts_by_client(request, monday, only, now)
    if request.method == "POST":
        left = send_each(request, of_client, now)
        if not left:
            return to_week(monday, only)
        of_client = {client: of_client[client] for client in left}
    return render(
        request, "clients/desk/send.html", question(request, monday, only, of_client, now)
    )


def drafts_by_client(
    request: HttpRequest, monday: date, only: Client | None, now: datetime
) -> dict[Client, list[ScheduledSession]]:
    """Drafts of the week that can still go out."""
    rows = (
        board.drafts_of_week(request.user, monday, only)
        .select_related("client__user", "client__coach", "replaces", "race")
        .in_order()
    )
    found: dict[Client, list[ScheduledSession]] = defaultdict(list)
    for row in rows:
        if row.removes or row.day >= row.client.today(now):
            found[row.client].append(row)
    return dict(sorted(found.items(), key=lambda item: item[0].name.casefold()))


def question(
    request: HttpRequest,
    monday: date,
    only: Client | None,
    of_client: dict[Client, list[ScheduledSession]],
    now: datetime,
) -> dict:
    found = sending.in_the_way([row for rows in of_client.values() for row in rows], now)
    lines = [
        Line(
            client=client,
            drafts=rows,
            notes=[(note, word_of(note)) for note in found[client.pk][1]],
        )
        for client, rows in of_client.items()
    ]
    return admin.site.each_context(request) | {
        "title": _("Send"),
        "monday": monday,
        "only": only,
        "lines": lines,
        "count": sum(len(line.drafts) for line in lines),
        "to_answer": sum(bool(line.notes) for line in lines),
        "reasons": RuleOverride.Reason.choices,
    }


def send_each(
    request: HttpRequest, of_client: dict[Client, list[ScheduledSession]], now: datetime
) -> list[Client]:
    """Send to each person by itself; gives those whose drafts wait for an answer."""
    chosen = set(request.POST.getlist("athlete"))
    keeps = read_keeps(request.POST, of_client)
    count, names, left = 0, [], []
    for client, rows in of_client.items():
        if str(client.code) not in chosen:
            continue
        try:
            outcome = sending.send(rows, by=request.user, now=now, kept=keeps)
        except sending.NeedsKeep:
            left.append(client)
            continue
        _tell_clashes(request, client, outcome)
        count += outcome.count
        names += [client.name] if outcome.count else []
    if names:
        told = ngettext(
            "%(count)d change sent to %(names)s.", "%(count)d changes sent to %(names)s.", count
        )
        messages.success(request, told % {"count": count, "names": ", ".join(names)})
    if left:
        waiting = ", ".join(client.name for client in left)
        messages.warning(
            request, _("Not sent yet: %(names)s. Choose a reason, or move it.") % {"names": waiting}
        )
    return left


def _tell_clashes(request: HttpRequest, client: Client, outcome: sending.Sent) -> None:
    for draft in outcome.clashes:
        messages.warning(
            request,
            _(
                "%(title)s of %(name)s has changed since. Yours stays a draft; send it again to use it."
            )
            % {"title": draft.title, "name": client.name},
        )
    if outcome.late:
        messages.warning(
            request,
            _("Some drafts of %(name)s came too late and stay drafts.") % {"name": client.name},
        )
