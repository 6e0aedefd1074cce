"""Whose page has to be worked out anew: the database notes whose rows were written.

What a coach sees of an athlete, and the athlete of their day, hangs on some thirty tables. Instead of
asking each of them again, a page asks for one number, which is another one after each write, and keeps what
it has worked out under it.
"""

import logging
import secrets
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.expressions import Combinable
from django.utils import timezone, translation

from clients.models import Client, Touch
from coachapp.lib import touches, units
from coachapp.lib.touches import EVERYBODY, Notes, Watched

OF_A_CLIENT = (
    *("Adaptation", "Assignment", "Away", "CarePlan", "CheckIn", "Client_tags", "Comment"),
    *("Consent", "Guardian", "HandsOnBlock", "InjuryEpisode", "Intake", "MoveRequest"),
    *("PainReport", "Race", "RaceTime", "ReadMark", "RedFlag", "RemovedSession", "ReturnStage"),
    *("RuleOverride", "ScheduledSession", "Screen", "SessionLog", "Silence", "StepAnswer"),
    *("Treatment", "Verdict", "WeekLine"),
)
WATCHED = (
    Watched("clients.Client", client="pk"),
    *(Watched(f"clients.{name}", client="client") for name in OF_A_CLIENT),
    Watched("clients.AdaptedSession", client="adaptation__client"),
    Watched("clients.Finding", client="screen__client"),
    Watched("clients.ScheduledPrescription", client="session__client"),
    Watched("clients.SetLog", client="log__client"),
    Watched("clients.RuleSetting", client="client", user="coach"),
    Watched("clients.CoachProfile", user="user"),
    Watched("clients.Tag", user="coach"),
    Watched("coachapp.User", user="pk"),
    Watched("plans.Plan", user="coach"),
    # A session may name what belongs to the coach before this one.
    Watched("plans.Exercise"),
    Watched("plans.Modality"),
)
log = logging.getLogger(__name__)
NOTES = Notes(Touch._meta.db_table, ("client_key", "user_key", "mark", "at"))

MARKED = ("touched", "around", "by_guardians")
A_QUARTER = timedelta(minutes=15)
"""How long what was worked out may be shown. In no time zone midnight falls between two quarters."""
NOTED_FOR = timedelta(hours=1)
"""Longer than anything is kept. A note that goes makes another sum, too: what is kept is worked out anew."""


def marked() -> dict[str, Combinable]:
    """What a query of clients is annotated with so that `key_of` knows them."""
    notes = Touch.objects
    return dict(
        zip(MARKED, (notes.of_client(), notes.around_client(), notes.of_guardians()), strict=True)
    )


def keys_of(
    clients: Iterable[Client], now: datetime, *more: Hashable
) -> dict[int, Hashable | None]:
    """What stays the same as long as nothing about each is written, in this quarter of an hour.

    The clients carry what `marked` adds. `more` is what else a value depends on; language, zone and units of
    the reader are part of every key. None where the database does not note what is written, and with DEBUG.
    """
    if settings.DEBUG or not are_noted():  # who edits a template sees it at once
        return dict.fromkeys(client.pk for client in clients)
    quarter = int(now.timestamp() // A_QUARTER.total_seconds())
    reader = translation.get_language(), timezone.get_current_timezone_name(), units.current()
    return {
        client.pk: (client.pk, *(getattr(client, name) for name in MARKED), quarter, reader, more)
        for client in clients
    }


def key_of(client: Client, now: datetime, *more: Hashable) -> Hashable | None:
    """`keys_of` one."""
    return keys_of([client], now, *more)[client.pk]


def put_up() -> None:
    """Let the database note what is written. What was kept before that holds no more."""
    triggers = _wanted()
    tables = set(connection.introspection.table_names())
    if tables.issuperset({NOTES.table, *(table for table, _ in triggers.values())}):
        touches.put_up(connection, triggers)
        mark = secrets.randbelow(touches.MOST_MARK)
        Touch.objects.create(user_key=EVERYBODY, mark=mark, at=timezone.now())


def take_down() -> None:
    """Before tables are made anew: SQLite renames none that a trigger reads."""
    touches.take_down(connection, touches.standing(connection))


def forget(now: datetime) -> int:
    """Throw away the notes that nothing can hang on any more; how many."""
    return Touch.objects.filter(at__lt=now - NOTED_FOR).delete()[0]


def are_noted() -> bool:
    """Whether all triggers stand: asked until they do, then never again in the life of a process."""
    try:
        return _stand()
    except _NotNoted:
        return False


class _NotNoted(LookupError):
    """Triggers are missing: a dump was read without them, or a migration was broken off."""


@lru_cache
def _stand() -> bool:
    missing = _wanted().keys() - touches.standing(connection).keys()
    if missing:
        log.warning("%d triggers are missing, so nothing is kept: run migrate", len(missing))
        raise _NotNoted
    return True


def _wanted() -> Mapping[str, tuple[str, str]]:
    return touches.wanted(connection, apps, WATCHED, NOTES)
