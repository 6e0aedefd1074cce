"""Who else opened a record: the operator's look leaves a trace that the athlete can read."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


class Seer(NamedTuple):
    """Somebody who can open a record, and as what."""

    name: str
    role: "Promise"


def who_sees(client: Client) -> list[Seer]:
    """Everybody besides the athlete who can open the record of `client`, by name. After leaving, no coach."""
    seers = [] if client.ended_on else [Seer(client.coach.name, _("your coach"))]
    guardian = client.guardians.current().exclude(accepted_at=None).first()
    if guardian and not client.ended_on:
        seers.append(Seer(guardian.name, _("your guardian")))
    operators = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return seers + [Seer(str(each), _("operator of this site")) for each in operators]
