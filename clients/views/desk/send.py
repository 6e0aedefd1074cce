"""Sending a week: one line for each person, what a rule needs answered, and what came of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clients import board, sending, talking
from clients.forms.planning import read_keeps, word_of
from clients.models import Client, RuleOverride, ScheduledSession, WeekLine
from clients.views.desk.board import and_group, answer, group_of, last_act, monday_of, to_week
from clients.views.desk.board_acts import client_of
from coachapp.lib.typed import too_long
from plans.rules.notes import RuleNote

LONGEST_LINE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What goes out to one person, and what has to be kept first."""

    client: Client
    drafts: list[ScheduledSession]
    notes: list[tuple[RuleNote, str]]
    is_chosen: bool = True

    @property
    def goes_at(self) -> datetime | None:
        return next((draft.send_at for draft in self.drafts if draft.send_at), None)


def send(request: HttpRequest) -> HttpResponse:
    """What would go out in this week, person by person; a POST sends it."""
    now = timezone.now()
    monday, only = monday_of(request, now), None
    if code := (request.POST.get("only") or request.GET.get("client")):
        only = client_of(request, code)
    group = "" if only else group_of(request)
    of_client = drafts_by_client(request, monday, only, now, group=group)
    line_error = _line_error(request)
    if line_error:
        messages.error(request, _("Nothing was sent. %(why)s") % {"why": line_error})
    elif request.method == "POST" and "later" in request.POST:
        if send_each_later(request, of_client, monday, now):
            return to_week(monday, only, group=group)
    elif request.method == "POST":
        left = send_each(request, of_client, monday, now)
        if not left:
            return to_week(monday, only, group=group)
        of_client = {client: of_client[client] for client in left}
    context = question(request, monday, only, of_client, now)
    of_group = {"group": group, "and_group": and_group(group)}
    return render(
        request, "clients/desk/send.html", context | of_group | {"line_error": line_error}
    )


def _line_error(request: HttpRequest) -> str:
    """Why the line that goes with the week cannot go as it was typed; "" where it can."""
    line = request.POST.get("line", "").strip()
    return too_long(line, LONGEST_LINE) if len(line) > LONGEST_LINE else ""


def drafts_by_client(
    request: HttpRequest, monday: date, only: Client | None, now: datetime, *, group: str = ""
) -> dict[Client, list[ScheduledSession]]:
    """Drafts of the week that can still go out."""
    rows = (
        board.drafts_of_week(request.user, monday, only, group=group)
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
    chosen = request.POST.getlist("athlete")
    found = sending.in_the_way([row for rows in of_client.values() for row in rows], now)
    lines = [
        Line(
            client=client,
            drafts=rows,
            notes=[(note, word_of(note)) for note in found[client.pk][1]],
            is_chosen=request.method != "POST" or str(client.code) in chosen,
        )
        for client, rows in of_client.items()
    ]
    waits = waiting_line(of_client, monday)
    return admin.site.each_context(request) | {
        "title": _("Send"),
        "line": request.POST.get("line", waits),
        "line_was": waits,
        "hour": request.POST.get("hour") or "18:00",
        "monday": monday,
        "only": only,
        "lines": lines,
        "count": sum(len(line.drafts) for line in lines),
        "to_answer": sum(bool(line.notes) for line in lines),
        "reasons": RuleOverride.Reason.choices,
    }


def waiting_line(of_client: dict[Client, list[ScheduledSession]], monday: date) -> str:
    """The line that waits for this week, where it is one and the same for all; nobody reads another's."""
    waiting = WeekLine.objects.filter(client__in=of_client, week_on=monday)
    bodies = list(waiting.values_list("body", flat=True))
    return bodies[0] if len(bodies) == len(of_client) and len(set(bodies)) == 1 else ""


def keep_line(request: HttpRequest, client: Client, monday: date) -> None:
    """The words that go with the week, as typed; where nothing was shown or typed, what waits stays."""
    line = request.POST.get("line", "").strip()
    if line or request.POST.get("line_was"):
        talking.keep_line(client, request.user, line, week_on=monday)


def send_each(
    request: HttpRequest,
    of_client: dict[Client, list[ScheduledSession]],
    monday: date,
    now: datetime,
) -> list[Client]:
    """Send to each person by itself; gives those whose drafts wait for an answer.

    The coach's line goes to those whose week went out, into the week's thread.
    """
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
        if outcome.count:
            keep_line(request, client, monday)
            talking.send_lines(client, [monday], now=now)
        count += outcome.count
        names += [client.name] if outcome.count else []
    if names:
        told = ngettext(
            "%(count)d change sent to %(names)s.", "%(count)d changes sent to %(names)s.", count
        )
        messages.success(request, told % {"count": count, "names": ", ".join(names)})
    if left:
        waiting = ", ".join(client.name for client in left)
        told = _("Not sent yet: %(names)s. Choose a reason, with a date for weekdays, or move it.")
        messages.warning(request, told % {"names": waiting})
    return left


def send_each_later(
    request: HttpRequest,
    of_client: dict[Client, list[ScheduledSession]],
    monday: date,
    now: datetime,
) -> bool:
    """Let the worker send them at the hour that was typed, today or else tomorrow; False without one."""
    chosen = set(request.POST.getlist("athlete"))
    drafts = [
        draft for client, rows in of_client.items() if str(client.code) in chosen for draft in rows
    ]
    try:
        hour = parse_time(request.POST.get("hour", ""))
    except ValueError:
        hour = None
    if hour is None or not drafts:
        messages.error(request, _("Tick somebody and choose an hour, such as 18:00."))
        return False
    local = now.astimezone(request.user.zone)
    at = datetime.combine(local.date(), hour, local.tzinfo)
    if at <= local:
        at = datetime.combine(local.date() + timedelta(days=1), hour, local.tzinfo)
    count = sending.send_later(drafts, at)
    for client in {draft.client_id: draft.client for draft in drafts}.values():
        keep_line(request, client, monday)
    told = ngettext("%(count)d change goes out %(at)s.", "%(count)d changes go out %(at)s.", count)
    messages.success(request, told % {"count": count, "at": date_format(at, "D j M, H:i")})
    return True


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """What was to go out by itself waits for the coach again."""
    now = timezone.now()
    client, monday = client_of(request, request.POST.get("client", "")), monday_of(request, now)
    planned = board.drafts_of_week(request.user, monday, client).exclude(send_at=None)
    if sending.send_later(planned, None):
        told = _("Nothing goes out to %(name)s by itself. It stays a draft until you send it.")
    else:
        told = _("Nothing was waiting to go out to %(name)s.")
    messages.success(request, told % {"name": client.name})
    last_act.remember(request, [], now)
    return answer(request, client, monday, now)


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
