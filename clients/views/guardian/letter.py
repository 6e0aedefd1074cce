"""What the letter to a guardian opens: who is asked, who sees what, and yes or no."""

from datetime import datetime

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from clients import guarding, inviting
from clients.forms.join import GuardianAnswerForm
from clients.models import Guardian
from clients.views.join import GONE, gone, has_account, is_invited, let_in, new_person


@never_cache
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """One page; only its POST answers, with a yes or with a no."""
    if limited := ratelimit.consume_or_429(request, action="join", limit_get=True):
        return limited
    now = timezone.now()
    try:
        letter = guarding.find(token, now=now)
    except tuple(GONE) as why:
        return gone(request, why)
    if request.method == "POST" and request.POST.get("answer") == "no":
        guarding.refuse(letter, now=now)
        return render(request, "clients/guardian/refused.html", {"guardian": letter})
    if has_account(letter.email) and not is_invited(request, letter.email):
        return render(
            request, "clients/guardian/known.html", {"guardian": letter, "next": request.path}
        )
    return answer(request, letter, now)


def answer(request: HttpRequest, letter: Guardian, now: datetime) -> HttpResponse:
    child = letter.client
    form = GuardianAnswerForm(request.POST or None, today=child.today(now), child=child)
    if form.is_valid():
        try:
            return agreed(request, letter, form)
        except inviting.InvitationUsed as why:
            return gone(request, why)
        except tuple(REFUSALS) as why:
            form.add_error(None, REFUSALS[type(why)])
    return render(request, "clients/guardian/letter.html", {"guardian": letter, "form": form})


BY_THE_COACH = gettext_lazy(
    "By the date of birth that the coach gave this is not possible. Please talk to the coach."
)
REFUSALS = {
    guarding.NotAnotherAdult: gettext_lazy(
        "This has to be an adult who is neither the child nor the coach."
    ),
    guarding.TooYoung: BY_THE_COACH,
    guarding.IsAdult: BY_THE_COACH,
}


def agreed(request: HttpRequest, letter: Guardian, form: GuardianAnswerForm) -> HttpResponse:
    """Account and agreements in one transaction; the letter proved the address."""
    said, child = form.cleaned_data, letter.client
    with transaction.atomic():
        user = (
            request.user
            if is_invited(request, letter.email)
            else new_person(letter.email, letter.name, child.coach, form)
        )
        guarding.accept(
            letter,
            user,
            born_on=said.get("born_on", child.born_on),
            health=said["health"],
            now=timezone.now(),
        )
    messages.success(request, _("Thank you. %(name)s gets a letter now.") % {"name": child.name})
    return let_in(request, user, reverse("clients:children"))
