"""Who else opened a record: the operator's look leaves a trace that the athlete can read."""

from datetime import date
from typing import TYPE_CHECKING

from clients.models import AccessRecord, Client

if TYPE_CHECKING:
    from coachapp.models import User


def note(client: Client, actor: "User", what: str, *, today: date) -> None:
    """Remember that `actor` opened `what` (a noun such as "client") of `client`, once a day.

    Coach and athlete are at home here: nothing is noted for them.
    """
    if actor.pk in (client.coach_id, client.user_id):
        return
    AccessRecord.objects.get_or_create(client=client, actor=actor, what=what, day=today)
