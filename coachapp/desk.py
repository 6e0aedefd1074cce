"""The coach's desk: our own AdminSite at /coach/, found as the default site."""

from dataclasses import dataclass
from functools import update_wrapper

from allauth.account.utils import get_next_redirect_url
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients import dials
from clients.views.desk import acts, assign, board, board_acts, client, front, invite, rules, send
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

    def as_link(self, here: "Place | None") -> dict[str, object]:
        return {
            "url": reverse(f"admin:{self.url_name}"),
            "label": self.label,
            "icon": self.icon,
            "is_here": self is here,
        }


PERSON = "clients/client/<int:pk>"
LETTER = "clients/invitation/<int:pk>"
# What the desk has besides lists and forms: address, view, name.
PAGES = (
    ("week/", board.week, "board"),
    ("week/more/", board.more, "board_more"),
    ("week/add/", board_acts.add, "board_add"),
    ("week/discard/", board_acts.discard, "board_discard"),
    ("week/send/", send.send, "board_send"),
    ("week/sessions/<uuid:code>/", board_acts.session, "board_session"),
    ("plans/plan/<int:pk>/assign/", assign.assign, "assign"),
    ("everyone/", front.everyone, "everyone"),
    ("start/", rules.start, "start"),
    ("rules/", rules.rules, "rules"),
    ("clients/client/invite/", invite.invite, "clients_client_invite"),
    (f"{LETTER}/again/", invite.again, "clients_invitation_again"),
    (f"{LETTER}/revoke/", invite.revoke, "clients_invitation_revoke"),
    (f"{PERSON}/overview/", client.overview, "clients_client_overview"),
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
    (f"{PERSON}/flag/", acts.close_flag, "clients_client_close_flag"),
    (f"{PERSON}/archive/", acts.archive, "clients_client_archive"),
)

PLACES = (
    Place("index", _("Today"), "i-today", ("clients_client_overview", "start")),
    Place("board", _("Week"), "i-week", ("board",)),
    Place("plans_plan_changelist", _("Plans"), "i-stack", ("plans_plan_", "assign")),
    Place(
        "records",
        _("Records"),
        "i-db",
        (
            *("clients_client", "clients_scheduledsession", "clients_sessionlog", "rules"),
            *("clients_careplan", "clients_rulesetting", "clients_outgoingemail"),
            *("plans_exercise", "plans_modality", "plans_teachingnote"),
        ),
    ),
    Place("clients_reminder_changelist", _("Reminders"), "i-mail", ("clients_reminder",)),
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
        user = request.user
        url_name = request.resolver_match.url_name if request.resolver_match else ""
        here = next((place for place in PLACES if place.holds(url_name or "")), None)
        return super().each_context(request) | {
            "places": [place.as_link(here) for place in PLACES],
            "is_also_athlete": user.is_authenticated and user.coachings.open().exists(),
        }

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
