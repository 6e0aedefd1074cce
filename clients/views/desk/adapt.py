"""Adapt: an injured or ill athlete's next days changed in one form, looked at before they go out."""

from datetime import date, datetime, timedelta

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clients import adapting, talking
from clients.adapting import Turn
from clients.checking import NeedsKeep
from clients.forms.adapt import AdaptForm, ReviewForm
from clients.forms.planning import read_keeps, word_of
from clients.known import known_of
from clients.models import Adaptation, Client, Consent, RuleOverride
from clients.views.desk.door import client_to_coach, go_on
from plans.rules.adapt import Instead, Restriction
from plans.rules.notes import RuleNote
from plans.rules.regions import Region

USUAL_DAYS = timedelta(days=9)
SEND, PLACE = "send", "place"


def adapt(request: HttpRequest, pk: int) -> HttpResponse:
    """The form beside what each session becomes. A POST shows it anew, sends it or places it as drafts.

    What goes out is what the page has shown: where anything is different by then, it is shown first.
    """
    client, now = client_to_coach(request, pk), timezone.now()
    form = form_of(request, client, now)
    if not form.is_bound:
        form = fresh(form, client, now)
    if not form.is_valid():
        return page(request, client, form, now)
    turns = adapting.look(client, form.wanted(), today=client.today(now))
    do = request.POST.get("do")
    if do not in (SEND, PLACE):
        return page(request, client, form, now, turns)
    if request.POST.getlist("shown") != [turn.word for turn in turns]:
        messages.warning(
            request, _("This is what the days become now. Nothing is sent yet: look, then send.")
        )
        return page(request, client, form, now, turns)
    return carry_out(request, client, form, now, turns)


def form_of(request: HttpRequest, client: Client, now: datetime) -> AdaptForm:
    data = request.POST if request.method == "POST" else None
    return AdaptForm(
        data, today=client.today(now), sore=sore_parts(client, now), too=request.POST.getlist("too")
    )


def sore_parts(client: Client, now: datetime) -> list[Region] | None:
    """Regions that are open, the most painful first; None without consent to health data."""
    if not Consent.objects.given().filter(client=client, kind=Consent.Kind.HEALTH).exists():
        return None
    parts = known_of([client], today={client.pk: client.today(now)})[client.pk].sore_parts
    worst_first = sorted(parts, key=lambda part: -part.level)
    return list(dict.fromkeys(part.region for part in worst_first))


def fresh(form: AdaptForm, client: Client, now: datetime) -> AdaptForm:
    """The form as it opens: ten days without impact, or easier only where nothing hurts."""
    today = client.today(now)
    sore = sore_parts(client, now)
    usual = {
        "uid": form["uid"].value(),
        "from_on": today,
        "to_on": today + USUAL_DAYS,
        "region": sore[0].value if sore else "",
        "restriction": (Restriction.NO_IMPACT if sore else Restriction.EASY_ONLY).value,
        "instead": Instead.BIKE.value,
        "message": _(
            "I have made your next days easier: please look at your week. "
            "Write to me if anything gets worse."
        ),
        "review_on": today + USUAL_DAYS,
    }
    return AdaptForm(usual, today=today, sore=sore)


def page(
    request: HttpRequest,
    client: Client,
    form: AdaptForm,
    now: datetime,
    turns: list[Turn] | None = None,
    notes: list[RuleNote] | None = None,
) -> HttpResponse:
    turns = turns or []
    context = admin.site.each_context(request) | {
        "title": _("Adapt"),
        "client": client,
        "form": form,
        "turns": [turn for turn in turns if turn.after],
        "stay": [turn for turn in turns if turn.after is None and not turn.needs_a_look],
        "to_look_at": [turn for turn in turns if turn.needs_a_look],
        "words": [turn.word for turn in turns],
        "notes": [(note, word_of(note)) for note in notes or []],
        "reasons": RuleOverride.Reason.choices,
        "standing": Adaptation.objects.standing(client.today(now)).filter(client=client),
        "due": Adaptation.objects.to_review(client.today(now)).filter(client=client).first(),
        "tomorrow": client.today(now) + timedelta(days=1),
    }
    return render(request, "clients/desk/adapt.html", context)


