"""Plans on the desk: the list, what a plan says of itself, and the way to the builder."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coachapp.lib.own_rows import OwnRowsAdmin
from plans import building
from plans.admin.library import WhoseFilter
from plans.models import Plan
from plans.views import build, build_acts, carry, files, session_acts


@admin.register(Plan)
class PlanAdmin(OwnRowsAdmin):
    list_display = ("name", "audience", "length", "state", "whose")
    list_display_links = None
    export_columns = (
        *("title", "number", "audience", "weeks", "repeats", "published_at", "summary"),
        "entry_line",
    )
    list_filter = (WhoseFilter, "audience")
    search_fields = ("title", "summary")
    fields = ("title", "audience", "weeks", "repeats", "summary", "entry_line")

    # a published version does not change, and is not deleted under those who have it

    def get_queryset(self, request: HttpRequest):
        rows = super().get_queryset(request)
        is_list = request.resolver_match and request.resolver_match.url_name.endswith("changelist")
        return rows.newest().filter(archived_at=None) if is_list else rows

    def has_change_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        is_draft = obj is None or not obj.is_published
        return is_draft and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        is_draft = obj is not None and not obj.is_published
        return is_draft and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None):
        """Weeks are added and taken out in the builder, with what is in them."""
        return ("weeks",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Plan, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            building.lay_out(obj)

    def response_add(self, request: HttpRequest, obj: Plan, post_url_continue=None):
        return redirect("admin:plans_plan_build", obj.pk)

    def response_change(self, request: HttpRequest, obj: Plan):
        return redirect("admin:plans_plan_build", obj.pk)

    # the list

    @admin.display(description=_("plan"), ordering="title")
    def name(self, plan: Plan) -> SafeString:
        url = reverse("admin:plans_plan_build", args=[plan.pk])
        return format_html('<a class="strong" href="{}">{}</a>', url, plan.title)

    @admin.display(description=_("length"), ordering="weeks")
    def length(self, plan: Plan) -> str:
        if plan.repeats:
            return _t("a standing week")
        return ngettext("%d week", "%d weeks", plan.weeks) % plan.weeks

    @admin.display(description=_("state"))
    def state(self, plan: Plan) -> str:
        if not plan.is_published:
            return _t("draft of version %d") % plan.number
        return _t("published, version %d") % plan.number

    @admin.display(description=_("whose"), ordering="coach")
    def whose(self, plan: Plan) -> str:
        return _t("built in") if plan.is_built_in else _t("yours")

    # the builder

    def get_urls(self):
        def address(words: str, view, name: str):
            return path(words, self.admin_site.admin_view(view), name=f"plans_plan_{name}")

        return [
            address("import/", self.import_view, "import"),
            address("<int:object_id>/build/", self.build_view, "build"),
            address("<int:object_id>/edit/", self.edit_view, "edit"),
            address("<int:object_id>/publish/", self.publish_view, "publish"),
            address("<int:object_id>/weeks/", self.weeks_view, "weeks"),
            address("<int:object_id>/text/", self.text_view, "text"),
            address("<int:object_id>/paste/", self.paste_view, "paste"),
            address("<int:object_id>/take/", self.take_view, "take"),
            address("<int:object_id>/undo/", self.undo_view, "undo"),
            address("<int:object_id>/put/", self.put_view, "put"),
            address("<int:object_id>/sessions/", self.add_view_of_session, "add_session"),
            address("<int:object_id>/sessions/<uuid:key>/", self.session_view, "session"),
            *super().get_urls(),
        ]

    def build_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return build.build(request, self.get_object(request, str(object_id)), self)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        return files.take_in(request, self)

    def text_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return files.export(self.get_object(request, str(object_id)))

    @method_decorator(require_POST)
    def edit_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Copy and edit: a copy of somebody else's plan, the next version of one's own."""
        plan = self.get_object(request, str(object_id))
        mine = building.to_edit(plan, request.user)
        if mine.family != plan.family:
            self.message_user(request, _t("This copy is yours to edit."), messages.SUCCESS)
        return redirect("admin:plans_plan_build", mine.pk)

    @method_decorator(require_POST)
    def publish_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return build_acts.publish(request, self.own_plan(request, object_id))

    @method_decorator(require_POST)
    def weeks_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        plan = self.own_plan(request, object_id)
        if request.POST.get("do") == "name":
            return build_acts.name_week(request, plan, self)
        return build_acts.change_weeks(request, plan)

    @method_decorator(require_POST)
    def paste_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return build_acts.paste(request, self.own_plan(request, object_id), self)

    @method_decorator(require_POST)
    def take_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take along: from any plan that the coach may read."""
        return carry.take(request, self.get_object(request, str(object_id)))

    @method_decorator(require_POST)
    def put_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return carry.put(request, self.own_plan(request, object_id))

    @method_decorator(require_POST)
    def undo_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return build_acts.undo(request, self.own_plan(request, object_id))

    @method_decorator(require_POST)
    def add_view_of_session(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return build_acts.add(request, self.own_plan(request, object_id), self)

    @method_decorator(require_POST)
    def session_view(self, request: HttpRequest, object_id: int, key) -> HttpResponse:
        return session_acts.change(request, self.own_plan(request, object_id), key, self)

    def own_plan(self, request: HttpRequest, object_id: int) -> Plan:
        """A plan that this person writes; somebody else's and a built-in one answer 404."""
        return build_acts.writable(self.get_object(request, str(object_id)), request.user)
