"""Treatment: what is due, what is booked, what was done, and the question that comes before hands-on work."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import care
from clients.forms.care import BookingForm
from clients.models import ScheduledSession, Treatment
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import own_sessions
from plans.models import Modality
from plans.rules.kinds import Kind
from plans.saying import formatted

MOST_SHOWN = 20


@athlete_required
def treatments(request: AthleteRequest) -> HttpResponse:
    """Rhythms, appointments and visits; a POST books."""
    athlete, today = request.athlete, request.athlete_today
    offered = Modality.objects.visible_to(athlete.coach).current()
    if athlete.has_hands_on_block:
        offered = offered.filter(hands_on=False)
    form = BookingForm(request.POST or None, offered=offered, today=today)
    if request.method == "POST" and form.is_valid() and booked(request, form):
        return redirect("clients:treatments")
    return render(
        request,
        "clients/treatments.html",
        {
            "lines": care.lines(athlete, today),
            "form": form,
            "booked": appointments(request, today),
            "done": Treatment.objects.visible_to(request.user)
            .filter(client=athlete)
            .select_related("modality")[:MOST_SHOWN],
            "coach": athlete.coach,
        },
    )


def appointments(request: AthleteRequest, today: date) -> list[ScheduledSession]:
    rows = own_sessions(request).open().filter(kind=Kind.TREATMENT, day__gte=today)
    return list(rows.in_order())


def booked(request: AthleteRequest, form: BookingForm) -> bool:
    """Booked, or False with what to ask first."""
    try:
        session = care.book(
            request.athlete, form.booking(), by=request.user, now=request.athlete_now
        )
    except care.HandsOnIsBlocked:
        form.add_error("modality", _("Ask a health professional first. Nothing is booked."))
        return False
    except care.BookedAlready:
        form.add_error("day", _("That is booked already: it stands above."))
        return False
    messages.success(
        request,
        _("%(title)s on %(day)s is in your plan.")
        % {"title": session.title, "day": formatted(session.day)},
    )
    return True


@require_POST
@athlete_required
def hands_on_block(request: AthleteRequest) -> HttpResponse:
    """One of the list is true; which one is neither asked nor kept."""
    if request.athlete.has_consent:
        care.block_hands_on(request.athlete, by=request.user, today=request.athlete_today)
    return redirect("clients:treatments")


@require_POST
@athlete_required
def hands_on_cleared(request: AthleteRequest) -> HttpResponse:
    """A health professional has been asked."""
    if request.athlete.has_consent:
        care.lift_block(request.athlete, now=request.athlete_now)
    return redirect("clients:treatments")
