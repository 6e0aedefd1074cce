"""What a coach does on a client's page. Every act is a POST of the client's own coach, told in one sentence."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from clients import care, checking, holding, leaving, moving, readiness, sending, talking
from clients.forms.coaching import FlagForm, KeepForm, MoveForm, NoteForm, RhythmForm
from clients.models import CarePlan, Client, MoveRequest, ScheduledSession, SessionLog, Verdict
from clients.scheduling import DayHasPassed, HasALog, TooFarAhead
from clients.views.desk import refused
from clients.views.desk.door import client_to_coach, go_on
from coachapp.lib.numbers import whole_number
from plans.models import Modality
from plans.saying import say

FIX_IT = gettext_lazy("That did not reach us whole. Nothing was saved; please try once more.")


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The coach's word on what is held today: go ahead, or the easier one."""
    client, now = client_to_coach(request, pk), timezone.now()
    verdict = held_today(request, client, now)
    decision = request.POST.get("decision")
    if decision == Verdict.Decision.APPROVED:
        told = _("%(name)s may go ahead.")
    elif decision == Verdict.Decision.EASIER:
        told = _("%(name)s takes the easier one today.")
    else:
        messages.error(request, FIX_IT)
        return go_on(request, client)
    readiness.decide(verdict, Verdict.Decision(decision), by=request.user, now=now)
    messages.success(request, told % {"name": client.name})
    return go_on(request, client)


def held_today(request: HttpRequest, client: Client, now) -> Verdict:
    """The day's verdict. A hold that stands by yesterday's pain has none yet: it is written now."""
    today = client.today(now)
    rows = Verdict.objects.visible_to(request.user).select_related("held_session")
    if not rows.filter(client=client, day=today).exists():
        readiness.judge(client, today, now=now)
    verdict = get_object_or_404(rows, client=client, day=today)
    if verdict.decision == Verdict.Decision.WAITING:
        holding.name_first(verdict, now)
    if verdict.held_session is None:
        raise Http404
    return verdict


@require_POST
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """What is held goes to a good day. What else is held that day is asked about next."""
    client, now = client_to_coach(request, pk), timezone.now()
    verdict = held_today(request, client, now)
    form = MoveForm({"code": verdict.held_session.code, "day": request.POST.get("day")})
    if move_and_send(request, client, form, now) and not holding.name_first(verdict, now):
        readiness.decide(verdict, Verdict.Decision.SWAPPED, by=request.user, now=now)
    return go_on(request, client)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A session to another day, sent at once."""
    client, now = client_to_coach(request, pk), timezone.now()
    move_and_send(request, client, MoveForm(request.POST), now)
    return go_on(request, client)


def move_and_send(request: HttpRequest, client: Client, form: MoveForm, now) -> bool:
    if not form.is_valid():
        messages.error(request, FIX_IT)
        return False
    rows = ScheduledSession.objects.visible_to(request.user).select_related("client")
    session = get_object_or_404(rows, client=client, code=form.cleaned_data["code"])
    day = form.cleaned_data["day"]
    try:
        draft = moving.move_as_coach(session, day, by=request.user, now=now)
        sending.send([draft], by=request.user, now=now)
    except (HasALog, DayHasPassed, TooFarAhead):
        messages.error(
            request, _("%(title)s cannot go to that day any more.") % {"title": session.title}
        )
        return False
    except sending.NeedsKeep as error:
        messages.warning(
            request,
            _("%(title)s waits as a draft on %(day)s. %(why)s")
            % {
                "title": session.title,
                "day": date_format(day, "D j M"),
                "why": say(error.notes[client.pk][0].coach),
            },
        )
        return False
    messages.success(
        request,
        _("%(title)s moved to %(day)s.")
        % {"title": session.title, "day": date_format(day, "D j M")},
    )
    return True


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """As planned, with the coach's reason."""
    client, now = client_to_coach(request, pk), timezone.now()
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, FIX_IT)
        return go_on(request, client)
    said = form.cleaned_data
    notes = checking.notes(client, said["day"], said["day"], today=client.today(now))
    for note in notes:
        if (note.key, note.rule) == (said["key"], said["rule"]):
            checking.keep(client, note, said["reason"], by=request.user)
            messages.success(request, _("Kept as planned, with your reason."))
    return go_on(request, client)


