"""A session or a week is taken along, then put down: in this plan or in another one of the coach's own."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from plans import building, carrying, restoring
from plans.carrying import Carried
from plans.models import Plan
from plans.restoring import Step
from plans.views.build import KEPT
from plans.views.build_acts import number_of, say_published, say_with_undo


def take(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Take along the session or the week that is named; let go of all where none is."""
    key, week = request.POST.get("key", ""), number_of(request.POST, "week")
    if not key and not week:
        request.session.pop(KEPT, None)
        return _to(plan)
    moves = request.POST.get("do") == "move"
    try:
        kept = carrying.kept(plan, key=str(UUID(key)) if key else "", week=week, moves=moves)
    except ValueError:  # no such session or week, or no key at all
        raise Http404 from None
    request.session[KEPT] = kept
    return _to(plan, "choose")


def put(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Put it down on a day, or a week behind a week. What moves is put down once, a copy as often as wanted."""
    held = carrying.found(request.session.get(KEPT), request.user)
    place = ""
    try:
        if held is None:
            raise carrying.NothingCarried
        place, step = _put(request, held, plan)
    except carrying.NothingCarried:
        request.session.pop(KEPT, None)
        told = _("What you took along has changed since or is gone. Nothing was put down.")
        messages.error(request, told)
    except building.NoRoomForWeek:
        messages.error(request, _("A plan has 1 to 60 weeks."))
    except building.PlanIsPublished:
        say_published(request)
    except building.NotInPlan:
        messages.error(request, _("The plan has no such day. Nothing was changed."))
    else:
        _tell(request, held, plan, step)
    return _to(plan, place)


def _put(request: HttpRequest, held: Carried, plan: Plan) -> tuple[str, Step]:
    """Put it down; gives the place on the page, and what undoes it where it moved. Raises as `carrying`."""
    if held.session is None:
        number = carrying.put_week(held, plan, number_of(request.POST, "after"))
        return f"w{number}", restoring.week_moved(plan, held.week, number)
    step = restoring.stood(held.session)
    session = carrying.put_session(held, plan, *_day(request.POST.get("at", "")))
    return f"d{session.week}-{session.weekday}", restoring.moved(step, session)


def _day(at: str) -> tuple[int, int]:
    """The week and weekday of "2-3"; a day that no plan has where it reads otherwise."""
    week, _, weekday = at.partition("-")
    if not (week.isdecimal() and weekday.isdecimal() and len(at) < 6):
        raise building.NotInPlan(0, 0)
    return int(week), int(weekday)


def _tell(request: HttpRequest, held: Carried, plan: Plan, step: Step) -> None:
    """Say what was done; what has moved is let go of, and stands beside its undo."""
    what = {"what": name_of(held)}
    if held.moves_in(plan):
        request.session.pop(KEPT, None)
        say_with_undo(request, plan, _("%(what)s is moved.") % what, [step])
    else:
        messages.success(request, _("%(what)s is copied.") % what)


def name_of(held: Carried) -> str:
    """What is carried, in a word."""
    if held.session is not None:
        return held.session.title
    return _("Week %(number)d") % {"number": held.week}


def _to(plan: Plan, place: str = "") -> HttpResponse:
    url = reverse("admin:plans_plan_build", args=[plan.pk])
    return redirect(f"{url}#{place}" if place else url)
