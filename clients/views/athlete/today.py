from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from clients.views.athlete import AthleteRequest, athlete_required


@athlete_required
def today(request: AthleteRequest, day: date | None = None) -> HttpResponse:
    return render(request, "clients/today.html", {})
