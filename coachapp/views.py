"""Doors that belong to nobody in particular: the front page, health, and failures."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from clients.models import Client, Guardian
from coachapp.celery import app as worker_app
from coachapp.lib.middleware import is_outage, outage_page
from coachapp.models import User


def home(request: HttpRequest) -> HttpResponse:
    """Who is signed in goes to their place; everybody else reads what this is."""
    if not request.user.is_authenticated:
        return render(request, "site/home.html", {"shows_mail": settings.SHOWS_MAIL})
    if request.user.is_coach or request.user.is_superuser:
        return redirect("admin:index")
    if not has_place(request.user):
        return render(request, "site/no_place.html")
    return redirect("clients:today")


def has_place(user: User) -> bool:
    """Whether `user` is or was coached, or is a guardian. Who was one until somebody else was asked has none."""
    is_athlete = Client.objects.filter(user=user).exists()
    return is_athlete or Guardian.objects.in_charge_of(user).exists()


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: this process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: the database and the broker answer. 503 names the one that does not."""
    parts = {"database": database_answers(), "broker": broker_answers()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  whatever the driver raises, the answer is no
        return False
    return True


def broker_answers() -> bool:
    try:
        with worker_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1)
    except Exception:  # noqa: BLE001  whatever the transport raises, the answer is no
        return False
    return True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key was too old or missing: say that nothing was saved and how to go on."""
    return render(request, "site/csrf.html", {"title": _("Please send that once more")}, status=403)


def not_taken(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refused before any page has read it: too large, or not what a browser sends."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return render(request, "400.html", {"is_too_much": too_much}, status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """What nobody has caught: an outage says so, also while finding out who is asking; the rest is our mistake."""
    error = sys.exc_info()[1]
    return outage_page(error) if is_outage(error) else server_error(request)
