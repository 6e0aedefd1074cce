"""What a form of the client's page held when it was refused: the page shows it once more, to be put right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict

from clients.models import Client

KEPT_AS = "desk_refused"
LONGEST = 20_000
"""Letters of one field that are kept."""


def back(request: HttpRequest, client: Client, part: str) -> HttpResponse:
    """To the `part` of the client's page that the form stands in, with what was typed into it."""
    typed = {name: request.POST.getlist(name) for name in request.POST}
    typed.pop("csrfmiddlewaretoken", None)
    cut = {name: [value[:LONGEST] for value in values] for name, values in typed.items()}
    request.session[KEPT_AS] = {"client": client.pk, "part": part, "typed": cut}
    response = redirect("admin:clients_client_overview", client.pk)
    response["Location"] += f"#{part}"
    return response


def typed_before(request: HttpRequest, client: Client) -> dict[str, MultiValueDict]:
    """What was typed, by the part of the page; empty where nothing was refused. It is forgotten with this."""
    kept = request.session.get(KEPT_AS)
    if kept is None or kept["client"] != client.pk:
        return {}
    del request.session[KEPT_AS]
    return {kept["part"]: MultiValueDict(kept["typed"])}
