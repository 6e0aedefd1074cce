"""What a coach does with an exercise or a treatment besides changing its words: archive, bring back, merge."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans import tidying
from plans.tidying import Item

if TYPE_CHECKING:
    from plans.admin.library import TidyAdmin


def tidy(request: HttpRequest, item: Item, item_admin: "TidyAdmin") -> HttpResponse:
    """The page of one's own: how often it is used, and what can be done about it."""
    if item.coach_id != request.user.pk:
        raise Http404
    others = type(item).objects.owned_by(request.user).exclude(pk=item.pk).order_by("name")
    if request.method == "POST":
        _act(request, item, others)
        return redirect(item_admin.tidy_url(item))
    goes = _other(others, request.GET.get("other", ""))
    context = item_admin.admin_site.each_context(request) | {
        "title": item.name,
        "opts": item_admin.opts,
        "item": item,
        "uses": tidying.uses_of([item])[item.pk],
        "others": others,
        "goes": goes,
        "goes_uses": tidying.uses_of([goes]).get(goes.pk, 0) if goes else 0,
        "words": tidying.words_of(goes) if goes else (),
    }
    return render(request, "plans/tidy.html", context)


def _act(request: HttpRequest, item: Item, others: QuerySet) -> None:
    what, name = request.POST.get("do"), item.name
    if what == "archive":
        tidying.archive(item, now=timezone.now())
        told = _("%(name)s is archived. What has it keeps it.")
        messages.success(request, told % {"name": name})
    elif what == "back":
        tidying.bring_back(item)
        messages.success(request, _("%(name)s is offered again.") % {"name": name})
    elif what == "merge":
        goes = _other(others, request.POST.get("other", ""))
        if goes is None:
            messages.error(request, _("Choose the one that becomes part of this one."))
        else:
            _merge(request, item, goes)


def _other(others: QuerySet, typed: str) -> Item | None:
    """The one that the form names; None for none of the coach's own."""
    return others.filter(pk=typed).first() if typed.isdecimal() and len(typed) < 19 else None


def _merge(request: HttpRequest, stays: Item, goes: Item) -> None:
    try:
        count = tidying.merge(stays, goes)
    except tidying.BothRun:
        told = _("Somebody has a rhythm for both. End one of them first; nothing was changed.")
        messages.error(request, told)
        return
    told = ngettext(
        "%(goes)s is %(stays)s now, in %(count)d line.",
        "%(goes)s is %(stays)s now, in %(count)d lines.",
        count,
    )
    messages.success(request, told % {"goes": goes.name, "stays": stays.name, "count": count})
