"""How close the week board stands: one line a session, or cards. Each coach's choice holds everywhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clients import house_rules
from clients.models import CoachProfile
from clients.views.desk.board import group_of, monday_of, to_week

Density = CoachProfile.Density


@require_POST
def density(request: HttpRequest) -> HttpResponse:
    """Choose it; the board opens anew on the same week."""
    chosen = request.POST.get("density")
    if chosen not in Density.values:
        raise Http404
    house_rules.keep_density(request.user, Density(chosen))
    return to_week(monday_of(request, timezone.now()), group=group_of(request))
