"""What a coach does on the board. Everything is a draft until it is sent; each act is told in one sentence."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import board, checking, clashing, moving, scheduling, sending, undoing
from clients.forms.planning import PATTERN, typed_day
from clients.models import Client, RuleOverride, ScheduledSession
from clients.undoing import Step
from clients.views.desk.board import answer, group_of, last_act, monday_of, to_week
from plans import seen as stamps
from plans import shelf, shelving, writing
from plans.forms.session import TextForm, said_of
from plans.rules import shorthand
from plans.rules.shorthand import SessionText, ShorthandError


def client_of(request: HttpRequest, code: str) -> Client:
    """An open client whom this person coaches, by code. Else 404."""
    rows = Client.objects.coached_by(request.user).select_related("user", "coach__coach_profile")
    try:
        return get_object_or_404(rows, code=UUID(code))
    except ValueError:
        raise Http404 from None


def session_of(request: HttpRequest, code: UUID) -> ScheduledSession:
    """A session or draft of somebody whom this person coaches. Else 404."""
    rows = ScheduledSession.with_drafts.filter(client__in=Client.objects.coached_by(request.user))
    return get_object_or_404(
        rows.select_related("client__user", "client__coach__coach_profile", "replaces", "log"),
        code=code,
    )


def day_of(typed: str) -> date:
    """A day as forms post it. Else 404: only a made-up address has none."""
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return day


def add(request: HttpRequest) -> HttpResponse:
    """A cell that waits for a line: what is typed is read first, and added on the second press."""
    data, now = request.POST or request.GET, timezone.now()
    # One button of a board that waits for a day says both: whose, and which.
    code, _space, typed = data.get("at", "").partition(" ")
    client = client_of(request, code or data.get("client", ""))
    day = day_of(typed or data.get("day", ""))
    text = data.get("text", "").strip()
    template = shelf.template(request.user, data.get("block", ""))
    reading = _reading(text, writing.names_for(client.coach)) if text and template is None else None
    is_read = reading is None or "session" in reading
    if request.method == "POST" and (template is not None or data.get("do") == "add") and is_read:
        return _added(request, client, day, text, template, now)
    context = admin.site.each_context(request) | {
        "title": _("Add a session"),
        "client": client,
        "day": day,
        "monday": monday_of(request, now),
        "text": text,
        "reading": reading,
        "shelf": [(each, shelf.title(each)) for each in shelf.sessions().values()],
    }
    part = "clients/desk/_reading.html" if "read" in data else "clients/desk/_type.html"
    return render(request, part if request.htmx else "clients/desk/add.html", context)


def _reading(text: str, names) -> dict:
    """What a typed line was read as; what is not understood stays as a note."""
    try:
        said = shorthand.read_cell(text, names)
    except ShorthandError as error:
        return {"errors": [said_of(problem) for problem in error.problems]}
    session = ScheduledSession()
    writing.fill(session, said, writing.Library(names, {}, {}))
    return {
        "session": session,
        "lines": shorthand.print_session(said),
        "errors": [said_of(problem) for problem in said.problems],
        "is_note": bool(said.problems),
    }


def _added(
    request: HttpRequest,
    client: Client,
    day: date,
    text: str,
    template: shelf.Template | None,
    now: datetime,
) -> HttpResponse:
    session = None
    try:
        if template is not None:
            session = scheduling.add_template(client, day, template, by=request.user, now=now)
        else:
            session = scheduling.add(client, day, text, by=request.user, now=now)
    except scheduling.NothingTyped:
        messages.error(request, _("Type a line, such as “40 min easy”."))
    except (scheduling.DayHasPassed, scheduling.TooFarAhead) as error:
        messages.error(request, told_of(error))
    else:
        messages.success(
            request,
            _("%(title)s on %(day)s is a draft now.")
            % {"title": session.title, "day": date_format(day, "D j M")},
        )
        last_act.remember(request, [undoing.came([session])], now, client)
    monday = monday_of(request, now)
    if "at" in request.POST and template is not None:
        return to_week(monday, client, place=template.key, group=group_of(request))
    return answer(request, client, monday, now, touched=session)


def told_of(error: ValueError) -> str:
    """Why a planning step was refused, in a sentence."""
    if isinstance(error, scheduling.HasALog):
        return _("It has a log: what was done is not planned anew.")
    if isinstance(error, scheduling.TooFarAhead):
        return _("Choose a day within the next two years.")
    return _("That day is over. Choose today or a later day.")


def session(request: HttpRequest, code: UUID) -> HttpResponse:
    """One session with all that can be done about it; a POST does one thing."""
    now, row = timezone.now(), session_of(request, code)
    if request.method == "POST":
        return _act(request, row, now)
    if "who" in request.GET:
        return HttpResponse(escape(clashing.told_of(row)))
    return _page(request, row, now)


def _page(
    request: HttpRequest, row: ScheduledSession, now: datetime, form: TextForm | None = None
) -> HttpResponse:
    client, monday = row.client, row.day.toordinal() - row.day.weekday()
    today = client.today(now)
    days = [date.fromordinal(monday + offset) for offset in range(2 * board.DAYS_OF_WEEK)]
    names = writing.names_for(client.coach)
    text = writing.as_text(row)
    notes = checking.notes(client, row.day, row.day, today=today)
    context = admin.site.each_context(request) | {
        "title": row.title,
        "session": row,
        "client": client,
        "monday": date.fromordinal(monday),
        "today": today,
        "form": form or TextForm(names=names, initial=TextForm.initial_of(row, text)),
        "seen": _seen(request) or row.version,
        "was": request.POST.get("was") or stamps.of_session(row),
        "choices": sorted(
            moving.choices_among(row, [day for day in days if day >= today] or [today], today),
            key=lambda choice: choice.day,
        ),
        "notes": [note for note in notes if note.key == checking.key_of(row)],
        "reasons": RuleOverride.Reason.choices,
        "has_log": hasattr(row, "log"),
        "clash": clashing.told_of(row),
        "beside": scheduling.places_beside(row) if row.day >= today else None,
    }
    page = (
        "clients/desk/_menu.html" if request.htmx and form is None else "clients/desk/session.html"
    )
    return render(request, page, context)


def _act(request: HttpRequest, row: ScheduledSession, now: datetime) -> HttpResponse:
    acts = {
        "move": _move,
        "duplicate": _duplicate,
        "shelve": _shelve,
        "remove": _remove,
        "keep": _keep,
        "discard": _discard,
        "mine": _mine,
        "edit": _edit,
    }
    act, client, touched = acts.get(request.POST.get("do", "")), row.client, None
    if act is None:
        raise Http404
    try:
        done = act(request, row, now)
        touched = done.touched
        messages.success(request, done.told)
        last_act.remember(request, done.back, now, client)
    except NotRead as unread:
        return _page(request, row, now, unread.form)
    except (scheduling.HasALog, scheduling.DayHasPassed, scheduling.TooFarAhead) as error:
        messages.error(request, told_of(error))
    return answer(request, client, monday_of(request, now), now, touched=touched)


class Done(NamedTuple):
    """What to say, the card that it is about, and what undoes it."""

    told: str
    touched: ScheduledSession | None = None
    back: Sequence[Step] = ()


class NotRead(ValueError):
    """A text with problems, which the form holds."""

    def __init__(self, form: TextForm) -> None:
        self.form = form


def _move(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    day = day_of(request.POST.get("to", ""))
    stood = undoing.before(row)
    to = moving.Place(day=day, before=_before(request)) if "before" in request.POST else day
    draft = moving.move_as_coach(row, to, by=request.user, now=now, seen=_seen(request))
    told = _("%(title)s moved to %(day)s. Not sent yet.")
    told %= {"title": row.title, "day": date_format(day, "D j M")}
    return Done(told, draft, [stood or undoing.came([draft])])


def _duplicate(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    day = day_of(request.POST.get("to", ""))
    twin = scheduling.duplicate(row, day, by=request.user, now=now)
    told = _("%(title)s stands on %(day)s too, as a draft.")
    told %= {"title": row.title, "day": date_format(day, "D j M")}
    return Done(told, twin, [undoing.came([twin])])


def _shelve(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    shelving.keep(row, request.user)
    told = _("%(title)s lies on your shelf now.")
    return Done(told % {"title": row.title}, row)


def _remove(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    is_new = row.is_draft and row.replaces_id is None
    title, stood = row.title, undoing.went(row) if is_new else undoing.before(row)
    draft = scheduling.remove(row, by=request.user)
    if draft is None:
        return Done(_("%(title)s is taken out.") % {"title": title}, None, [stood])
    told = _("%(title)s is taken out when you send.") % {"title": title}
    return Done(told, draft, [stood or undoing.came([draft])])


def _discard(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    stays, back = row.replaces, [undoing.went(row)] if row.is_draft else []
    sending.discard([row])
    return Done(_("The draft is gone. What was sent stays."), stays, back)


def _mine(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    """Of two versions the coach's own goes out, over what has changed since."""
    sending.settle(row)
    told = _("Yours goes out with the next send, over what has changed.")
    return Done(told, row)


