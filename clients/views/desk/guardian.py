"""Who answers for a client under 18: writing again, asking somebody else, a second adult."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clients import guarding
from clients.forms.coaching import SecondAdultForm
from clients.forms.join import GuardianForm
from clients.models import Client
from clients.views.desk import refused
from clients.views.desk.acts import FIX_IT
from clients.views.desk.door import client_to_coach, go_on

PART = "guardian"
ANCHOR = f"#{PART}"
LOOK = gettext_lazy("Nothing was saved: what is missing is said at the field.")
NOT_ANOTHER = {
    "ask": gettext_lazy("That is %(name)s's own address or yours. It has to be another adult's."),
    "second_adult": gettext_lazy(
        "That is %(name)s's own address, the guardian's or yours. It has to be another adult's."
    ),
}


@require_POST
def guardian(request: HttpRequest, pk: int) -> HttpResponse:
    """One of three acts, by `part`; told in one sentence."""
    client = client_to_coach(request, pk)
    said, part = "", request.POST.get("part", "")
    act = ACTS.get(part)
    try:
        said = act(request, client) if act else None
    except guarding.NotAnotherAdult:
        messages.error(request, NOT_ANOTHER[part] % {"name": client.name})
    else:
        if said:
            messages.success(request, said)
        else:
            messages.error(request, LOOK if part in NOT_ANOTHER else FIX_IT)
    return go_on(request, client, ANCHOR) if said else refused.back(request, client, PART)


def again(request: HttpRequest, client: Client) -> str:
    """A fresh letter, where there is no yes yet."""
    row = client.guardians.current().filter(accepted_at=None).first()
    if row is None:
        return ""
    guarding.resend(row, now=timezone.now())
    return _("A fresh letter goes to %(email)s.") % {"email": row.email}


def ask(request: HttpRequest, client: Client) -> str:
    """Another guardian; what the one before had agreed to is over."""
    form = GuardianForm(request.POST)
    if not form.is_valid():
        return ""
    said = form.cleaned_data
    person = guarding.Person(said["guardian_name"], said["guardian_email"])
    guarding.ask(client, person, by=request.user, now=timezone.now())
    return _("%(name)s gets a letter.") % {"name": person.name}


def second_adult(request: HttpRequest, client: Client) -> str:
    """One more address for the copies, or none."""
    form, row = SecondAdultForm(request.POST), client.guardians.current().first()
    if row is None or not form.is_valid():
        return ""
    guarding.set_second_adult(row, form.cleaned_data["second_adult"])
    return _("Saved.")


ACTS = {"again": again, "ask": ask, "second_adult": second_adult}
