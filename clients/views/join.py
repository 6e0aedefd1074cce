"""From the invitation's link to the first Today: who sees what, date of birth, signing in, the two agreements."""

from datetime import datetime
from typing import TYPE_CHECKING

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
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from clients import guarding, inviting
from clients.forms.intake import IntakeForm
from clients.forms.join import (
    BornForm,
    GuardianForm,
    JoinForm,
    PlaceForm,
    SignInForm,
    YoungJoinForm,
)
from clients.models import Client, Intake, Invitation
from clients.views.athlete.door import AthleteRequest, athlete_required

if TYPE_CHECKING:
    from coachapp.models import User


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """First the date of birth, then the rest; only the last POST uses the invitation up."""
    if limited := ratelimit.consume_or_429(request, action="join", limit_get=True):
        return limited
    now = timezone.now()
    try:
        invitation = inviting.find(token, now=now)
    except tuple(GONE) as why:
        return gone(request, why)
    if has_account(invitation.email) and not is_invited(request, invitation.email):
        return render(
            request, "clients/join/known.html", {"invitation": invitation, "next": request.path}
        )
    if inviting.waits_for_guardian(invitation.client, now):
        return waiting(request, invitation, now)
    if invitation.client.is_minor(invitation.client.today(now)):
        form = YoungJoinForm(request.POST or None)
        return last_step(request, invitation, form)
    return from_date_of_birth(request, invitation, now)


def from_date_of_birth(request: HttpRequest, invitation: Invitation, now: datetime) -> HttpResponse:
    """The date alone, then what is asked of an adult, or the guardian's name of who is under 18."""
    client = invitation.client
    today, sent = client.today(now), request.POST or None
    first = BornForm(sent, today=today, initial={"born_on": client.born_on})
    if first.is_valid() and first.is_young:
        return name_guardian(request, invitation, now)
    if "how" in request.POST:
        return last_step(request, invitation, JoinForm(sent, today=today))
    if first.is_valid():
        form = JoinForm(today=today, initial=first.cleaned_data)
        return last_step(request, invitation, form)
    return render(request, "clients/join/born.html", {"invitation": invitation, "form": first})


def last_step(request: HttpRequest, invitation: Invitation, form: SignInForm) -> HttpResponse:
    """How to sign in and what to agree to; then the place is theirs."""
    if form.is_bound and form.is_valid():
        try:
            return accepted(request, invitation, form)
        except inviting.AlreadyCoached:
            form.add_error(
                None, _("You have a coach here already. Leave that coach first, under Me.")
            )
        except inviting.InvitationUsed as why:
            return gone(request, why)
    guardian = invitation.client.guardians.agreed().first()
    context = {"invitation": invitation, "form": form, "guardian": guardian}
    return render(request, "clients/join/join.html", context)


def waiting(request: HttpRequest, invitation: Invitation, now: datetime) -> HttpResponse:
    """Under 18: who has been asked, and how it stands."""
    guardian = invitation.client.guardians.current().first()
    if guardian is None or "guardian_email" in request.POST:
        return name_guardian(request, invitation, now)
    context = {
        "invitation": invitation,
        "guardian": guardian,
        "is_open": guardian.is_waiting(now),
        "form": GuardianForm(),
    }
    return render(request, "clients/join/waiting.html", context)


def name_guardian(request: HttpRequest, invitation: Invitation, now: datetime) -> HttpResponse:
    """Whom to write to. Of the child nothing is kept, also not the date of birth."""
    sent = request.POST if "guardian_email" in request.POST else None
    form = GuardianForm(sent)
    if form.is_valid():
        said = form.cleaned_data
        person = guarding.Person(said["guardian_name"], said["guardian_email"])
        try:
            guarding.ask(invitation.client, person, by=None, now=now)
        except guarding.NotAnotherAdult:
            form.add_error("guardian_email", NOT_ANOTHER_ADULT)
        except guarding.AskedTooOften:
            form.add_error(None, _("That were many letters. Please talk to your coach."))
        else:
            return redirect(request.path)
    context = {
        "invitation": invitation,
        "form": form,
        "born_on": request.POST.get("born_on", ""),
    }
    return render(request, "clients/join/young.html", context)


NOT_ANOTHER_ADULT = gettext_lazy(
    "This is your own address or your coach's. It has to be another adult's."
)
GONE = {
    inviting.InvitationUnknown: ("unknown", 404),
    inviting.InvitationUsed: ("used", 410),
    inviting.InvitationExpired: ("expired", 410),
}


def gone(request: HttpRequest, why: Exception) -> HttpResponse:
    """A link that leads nowhere any more: why, and whom to ask."""
    word, status = GONE[type(why)]
    return render(request, "clients/join/gone.html", {"why": word}, status=status)


def has_account(email: str) -> bool:
    return get_user_model().objects.filter(email__iexact=email).exists()


def is_invited(request: HttpRequest, email: str) -> bool:
    """Whether who is signed in is the one whom the letter was written to."""
    signed_in = request.user
    return signed_in.is_authenticated and signed_in.email.lower() == email.lower()


def accepted(request: HttpRequest, invitation: Invitation, form: SignInForm) -> HttpResponse:
    """Account, place and agreements in one transaction; the letter proved the address, so it is verified."""
    answers, client = form.cleaned_data, invitation.client
    with transaction.atomic():
        user = (
            request.user
            if is_invited(request, invitation.email)
            else new_person(invitation.email, client.name, client.coach, form)
        )
        inviting.accept(
            invitation,
            user,
            born_on=answers.get("born_on", client.born_on),
            health=answers.get("health", False),
            now=timezone.now(),
        )
    return let_in(request, user, reverse("clients:join_place"))


def let_in(request: HttpRequest, user: "User", url: str) -> HttpResponse:
    """Signed in, and on to `url`."""
    if request.user.is_authenticated:
        return redirect(url)
    return perform_login(request, user, email=user.email, redirect_url=url)


def new_person(email: str, name: str, coach: "User", form: SignInForm) -> "User":
    """An account at an address that a letter has proved, in the coach's zone until they say otherwise."""
    user = get_user_model().objects.create_user(
        email,
        form.chosen_password(),
        name=name,
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
