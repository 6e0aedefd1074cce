"""The athlete's own races: entered, changed and taken out in plain forms, with the goal and what came of it."""

from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients import racing, scheduling, talking
from clients.forms.own_race import OwnRaceForm
from clients.models import Race
from clients.views.athlete.door import AthleteRequest, athlete_required
from coachapp.lib.numbers import whole_number
from plans.rules import paces

MOST_RUN = 20


@athlete_required
def races(request: AthleteRequest) -> HttpResponse:
    """The page, and each of its forms: the race that is named in the POST, or a new one."""
    if request.method != "POST":
        return page(request, None)
    race = race_of(request)
    if race is not None and request.POST.get("do") == "remove":
        return take_out(request, race)
    form = OwnRaceForm(request.POST, today=request.athlete_today, race=race)
    if form.is_valid() and is_saved(request, form):
        return redirect("clients:races")
    return page(request, form)


def race_of(request: AthleteRequest) -> Race | None:
    """The race that the form names; 404 where it is not theirs."""
    named = request.POST.get("race", "")
    if not named:
        return None
    rows = Race.objects.visible_to(request.user).filter(client=request.athlete)
    return get_object_or_404(rows, pk=whole_number(named) or 0)


def page(request: AthleteRequest, bound: OwnRaceForm | None) -> HttpResponse:
    """Every race with its form; `bound` is the one that could not be saved."""
    today = request.athlete_today
    rows = list(
        Race.objects.visible_to(request.user)
        .filter(client=request.athlete)
        .prefetch_related("sessions__log")
    )

    def form_of(race: Race | None) -> OwnRaceForm:
        is_bound = bound is not None and bound.race == race
        return bound if bound and is_bound else OwnRaceForm(today=today, race=race)

    ahead = [race for race in rows if race.day >= today]
    run = [race for race in reversed(rows) if race.day < today][:MOST_RUN]
    context = {
        "coach": request.athlete.coach,
        "ahead": [(race, form_of(race), log_of(race)) for race in ahead],
        "run": [(race, form_of(race), log_of(race)) for race in run],
        "new": form_of(None),
    }
    return render(request, "clients/races.html", context)


def log_of(race: Race) -> object | None:
    """The session whose log says how it went; a race that has one is changed there."""
    logged = (each for each in race.sessions.all() if hasattr(each, "log"))
    return next(logged, None)


def is_saved(request: AthleteRequest, form: OwnRaceForm) -> bool:
    """Keep what the form says and tell the coach; what cannot be is said in the form."""
    try:
        with transaction.atomic():
            save(request, form)
    except scheduling.DayHasPassed:
        form.add_error("day", _("It was still to come. Choose today or a later day."))
    except scheduling.TooFarAhead:
        form.add_error("day", _("That is more than two years ahead. Choose an earlier day."))
    except racing.AlreadyEntered:
        form.add_error("name", _("This race is on that day already."))
    except racing.RaceIsRun:
        form.add_error(None, _("It has a log: change it there."))
    return not form.errors


def save(request: AthleteRequest, form: OwnRaceForm) -> None:
    athlete, now, today = request.athlete, request.athlete_now, request.athlete_today
    entry, race = form.entry(), form.race
    if race is None and entry.day < today:
        race = racing.enter_run(athlete, entry, by=request.user, now=now)
    elif race is None:
        race = racing.enter(athlete, entry, by=request.user, now=now).race
    elif race.day <= today and entry.day <= today:
        racing.correct_run(race, entry, now=now)
    else:
        racing.change(race, entry, by=request.user, now=now)
    result_s = form.cleaned_data["result_s"]
    if race.result_s != result_s:
        for_paces = form.cleaned_data["use_for_paces"]
        racing.keep_result(race, result_s, for_paces=for_paces, by=request.user)
    tell(request, told(race))
    messages.success(request, _("Saved. %(coach)s has a note of it.") % {"coach": athlete.coach})


def take_out(request: AthleteRequest, race: Race) -> HttpResponse:
    words = _("%(race)s is off my calendar.") % {"race": race.name}
    try:
        with transaction.atomic():
            racing.take_out(race, by=request.user, now=request.athlete_now)
            tell(request, words)
    except racing.RaceIsRun:
        messages.error(request, _("It has a log: change it there."))
    else:
        messages.success(request, _("%(race)s is off your calendar.") % {"race": race.name})
    return redirect("clients:races")


def told(race: Race) -> str:
    """The race in one line, as the coach reads it in the thread."""
    facts = {"race": race.name, "day": date_format(race.day, "D j M Y"), "priority": race.priority}
    words = _("%(race)s, %(day)s, %(priority)s race.") % facts
    if race.result_s:
        return f"{words} " + _("My time: %(time)s.") % {"time": paces.clock(race.result_s)}
    if race.goal_s:
        return f"{words} " + _("My goal: %(time)s.") % {"time": paces.clock(race.goal_s)}
    return words


def tell(request: AthleteRequest, words: str) -> None:
    """A note to the coach in the athlete's name, as the page says it will be."""
    talking.write(request.athlete, request.user, words, uid=uuid4(), now=request.athlete_now)
