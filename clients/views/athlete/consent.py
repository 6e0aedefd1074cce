"""Health data: what it is, who can see it, and the athlete's own yes or no, apart from everything else."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from clients import access, inviting
from clients.models import Consent
from clients.views.athlete.door import AthleteRequest, athlete_required

HEALTH = Consent.Kind.HEALTH


class YesForm(forms.Form):
    """One box, never ticked beforehand."""

    agrees = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Nothing has changed: the box was not ticked. That is fine too."
            )
        }
    )


@athlete_required
@require_http_methods(["GET", "POST"])
def consent(request: AthleteRequest) -> HttpResponse:
    """A GET explains; a POST with the box ticked agrees, and one with `take_back` withdraws."""
    athlete = request.athlete
    is_young = athlete.is_minor(request.athlete_today)
    agrees = request.method == "POST" and "take_back" not in request.POST
    form = YesForm(request.POST if agrees else None)
    if agrees and is_young:
        raise Http404  # under 18 only the guardian can
    if agrees and form.is_valid():
        inviting.give_consent(athlete, HEALTH, by=request.user, now=request.athlete_now)
        messages.success(request, _("Saved. You can take it back here at any time."))
        return redirect("clients:consent")
    if "take_back" in request.POST:
        inviting.withdraw_consent(athlete, HEALTH, now=request.athlete_now)
        messages.success(request, _("Taken back. Nothing about your health is asked or used now."))
        return redirect("clients:consent")
    said = athlete.consents.filter(kind=HEALTH).select_related("entered_by").order_by("-given_at")
    context = {
        "form": form,
        "coach": athlete.coach,
        "is_young": is_young,
        "said": said,
        "stands": next((each for each in said if each.withdrawn_at is None), None),
        "seers": access.who_sees(athlete),
    }
    return render(request, "clients/consent.html", context)
