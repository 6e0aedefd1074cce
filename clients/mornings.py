"""What is known of an athlete's day, read together and turned into what the readiness rule looks at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients import checking, dials, loads
from clients.known import as_report
from clients.models import (
    CHECK_IN_ITEMS,
    CheckIn,
    Client,
    Consent,
    HandsOnBlock,
    PainReport,
    RedFlag,
    ScheduledSession,
    Verdict,
)
from clients.rules.pain import PainLimits, open_parts
from clients.rules.recovery import (
    CheckInAnswers,
    Colour,
    Morning,
    Readiness,
    Reason,
    ReasonCode,
    State,
    assess,
    holds,
)
from coachapp.lib.prepared import Prepared
from plans.rules.easy_days import Standing, standing
from plans.rules.kinds import Hardness, Kind
from plans.rules.settings import RuleSettings

COLUMNS = (*checking.COLUMNS_OF_A_DAY, "log__load_au")
ONE_DAY = timedelta(days=1)
SPACING_REACHES = timedelta(days=16)  # the wish after a marathon, and the day itself
PAIN_REACHES = timedelta(days=3)
RUNNING = frozenset({Kind.RUN, Kind.HILLS})
GOOD_SIGNS = frozenset(
    {
        ReasonCode.EASY_DAYS_BEHIND,
        ReasonCode.GOOD_SLEEP,
        ReasonCode.NOTHING_SORE,
        ReasonCode.WITHOUT_CHECK_INS,
    }
)


def known(clients: QuerySet[Client]) -> QuerySet[Client]:
    """`clients` with `has_consent`, `has_red_flag` and `has_hands_on_block`, and their coach's numbers."""
    mine = {"client": OuterRef("pk")}
    consents = Consent.objects.given().filter(kind=Consent.Kind.HEALTH, **mine)
    return clients.select_related("user", "coach__coach_profile").annotate(
        has_consent=Exists(consents),
        has_red_flag=Exists(RedFlag.objects.filter(closed_on=None, **mine)),
        has_hands_on_block=Exists(HandsOnBlock.objects.filter(lifted_at=None, **mine)),
    )


