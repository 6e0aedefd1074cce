"""Somebody opens the app after two weeks without a log, or what their coach chose: were they running?"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max, OuterRef, Subquery

from clients.models import Client, RuleSetting, SessionLog, Silence
from plans.rules.rules_load import is_silent

if TYPE_CHECKING:
    from coachapp.models import User


def columns() -> dict[str, Any]:
    """By name, what `asked_since` needs of each client of the query; it costs no query of its own."""
    done = SessionLog.objects.filter(client=OuterRef("pk")).order_by().done()
    answered = Silence.objects.filter(client=OuterRef("pk")).order_by("-since")
    return {
        "silent_since": Subquery(
            done.values("client").annotate(last=Max("done_on")).values("last")
        ),
        "answered_since": Subquery(answered.values("since")[:1]),
        "silent_after": Subquery(RuleSetting.objects.narrowest("R28.days").values("value")),
    }


def asked_since(client: Client, today: date) -> date | None:
    """The last log before the silence that `client` is asked about; None: there is nothing to ask.

    `client` comes with `columns`.
    """
    since = client.silent_since
    is_answered = client.answered_since is not None and client.answered_since == since
    is_long = is_silent(since, today, client.silent_after)
    return since if is_long and not is_answered else None


def answer(client: Client, since: date, was_running: bool, *, by: "User", today: date) -> Silence:
    """Keep the word on the silence since that log. Said again, the newest counts."""
    row, _ = Silence.objects.update_or_create(
        client=client,
        since=since,
        defaults={"was_running": was_running, "answered_on": today, "entered_by": by},
    )
    return row
