"""Post as the coach sees it: why, when, and how it went. Never the content."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients.admin.base import ReadOnlyAdmin
from clients.models import OutgoingEmail, Reminder


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("who", "kind", "day", "due_at", "state", "why")
    list_display_links = ("who",)
    list_filter = ("state", "kind", "client")
    list_select_related = ("client", "recipient")
    search_fields = ("recipient__name", "client__name")
    fields = ("who", "kind", "day", "due_at", "useful_until", "state", "why", "created_at")
    readonly_fields = fields

    @admin.display(description=_("to"), ordering="recipient__name")
    def who(self, reminder: Reminder) -> str:
        return str(reminder.client or reminder.recipient)


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnlyAdmin):
    list_display = ("client", "kind", "state", "send_after", "sent_at", "attempts", "error")
    list_filter = ("state", "kind", "client")
    search_fields = ("client__name", "address")
    fields = (
        "client",
        "address",
        "kind",
        "state",
        "why",
        "send_after",
        "sent_at",
        "attempts",
        "error",
    )
    readonly_fields = fields
    actions = ("try_again",)

    @admin.display(description=_("why"))
    def why(self, mail: OutgoingEmail) -> str:
        return ", ".join(reminder.get_kind_display() for reminder in mail.reminders.all())

    def has_write_permission(self, request: HttpRequest) -> bool:
        """A coach may ask for one more try; reading is all that anybody else does."""
        return self.writes(request, None)

    @admin.action(description=_("Try again"), permissions=["write"])
    def try_again(self, request: HttpRequest, queryset) -> None:
        failed = queryset.filter(state=OutgoingEmail.State.FAILED)
        count = failed.update(
            state=OutgoingEmail.State.QUEUED, send_after=timezone.now(), attempts=0, error=""
        )
        told = ngettext("%d mail goes out again.", "%d mails go out again.", count) % count
        self.message_user(request, told, messages.SUCCESS if count else messages.WARNING)
