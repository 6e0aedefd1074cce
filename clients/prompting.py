"""The coach asks for one reminder now. It goes out, or it is said in words why it does not."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from clients import explaining, snoozing
from clients.models import Client, OutgoingEmail, Reminder, ScheduledSession
from clients.noticing import Reader
from clients.rules.athlete_mail import Athlete
from clients.rules.reminding import room_in_week
from plans.rules.kinds import Kind

if TYPE_CHECKING:
    from coachapp.models import User

ASKS_BACK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
MailKind = OutgoingEmail.Kind


class NotSent(Exception):
    """Nothing is sent; the message says why, and what helps."""


def prompt(client: Client, *, by: "User", now: datetime) -> Reminder:
    """One mail about today's session, else about the last one without a log. Raises NotSent.

    It keeps what the athlete wishes: kinds that are off, quiet hours, five a week. `by` coaches the
    client.
    """
    facts = {"name": client.name}
    in_the_way = explaining.in_the_way(client, now)
    if in_the_way:
        raise NotSent(in_the_way)
    athlete = Reader([client], now).of(client).athlete
    about = what_waits(client, by, now)
    if about is None:
        raise NotSent(_("Nothing waits for %(name)s: what was planned has its log.") % facts)
    at = athlete.quiet.opens(now, athlete.zone)
    if at > now and about.day >= client.today(now):
        raise NotSent(
            _("It is night where %(name)s is. The next morning is soon enough; nothing was sent.")
            % facts
        )
    mail = MailKind.MORNING if about.day == client.today(now) else MailKind.LOG_MISSING
    check_wishes(client, athlete, mail, at)
    check_said(client, about, at)
    return snoozing.write_once(client, about, mail=mail, at=at, why=Reminder.BY_COACH)


def what_waits(client: Client, by: "User", now: datetime) -> ScheduledSession | None:
    """Today's first open session, else the newest of the last week that has no log."""
    today = client.today(now)
    rows = ScheduledSession.objects.visible_to(by).filter(client=client)
    open_rows = rows.shown(today).open().exclude(kind=Kind.REST).in_order()
    todays = open_rows.filter(day=today).first()
    return todays or open_rows.between(today - ASKS_BACK, today - ONE_DAY).last()


def check_wishes(client: Client, athlete: Athlete, mail: MailKind, at: datetime) -> None:
    """Raises NotSent where the athlete has switched this mail off, or has had enough this week."""
    facts = {"name": client.name}
    if client.user.wishes.filter(kind=mail, on=False).exists():
        raise NotSent(
            _("%(name)s has switched this mail off. Nothing was sent; a note shows in the app.")
            % facts
        )
    if room_in_week(athlete, client.user.today(at)) <= 0:
        raise NotSent(
            _("%(name)s has had five mails this week, which is the most. A note shows in the app.")
            % facts
        )


def check_said(client: Client, about: ScheduledSession, at: datetime) -> None:
    """Raises NotSent where the athlete was or is about to be told of it on that day."""
    reason = snoozing.reason_of(about, client.user.today(at))
    said = Reminder.objects.filter(recipient=client.user, **reason).first()
    if said and said.state == Reminder.State.SENT:
        raise NotSent(
            _("%(name)s has had this mail today. Once is enough.") % {"name": client.name}
        )
    if said and said.state == Reminder.State.OPEN:
        raise NotSent(_("This mail to %(name)s is on its way.") % {"name": client.name})
