"""The five dials for everybody, the same numbers for one, and a coach's first quarter of an hour."""

from datetime import date, datetime, timedelta

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clients import checking, house_rules, inviting, replaying, scheduling, sending, tuning
from clients.forms.dials import DialsForm, OverrideForm
from clients.forms.join import ZoneForm
from clients.forms.start import FirstAthleteForm
from clients.forms.tuning import RulesForm, without
from clients.models import Client
from clients.replaying import Replay
from clients.tuning import Scope
from clients.views.desk.door import client_to_coach
from coachapp.lib.numbers import whole_number
from plans.models import Plan
from plans.publishing import PlanIsEmpty
from plans.rules.spacing import RULES

REPLAYED_WEEKS = 12


def rules(request: HttpRequest) -> HttpResponse:
    """The dials. With `?client=` the numbers of that one."""
    asked = whole_number(request.GET.get("client", ""))
    if asked is not None:
        return rules_of(request, client_to_coach(request, asked))
    form = DialsForm.starting_from(house_rules.answers_of(request.user))
    if request.method == "POST" and request.POST.get("part") == "zone":
        return save_zone(request)
    if request.method == "POST":
        form = DialsForm(request.POST)
        if form.is_valid():
            house_rules.answer(request.user, form.cleaned_data)
            messages.success(request, _("Your rules are saved. They hold from now on."))
            return redirect("admin:rules")
    context = admin.site.each_context(request) | {
        "title": _("Rules"),
        "form": form,
        "zone": ZoneForm(user=request.user),
        "people": Client.objects.coached_by(request.user),
    }
    return render(request, "clients/desk/rules.html", context)


def all_rules(request: HttpRequest) -> HttpResponse:
    """Every rule with what it asks: for everybody, with `?profile=` or `?client=` for fewer."""
    scope = scope_of(request)
    standing = tuning.standing(scope)
    form = RulesForm(standing=standing)
    if request.method == "POST":
        back = request.POST.get("back", "")
        said = without(request.POST, back) if back else request.POST
        form = RulesForm(said, standing=standing)
        if form.is_valid():
            form.save()
            told = _("Back to what holds anyway.") if back else _("Saved. It holds from now on.")
            messages.success(request, told)
            return redirect(
                f"{request.get_full_path()}#{back}" if back else request.get_full_path()
            )
        messages.error(request, _("Nothing was saved yet: a number below is out of its range."))
    context = admin.site.each_context(request) | {
        "title": _("All rules"),
        "form": form,
        "scope": scope,
        "profiles": Plan.AUDIENCES,
        "people": Client.objects.coached_by(request.user),
        "without_history": without_history(scope),
        "replayed": replayed(request, scope),
    }
    return render(request, "clients/desk/all_rules.html", context)


def scope_of(request: HttpRequest) -> Scope:
    """Whose rules are asked for. A profile or client that is none is no page."""
    profile, client = request.GET.get("profile", ""), request.GET.get("client", "")
    if client:
        return Scope(coach=request.user, client=client_to_coach(request, whole_number(client) or 0))
    if profile and profile not in dict(Plan.AUDIENCES):
        raise Http404
    return Scope(coach=request.user, profile=profile)


def without_history(scope: Scope) -> frozenset[str]:
    """Rules that know too little of the one athlete of `scope` to say anything yet."""
    if scope.client is None:
        return frozenset()
    today = scope.client.today(timezone.now())
    found = checking.calendars([scope.client], today, today, today={scope.client.pk: today})
    return found[scope.client.pk].without_history()


def replayed(request: HttpRequest, scope: Scope) -> Replay | None:
    """How often the rule of `?replay=` would have spoken in the last twelve weeks."""
    rule = request.GET.get("replay", "")
    if rule not in {each.id for each in RULES}:
        return None
    people = Client.objects.coached_by(request.user)
    if scope.client is not None:
        people = people.filter(pk=scope.client.pk)
    elif scope.profile:
        people = people.filter(profile=scope.profile)
    today = request.user.today(timezone.now())
    return replaying.replay_rule(people, rule, REPLAYED_WEEKS, today=today)


def save_zone(request: HttpRequest) -> HttpResponse:
    """Where the coach is. A zone that is none is refused, and the old one stays."""
    zone = ZoneForm(request.POST, user=request.user)
    if zone.is_valid():
        zone.save_zone()
        messages.success(request, _("Your zone and units are saved."))
    else:
        messages.error(request, _("That is not a time zone we know. Nothing was changed."))
    return redirect("admin:rules")


def rules_of(request: HttpRequest, client: Client) -> HttpResponse:
    answers = house_rules.answers_of(request.user)
    form = OverrideForm(answers=answers, initial=house_rules.overrides_of(client))
    if request.method == "POST":
        form = OverrideForm(request.POST, answers=answers)
        if form.is_valid():
            house_rules.override(client, form.cleaned_data)
            told = _("The rules for %(name)s are saved.") % {"name": client.name}
            messages.success(request, told)
            return redirect(f"{reverse('admin:rules')}?client={client.pk}")
    context = admin.site.each_context(request) | {
        "title": _("Rules for %(name)s") % {"name": client.name},
        "form": form,
        "client": client,
    }
    return render(request, "clients/desk/rules_of.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """Five dials, a plan, one athlete. The dials alone are enough to go on."""
    now = timezone.now()
    plans = Plan.objects.visible_to(request.user).published().newest()
    monday = next_monday(request.user.today(now))
    dials = DialsForm.starting_from(house_rules.answers_of(request.user))
    athlete = FirstAthleteForm(plans=plans, initial={"start_on": monday})
    zone = ZoneForm(user=request.user)
    if request.method == "POST":
        dials = DialsForm(request.POST)
        athlete = FirstAthleteForm(request.POST, plans=plans)
        zone = ZoneForm(request.POST, user=request.user)
        wants_athlete = "invite" in request.POST
        if dials.is_valid() and zone.is_valid() and (not wants_athlete or athlete.is_valid()):
            zone.save_zone()
            house_rules.answer(request.user, dials.cleaned_data)
            if not wants_athlete or invite_first(request, athlete, now):
                return redirect("admin:index")
    context = admin.site.each_context(request) | {
        "title": _("Welcome"),
        "form": dials,
        "zone": zone,
        "athlete": athlete,
        "plans": plans,
    }
    return render(request, "clients/desk/start.html", context)


def next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def invite_first(request: HttpRequest, form: FirstAthleteForm, now: datetime) -> bool:
    """Invite and send in one step; False, with the reason beside the field, where nothing was done."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            invitation = inviting.invite(request.user, said["name"], said["email"], now=now)
            if said["plan"]:
                assign_first(request, invitation.client, said, now)
    except inviting.AlreadyInvited:
        form.add_error("email", _("This address has an open invitation from you."))
        return False
    except (scheduling.DayHasPassed, scheduling.TooFarAhead):
        form.add_error("start_on", _("Please choose a day between today and two years from now."))
        return False
    except (PlanIsEmpty, sending.NeedsKeep):
        form.add_error(
            "plan", _("This plan does not fit your rules yet. Place it as drafts, from Plans.")
        )
        return False
    messages.success(request, _("%(name)s gets a letter with a link.") % {"name": said["name"]})
    return True


def assign_first(request: HttpRequest, client: Client, said: dict, now: datetime) -> None:
    scheduling.assign(
        client,
        said["plan"],
        said["start_on"],
        by=request.user,
        now=now,
        weeks_shown=house_rules.answers_of(request.user)["weeks_shown"],
    )
