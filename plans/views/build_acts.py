"""What a coach does in the builder. Each act is a POST; what was typed is kept where it cannot be read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans import building, pasting, progressing, publishing, shelf, writing
from plans.forms.line_fields import read_fields, text_of_fields
from plans.forms.session import TextForm, said_of
from plans.models import Plan, PlanSession
from plans.rules import sheet, shorthand
from plans.rules.planned_progression import NotAStep, StepDoesNotFit
from plans.rules.shorthand import ShorthandError
from plans.saying import say
from plans.views import build
from plans.views.build import Pasting

if TYPE_CHECKING:
    from plans.admin.plan import PlanAdmin


def writable(plan: Plan, user) -> Plan:
    """The plan, where it is this coach's own; nobody writes in somebody else's. Else 404."""
    if plan.coach_id != user.pk:
        raise Http404
    return plan


def to_page(plan: Plan, session: PlanSession | None = None, tab: str = "") -> HttpResponse:
    url = reverse("admin:plans_plan_build", args=[plan.pk])
    if session is not None:
        url += f"?session={session.key}{f'&tab={tab}' if tab else ''}#editor"
    return redirect(url)


def publish(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        publishing.publish(plan, now=timezone.now())
    except publishing.PlanIsEmpty:
        messages.error(request, _("There is no session in this plan yet. Add one, then publish."))
    else:
        messages.success(
            request,
            _("Version %(number)d of %(title)s is published. It can be assigned now.")
            % {"number": plan.number, "title": plan.title},
        )
    return to_page(plan)


def change_weeks(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Add a week as a copy of the last or of another, move or take one out, or say what one is."""
    number, what = number_of(request.POST, "week"), request.POST.get("do")
    try:
        if what == "add":
            building.add_week(plan, number or None)
        elif what == "remove":
            building.remove_week(plan, number)
        elif what == "move":
            building.move_week(plan, number, number_of(request.POST, "to"))
        else:
            title = request.POST.get("title", "").strip()[:80]
            building.name_week(plan, number, title=title, lighter="lighter" in request.POST)
    except building.NoRoomForWeek:
        messages.error(request, _("A plan has 1 to 60 weeks."))
    except building.PlanIsPublished:
        say_published(request)
    except building.NotInPlan:
        raise Http404 from None
    return to_page(plan)


def paste(request: HttpRequest, plan: Plan, plan_admin: "PlanAdmin") -> HttpResponse:
    """A block from a spreadsheet, from one week on. What is not taken stays in its box."""
    pasted, first = request.POST.get("sheet", ""), number_of(request.POST, "first")
    try:
        outcome = pasting.paste(plan, sheet.weeks_of(pasted), first)
    except building.PlanIsPublished:
        say_published(request)
        return to_page(plan)
    except ValueError as error:
        told = _not_pasted(error)
        return build.page(request, plan, plan_admin, pasting=Pasting(pasted, first, told))
    messages.success(request, _pasted(outcome))
    return to_page(plan)


def _not_pasted(error: Exception) -> str:
    """Why a block was not taken. Raises the error again where it is none of ours."""
    if isinstance(error, sheet.NotAWeekAcross):
        told = _("That block has %(count)d columns; a week has seven, Monday to Sunday.")
        return told % {"count": error.columns}
    if isinstance(error, sheet.TooManyWeeks | building.NoRoomForWeek):
        told = _("A plan has at most 60 weeks, and this block would make it %(count)s.")
        return told % {"count": error.args[0]}
    if isinstance(error, building.NotInPlan):
        return _("The plan has no such week. Choose where the block begins.")
    if isinstance(error, building.NothingTyped):
        return _("Nothing to place yet: copy the cells in your spreadsheet and paste them here.")
    if isinstance(error, pasting.CellTooLong):
        told = _("One cell of week %(week)s holds more than 10,000 letters.")
        return told % {"week": error.week}
    raise error


def _pasted(outcome: pasting.Pasted) -> str:
    told = ngettext("%(n)d cell is in the plan.", "%(n)d cells are in the plan.", outcome.cells)
    parts = [told % {"n": outcome.cells}]
    if outcome.notes:
        told = ngettext(
            "Read as a note: %(notes)d of %(n)d cell.",
            "Read as a note: %(notes)d of %(n)d cells.",
            outcome.cells,
        )
        parts.append(told % {"notes": outcome.notes, "n": outcome.cells})
    if outcome.weeks_added:
        told = ngettext("%(n)d week was added.", "%(n)d weeks were added.", outcome.weeks_added)
        parts.append(told % {"n": outcome.weeks_added})
    return " ".join(parts)


def say_published(request: HttpRequest) -> None:
    messages.error(
        request, _("This version is published and does not change. Write a new version of it.")
    )


