"""The coach's Today: who needs me, and how everybody is."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients import attention, charts, loads, remembering, roster, tallying, watching
from clients.models import Client, ScheduledSession, SessionLog
from clients.remembering import Remembered
from clients.roster import Member
from clients.rules.compliance import PILLAR, Pillar
from clients.rules.recovery import coach_reason_line
from clients.sifting import Sieve
from clients.views.desk import bar
from clients.views.desk.everyone import chips, states
from coachapp.lib import wording
from coachapp.lib.keeping import Kept
from coachapp.lib.prepared import Prepared
from plans.rules.kinds import Kind
from plans.saying import say

if TYPE_CHECKING:
    from coachapp.models import User

FIRST_ROWS = 12
MORE_ROWS = 24
MOST_LINES = 7
WEEK = timedelta(days=6)
PILLARS = {
    Pillar.STRENGTH: (_("strength"), "i-strength"),
    Pillar.HILLS: (_("hills"), "i-hill"),
    Pillar.RUNNING: (_("running"), "i-easy"),
    Pillar.MAINTENANCE: (_("maintenance"), "i-maint"),
}
MET = ("done", "moved")


@dataclass(frozen=True, slots=True)
class OfPillar:
    """What of one pillar was planned this week, a segment each."""

    label: str
    icon: str
    segments: tuple[str, ...]

    @property
    def done(self) -> int:
        return sum(one in MET for one in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of Everyone, in plain values."""

    key: int
    name: str
    goal: str
    is_paused: bool
    is_away: bool
    groups: tuple[str, ...]
    state: str
    reasons: str
    ridge: charts.Ridge
    pillars: tuple[OfPillar, ...]
    due_in: int | None  # days until the next treatment; below zero it is past its rhythm
    last_on: date | None
    last_title: str
    unread: int

    @property
    def planned(self) -> int:
        return sum(len(each.segments) for each in self.pillars)

    @property
    def done(self) -> int:
        return sum(each.done for each in self.pillars)

    @property
    def days_past(self) -> int:
        return -(self.due_in or 0)

    @classmethod
    def of(cls, member: Member) -> "Row":
        client, today = member.client, member.today
        monday = today - timedelta(days=today.weekday())
        week = [one for one in member.sent if monday <= one.day <= monday + WEEK]
        care = min(member.care, key=lambda plan: plan.due_on, default=None)
        last = last_log(member)
        return cls(
            key=client.pk,
            name=client.name,
            goal=client.goal,
            is_paused=client.status == Client.Status.PAUSED,
            is_away=client.is_away,
            groups=tuple(client.groups or ()),
            state=member.readiness.state,
            reasons=say(coach_reason_line(member.readiness)),
            ridge=charts.week_ridge(week, monday, today),
            pillars=tuple(of_pillars(week, member)),
            due_in=(care.due_on - today).days if care else None,
            last_on=client.last_log_on,
            last_title=last.session.title if last else "",
            unread=client.unread,
        )


def of_pillars(week: Iterable[ScheduledSession], member: Member) -> list[OfPillar]:
    """The week's segments, pillar by pillar; only pillars with something planned."""
    found: dict[Pillar, list[str]] = {}
    for one in week:
        if counts(one) and not is_excused(one, member):
            found.setdefault(PILLAR[Kind(one.kind)], []).append(segment(one, member.today))
    return [
        OfPillar(str(label), icon, tuple(found[each]))
        for each, (label, icon) in PILLARS.items()
        if each in found
    ]


def last_log(member: Member) -> SessionLog | None:
    """The newest log, where it lies in the weeks that were looked at."""
    logs = [log for one in member.sent if (log := loads.log_of(one)) is not None]
    last = max(logs, key=lambda log: log.done_on, default=None)
    return last if last and last.done_on == member.client.last_log_on else None


def counts(session: ScheduledSession) -> bool:
    """Whether it is one of the planned: rest, what may be left out and what the athlete added are not."""
    if session.kind == Kind.REST or session.optional:
        return False
    return session.origin != ScheduledSession.Origin.ATHLETE


