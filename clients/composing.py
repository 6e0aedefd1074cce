"""Writing a mail from its row: to whom, for which reasons that still stand, with fresh links.

No mail says anything about anybody's health: bodies name the plan, easy day n of m, and what to do.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone

from clients import digesting, mail_lines
from clients.models import (
    Client,
    Guardian,
    InjuryEpisode,
    OutgoingEmail,
    Reminder,
    ScheduledSession,
    ScheduledSessionQuerySet,
    last_days_shown,
    words_of,
)
from coachapp.lib import links, mail, sealing, wording
from coachapp.lib.prepared import Prepared
from plans.rules.kinds import Kind
from plans.rules.restrictions import Episode

Reasons = Sequence[Reminder]
MailKind = OutgoingEmail.Kind
DIGESTS = frozenset({MailKind.DIGEST, MailKind.WEEKLY})
LETTERS = frozenset({MailKind.INVITATION, MailKind.NUDGE})
NUDGE_WAITS = timedelta(days=3)
"""A letter that went out later than planned is not followed by its nudge at once."""
NOON, EVENING = 12, 18


CODE_IS_USEFUL = timedelta(minutes=15)
"""The longest life of a code that allauth sends; one that comes later only confuses."""


class NothingToSay(Exception):
    """No reason stands any more, the invitation was used or taken back, or the code is too old to be typed."""


def frame_of(email: OutgoingEmail, reasons: Reasons) -> MailKind:
    """The words around the lines: the mail's own, unless what it was about is gone and something else is left."""
    kinds = [reason.kind for reason in reasons]
    if email.kind == MailKind.MORNING or email.kind in kinds:
        return MailKind(email.kind)
    return MailKind(kinds[0]) if kinds[0] in MailKind.values else MailKind.MORNING


