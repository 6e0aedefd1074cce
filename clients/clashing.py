"""Who has changed what a draft was written against."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models import ScheduledSession

BY_NOBODY_NAMED = gettext_lazy("It has been changed since.")


def told(drafts: Collection[ScheduledSession]) -> dict[int, str]:
    """A sentence for each draft by its key: who has changed what it replaces. One query, none for no draft.

    Drafts come with their client.
    """
    if not drafts:
        return {}
    changes = ScheduledSession.history.filter(id__in=[draft.replaces_id for draft in drafts])
    last: dict[int, tuple[int | None, str]] = {}
    for row, who, name in changes.order_by("history_date", "history_id").values_list(
        "id", "history_user", "history_user__name"
    ):
        last[row] = (who, name or "")
    return {
        draft.pk: _sentence(draft, *last.get(draft.replaces_id, (None, ""))) for draft in drafts
    }


def told_of(draft: ScheduledSession) -> str:
    """The sentence for one draft; empty where nothing has changed since."""
    replaced = draft.replaces
    if replaced is None or replaced.version == draft.version:
        return ""
    return told([draft])[draft.pk]


def _sentence(draft: ScheduledSession, who: int | None, name: str) -> str:
    if who is not None and who == draft.client.coach_id:
        return _("You have changed it in another window since.")
    if name:
        return _("%(name)s has changed it since.") % {"name": name}
    return str(BY_NOBODY_NAMED)