def number_of(data: Mapping[str, str], name: str) -> int:
    """A small number of the form; 0 where there is none."""
    typed = data.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 4 else 0


def add(request: HttpRequest, plan: Plan, plan_admin: "PlanAdmin") -> HttpResponse:
    """A session on a day: typed, from the shelf, or one exercise with the dose it starts with."""
    place = f"{number_of(request.POST, 'week')}-{number_of(request.POST, 'weekday')}"
    adding, text = build.adding_at(plan, place), request.POST.get("text", "")
    block = shelf.sessions().get(request.POST.get("block", ""))
    try:
        if block is not None:
            session = building.add_block(plan, adding.week, adding.weekday, block)
        else:
            session = building.add_session(plan, adding.week, adding.weekday, text)
    except ShorthandError as error:
        told = tuple(said_of(problem) for problem in error.problems)
        return build.page(request, plan, plan_admin, adding=replace(adding, text=text, errors=told))
    except building.NothingTyped:
        told = (_("Type a line, such as “40 min easy”, or take a session from the shelf."),)
        return build.page(request, plan, plan_admin, adding=replace(adding, errors=told))
    except building.PlanIsPublished:
        say_published(request)
        return to_page(plan)
    return to_page(plan, session)


def change(request: HttpRequest, plan: Plan, key: UUID, plan_admin: "PlanAdmin") -> HttpResponse:
    """Save, move, copy or take out one session."""
    session = build.found(build.sessions_of(plan), key)
    session.plan = plan
    acts = {"move": _move, "copy": _copy, "remove": _remove, "fields": _save_fields}
    acts["progress"] = _progress
    act = acts.get(request.POST.get("do", ""), _save_text)
    try:
        return act(request, session, plan_admin)
    except building.PlanIsPublished:
        say_published(request)
    except building.NotInPlan:
        messages.error(request, _("The plan has no such day. Nothing was changed."))
    return to_page(plan, session)


def _move(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    week, weekday = number_of(request.POST, "week"), number_of(request.POST, "weekday")
    building.move_session(session, week, weekday)
    return to_page(session.plan, session)


def _copy(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    week, weekday = number_of(request.POST, "week"), number_of(request.POST, "weekday")
    return to_page(session.plan, building.copy_session(session, week, weekday))


def _remove(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    building.remove_session(session)
    messages.success(request, _("%(title)s is taken out.") % {"title": session.title})
    return to_page(session.plan)


def _progress(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    """One exercise, a step on in every week after this one."""
    try:
        changed = progressing.write_out(
            session, number_of(request.POST, "line"), request.POST.get("step", "")
        )
    except (NotAStep, StepDoesNotFit):
        messages.error(
            request, _("That step does not fit this line. Reps grow by reps, holds by seconds.")
        )
    else:
        messages.success(
            request,
            ngettext("Written into %(n)d week.", "Written into %(n)d weeks.", changed)
            % {"n": changed},
        )
    return to_page(session.plan, session)


def _save_text(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    form = TextForm(request.POST, names=writing.names_for(session.plan.coach))
    if not form.is_valid():
        editor = build.editor_of(session, "text", request.user, form)
        return build.page(request, session.plan, plan_admin, editor=editor)
    building.edit_session(
        session,
        form.cleaned_data["text"],
        why=form.cleaned_data["why"],
        instead=form.cleaned_data["instead"],
    )
    return _saved(request, session, "text")


def _save_fields(
    request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin"
) -> HttpResponse:
    lines = read_fields(request.POST)
    text, places = text_of_fields(request.POST, lines)
    try:
        said = shorthand.read_session(text, writing.names_for(session.plan.coach))
    except ShorthandError as error:
        editor = replace(
            build.editor_of(session, "fields", request.user),
            lines=lines,
            head={**request.POST.dict()},
            errors=[_error_of_fields(problem, places, lines) for problem in error.problems],
            wrong_places=frozenset(places.get(problem.line, -1) for problem in error.problems),
        )
        return build.page(request, session.plan, plan_admin, editor=editor)
    building.edit_session(session, said, why=request.POST.get("why", "")[:1000])
    return _saved(request, session, "fields")


def _error_of_fields(problem, places: dict[int, int], lines: list) -> str:
    """The problem with the name of the exercise instead of a line of text that nobody sees."""
    place = places.get(problem.line)
    name = next((line.name or line.line for line in lines if line.place == place), "")
    told = f"{name}: {say(problem.sentence)}" if name else say(problem.sentence)
    if not problem.nearest:
        return told
    return _("%(told)s Did you mean %(names)s?") % {
        "told": told,
        "names": ", ".join(problem.nearest),
    }


def _saved(request: HttpRequest, session: PlanSession, tab: str) -> HttpResponse:
    messages.success(request, _("%(title)s is saved.") % {"title": session.title})
    return to_page(session.plan, session, tab)
