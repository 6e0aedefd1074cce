"""The coach's own mail, when none, and what mail somebody new begins with."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clients import digesting, house_rules
from clients.forms.wishes import OF_COACH, OF_SOMEBODY_NEW, KindsForm, QuietForm, said_by
from clients.models import Client


def wishes(request: HttpRequest) -> HttpResponse:
    """The page, and each of its parts by `part` in the POST."""
    if not request.user.is_coach:
        raise Http404
    now = timezone.now()
    part = request.POST.get("part", "") if request.method == "POST" else ""
    forms = the_forms(request, part)
    if part in SAVERS and forms[part].is_valid():
        with transaction.atomic():
            SAVERS[part](request, forms[part])
            digesting.look_soon(request.user, now)
            Client.objects.filter(user=request.user).look_soon(now)
        messages.success(request, _("Saved."))
        return redirect("admin:wishes")
    context = admin.site.each_context(request) | {"title": _("Your mail"), **forms}
    return render(request, "clients/desk/wishes.html", context)


def the_forms(request: HttpRequest, part: str) -> dict:
    """Every part's form; only the one that was sent is bound."""

    def sent(name: str):
        return request.POST if part == name else None

    user = request.user
    new = house_rules.wishes_for_new(user)
    return {
        "mail": KindsForm(sent("mail"), kinds=OF_COACH, said=said_by(user.wishes.all())),
        "quiet": QuietForm(sent("quiet"), user=user, today=user.today(timezone.now())),
        "new": KindsForm(sent("new"), kinds=OF_SOMEBODY_NEW, said=new, hours=False, prefix="new"),
    }


def save_mail(request: HttpRequest, form: KindsForm) -> None:
    form.save(request.user)


def save_quiet(request: HttpRequest, form: QuietForm) -> None:
    form.save()


def save_new(request: HttpRequest, form: KindsForm) -> None:
    house_rules.choose_for_new(request.user, form.cleaned_data)


SAVERS = {"mail": save_mail, "quiet": save_quiet, "new": save_new}
