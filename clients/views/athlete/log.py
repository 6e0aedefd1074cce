"""Logging a session, planned or not. One view; a table says which form and page it has."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clients import last_time, logbook
from clients.forms.log import Asked
from clients.models import ScheduledPrescription, ScheduledSession, SessionLog
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.log_pages import NAMED, What, what_is
from clients.views.athlete.log_saved import saved_page
from plans import looks
from plans.rules.kinds import Kind


@athlete_required
@require_http_methods(["GET", "POST"])
def log(request: AthleteRequest, code: UUID) -> HttpResponse:
    """The log of one session: its form, or what was saved. `?change` opens the form of a saved one."""
    session = get_object_or_404(loggable(request), code=code)
    session.client = request.athlete
    saved = getattr(session, "log", None)
    changes = saved is not None and "change" in request.GET
    if request.method == "GET" and saved is not None and saved.was_done and not changes:
        return saved_page(request, session, saved)
    return _answer(request, what_is(session), _asked(request, session, saved if changes else None))


@athlete_required
@require_http_methods(["GET", "POST"])
def log_kind(request: AthleteRequest, kind: str) -> HttpResponse:
    """The log of something that nobody had planned."""
    what = NAMED.get(kind)
    if what is None:
        raise Http404
    newest = last_time.strength_log(request.athlete) if what.kind is Kind.STRENGTH else None
    asked = Asked(
        client=request.athlete,
        kind=what.kind,
        run_type=what.run_type,
        units=request.user.units,
        now=request.athlete_now,
        today=request.athlete_today,
        lines=last_time.as_lines(newest) if newest else (),
    )
    return _answer(request, what, asked)


def loggable(request: AthleteRequest) -> QuerySet[ScheduledSession]:
    """The athlete's own sent sessions, each with its log.

    Only reading is limited to the weeks shown: a log that was on its way while the coach moved the
    session further out is kept all the same.
    """
    own = ScheduledSession.objects.visible_to(request.user).filter(client=request.athlete)
    if request.method == "GET":
        own = own.shown(request.athlete_today)
    return own.select_related("log", "race")


def _asked(request: AthleteRequest, session: ScheduledSession, log: SessionLog | None) -> Asked:
    what = what_is(session)
    return Asked(
        client=request.athlete,
        kind=what.kind,
        run_type=what.run_type,
        units=request.user.units,
        now=request.athlete_now,
        today=request.athlete_today,
        session=session,
        lines=_lines(session, log) if what.page.form.reads_lines else (),
        log=log,
    )


def _lines(session: ScheduledSession, log: SessionLog | None) -> list[ScheduledPrescription]:
    """What the session asks for; of one that nobody planned, what its log holds."""
    rows = ScheduledPrescription.objects.select_related("exercise", "rung")
    prefetch_related_objects([session], Prefetch("prescriptions", queryset=rows))
    lines = list(session.prescriptions.all())
    return lines if lines or log is None else last_time.as_lines(log)


def _answer(request: AthleteRequest, what: What, asked: Asked) -> HttpResponse:
    page = what.page
    form = page.form(asked, request.POST if request.method == "POST" else None)
    there: SessionLog | None = None
    if form.is_bound and form.is_valid():
        try:
            return redirect(page.keep(form, request.user))
        except logbook.AlreadyLogged as already:
            there = already.log
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "there": there,
        "action": _action(asked, there),
        "what_words": looks.kind_words(asked.subject),
    }
    return render(request, page.template, context)


def _action(asked: Asked, there: SessionLog | None) -> str:
    """Where the form goes: to the change of a log that is there, else to this page."""
    if asked.session is None or not (there or asked.log):
        return ""
    return f"{reverse('clients:log', args=[asked.session.code])}?change"
