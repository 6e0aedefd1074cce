"""Elsewhere: the clock of another place until a day, or home again at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import travelling
from clients.forms.travel import TravelForm
from clients.views.athlete.door import AthleteRequest, athlete_required


@athlete_required
def travel(request: AthleteRequest) -> HttpResponse:
    """`?zone=` is what the phone says of itself."""
    user, now = request.user, request.athlete_now
    if request.method == "POST" and request.POST.get("part") == "home":
        travelling.come_home(user, now=now)
        messages.success(request, _("Welcome back."))
        return redirect("clients:today")
    zone = request.GET.get("zone", user.time_zone)
    form = TravelForm(request.POST or None, zone=zone, today=request.athlete_today)
    if request.method == "POST" and form.is_valid() and is_used(request, form):
        messages.success(request, _("Your days and your mail follow the clock there."))
        return redirect("clients:today")
    return render(request, "clients/travel.html", {"form": form, "coach": request.athlete.coach})


def is_used(request: AthleteRequest, form: TravelForm) -> bool:
    said = form.cleaned_data
    try:
        travelling.use(request.user, said["zone"], said["last_on"], now=request.athlete_now)
    except travelling.NotAZone:
        form.add_error("zone", _("That is the time you have now. Choose where you are."))
    except travelling.NotADay:
        form.add_error("last_on", _("Choose a day from today on, a year at most."))
    return not form.errors
