"""The athlete ends the coaching: asked once, and what was done stays theirs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import leaving
from clients.views.athlete.door import AthleteRequest, athlete_required


@athlete_required
def leave(request: AthleteRequest) -> HttpResponse:
    """A GET asks, a POST leaves. Who has left reads what was, and another coach may ask them in."""
    if request.athlete.ended_on:
        return redirect("clients:today")
    coach = request.athlete.coach
    if request.method == "POST":
        leaving.archive(request.athlete, by=request.user, now=request.athlete_now)
        messages.success(
            request,
            _("You have left %(coach)s. What you did stays here, to read and to take along.")
            % {"coach": coach},
        )
        return redirect("clients:today")
    return render(request, "clients/leave.html", {"coach": coach})
