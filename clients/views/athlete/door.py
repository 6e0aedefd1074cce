"""Who may enter an athlete's page, and as whom."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clients import care, mornings, silences, talking, touches
from clients.models import Client, Guardian, InjuryEpisode, PainReport, words_of
from clients.views.athlete.phone import for_the_phone, is_from
from coachapp.lib import wording
from coachapp.lib.prepared import Prepared

if TYPE_CHECKING:
    from coachapp.models import User

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class AthleteRequest(HttpRequest):
    """A request with the athlete it is for, read once, and the one moment that it happens at.

    Pages read what `athlete.user` may see: who asks is the athlete, or a guardian who may read it too.
    """

    user: "User"
    athlete: Client
    athlete_now: datetime
    athlete_today: date


def athlete_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` a request with `athlete`: the open coaching of who is signed in, else the last one.

    A coach without a coaching of their own is sent to the desk, a guardian to their children; anybody else
    finds nothing. What is over can be read and not written to. The phone keeps a copy of what it reads,
    and sends what it could not send before: `clients.views.athlete.phone`.
    """

    @wraps(view)
    @login_required
    def entered(request: AthleteRequest, *args: object, **kwargs: object) -> HttpResponse:
        now = timezone.now()
        athlete = coaching_of(request.user, request.user.today(now))
        if athlete is None:
            if request.user.is_coach:
                return redirect("admin:index")
            if Guardian.objects.in_charge_of(request.user).exists():
                return redirect("clients:children")
            raise Http404
        if athlete.ended_on and request.method not in READING:
            raise Http404
        if not is_from(request, athlete):
            return HttpResponse(status=409)
        request.athlete = athlete
        wording.speak(words_of(athlete.coach))
        request.athlete_now = now
        request.athlete_today = athlete.today(now)
        return for_the_phone(request, view(request, *args, **kwargs))

    return entered


def no_consent(request: AthleteRequest) -> HttpResponse:
    """What stands where a health page would be, and whose yes it needs."""
    athlete = request.athlete
    is_young = athlete.is_minor(request.athlete_today)
    context = {"coach": athlete.coach, "is_young": is_young}
    return render(request, "clients/no_consent.html", context)


def coaching_of(user: "User", day: date, pk: int | None = None) -> Client | None:
    """The open coaching of `user`, else the one that ended last, with what every page says of `day`.

    With `pk` it is that one of their coachings.

    It carries `has_unread`, `next_care`, `open_injuries`, what `silences` asks for, `day_verdict`, `day_check_in` and
    `recent_reports`. The reports come as joined rows, one each: Today has six queries in all.
    """
    rows = list(with_day(user=user.pk, day=day, since=day - mornings.PAIN_REACHES))
    athlete = next((row for row in rows if pk in (None, row.pk)), None)
    if athlete is None:
        return None
    athlete.user = user
    # a joined row that is not there leaves no attribute
    athlete.day_verdict = getattr(athlete, "day_verdict", None)
    athlete.day_check_in = getattr(athlete, "day_check_in", None)
    reports = [getattr(row, "recent_report", None) for row in rows if row.pk == athlete.pk]
    athlete.recent_reports = [report for report in reports if report is not None]
    return athlete


def coachings_with_day(user: int, day: date, since: date) -> QuerySet[Client]:
    """The coachings of the person with that key, joined with their pain reports since `since`."""
    unread = talking.unread_for(get_user_model()(pk=user)).filter(client=OuterRef("pk"))
    return (
        mornings.known(Client.objects.filter(user=user))
        .annotate(
            **touches.marked(),
            has_unread=Exists(unread),
            next_care=care.soonest(),
            open_injuries=InjuryEpisode.objects.open_of_client(),
            **silences.columns(),
            day_verdict=FilteredRelation("verdicts", condition=Q(verdicts__day=day)),
            day_check_in=FilteredRelation(
                "check_in_rows",
                condition=Q(check_in_rows__day=day, check_in_rows__replaced_at=None),
            ),
            recent_report=FilteredRelation(
                "pain_reports",
                condition=Q(pain_reports__day__gte=since, pain_reports__kind=PainReport.Kind.PAIN),
            ),
        )
        .select_related("day_verdict", "day_check_in", "recent_report")
        .order_by(F("ended_on").desc(nulls_first=True), "recent_report__day", "recent_report__pk")
    )


with_day = Prepared(coachings_with_day, user=int, day=date, since=date)
