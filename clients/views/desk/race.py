"""A race of one client: entered, changed or taken out in one small form."""

from dataclasses import replace
from datetime import datetime

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from clients import racing, scheduling
from clients.forms.race import DeskRaceForm
from clients.models import Client, Intake, Race, ScheduledSession
from clients.views.desk.adapt import number, send_page
from clients.views.desk.door import client_to_coach, go_on

HERE = "#season"


def race(request: HttpRequest, pk: int) -> HttpResponse:
    """`?race=` opens one; without it the form is for a new one, with what the athlete has named."""
    client, now = client_to_coach(request, pk), timezone.now()
    row = race_of(request, client)
    if request.method != "POST":
        form = DeskRaceForm.of(row) if row else fresh(client, now)
        return page(request, client, row, form)
    if row is not None and request.POST.get("do") == "remove":
        return take_out(request, row, now)
    form = DeskRaceForm(request.POST)
    if not form.is_valid():
        return page(request, client, row, form)
    return save(request, client, row, form, now)


def race_of(request: HttpRequest, client: Client) -> Race | None:
    """The race that the address or the form names; 404 where this client has none such."""
    named = request.POST.get("race") or request.GET.get("race")
    if not named:
        return None
    rows = Race.objects.visible_to(request.user).filter(client=client)
    return get_object_or_404(rows.select_related("client__coach", "client__user"), pk=number(named))


def fresh(client: Client, now: datetime) -> DeskRaceForm:
    """A new race: what the athlete named at the start, as long as it is ahead and not entered."""
    named = Intake.objects.filter(client=client, race_on__gte=client.today(now)).first()
    if named is None or client.races.filter(day=named.race_on).exists():
        return DeskRaceForm()
    return DeskRaceForm(initial={"name": named.race_name, "day": named.race_on})


def page(
    request: HttpRequest, client: Client, row: Race | None, form: DeskRaceForm
) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": _("Race"),
        "client": client,
        "race": row,
        "form": form,
    }
    return render(request, "clients/desk/race.html", context)


def save(
    request: HttpRequest, client: Client, row: Race | None, form: DeskRaceForm, now: datetime
) -> HttpResponse:
    entry = form.entry()
    try:
        if row is None:
            entered = racing.enter(client, entry, by=request.user, now=now)
            drafts = [entered.draft] if entered.draft else []
        else:
            if "goal" not in form.data:  # an older page, which had no such field
                entry = replace(entry, goal_s=row.goal_s)
            drafts = racing.change(row, entry, by=request.user, now=now)
    except scheduling.DayHasPassed:
        form.add_error("day", _("That day is over. Choose today or a later one."))
    except scheduling.TooFarAhead:
        form.add_error("day", _("That is more than two years ahead. Choose an earlier day."))
    except racing.AlreadyEntered:
        form.add_error("name", _("This race is on that day already."))
    except racing.RaceIsRun:
        form.add_error(None, _("It has a log: a race that was run stands as it was."))
    else:
        facts = {"name": entry.name, "day": date_format(entry.day, "D j M")}
        tell(request, client, _("%(name)s is on the calendar, %(day)s.") % facts, drafts)
        return go_on(request, client, HERE)
    return page(request, client, row, form)


def take_out(request: HttpRequest, row: Race, now: datetime) -> HttpResponse:
    client, name = row.client, row.name
    try:
        drafts = racing.take_out(row, by=request.user, now=now)
    except racing.RaceIsRun:
        messages.error(request, _("It has a log: a race that was run stands as it was."))
    else:
        tell(request, client, _("%(name)s is off the calendar.") % {"name": name}, drafts)
    return go_on(request, client, HERE)


def tell(request: HttpRequest, client: Client, what: str, drafts: list[ScheduledSession]) -> None:
    """What was done, and the way to send what the athlete does not know yet."""
    if not drafts:
        messages.success(request, what)
        return
    words = _("%(name)s hears of it when you send it.") % {"name": client.name}
    days = [draft.day for draft in drafts]
    link = send_page(client, min(days))
    messages.success(
        request,
        format_html('{} {} <a href="{}">{}</a>', what, words, link, _("Look at it and send")),
    )
