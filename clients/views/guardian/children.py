"""A guardian's first page: each child, and what the guardian has agreed to."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients import guarding, inviting
from clients.models import Client, Consent, Guardian
from clients.views.guardian.door import guardian_or_404

HEALTH = Consent.Kind.HEALTH


@login_required
@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """One card a child; a line for each who is grown up since. Somebody who is nobody's guardian finds nothing."""
    now = timezone.now()
    rows, grown_up = (
        guarding.children_of(request.user, now),
        guarding.grown_up(request.user, now),
    )
    if not rows and not grown_up:
        raise Http404
    for row in rows:
        row.health = row.client.consents.given().filter(kind=HEALTH).first()
        row.age = row.client.age(row.client.today(now))
    context = {
        "rows": rows,
        "grown_up": grown_up,
        "is_athlete": Client.objects.filter(user=request.user).exists(),
    }
    return render(request, "clients/children.html", context)


@login_required
@require_POST
def consent(request: HttpRequest, child: UUID) -> HttpResponse:
    """One of the four answers by `part`; while the coaching lasts."""
    guardian = guardian_or_404(request, child)
    answer = ANSWERS.get(request.POST.get("part", ""))
    if answer is None or guardian.client.ended_on:
        raise Http404
    messages.success(request, answer(guardian, timezone.now()))
    return redirect("clients:children")


def agree(guardian: Guardian, now: datetime) -> str:
    guarding.agree_again(guardian, now=now)
    return _("Thank you. %(coach)s can send the next days.") % {"coach": guardian.client.coach}


def take_back(guardian: Guardian, now: datetime) -> str:
    guarding.take_back(guardian, now=now)
    return _("Taken back. %(coach)s sends nothing new, and no mail goes out.") % {
        "coach": guardian.client.coach
    }


def give_health(guardian: Guardian, now: datetime) -> str:
    """Only beside a standing yes to the coaching."""
    if not guardian.has_agreed:
        raise Http404
    inviting.give_consent(guardian.client, HEALTH, by=guardian.user, now=now)
    return _("Saved.")


def take_health_back(guardian: Guardian, now: datetime) -> str:
    inviting.withdraw_consent(guardian.client, HEALTH, now=now)
    return _("Taken back. What is there is frozen, and the plan stays.")


ANSWERS = {
    "agree": agree,
    "take_back": take_back,
    "give_health": give_health,
    "take_health_back": take_health_back,
}
