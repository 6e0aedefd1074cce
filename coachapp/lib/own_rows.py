"""An admin that shows each coach their own rows, and a stranger's row as one that does not exist."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coachapp.lib import exporting, history
from coachapp.lib.numbers import LONGEST
from coachapp.lib.typed import TOO_LONG


def scoped_choices(model: type[models.Model], request: HttpRequest, site: admin.AdminSite):
    """The rows of `model` that may be offered to this person.

    Raises ImproperlyConfigured for a model that does not know whose rows are whose: offering
    everybody's rows is never the answer.
    """
    try:
        return site.get_model_admin(model).get_choices(request)
    except NotRegistered:
        rows = model._default_manager.all()
    if not hasattr(rows, "visible_to"):
        raise ImproperlyConfigured(
            f"{model.__name__} has no visible_to(user): it cannot be a choice."
        )
    return rows.visible_to(request.user)


class OwnRawIds(ForeignKeyRawIdWidget):
    """A typed id is named only where its row may be chosen."""

    rows: QuerySet

    def label_and_url_for_value(self, value):
        key = self.rel.get_related_field().name
        try:
            is_offered = self.rows.filter(**{key: value}).exists()
        except (ValueError, TypeError):
            is_offered = False
        return super().label_and_url_for_value(value) if is_offered else ("", "")


class OwnRowsField(forms.ModelMultipleChoiceField):
    """A key that no database can hold is no choice: an answer in words, as for any other wrong one."""

    def clean(self, value):
        for key in value or ():
            if len(str(key)) > LONGEST:
                told = self.error_messages["invalid_choice"]
                raise ValidationError(told, code="invalid_choice", params={"value": str(key)[:40]})
        return super().clean(value)


class OwnChoices:
    """Foreign keys, many-to-many fields and raw ids offer what the person may see, in forms and inlines alike.

    A text that is too long is kept whole and refused in words, never cut by the browser.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField):
            field.widget.attrs.pop("maxlength", None)
            field.error_messages["max_length"] = TOO_LONG
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = scoped_choices(db_field.remote_field.model, request, self.admin_site)
        if db_field.name in self.raw_id_fields:
            kwargs["widget"] = OwnRawIds(db_field.remote_field, self.admin_site)
            kwargs["widget"].rows = kwargs["queryset"]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = scoped_choices(db_field.remote_field.model, request, self.admin_site)
        kwargs["form_class"] = OwnRowsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OwnRelatedFilter(admin.RelatedFieldListFilter):
    """A list filter over a relation names only rows that may be chosen."""

    def field_choices(self, field, request, model_admin):
        rows = scoped_choices(field.remote_field.model, request, model_admin.admin_site)
        return [(row.pk, str(row)) for row in rows]


