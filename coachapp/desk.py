"""The coach's desk: our own AdminSite at /coach/, found as the default site."""

from dataclasses import dataclass
from functools import partial, update_wrapper

from allauth.account.utils import get_next_redirect_url
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients import dials
from clients.views.desk import (
    acts,
    adapt,
    assign,
    away,
    bar,
    board,
    board_acts,
    client,
    copy,
    density,
    end_plan,
    front,
    guardian,
    inbox,
    injury,
    invite,
    invite_list,
    mail,
    progress_acts,
    push,
    race,
    rules,
    screen,
    send,
    sunday,
    week_text,
    wishes,
    words,
)
from coachapp.lib import wording
from coachapp.lib.own_rows import OwnRowsAdmin

# Signing in and passwords are allauth's; there is no way from a bare content type and id to a page.
NOT_OURS = {"view_on_site", "password_change", "password_change_done"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the bar."""

    url_name: str
    label: str
    icon: str
    under: tuple[str, ...] = ()  # url names that belong to it, by their first letters

    def holds(self, url_name: str) -> bool:
        return url_name == self.url_name or url_name.startswith(self.under)

    def as_link(self, here: "Place | None") -> "Link":
        url = reverse(f"admin:{self.url_name}")
        return Link(url=url, label=str(self.label), icon=self.icon, is_here=self is here)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place as the bar shows it, in plain values."""

    url: str
    label: str
    icon: str
    is_here: bool


PERSON = "clients/client/<int:pk>"
LETTER = "clients/invitation/<int:pk>"
# What the desk has besides lists and forms: address, view, name.
PAGES = (
    ("inbox/", inbox.inbox, "inbox"),
    ("inbox/seen/", inbox.seen, "inbox_seen"),
    ("inbox/<uuid:code>/answer/", inbox.answer, "inbox_answer"),
    ("sunday/", sunday.sunday, "sunday"),
    ("week/", board.week, "board"),
    ("week/more/", board.more, "board_more"),
    ("week/shelf/", board.find, "board_shelf"),
    ("week/add/", board_acts.add, "board_add"),
    ("week/discard/", board_acts.discard, "board_discard"),
    ("week/undo/", board_acts.undo, "board_undo"),
    ("week/copy/", copy.copy, "board_copy"),
    ("week/send/", send.send, "board_send"),
    ("week/send/back/", send.take_back, "board_take_back"),
    ("week/density/", density.density, "board_density"),
    ("week/sessions/<uuid:code>/", board_acts.session, "board_session"),
    ("plans/plan/<int:pk>/assign/", assign.assign, "assign"),
    ("plans/plan/<int:pk>/assign/back/", end_plan.take_back, "assign_back"),
    ("plans/plan/<int:pk>/push/", push.push, "push"),
    ("everyone/", front.everyone, "everyone"),
    ("start/", rules.start, "start"),
    ("settings/", wishes.wishes, "wishes"),
    ("rules/", rules.rules, "rules"),
    ("rules/all/", rules.all_rules, "rules_all"),
    ("words/", words.words, "words"),
    ("clients/client/invite/", invite.invite, "clients_client_invite"),
    ("clients/client/invite/list/", invite_list.invite_list, "clients_client_invite_list"),
    (f"{PERSON}/take-off/", invite_list.take_off, "clients_client_take_off"),
    (f"{LETTER}/again/", invite.again, "clients_invitation_again"),
    (f"{LETTER}/revoke/", invite.revoke, "clients_invitation_revoke"),
    (f"{PERSON}/overview/", client.overview, "clients_client_overview"),
    (f"{PERSON}/week/", week_text.week_text, "clients_client_week"),
    (f"{PERSON}/decide/", acts.decide, "clients_client_decide"),
    (f"{PERSON}/swap/", acts.swap, "clients_client_swap"),
    (f"{PERSON}/move/", acts.move, "clients_client_move"),
    (f"{PERSON}/keep/", acts.keep, "clients_client_keep"),
    (f"{PERSON}/answer/", acts.answer_move, "clients_client_answer_move"),
    (f"{PERSON}/write/", acts.write, "clients_client_write"),
    (f"{PERSON}/read/", acts.read, "clients_client_read"),
    (f"{PERSON}/seen/", acts.seen, "clients_client_seen"),
    (f"{PERSON}/rhythm/", acts.set_rhythm, "clients_client_rhythm"),
    (f"{PERSON}/rhythm/end/", acts.end_rhythm, "clients_client_end_rhythm"),
    (f"{PERSON}/guardian/", guardian.guardian, "clients_client_guardian"),
    (f"{PERSON}/flag/", acts.close_flag, "clients_client_close_flag"),
    (f"{PERSON}/adapt/", adapt.adapt, "clients_client_adapt"),
    (f"{PERSON}/adapt/review/", adapt.review, "clients_client_adapt_review"),
    (f"{PERSON}/adapt/back/", adapt.put_back, "clients_client_adapt_back"),
    (f"{PERSON}/return/", progress_acts.return_to_run, "clients_client_return"),
    (f"{PERSON}/step/", progress_acts.step, "clients_client_step"),
    (f"{PERSON}/mail/", mail.mail, "clients_client_mail"),
    (f"{PERSON}/remind/", mail.remind, "clients_client_remind"),
    (f"{PERSON}/race/", race.race, "clients_client_race"),
    (f"{PERSON}/away/", away.away, "clients_client_away"),
    (f"{PERSON}/end-plan/", end_plan.end_plan, "clients_client_end_plan"),
    (f"{PERSON}/pause/", acts.pause, "clients_client_pause"),
    (f"{PERSON}/archive/", acts.archive, "clients_client_archive"),
    (f"{PERSON}/restore/", acts.restore, "clients_client_restore"),
    (f"{PERSON}/screen/", screen.screen, "clients_client_screen"),
    (f"{PERSON}/screen/accept/", screen.accept, "clients_client_accept"),
    (f"{PERSON}/injury/", injury.open_episode, "clients_client_injury"),
    (f"{PERSON}/injury/change/", injury.change_episode, "clients_client_change_injury"),
    (f"{PERSON}/over/", injury.close_place, "clients_client_close_place"),
)

PLACES = (
    Place(
        "index",
        _("Today"),
        "i-today",
        (
            *(
                f"clients_client_{page}"
                for page in ("overview", "week", "adapt", "screen", "mail", "race", "end_plan")
            ),
            "start",
        ),
    ),
    Place("inbox", _("Inbox"), "i-inbox", ("inbox",)),
    Place("sunday", _("Sunday"), "i-sunday", ("sunday",)),
    Place("board", _("Week"), "i-week", ("board",)),
    Place("plans_plan_changelist", _("Plans"), "i-stack", ("plans_plan_", "assign", "push")),
    Place(
        "records",
        _("Records"),
        "i-db",
        (
            *("clients_client", "clients_scheduledsession", "clients_sessionlog", "rules", "words"),
            *("clients_careplan", "clients_rulesetting", "clients_outgoingemail"),
            *("plans_exercise", "plans_modality", "plans_teachingnote", "clients_tag"),
        ),
    ),
    Place("clients_reminder_changelist", _("Reminders"), "i-mail", ("clients_reminder", "wishes")),
)


class CoachAdminSite(admin.AdminSite):
    site_title = "Coachapp"
    site_header = "Coachapp"
    index_title = _("Today")
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """An active coach, or the operator."""
        user = request.user
        return user.is_active and user.is_authenticated and (user.is_coach or user.is_superuser)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only what knows whose rows are whose stands on the desk; other packages' admins stay away."""
        if admin_class is not None and issubclass(admin_class, OwnRowsAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable: bool = False):
        """For somebody signed in who is no coach there is no desk: 404, as for any other address that is not theirs."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        theirs = [url for url in super().get_urls() if getattr(url, "name", "") not in NOT_OURS]
        pages = [path(address, self.admin_view(view), name=name) for address, view, name in PAGES]
        return [path("records/", self.admin_view(self.records), name="records"), *pages, *theirs]

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return front.today(request)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """allauth asks for password, code or passkey, within its limits."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(get_next_redirect_url(request) or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_logout")

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        """What the bar needs on every page: its places, and the switch for a coach who is coached too."""
        url_name = request.resolver_match.url_name if request.resolver_match else ""
        here = next((place for place in PLACES if place.holds(url_name or "")), None)
        said = bar.of(request)
        wording.offer(said.pop("words") or wording.NONE)
        places = tuple(place.as_link(here) for place in PLACES)
        return super().each_context(request) | {"places": places, **said}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None):
        """Asked for on every page by Django, shown on one of ours: put together when it is read."""
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def records(self, request: HttpRequest) -> HttpResponse:
        """Every list of the desk."""
        context = self.each_context(request) | {
            "title": gettext("Records"),
            "app_list": self.get_app_list(request),
        }
        return TemplateResponse(request, "admin/records.html", context)

    def settings_on_paper(self, coach, profile):
        """What `coach` asks of a plan for a profile: the builder cannot know, for plans know no people."""
        return dials.settings_on_paper(coach, profile)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict | None = None):
        return redirect("admin:records")
