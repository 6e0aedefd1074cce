"""Who may enter an athlete's page, and as whom."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clients import talking
from clients.models import Client

if TYPE_CHECKING:
    from coachapp.models import User

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class AthleteRequest(HttpRequest):
    """A request with the athlete it is for, read once, and the one moment that it happens at."""

    user: "User"
    athlete: Client
    athlete_now: datetime
    athlete_today: date


def athlete_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` a request with `athlete`: the open coaching of who is signed in, else the last one.

    A coach without a coaching of their own is sent to the desk; anybody else finds nothing. What is
    over can be read and not written to.
    """

    @wraps(view)
    @login_required
    def entered(request: AthleteRequest, *args: object, **kwargs: object) -> HttpResponse:
        athlete = coaching_of(request.user)
        if athlete is None:
            if request.user.is_coach:
                return redirect("admin:index")
            raise Http404
        if athlete.ended_on and request.method not in READING:
            raise Http404
        request.athlete = athlete
        request.athlete_now = timezone.now()
        request.athlete_today = athlete.today(request.athlete_now)
        return view(request, *args, **kwargs)

    return entered


def coaching_of(user: "User") -> Client | None:
    """The open coaching of `user`, else the one that ended last, with whether a note is unread."""
    unread = talking.unread_for(user).filter(client=OuterRef("pk"))
    athlete = (
        Client.objects.filter(user=user)
        .select_related("coach__coach_profile")
        .annotate(has_unread=Exists(unread))
        .order_by(F("ended_on").desc(nulls_first=True))
        .first()
    )
    if athlete is not None:
        athlete.user = user
    return athlete
