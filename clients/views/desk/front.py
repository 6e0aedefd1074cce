"""The coach's Today: who needs me, and how everybody is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clients import attention, charts, loads, roster
from clients.models import CarePlan, Client, CoachProfile, ScheduledSession
from clients.roster import Member
from clients.rules.readiness import State
from clients.rules.recovery import coach_reason_line
from plans.rules.kinds import Kind
from plans.rules.sentence import Sentence

FIRST_ROWS = 12
MORE_ROWS = 24
MOST_LINES = 7
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of Everyone."""

    client: Client
    today: date
    state: State
    reasons: Sentence
    ridge: charts.Ridge
    segments: Sequence[str]
    done: int
    care: CarePlan | None

    @property
    def due_in(self) -> int | None:
        """Days until the next treatment; below zero it is past its rhythm."""
        return (self.care.due_on - self.today).days if self.care else None

    @property
    def days_past(self) -> int:
        return -(self.due_in or 0)

    @classmethod
    def of(cls, member: Member) -> "Row":
        monday = member.today - timedelta(days=member.today.weekday())
        week = [one for one in member.sent if monday <= one.day <= monday + WEEK]
        segments = [segment(one, member.today) for one in week if counts(one)]
        return cls(
            client=member.client,
            today=member.today,
            state=member.readiness.state,
            reasons=coach_reason_line(member.readiness),
            ridge=charts.week_ridge(week, monday, member.today),
            segments=segments,
            done=sum(one in ("done", "moved") for one in segments),
            care=min(member.care, key=lambda plan: plan.due_on, default=None),
        )


def counts(session: ScheduledSession) -> bool:
    """Whether it is one of the planned: rest, what may be left out and what the athlete added are not."""
    if session.kind == Kind.REST or session.optional:
        return False
    return session.origin != ScheduledSession.Origin.ATHLETE


def segment(session: ScheduledSession, today: date) -> str:
    """Done, moved, did not happen, or still to come."""
    log = loads.log_of(session)
    if log is not None and log.was_done:
        return "moved" if session.was_moved else "done"
    return "next" if log is None and session.day >= today else "open"


def rows_of(members: Iterable[Member]) -> list[Row]:
    return [Row.of(member) for member in members]


def today(request: HttpRequest) -> HttpResponse:
    """Three shelves, then everyone. A coach who has not said how hard days are spaced starts there."""
    if request.user.is_coach and not has_started(request):
        return redirect("admin:start")
    now = timezone.now()
    members = roster.of_coach(request.user, now)
    asked = request.GET.get("q", "").strip()
    found = [one for one in members if asked.casefold() in one.client.name.casefold()]
    shown = found if "all" in request.GET else found[:FIRST_ROWS]
    look_closer(attention.to_look_at(members), shown, now)
    context = admin.site.each_context(request) | {
        "title": "",
        "today": request.user.today(now),
        "shelves": attention.shelves_of(members, now),
        "most": ":" if "more" in request.GET else f":{MOST_LINES}",
        "count": len(members),
        "found": len(found),
        "rows": rows_of(shown),
        "after": len(shown) if len(found) > len(shown) else None,
        "asked": asked,
        "logs_to_see": sum(one.client.unseen_logs for one in members),
    }
    return render(request, "clients/desk/front.html", context)


def everyone(request: HttpRequest) -> HttpResponse:
    """The next rows, as the list comes into view."""
    now = timezone.now()
    after = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else FIRST_ROWS
    asked = request.GET.get("q", "").strip()
    clients = Client.objects.coached_by(request.user).filter(name__icontains=asked)
    members = roster.read(clients[after : after + MORE_ROWS], request.user, now)
    roster.look_closer(members, now)
    context = {
        "rows": rows_of(members),
        "after": after + MORE_ROWS if len(members) == MORE_ROWS else None,
        "asked": asked,
    }
    return render(request, "clients/desk/_rows.html", context)


def look_closer(urgent: list[Member], shown: list[Member], now: datetime) -> None:
    """Both in one go, nobody twice."""
    roster.look_closer({id(one): one for one in (*urgent, *shown)}.values(), now)


def has_started(request: HttpRequest) -> bool:
    profile = CoachProfile.objects.filter(user=request.user).first()
    return profile is not None and profile.has_answered_spacing
