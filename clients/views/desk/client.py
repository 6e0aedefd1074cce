"""One client: how they are, what stands in the way, and everything that helps to write to them well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from clients import (
    access,
    care,
    charts,
    doses,
    explaining,
    graphs,
    house_rules,
    injuries,
    loads,
    moving,
    results,
    returning,
    roster,
    screening,
    seasons,
    sides,
    stepping,
    strips,
    talking,
    tallying,
    upkeep,
    visits,
)
from clients.attention import held_line
from clients.checking import Calendar
from clients.forms.body import EpisodeForm, StandForm
from clients.forms.coaching import FlagForm, NoteForm, RhythmForm, SecondAdultForm
from clients.forms.join import GuardianForm
from clients.models import (
    Adaptation,
    Away,
    CarePlan,
    CheckIn,
    Client,
    Comment,
    MoveRequest,
    RuleOverride,
    ScheduledSession,
    SessionLog,
    SetLog,
    Treatment,
)
from clients.roster import Member
from clients.rules.compliance import Pillar
from clients.rules.recovery import coach_headline, coach_reason_line
from clients.views.desk import refused
from clients.views.desk.away import spans_of
from clients.views.desk.door import client_to_read
from clients.views.desk.end_plan import plans_of
from clients.views.desk.progress_acts import body_of
from coachapp.lib.wording import worded
from plans.labels import key_of
from plans.models import Modality
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.notes import RuleNote, Severity

ONE_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)
LOAD_WEEKS = 8
TALLY_WEEKS = (1, 4)
PILLARS = {
    Pillar.STRENGTH: worded(key_of(Kind.STRENGTH), _("strength")),
    Pillar.HILLS: worded(key_of(Kind.HILLS), _("hill sprints")),
    Pillar.RUNNING: _("running"),
    Pillar.MAINTENANCE: worded(key_of(Kind.MAINTENANCE), _("maintenance")),
}
MOST_LOGS = 12
FIRST_PAIRS, MOST_PAIRS = 3, 12
MOST_SCREENS = 6
MOST_RACES = 6
MOST_VISITS = 8
UPKEEP_WEEKS = 4
VISITS_BACK = timedelta(weeks=12)
MOST_NOTES = 40
MOST_PAST = 5
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
    away = list(client.away_spans.filter(to_on__gte=today - A_WEEK * max(TALLY_WEEKS)))
    calendar = member.whole_calendar()
    typed = refused.typed_before(request, client)
    context = admin.site.each_context(request) | {
        "title": client.name,
        "client": member.client,
        "member": member,
        "today": today,
        "is_coach_of": client.coach_id == request.user.pk,
        **standing(member, calendar, typed.get("flag")),
        **training(member, away),
        **body(member, now, typed.get("injuries")),
        **talk(request, client, typed.get("notes")),
        **steering(client, member, calendar),
        **season_of(client, today),
        **spans_of(away, today, typed.get("away")),
        "plans": plans_of(client, today),
        "rhythms": care_of(request, member, typed.get("treatment")),
        "requests": MoveRequest.objects.visible_to(request.user)
        .filter(client=client, answer=MoveRequest.Answer.OPEN)
        .select_related("session"),
        "invitation": client.invitations.open(now).first(),
        **answerable(client, today, typed.get("guardian")),
    }
    return render(request, "clients/desk/client.html", context)


def answerable(client: Client, today: date, typed: MultiValueDict | None) -> dict[str, object]:
    """Who answers for an athlete under 18, where one may be: an adult's row is not asked for."""
    is_young = client.is_minor(today)
    asked = client.guardians.current().select_related("user")
    guardian = asked.first() if is_young or client.born_on is None else None
    return {
        "is_young": is_young,
        "age": client.age(today),
        "guardian": guardian,
        "waits_for_guardian": (is_young or guardian is not None)
        and not (guardian and guardian.has_agreed),
        "guardian_news": explaining.guardian_letter_news(guardian) if guardian else "",
        "second_form": SecondAdultForm(
            typed if typed and "second_adult" in typed else None,
            initial={"second_adult": guardian.second_adult if guardian else ""},
        ),
        "guardian_form": GuardianForm(typed if typed and "guardian_email" in typed else None),
    }


