"""Inviting a whole list, and taking off the roster who never came."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from clients import inviting
from clients.inviting import Fate
from clients.rules.guest_list import Guest, TooManyRows, read_guests
from clients.views.desk.door import client_to_coach

LARGEST_FILE = 1024 * 1024
FATES = {
    Fate.NEW: gettext_lazy("new: gets a letter"),
    Fate.INVITED: gettext_lazy("has a letter from you already"),
    Fate.HERE: gettext_lazy("is your athlete already"),
    Fate.TWICE: gettext_lazy("stands in the list above"),
    Fate.UNREADABLE: gettext_lazy("needs a name and an address, such as Maya, maya@example.org"),
}


def invite_list(request: HttpRequest) -> HttpResponse:
    """A pasted list, or a file: first what each row comes to, then the letters."""
    now, typed, trouble = timezone.now(), "", ""
    guests: tuple[Guest, ...] = ()
    if request.method == "POST":
        typed, trouble = _typed(request)
        try:
            guests = read_guests(typed)
        except TooManyRows as error:
            told = _("This list has %(count)d rows; at most 300 at once. Nobody was invited.")
            trouble = told % {"count": error.args[0]}
        if guests and request.POST.get("do") == "invite" and request.user.is_coach:
            count = inviting.invite_all(request.user, guests, now=now)
            told = ngettext("%d letter goes out.", "%d letters go out.", count) % count
            messages.success(request, told)
            return redirect("admin:clients_client_invite")
        if not guests and not trouble:
            trouble = _("Nobody in this list yet: one person a line, with name and address.")
    fates = inviting.fates(request.user, guests, now=now)
    context = admin.site.each_context(request) | {
        "title": _("Invite a list"),
        "typed": typed,
        "trouble": trouble,
        "fates": [(guest, fate, FATES[fate]) for guest, fate in fates],
        "new": sum(fate is Fate.NEW for _guest, fate in fates),
    }
    return render(request, "clients/desk/invite_list.html", context)


def _typed(request: HttpRequest) -> tuple[str, str]:
    """The list as text, or why its file is none."""
    file, typed = request.FILES.get("file"), request.POST.get("list", "")
    if typed.strip() or file is None:
        return typed, ""
    if file.size > LARGEST_FILE:
        return "", _("This file is larger than 1 MB, so it is hardly a list of names.")
    try:
        return file.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", _("This is no text file in UTF-8. Save it as CSV (UTF-8) and try again.")


@require_POST
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """A place that nobody took leaves the roster."""
    client = client_to_coach(request, pk)
    try:
        inviting.take_off(client)
    except inviting.HasAPerson:
        told = _("%(name)s is here. To end the coaching, open the page of %(name)s.")
        messages.error(request, told % {"name": client.name})
    else:
        messages.success(request, _("%(name)s is off the roster.") % {"name": client.name})
    return redirect("admin:clients_client_invite")
