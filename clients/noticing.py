"""What the sweep knows of the people whose moment has come: everybody's rows in a dozen queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from clients import dials
from clients.models import (
    Away,
    CarePlan,
    CheckIn,
    Client,
    Comment,
    Consent,
    Finding,
    Guardian,
    HandsOnBlock,
    PainReport,
    QuietTime,
    ReadMark,
    Reminder,
    ScheduledSession,
    SessionLog,
    Verdict,
    Wish,
)
from clients.rules.athlete_mail import Athlete, HardDay, LastPlanned, Mail, Planned, Rhythm, Wanted
from clients.rules.quiet_hours import Quiet
from plans.rules.kinds import Hardness, Kind
from plans.rules.settings import Spacing

BACK = timedelta(days=28)  # after a marathon a coach may wish for this many easy days
AHEAD = timedelta(days=9)
NEWS_FOR = timedelta(days=7)
REPORTS_BACK = timedelta(days=3)
TOLD = (Reminder.State.OPEN, Reminder.State.SENT)
METRES_A_KM = 1000
Rows = dict[int, list]


@dataclass(frozen=True, slots=True)
class Known:
    """One client with what mail asks about, and what was said already."""

    client: Client
    athlete: Athlete
    said: frozenset[tuple[int, str, date]]  # recipient, kind, day of each reminder that exists
    note_for_coach: (
        datetime | None
    )  # when the newest note came that no mail to the coach has told of
    coach_wants_notes: bool
    coach_quiet: Quiet
    coming_rhythms: tuple[CarePlan, ...]  # whose due day lies just ahead, and may still move


class Reader:
    """Reads for many clients at once; `of` then gives what is known of one."""

    def __init__(self, clients: Sequence[Client], now: datetime) -> None:
        self.clients = clients
        self.now = now
        self.day = now.date()
        self.ids = [client.pk for client in clients]
        if clients:
            self.read()

    def read(self) -> None:
        """Everybody's rows."""
        self.spacing = {pk: one.spacing for pk, one in dials.settings_of(self.clients).items()}
        self.wishes = self.wishes_of_people()
        self.quiet = self.quiet_times()
        self.reports = by_client(self.reports_of_places())
        self.retest_on = dict(self.retests())
        self.planned_until = self.last_planned()
        self.away = by_client(self.of_clients(Away).filter(to_on__gte=self.day - BACK))
        self.sessions = by_client(self.sessions_around())
        self.hard_logs = by_client(self.hard_logs_before())
        self.consenting = set(
            self.of_clients(Consent)
            .given()
            .filter(kind=Consent.Kind.HEALTH)
            .values_list("client", flat=True)
        )
        self.check_ins = by_client(
            self.of_clients(CheckIn).counting().filter(day__gte=self.day - timedelta(days=2))
        )
        self.care_plans = by_client(self.of_clients(CarePlan).running().select_related("modality"))
        self.blocked = set(
            self.of_clients(HandsOnBlock).filter(lifted_at=None).values_list("client", flat=True)
        )
        self.without_guardian = self.minors_without_guardian()
        self.verdicts = by_client(self.waiting_verdicts())
        reminders = self.recent_reminders()
        self.said = frozenset((one.recipient_id, one.kind, one.day) for one in reminders)
        self.reminders = by_client(reminders)
        self.sent = dict(self.newly_sent())
        self.notes = self.unread_notes()

    # one query each

    def of_clients(self, model: Any) -> QuerySet:
        return model.objects.filter(client__in=self.ids)

    def wishes_of_people(self) -> dict[int, dict[Mail, Wanted]]:
        people = {client.user_id for client in self.clients}
        people |= {client.coach_id for client in self.clients}
        found: dict[int, dict[Mail, Wanted]] = defaultdict(dict)
        for wish in Wish.objects.filter(user__in=people - {None}):
            evening = wish.mode == Wish.Mode.EVENING_BEFORE
            inside = wish.mode == Wish.Mode.INSIDE
            found[wish.user_id][Mail(wish.kind)] = Wanted(wish.on, wish.at, evening, inside)
        return found

    def quiet_times(self) -> dict[int, Quiet]:
        people = {client.user_id for client in self.clients}
        people |= {client.coach_id for client in self.clients}
        rows = QuietTime.objects.filter(user__in=people - {None})
        return {row.user_id: row.as_value() for row in rows}

    def reports_of_places(self) -> QuerySet:
        return self.of_clients(PainReport).filter(day__gte=self.day - REPORTS_BACK)

    def retests(self) -> QuerySet:
        """By client, the earliest day on which something is to be looked at again."""
        rows = Finding.objects.open().filter(screen__client__in=self.ids).order_by()
        return rows.values_list("screen__client").annotate(Min("retest_on"))

    def last_planned(self) -> dict[int, LastPlanned]:
        """By client, the last session that was sent, where it lies just ahead."""
        rows = self.of_clients(ScheduledSession).filter(day__gte=self.day - REPORTS_BACK)
        found = rows.order_by("day", "pk").values_list("client", "pk", "day")
        return {client: LastPlanned(pk, day) for client, pk, day in found}

    def sessions_around(self) -> QuerySet:
        return (
            self.of_clients(ScheduledSession)
            .between(self.day - BACK, self.day + AHEAD)
            .select_related("log", "race")
            .in_order()
        )

    def hard_logs_before(self) -> QuerySet:
        logs = self.of_clients(SessionLog).hard()
        return logs.filter(done_on__gte=self.day - BACK).select_related("session__race")

    def minors_without_guardian(self) -> set[int]:
        """Nothing goes to them: no second adult would get it too. No query where all are grown up."""
        young = {one.pk for one in self.clients if one.is_minor(one.today(self.now))}
        if not young:
            return young
        guardians = Guardian.objects.reachable().filter(client__in=young)
        return young - set(guardians.values_list("client", flat=True))

    def waiting_verdicts(self) -> QuerySet:
        return self.of_clients(Verdict).filter(
            day__gte=self.day - timedelta(days=1),
            held_session__isnull=False,
            decision=Verdict.Decision.WAITING,
        )

    def recent_reminders(self) -> list[Reminder]:
        people = {client.user_id for client in self.clients}
        people |= {client.coach_id for client in self.clients}
        return list(
            Reminder.objects.filter(
                recipient__in=people - {None}, day__gte=self.day - NEWS_FOR - timedelta(days=2)
            )
        )

    def newly_sent(self) -> QuerySet:
        """By client, when the coach last sent something that the athlete can see."""
        mine = (ScheduledSession.Origin.PLAN, ScheduledSession.Origin.COACH)
        return (
            self.of_clients(ScheduledSession)
            .shown(self.day)
            .filter(day__gte=self.day, sent_at__gt=self.now - NEWS_FOR, origin__in=mine)
            .order_by()
            .values_list("client")
            .annotate(Max("sent_at"))
        )

    def unread_notes(self) -> dict[int, dict[int, datetime]]:
        """The moment of the newest unread note, by client and author."""
        read = ReadMark.objects.filter(client=OuterRef("client"), at__gte=OuterRef("at")).exclude(
            user=OuterRef("author")
        )
        rows = (
            self.of_clients(Comment)
            .filter(~Exists(read), private=False, at__gt=self.now - NEWS_FOR)
            .order_by()
            .values_list("client", "author")
            .annotate(Max("at"))
        )
        found: dict[int, dict[int, datetime]] = defaultdict(dict)
        for client, author, at in rows:
            found[client][author] = at
        return found

    # one client

    def of(self, client: Client) -> Known:
        about = self.reminders[client.pk]
        to_coach = [one for one in about if one.recipient_id == client.coach_id]
        note_at = self.notes[client.pk].get(client.user_id)
        wishes = self.wishes[client.coach_id]
        return Known(
            client=client,
            athlete=self.athlete(client, [one for one in about if one not in to_coach]),
            said=self.said,
            note_for_coach=untold(note_at, to_coach, Reminder.Kind.NOTE),
            coach_quiet=self.quiet.get(client.coach_id, Quiet()),
            coach_wants_notes=wishes.get(Mail.NOTE, Wanted(on=True)).on,
            coming_rhythms=tuple(
                one
                for one in self.care_plans[client.pk]
                if self.day < one.due_on <= self.day + AHEAD
            ),
        )

    def athlete(self, client: Client, mine: Sequence[Reminder]) -> Athlete:
        rhythms = self.rhythms(client)
        from_others = [
            at for author, at in self.notes[client.pk].items() if author != client.user_id
        ]
        return Athlete(
            zone=client.zone,
            wishes=self.wishes[client.user_id],
            quiet=self.quiet.get(client.user_id, Quiet()),
            muted=self.is_muted(client),
            away=tuple((span.from_on, span.to_on) for span in self.away[client.pk]),
            sessions=tuple(planned(session) for session in self.sessions[client.pk]),
            hard_days=tuple(self.hard_days(client)),
            health=client.pk in self.consenting,
            asks_check_in=client.check_ins,
            checked_in=frozenset(row.day for row in self.check_ins[client.pk]),
            rhythms=rhythms,
            held={row.day: row.held_session_id for row in self.verdicts[client.pk]},
            hurt_on=frozenset(row.day for row in self.reports[client.pk] if hurts(row)),
            reported_on=frozenset(row.day for row in self.reports[client.pk]),
            retest_on=self.retest_on.get(client.pk),
            planned_until=self.untold_end(client, mine),
            mails=mails_by_day(mine),
            week_sent=bool(untold(self.sent.get(client.pk), mine, Reminder.Kind.WEEK_SENT)),
            note=bool(untold(max(from_others, default=None), mine, Reminder.Kind.NOTE)),
        )

    def untold_end(self, client: Client, mine: Iterable[Reminder]) -> LastPlanned | None:
        """The last planned session, unless the athlete was told that it is the last."""
        last = self.planned_until.get(client.pk)
        told = {one.session_id for one in mine if one.kind == Reminder.Kind.PLAN_ENDS}
        return None if last is None or last.pk in told else last

    def is_muted(self, client: Client) -> bool:
        is_active = client.status == Client.Status.ACTIVE
        return not is_active or bool(client.user.mail_dead_at) or client.pk in self.without_guardian

    def rhythms(self, client: Client) -> tuple[Rhythm, ...]:
        """What may be reminded of: nothing hands-on while a block is open."""
        return tuple(
            Rhythm(one.pk, one.due_on, one.modality.hands_on)
            for one in self.care_plans[client.pk]
            if not (one.modality.hands_on and client.pk in self.blocked)
        )

    def hard_days(self, client: Client) -> Iterator[HardDay]:
        """Hard by the log; without a log, a hard session whose day has come counts as done."""
        spacing = self.spacing[client.pk]
        for log in self.hard_logs[client.pk]:
            yield HardDay(log.done_on, easy_days_after(log.session, spacing))
        for session in self.sessions[client.pk]:
            if session.hardness == Hardness.HARD and not hasattr(session, "log"):
                yield HardDay(session.day, easy_days_after(session, spacing))