def member_of(client: Client, request: HttpRequest, now: datetime) -> Member:
    """The client as the roster reads them."""
    member = roster.read(Client.objects.filter(pk=client.pk), request.user, now)[0]
    roster.look_closer([member], now)
    return member


def standing(member: Member, calendar: Calendar, typed: MultiValueDict | None) -> dict[str, object]:
    """The state, what stands in the way, and the days that would be good."""
    conflict = conflict_of(calendar)
    held = member.held
    monday = member.today - ONE_DAY * member.today.weekday()
    return {
        "state": member.readiness.state,
        "headline": coach_headline(member.readiness, member.client.name),
        "reasons": coach_reason_line(member.readiness),
        "spacing": calendar.settings.spacing,
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
        "held_line": held_line(member) if held else None,
        "good_days": moving.days_without_keep(held, member.today) if held else [],
        "flag_form": FlagForm(typed),
    }


def conflict_of(calendar: Calendar) -> RuleNote | None:
    """The worst that the rules say about the next seven days: an error, or easy days that are too few."""
    notes = calendar.notes(calendar.today, calendar.today + A_WEEK)
    pressing = (note for note in notes if note.severity is Severity.E or note.rule == "R01")
    return next(pressing, None)


def better_day(note: RuleNote) -> date | None:
    """The nearest good day, a later one if there is: rather wait than stack two hard sessions on a day."""
    later = [day for day in note.good_days if day > note.day]
    return next(iter([*later, *note.good_days]), None)


def session_of(member: Member, key: str) -> ScheduledSession | None:
    """The sent session that a note is about; a draft is solved on the board."""
    return next((one for one in member.sent if str(one.code) == key), None)


def sets_of(client: Client, today: date) -> list[SetLog]:
    """Sets of strength and sprints up a hill, of twelve weeks, oldest first; each knows its `kind`."""
    sets = SetLog.objects.filter(log__client=client, log__done_on__gt=today - STRENGTH_BACK)
    hills = Q(log__session__kind=Kind.HILLS, pk__in=SetLog.objects.sprints().values("pk"))
    strength = Q(log__session__kind=Kind.STRENGTH, exercise__isnull=False)
    return list(
        sets.filter(hills | strength)
        .annotate(kind=F("log__session__kind"))
        .select_related("log", "exercise")
        .order_by("log__done_on", "position")
    )


def training(member: Member, away: Sequence[Away]) -> dict[str, object]:
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
    kept = upkeep.by_week(rows, away, today, LOAD_WEEKS)
    sets = sets_of(client, today)
    drawn = sides.pairs([one for one in sets if one.kind == Kind.STRENGTH], MOST_PAIRS)
    pairs = [(one, sides.pair(one)) for one in drawn]
    hills = doses.doses(one for one in sets if one.kind == Kind.HILLS)
    return {
        "calendar": [week(member, bars, monday + A_WEEK * n) for n in (-1, 0, 1)],
        "tally": tally(away, rows, today),
        "load_weeks": bars,
        "load_chart": graphs.load(bars) if any(bar.total for bar in bars) else None,
        "even_weeks": [bar for bar in bars if bar.is_even],
        "pairs": pairs[:FIRST_PAIRS],
        "more_pairs": pairs[FIRST_PAIRS:],
        "doses": hills,
        "dose_chart": doses.chart(hills) if hills else None,
        "upkeep": upkeep.of_weeks(rows, away, today, UPKEEP_WEEKS),
        "upkeep_weeks": kept,
        "upkeep_chart": upkeep.chart(kept) if any(week.planned for week in kept) else None,
        "logs": SessionLog.objects.filter(client=client).select_related("session")[:MOST_LOGS],
    }


def tally(away: Sequence[Away], rows: Sequence[ScheduledSession], today: date) -> list[tuple]:
    """Done of planned by pillar, for each span of weeks."""
    counts = tallying.of_weeks(rows, away, today, TALLY_WEEKS)
    return [(PILLARS[pillar], each) for pillar, each in counts]


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


