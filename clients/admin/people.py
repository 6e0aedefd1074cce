"""Clients: who they are and how they want to train."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from clients import dials, readiness
from clients.admin.base import OfClientAdmin
from clients.forms.details import DetailsForm
from clients.models import Client, SessionLog
from clients.templatetags.states import state_pill

NAME_AND_DATES = ("name", "joined_on", "ended_on")


@admin.register(Client)
class ClientAdmin(OfClientAdmin):
    owner_path = "coach"
    can_delete = False
    form = DetailsForm
    list_display = ("name", "recovery", "aim", "easy_days", "treatment", "last_log", "status")
    list_filter = ("status", "profile", "phase")
    list_select_related = ("user", "coach")
    search_fields = ("name", "goal")
    readonly_fields = ("born_on", "status", "joined_on", "ended_on")
    fieldsets = (
        (_("Person"), {"fields": ("name", "phone", "goal", "born_on", "status", "joined_on")}),
        (
            _("Training"),
            {"fields": ("profile", "phase", "availability", "usual_at", "check_ins")},
        ),
        (_("Only for you"), {"fields": ("standing_note",)}),
    )

    def get_queryset(self, request: HttpRequest):
        logs = SessionLog.objects.filter(client=OuterRef("pk")).order_by("-done_on")
        rows = super().get_queryset(request)
        rows = rows.annotate(last_log_on=Subquery(logs.values("done_on")[:1]))
        return rows.prefetch_related("care_plans__modality")

    def get_choices(self, request: HttpRequest):
        """Former clients are listed, and chosen for nothing any more."""
        return super().get_choices(request).open()

    def client_of(self, row: Client) -> Client:
        return row

    # somebody who left shows name and dates, nothing else

    def get_fieldsets(self, request: HttpRequest, obj: Client | None = None):
        if obj is not None and obj.ended_on:
            return ((None, {"fields": NAME_AND_DATES}),)
        return super().get_fieldsets(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Client | None = None) -> bool:
        is_open = obj is None or obj.ended_on is None
        return is_open and super().has_change_permission(request, obj)

    # pages around the record

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None):
        """A client starts with an invitation."""
        return redirect("admin:clients_client_invite")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.ended_on is None:
            overview = reverse("admin:clients_client_overview", args=[obj.pk])
            context["links"] = [
                {"url": overview, "label": _t("Open client page")},
                {"url": f"{reverse('admin:rules')}?client={obj.pk}", "label": _t("Rules")},
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    # the list; what its columns need is fetched once for the page

    def get_changelist_instance(self, request: HttpRequest):
        changelist = super().get_changelist_instance(request)
        clients = [client for client in changelist.result_list if client.ended_on is None]
        states = readiness.of_roster(clients, timezone.now())
        settings = dials.settings_of(clients)
        for client in clients:
            client.shown_state = states[client.pk].state
            client.shown_spacing = settings[client.pk].spacing
        return changelist

    @admin.display(description=_("recovery"))
    def recovery(self, client: Client) -> SafeString | None:
        return state_pill(client.shown_state) if client.ended_on is None else None

    @admin.display(description=_("goal"), ordering="goal")
    def aim(self, client: Client) -> str | None:
        return client.goal if client.ended_on is None else None

    @admin.display(description=_("easy days"))
    def easy_days(self, client: Client) -> SafeString | None:
        if client.ended_on is not None:
            return None
        spacing = client.shown_spacing
        if spacing.floor == spacing.wish:
            return format_html('<span class="num">{}</span>', spacing.floor)
        told = _t("%(floor)d, better %(wish)d") % {"floor": spacing.floor, "wish": spacing.wish}
        return format_html('<span class="num">{}</span>', told)

    @admin.display(description=_("treatment every"))
    def treatment(self, client: Client) -> str | None:
        running = [
            plan for plan in client.care_plans.all() if plan.modality.hands_on and not plan.ended_on
        ]
        if not running or client.ended_on is not None:
            return None
        return _t("%d days") % min(plan.base_days for plan in running)

    @admin.display(description=_("last log"), ordering="last_log_on")
    def last_log(self, client: Client):
        return client.last_log_on if client.ended_on is None else None
