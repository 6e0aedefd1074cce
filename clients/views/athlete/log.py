"""Logging a session, planned or not. One view; a table says which form and page it has."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clients import last_time, logbook, meanwhile
from clients.forms.log import Asked
from clients.meanwhile import Meanwhile
from clients.models import (
    ScheduledPrescription,
    ScheduledSession,
    ScheduledSessionQuerySet,
    SessionLog,
    last_days_shown,
)
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.log_pages import NAMED, OWN_RUNS, What, what_is
from clients.views.athlete.log_saved import saved_page
from coachapp.lib.prepared import Prepared, hand_over
from plans import looks
from plans.rules.kinds import Kind


@athlete_required
@require_http_methods(["GET", "POST"])
def log(request: AthleteRequest, code: UUID) -> HttpResponse:
    """The log of one session: its form, or what was saved. `?change` opens the form of a saved one."""
    before = meanwhile.unsealed(about_of(request), code=code, client=request.athlete)
    session = find_session(request, code)
    if session is None and before is None:
        raise Http404
    saved = getattr(session, "log", None)
    changes = saved is not None and "change" in request.GET
    is_read = request.method == "GET" and before is None
    if is_read and session is not None and saved is not None and saved.was_done and not changes:
        return saved_page(request, session, saved)
    lines = _lines(session) if session is not None else []
    since = meanwhile.since(before, session, lines) if before is not None else None
    if since is not None and (session is None or since.leaves_it_open):
        return _answer(request, what_is(since.before.session), _asked_before(request, since))
    asked = _asked(request, session, lines, saved if changes else None)
    if since is not None:
        asked = replace(asked, lines=since.before.lines, meanwhile=since, about=about_of(request))
    return _answer(request, what_is(session), asked)


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


def about_of(request: AthleteRequest) -> str:
    """What the page says that it was about, sealed; empty where it says nothing."""
    return (request.POST if request.method == "POST" else request.GET).get("about", "")


def find_session(request: AthleteRequest, code: UUID) -> ScheduledSession | None:
    """The athlete's own sent session with its log.

    Only reading is limited to the weeks shown: a log that was on its way while the coach moved the
    session further out is kept all the same.
    """
    whose = {"user": request.user.pk, "client": request.athlete.pk, "code": code}
    if request.method == "GET":
        found = shown_of(last_days=last_days_shown(request.athlete_today), **whose)
    else:
        found = sent_of(**whose)
    session = next(iter(found), None)
    if session is not None:
        session.client = request.athlete
    return session


def own_of(user: int, client: int, code: UUID) -> ScheduledSessionQuerySet:
    own = ScheduledSession.objects.visible_to(get_user_model()(pk=user))
    return own.filter(client=client, code=code).select_related("log", "race")


def own_shown_of(last_days: Sequence[date], **whose: Any) -> ScheduledSessionQuerySet:
    return own_of(**whose).shown_through(*last_days)


sent_of = Prepared(own_of, user=int, client=int, code=UUID)
shown_of = Prepared(own_shown_of, last_days=list, **sent_of.kinds)
lines_of = Prepared(
    lambda session: ScheduledPrescription.objects.filter(session=session).select_related(
        "exercise", "rung"
    ),
    session=int,
)


def _asked(
    request: AthleteRequest,
    session: ScheduledSession,
    lines: Sequence[ScheduledPrescription],
    log: SessionLog | None,
) -> Asked:
    what = what_is(session)
    return Asked(
        client=request.athlete,
        kind=what.kind,
        run_type=what.run_type,
        units=request.user.units,
        now=request.athlete_now,
        today=request.athlete_today,
        session=session,
        lines=lines if log is None else [*lines, *last_time.besides(log, lines)],
        log=log,
        about=meanwhile.sealed(session, lines) if log is None else "",
    )


def _asked_before(request: AthleteRequest, since: Meanwhile) -> Asked:
    """What was done is in the plan no more: it is asked about as the athlete's own."""
    what = what_is(since.before.session)
    return Asked(
        client=request.athlete,
        kind=what.kind,
        run_type=what.run_type,
        units=request.user.units,
        now=request.athlete_now,
        today=request.athlete_today,
        lines=since.before.lines,
        meanwhile=since,
        about=about_of(request),
    )


def _lines(session: ScheduledSession) -> list[ScheduledPrescription]:
    """What the session asks for, where its page needs it."""
    if not what_is(session).page.form.reads_lines:
        return []
    lines = list(lines_of(session=session.pk))
    hand_over(session, "prescriptions", lines)
    return lines


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
        "stage": getattr(form, "stage", None),
        "own_runs": OWN_RUNS if what.kind is Kind.RUN and not _is_planned(asked) else {},
        "what_words": looks.kind_words(asked.subject),
    }
    return render(request, page.template, context)


def _is_planned(asked: Asked) -> bool:
    return asked.session is not None or asked.meanwhile is not None


def _action(asked: Asked, there: SessionLog | None) -> str:
    """Where the form goes: to the change of a log that is there, else to this page."""
    if asked.session is None or not (there or asked.log):
        return ""
    return f"{reverse('clients:log', args=[asked.session.code])}?change"
