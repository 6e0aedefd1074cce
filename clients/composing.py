"""Writing a mail from its row: to whom, for which reasons that still stand, with fresh links.

No mail says anything about anybody's health: bodies name the plan, easy day n of m, and what to do.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from clients import mail_lines
from clients.models import OutgoingEmail, Reminder, ScheduledSession
from coachapp.lib import links, mail, sealing
from plans.rules.kinds import Kind

Reasons = Sequence[Reminder]
MailKind = OutgoingEmail.Kind
NOON, EVENING = 12, 18


class NothingToSay(Exception):
    """No reason stands any more, or the invitation was used or taken back."""


class Composer:
    """Writes a handful of mails; what they all need is read once."""

    def __init__(self, wanted: Mapping[int, Reasons], now: datetime) -> None:
        """`wanted` are the reasons that stand, by mail."""
        self.wanted = wanted
        self.now = now

    def letter(self, email: OutgoingEmail) -> mail.Letter:
        """The mail as it reads now. Raises NothingToSay."""
        if email.kind == MailKind.ACCOUNT:
            subject, text, html = self.account_mail(email)
        elif email.kind == MailKind.INVITATION:
            subject, text, html = self.invitation(email)
        else:
            subject, text, html = self.reminder(email)
        return mail.Letter(
            to=email.address,
            subject=subject,
            text=text,
            html=html,
            message_id=mail.message_id(email.code),
            date=self.now,
            headers=self.headers(email),
        )

    def headers(self, email: OutgoingEmail) -> dict[str, str]:
        """What lets a reminder be recognised and stopped; other mail has neither."""
        reasons = self.wanted[email.pk]
        if not email.needs_reason or not reasons:
            return {}
        kinds = ",".join(reason.kind for reason in reasons)
        key = f"{email.user.code} {reasons[0].day.isoformat()} {kinds}"
        stop = links.unsubscribe_link(email.user, email.kind)
        return {"X-Reminder-Key": key} | mail.one_click(stop)

    def reminder(self, email: OutgoingEmail) -> tuple[str, str, str]:
        reasons = self.wanted[email.pk]
        if not reasons:
            raise NothingToSay
        with timezone.override(email.user.zone):
            return mail.render(f"email/{email.kind}", self.context(email, reasons))

    def context(self, email: OutgoingEmail, reasons: Reasons) -> dict[str, object]:
        """What every reminder's template may speak of."""
        client, user, first = email.client, email.user, reasons[0]
        to_coach = user.pk != client.user_id
        is_tomorrow = first.day > user.today(self.now)
        lines = mail_lines.Lines(client, user, self.sessions[client.pk], self.now)
        day_at = mail_lines.DayAtAGlance(reasons, lines.on(first.day))
        return {
            "client": client,
            "coach": client.coach,
            "to_coach": to_coach,
            "name": user.name or client.name,
            "greeting": self.greeting(user),
            "day": first.day,
            "is_tomorrow": is_tomorrow,
            "day_at": day_at,
            "headline": mail_lines.headline(day_at, is_tomorrow=is_tomorrow),
            "items": lines.items(reasons),
            "also": lines.items([one for one in reasons if one.kind != email.kind]),
            "week": lines.sessions,
            "first": first,
            "home_link": links.page("admin:index" if to_coach else "clients:today"),
            "week_link": links.page("clients:week", lines.first_day or first.day),
            "note_link": links.page("admin:index" if to_coach else "clients:notes"),
            "settings_link": links.page("clients:settings"),
            "stop_link": links.unsubscribe_link(user, email.kind),
        }

    def greeting(self, user) -> str:
        hour = self.now.astimezone(user.zone).hour
        return mail_lines.greeting(is_morning=hour < NOON, is_evening=hour >= EVENING)

    @cached_property
    def sessions(self) -> Mapping[int, list[ScheduledSession]]:
        """Open sent sessions that these mails can name, by client, in one query."""
        reasons = [reason for each in self.wanted.values() for reason in each]
        found: dict[int, list[ScheduledSession]] = defaultdict(list)
        if not reasons:
            return found
        rows = (
            ScheduledSession.objects.filter(client__in={reason.client_id for reason in reasons})
            .between(
                min(reason.day for reason in reasons),
                max(reason.day for reason in reasons) + mail_lines.WEEK_AHEAD,
            )
            .shown(self.now.date())
            .open()
            .exclude(kind=Kind.REST)
            .in_order()
        )
        for session in rows:
            found[session.client_id].append(session)
        return found

    def invitation(self, email: OutgoingEmail) -> tuple[str, str, str]:
        letter = email.invitation
        gone = letter.accepted_at or letter.revoked_at or letter.client.ended_on
        if gone or letter.expires_at <= self.now:
            raise NothingToSay
        context = {
            "coach": letter.client.coach,
            "name": letter.client.name,
            "join_link": links.invitation_link(letter.nonce, letter.sha256),
            "until": letter.expires_at,
        }
        return mail.render("email/invitation", context)

    def account_mail(self, email: OutgoingEmail) -> tuple[str, str, str]:
        """The words of the account pages' own templates, with our frame around the HTML part."""
        context = sealing.unseal(email.sealed) | {
            "user": email.user,
            "email": email.address,
            "current_site": {"name": "Coachapp", "domain": urlsplit(settings.BASE_URL).netloc},
        }
        subject = mail.one_line(render_to_string(f"{email.template}_subject.txt", context))
        text = render_to_string(f"{email.template}_message.txt", context)
        html = render_to_string("email/account/message.html", {"subject": subject, "text": text})
        return subject, mail.paragraphs(text), html
