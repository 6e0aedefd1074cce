"""The movement screen of one client: enter one, left and right over time, what it suggests."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clients import access, mornings, screening, sides
from clients.forms.body import ScreenForm
from clients.models import Client, Finding, Screen
from clients.rules.screen import allows_hills
from clients.views.desk.door import client_to_coach, client_to_read
from plans.rules.regions import BodySide

MOST_SCREENS = 12


def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; a POST of the client's coach keeps a screen."""
    found = (
        client_to_coach(request, pk) if request.method == "POST" else client_to_read(request, pk)
    )
    client = mornings.known(Client.objects.filter(pk=found.pk)).get()
    now = timezone.now()
    access.note(client, request.user, "screen", today=client.today(now))
    form = ScreenForm(request.POST or None, today=client.today(now))
    if (
        request.method == "POST"
        and client.has_consent
        and form.is_valid()
        and kept(request, client, form)
    ):
        return redirect("admin:clients_client_screen", client.pk)
    return render(request, "clients/desk/screen.html", page(request, client, form))


def kept(request: HttpRequest, client: Client, form: ScreenForm) -> bool:
    try:
        screening.record(
            client,
            form.cleaned_data["day"],
            form.seen(),
            retest_on=form.retest_on(),
            by=request.user,
        )
    except screening.NotInOrder:
        form.add_error("day", _("There is a later screen already. Choose its day or a later one."))
        return False
    messages.success(request, _("The screen is kept."))
    return True


def page(request: HttpRequest, client: Client, form: ScreenForm) -> dict[str, object]:
    context = admin.site.each_context(request) | {
        "title": _("Movement screen"),
        "client": client,
        "form": form,
        "is_coach_of": client.coach_id == request.user.pk and client.ended_on is None,
    }
    if client.has_consent:
        context |= results(request, client)
    return context


def results(request: HttpRequest, client: Client) -> dict[str, object]:
    """What has been seen so far, what is open, and what would answer it."""
    rows = Screen.objects.visible_to(request.user).filter(client=client)
    screens = list(rows[:MOST_SCREENS])
    findings = Finding.objects.visible_to(request.user).filter(screen__client=client)
    newest = screens[0] if screens else None
    suggested = screening.suggestions(client, client.today(timezone.now()))
    return {
        "screens": screens,
        "newest": newest,
        "chart": drawing(screens),
        "findings": findings.open().select_related("screen"),
        "closed": findings.filter(closed_by__in=screens).select_related("screen", "closed_by"),
        "no_hills": newest is not None
        and not all(allows_hills(newest.rating(side)) for side in screening.SIDES),
        "suggestions": [
            (side, label, [each for each in suggested if each.side is side])
            for side, label in ((BodySide.LEFT, _("Left side")), (BodySide.RIGHT, _("Right side")))
        ],
        "open_suggestions": sum(not each.is_planned for each in suggested),
    }


def drawing(screens: Sequence[Screen]) -> SafeString | None:
    """Left and right, time after time; None while two scored ones are missing."""
    scored = [
        (one.day, one.left_score, one.right_score)
        for one in reversed(screens)
        if one.left_score is not None and one.right_score is not None
    ]
    if len(scored) < 2:
        return None
    days, left, right = zip(*scored, strict=True)
    return sides.pair(sides.Pair(_("Single-leg squat"), _("of 5"), days, left, right))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion, or all that are not planned yet, become drafts."""
    client = mornings.known(Client.objects.filter(pk=client_to_coach(request, pk).pk)).get()
    now = timezone.now()
    if client.has_consent:
        asked = request.POST.get("take")
        chosen = [
            each
            for each in screening.suggestions(client, client.today(now))
            if not each.is_planned and asked in ("all", each.key)
        ]
        told(request, client, screening.accept(client, chosen, by=request.user, now=now))
    return redirect("admin:clients_client_screen", client.pk)


def told(request: HttpRequest, client: Client, drafts: list) -> None:
    if not drafts:
        messages.info(request, _("That is planned already."))
        return
    words = ngettext(
        "%(n)d draft in %(name)s’s weeks, on a day that the rules like. Send it from the week.",
        "%(n)d drafts in %(name)s’s weeks, on days that the rules like. Send them from the week.",
        len(drafts),
    )
    messages.success(request, words % {"n": len(drafts), "name": client.name})
