"""What the records of an athlete have in common on the desk."""

from django.http import HttpRequest
from django.utils import timezone

from clients import access
from clients.models import Client
from coachapp.lib.own_rows import OwnRowsAdmin


class OfClientAdmin(OwnRowsAdmin):
    """Rows that belong to one client."""

    owner_path = "client__coach"
    list_select_related = ("client",)

    def opened(self, request: HttpRequest, row) -> None:
        """The operator's look is noted where the athlete can read it."""
        client = self.client_of(row)
        if client is not None:
            today = client.today(timezone.now())
            access.note(client, request.user, self.opts.model_name, today=today)

    def client_of(self, row) -> Client | None:
        return row.client


class ReadOnlyAdmin(OfClientAdmin):
    """Read here, written elsewhere, where the rules are asked."""

    can_add = can_change = can_delete = False
