"""The check-in: five taps, or as many as somebody likes to give."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import readiness
from clients.forms.check_in import CheckInForm
from clients.models import CheckIn
from clients.rules.recovery import supportive_line
from clients.rules.recovery_words import LOW_MOOD_DAYS
from clients.views.athlete import AthleteRequest, athlete_required, no_consent
from clients.views.athlete.phone import day_of
from plans.saying import say


@athlete_required
def check_in(request: AthleteRequest) -> HttpResponse:
    """Ask, and keep what is answered. A second one on the same day corrects the first."""
    if not request.athlete.has_consent:
        return no_consent(request)
    form = CheckInForm(request.POST or None, earlier=request.athlete.day_check_in)
    if request.method == "POST" and form.is_valid() and kept(request, form):
        return redirect("clients:today")
    return render(request, "clients/check_in.html", {"form": form, "coach": request.athlete.coach})


def kept(request: AthleteRequest, form: CheckInForm) -> bool:
    athlete, now = request.athlete, request.athlete_now
    try:
        readiness.check_in(
            athlete,
            form.answers(),
            uid=form.cleaned_data["uid"],
            day=day_of(request),
            by=request.user,
            now=now,
        )
    except readiness.NothingAnswered:
        form.add_error(None, _("Nothing was tapped yet. One answer is enough; or go back."))
        return False
    kind = supportive_line(last_moods(request))
    if kind is not None:
        messages.info(request, say(kind))
    return True


def last_moods(request: AthleteRequest) -> list[int | None]:
    """The last mornings' answers, oldest first."""
    rows = CheckIn.objects.counting().filter(client=request.athlete).order_by("-day")
    return list(rows.values_list("mood", flat=True)[:LOW_MOOD_DAYS])[::-1]
