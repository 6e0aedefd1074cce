"""The inbox: what came in, one log at a time. One key says "seen", one line answers."""

from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clients import inbox as work
from clients import talking
from clients.forms.coaching import AnswerForm
from clients.models import SessionLog
from clients.views.desk.acts import FIX_IT
from coachapp.lib.numbers import whole_number
from plans.saying import say


def inbox(request: HttpRequest) -> HttpResponse:
    """The stack, and the log that the address names; the first one where it names none."""
    return _page(request, code_of(request.GET.get("log", "")))


def _page(request: HttpRequest, code: UUID | None, line: str = "") -> HttpResponse:
    everything = "all" in (request.POST if request.method == "POST" else request.GET)
    logs = work.logs_of(request.user, timezone.now(), seen=everything)
    opened = next((log for log in logs if log.session.code == code), None)
    if opened is None and code is not None:
        opened = _elsewhere(request, code)
    opened = opened or next(iter(logs), None)
    asked = request.GET.get("say", "")
    article = work.open_log(opened, request.user) if opened else None
    chosen = whole_number(asked)
    if article and chosen is not None and chosen < len(article.answers):
        line = say(article.answers[chosen])
    context = {
        "logs": logs,
        "everything": everything,
        "opened": article,
        "unseen": sum(log.seen_at is None for log in logs),
        "quiet": [log for log in logs if log.seen_at is None and work.is_quiet(log)],
        "theirs": [log for log in logs if opened and _is_theirs(log, opened)],
        "next": work.after(logs, opened.session.code) if opened else None,
        "before": work.after(logs[::-1], opened.session.code) if opened else None,
        "line": line,
        "uid": uuid4(),
    }
    if request.htmx:
        context["said"] = [str(message) for message in get_messages(request)]
        return render(request, "clients/desk/_inbox.html", context)
    context |= admin.site.each_context(request) | {"title": _("Inbox")}
    return render(request, "clients/desk/inbox.html", context)


def _elsewhere(request: HttpRequest, code: UUID) -> SessionLog:
    """A log that no longer stands in the stack: seen meanwhile, or a while ago. Else 404."""
    rows = SessionLog.objects.visible_to(request.user).filter(client__coach=request.user)
    return get_object_or_404(rows.select_related("session", "client"), session__code=code)


def _is_theirs(log: SessionLog, opened: SessionLog) -> bool:
    return log.seen_at is None and log.client_id == opened.client_id


def code_of(typed: str) -> UUID | None:
    """The code that an address names; None for none. Else 404."""
    try:
        return UUID(typed) if typed else None
    except ValueError:
        raise Http404 from None


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """These logs are seen: one, an athlete's, or the quiet ones; those that the page has shown."""
    now = timezone.now()
    codes = [code for typed in request.POST.getlist("log") if (code := code_of(typed))]
    logs = work.logs_of(request.user, now, seen="all" in request.POST)
    here = code_of(request.POST.get("here", "")) or next(iter(codes), None)
    follows = work.after(logs, here, codes) if here in codes else None
    count = work.mark_seen(request.user, codes, now)
    if count:
        messages.success(request, ngettext("%d log is seen.", "%d logs are seen.", count) % count)
    return _go_on(request, follows.session.code if follows else None if here in codes else here)


@require_POST
def answer(request: HttpRequest, code: UUID) -> HttpResponse:
    """One line about one session. It is sent, the log is seen, and the next one opens."""
    log, now = _elsewhere(request, code), timezone.now()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors.get("body", [FIX_IT])[0])
        return _page(request, code, line=request.POST.get("body", ""))
    logs = work.logs_of(request.user, now, seen="all" in request.POST)
    follows = work.after(logs, code, [code])
    said = form.cleaned_data
    talking.write(
        log.client, request.user, said["body"], uid=said["uid"], now=now, session=log.session
    )
    work.mark_seen(request.user, [code], now)
    messages.success(request, _("Sent to %(name)s.") % {"name": log.client.name})
    return _go_on(request, follows.session.code if follows else None)


def _go_on(request: HttpRequest, code: UUID | None) -> HttpResponse:
    if request.htmx:
        return _page(request, code)
    asked = {"log": str(code)} if code else {}
    if "all" in request.POST:
        asked["all"] = ""
    return redirect(reverse("admin:inbox", query=asked))
