"""Me: mail, days that suit, away, units and zone, signing in, who sees health data and taking that back."""

from datetime import time

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clients import inviting
from clients.forms.settings import AwayForm, MailForm, TrainingForm
from clients.models import AccessRecord, Away, Client, Consent
from clients.views.athlete.door import AthleteRequest, athlete_required

MORNING_AT = time(7, 0)
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
        "mail": MailForm(sent("mail"), wishes=request.user.wishes.all(), usual_at=MORNING_AT),
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
        "away_spans": athlete.away_spans.filter(to_on__gte=request.athlete_today),
        "consent": athlete.consents.given().filter(kind=Consent.Kind.HEALTH).first(),
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
    pk = request.POST.get("span", "")
    get_object_or_404(request.athlete.away_spans, pk=pk if pk.isdigit() else 0).delete()
    return True


def give_consent(request: AthleteRequest, forms: dict) -> bool:
    inviting.give_consent(request.athlete, Consent.Kind.HEALTH, now=request.athlete_now)
    return True


def withdraw_consent(request: AthleteRequest, forms: dict) -> bool:
    inviting.withdraw_consent(request.athlete, Consent.Kind.HEALTH, now=request.athlete_now)
    return True


SAVERS = {
    "mail": save_mail,
    "training": save_training,
    "away": save_away,
    "end_away": end_away,
    "give_consent": give_consent,
    "withdraw_consent": withdraw_consent,
}
