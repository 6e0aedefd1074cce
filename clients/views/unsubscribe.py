"""Leaving works without signing in: the page for a person, the POST for a mail program (RFC 8058)."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clients import returns
from clients.models import Wish
from coachapp.lib import links
from coachapp.lib.tokens import opened_by_token


@opened_by_token
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks; a POST stops this kind of mail, or all of it. A forged link changes nothing."""
    try:
        code, kind = links.read_unsubscribe(token)
    except links.DeadLink:
        return render(request, "clients/unsubscribe.html", {"is_forged": True}, status=404)
    user = get_user_model().objects.filter(code=code).first()
    wanted = links.EVERYTHING if request.POST.get("kind") == links.EVERYTHING else kind
    context = {"kind": dict(Wish.Kind.choices).get(kind), "is_done": request.method == "POST"}
    if request.method == "POST" and user:
        returns.switch_off(user, Wish.Kind.values if wanted == links.EVERYTHING else [wanted])
    return render(request, "clients/unsubscribe.html", context)
