"""Another day for a session, or not at all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import dials, logbook, moving
from clients.forms.moving import MoveForm, SkipForm
from clients.models import ScheduledSession
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import own_sessions
from plans.rules.easy_day_words import what_the_plan_keeps
from plans.saying import formatted


def open_session(request: AthleteRequest, code: UUID) -> ScheduledSession:
    """A session of the athlete's that has no log. Raises Http404."""
    shown = own_sessions(request).shown(request.athlete_today).open()
    found = get_object_or_404(shown.select_related("race"), code=code)
    found.client = request.athlete
    return found


@athlete_required
def move(request: AthleteRequest, code: UUID) -> HttpResponse:
    """Every day of the next ten: the good ones first, the others as a question to the coach."""
    session = open_session(request, code)
    offered = [
        each
        for each in moving.day_choices(session, request.athlete_today)
        if each.day != session.day
    ]
    form = MoveForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid() and moved(request, session, form):
        return redirect("clients:today")
    floor = dials.spacing_for(request.athlete).floor
    return render(
        request,
        "clients/move.html",
        {
            "session": session,
            "form": form,
            "keeps": what_the_plan_keeps(False, floor) if floor else None,
            "coach": request.athlete.coach,
        },
    )


def moved(request: AthleteRequest, session: ScheduledSession, form: MoveForm) -> bool:
    """Moved at once, or asked; False where the day has gone meanwhile."""
    day = form.cleaned_data["day"]
    facts = {"day": formatted(day), "coach": request.athlete.coach, "title": session.title}
    try:
        answer = moving.move_as_athlete(session, day, by=request.user, now=request.athlete_now)
    except (moving.DayHasPassed, moving.NotOffered, moving.HasALog):
        form.add_error("day", _("That day is gone. Nothing was moved."))
        return False
    if isinstance(answer, moving.Asked):
        said = _("%(coach)s has been asked for %(day)s. Until then it stays where it is.")
    else:
        said = _("%(title)s moved to %(day)s. %(coach)s can see it.")
    messages.success(request, said % facts)
    return True


@athlete_required
def skip(request: AthleteRequest, code: UUID) -> HttpResponse:
    """Not today, and why, in one tap."""
    session = open_session(request, code)
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            logbook.skip(
                session,
                said["reason"],
                uid=said["uid"],
                by=request.user,
                now=request.athlete_now,
                comment=said["comment"],
            )
        except logbook.AlreadyLogged:
            messages.info(request, _("This one has a log already. Nothing was changed."))
            return redirect("clients:today")
        messages.success(
            request, _("%(coach)s knows. Rest well.") % {"coach": request.athlete.coach}
        )
        return redirect("clients:today")
    return render(
        request,
        "clients/skip.html",
        {"session": session, "form": form, "coach": request.athlete.coach},
    )


@athlete_required
@require_POST
def unskip(request: AthleteRequest, code: UUID) -> HttpResponse:
    """ "Not today" is taken back: the session is open again. What was done stays."""
    found = get_object_or_404(
        own_sessions(request).shown(request.athlete_today).select_related("log"), code=code
    )
    log = getattr(found, "log", None)
    if log is not None and log.was_done:
        messages.info(request, _("This one has a log already. Nothing was changed."))
        return redirect("clients:log", code)
    if log is not None:
        logbook.undo_skip(log)
        messages.success(request, _("%(title)s is open again.") % {"title": found.title})
    return redirect("clients:session", code)
