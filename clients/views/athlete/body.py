"""The body: what is tight, sore or painful, what of it is open, and when to see somebody."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from clients import dials, mornings, readiness
from clients.forms.place import GoneForm, PlaceForm, SeenForm
from clients.models import InjuryEpisode, PainReport, ScheduledSession
from clients.rules import pain_words
from clients.rules.pain import (
    STRICTER_HOLD,
    OpenPart,
    PainAction,
    PainKind,
    action_for,
    is_persistent,
    open_parts,
)
from clients.views.athlete import AthleteRequest, athlete_required, no_consent
from clients.views.athlete.phone import day_of
from clients.views.athlete.today import own_sessions
from plans.rules.regions import BONE_STRESS_SITES, Region
from plans.rules.sentence import Sentence
from plans.saying import say

SHOWN_BACK = timedelta(weeks=8)
SESSIONS_BACK = timedelta(days=3)


@athlete_required
def body(request: AthleteRequest) -> HttpResponse:
    """The list, and the form for one more place."""
    athlete = request.athlete
    if not athlete.has_consent:
        return no_consent(request)
    form = PlaceForm(
        request.POST or None,
        sessions=recent_sessions(request),
        initial={"session": request.GET.get("session", "")},
    )
    if request.method == "POST" and form.is_valid():
        report = form.report(day_of(request))
        readiness.report_place(
            athlete,
            report,
            uid=form.cleaned_data["uid"],
            by=request.user,
            now=request.athlete_now,
        )
        messages.success(request, say(answer_to(request, report)))
        return redirect("clients:body")
    return show(request, form, SeenForm())


def show(request: AthleteRequest, form: PlaceForm, seen: SeenForm) -> HttpResponse:
    rows = list(
        PainReport.objects.visible_to(request.user)
        .filter(client=request.athlete, day__gte=request.athlete_today - SHOWN_BACK)
        .order_by("day", "pk")
    )
    return render(
        request,
        "clients/body.html",
        {
            "form": form,
            "seen": seen,
            "places": open_places(request, rows),
            "history": rows[::-1],
            "coach": request.athlete.coach,
            "episodes": InjuryEpisode.objects.visible_to(request.user).filter(
                client=request.athlete, closed_on=None
            ),
            **answers_ahead(request),
        },
    )


def answers_ahead(request: AthleteRequest) -> dict[str, object]:
    """What each kind and level leads to, so that it can be read before saving."""
    limits, coach = dials.pain_limits_for(request.athlete), str(request.athlete.coach)
    is_minor = request.athlete.is_minor(request.athlete_today)
    pain = {
        "low": PainAction.NOTED,
        "notice": PainAction.NOTICE,
        "hold": PainAction.HOLD,
        "stop": PainAction.STOP,
    }
    answers = [(name, pain_words.answer(PainKind.PAIN, each, coach)) for name, each in pain.items()]
    for kind in (PainKind.TIGHT, PainKind.SORE):
        answers.append((kind.value, pain_words.answer(kind, PainAction.NOTED, coach)))
    strict = Region if is_minor else BONE_STRESS_SITES
    return {
        "limits": limits,
        "answers": answers,
        "strict": " ".join(sorted(region.value for region in strict)),
        "strict_hold": STRICTER_HOLD,
    }


def recent_sessions(request: AthleteRequest) -> QuerySet[ScheduledSession]:
    day = request.athlete_today
    return own_sessions(request).between(day - SESSIONS_BACK, day).in_order()


def answer_to(request: AthleteRequest, report: readiness.PlaceReport) -> Sentence:
    """What follows from a report, in the words of its limits."""
    limits = dials.pain_limits_for(request.athlete).for_region(
        report.region, request.athlete.is_minor(request.athlete_today)
    )
    action = action_for(report.level, limits)
    return pain_words.answer(report.kind, action, str(request.athlete.coach))


def open_places(request: AthleteRequest, rows: list[PainReport]) -> list[dict[str, object]]:
    """Parts that are open, each with what it means today and what is asked."""
    athlete, now, today = request.athlete, request.athlete_now, request.athlete_today
    limits, minor = dials.pain_limits_for(athlete), athlete.is_minor(today)
    reports = [mornings.as_report(row, now) for row in rows]
    return [
        {
            "part": part,
            "name": pain_words.part(part.region, part.side),
            "means": meaning(part, limits.for_region(part.region, minor), str(athlete.coach)),
            "stops": action_for(part.level, limits) is PainAction.STOP,
            "asks": pain_words.still_there(part.region, part.side) if part.asks else None,
            "lasts": is_persistent(
                [each for each in reports if each.part == (part.region, part.side)], today=today
            ),
        }
        for part in open_parts(reports, limits, now=now, under_18=minor)
    ]


def meaning(part: OpenPart, limits, coach: str) -> Sentence:
    action = action_for(part.recent or 0, limits, worse_next_morning=part.worse_next_morning)
    return pain_words.answer(PainKind.PAIN, action, coach)


@require_POST
@athlete_required
def gone(request: AthleteRequest) -> HttpResponse:
    """It is over there."""
    form = GoneForm(request.POST)
    if form.is_valid() and request.athlete.has_consent:
        readiness.close_place(
            request.athlete, **form.cleaned_data, by=request.user, now=request.athlete_now
        )
    return redirect("clients:body")


@require_POST
@athlete_required
def red_flag(request: AthleteRequest) -> HttpResponse:
    """One of the list is true; which one is neither asked nor kept."""
    if request.athlete.has_consent:
        readiness.open_red_flag(request.athlete, by=request.user, now=request.athlete_now)
    return redirect("clients:body")


@require_POST
@athlete_required
def red_flag_seen(request: AthleteRequest) -> HttpResponse:
    """A professional has looked at it."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return show(request, PlaceForm(sessions=recent_sessions(request)), form)
    if request.athlete.has_consent:
        readiness.close_red_flag(
            request.athlete, form.cleaned_data["note"], by=request.user, now=request.athlete_now
        )
    return redirect("clients:body")
