"""Treatment rhythms. They are set on the client's page; here they are listed and read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clients.admin.base import ReadOnlyAdmin
from clients.models import CarePlan


@admin.register(CarePlan)
class CarePlanAdmin(ReadOnlyAdmin):
    list_display = ("modality", "client", "base_days", "last_on", "due_on", "running")
    export_columns = (
        *("client__name", "modality__name", "base_days", "start_on", "last_on", "due_on"),
        *("paused", "ended_on"),
    )
    list_filter = ("client", "modality", "paused")
    list_select_related = ("client", "modality")
    search_fields = ("client__name", "modality__name")
    fields = (
        *("client", "modality", "base_days", "factors_on", "start_on", "last_on", "due_on"),
        *("paused", "ended_on", "entered_by", "created_at"),
    )
    readonly_fields = fields

    @admin.display(description=_("running"), boolean=True)
    def running(self, care_plan: CarePlan) -> bool:
        return not care_plan.paused and care_plan.ended_on is None
