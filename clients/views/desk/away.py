"""When an athlete is away: the coach enters it, changes it, takes it out."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients.forms.settings import AwayForm
from clients.models import Away, Client
from clients.views.desk import refused
from clients.views.desk.door import client_to_coach, go_on

BACK = timedelta(days=28)  # who was ill says so when they are back


@require_POST
def away(request: HttpRequest, pk: int) -> HttpResponse:
    """One span: a new one, or the one that is named."""
    client, now = client_to_coach(request, pk), timezone.now()
    today = client.today(now)
    span = Away(client=client, entered_by=request.user)
    if typed := request.POST.get("span"):
        there = client.away_spans.chosen()
        span = get_object_or_404(there, pk=typed if typed.isdecimal() and len(typed) < 19 else 0)
    if span.pk and request.POST.get("do") == "remove":
        span.delete()
        told = _("Taken out. These days count again.")
    else:
        form = AwayForm(request.POST, instance=span, today=today, back=BACK)
        if not form.is_valid():
            problem = next(iter(form.errors.values()))[0]
            messages.error(request, _("%(problem)s Nothing was saved.") % {"problem": problem})
            return refused.back(request, client, "away")
        form.save()
        told = _("Saved: no mail in these days, and they leave the Done count.")
    Client.objects.filter(pk=client.pk).look_soon(now)
    messages.success(request, told)
    return go_on(request, client, "#away")


def spans_of(
    spans: Sequence[Away], today: date, typed: MultiValueDict | None = None
) -> dict[str, object]:
    """The spans of the last weeks and those ahead, each with its form, and an empty one.

    `typed` is what one of these forms held when it was refused.
    """
    pauses = [span for span in spans if span.why == Away.Why.PAUSE]
    named = typed.get("span", "") if typed is not None else None
    return {
        "away_spans": [
            (
                span,
                AwayForm(
                    typed if named == str(span.pk) else None,
                    instance=span,
                    today=today,
                    auto_id=f"id_away{span.pk}_%s",
                ),
            )
            for span in spans
            if span.why != Away.Why.PAUSE
        ],
        "away_form": AwayForm(typed if named == "" else None, today=today, auto_id="id_away_%s"),
        "paused": next((span for span in pauses if span.to_on >= today), None),
    }
