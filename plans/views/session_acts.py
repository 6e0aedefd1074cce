"""What a coach does with one session of a plan. What was typed is never lost: not by an error, not by a
change of tabs, and not where another window has changed or taken out the session meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans import building, picking, progressing, restoring, seen, writing
from plans.forms.line_fields import (
    LineFields,
    fields_of,
    head_of,
    read_fields,
    text_of_fields,
)
from plans.forms.session import TextForm
from plans.models import Plan, PlanSession, Prescription
from plans.rules import shorthand
from plans.rules.planned_progression import NotAStep, StepDoesNotFit
from plans.rules.prescription import Role
from plans.rules.shorthand import Problem
from plans.saying import say
from plans.views import build
from plans.views.build import Adding, Editor
from plans.views.build_acts import number_of, say_published, say_with_undo, to_page

if TYPE_CHECKING:
    from plans.admin.plan import PlanAdmin

TYPES = ("text", "fields")


def change(request: HttpRequest, plan: Plan, key: UUID, plan_admin: "PlanAdmin") -> HttpResponse:
    """Save, show the other way, move, copy or take out one session."""
    sessions = build.sessions_of(plan)
    session = next((each for each in sessions if each.key == key), None)
    do = request.POST.get("do", "text")
    if session is None:
        return _gone(request, plan, plan_admin)
    session.plan = plan
    if do in TYPES and plan.is_published:
        return _too_late(request, session, plan_admin)
    if do in TYPES:
        return _typed(request, session, plan_admin)
    acts = {"move": _move, "copy": _copy, "remove": _remove}
    if do not in acts:
        raise Http404
    try:
        return acts[do](request, session)
    except building.PlanIsPublished:
        say_published(request)
    except building.NotInPlan:
        messages.error(request, _("The plan has no such day. Nothing was changed."))
    return to_page(plan, session)


def _move(request: HttpRequest, session: PlanSession) -> HttpResponse:
    week, weekday = number_of(request.POST, "week"), number_of(request.POST, "weekday")
    step = restoring.stood(session)
    building.move_session(session, week, weekday)
    told = _("%(title)s is moved.") % {"title": session.title}
    say_with_undo(request, session.plan, told, [restoring.moved(step, session)])
    return to_page(session.plan, session)


def _copy(request: HttpRequest, session: PlanSession) -> HttpResponse:
    week, weekday = number_of(request.POST, "week"), number_of(request.POST, "weekday")
    return to_page(session.plan, building.copy_session(session, week, weekday))


def _remove(request: HttpRequest, session: PlanSession) -> HttpResponse:
    step = restoring.went(session)
    building.remove_session(session)
    told = _("%(title)s is taken out.") % {"title": session.title}
    say_with_undo(request, session.plan, told, [step])
    return to_page(session.plan)


class Typed:
    """What a form posts of a session, in either way: as text, and as fields that make the same text."""

    def __init__(self, request: HttpRequest, session: PlanSession) -> None:
        data = request.POST
        self.is_text = data.get("do") != "fields"
        self.lines: list[LineFields] = [] if self.is_text else read_fields(data)
        text, self.places = (
            (data.get("text", ""), {}) if self.is_text else text_of_fields(data, self.lines)
        )
        self.head = {} if self.is_text else head_of(data)
        said = {name: data.get(name, getattr(session, name)) for name in ("why", "instead")}
        self.form = TextForm({"text": text, **said}, names=writing.names_for(session.plan.coach))
        self.form.is_valid()

    def as_lines(self) -> bool:
        """Whether the text can be shown as fields."""
        return not self.is_text or "text" not in self.form.errors

    def editor(self, session: PlanSession, coach, tab: str) -> Editor:
        """The editor with what was typed, on the tab `tab`; a text that does not read stays a text."""
        session.why, session.instead = self.form.data["why"], self.form.data["instead"]
        editor = build.editor_of(session, tab, coach)
        said = self.form.cleaned_data.get("text")
        if tab == "text" or not self.as_lines():
            shown = self.form.data | ({"text": shorthand.print_session(said)} if said else {})
            form = TextForm(shown, names=self.form.names)
            form.full_clean()
            return replace(editor, tab="text", form=form, problems=form.problems)
        if self.is_text:
            return replace(editor, lines=fields_of(said), head=build.head_of_text(said))
        problems = self.form.problems
        return replace(
            editor,
            lines=self.lines,
            head=self.head,
            errors=self._errors(),
            problems=problems,
            wrong_places=frozenset(self.places.get(problem.line, -1) for problem in problems),
        )

    def _errors(self) -> list[str]:
        """All that is in the way, each line by the name of its exercise: nobody sees the text."""
        told = [_error_of_fields(each, self.places, self.lines) for each in self.form.problems]
        if "text" in self.form.errors and not told:
            told = [str(each) for each in self.form.errors["text"]]
        return told + [
            str(each) for name in ("why", "instead") for each in self.form.errors.get(name, ())
        ]


def _typed(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    """Save what was typed, or only show it: as the other tab, with one exercise more, or as found."""
    posted = Typed(request, session)
    shown = request.POST.get("show", "")
    typed_as = "text" if posted.is_text else "fields"
    picked = request.POST.get("pick", "")
    finds = "find" in request.POST and request.POST.get("search")
    is_stale = request.POST.get("seen", "") not in ("", seen.of_session(session))
    if not (shown in TYPES or picked or finds or is_stale) and posted.form.is_valid():
        return _save(request, session, posted, typed_as)
    stands = shorthand.print_session(writing.as_text(session)) if is_stale else ""
    now_seen = seen.of_session(session)
    editor = posted.editor(session, request.user, shown or typed_as)
    if picked:
        editor = replace(editor, lines=_with_picked(editor.lines, picked, request.user))
    asked = request.POST.get("find", "").strip()[:80]
    is_saving = not (shown or picked or finds)
    editor = replace(
        editor,
        find=asked,
        found=picking.found(request.user, asked),
        seen=now_seen if is_saving else request.POST.get("seen", now_seen),
        stands=stands if is_saving else "",
        is_unsaved=not is_saving,
        errors=editor.errors if is_saving else [],
    )
    return build.page(request, session.plan, plan_admin, editor=editor)


def _save(request: HttpRequest, session: PlanSession, posted: Typed, typed_as: str) -> HttpResponse:
    """Save what was typed and write a step of it through the later weeks: one act, and one undo for both."""
    said = posted.form.cleaned_data
    position = number_of(request.POST, "progress")
    line = session.prescriptions.filter(position=position, role=Role.EXERCISE).first()
    was = seen.of_session(session)
    back = restoring.said([session])
    building.edit_session(session, said["text"], why=said["why"], instead=said["instead"])
    session.refresh_from_db()
    told = []
    if not position or seen.of_session(session) != was:
        told.append(_("%(title)s is saved.") % {"title": session.title})
    if position:
        back += restoring.said(_later_weeks(session))
        told += _write_out(request, session, line, request.POST.get(f"step-{position}", ""))
    if told:
        steps = restoring.rewritten(session.plan, back)
        say_with_undo(request, session.plan, " ".join(told), steps)
    return to_page(session.plan, session, typed_as)


def _later_weeks(session: PlanSession) -> list[PlanSession]:
    """The same session in every week after its own."""
    same = progressing.same_sessions(session)
    return [row for week, row in same.items() if week > session.week]


def _write_out(
    request: HttpRequest, session: PlanSession, was: Prescription | None, step: str
) -> list[str]:
    """The exercise that line `was` asked for, as it is saved now, a step on in every week after this one.

    Gives what was done; what was not is said at once.
    """
    named = session.prescriptions.filter(name=was.name) if was else []
    position = min(
        (line.position for line in named), key=lambda n: abs(n - was.position), default=0
    )
    try:
        changed = progressing.write_out(session, position, step)
    except building.NotInPlan:
        messages.error(request, _("That exercise is no longer in the session."))
    except (NotAStep, StepDoesNotFit):
        messages.error(
            request, _("That step does not fit this line. Reps grow by reps, holds by seconds.")
        )
    else:
        if changed:
            told = ngettext("Written into %(n)d week.", "Written into %(n)d weeks.", changed)
            return [told % {"n": changed}]
        told = _("No later week has this exercise in a session of the same title on the same day.")
        messages.warning(request, told)
    return []


def _with_picked(lines: Sequence[LineFields], name: str, coach) -> list[LineFields]:
    """The lines and one more: the exercise with the dose that it starts with, in the last one's block."""
    line = next((each.line for each in picking.found(coach, name) if each.name == name), None)
    if line is None:
        raise Http404
    place = max((each.place for each in lines), default=-1) + 1
    said = shorthand.read_session(line, writing.names_for(coach))
    block = lines[-1].block if lines else ""
    new = LineFields.of(place, replace(said.prescriptions[0], block=block), "")
    return [*lines, replace(new, is_open=True)]


