"""One client: how they are, what stands in the way, and everything that helps to write to them well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clients import access, care, charts, graphs, house_rules, loads, moving, roster, sides
from clients.forms.coaching import FlagForm, NoteForm, RhythmForm
from clients.models import (
    CheckIn,
    Client,
    Comment,
    MoveRequest,
    PainReport,
    RuleOverride,
    ScheduledSession,
    SessionLog,
    SetLog,
)
from clients.roster import Member
from clients.rules.recovery import coach_headline, coach_reason_line
from clients.views.desk.door import client_to_read
from plans.models import Modality
from plans.rules.kinds import Hardness, Kind
from plans.rules.notes import RuleNote, Severity
from plans.rules.spacing import DayVerdict

ONE_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)
LOAD_WEEKS = 8
MOST_LOGS = 12
MOST_NOTES = 40
PLACES_BACK = timedelta(days=28)
STRENGTH_BACK = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    day: date
    sessions: Sequence[ScheduledSession]
    is_today: bool


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    monday: date
    days: Sequence[CalendarDay]
    load: float


def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one client. For somebody who has left, the record shows name and dates."""
    client = client_to_read(request, pk)
    now = timezone.now()
    today = client.today(now)
    access.note(client, request.user, "overview", today=today)
    if client.ended_on is not None:
        return redirect("admin:clients_client_change", client.pk)
    member = member_of(client, request, now)
    context = admin.site.each_context(request) | {
        "title": client.name,
        "client": member.client,
        "member": member,
        "today": today,
        "is_coach_of": client.coach_id == request.user.pk,
        **standing(member),
        **training(member),
        **body(member),
        **talk(request, client),
        "rhythms": care_of(request, client, today),
        "requests": MoveRequest.objects.visible_to(request.user)
        .filter(client=client, answer=MoveRequest.Answer.OPEN)
        .select_related("session"),
        "invitation": client.invitations.open(now).first(),
    }
    return render(request, "clients/desk/client.html", context)


def member_of(client: Client, request: HttpRequest, now: datetime) -> Member:
    """The client as the roster reads them."""
    member = roster.read(Client.objects.filter(pk=client.pk), request.user, now)[0]
    roster.look_closer([member], now)
    return member


def standing(member: Member) -> dict[str, object]:
    """The state, what stands in the way, and the days that would be good."""
    conflict = conflict_of(member)
    held = member.held
    monday = member.today - ONE_DAY * member.today.weekday()
    return {
        "state": member.readiness.state,
        "headline": coach_headline(member.readiness, member.client.name),
        "reasons": coach_reason_line(member.readiness),
        "spacing": member.calendar.settings.spacing,
        "ridge": charts.week_ridge(
            [one for one in member.sent if monday <= one.day < monday + A_WEEK],
            monday,
            member.today,
        ),
        "conflict": conflict,
        "better_day": better_day(conflict) if conflict else None,
        "conflict_session": session_of(member, conflict.key) if conflict else None,
        "keep_reasons": RuleOverride.Reason.choices,
        "held": held,
        "good_days": good_days(held, member.today) if held else [],
        "flag_form": FlagForm(),
    }


def conflict_of(member: Member) -> RuleNote | None:
    """The worst that the rules say about the next seven days: an error, or easy days that are too few."""
    notes = member.calendar.notes(member.today, member.today + A_WEEK)
    pressing = (note for note in notes if note.severity is Severity.E or note.rule == "R01")
    return next(pressing, None)


def better_day(note: RuleNote) -> date | None:
    """The nearest good day, a later one if there is: rather wait than stack two hard sessions on a day."""
    later = [day for day in note.good_days if day > note.day]
    return next(iter([*later, *note.good_days]), None)


def session_of(member: Member, key: str) -> ScheduledSession | None:
    """The sent session that a note is about; a draft is solved on the board."""
    return next((one for one in member.sent if str(one.code) == key), None)


def good_days(session: ScheduledSession, today: date) -> list[date]:
    choices = moving.day_choices(session, today)
    return [one.day for one in choices if one.verdict is DayVerdict.GOOD and one.day != today]


def training(member: Member) -> dict[str, object]:
    """Three weeks of calendar, eight weeks of load, the last logs, left beside right."""
    client, today = member.client, member.today
    monday = today - ONE_DAY * today.weekday()
    since = monday - A_WEEK * (LOAD_WEEKS - 1)
    rows = list(
        ScheduledSession.objects.filter(client=client)
        .between(since, today)
        .select_related("log")
        .in_order()
    )
    bars = graphs.weeks(rows, today, LOAD_WEEKS)
    sets = (
        SetLog.objects.filter(
            log__client=client,
            log__done_on__gt=today - STRENGTH_BACK,
            log__session__kind=Kind.STRENGTH,
            exercise__isnull=False,
        )
        .select_related("log", "exercise")
        .order_by("log__done_on", "position")
    )
    return {
        "calendar": [week(member, bars, monday + A_WEEK * n) for n in (-1, 0, 1)],
        "load_weeks": bars,
        "load_chart": graphs.load(bars) if any(bar.total for bar in bars) else None,
        "even_weeks": [bar for bar in bars if bar.is_even],
        "pairs": [(one, sides.pair(one)) for one in sides.pairs(sets)],
        "logs": SessionLog.objects.filter(client=client).select_related("session")[:MOST_LOGS],
    }


def week(member: Member, bars: Sequence[graphs.WeekBar], monday: date) -> CalendarWeek:
    days = [monday + ONE_DAY * n for n in range(7)]
    return CalendarWeek(
        monday=monday,
        days=[
            CalendarDay(
                day,
                [one for one in member.sessions if one.day == day and not one.removes],
                day == member.today,
            )
            for day in days
        ],
        load=sum(bar.total for bar in bars if bar.monday == monday),
    )


def body(member: Member) -> dict[str, object]:
    """Mornings and places. Without consent there is nothing to read, and the page says so."""
    client, today = member.client, member.today
    if not client.has_consent:
        return {"trend": None, "reports": []}
    check_ins = CheckIn.objects.counting().filter(
        client=client, day__gt=today - ONE_DAY * graphs.MORNINGS, day__lte=today
    )
    hard_days = [
        log.done_on
        for one in member.sent
        if (log := loads.log_of(one)) is not None and log.was_done and log.hardness == Hardness.HARD
    ]
    reports = PainReport.objects.filter(client=client, day__gt=today - PLACES_BACK)
    return {
        "trend": graphs.trend(check_ins.order_by("day"), hard_days, today),
        "reports": reports.order_by("-day", "-pk"),
    }


def talk(request: HttpRequest, client: Client) -> dict[str, object]:
    notes = Comment.objects.visible_to(request.user).filter(client=client).select_related("author")
    if client.coach_id != request.user.pk:
        notes = notes.filter(private=False)
    newest = list(notes.order_by("-at", "-pk")[:MOST_NOTES])
    return {"notes": newest[::-1], "note_form": NoteForm()}


def care_of(request: HttpRequest, client: Client, today: date) -> dict[str, object]:
    modalities = Modality.objects.visible_to(request.user).current().order_by("-hands_on", "name")
    return {
        "lines": care.lines(client, today),
        "plans": client.care_plans.running().select_related("modality"),
        "visits": client.treatments.select_related("modality")[:5],
        "form": RhythmForm(
            modalities=modalities,
            initial={"base_days": house_rules.answers_of(client.coach)["massage_days"]},
        ),
    }