def bearing_on(
    sessions: QuerySet[ScheduledSession], first: date, last: date
) -> QuerySet[ScheduledSession]:
    """What was planned or done from `first` to `last`, with logs and races."""
    return (
        sessions.filter(
            Q(day__gte=first, day__lte=last) | Q(log__done_on__gte=first, log__done_on__lte=last)
        )
        .select_related("log", "race")
        .in_order()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The rows behind one day. `client` comes from `known`; without consent health rows stay unread."""

    client: Client
    day: date
    sessions: Sequence[ScheduledSession]
    settings: RuleSettings
    limits: PainLimits = PainLimits()
    reports: Sequence[PainReport] = ()
    check_in: CheckIn | None = None
    baseline: Sequence[int] = ()

    def morning(self, now: datetime) -> Morning:
        """What the rule looks at."""
        client, consented = self.client, self.client.has_consent
        under_18 = client.is_minor(self.day)
        has_joined = client.user_id is not None  # who has not come yet has agreed to nothing
        reports = [as_report(each, now) for each in self.reports] if consented else []
        since_hard = standing_on(self.sessions, self.settings, self.day)
        return Morning(
            answers=answers_of(self.check_in) if consented else None,
            baseline=self.baseline if consented else (),
            planned=planned_hardness(self.sessions, self.day),
            easy_days_done=since_hard.easy_days,
            easy_days_wish=since_hard.wish,
            pains=open_parts(reports, self.limits, now=now, under_18=under_18),
            limits=self.limits,
            under_18=under_18,
            red_flag=consented and client.has_red_flag,
            monotonous_and_heavy=loads.weighs_heavily(self.sessions, self.day),
            without_check_ins=has_joined and not (consented and client.check_ins),
        )


def answers_of(check_in: CheckIn | None) -> CheckInAnswers | None:
    if check_in is None:
        return None
    items = {name: getattr(check_in, name) for name in CHECK_IN_ITEMS}
    return CheckInAnswers(illness=check_in.illness, **items)


def standing_on(
    sessions: Iterable[ScheduledSession], settings: RuleSettings, day: date
) -> Standing:
    """Where the athlete stands to the last hard day before `day`."""
    near = (each for each in sessions if _lies_after(day - SPACING_REACHES, each))
    dated = [
        checking.as_dated(each, day) for each in near if _was_hard(each) and not was_skipped(each)
    ]
    return standing(dated, settings, today=day)


def _was_hard(session: ScheduledSession) -> bool:
    """Planned or done hard: what else was done leaves the clock of easy days alone."""
    log = loads.log_of(session)
    return Hardness.HARD in (session.hardness, log.hardness if log is not None else None)


def _lies_after(first: date, session: ScheduledSession) -> bool:
    """Whether it was planned or done on `first` or later: as `bearing_on` asks."""
    log = loads.log_of(session)
    return session.day >= first or (log is not None and log.done_on >= first)


def planned_hardness(sessions: Iterable[ScheduledSession], day: date) -> Hardness | None:
    """The hardest of the day; None for rest, or nothing. What did not happen does not count."""
    found = [
        Hardness(each.hardness)
        for each in sessions
        if each.day == day and each.kind != Kind.REST and not was_skipped(each)
    ]
    return max(found, key=lambda hardness: hardness.rank, default=None)


def was_skipped(session: ScheduledSession) -> bool:
    log = loads.log_of(session)
    return log is not None and not log.was_done


def held_on(
    readiness: Readiness, sessions: Iterable[ScheduledSession], day: date
) -> list[ScheduledSession]:
    """The sessions of `day` that the gate holds, the hardest first: those that are not logged.

    Strength stands on hard days, so there are often two.
    """
    waiting = [
        each
        for each in sessions
        if each.day == day
        and each.kind != Kind.REST
        and loads.log_of(each) is None
        and holds(readiness, Hardness(each.hardness), is_running=each.kind in RUNNING)
    ]
    return sorted(waiting, key=lambda each: Hardness(each.hardness).rank, reverse=True)


def of_known(
    client: Client,
    day: date,
    *,
    sessions: Sequence[ScheduledSession],
    reports: Sequence[PainReport],
    now: datetime,
) -> Readiness:
    """What a page that has read these rows says of `day`; `client` has no verdict on it."""
    settings, limits = dials.numbers_of([client])[client.pk]
    facts = Facts(
        client=client,
        day=day,
        sessions=sessions,
        reports=reports,
        settings=settings,
        limits=limits,
    )
    return assess(facts.morning(now))


def read(clients: Iterable[Client], now: datetime, day: date | None = None) -> dict[int, Readiness]:
    """How each stands on `day`, else on their own today, by key: six queries at most, whatever the number."""
    keys = [client.pk for client in clients]
    if not keys:
        return {}
    people = {person.pk: person for person in _known(keys=keys)}
    days = {pk: day or person.today(now) for pk, person in people.items()}
    first, last = min(days.values()), max(days.values())
    agreed = [pk for pk, person in people.items() if person.has_consent]
    said = _verdicts(keys=agreed, first=first, last=last) if agreed else ()
    verdicts = {each.client_id: each for each in said if each.day == days[each.client_id]}
    # A day that was judged is read as it was said: nothing behind it is asked for.
    open_days = [pk for pk in people if pk not in verdicts]
    asked = [pk for pk in agreed if pk not in verdicts]
    reports = by_client(_reports(keys=asked, first=first, last=last) if asked else ())
    sessions = by_client(_sessions(keys=open_days, first=first, last=last) if open_days else ())
    even = [pk for pk in open_days if loads.is_even(sessions[pk], days[pk])]
    sessions |= by_client(_weeks(keys=even, first=first, last=last) if even else ())
    numbers = dials.numbers_of(people.values())
    found = {}
    for pk, person in people.items():
        settings, limits = numbers[pk]
        facts = Facts(
            client=person,
            day=days[pk],
            sessions=sessions[pk],
            reports=reports[pk],
            settings=settings,
            limits=limits,
        )
        verdict = verdicts.get(pk)
        found[pk] = stored(verdict) if verdict else assess(facts.morning(now))
    return found


def recent_reports(first: date, last: date) -> QuerySet[PainReport]:
    """Reports that may still count between `first` and `last`, oldest first."""
    return PainReport.objects.filter(day__gte=first - PAIN_REACHES, day__lte=last).order_by(
        "day", "pk"
    )


def _hard_or_lately(day: date) -> Q:
    """Hard work counts for as long as spacing reaches; whether a week was even shows in its seven days."""
    hard = Q(hardness=Hardness.HARD) | Q(log__hardness=Hardness.HARD)
    return hard | Q(day__gte=day - loads.A_WEEK) | Q(log__done_on__gte=day - loads.A_WEEK)


_SPAN = {"keys": list, "first": date, "last": date}
_known = Prepared(lambda keys: known(Client.objects.filter(pk__in=keys)), keys=list)
_verdicts = Prepared(
    lambda keys, first, last: Verdict.objects.filter(client__in=keys, day__range=(first, last)),
    **_SPAN,
)
_reports = Prepared(
    lambda keys, first, last: recent_reports(first, last).filter(client__in=keys), **_SPAN
)
_sessions = Prepared(
    lambda keys, first, last: (
        bearing_on(ScheduledSession.objects.filter(client__in=keys), first - SPACING_REACHES, last)
        .filter(_hard_or_lately(first))
        .only(*COLUMNS)
    ),
    **_SPAN,
)
_weeks = Prepared(
    lambda keys, first, last: bearing_on(
        ScheduledSession.objects.filter(client__in=keys), first - loads.HISTORY, last
    ).only(*COLUMNS),
    **_SPAN,
)


def by_client(rows: Iterable) -> defaultdict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.client_id].append(row)
    return found


def stored(verdict: Verdict) -> Readiness:
    """What a verdict said, as the rule would say it."""
    said = [Reason.from_data(data) for data in verdict.reasons]
    return Readiness(
        colour=Colour(verdict.colour),
        state=State(verdict.state),
        reasons=tuple(each for each in said if each.code not in GOOD_SIGNS),
        good_signs=tuple(each for each in said if each.code in GOOD_SIGNS),
        z=None,
        total=None,
        baseline_n=0,
    )
