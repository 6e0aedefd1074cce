"""What the bar says on every page of the desk: what is new, and whether there is a switch to one's own coaching."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from clients.inbox import count_unseen
from clients.models import Client
from clients.talking import count_unread
from coachapp.lib.prepared import Prepared

if TYPE_CHECKING:
    from coachapp.models import User

NOTHING = {"is_also_athlete": False, "unseen_logs": 0, "unread_notes": 0, "words": None}


def columns() -> dict[str, Combinable | Exists]:
    """What a query of users is annotated with so that `read_already` can take it."""
    return {
        "is_also_athlete": Exists(Client.objects.open().filter(user=OuterRef("pk"))),
        "unseen_logs": count_unseen(),
        "unread_notes": count_unread(),
        "words": F("coach_profile__words"),
    }


def of(request: HttpRequest) -> dict[str, Any]:
    """What the bar says of who asks, and the `words` it says it in: one query, where the page has not read it."""
    read = getattr(request, "bar", None)
    return dict(read or next(iter(_bar_of(user=request.user.pk)), NOTHING))


def read_already(request: HttpRequest, row: "User") -> None:
    """`row` carries `columns`: a page that reads the user anyway asks no question more."""
    request.bar = {name: getattr(row, name) for name in NOTHING}  # type: ignore[attr-defined]


_bar_of = Prepared(
    lambda user: get_user_model().objects.filter(pk=user).values(**columns()), user=int
)
