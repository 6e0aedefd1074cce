"""What a coach does in the builder. Each act is a POST; what was typed is kept where it cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coachapp.lib.typed import too_long
from plans import building, pasting, publishing, restoring, seen, shelf
from plans.forms.session import said_of
from plans.models import Plan, PlanSession, PlanWeek
from plans.restoring import Step
from plans.rules import sheet, sheet_layout
from plans.rules.sheet_layout import Block
from plans.rules.shorthand import ShorthandError
from plans.views import build
from plans.views.build import Naming, Pasting

if TYPE_CHECKING:
    from plans.admin.plan import PlanAdmin


ACROSS = {"across": True, "down": False}
"""Whether the weeks of a sheet stand side by side, by the word of the form; else as its headings say."""
LONGEST_WEEK_TITLE = PlanWeek._meta.get_field("title").max_length


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
    """Add a week as a copy of the last or of another, move or take one out."""
    number, what = number_of(request.POST, "week"), request.POST.get("do")
    if not _is_as_seen(plan, number, request.POST.get("seen", "")):
        told = _(
            "Week %(number)d has changed in another window. Nothing was done: look at it first."
        )
        messages.error(request, told % {"number": number})
        return to_page(plan)
    try:
        if what == "add":
            building.add_week(plan, number or None)
        elif what == "remove":
            _remove_week(request, plan, number)
        elif what == "move":
            _move_week(request, plan, number, number_of(request.POST, "to"))
    except building.NoRoomForWeek:
        messages.error(request, _("A plan has 1 to 60 weeks."))
    except building.PlanIsPublished:
        say_published(request)
    except building.NotInPlan:
        raise Http404 from None
    return to_page(plan)


def name_week(request: HttpRequest, plan: Plan, plan_admin: "PlanAdmin") -> HttpResponse:
    """Say what a week is. What is not taken stands where it was typed, and why beside it."""
    number = number_of(request.POST, "week")
    if not number:
        raise Http404
    title, lighter = request.POST.get("title", "").strip(), "lighter" in request.POST
    error = _why_not_named(plan, number, title, request.POST.get("seen", ""))
    if not error:
        building.name_week(plan, number, title=title, lighter=lighter)
        return to_page(plan)
    naming = Naming(number=number, title=title, lighter=lighter, error=error)
    return build.page(request, plan, plan_admin, naming=naming)


def _why_not_named(plan: Plan, number: int, title: str, stamp: str) -> str:
    if plan.is_published:
        return _(
            "Not saved: this version is published and does not change. What you typed is kept here: "
            "copy it, write the next version, and name the week there."
        )
    if number > plan.weeks:
        return _("This week was taken out in another window. What you typed is kept here.")
    if not _is_as_seen(plan, number, stamp):
        return _(
            "This week has changed in another window. What you typed is kept here and not saved: "
            "look at the week, then save again."
        )
    if len(title) > LONGEST_WEEK_TITLE:
        return too_long(title, LONGEST_WEEK_TITLE)
    return ""


def _remove_week(request: HttpRequest, plan: Plan, number: int) -> None:
    step = restoring.week_went(plan, number)
    building.remove_week(plan, number)
    told = _("Week %(number)d is taken out.") % {"number": number}
    say_with_undo(request, plan, told, [step])


def _move_week(request: HttpRequest, plan: Plan, number: int, to: int) -> None:
    building.move_week(plan, number, to)
    told = _("Week %(number)d is moved.") % {"number": number}
    say_with_undo(request, plan, told, [restoring.week_moved(plan, number, to)])


def say_with_undo(request: HttpRequest, plan: Plan, told: str, steps: Sequence[Step]) -> None:
    """Say what was done, with the button that undoes it beside it."""
    build.last_act.remember(request, steps, timezone.now(), plan)
    messages.success(request, told, extra_tags=build.UNDO)


def undo(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Take the last act back, if it is the one that the button stood beside."""
    kept = build.last_act.taken(request, request.POST.get("key", ""))
    steps = kept["steps"] if kept and kept["about"] == plan.pk else []
    try:
        count = restoring.take_back(plan, steps)
    except building.PlanIsPublished:
        say_published(request)
    except building.NoRoomForWeek:
        messages.error(request, _("A plan has 1 to 60 weeks."))
    else:
        if count:
            messages.success(request, _("Undone. It is as it was before."))
        else:
            messages.warning(request, _("Nothing to undo: it was changed meanwhile."))
    return to_page(plan)


def _is_as_seen(plan: Plan, number: int, stamp: str) -> bool:
    """Whether the week is the one that the page showed. Without a stamp nothing was promised."""
    if not stamp:
        return True
    week = plan.plan_weeks.filter(number=number).first()
    return stamp == seen.of_week(week, plan.sessions.filter(week=number))


def paste(request: HttpRequest, plan: Plan, plan_admin: "PlanAdmin") -> HttpResponse:
    """A block from a spreadsheet, from one week on: placed, or only looked at.

    What is not taken stays in its box.
    """
    typed = Pasting(
        request.POST.get("sheet", ""), number_of(request.POST, "first"), request.POST.get("way", "")
    )
    try:
        block = sheet_layout.read(typed.sheet, across=ACROSS.get(typed.way))
        if request.POST.get("do") == "look":
            return build.page(request, plan, plan_admin, pasting=_look(plan, block, typed))
        outcome = pasting.paste(plan, block.weeks, typed.first)
    except building.PlanIsPublished:
        return build.page(request, plan, plan_admin, pasting=typed)
    except ValueError as error:
        pasting_again = replace(typed, error=_not_pasted(error))
        return build.page(request, plan, plan_admin, pasting=pasting_again)
    say_with_undo(request, plan, _pasted(outcome), [restoring.came(outcome)])
    return to_page(plan)


def _look(plan: Plan, block: Block, typed: Pasting) -> Pasting:
    """What would become of the block. Raises as `pasting.paste`; nothing is written."""
    added = building.room_wanted(plan, typed.first, typed.first + len(block.weeks) - 1)
    cells = pasting.read(plan, block.weeks, typed.first)
    if not cells:
        raise building.NothingTyped
    parts = [_("Nothing is placed yet.")]
    if not typed.way and block.is_across:
        parts.append(_("Its weeks stand side by side."))
    if not typed.way and not block.is_named and len(block.weeks) == sheet.DAYS:
        parts.append(_("Each row was read as a week. Are they days? Choose “weeks across”."))
    if notes := sum(cell.is_note for cell in cells):
        parts.append(_as_notes(notes, len(cells)))
    if added:
        told = ngettext("%(n)d week will be added.", "%(n)d weeks will be added.", added)
        parts.append(told % {"n": added})
    titles = pasting.titles_for(plan, block.weeks, typed.first)
    return replace(typed, rows=build.rows_of_block(cells, titles), told=" ".join(parts))


def _as_notes(notes: int, cells: int) -> str:
    told = ngettext(
        "Read as a note: %(notes)d of %(n)d cell.",
        "Read as a note: %(notes)d of %(n)d cells.",
        cells,
    )
    return told % {"notes": notes, "n": cells}


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
        parts.append(_as_notes(outcome.notes, outcome.cells))
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
        told = (
            _(
                "Not added: this version is published and does not change. What you typed is kept here: "
                "copy it, write the next version, and add it there."
            ),
        )
        return build.page(request, plan, plan_admin, adding=replace(adding, text=text, errors=told))
    return to_page(plan, session)
