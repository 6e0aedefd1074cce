"""The mail to one athlete: what went out, what did not and why, and one more where it helps."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import access, explaining, prompting
from clients.views.desk.door import client_to_coach, client_to_read


def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every mail of the last fortnight with its reasons, hours in the athlete's own zone."""
    client, now = client_to_read(request, pk), timezone.now()
    access.note(client, request.user, "mail", today=client.today(now))
    if client.ended_on is not None:
        return redirect("admin:clients_client_change", client.pk)
    in_the_way = explaining.in_the_way(client, now)
    with timezone.override(client.zone):
        context = admin.site.each_context(request) | {
            "title": _("Mail to %(name)s") % {"name": client.name},
            "client": client,
            "is_coach_of": client.coach_id == request.user.pk,
            "in_the_way": in_the_way,
            "outlook": [] if in_the_way else explaining.outlook(client, now),
            "entries": explaining.to_athlete(client, request.user, now),
        }
        return render(request, "clients/desk/mail.html", context)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail now, because the coach asks; else the reason why nothing is sent."""
    client, now = client_to_coach(request, pk), timezone.now()
    try:
        reminder = prompting.prompt(client, by=request.user, now=now)
    except prompting.NotSent as reason:
        messages.warning(request, str(reason))
    else:
        told = _("%(name)s gets a mail about %(session)s.")
        facts = {"name": client.name, "session": reminder.session.title}
        messages.success(request, told % facts)
    return redirect("admin:clients_client_mail", client.pk)
