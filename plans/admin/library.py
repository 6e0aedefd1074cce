"""The library on the desk: built-in rows are read, and copied before they are edited."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coachapp.lib.own_rows import OwnRowsAdmin
from plans import adopting


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