def _keep(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    """Keep what a rule says about this session, if it still says it."""
    client, reason = row.client, request.POST.get("reason", "")
    if reason not in RuleOverride.Reason.values:
        return Done(_("Choose a reason first. Nothing was kept."), row)
    until = None
    if request.POST.get("scope") == PATTERN:
        until = typed_day(request.POST.get("until", ""))
        if until is None:
            return Done(_("Choose a day until which it is kept. Nothing was kept."), row)
    for note in checking.notes(client, row.day, row.day, today=client.today(now)):
        if note.key == checking.key_of(row) and note.rule == request.POST.get("rule"):
            checking.keep(client, note, reason, by=request.user, until=until)
            told = _("Kept. The sentence is in %(name)s’s history.")
            return Done(told % {"name": client.name}, row)
    return Done(_("The note is gone already."), row)


def _edit(request: HttpRequest, row: ScheduledSession, now: datetime) -> Done:
    form = TextForm(request.POST, names=writing.names_for(row.client.coach))
    if not form.is_valid():
        raise NotRead(form)
    said: SessionText = form.cleaned_data["text"]
    before = undoing.draft_of(row)
    is_change = row.is_draft and row.replaces_id is not None
    seen = request.POST.get("was") if is_change else _seen(request)
    draft = scheduling.edit(row, said, by=request.user, now=now, seen=seen)
    is_new = before is None or draft != before
    draft.why, draft.instead = form.cleaned_data["why"], form.cleaned_data["instead"]
    draft.save(update_fields=["why", "instead"])
    told = _("%(title)s is saved as a draft.") % {"title": draft.title}
    if before is not None and is_new:
        told += " " + _("Another window has changed it since: both are kept.")
    return Done(told, draft, [undoing.came([draft])] if is_new else ())


def _seen(request: HttpRequest) -> int | None:
    """The version that the page showed."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def _before(request: HttpRequest) -> UUID | None:
    """The session before which a card was put down; none puts it last."""
    try:
        return UUID(request.POST["before"])
    except ValueError:
        return None


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """All drafts of one athlete's week are gone."""
    now = timezone.now()
    client, monday = client_of(request, request.POST.get("client", "")), monday_of(request, now)
    drafts = board.drafts_of_week(request.user, monday, client)
    back = [undoing.went(draft) for draft in drafts.prefetch_related("prescriptions")]
    count = sending.discard(drafts)
    last_act.remember(request, back, now, client)
    messages.success(
        request, _("%(count)d drafts are gone. What was sent stays.") % {"count": count}
    )
    return answer(request, client, monday, now)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last act back, if it is the one that the button stood beside."""
    now, monday = timezone.now(), monday_of(request, timezone.now())
    kept = last_act.taken(request, request.POST.get("key", ""))
    count = undoing.take_back(kept["steps"], by=request.user) if kept else 0
    if count:
        messages.success(request, _("Undone. It is as it was before."))
    else:
        messages.warning(request, _("Nothing to undo: it was sent or changed meanwhile."))
    people = Client.objects.coached_by(request.user).select_related("user", "coach")
    client = people.filter(pk=kept["about"]).first() if kept else None
    if client is None:
        return to_week(monday, group=group_of(request))
    return answer(request, client, monday, now)
