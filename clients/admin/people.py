"""Clients: who they are and how they want to train."""

from functools import partial

from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients import dials, grouping, leaving, readiness
from clients.admin.base import OfClientAdmin
from clients.forms.details import DetailsForm
from clients.models import Client, Departure, SessionLog, Tag
from clients.templatetags.states import state_pill

NAME_AND_DATES = ("name", "joined_on", "ended_on")
MOST_DEPARTURES = 5


class GroupFilter(admin.SimpleListFilter):
    """The coach's own groups; a stranger's is nobody's."""

    title = _("groups")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: "ClientAdmin") -> list[tuple[str, str]]:
        return [(str(tag.pk), tag.name) for tag in model_admin.own_tags(request)]

    def queryset(self, request: HttpRequest, queryset):
        asked = {str(pk) for pk, _name in self.lookup_choices}
        return queryset.filter(tags=self.value()) if self.value() in asked else queryset


@admin.register(Client)
class ClientAdmin(OfClientAdmin):
    owner_path = "coach"
    can_delete = False
    show_full_result_count = False
    form = DetailsForm
    list_display = ("name", "recovery", "aim", "easy_days", "treatment", "last_log", "status")
    export_columns = (
        *("name", "user__email", "phone", "born_on", "status", "profile", "phase", "goal"),
        *("joined_on", "usual_at", "standing_note"),
    )
    list_filter = ("status", GroupFilter, "profile", "phase")
    list_select_related = ("user", "coach")
    search_fields = ("name", "goal")
    readonly_fields = ("born_on", "status", "joined_on", "ended_on")
    fieldsets = (
        (_("Person"), {"fields": ("name", "phone", "goal", "born_on", "status", "joined_on")}),
        (_("Groups"), {"fields": ("tags", "new_group")}),
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
        rows = rows.annotate(groups=Tag.objects.names_of_client())
        return rows.prefetch_related("care_plans__modality")

    def get_choices(self, request: HttpRequest):
        """Former clients are listed, and chosen for nothing any more."""
        return super().get_choices(request).open()

    def get_export_rows(self, request: HttpRequest, rows):
        """Of somebody who left there is nothing to take away but what the list shows."""
        return super().get_export_rows(request, rows).open()

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

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if name := form.cleaned_data.get("new_group"):
            grouping.put_into(grouping.named(request.user, name), [form.instance])

    # what is done with several at once

    def get_actions(self, request: HttpRequest) -> dict:
        """Into and out of each of the coach's own groups."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        if not request.user.is_coach:
            return actions
        for tag in self.own_tags(request):
            names = {"group": tag.name}
            for act, name, says in (
                (self.put_into, f"into_{tag.pk}", _t("Put into “%(group)s”")),
                (self.take_out_of, f"out_of_{tag.pk}", _t("Take out of “%(group)s”")),
            ):
                actions[name] = (partial(act, tag=tag), name, says % names)
        return actions

    def own_tags(self, request: HttpRequest) -> list[Tag]:
        """Asked once a page: Django asks for the actions three times."""
        if not hasattr(request, "own_tags"):
            request.own_tags = list(Tag.objects.filter(coach=request.user))
        return request.own_tags

    def put_into(self, _admin, request: HttpRequest, queryset, *, tag: Tag) -> None:
        count = grouping.put_into(tag, queryset.open())
        told = ngettext(
            "%(count)d client joined “%(group)s”.", "%(count)d clients joined “%(group)s”.", count
        )
        self.message_user(request, told % {"count": count, "group": tag.name}, messages.SUCCESS)

    def take_out_of(self, _admin, request: HttpRequest, queryset, *, tag: Tag) -> None:
        count = grouping.take_out_of(tag, queryset)
        told = ngettext(
            "%(count)d client left “%(group)s”.", "%(count)d clients left “%(group)s”.", count
        )
        self.message_user(request, told % {"count": count, "group": tag.name}, messages.SUCCESS)

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
        elif obj is not None and leaving.may_restore(obj) and self.is_own(request, obj):
            restore = reverse("admin:clients_client_restore", args=[obj.pk])
            context["posts"] = [{"url": restore, "label": _t("Go on coaching")}]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        gone = Departure.objects.visible_to(request.user)[:MOST_DEPARTURES]
        return super().changelist_view(request, {"departures": gone} | (extra_context or {}))

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
    def aim(self, client: Client) -> SafeString | str | None:
        """What they train for, and the groups they are in."""
        if client.ended_on is not None:
            return None
        names = ((name,) for name in sorted(client.groups or (), key=str.casefold))
        groups = format_html_join(" ", '<span class="tag">{}</span>', names)
        return format_html("{} {}", client.goal, groups) if groups else client.goal

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