def body(member: Member, now: datetime, typed: MultiValueDict | None) -> dict[str, object]:
    """Mornings, places, injuries and the screen. Without consent nothing is read, and the page says so."""
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
    reports = injuries.reports_of(client, today)
    screens = list(client.screens.all()[:MOST_SCREENS])
    last_screen = screens[0] if screens else None
    places = strips.strips(reports, today)
    episodes = list(client.episodes.select_related("entered_by", "closed_by"))
    still_open = [one for one in episodes if one.closed_on is None]
    return {
        "trend": graphs.trend(check_ins.order_by("day"), hard_days, today),
        "reports": [one for one in reports if one.day > today - PLACES_BACK],
        "open_places": injuries.places_of(client, now, reports, still_open, member.look.limits),
        "episodes": [(one, StandForm.of(one)) for one in still_open],
        "past_episodes": [one for one in episodes if one.closed_on][:MOST_PAST],
        "episode_form": EpisodeForm(typed, initial={"started_on": today}, auto_id="id_injury_%s"),
        "last_screen": last_screen,
        "screens": screens,
        "screen_chart": sides.pair(scored) if (scored := sides.screens(screens)) else None,
        "strips": places,
        "strip_chart": strips.chart(places, today) if places else None,
        "findings": screening.open_findings(client) if last_screen else (),
    }


def steering(client: Client, member: Member, calendar: Calendar) -> dict[str, object]:
    """How the coach steers between plans: days made easier, the next steps, the way back to running."""
    today = member.today
    body = body_of(calendar.known()[client.pk], member.readiness.state)
    eased = list(Adaptation.objects.filter(client=client, put_back_at=None))
    return {
        "standing": [one for one in eased if one.stands(today)],
        "due": next((one for one in eased if one.is_to_review(today)), None),
        "tomorrow": today + ONE_DAY,
        "steps": stepping.steps(client, body, today=today),
        "ladder": returning.ladder(client, has_consent=member.client.has_consent),
        "has_return_run": any(one.run_type == RunType.RETURN_RUN for one in member.sessions),
    }


def season_of(client: Client, today: date) -> dict[str, object]:
    """The phase, whose word it is, and the races ahead."""
    races = list(client.races.order_by("day"))
    season = seasons.by_all(client, races, today)
    times = client.race_times.all()
    return {
        "phase": Client.Phase(season.phase_on(today)).label,
        "next_a_race": season.next_race(today),
        "races": [(race, (race.day - today).days) for race in races if race.day >= today],
        "distances": [(each, results.race_line(each)) for each in results.distances(times)],
        "past_races": [race for race in reversed(races) if race.day < today][:MOST_RACES],
    }


def talk(request: HttpRequest, client: Client, typed: MultiValueDict | None) -> dict[str, object]:
    """The thread: on sessions, on weeks, on the person; and what the other side has read."""
    notes = Comment.objects.visible_to(request.user).filter(client=client)
    notes = talking.read_by_the_other(notes).select_related("author", "session")
    if client.coach_id != request.user.pk:
        notes = notes.filter(private=False)
    newest = list(notes.order_by("-at", "-pk")[:MOST_NOTES])
    return {"notes": newest[::-1], "note_form": NoteForm(typed)}


def care_of(
    request: HttpRequest, member: Member, typed: MultiValueDict | None
) -> dict[str, object]:
    """The rhythms, and the visits of twelve weeks beside what each rhythm asks for in that time."""
    client, today = member.client, member.today
    had = list(client.treatments.filter(done_on__gt=today - VISITS_BACK).select_related("modality"))
    drawn = visits.lines(had, member.care, today)
    modalities = Modality.objects.visible_to(request.user).current().order_by("-hands_on", "name")
    return {
        "lines": care.lines_of(client, member.care, today, is_blocked=client.has_hands_on_block),
        "plans": member.care,
        "visits": had[:MOST_VISITS],
        "kept": [kept(plan, had, today) for plan in member.care],
        "over_time": drawn,
        "chart": visits.chart(drawn, today) if drawn else None,
        "form": RhythmForm(
            typed,
            modalities=modalities,
            initial={"base_days": house_rules.massage_days(client.coach)},
        ),
    }


def kept(plan: CarePlan, had: Sequence[Treatment], today: date) -> tuple[CarePlan, int, int]:
    """How many visits there were since the rhythm began, twelve weeks back at most, and how many it asks for."""
    since = max(plan.start_on, today - VISITS_BACK)
    there = sum(one.modality_id == plan.modality_id and one.done_on >= since for one in had)
    return plan, there, max(1, round((today - since).days / plan.base_days))