def carry_out(
    request: HttpRequest, client: Client, form: AdaptForm, now: datetime, turns: list[Turn]
) -> HttpResponse:
    """Change the days, then say it to the athlete; back to the person's page."""
    is_sent = request.POST["do"] == SEND
    try:
        done = adapting.change(
            client,
            form.wanted(),
            by=request.user,
            now=now,
            send=is_sent,
            kept=read_keeps(request.POST, [client]),
        )
    except NeedsKeep as needs:
        messages.warning(request, _("Not sent yet: one thing needs your reason first."))
        return page(request, client, form, now, turns, list(needs.notes[client.pk]))
    said = form.cleaned_data
    if is_sent and said["message"].strip():
        talking.write(client, request.user, said["message"], uid=said["uid"], now=now)
        talking.mark_read(client, request.user, now)
    messages.success(request, told(client, done, is_sent))
    return redirect("admin:clients_client_overview", client.pk)


def told(client: Client, done: adapting.Adapted, is_sent: bool) -> str:
    sent = done.changed - len(done.drafts)
    parts = []
    if is_sent:
        parts.append(
            ngettext(
                "%(n)d session changed and sent to %(name)s.",
                "%(n)d sessions changed and sent to %(name)s.",
                sent,
            )
            % {"n": sent, "name": client.name}
        )
    if done.drafts:
        parts.append(
            ngettext(
                "%(n)d change waits as a draft on the week.",
                "%(n)d changes wait as drafts on the week.",
                len(done.drafts),
            )
            % {"n": len(done.drafts)}
        )
    if not done.changed and not is_sent:
        parts.append(_("No session had to change."))
    if done.adaptation.review_on:
        day = date_format(done.adaptation.review_on, "D j M")
        parts.append(_("You look again on %(day)s.") % {"day": day})
    return " ".join(parts)


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The coach has looked again; or will, on another day."""
    client, now = client_to_coach(request, pk), timezone.now()
    form = ReviewForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else None
    if "again" not in request.POST:
        adapting.close_reviews(client, now)
        messages.success(request, _("Looked at, and off your front page."))
    elif on is None or on <= client.today(now):
        messages.error(request, _("Please choose a day after today to look again."))
    elif adapting.look_again(client, on):
        messages.success(
            request, _("You look again on %(day)s.") % {"day": date_format(on, "D j M")}
        )
    return go_on(request, client)


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What the sessions said before, as drafts: sending them asks the rules like any week."""
    client, now = client_to_coach(request, pk), timezone.now()
    rows = Adaptation.objects.visible_to(request.user).filter(client=client, put_back_at=None)
    adaptation = get_object_or_404(rows, pk=number(request.POST.get("adaptation")))
    outcome = adapting.put_back(adaptation, by=request.user, now=now)
    if outcome.drafts:
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                ngettext(
                    "%(n)d session stands as a draft as it was.",
                    "%(n)d sessions stand as drafts as they were.",
                    len(outcome.drafts),
                )
                % {"n": len(outcome.drafts)},
                send_page(client, min(draft.day for draft in outcome.drafts)),
                _("Look at them and send"),
            ),
        )
    else:
        messages.success(request, _("Put back: there was nothing left to send."))
    if outcome.left:
        messages.info(
            request,
            ngettext(
                "%(n)d session stays: it is done, over, or changed by you since.",
                "%(n)d sessions stay: they are done, over, or changed by you since.",
                outcome.left,
            )
            % {"n": outcome.left},
        )
    return go_on(request, client)


def number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 12 else 0


def send_page(client: Client, day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"{reverse('admin:board_send')}?start={monday}&client={client.code}"
