"""From the invitation's link to the first Today: who sees what, date of birth, signing in, the two agreements."""

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from clients import inviting
from clients.forms.intake import IntakeForm
from clients.forms.join import JoinForm, PlaceForm
from clients.models import Client, Intake, Invitation
from clients.views.athlete.door import AthleteRequest, athlete_required


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """One page; only its POST uses the invitation up."""
    if limited := ratelimit.consume_or_429(request, action="join", limit_get=True):
        return limited
    now = timezone.now()
    try:
        invitation = inviting.find(token, now=now)
    except tuple(GONE) as why:
        return gone(request, why)
    if has_account(invitation) and not is_invited(request, invitation):
        return render(
            request, "clients/join/known.html", {"invitation": invitation, "next": request.path}
        )
    form = JoinForm(request.POST or None, today=invitation.client.today(now))
    if request.method == "POST" and form.is_valid():
        try:
            return accepted(request, invitation, form)
        except inviting.AlreadyCoached:
            form.add_error(
                None, _("You have a coach here already. Leave that coach first, under Me.")
            )
        except inviting.InvitationUsed as why:
            return gone(request, why)
    return render(request, "clients/join/join.html", {"invitation": invitation, "form": form})


GONE = {
    inviting.InvitationUnknown: ("unknown", 404),
    inviting.InvitationUsed: ("used", 410),
    inviting.InvitationExpired: ("expired", 410),
}


def gone(request: HttpRequest, why: Exception) -> HttpResponse:
    """A link that leads nowhere any more: why, and whom to ask."""
    word, status = GONE[type(why)]
    return render(request, "clients/join/gone.html", {"why": word}, status=status)


def has_account(invitation: Invitation) -> bool:
    return get_user_model().objects.filter(email__iexact=invitation.email).exists()


def is_invited(request: HttpRequest, invitation: Invitation) -> bool:
    """Whether who is signed in is the one whom the letter was written to."""
    signed_in = request.user
    return signed_in.is_authenticated and signed_in.email.lower() == invitation.email.lower()


def accepted(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    """Account, place and agreements in one transaction; the letter proved the address, so it is verified."""
    answers = form.cleaned_data
    with transaction.atomic():
        user = request.user if is_invited(request, invitation) else new_person(invitation, answers)
        inviting.accept(
            invitation,
            user,
            born_on=answers["born_on"],
            health=answers["health"],
            now=timezone.now(),
        )
    if request.user.is_authenticated:
        return redirect("clients:join_place")
    return perform_login(
        request, user, email=user.email, redirect_url=reverse("clients:join_place")
    )


def new_person(invitation: Invitation, answers: dict):
    password = answers["password"] if answers["how"] == JoinForm.PASSWORD else None
    coach = invitation.client.coach
    user = get_user_model().objects.create_user(
        invitation.email,
        password,
        name=invitation.client.name,
        time_zone=coach.time_zone,
        units=coach.units,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@athlete_required
def join_place(request: AthleteRequest) -> HttpResponse:
    """Zone, units, days that suit: right after joining."""
    form = PlaceForm(request.POST or None, athlete=request.athlete)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
        Client.objects.filter(pk=request.athlete.pk).look_soon(request.athlete_now)
        return redirect("clients:intake")
    return render(
        request, "clients/join/place.html", {"form": form, "coach": request.athlete.coach}
    )


@athlete_required
def intake(request: AthleteRequest) -> HttpResponse:
    """The eight questions and the one health question; every one may stay empty, and all can be changed later."""
    athlete = request.athlete
    row = Intake.objects.filter(client=athlete).first() or Intake(client=athlete)
    form = IntakeForm(
        request.POST or None,
        instance=row,
        today=request.athlete_today,
        with_health=athlete.has_consent,
    )
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.entered_by = request.user
        row.save()
        messages.success(request, _("Thank you. Your plan can fit now."))
        return redirect("clients:today")
    return render(request, "clients/join/intake.html", {"form": form, "coach": athlete.coach})
