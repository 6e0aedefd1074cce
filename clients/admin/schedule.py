"""Dated sessions, to read: planning goes through the week, where the rules are asked."""

from django.contrib import admin
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from clients.admin.base import ReadOnlyAdmin
from clients.models import ScheduledPrescription, ScheduledSession
from coachapp.lib.own_rows import OwnRowsInline


class LinesInline(OwnRowsInline):
    model = ScheduledPrescription
    fields = readonly_fields = ("line",)
    verbose_name_plural = _("what is asked")

    @admin.display(description=_("line"))
    def line(self, prescription: ScheduledPrescription) -> str:
        return str(prescription)


@admin.register(ScheduledSession)
class ScheduledSessionAdmin(ReadOnlyAdmin):
    manager_name = "with_drafts"
    inlines = (LinesInline,)
    list_display = ("title", "client", "day", "kind", "hardness", "minutes", "sending")
    export_columns = (
        *("client__name", "day", "at", "place", "kind", "run_type", "title", "minutes", "effort"),
        *("hardness", "sent_at", "origin"),
    )
    list_filter = ("client", "kind", "hardness")
    list_select_related = ("client", "log")
    search_fields = ("title", "client__name")
    date_hierarchy = "day"
    ordering = ("-day", "-pk")
    fields = (
        *("client", "day", "at", "place", "kind", "run_type", "title", "why", "minutes", "effort"),
        *("hardness", "instead", "sending", "origin", "assignment", "created_by"),
    )
    readonly_fields = fields

    @admin.display(description=_("state"))
    def sending(self, session: ScheduledSession) -> str:
        if session.is_draft:
            return _t("draft")
        log = getattr(session, "log", None)
        return log.get_outcome_display() if log else _t("sent")
