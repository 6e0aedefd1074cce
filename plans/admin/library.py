"""The library on the desk: built-in rows are read, and copied before they are edited."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coachapp.lib.own_rows import OwnRowsAdmin
from plans import adopting, tidying
from plans.views import tidy


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("own", _("yours")), ("built_in", _("built in"))]

    def queryset(self, request: HttpRequest, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(coach__isnull=self.value() == "built_in")


class LibraryAdmin(OwnRowsAdmin):
    """Exercises, treatments and teaching notes."""

    named_by = "name"
    exclude = ("slug",)

    @admin.display(description=_("whose"), ordering="coach")
    def whose(self, item) -> str:
        return _t("built in") if item.is_built_in else _t("yours")

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        if not change:
            obj.slug = adopting.free_slug(self.model, getattr(obj, self.named_by), request.user)
        super().save_model(request, obj, form, change)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_copy"
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<path:object_id>/copy/", view, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Copy and edit: the copy is the coach's, the original stays."""
        mine = adopting.adopt(self.get_object(request, object_id), request.user)
        self.message_user(request, _t("This copy is yours to edit."), messages.SUCCESS)
        return redirect(self.change_url(mine))

    def change_url(self, item) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[item.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.is_built_in and self.has_add_permission(request):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_copy"
            context["copy_url"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)


class TidyAdmin(LibraryAdmin):
    """What is named in lines, logs and rhythms: counted, archived, merged, and deleted only where unused."""

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        """A name stands once a coach: the form knows whose it is."""
        form = super().get_form(request, obj, change, **kwargs)
        form.coach = request.user
        return form

    def get_changelist_instance(self, request: HttpRequest):
        """How often each is used is asked once for the page, and only of the coach's own."""
        changelist = super().get_changelist_instance(request)
        own = [item for item in changelist.result_list if item.coach_id == request.user.pk]
        uses = tidying.uses_of(own)
        for item in own:
            item.uses = uses[item.pk]
        return changelist

    @admin.display(description=_("used"))
    def used(self, item) -> str | None:
        """For one's own, with the way to tidying; what others do with a built-in one is theirs."""
        if not hasattr(item, "uses"):
            return None
        url = self.tidy_url(item)
        count = ngettext("%d time", "%d times", item.uses) % item.uses
        archived = format_html(", {}", _t("archived")) if item.archived_at else ""
        return format_html('<a href="{}">{}</a>{}', url, count, archived)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.is_own(request, obj):
            url = self.tidy_url(obj)
            context["links"] = [{"url": url, "label": _t("Use, archive, merge")}]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        view = self.admin_site.admin_view(self.tidy_view)
        return [
            path("<int:object_id>/tidy/", view, name=f"plans_{self.opts.model_name}_tidy"),
            *super().get_urls(),
        ]

    def tidy_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return tidy.tidy(request, self.get_object(request, str(object_id)), self)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """What is in use is archived instead of deleted."""
        item = self.get_object(request, object_id)
        uses = tidying.uses_of([item])[item.pk]
        if uses and self.is_own(request, item):
            told = ngettext(
                "%(name)s is used in %(n)d line, so it cannot be deleted. It can be archived.",
                "%(name)s is used in %(n)d lines, so it cannot be deleted. It can be archived.",
                uses,
            )
            facts = {"name": item.name, "n": uses}
            self.message_user(request, told % facts, messages.WARNING)
            return redirect(self.tidy_url(item))
        return super().delete_view(request, object_id, extra_context)

    def tidy_url(self, item) -> str:
        return reverse(f"admin:plans_{self.opts.model_name}_tidy", args=[item.pk])
