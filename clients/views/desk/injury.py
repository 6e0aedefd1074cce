"""Injuries of one client: the coach opens one, changes it, closes it, and says that a part is over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import injuries, mornings, readiness
from clients.forms.body import EpisodeForm, StandForm
from clients.forms.place import GoneForm
from clients.models import Client, InjuryEpisode
from clients.views.desk import refused
from clients.views.desk.acts import FIX_IT
from clients.views.desk.door import client_to_coach, go_on
from plans.saying import say

HERE = "#injuries"


def agreed(request: HttpRequest, pk: int) -> tuple[Client, bool]:
    """The client whom this person coaches, and whether they have agreed to health data."""
    found = client_to_coach(request, pk)
    client = mornings.known(Client.objects.filter(pk=found.pk)).get()
    if not client.has_consent:
        messages.error(
            request, _("%(name)s has not agreed to health data.") % {"name": client.name}
        )
    return client, client.has_consent


@require_POST
def open_episode(request: HttpRequest, pk: int) -> HttpResponse:
    """A new injury, with what is ruled out meanwhile."""
    client, has_agreed = agreed(request, pk)
    if not has_agreed:
        return go_on(request, client, HERE)
    form = EpisodeForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Say where it is, which side, and since when. Nothing was saved.")
        )
        return refused.back(request, client, "injuries")
    try:
        row = injuries.start(
            client,
            form.episode(),
            form.cleaned_data["phase"],
            by=request.user,
            now=timezone.now(),
        )
    except injuries.OpenAlready:
        messages.error(request, _("That part has an open injury: change that one."))
    except injuries.NotYet:
        messages.error(request, _("That day has not come yet. Choose today or an earlier one."))
    else:
        messages.success(request, _("Open: %(part)s.") % {"part": say(row.part)})
    return go_on(request, client, HERE)


@require_POST
def change_episode(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an open injury stands now, or that it is over."""
    client, has_agreed = agreed(request, pk)
    rows = InjuryEpisode.objects.visible_to(request.user).filter(client=client, closed_on=None)
    episode = get_object_or_404(rows, pk=number_of(request))
    if not has_agreed:
        return go_on(request, client, HERE)
    part = {"part": say(episode.part)}
    if request.POST.get("do") == "close":
        injuries.close(episode, by=request.user, today=client.today(timezone.now()))
        messages.success(request, _("Closed: %(part)s.") % part)
        return go_on(request, client, HERE)
    form = StandForm(request.POST)
    if form.is_valid():
        injuries.change(episode, form.cleaned_data["phase"], form.cleaned_data["restrictions"])
        messages.success(request, _("Changed: %(part)s.") % part)
    else:
        messages.error(request, FIX_IT)
    return go_on(request, client, HERE)


def number_of(request: HttpRequest) -> int:
    """The number of the injury as the form posts it; 0, which is none, for anything else."""
    typed = request.POST.get("episode", "")
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


@require_POST
def close_place(request: HttpRequest, pk: int) -> HttpResponse:
    """The coach says that it is over at one part."""
    client, has_agreed = agreed(request, pk)
    form = GoneForm(request.POST)
    if has_agreed and form.is_valid():
        readiness.close_place(client, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("Noted as over."))
    elif has_agreed:
        messages.error(request, FIX_IT)
    return go_on(request, client, "#pain")