def is_excused(session: ScheduledSession, member: Member) -> bool:
    """Ill, hurt or away, and not done all the same: outside the count, as on the athlete's own page."""
    log = loads.log_of(session)
    if log is not None:
        return log.skip_reason in tallying.EXCUSES
    day = session.day.isoformat()
    return any(span["first"] <= day <= span["last"] for span in member.client.away_days or ())


def segment(session: ScheduledSession, today: date) -> str:
    """Done, moved, did not happen, or still to come."""
    log = loads.log_of(session)
    if log is not None and log.was_done:
        return "moved" if session.was_moved else "done"
    return "next" if log is None and session.day >= today else "open"


def today(request: HttpRequest) -> HttpResponse:
    """Three shelves, then everyone. A coach who has not said how hard days are spaced starts there."""
    now = timezone.now()
    coach = next(iter(_coach(user=request.user.pk, now=now)))
    profile = getattr(coach, "coach_profile", None)
    if request.user.is_coach and not (profile and profile.has_answered_spacing):
        return redirect("admin:start")
    bar.read_already(request, coach)
    wording.speak(profile.words if profile else wording.NONE)
    everybody = Remembered.of_coach(request.user, now)
    members = everybody.members
    sieve = Sieve.of(request.GET)
    found = [one for one in members if sieve.passes(one)]
    shown = found if "all" in request.GET or sieve.state else found[:FIRST_ROWS]
    urgent = attention.to_look_at(members)
    everybody.look_closer({id(one): one for one in (*urgent, *shown)}.values(), now)
    if sieve.state:
        found = [one for one in found if sieve.is_in_state(one)]
        shown = found if "all" in request.GET else found[:FIRST_ROWS]
    context = admin.site.each_context(request) | {
        "title": "",
        "today": request.user.today(now),
        "shelves": attention.shelves_of(members, now),
        "most": ":" if "more" in request.GET else f":{MOST_LINES}",
        "count": len(members),
        "found": len(found),
        "rows": [_row_of(one, everybody.keys.get(one.client.pk)) for one in shown],
        "after": len(shown) if len(found) > len(shown) else None,
        "sieve": sieve,
        "chips": chips(members, sieve),
        "states": states(sieve),
        "mail_trouble": _mail_trouble(coach, now),
        "logs_to_see": sum(one.client.unseen_logs for one in members),
    }
    return render(request, "clients/desk/front.html", context)


def _row_of(member: Member, key: Hashable | None) -> Row:
    """Its row, kept under `key`."""
    row = _rows.get(key) or Row.of(member)
    _rows.put(key, row)
    return row


_rows: Kept[Row] = Kept(remembering.MOST_MEMBERS)


def _mail_trouble(coach: "User", now: datetime) -> watching.Trouble | None:
    """A coach's is read beside them; the operator, also one who coaches, runs the mail of all."""
    if coach.is_superuser:
        return watching.trouble(coach, now)
    return watching.trouble_beside(coach, now)


_coach = Prepared(
    lambda user, now: watching.beside(
        get_user_model()
        .objects.filter(pk=user)
        .select_related("coach_profile")
        .annotate(**bar.columns()),
        get_user_model()(pk=user),
        now,
    ),
    user=int,
    now=datetime,
)


def everyone(request: HttpRequest) -> HttpResponse:
    """The next rows, as the list comes into view; opened by hand, the whole list on its page."""
    now = timezone.now()
    sieve = Sieve.of(request.GET)
    if not request.htmx:
        return redirect(f"{reverse('admin:index')}?all=1&{sieve.query()}".rstrip("&") + "#all-h")
    typed = request.GET.get("after", "")
    after = int(typed) if typed.isdecimal() and len(typed) < 6 else FIRST_ROWS
    clients = sieve.rows(Client.objects.coached_by(request.user))
    if sieve.reads_facts:
        everybody = [one for one in roster.read(clients, request.user, now) if sieve.passes(one)]
        roster.look_closer(everybody, now)
        members = [one for one in everybody if sieve.is_in_state(one)][after : after + MORE_ROWS]
    else:
        members = roster.read(clients[after : after + MORE_ROWS], request.user, now)
        roster.look_closer(members, now)
    context = {
        "rows": [Row.of(member) for member in members],
        "after": after + MORE_ROWS if len(members) == MORE_ROWS else None,
        "sieve": sieve,
    }
    return render(request, "clients/desk/_rows.html", context)
