"""One plan for many: who, from when, what the rules say about each, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients import checking, dials, house_rules, previewing, scheduling
from clients.forms.planning import AssignForm, read_keeps, word_of
from clients.known import known_of
from clients.models import Assignment, Client, Intake, RuleOverride, Tag
from clients.previewing import Placement, Preview
from clients.views.desk.door import is_a_look, to_look
from plans.models import Plan
from plans.publishing import PlanIsEmpty
from plans.rules.asking import Known
from plans.rules.entry_line import Fit, Judged, judge, read
from plans.rules.notes import RuleNote

READY = (Fit.MEETS, Fit.ASKS_NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One athlete in the table. `start_on` and `look` only where ticked."""

    client: Client
    intake: Intake | None
    is_ticked: bool
    later: int
    judged: Judged
    easier: Plan | None = None
    start_on: date | None = None
    look: Preview | None = None

    @property
    def words(self) -> list[tuple[RuleNote, str]]:
        """What needs Keep, each with its word for the form."""
        return [(note, word_of(note)) for note in self.look.errors] if self.look else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it for one athlete. Without an assignment, `why` says the reason."""

    client: Client
    told: str
    assignment: Assignment | None = None
    notes: Sequence[RuleNote] = field(default_factory=tuple)


def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what the rules say about those who are ticked; a POST does it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).published(), pk=pk)
    if is_a_look(request):
        return to_look(request)
    now = timezone.now()
    clients = list(
        Client.objects.coached_by(request.user)
        .select_related("user", "coach", "intake")
        .annotate(groups=Tag.objects.names_of_client())
    )
    if request.method == "POST":
        form = AssignForm(request.POST, clients=clients)
        if form.is_valid() and form.ticked():
            outcomes = place_all(request, plan, form, now)
            return render(request, "clients/desk/assigned.html", result(request, plan, outcomes))
    else:
        form = AssignForm(request.GET or None, clients=clients, initial=first_choice(request, now))
    return render(request, "clients/desk/assign.html", question(request, plan, form, now))


@dataclass(frozen=True, slots=True)
class Fitness:
    """How one athlete stands to the plan's entry line."""

    known: Known
    judged: Judged

    @property
    def fit(self) -> Fit:
        return self.judged.fit

    def easier_among(self, plans: Sequence[Plan]) -> Plan | None:
        """The hardest of the easier plans that they are ready for."""
        if self.fit is not Fit.NOT_YET:
            return None
        ready = (each for each in plans if judge(read(each.entry_line), self.known).fit in READY)
        return next(ready, None)


def fits_of(plan: Plan, clients: Sequence[Client], now: datetime) -> list[Fitness]:
    """What the plan asks beside what is known of each: the log, and before it the first answers."""
    entry = read(plan.entry_line)
    known = known_of(clients, today={client.pk: client.today(now) for client in clients})
    return [Fitness(known[one.pk], judge(entry, known[one.pk])) for one in clients]


def easier_plans(request: HttpRequest, plan: Plan) -> list[Plan]:
    """Published plans for people with less behind them, the hardest first."""
    audiences = [audience for audience, _label in Plan.AUDIENCES]
    below = audiences[: audiences.index(plan.audience)]
    rows = Plan.objects.visible_to(request.user).published().newest().filter(audience__in=below)
    return sorted(rows, key=lambda one: -audiences.index(one.audience))


def group_names(clients: Iterable[Client]) -> list[str]:
    names = {name for client in clients for name in client.groups or ()}
    return sorted(names, key=str.casefold)


def tick(request: HttpRequest, plan: Plan, form: AssignForm, now: datetime) -> None:
    """A look may tick all who are ready, or one group's: nobody who is not ready yet is among them."""
    wanted = request.GET.get("tick", "") if request.method == "GET" and form.is_bound else ""
    if not wanted:
        return
    fits = fits_of(plan, form.clients, now)
    group = wanted.removeprefix("group:") if wanted.startswith("group:") else ""
    codes = [
        str(client.code)
        for client, fit in zip(form.clients, fits, strict=True)
        if fit.fit is not Fit.NOT_YET and (not group or group in (client.groups or ()))
    ]
    form.data = form.data.copy()
    form.data.setlist("athlete", sorted({*form.data.getlist("athlete"), *codes}))


def first_choice(request: HttpRequest, now: datetime) -> dict[str, object]:
    """The next Monday on the coach's own calendar, and as many weeks shown as the coach's dial says."""
    today = request.user.today(now)
    return {
        "on": today + timedelta(days=7 - today.weekday()),
        "weeks_shown": house_rules.answers_of(request.user)["weeks_shown"],
    }


def first_day(plan_sessions, form: AssignForm) -> date:
    """The day on which those start who start no later."""
    on = form.cleaned_data["on"]
    if form.cleaned_data["start"] == AssignForm.RACE:
        return previewing.start_for_race(plan_sessions, on)
    return on


def placements(plan_sessions, form: AssignForm, clients: Iterable[Client]) -> list[Placement]:
    clients = list(clients)
    first = first_day(plan_sessions, form)
    settings = dials.settings_of(clients)
    return [
        Placement(
            client=client,
            start_on=form.start_of(client, first),
            weekday_map=previewing.fit_to_days(client, plan_sessions, settings[client.pk])
            if form.cleaned_data["fit"]
            else {},
        )
        for client in clients
    ]


