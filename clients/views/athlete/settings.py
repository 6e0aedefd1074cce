"""Me: mail, days that suit, away, units and zone, signing in, who sees health data and taking that back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clients.forms.settings import AwayForm, TrainingForm
from clients.forms.wishes import OF_ATHLETE, KindsForm, QuietForm, said_by
from clients.models import AccessRecord, Away, Client, Consent, Guardian
from clients.views.athlete.door import AthleteRequest, athlete_required
from coachapp.lib.numbers import whole_number

RECENT_VISITS = 20


@athlete_required
def settings(request: AthleteRequest) -> HttpResponse:
    """The page, and each of its parts by `part` in the POST."""
    part = request.POST.get("part", "") if request.method == "POST" else ""
    forms = the_forms(request, part)
    if part in SAVERS and SAVERS[part](request, forms):
        # Mail may be due at another moment now.
        Client.objects.filter(pk=request.athlete.pk).look_soon(request.athlete_now)
        messages.success(request, _("Saved."))
        return redirect("clients:settings")
    return render(request, "clients/settings.html", forms | facts(request))


def the_forms(request: AthleteRequest, part: str) -> dict:
    """Every part's form; only the one that was sent is bound."""

    def sent(name: str):
        return request.POST if part == name else None

    return {
        "mail": KindsForm(sent("mail"), kinds=OF_ATHLETE, said=said_by(request.user.wishes.all())),
        "quiet": QuietForm(sent("quiet"), user=request.user, today=request.athlete_today),
        "training": TrainingForm(sent("training"), athlete=request.athlete),
        "away": AwayForm(
            sent("away"), instance=Away(client=request.athlete), today=request.athlete_today
        ),
    }


def facts(request: AthleteRequest) -> dict:
    athlete = request.athlete
    return {
        "athlete": athlete,
        "coach": athlete.coach,
        "away_spans": athlete.away_spans.chosen().filter(to_on__gte=request.athlete_today),
        "consent": athlete.consents.given().filter(kind=Consent.Kind.HEALTH).first(),
        "is_young": athlete.is_minor(request.athlete_today),
        "guardian": athlete.guardians.current().exclude(accepted_at=None).first(),
        "is_guardian": Guardian.objects.in_charge_of(request.user).exists(),
        "visits": AccessRecord.objects.visible_to(request.user)
        .filter(client=athlete)
        .select_related("actor")
        .order_by("-day")[:RECENT_VISITS],
    }


def save_mail(request: AthleteRequest, forms: dict) -> bool:
    if not forms["mail"].is_valid():
        return False
    with transaction.atomic():
        forms["mail"].save(request.user)
    return True


def save_quiet(request: AthleteRequest, forms: dict) -> bool:
    if not forms["quiet"].is_valid():
        return False
    forms["quiet"].save()
    return True


def save_training(request: AthleteRequest, forms: dict) -> bool:
    if not forms["training"].is_valid():
        return False
    with transaction.atomic():
        forms["training"].save()
    return True


def save_away(request: AthleteRequest, forms: dict) -> bool:
    if not forms["away"].is_valid():
        return False
    span = forms["away"].save(commit=False)
    span.entered_by = request.user
    span.save()
    return True


def end_away(request: AthleteRequest, forms: dict) -> bool:
    pk = whole_number(request.POST.get("span", "")) or 0
    get_object_or_404(request.athlete.away_spans.chosen(), pk=pk).delete()
    return True


SAVERS = {
    "mail": save_mail,
    "quiet": save_quiet,
    "training": save_training,
    "away": save_away,
    "end_away": end_away,
}
