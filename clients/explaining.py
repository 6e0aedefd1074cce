"""Why did I get this, or why not: every reason to write with its hour and what became of it.

Never the content of a mail, and never account mail, which belongs to nobody but its person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.models import Client, Guardian, Invitation, OutgoingEmail, QuietTime, Reminder
from clients.noticing import Reader
from clients.rules.mail_why import about_morning
from clients.rules.reminding import NO_ROOM, QUIET_DAY
from plans.rules.sentence import Sentence
from plans.saying import formatted

if TYPE_CHECKING:
    from coachapp.models import User

GOES_BACK = timedelta(days=14)
ONE_DAY = timedelta(days=1)
ON_TIME = timedelta(minutes=5)
Kind = Reminder.Kind
MailState = OutgoingEmail.State

# What must have happened for a reason to go away, by its kind.
GONE = {
    Kind.PLAN: gettext_lazy("The session was logged or moved by then."),
    Kind.RECOVERY: gettext_lazy("Something was logged by then."),
    Kind.TREATMENT: gettext_lazy("It was booked or done by then, or no longer due."),
    Kind.CHECK_IN: gettext_lazy("The check-in was there by then, or the session was not."),
    Kind.HELD: gettext_lazy("It had its answer by then."),
    Kind.LOG_MISSING: gettext_lazy("The log was there by then."),
    Kind.WEEK_SENT: gettext_lazy("Nothing of it lay ahead any more."),
    Kind.NOTE: gettext_lazy("It was read by then."),
    Kind.NEXT_MORNING: gettext_lazy("It was answered by then."),
    Kind.SCREEN: gettext_lazy("It was looked at by then."),
    Kind.PLAN_ENDS: gettext_lazy("More was planned by then."),
    Kind.DIGEST: gettext_lazy("Nobody needed anything any more."),
    Kind.WEEKLY: gettext_lazy("Nobody was coached any more."),
}
CHOSEN = {
    NO_ROOM: gettext_lazy("Five mails a week is the most, and easy mornings give way first."),
    QUIET_DAY: gettext_lazy("It was a day without mail, by choice."),
}
ANSWERED = gettext_lazy("It was accepted, taken back or too old by then.")
UNWRITTEN = {
    OutgoingEmail.NO_ADULT: gettext_lazy("No adult could get a copy of it."),
    OutgoingEmail.NO_LETTER: gettext_lazy("The letter before it has not arrived."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail, or one that became none. `at` is the planned moment in the zone of the page."""

    at: datetime
    mail: str
    reasons: Sequence[str]
    state: str  # sent, waiting or not_sent
    why: str
    tries: int = 0

    @property
    def label(self) -> str:
        return {"sent": _("sent"), "waiting": _("waiting"), "not_sent": _("not sent")}[self.state]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What holds for mail on one day."""

    day: date
    words: Sentence


def to_athlete(client: Client, viewer: "User", now: datetime) -> list[Entry]:
    """The last fortnight of mail to the athlete, newest first, as far as `viewer` may see."""
    since = now - GOES_BACK
    rows = (
        Reminder.objects.visible_to(viewer)
        .filter(client=client, recipient=client.user_id, due_at__gte=since)
        .select_related("email")
        .order_by("-due_at", "email", "pk")
    )
    entries = [entry(list(reasons), now) for _key, reasons in groupby(rows, together)]
    letters = OutgoingEmail.objects.visible_to(viewer).filter(client=client)
    entries += [letter(mail) for mail in letters.exclude(invitation=None)]
    return sorted(entries, key=lambda one: one.at, reverse=True)


def outlook(client: Client, now: datetime) -> list[Outlook]:
    """Today and tomorrow, as things stand; nothing while no mail goes to the athlete at all."""
    athlete = Reader([client], now).of(client).athlete
    today = client.today(now)
    return [Outlook(day, about_morning(athlete, day, now)) for day in (today, today + ONE_DAY)]


def in_the_way(client: Client, now: datetime) -> str:
    """Why no mail at all goes to the athlete now; empty where it does."""
    if client.user is None:
        return _("There is no account yet: the invitation has not been accepted.")
    if client.user.mail_dead_at:
        return _("Mail does not arrive at %(address)s. Another address helps.") % {
            "address": client.user.email
        }
    if client.ended_on or client.status != Client.Status.ACTIVE:
        return _("Coaching is not running, so no mail goes out.")
    today = client.today(now)
    quiet = QuietTime.objects.filter(user=client.user_id).first()
    if quiet and quiet.off:
        return _("All mail is switched off; the app shows everything.")
    if quiet and quiet.until and today < quiet.until:
        return _("No mail before %(day)s, by choice.") % {"day": formatted(quiet.until)}
    span = client.away_spans.filter(from_on__lte=today, to_on__gte=today).first()
    if span:
        return _("Away until %(day)s: no mail meanwhile.") % {"day": formatted(span.to_on)}
    return ""


def together(reminder: Reminder) -> object:
    """Reasons of one mail stand together; without a mail, those of one moment and fate."""
    return reminder.email_id or (reminder.due_at, reminder.state, reminder.why)


def entry(reasons: Sequence[Reminder], now: datetime) -> Entry:
    first, email = reasons[0], reasons[0].email
    state, why = outcome(reasons, now)
    return Entry(
        at=first.due_at,
        mail=email.get_kind_display() if email else "",
        reasons=[one.get_kind_display() for one in reasons],
        state=state,
        why=why,
        tries=email.attempts if email else 0,
    )


def letter(mail: OutgoingEmail) -> Entry:
    """An invitation or its nudge, which have no reasons but themselves."""
    state, why = letter_outcome(mail)
    return Entry(mail.send_after, mail.get_kind_display(), (), state, why, mail.attempts)


def letter_outcome(mail: OutgoingEmail) -> tuple[str, str]:
    """As `outcome`, for what goes out without reasons."""
    if mail.state == MailState.SENT:
        return "sent", _("Sent.")
    if mail.state == MailState.FAILED:
        return "not_sent", failed_words(mail)
    if mail.state == MailState.DROPPED:
        return "not_sent", str(UNWRITTEN.get(mail.error, ANSWERED))
    words = waiting_words(mail)
    if mail.kind == OutgoingEmail.Kind.NUDGE:
        words += " " + _("Once, and only if nobody has answered by then.")
    return "waiting", words


def letter_news(invitation: Invitation, mails: Iterable[OutgoingEmail]) -> str:
    """What a coach hears of an invitation that waits: its letter came back, or when it is said once more."""
    for mail in mails:
        if mail.invitation_id == invitation.pk and mail.state == MailState.FAILED:
            return failed_words(mail)
    nudges = {mail.state: mail for mail in mails if mail.kind == OutgoingEmail.Kind.NUDGE}
    if told := nudges.get(MailState.SENT):
        return _("reminded on %(day)s") % {"day": formatted(localtime(told.sent_at).date())}
    if waits := nudges.get(MailState.QUEUED):
        day = formatted(localtime(waits.send_after).date())
        return _("will be reminded once, on %(day)s") % {"day": day}
    return ""


def guardian_letter_news(guardian: Guardian) -> str:
    """What a coach hears of a letter to a guardian who has not answered: that it came back."""
    newest = max(guardian.mail.all(), key=lambda mail: mail.pk, default=None)
    is_back = newest is not None and newest.state == MailState.FAILED
    return failed_words(newest) if is_back and guardian.accepted_at is None else ""


def outcome(reasons: Sequence[Reminder], now: datetime) -> tuple[str, str]:
    """What became of a mail, and the sentence that says why."""
    first, email = reasons[0], reasons[0].email
    if email and email.state == MailState.SENT:
        return "sent", sent_words(first, email)
    if email and email.state == MailState.FAILED:
        return "not_sent", failed_words(email)
    if first.state == Reminder.State.LATE or first.useful_until <= now:
        return "not_sent", _("Its last useful hour, %(at)s, had passed.") % {
            "at": moment(first.useful_until)
        }
    if first.state == Reminder.State.DROPPED:
        return "not_sent", dropped_words(reasons)
    return "waiting", waiting_words(email)


def sent_words(first: Reminder, email: OutgoingEmail) -> str:
    at = moment(email.sent_at)
    if email.sent_at - first.due_at <= ON_TIME:
        return asked_words(first) or _("Sent at its hour.")
    if email.attempts > 1:
        return _("Sent late, %(at)s: the mail server had not taken it before.") % {"at": at}
    return _("Sent late, %(at)s.") % {"at": at}


def asked_words(first: Reminder) -> str:
    """Who asked for it by hand; empty for what came by itself."""
    if first.why == Reminder.BY_COACH:
        return _("The coach asked for this one.")
    return _("Asked for with “later”.") if first.why == Reminder.ASKED else ""


def failed_words(email: OutgoingEmail) -> str:
    """A fault of ours has the name of its error, an answer of the mail server has words."""
    if email.error.isidentifier():
        return _("It could not be written. The fault is ours, and it is in our log.")
    if email.attempts > 1:
        return _("The mail server did not take it, however often we tried.")
    return _("The mail server says that nothing arrives at this address.")


def dropped_words(reasons: Iterable[Reminder]) -> str:
    words = [CHOSEN.get(one.why) or GONE[Kind(one.kind)] for one in reasons]
    return " ".join(str(one) for one in dict.fromkeys(words))


def waiting_words(email: OutgoingEmail | None) -> str:
    if email is None:
        return _("It waits for the next look.")
    if email.state == MailState.SENDING:
        return _("It is being sent.")
    if email.attempts:
        tried = ngettext(
            "The mail server has not taken it yet, after %(n)s try.",
            "The mail server has not taken it yet, after %(n)s tries.",
            email.attempts,
        ) % {"n": email.attempts}
        return f"{tried} " + _("Next try %(at)s.") % {"at": moment(email.send_after)}
    return _("Goes out %(at)s.") % {"at": moment(email.send_after)}


def moment(at: datetime) -> str:
    """Wed 25 Nov 07:00, where the reader of the page is."""
    local = localtime(at)
    return f"{formatted(local.date())} {time_format(local.time(), 'H:i')}"
