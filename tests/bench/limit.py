"""The limit app: the least that Django can do for the same kinds of request, beside our own addresses."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from clients.models import AccessRecord, Client


@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Session, user, one indexed SELECT, a small template."""
    client = Client.objects.filter(user=request.user).first()
    return render(request, "limit.html", {"client": client})


@login_required
def write(request: HttpRequest) -> HttpResponse:
    """Session, user, one committed INSERT."""
    AccessRecord.objects.create(
        client_id=int(request.POST["client"]),
        actor=request.user,
        what=request.POST["what"],
        day=timezone.now().date() - timedelta(days=1),
    )
    return HttpResponse("ok")


urlpatterns = [
    path("limit/read/", read),
    path("limit/write/", write),
    path("", include("coachapp.urls")),
]