def untold(
    at: datetime | None, reminders: Iterable[Reminder], kind: Reminder.Kind
) -> datetime | None:
    """`at`, unless a reminder of this kind came after it."""
    told = [one.due_at for one in reminders if one.kind == kind]
    return at if at and (not told or at > max(told)) else None


def hurts(report: PainReport) -> bool:
    """A place that hurt while or after training and that nobody has closed."""
    trained = (PainReport.Moment.DURING, PainReport.Moment.AFTER)
    return report.closed_at is None and report.level > 0 and report.moment in trained


def planned(session: ScheduledSession) -> Planned:
    return Planned(
        pk=session.pk,
        day=session.day,
        kind=Kind(session.kind),
        hardness=Hardness(session.hardness),
        is_logged=hasattr(session, "log"),
        care_plan=session.care_plan_id,
    )


def easy_days_after(session: ScheduledSession, spacing: Spacing) -> int:
    """The easy days that the coach wishes after it."""
    if not session.is_race:
        return spacing.wish
    metres = session.race.distance_m if session.race else None
    return spacing.after_race(metres / METRES_A_KM if metres else None)[1]


def mails_by_day(reminders: Iterable[Reminder]) -> Counter[date]:
    """How many mails went out or are about to, by the day that they belong to."""
    mails = {one.email_id: one.day for one in reminders if one.email_id and one.state in TOLD}
    return Counter(mails.values())


def by_client(rows: Iterable) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.client_id].append(row)
    return found
