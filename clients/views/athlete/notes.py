"""Notes with the coach: on a session, a week, or nothing in particular."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import talking
from clients.forms.notes import NoteForm
from clients.models import Comment
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.today import monday_of, own_sessions

MOST_SHOWN = 60


def notes_page(request: AthleteRequest) -> HttpResponse:
    """The thread, oldest first; `?session=` and `?week=` say what a new one is about."""
    sessions = own_sessions(request).shown(request.athlete_today)
    subject = sessions.filter(code__in=valid_codes(request.GET.get("session", ""))).first()
    day = parse_day(request.GET.get("week", ""))
    form = NoteForm(
        request.POST or None,
        sessions=sessions,
        session=subject.code if subject else "",
        week=monday_of(day) if day else "",
    )
    if request.method == "POST" and form.is_valid():
        talking.write(
            request.athlete,
            request.user,
            form.cleaned_data["body"],
            uid=form.cleaned_data["uid"],
            now=request.athlete_now,
            **form.about(),
        )
        talking.mark_read(request.athlete, request.user, request.athlete_now)
        messages.success(request, _("Sent to %(coach)s.") % {"coach": request.athlete.coach})
        return redirect("clients:notes")
    return render(
        request,
        "clients/notes.html",
        {
            "form": form,
            "notes": thread(request),
            "unread": set(talking.unread_for(request.user).values_list("pk", flat=True)),
            "subject": subject,
            "week": monday_of(day) if day else None,
            "coach": request.athlete.coach,
        },
    )


notes = athlete_required(notes_page)


def thread(request: AthleteRequest) -> list[Comment]:
    """The newest notes, oldest first."""
    rows = (
        Comment.objects.visible_to(request.athlete.user)
        .filter(client=request.athlete, private=False)
        .select_related("author", "session")
        .order_by("-at", "-pk")
    )
    return list(rows[:MOST_SHOWN])[::-1]


def valid_codes(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []


def parse_day(text: str):
    try:
        return parse_date(text)
    except ValueError:
        return None


@require_POST
@athlete_required
def notes_read(request: AthleteRequest) -> HttpResponse:
    """Everything up to now has been read."""
    talking.mark_read(request.athlete, request.user, request.athlete_now)
    return redirect("clients:notes")
