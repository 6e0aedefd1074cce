"""The coach's word on what comes next: a step of an exercise, a stage on the way back to running."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clients import readiness, returning, stepping
from clients.known import known_of
from clients.models import Client
from clients.rules.readiness import State
from clients.stepping import Body
from clients.views.desk.adapt import number, send_page
from clients.views.desk.door import client_to_coach, go_on
from plans.rules.asking import Known
from plans.rules.return_to_run import Move

STRENGTH, RETURN = "#steps", "#return"


def body_of(known: Known, state: State) -> Body:
    """What keeps everything from being raised today."""
    return Body(
        is_red=state is State.STOP, sore=frozenset(part.region for part in known.sore_parts)
    )


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: the sessions ahead ask for the next step, or everything stays."""
    client, now = client_to_coach(request, pk), timezone.now()
    today = client.today(now)
    known = known_of([client], today={client.pk: today})[client.pk]
    body = body_of(known, readiness.of_day(client, today, now).state)
    asked = number(request.POST.get("exercise")), number(request.POST.get("log"))
    try:
        if request.POST.get("answer") == "accept":
            drafts = stepping.accept(client, *asked, body, by=request.user, now=now)
            messages.success(request, told(client, drafts))
        else:
            stepping.decline(client, *asked, body, by=request.user, now=now)
            messages.success(request, _("It stays as it is, until something new is logged."))
    except stepping.NothingSuggested:
        messages.info(request, _("Something has changed since. This is what the log says now."))
    return go_on(request, client, STRENGTH)


def told(client: Client, drafts: list) -> str:
    if not drafts:
        return _("Noted. No session ahead asks for it yet.")
    words = ngettext(
        "%(n)d session ahead is changed, as a draft.",
        "%(n)d sessions ahead are changed, as drafts.",
        len(drafts),
    ) % {"n": len(drafts)}
    first = min(draft.day for draft in drafts)
    return format_html(
        '{} <a href="{}">{}</a>', words, send_page(client, first), _("Look at them and send")
    )


@require_POST
def return_to_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Start, next, repeat, back, or off the ladder."""
    client, do = client_to_coach(request, pk), request.POST.get("do", "")
    if do == "start":
        row = returning.start(client, by=request.user)
    elif do == "leave":
        row = returning.leave(client, by=request.user)
    elif do in set(Move):
        try:
            row = returning.step(client, Move(do), by=request.user)
        except returning.NotOnTheLadder:
            messages.error(request, _("%(name)s is not on the ladder.") % {"name": client.name})
            return go_on(request, client, RETURN)
    else:
        messages.error(request, _("Please choose one of the buttons."))
        return go_on(request, client, RETURN)
    if row.stage is None:
        messages.success(request, _("Off the ladder: return runs show no stage any more."))
    else:
        facts = {"n": row.stage, "name": client.name}
        messages.success(request, _("%(name)s sees stage %(n)d on the next return run.") % facts)
    return go_on(request, client, RETURN)