@require_POST
def answer_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes moves at once, no leaves it where it is."""
    client, now = client_to_coach(request, pk), timezone.now()
    rows = MoveRequest.objects.visible_to(request.user).select_related("session__client")
    asked = get_object_or_404(rows, client=client, pk=whole_number(request.POST.get("request", "")))
    yes = request.POST.get("answer") == "yes"
    try:
        moving.answer(asked, yes, by=request.user, now=now)
    except (HasALog, DayHasPassed):
        messages.error(request, _("It is too late for that day."))
        return go_on(request, client)
    told = (
        _("Moved, and %(name)s sees it.")
        if yes
        else _("It stays where it is, and %(name)s sees that.")
    )
    messages.success(request, told % {"name": client.name})
    return go_on(request, client)


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A note to the athlete, or one that only the coach reads. Answering is having read."""
    client, now = client_to_coach(request, pk), timezone.now()
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors.get("body", [FIX_IT])[0])
        return refused.back(request, client, "notes")
    said = form.cleaned_data
    talking.write(
        client, request.user, said["body"], uid=said["uid"], now=now, private=said["private"]
    )
    talking.mark_read(client, request.user, now)
    told = (
        _("Noted, only for you.")
        if said["private"]
        else _("Sent to %(name)s.") % {"name": client.name}
    )
    messages.success(request, told)
    return go_on(request, client, "#notes")


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    client = client_to_coach(request, pk)
    talking.mark_read(client, request.user, timezone.now())
    return go_on(request, client, "#notes")


@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Every log of this athlete is seen."""
    client = client_to_coach(request, pk)
    count = SessionLog.objects.filter(client=client).unseen().update(seen_at=timezone.now())
    messages.success(request, ngettext("%d log is seen.", "%d logs are seen.", count) % count)
    return go_on(request, client, "#logs")


@require_POST
def set_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    client, now = client_to_coach(request, pk), timezone.now()
    form = RhythmForm(request.POST, modalities=Modality.objects.visible_to(request.user))
    if not form.is_valid():
        messages.error(request, _("Please choose a treatment and a number of days from 1 to 365."))
        return refused.back(request, client, "treatment")
    care.set_rhythm(client, by=request.user, today=client.today(now), **form.cleaned_data)
    messages.success(request, _("The rhythm is set."))
    return go_on(request, client, "#treatment")


@require_POST
def end_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    client = client_to_coach(request, pk)
    rows = CarePlan.objects.visible_to(request.user)
    plan = get_object_or_404(
        rows, client=client, pk=whole_number(request.POST.get("rhythm", "")), ended_on=None
    )
    plan.ended_on = client.today(timezone.now())
    plan.save(update_fields=["ended_on"])
    messages.success(request, _("The rhythm has ended."))
    return go_on(request, client, "#treatment")


@require_POST
def close_flag(request: HttpRequest, pk: int) -> HttpResponse:
    """A red flag closes with a note that a professional has been seen."""
    client, now = client_to_coach(request, pk), timezone.now()
    form = FlagForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["note"][0])
        return refused.back(request, client, "flag")
    readiness.close_red_flag(client, form.cleaned_data["note"], by=request.user, now=now)
    messages.success(request, _("The red flag is closed."))
    return go_on(request, client)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Coaching rests, or goes on."""
    client, now = client_to_coach(request, pk), timezone.now()
    try:
        if request.POST.get("do") == "resume":
            leaving.resume(client, now=now)
            told = _("Coaching of %(name)s goes on.")
        else:
            leaving.pause(client, by=request.user, now=now)
            told = _("Coaching of %(name)s is paused: no mail goes out and nothing counts.")
    except leaving.NotNow:
        messages.error(request, FIX_IT)
        return go_on(request, client)
    messages.success(request, told % {"name": client.name})
    return go_on(request, client)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """What the coach ended goes on. For a client who left by themselves there is no such address."""
    rows = Client.objects.visible_to(request.user).filter(coach=request.user)
    client = get_object_or_404(rows.exclude(ended_on=None), pk=pk)
    if not leaving.may_restore(client):
        raise Http404
    try:
        leaving.restore(client, now=timezone.now())
    except leaving.HasAnotherCoach:
        told = _("Somebody else coaches %(name)s now. Nothing was changed.")
        messages.error(request, told % {"name": client.name})
        return redirect("admin:clients_client_change", client.pk)
    told = _("Coaching of %(name)s goes on. Health data opens when %(name)s agrees again.")
    messages.success(request, told % {"name": client.name})
    return go_on(request, client)


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    client = client_to_coach(request, pk)
    leaving.archive(client, by=request.user, now=timezone.now())
    messages.success(
        request,
        _("Coaching of %(name)s has ended. What was done stays with them.") % {"name": client.name},
    )
    return redirect("admin:clients_client_changelist")