class Composer:
    """Writes a handful of mails; what they all need is read once."""

    def __init__(
        self, mails: Sequence[OutgoingEmail], wanted: Mapping[int, Reasons], now: datetime
    ) -> None:
        """`wanted` are the reasons that stand, by mail."""
        self.mails = mails
        self.wanted = wanted
        self.now = now
        self.stop_links: dict[int, str] = {}

    def letter(self, email: OutgoingEmail) -> mail.Letter:
        """The mail as it reads now, in the words of its coach. Raises NothingToSay."""
        copies = self.copies(email)
        coach = email.client.coach if email.client else email.user
        with wording.speaking(words_of(coach)):
            subject, text, html = self.written(email, copies)
        return mail.Letter(
            to=email.address,
            subject=subject,
            text=text,
            html=html,
            message_id=mail.message_id(email.code),
            date=self.now,
            headers=self.headers(email),
            copies=copies,
        )

    def written(self, email: OutgoingEmail, copies: Sequence[str]) -> tuple[str, str, str]:
        """Subject, text and HTML. Raises NothingToSay."""
        if email.kind == MailKind.ACCOUNT:
            return self.account_mail(email)
        if email.kind in LETTERS:
            return self.invitation(email)
        if email.kind == MailKind.GUARDIAN:
            return self.guardian_letter(email)
        return self.digest(email) if email.kind in DIGESTS else self.reminder(email, copies)

    def copies(self, email: OutgoingEmail) -> tuple[str, ...]:
        """The adults who get this mail too: nothing that we have to say reaches somebody under 18 alone.

        Account mail answers a person's own act with a key that is theirs. Raises NothingToSay.
        """
        if not is_to_athlete(email):
            return ()
        client, guardian = email.client, self.guardians.get(email.client_id)
        if not self.may_be_young(client) or (client.born_on is None and guardian is None):
            return ()
        copies = guardian.copies if guardian else ()
        if not copies:
            raise NothingToSay(OutgoingEmail.NO_ADULT)
        return copies

    @cached_property
    def guardians(self) -> Mapping[int, Guardian]:
        """Of the clients that may need one, by client: one query, none for a batch to adults alone."""
        clients = {
            email.client_id
            for email in self.mails
            if is_to_athlete(email) and self.may_be_young(email.client)
        }
        if not clients:
            return {}
        rows = Guardian.objects.current().filter(client__in=clients).select_related("user")
        return {row.client_id: row for row in rows}

    def headers(self, email: OutgoingEmail) -> dict[str, str]:
        """What lets a reminder be recognised and stopped; other mail has neither."""
        reasons = self.wanted[email.pk]
        if not email.needs_reason or not reasons:
            return {}
        kinds = ",".join(reason.kind for reason in reasons)
        key = f"{email.user.code} {reasons[0].day.isoformat()} {kinds}"
        stop = self.stop_link(email, frame_of(email, reasons))
        return {"X-Reminder-Key": key} | mail.one_click(stop)

    def stop_link(self, email: OutgoingEmail, frame: str) -> str:
        """In the header and in the body alike, signed once."""
        if email.pk not in self.stop_links:
            self.stop_links[email.pk] = links.unsubscribe_link(email.user, frame)
        return self.stop_links[email.pk]

    def reminder(self, email: OutgoingEmail, copies: Sequence[str]) -> tuple[str, str, str]:
        reasons = self.wanted[email.pk]
        if not reasons:
            raise NothingToSay
        context = self.context(email, reasons)
        if copies:
            context["copied_to"] = self.guardians[email.client_id].name
        with timezone.override(email.user.zone):
            return mail.render(f"email/{frame_of(email, reasons)}", context)

    def digest(self, email: OutgoingEmail) -> tuple[str, str, str]:
        """The coach's own: who needs them as things stand now."""
        coach = email.user
        with timezone.override(coach.zone):
            page = digesting.page_of(email.kind, coach, self.now) if self.wanted[email.pk] else None
            if page is None:
                raise NothingToSay
            context = {
                "page": page,
                "items": page.lines,
                "to_coach": True,
                "name": coach.name,
                "greeting": self.greeting(coach),
                "home_link": links.page("admin:index"),
                "inbox_link": links.page("admin:inbox"),
                "settings_link": links.page("admin:wishes"),
                "stop_link": self.stop_link(email, email.kind),
            }
            return mail.render(f"email/{email.kind}", context)

    def context(self, email: OutgoingEmail, reasons: Reasons) -> dict[str, object]:
        """What every reminder's template may speak of."""
        client, user, frame = email.client, email.user, frame_of(email, reasons)
        first = next((one for one in reasons if one.kind == frame), reasons[0])
        to_coach = user.pk != client.user_id
        is_tomorrow = first.day > user.today(self.now)
        sessions, injuries = self.sessions[client.pk], self.injuries[client.pk]
        lines = mail_lines.Lines(client, user, sessions, injuries, self.now)
        day_at = mail_lines.DayAtAGlance(reasons, lines.to_do_on(first.day))
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
            "also": lambda: lines.items([one for one in reasons if one.kind != frame]),
            "week": lines.sessions,
            "first": first,
            "by_coach": first.why == Reminder.BY_COACH,
            "home_link": links.page("admin:index" if to_coach else "clients:today"),
            "week_link": links.page("clients:week", lines.first_day or first.day),
            "note_link": links.page("admin:index" if to_coach else "clients:notes"),
            "settings_link": links.page("admin:wishes" if to_coach else "clients:settings"),
            "stop_link": self.stop_link(email, frame),
        }

    def greeting(self, user) -> str:
        hour = self.now.astimezone(user.zone).hour
        return mail_lines.greeting(is_morning=hour < NOON, is_evening=hour >= EVENING)

    @cached_property
    def sessions(self) -> Mapping[int, list[ScheduledSession]]:
        """Open sent sessions that these mails can name, by client, in one query."""
        reasons = [one for each in self.wanted.values() for one in each if one.client_id]
        found: dict[int, list[ScheduledSession]] = defaultdict(list)
        if not reasons:
            return found
        rows = sessions_to_name(
            clients=sorted({reason.client_id for reason in reasons}),
            first=min(reason.day for reason in reasons),
            last=max(reason.day for reason in reasons) + mail_lines.WEEK_AHEAD,
            last_days=last_days_shown(self.now.date()),
        )
        for session in rows:
            found[session.client_id].append(session)
        return found

    @cached_property
    def injuries(self) -> Mapping[int, list[Episode]]:
        """Open injuries of those who have agreed to health data, by client, in one query."""
        clients = {one.client_id for each in self.wanted.values() for one in each if one.client_id}
        found: dict[int, list[Episode]] = defaultdict(list)
        for row in InjuryEpisode.objects.open().agreed_to().filter(client__in=clients):
            found[row.client_id].append(row.as_value())
        return found

    def invitation(self, email: OutgoingEmail) -> tuple[str, str, str]:
        letter, client = email.invitation, email.client
        gone = letter.accepted_at or letter.revoked_at or client.ended_on
        if gone or letter.expires_at <= self.now:
            raise NothingToSay
        if email.kind == MailKind.NUDGE and letter.pk not in self.arrived:
            raise NothingToSay(OutgoingEmail.NO_LETTER)
        context = {
            "coach": client.coach,
            "name": client.name,
            "join_link": links.invitation_link(letter.nonce, letter.sha256),
            "until": letter.expires_at,
        }
        return mail.render(f"email/{email.kind}", context)

    @cached_property
    def arrived(self) -> set[int]:
        """Invitations whose letter was taken days ago by an address that still takes mail, in one query."""
        letters = [one.invitation_id for one in self.mails if one.kind == MailKind.NUDGE]
        rows = OutgoingEmail.objects.filter(
            invitation__in=letters,
            kind=MailKind.INVITATION,
            state=OutgoingEmail.State.SENT,
            sent_at__lte=self.now - NUDGE_WAITS,
        )
        dead = get_user_model().objects.exclude(mail_dead_at=None)
        flagged = dead.filter(email__iexact=OuterRef("address"))
        return set(rows.exclude(Exists(flagged)).values_list("invitation", flat=True))

    def may_be_young(self, client: Client) -> bool:
        """Under 18, or nobody has said when they were born."""
        return client.born_on is None or client.is_minor(client.today(self.now))

    def guardian_letter(self, email: OutgoingEmail) -> tuple[str, str, str]:
        guardian, client = email.guardian, email.client
        if not guardian.is_waiting(self.now) or client.ended_on:
            raise NothingToSay
        context = {
            "coach": client.coach,
            "name": guardian.name,
            "child": client.name,
            "join_link": links.guardian_link(guardian.nonce, guardian.sha256),
            "until": guardian.expires_at,
        }
        return mail.render("email/guardian", context)

    def account_mail(self, email: OutgoingEmail) -> tuple[str, str, str]:
        """The words of the account pages' own templates, with our frame around the HTML part."""
        said = sealing.unseal(email.sealed)
        if "code" in said and self.now - email.created_at > CODE_IS_USEFUL:
            raise NothingToSay("the code was too old")
        context = said | {
            "user": email.user,
            "email": email.address,
            "current_site": {"name": "Coachapp", "domain": urlsplit(settings.BASE_URL).netloc},
        }
        subject = mail.one_line(render_to_string(f"{email.template}_subject.txt", context))
        text = render_to_string(f"{email.template}_message.txt", context)
        html = render_to_string("email/account/message.html", {"subject": subject, "text": text})
        return subject, mail.paragraphs(text), html


def open_sessions(
    clients: Sequence[int], first: date, last: date, last_days: Sequence[date]
) -> ScheduledSessionQuerySet:
    rows = ScheduledSession.objects.filter(client__in=clients).between(first, last)
    return rows.shown_through(*last_days).open().exclude(kind=Kind.REST).in_order()


sessions_to_name = Prepared(open_sessions, clients=list, first=date, last=date, last_days=list)


def is_to_athlete(email: OutgoingEmail) -> bool:
    """Whether it is ours to the athlete: not to the coach, not about an account, not to a guardian."""
    client = email.client
    if client is None or email.kind in (MailKind.ACCOUNT, MailKind.GUARDIAN):
        return False
    return email.kind in LETTERS or email.user_id == client.user_id
