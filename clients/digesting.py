"""The coach's two digests: who needs them this morning, and how everybody's week was.

Names and what to do, never anything about anybody's health: why somebody needs the coach is on the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import attention, roster
from clients.attention import Need
from clients.mail_lines import Item
from clients.models import CoachProfile, QuietTime, Reminder, Wish
from clients.rules.athlete_mail import Mail, Wanted
from clients.rules.coach_mail import DIGESTS, Coach, Digest, digests, next_digest
from clients.rules.quiet_hours import Quiet
from coachapp.lib import links
from plans.saying import say

if TYPE_CHECKING:
    from coachapp.models import User

NEEDS_YOU = gettext_lazy("Needs you today.")
WORDS = {
    Need.RED_FLAG: NEEDS_YOU,
    Need.PAIN: NEEDS_YOU,
    Need.GATE: NEEDS_YOU,
    Need.MOVE: gettext_lazy("Asks to move a session."),
    Need.NOTE: gettext_lazy("A note waits for an answer."),
    Need.REVIEW: gettext_lazy("You wanted to look again."),
    Need.NO_GUARDIAN: gettext_lazy("Waits for a guardian."),
    Need.NO_MAIL: gettext_lazy("Mail does not arrive."),
    Need.NO_PLAN: gettext_lazy("Has no plan yet."),
    Need.QUIET: gettext_lazy("Quiet longer than usual."),
    Need.NOT_DONE: gettext_lazy("Some of the week did not happen."),
    Need.DRAFT: gettext_lazy("A draft needs another look."),
}
"""What a mail may say of a need. Those that are missing stay on the page, but for a plan that runs out."""
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Page:
    """What a digest says: a headline, a line a person, and how many logs are to be seen."""

    headline: str
    lines: Sequence[Item]
    more: int
    logs: int


def morning(coach: "User", now: datetime) -> Page | None:
    """Who needs `coach`, the most urgent first; None where nobody does."""
    members = roster.of_coach(coach, now)
    roster.look_closer(attention.to_look_at(members), now)
    shelves = attention.shelves_of(members, now)
    urgent = list(shelves.now)
    cards = [*urgent, *shelves.this_week]
    lines = [line for card in cards if (line := line_of(card))]
    if not lines:
        return None
    more = shelves.more + max(0, len(lines) - MOST_LINES)
    return Page(headline(lines, len(urgent)), lines[:MOST_LINES], more, logs_to_see(members))


def headline(lines: Sequence[Item], urgent: int) -> str:
    if urgent == 1:
        return _("%(name)s needs you") % {"name": lines[0].title}
    if urgent:
        return _("%(count)s people need you") % {"count": urgent}
    return _("Nobody needs you now; a few things for this week")


def line_of(card: attention.Card) -> Item | None:
    words = say(card.why) if card.need is Need.RUNS_OUT else WORDS.get(card.need)
    if not words:
        return None
    words = str(words)
    page = links.page("admin:clients_client_overview", card.client.pk)
    return Item(card.client.name, words[:1].upper() + words[1:], _("Open"), page)


def week(coach: "User", now: datetime) -> Page | None:
    """How much of the last seven days was done, athlete by athlete; None without athletes."""
    members = roster.of_coach(coach, now)
    if not members:
        return None
    lines = [week_line(member) for member in members]
    more = max(0, len(lines) - MOST_LINES)
    return Page(_("The week of everybody"), lines[:MOST_LINES], more, logs_to_see(members))


def week_line(member: roster.Member) -> Item:
    client = member.client
    done = member.planned_last_week - member.undone_last_week
    words = _("%(done)s of %(planned)s done.") % {"done": done, "planned": member.planned_last_week}
    if not member.planned_last_week:
        words = _("Nothing was planned.")
    page = links.page("admin:clients_client_overview", client.pk)
    return Item(client.name, words, _("Open"), page)


def logs_to_see(members: Iterable[roster.Member]) -> int:
    return sum(member.client.unseen_logs for member in members)


PAGES = {Mail.DIGEST: morning, Mail.WEEKLY: week}


def page_of(kind: str, coach: "User", now: datetime) -> Page | None:
    return PAGES[Mail(kind)](coach, now)


# The sweep


def coaches_to_look_at(now: datetime, limit: int | None = None) -> list[CoachProfile]:
    rows = CoachProfile.objects.filter(next_look_at__lte=now, user__is_active=True)
    rows = rows.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    return list(rows.order_by("next_look_at", "pk")[:limit])


def due_to(profile: CoachProfile, now: datetime) -> list[Digest]:
    """The digests that are due to a coach now and have something to say; sets the next look."""
    user = profile.user
    coach = wishes_of(user)
    since = profile.next_look_at
    profile.next_look_at = next_digest(coach, now)
    if user.mail_dead_at:
        return []
    # what is due at the very moment of the look belongs to it
    found = [one for one in digests(coach, before(since), now) if page_of(one.mail, user, now)]
    said = set(Reminder.objects.filter(recipient=user, kind__in=DIGESTS).values_list("kind", "day"))
    return [one for one in found if (one.mail.value, one.day) not in said]


def before(moment: datetime) -> datetime:
    return moment - moment.resolution


def wishes_of(user: "User") -> Coach:
    rows = Wish.objects.filter(user=user, kind__in=DIGESTS)
    quiet = QuietTime.objects.filter(user=user).first()
    return Coach(
        zone=user.zone,
        wishes={Mail(row.kind): Wanted(row.on, row.at) for row in rows},
        quiet=quiet.as_value() if quiet else Quiet(),
    )


def look_soon(user: "User", now: datetime) -> None:
    """The wishes of a coach have changed: the next digest comes by them."""
    CoachProfile.objects.filter(user=user).update(next_look_at=next_digest(wishes_of(user), now))
