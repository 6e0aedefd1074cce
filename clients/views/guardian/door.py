"""Who may read a child's pages."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients import guarding
from clients.models import Guardian, words_of
from clients.views.athlete.door import AthleteRequest, coaching_of
from coachapp.lib import wording


class GuardianRequest(AthleteRequest):
    """`athlete` is the child; `guardian` is the row that lets `user` read."""

    guardian: Guardian


def child_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give an athlete's `view` the child with the code `child`, to be read and nothing else.

    Anybody but the guardian of today finds nothing: a former one, and who was it until an 18th birthday.
    """

    @wraps(view)
    @login_required
    @require_safe
    def entered(
        request: GuardianRequest, child: UUID, *args: object, **kwargs: object
    ) -> HttpResponse:
        now = timezone.now()
        guardian = guardian_or_404(request, child)
        if guardian.client.user is None:
            raise Http404
        today = guardian.client.today(now)
        request.athlete = coaching_of(guardian.client.user, today, guardian.client_id)
        wording.speak(words_of(request.athlete.coach))
        request.athlete_now, request.athlete_today = now, today
        request.guardian = guardian
        return view(request, *args, **kwargs)

    return entered


def guardian_or_404(request: AthleteRequest, child: UUID) -> Guardian:
    guardian = guarding.guardian_for(request.user, child, timezone.now())
    if guardian is None:
        raise Http404
    return guardian
