"""Why did I get this, or why not: the athlete's own mail of the last fortnight."""

from django.http import HttpResponse
from django.shortcuts import render

from clients import explaining
from clients.views.athlete.door import AthleteRequest, athlete_required


@athlete_required
def mail(request: AthleteRequest) -> HttpResponse:
    athlete, now = request.athlete, request.athlete_now
    in_the_way = explaining.in_the_way(athlete, now)
    context = {
        "in_the_way": in_the_way,
        "outlook": [] if in_the_way else explaining.outlook(athlete, now),
        "entries": explaining.to_athlete(athlete, request.user, now),
    }
    return render(request, "clients/mail.html", context)
