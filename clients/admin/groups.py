"""The coach's groups: their names, and how many people share each."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clients.forms.groups import TagForm
from clients.models import Tag
from coachapp.lib.own_rows import OwnRowsAdmin


@admin.register(Tag)
class TagAdmin(OwnRowsAdmin):
    form = TagForm
    list_display = ("name", "people")
    export_columns = ("name",)
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).with_people()

    def get_form(self, request: HttpRequest, obj: Tag | None = None, change=False, **kwargs):
        """A name stands once a coach: the form knows whose it is."""
        form = super().get_form(request, obj, change, **kwargs)
        form.coach = request.user
        return form

    @admin.display(description=_("people"), ordering="people")
    def people(self, tag: Tag) -> SafeString:
        url = reverse("admin:clients_client_changelist", query={"group": tag.pk})
        return format_html('<a class="num" href="{}">{}</a>', url, tag.people)
