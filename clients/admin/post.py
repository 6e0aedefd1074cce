"""Post as the coach sees it: why, when, and how it went. Never the content."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients import explaining, outbox, watching
from clients.admin.base import ReadOnlyAdmin
from clients.models import OutgoingEmail, Reminder


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("who", "kind", "due_at", "state", "outcome", "tries")
    list_display_links = ("who",)
    export_columns = (
        *("client__name", "kind", "day", "due_at", "useful_until", "state", "email__attempts"),
    )
    list_filter = ("state", "kind", "client")
    list_select_related = ("client", "recipient", "email")
    search_fields = ("recipient__name", "client__name")
    fields = (
        *("who", "kind", "day", "due_at", "useful_until", "state"),
        *("outcome", "tries", "created_at"),
    )
    readonly_fields = fields

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        """With a line where mail does not go out."""
        said = {"mail_trouble": watching.trouble(request.user, timezone.now())}
        return super().changelist_view(request, said | (extra_context or {}))

    @admin.display(description=_("to"), ordering="recipient__name")
    def who(self, reminder: Reminder) -> str:
        return str(reminder.client or reminder.recipient)

    @admin.display(description=_("why"))
    def outcome(self, reminder: Reminder) -> str:
        return explaining.outcome([reminder], timezone.now())[1]

    @admin.display(description=_("tries"), ordering="email__attempts")
    def tries(self, reminder: Reminder) -> int | None:
        return reminder.email.attempts if reminder.email else None


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnlyAdmin):
    list_display = (
        "client",
        "kind",
        "state",
        "send_after",
        "sent_at",
        "attempts",
        "outcome",
        "error",
    )
    export_columns = (
        *("client__name", "address", "kind", "state", "send_after", "sent_at", "attempts"),
    )
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
        "outcome",
        "error",
    )
    readonly_fields = fields
    actions = ("try_again",)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("reminders")

    @admin.display(description=_("about"))
    def why(self, mail: OutgoingEmail) -> str:
        return ", ".join(reminder.get_kind_display() for reminder in mail.reminders.all())

    @admin.display(description=_("why"))
    def outcome(self, mail: OutgoingEmail) -> str:
        reasons = list(mail.reminders.all())
        told = explaining.outcome(reasons, timezone.now()) if reasons else None
        return (told or explaining.letter_outcome(mail))[1]

    def has_write_permission(self, request: HttpRequest) -> bool:
        """A coach may ask for one more try; reading is all that anybody else does."""
        return self.writes(request, None)

    @admin.action(description=_("Try again"), permissions=["write"])
    def try_again(self, request: HttpRequest, queryset) -> None:
        count = outbox.try_again(queryset.of_coach(request.user), timezone.now())
        told = ngettext("%d mail goes out again.", "%d mails go out again.", count) % count
        self.message_user(request, told, messages.SUCCESS if count else messages.WARNING)
