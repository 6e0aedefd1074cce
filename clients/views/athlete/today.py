"""Today: how recovered, the one thing to do about it, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import care, charts, holding, injuries, loads, mornings, naming, silences, touches
from clients.holding import Hold
from clients.models import Client, ScheduledPrescription, ScheduledSession, Verdict, last_days_shown
from clients.rules.recovery import (
    Action,
    Readiness,
    headline,
    reason_line,
    suggested_action,
    suggestion,
)
from clients.views.athlete import AthleteRequest, athlete_required
from clients.views.athlete.log_pages import OWN_RUNS
from coachapp.lib.drawing import Drawn
from coachapp.lib.keeping import Kept
from coachapp.lib.prepared import Prepared, hand_over
from plans.labels import KINDS
from plans.rules.kinds import Hardness, Kind
from plans.rules.sentence import Sentence

AHEAD = timedelta(days=7)
MOST_COMING = 3
MOST_KEPT = 300
"""Days that are kept as they were drawn, of some eight kilobytes each."""
CARE = frozenset({Kind.MAINTENANCE, Kind.TREATMENT})
QUIET = frozenset({Action.GO, Action.HELD, Action.CHECK_IN_FIRST})
OTHER_KINDS = [
    (kind.value, KINDS[kind])
    for kind in (
        Kind.RUN,
        Kind.STRENGTH,
        Kind.HILLS,
        Kind.MAINTENANCE,
        Kind.CROSS,
        Kind.PRACTICE,
        Kind.TREATMENT,
    )
]


@dataclass(frozen=True, slots=True)
class Day:
    """What Today shows, from rows that were read once."""

    athlete: Client
    today: date
    sessions: Sequence[ScheduledSession]
    readiness: Readiness
    hold: Hold | None = None
    of_today: list[ScheduledSession] = field(init=False)

    def __post_init__(self) -> None:
        """Sort out which of the rows are today's."""
        object.__setattr__(
            self, "of_today", [each for each in self.sessions if each.day == self.today]
        )

    @property
    def planned(self) -> Hardness | None:
        return mornings.planned_hardness(self.sessions, self.today)

    @property
    def headline(self) -> Sentence:
        return headline(self.readiness, self.planned)

    @property
    def reasons(self) -> Sentence:
        return reason_line(self.readiness)

    @property
    def advice(self) -> Sentence | None:
        """What the state suggests about today's plan, where it is more than to go ahead."""
        if not self.to_do or suggested_action(self.readiness, self.planned) in QUIET:
            return None
        return suggestion(self.readiness, self.planned)

    @property
    def to_do(self) -> list[ScheduledSession]:
        """Open sessions in their order, without rest and without what is held."""
        held = self.hold.sessions if self.hold else ()
        return [
            each
            for each in self.of_today
            if each.kind != Kind.REST and loads.log_of(each) is None and each not in held
        ]

    @property
    def cards(self) -> list[ScheduledSession]:
        """What gets a card of its own: the training, or the care where there is nothing else."""
        training = [each for each in self.to_do if each.kind not in CARE]
        return training or self.to_do[:1]

    @property
    def besides(self) -> list[ScheduledSession]:
        """What stands below the cards in one line each: ball, stretch, treatment."""
        shown = {each.pk for each in self.cards}
        return [each for each in self.to_do if each.pk not in shown]

    @property
    def over(self) -> list[ScheduledSession]:
        """Done, or said not to have happened."""
        return [each for each in self.of_today if loads.log_of(each) is not None]

    @property
    def is_rest(self) -> bool:
        return self.has_week and not (self.to_do or self.over or self.hold)

    @property
    def has_week(self) -> bool:
        """Whether anything stands in this week."""
        monday = monday_of(self.today)
        return any(monday <= each.day < monday + AHEAD for each in self.sessions)

    @property
    def coming(self) -> list[ScheduledSession]:
        later = [each for each in self.sessions if each.day > self.today]
        return [each for each in later if loads.log_of(each) is None][:MOST_COMING]

    @property
    def of_this_week(self) -> list[ScheduledSession]:
        """What the phone keeps to be opened without signal."""
        monday = monday_of(self.today)
        return [each for each in self.sessions if monday <= each.day < monday + AHEAD]

    @property
    def is_over(self) -> bool:
        """Something was planned before, and nothing is any more."""
        return bool(self.sessions) and not any(each.day >= self.today for each in self.sessions)

    @property
    def asks(self) -> bool:
        """Whether the check-in stands above the action."""
        wanted = self.athlete.check_ins and self.athlete.has_consent
        return bool(wanted and not self.athlete.ended_on and self.athlete.day_check_in is None)


