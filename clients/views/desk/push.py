"""A new version of a plan for those who have an older one: what it would do for each, then doing it."""

from dataclasses import dataclass, field

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients import checking, pushing
from clients.forms.planning import read_keeps, word_of
from clients.models import RuleOverride
from clients.pushing import Push, Why
from plans.models import Plan
from plans.publishing import PlanIsEmpty
from plans.rules.notes import RuleNote

WHY = {
    Why.EDITED: gettext_lazy("changed for this athlete"),
    Why.LOGGED: gettext_lazy("logged already"),
    Why.TAKEN_OUT: gettext_lazy("taken out for this athlete"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment in the list."""

    push: Push
    is_ticked: bool

    @property
    def skipped(self) -> list[tuple]:
        """What stays as it is, each with the reason in words."""
        return [(each, WHY[each.why]) for each in self.push.skipped]

    @property
    def words(self) -> list[tuple[RuleNote, str]]:
        return [(note, word_of(note)) for note in self.push.errors]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it for one athlete."""

    push: Push
    is_done: bool
    told: str
    notes: list[RuleNote] = field(default_factory=list)


def push(request: HttpRequest, pk: int) -> HttpResponse:
    """The look; a POST does it for those who are ticked."""
    plan = get_object_or_404(Plan.objects.owned_by(request.user).published(), pk=pk)
    now = timezone.now()
    assignments = pushing.behind(plan, request.user)
    if request.method == "POST":
        ticked = {typed for typed in request.POST.getlist("assignment") if typed.isdecimal()}
        chosen = [each for each in assignments if str(each.pk) in ticked]
        if chosen:
            outcomes = [_push_one(request, plan, each, now) for each in chosen]
            return render(request, "clients/desk/pushed.html", _result(request, plan, outcomes))
    context = admin.site.each_context(request) | {
        "title": _("Push to athletes"),
        "plan": plan,
        "lines": [Line(each, True) for each in pushing.look(plan, assignments, now=now)],
        "reasons": RuleOverride.Reason.choices,
        "is_posted": request.method == "POST",
    }
    return render(request, "clients/desk/push.html", context)


def _push_one(request: HttpRequest, plan: Plan, assignment, now) -> Outcome:
    """One athlete after the other: what does not go for one does not stop the others."""
    kept = read_keeps(request.POST, [assignment.client])
    try:
        done = pushing.push(assignment, plan, by=request.user, now=now, kept=kept)
    except checking.NeedsKeep as refused:
        told = _("Hard days would come too close, and nobody has kept that. Nothing was changed.")
        notes = list(refused.notes[assignment.client.pk])
        return Outcome(_nothing(assignment), False, told, notes)
    except pushing.HasThisVersion:
        told = _("This version is there from the same day already. Nothing was changed.")
        return Outcome(_nothing(assignment), False, told)
    except PlanIsEmpty:
        return Outcome(_nothing(assignment), False, _("This plan has no sessions."))
    return Outcome(done, True, said_of(done))


def _nothing(assignment) -> Push:
    return Push(assignment=assignment, is_sent=False)


def said_of(done: Push) -> str:
    """What a push did, or would do, in numbers."""
    parts = [
        ngettext("%d session changes", "%d sessions change", len(done.changes)) % len(done.changes),
        ngettext("%d comes", "%d come", len(done.new)) % len(done.new),
        ngettext("%d goes", "%d go", len(done.gone)) % len(done.gone),
        ngettext("%d stays as it is", "%d stay as they are", len(done.skipped)) % len(done.skipped),
    ]
    counts = (len(done.changes), len(done.new), len(done.gone), len(done.skipped))
    said = [part for part, count in zip(parts, counts, strict=True) if count]
    return ", ".join(said) if said else _("Nothing changes in the days to come.")


def _result(request: HttpRequest, plan: Plan, outcomes: list[Outcome]) -> dict:
    done = sum(outcome.is_done for outcome in outcomes)
    return admin.site.each_context(request) | {
        "title": _("Push to athletes"),
        "plan": plan,
        "outcomes": outcomes,
        "done": done,
        "missed": len(outcomes) - done,
    }