def question(request: HttpRequest, plan: Plan, form: AssignForm, now: datetime) -> dict:
    """The form and, for those who are ticked, a look at what would happen."""
    tick(request, plan, form, now)
    looks, trouble = {}, ""
    if form.is_bound and form.is_valid():
        try:
            looks, trouble = looks_of(plan, form, now), ""
        except (scheduling.TooFarAhead, OverflowError):
            trouble = _("Choose a start within the next two years.")
        except PlanIsEmpty:
            trouble = _("This plan has no sessions.")
    ticked = set(form.ticked())
    fits = fits_of(plan, form.clients, now)
    easier = easier_plans(request, plan) if any(one.fit is Fit.NOT_YET for one in fits) else []
    lines = [
        Line(
            client=client,
            intake=getattr(client, "intake", None),
            is_ticked=client in ticked,
            judged=fit.judged,
            easier=fit.easier_among(easier),
            later=form.days_later(client) if form.is_bound else 0,
            start_on=looks[client.pk].placement.start_on if client.pk in looks else None,
            look=looks.get(client.pk),
        )
        for client, fit in zip(form.clients, fits, strict=True)
    ]
    return admin.site.each_context(request) | {
        "title": _("Assign"),
        "plan": plan,
        "form": form,
        "lines": lines,
        "groups": group_names(form.clients),
        "asks": any(line.judged.fit is not Fit.ASKS_NOTHING for line in lines),
        "ticked": len(ticked),
        "trouble": trouble,
        "is_posted": request.method == "POST",
        "has_errors": any(line.look and line.look.errors for line in lines),
        "reasons": RuleOverride.Reason.choices,
    }


def looks_of(plan: Plan, form: AssignForm, now: datetime) -> dict[int, Preview]:
    ticked = form.ticked()
    if not ticked:
        return {}
    sessions = list(plan.sessions.all())
    found = previewing.preview(plan, placements(sessions, form, ticked), now=now)
    return {look.placement.client.pk: look for look in found}


def place_all(request: HttpRequest, plan: Plan, form: AssignForm, now: datetime) -> list[Outcome]:
    """One athlete after the other: what does not go for one does not stop the others."""
    keeps = read_keeps(request.POST, form.ticked())
    sessions = list(plan.sessions.all())
    try:
        planned = placements(sessions, form, form.ticked())
    except OverflowError:
        return [Outcome(client=client, told=too_far()) for client in form.ticked()]
    how = {
        "send": request.POST.get("do") != "drafts",
        "weeks_shown": form.cleaned_data["weeks_shown"],
    }
    return [place_one(request, plan, each, keeps, now, **how) for each in planned]


def place_one(
    request: HttpRequest, plan: Plan, placement: Placement, keeps, now: datetime, **how
) -> Outcome:
    client = placement.client
    try:
        assignment = scheduling.assign(
            client,
            plan,
            placement.start_on,
            by=request.user,
            now=now,
            weekday_map=placement.weekday_map,
            kept=tuple(keeps),
            **how,
        )
    except scheduling.DayHasPassed:
        told = _("%(day)s is over. Choose today or a later day.") % {
            "day": date_format(placement.start_on, "D j M")
        }
        return Outcome(client=client, told=told)
    except scheduling.TooFarAhead:
        return Outcome(client=client, told=too_far())
    except scheduling.AlreadyAssigned:
        told = _("%(name)s has this plan from %(day)s already. Nothing was placed twice.") % {
            "name": client.name,
            "day": date_format(placement.start_on, "D j M"),
        }
        return Outcome(client=client, told=told)
    except checking.NeedsKeep as refused:
        told = _("Hard days would come too close, and nobody has kept that.")
        return Outcome(client=client, told=told, notes=refused.notes[client.pk])
    return Outcome(client=client, told=placed(assignment, how["send"]), assignment=assignment)


def too_far() -> str:
    return _("Choose a start within the next two years.")


def placed(assignment: Assignment, is_sent: bool) -> str:
    count = assignment.sessions(manager="with_drafts").count()
    facts = {"count": count, "day": date_format(assignment.start_on, "D j M")}
    if is_sent:
        return (
            ngettext(
                "Placed and sent: %(count)d session from %(day)s.",
                "Placed and sent: %(count)d sessions from %(day)s.",
                count,
            )
            % facts
        )
    return (
        ngettext(
            "Placed as a draft: %(count)d session from %(day)s.",
            "Placed as drafts: %(count)d sessions from %(day)s.",
            count,
        )
        % facts
    )


def result(request: HttpRequest, plan: Plan, outcomes: list[Outcome]) -> dict:
    there = [outcome for outcome in outcomes if outcome.assignment]
    first = min((outcome.assignment.start_on for outcome in there), default=None)
    return admin.site.each_context(request) | {
        "title": _("Assign"),
        "plan": plan,
        "outcomes": outcomes,
        "placed": len(there),
        "missed": len(outcomes) - len(there),
        "first": first,
        "made": [outcome.assignment.pk for outcome in there],
        "again": again(request, [each.client for each in outcomes if not each.assignment]),
    }


def again(request: HttpRequest, clients: list[Client]) -> str:
    """The same form, with only those ticked who were not placed."""
    data = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "do"):
        data.pop(name, None)
    data.setlist("athlete", [str(client.code) for client in clients])
    return data.urlencode()