def today_page(request: AthleteRequest) -> HttpResponse:
    """What hangs on the athlete's rows is worked out when one of them was written, else it is kept."""
    athlete, day = request.athlete, request.athlete_today
    silent_since = None if athlete.ended_on else silences.asked_since(athlete, day)
    for_a_guardian = hasattr(request, "guardian")
    key = touches.key_of(athlete, request.athlete_now, day, for_a_guardian)
    main = _mains.get(key)
    if main is None:
        context = main_context(request) | {"silent_since": silent_since}
        main = Drawn.of("clients/today/_main.html", context, request)
        _mains.put(key, main)
    return render(request, "clients/today.html", {"athlete": athlete, "main": main})


_mains: Kept[Drawn] = Kept(MOST_KEPT)


def main_context(request: AthleteRequest) -> dict[str, object]:
    """What Today says of the day: two queries."""
    athlete, now, day = request.athlete, request.athlete_now, request.athlete_today
    monday = monday_of(day)
    verdict = athlete.day_verdict if athlete.has_consent else None
    sessions = list(
        around(
            user=athlete.user_id,
            client=athlete.pk,
            first=day - (mornings.SPACING_REACHES if verdict else loads.HISTORY),
            last=day + AHEAD,
            last_days=last_days_shown(day),
        )
    )
    readiness = (
        mornings.stored(verdict)
        if verdict
        else mornings.of_known(
            athlete, day, sessions=sessions, reports=athlete.recent_reports, now=now
        )
    )
    page = Day(athlete, day, sessions, readiness, holding.of_day(sessions, day, readiness, verdict))
    read_lines(page.of_today)
    return {
        "page": page,
        "coach": athlete.coach,
        "ridge": charts.week_ridge(sessions, monday, day) if page.has_week else None,
        "tomorrow": day + timedelta(days=1),
        "care": care.next_line(athlete, sessions, day),
        "athlete": athlete,
        "injuries": injuries.as_rows(athlete.open_injuries) if athlete.has_consent else (),
        "state_words": Verdict.State(readiness.state).label,
        "other_kinds": tuple((kind, str(word)) for kind, word in OTHER_KINDS),
        "kept": kept_by_phone(page),
        "motto": naming.motto_on(day),
    }


today = athlete_required(today_page)


def kept_by_phone(page: Day) -> list[str]:
    """Addresses of what can be opened without signal after Today has been opened once."""
    week = [reverse("clients:week", args=[page.today])]
    for each in page.of_this_week:
        names = ["session"]
        if loads.log_of(each) is None:
            names += ["log"] if each.kind == Kind.REST else ["log", "skip"]
        week += [reverse(f"clients:{name}", args=[each.code]) for name in names]
    return [*_always_kept(), *week, *([] if page.athlete.ended_on else _kept_to_log())]


@cache
def _always_kept() -> tuple[str, ...]:
    return tuple(reverse(f"clients:{name}") for name in ("check_in", "body", "notes"))


@cache
def _kept_to_log() -> tuple[str, ...]:
    """What can be logged without a plan, every kind of run by itself."""
    kinds = dict.fromkeys((*(kind for kind, _word in OTHER_KINDS), *OWN_RUNS))
    return tuple(reverse("clients:log_kind", args=[kind]) for kind in kinds)


def own_around(
    user: int, client: int, first: date, last: date, last_days: Sequence[date]
) -> QuerySet[ScheduledSession]:
    """The athlete's own sent sessions that bear on the days from `first` to `last`."""
    own = ScheduledSession.objects.visible_to(get_user_model()(pk=user)).filter(client=client)
    return mornings.bearing_on(own.shown_through(*last_days), first, last)


around = Prepared(own_around, user=int, client=int, first=date, last=date, last_days=list)


lines_of = Prepared(
    lambda sessions: ScheduledPrescription.objects.filter(session__in=sessions), sessions=list
)


def read_lines(sessions: Sequence[ScheduledSession]) -> None:
    """What each of them asks for, in one query."""
    keys = [each.pk for each in sessions]
    lines = list(lines_of(sessions=keys)) if keys else []
    for each in sessions:
        hand_over(each, "prescriptions", [one for one in lines if one.session_id == each.pk])


@require_POST
@athlete_required
def silence(request: AthleteRequest) -> HttpResponse:
    """The word on a silence, in one tap. An answer that is none, or to no question, keeps nothing."""
    athlete, day = request.athlete, request.athlete_today
    since = silences.asked_since(athlete, day)
    said = request.POST.get("was_running")
    if since is not None and said in {"yes", "no"}:
        silences.answer(athlete, since, said == "yes", by=request.user, today=day)
        messages.success(
            request, _("Thank you. %(coach)s plans from there.") % {"coach": athlete.coach}
        )
    return redirect("clients:today")


def own_sessions(request: AthleteRequest) -> QuerySet[ScheduledSession]:
    """The athlete's own sent sessions."""
    return ScheduledSession.objects.visible_to(request.athlete.user).filter(client=request.athlete)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
