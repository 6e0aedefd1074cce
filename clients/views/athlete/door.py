"""Who may enter an athlete's page, and as whom."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clients import care, mornings, talking
from clients.models import Client, PainReport

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
        now = timezone.now()
        athlete = coaching_of(request.user, request.user.today(now))
        if athlete is None:
            if request.user.is_coach:
                return redirect("admin:index")
            raise Http404
        if athlete.ended_on and request.method not in READING:
            raise Http404
        request.athlete = athlete
        request.athlete_now = now
        request.athlete_today = athlete.today(now)
        return view(request, *args, **kwargs)

    return entered


def coaching_of(user: "User", day: date) -> Client | None:
    """The open coaching of `user`, else the one that ended last, with what every page says of `day`.

    It carries `has_unread`, `next_care`, `day_verdict`, `day_check_in` and `recent_reports`. The reports come as
    joined rows, one each: Today has six queries in all.
    """
    rows = list(with_day(Client.objects.filter(user=user), user, day))
    if not rows:
        return None
    athlete = rows[0]
    athlete.user = user
    # a joined row that is not there leaves no attribute
    athlete.day_verdict = getattr(athlete, "day_verdict", None)
    athlete.day_check_in = getattr(athlete, "day_check_in", None)
    reports = [getattr(row, "recent_report", None) for row in rows if row.pk == athlete.pk]
    athlete.recent_reports = [report for report in reports if report is not None]
    return athlete


def with_day(clients: QuerySet[Client], user: "User", day: date) -> QuerySet[Client]:
    unread = talking.unread_for(user).filter(client=OuterRef("pk"))
    return (
        mornings.known(clients)
        .annotate(
            has_unread=Exists(unread),
            next_care=care.soonest(),
            day_verdict=FilteredRelation("verdicts", condition=Q(verdicts__day=day)),
            day_check_in=FilteredRelation(
                "check_in_rows",
                condition=Q(check_in_rows__day=day, check_in_rows__replaced_at=None),
            ),
            recent_report=FilteredRelation(
                "pain_reports",
                condition=Q(
                    pain_reports__day__gte=day - mornings.PAIN_REACHES,
                    pain_reports__kind=PainReport.Kind.PAIN,
                ),
            ),
        )
        .select_related("day_verdict", "day_check_in", "recent_report")
        .order_by(F("ended_on").desc(nulls_first=True), "recent_report__day", "recent_report__pk")
    )