class OwnRowsAdmin(OwnChoices, admin.ModelAdmin):
    """Base of every ModelAdmin on the desk.

    A coach sees the rows that `visible_to` gives and that belong to their own coaching: somebody who is
    coached by a colleague does not meet their own record on the desk. Built-in rows (no owner) are read
    by all and changed by nobody. The operator reads everything and changes nothing.
    """

    owner_path = "coach"
    manager_name = "objects"
    can_add = can_change = can_delete = True
    export_columns: tuple[str, ...] = ()  # of the CSV; empty: the list is not exported
    view_on_site = False
    save_as = False
    empty_value_display = "–"

    # whose rows

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = getattr(self.model, self.manager_name).visible_to(request.user)
        if not request.user.is_superuser:
            owned = Q(**{self.owner_path: request.user.pk}) | Q(**{self.owner_path: None})
            rows = rows.filter(owned)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_choices(self, request: HttpRequest) -> QuerySet:
        """The rows that other forms may offer."""
        return self.get_queryset(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        """The row, or 404: a stranger's row answers as one that never was."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        self.opened(request, row)
        return row

    def opened(self, request: HttpRequest, row: models.Model) -> None:
        """Somebody opens this record. Nothing to note, unless a subclass says so."""

    def owner_id(self, row: models.Model) -> int | None:
        """The coach's id, None for a built-in row."""
        *relations, last = self.owner_path.split("__")
        for name in relations:
            row = getattr(row, name)
            if row is None:
                return None
        return getattr(row, f"{last}_id")

    def is_own(self, request: HttpRequest, row: models.Model | None) -> bool:
        return row is None or self.owner_id(row) == request.user.pk

    # who may do what

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if not self.admin_site.has_permission(request):
            return False
        return self.is_own(request, obj) or request.user.is_superuser or self.owner_id(obj) is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.can_add and self.admin_site.has_permission(request) and request.user.is_coach

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.can_change and self.writes(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.can_delete and self.writes(request, obj)

    def writes(self, request: HttpRequest, row: models.Model | None) -> bool:
        allowed = self.admin_site.has_permission(request) and request.user.is_coach
        return allowed and self.is_own(request, row)

    # addresses, forms and lists

    def get_urls(self) -> list:
        """Only addresses behind which there is something for somebody."""
        keeps_history = hasattr(self.model, "history")
        there = {"add": self.can_add, "delete": self.can_delete, "history": keeps_history}
        stem = f"{self.opts.app_label}_{self.opts.model_name}"
        gone = {f"{stem}_{name}" for name, is_there in there.items() if not is_there}
        # without a name: where addresses of long ago are sent on
        kept = [url for url in super().get_urls() if url.name and url.name not in gone]
        if not self.export_columns:
            return kept
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name=f"{stem}_export"), *kept]

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Whose row it is stands in no form."""
        return [*(super().get_exclude(request, obj) or ()), "coach"]

    def save_model(self, request: HttpRequest, obj: models.Model, form, change: bool) -> None:
        if not change and self.owner_path == "coach":
            obj.coach = request.user
        super().save_model(request, obj, form, change)

    def get_list_filter(self, request: HttpRequest) -> list:
        """Relations are filtered through scoped choices; Django's own filter would name everybody's rows."""
        return [self.scoped_filter(one) for one in super().get_list_filter(request)]

    def scoped_filter(self, one):
        if isinstance(one, str) and self.opts.get_field(one).is_relation:
            return (one, OwnRelatedFilter)
        return one

    def get_changelist_instance(self, request: HttpRequest):
        try:
            return super().get_changelist_instance(request)
        except IncorrectLookupParameters:
            self.message_user(
                request,
                _("That filter does not fit this list, so here is all of it."),
                messages.WARNING,
            )
            request.GET = QueryDict()
            return super().get_changelist_instance(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        """The list is headed by what it lists."""
        headed = {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        if self.export_columns and request.user.is_coach:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
            headed["export_url"] = reverse(name, query=request.GET or None)
        return super().changelist_view(request, headed)

    def get_export_rows(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Of the rows of the list, the coach's own: nobody takes away somebody else's."""
        return rows.filter(**{self.owner_path: request.user.pk})

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The list as it is filtered, as a CSV file."""
        if not request.user.is_coach:
            raise Http404
        listed = self.get_changelist_instance(request).get_queryset(request)
        rows = self.get_export_rows(request, listed)
        name = self.opts.model_name
        return HttpResponse(
            exporting.as_csv(rows, self.export_columns),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}s.csv"'},
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The record is headed by its name."""
        context["keeps_history"] = hasattr(self.model, "history")
        context["show_save_and_add_another"] = False
        if obj is not None:
            context |= {"title": str(obj), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # history: ours, scoped and read-only; Django's log of entries is off

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """What changed, by whom and when."""
        row = self.get_object(request, object_id)
        context = self.admin_site.each_context(request) | {
            "title": _("History"),
            "subtitle": str(row),
            "opts": self.opts,
            "row": row,
            "versions": history.versions(row),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def log_addition(self, request, obj, message) -> None:
        """simple-history keeps what must be kept."""

    def log_change(self, request, obj, message) -> None:
        """simple-history keeps what must be kept."""

    def log_deletions(self, request, queryset) -> None:
        """simple-history keeps what must be kept."""


class OwnRowsInline(OwnChoices, admin.TabularInline):
    """Rows that belong to the row above: whoever may change that one may change these."""

    extra = 0
    view_on_site = False

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        above = self.admin_site.get_model_admin(self.parent_model)
        return above.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_change_permission(request, obj)