def _error_of_fields(problem: Problem, places: dict[int, int], lines: Sequence[LineFields]) -> str:
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


def _text_of(request: HttpRequest) -> str:
    """What was typed, as text, whichever way it was typed."""
    if request.POST.get("do") == "fields":
        return text_of_fields(request.POST, read_fields(request.POST))[0]
    return request.POST.get("text", "")


def _gone(request: HttpRequest, plan: Plan, plan_admin: "PlanAdmin") -> HttpResponse:
    """Another window has taken the session out: what was typed waits on its day, to be added again."""
    week, weekday = number_of(request.POST, "week"), number_of(request.POST, "weekday")
    if request.POST.get("do", "text") not in TYPES or not 1 <= weekday <= 7 or not week:
        raise Http404
    told = _("This session was taken out in another window. What you typed is kept: add it again.")
    adding = Adding(
        week=min(week, plan.weeks), weekday=weekday, text=_text_of(request), errors=(told,)
    )
    return build.page(request, plan, plan_admin, adding=adding)


def _too_late(request: HttpRequest, session: PlanSession, plan_admin: "PlanAdmin") -> HttpResponse:
    """Another window has published the plan: what was typed is shown, to be taken to the next version."""
    editor = build.editor_of(session, "text", request.user)
    editor = replace(editor, kept=_text_of(request))
    return build.page(request, session.plan, plan_admin, editor=editor)
