"""Logs, to read: what an athlete wrote stays what they wrote."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients.admin.base import ReadOnlyAdmin
from clients.models import SessionLog, SetLog
from coachapp.lib.own_rows import OwnRowsInline


class SetsInline(OwnRowsInline):
    model = SetLog
    fields = readonly_fields = (
        *("exercise", "rung", "set_no", "side", "reps", "seconds", "load_kg", "rir", "pain"),
    )
    verbose_name_plural = _("sets")


@admin.register(SessionLog)
class SessionLogAdmin(ReadOnlyAdmin):
    inlines = (SetsInline,)
    list_display = ("session", "client", "done_on", "outcome", "minutes", "effort", "words", "seen")
    export_columns = (
        *("client__name", "done_on", "session__title", "session__kind", "outcome", "skip_reason"),
        *("minutes", "effort", "load_au", "hardness", "distance_m", "words", "comment"),
    )
    list_filter = (("seen_at", admin.EmptyFieldListFilter), "client", "outcome", "hardness")
    list_select_related = ("client", "session")
    search_fields = ("session__title", "client__name", "words", "comment")
    date_hierarchy = "done_on"
    fields = (
        *("client", "session", "done_on", "outcome", "skip_reason", "minutes", "effort", "load_au"),
        *("hardness", "distance_m", "race_time_s", "race_place", "words", "comment"),
        *("entered_by", "created_at", "seen_at"),
    )
    readonly_fields = fields
    actions = ("mark_seen",)

    @admin.display(description=_("seen"), boolean=True, ordering="seen_at")
    def seen(self, log: SessionLog) -> bool:
        return log.seen_at is not None

    def has_read_permission(self, request: HttpRequest) -> bool:
        """Reading a log for the athlete's coach is what marks it, nobody else's look."""
        return self.writes(request, None)

    @admin.action(description=_("Mark as seen"), permissions=["read"])
    def mark_seen(self, request: HttpRequest, queryset) -> None:
        count = queryset.unseen().update(seen_at=timezone.now())
        told = ngettext("%d log is seen.", "%d logs are seen.", count) % count
        self.message_user(request, told, messages.SUCCESS)
