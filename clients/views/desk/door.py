"""Whose page a coach may open. A stranger's client is one that does not exist."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from clients.models import Client, words_of
from coachapp.lib import wording

LOOKS = ("look", "tick")
"""Names of the buttons that change nothing."""


def client_to_read(request: HttpRequest, pk: int) -> Client:
    """The coach's client, or any for the operator; never somebody's own record at a colleague's. Else 404."""
    rows = Client.objects.visible_to(request.user).select_related("user", "coach__coach_profile")
    if not request.user.is_superuser:
        rows = rows.filter(coach=request.user)
    client = get_object_or_404(rows, pk=pk)
    speak_as_coach_of([client])
    return client


def client_to_coach(request: HttpRequest, pk: int) -> Client:
    """An open client whom this person coaches. Else 404: nobody acts in a coach's name."""
    rows = Client.objects.coached_by(request.user).select_related("user", "coach")
    return get_object_or_404(rows, pk=pk)


def speak_as_coach_of(people: Sequence[Client]) -> None:
    """The coach of `people` came along with them: their words take no query of their own."""
    if people:
        wording.speak(words_of(people[0].coach))


def go_on(request: HttpRequest, client: Client, anchor: str = "") -> HttpResponse:
    """Back to where the form said, if that is a place of ours, else to the client's page."""
    asked = request.POST.get("next", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return redirect(asked)
    response = redirect("admin:clients_client_overview", client.pk)
    response["Location"] += anchor
    return response


def is_a_look(request: HttpRequest) -> bool:
    """Whether a form's button only asks to see what would happen."""
    return request.method == "POST" and not request.POST.keys().isdisjoint(LOOKS)


def to_look(request: HttpRequest) -> HttpResponse:
    """The page with what was typed in its address, which can be loaded again. A form's token has no place there."""
    typed = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "look"):
        typed.pop(name, None)
    return redirect(f"{request.path}?{typed.urlencode()}")
