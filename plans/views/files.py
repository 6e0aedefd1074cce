"""A plan as a text file: taken away, and read into a new draft."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from plans import building, filing
from plans.forms.session import said_of
from plans.models import Plan
from plans.rules.text_file import UnreadableText
from plans.saying import say

if TYPE_CHECKING:
    from plans.admin.plan import PlanAdmin

EXAMPLE = """\
plan: Faster over 5 km
slug: faster
audience: improver

[hills]
kind: hills
  # Power hills
  effort 6, 42 min, hard
  4 x 8 s hill @ 6 %, rest 120 s

week 1: Find the rhythm
  Tue hills
"""


def export(plan: Plan) -> HttpResponse:
    """The plan as a file that `import` reads."""
    return HttpResponse(
        filing.as_text(plan),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filing.file_name(plan)}"'},
    )


def take_in(request: HttpRequest, plan_admin: "PlanAdmin") -> HttpResponse:
    """The page; a POST reads what was pasted, else the file. What cannot be read stays in the box."""
    text, errors = "", []
    if request.method == "POST":
        text, errors = _typed(request)
        if not errors:
            plan, errors = _read(text, request)
            if plan is not None:
                told = _("%(title)s is here as a draft: look it over, then publish it.")
                messages.success(request, told % {"title": plan.title})
                return redirect("admin:plans_plan_build", plan.pk)
    context = plan_admin.admin_site.each_context(request) | {
        "title": _("Read a plan from a text file"),
        "opts": plan_admin.opts,
        "text": text,
        "example": EXAMPLE,
        "errors": errors,
    }
    return render(request, "plans/import.html", context)


def _typed(request: HttpRequest) -> tuple[str, list[str]]:
    file, text = request.FILES.get("file"), request.POST.get("text", "")
    if text.strip():
        return text.replace("\r\n", "\n"), []
    if file is None:
        return "", [_("Choose a file, or paste the text of one.")]
    if file.size > filing.LONGEST_FILE:
        return "", [_("This file is larger than 1 MB, so it is hardly a plan.")]
    try:
        return file.read().decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError:
        return "", [_("This is no text file in UTF-8. Save it as plain text and try again.")]


def _read(text: str, request: HttpRequest) -> tuple[Plan | None, list[str]]:
    try:
        return filing.take_in(text, request.user), []
    except UnreadableText as error:
        told = _("Line %(line)d: %(words)s")
        return None, [told % {"line": error.line, "words": say(error.sentence)}]
    except filing.BlockNotRead as error:
        told = _("In the session [%(name)s], which begins in line %(line)d: %(words)s")
        facts = {"name": error.block.slug, "line": error.block.line}
        return None, [told % {**facts, "words": said_of(each)} for each in error.error.problems]
    except building.NoRoomForWeek as error:
        told = _("A plan has 1 to 60 weeks; this file has %(count)s.")
        return None, [told % {"count": error.args[0]}]
