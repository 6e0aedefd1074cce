"""Ending one athlete's plan early: what goes is shown first."""

from datetime import date, timedelta

from django.contrib import admin, messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clients import ending
from clients.models import Assignment, Client
from clients.views.desk.door import client_to_coach, go_on, is_a_look, to_look
from plans.models import Plan

ONE_DAY = timedelta(days=1)


def end_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET shows what goes from a day on, a POST does it; where no plan is named, they stand on the client's page."""
    client, now = client_to_coach(request, pk), timezone.now()
    if is_a_look(request):
        return to_look(request)
    asked = request.POST.get("assignment") or request.GET.get("assignment") or ""
    running = client.assignments.filter(ended_on=None).select_related("plan", "client")
    if not asked:
        return go_on(request, client, "#plans")
    assignment = get_object_or_404(running, pk=key_of(asked))
    today = client.today(now)
    typed = request.POST.get("from_on") or request.GET.get("from_on")
    from_on = day_of(typed) if typed else today + ONE_DAY
    trouble = _("Choose today or a later day.") if from_on is None or from_on < today else ""
    if request.method == "POST" and not trouble:
        ended = ending.end(assignment, from_on, now=now)
        messages.success(request, told_of(assignment, from_on, ended))
        return go_on(request, client, "#plans")
    goes = [] if trouble else list(ending.what_goes(assignment, from_on))
    context = admin.site.each_context(request) | {
        "title": _("End the plan early"),
        "client": client,
        "assignment": assignment,
        "from_on": from_on or today + ONE_DAY,
        "today": today,
        "goes": goes,
        "trouble": trouble,
    }
    return render(request, "clients/desk/end_plan.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole assigning that was only just done: all of it or, where something was logged, the rest."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).published(), pk=pk)
    theirs = Assignment.objects.filter(
        plan=plan, client__in=Client.objects.coached_by(request.user)
    ).select_related("client")
    keys = [key_of(typed) for typed in request.POST.getlist("assignment")]
    count = ending.take_back(theirs.filter(pk__in=keys), now=timezone.now())
    told = ngettext("Taken back for %d person.", "Taken back for %d people.", count)
    messages.success(request, told % count)
    return redirect("admin:assign", plan.pk)


def key_of(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def day_of(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def told_of(assignment: Assignment, from_on: date, ended: ending.Ended) -> str:
    facts = {
        "plan": assignment.plan.title,
        "day": date_format(from_on, "D j M"),
        "count": ended.gone,
        "kept": ended.kept,
    }
    told = (
        ngettext(
            "%(plan)s ends before %(day)s: %(count)d session taken out.",
            "%(plan)s ends before %(day)s: %(count)d sessions taken out.",
            ended.gone,
        )
        % facts
    )
    if not ended.kept:
        return told
    return f"{told} {_('What was logged stays: %(kept)d.') % facts}"


def plans_of(client: Client, today: date) -> list[Assignment]:
    """Plans that go on, each with its last day; one that has run out is not among them."""
    rows = client.assignments.filter(ended_on=None).select_related("plan")
    rows = rows.annotate(last_on=Max("sessions__day"))
    return list(rows.filter(last_on__gte=today).order_by("start_on"))
