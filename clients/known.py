"""What the plan rules know of athletes beside their sessions: first answers, log, pain and pauses.

The answers at the start count until the log knows better. What nobody has said is not known, and
its rule is silent: minutes of running a week carry no effort, so they stand for no load.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from clients import dials, runs, seasons
from clients.models import (
    Assignment,
    Client,
    Consent,
    Finding,
    Guardian,
    HandsOnBlock,
    InjuryEpisode,
    Intake,
    PainReport,
    RedFlag,
    RuleSetting,
    Silence,
    Treatment,
)
from clients.rules.pain import Moment, OpenPart, PainKind, PainLimits, Report, open_parts
from coachapp.lib.prepared import Prepared
from plans.models import Modality
from plans.rules.asking import Known, SorePart
from plans.rules.hills import Ground
from plans.rules.regions import RUNNING_LOADS, BodySide, Region
from plans.rules.restrictions import Episode
from plans.rules.rules_load import is_silent
from plans.rules.weeks import monday_of

NOON = time(12)
ONE_DAY = timedelta(days=1)
LOG_OF_RUNS = timedelta(days=28)  # from here on the log knows runs a week and the longest run
LOG_OF_HILLS = runs.HILLS_REACH  # and from here on hills, and how long somebody has been running
PAIN_HISTORY = timedelta(days=60)
MONTH_IN_WEEKS = 13 / 3
HILL_PARTS = frozenset({Region.CALF, Region.ACHILLES, Region.LOWER_LEG, Region.HAMSTRING})


def known_of(
    clients: Iterable[Client],
    *,
    today: Mapping[int, date],
    limits: Mapping[int, PainLimits] | None = None,
) -> dict[int, Known]:
    """What is known of `clients`, by primary key: two queries, four more at most.

    `today` is each athlete's own; a day that is over gives what was known then. `limits` are read
    where they are not at hand. Health data is read of those only who have agreed to it.
    """
    keys = [client.pk for client in clients]
    if not keys:
        return {}
    days = [today[pk] for pk in keys]
    people = list(_people(keys=keys, day=max(days), monday=monday_of(max(days))))
    limits = dials.pain_limits_of(people) if limits is None else limits
    agreed = [person.pk for person in people if person.has_consent]
    reports = _reports(agreed, min(days), max(days))
    episodes = _episodes([person for person in people if person.has_episode], today)
    silent = [person for person in people if _was_silent(person, today[person.pk])]
    loads = runs.usual_load({person.pk: person.last_log_on for person in silent})
    return {
        person.pk: _Facts(
            client=person,
            today=today[person.pk],
            intake=getattr(person, "intake", None) or Intake(),
            limits=limits[person.pk],
            reports=reports[person.pk],
            episodes=tuple(episodes[person.pk]),
            load_before=loads.get(person.pk),
        ).known()
        for person in people
    }


def as_report(row: PainReport, now: datetime) -> Report:
    """A row as the rule sees it: at noon of its day, because a report may reach us days later."""
    noon = datetime.combine(row.day, NOON, now.tzinfo)
    return Report(
        at=min(noon, now),
        day=row.day,
        region=Region(row.region),
        side=BodySide(row.side),
        level=row.level,
        kind=PainKind(row.kind),
        moment=Moment(row.moment),
        closed=row.closed_at is not None and row.closed_at <= now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """The rows behind one athlete. `client` comes from `_people`."""

    client: Client
    today: date
    intake: Intake
    limits: PainLimits
    reports: Sequence[PainReport]
    episodes: tuple[Episode, ...]
    load_before: float | None

    def known(self) -> Known:
        client = self.client
        sore_parts = self.sore_parts()
        return Known(
            longest_run=self.longest_run(),
            median_load=self.load_before,
            ground=self.ground(sore_parts),
            season=seasons.of(client),
            plan_starts=frozenset(
                monday_of(day) for day in (client.newest_start, client.start_before) if day
            ),
            sore_parts=sore_parts,
            episodes=self.episodes,
            red_flag=client.has_consent and client.has_red_flag,
            needs_advice=bool(
                client.has_consent and self.intake.advice_needed and not self.intake.advice_had_on
            ),
            hands_on_blocked=client.has_hands_on_block,
            had_deep=client.had_deep,
            guardian_agreed=client.has_guardian if client.is_minor(self.today) else None,
            last_log_on=client.last_log_on,
            was_running=_was_running(client),
        )

    def has_log_of(self, span: timedelta) -> bool:
        first = self.client.first_run_on
        return first is not None and self.today - first >= span

    def longest_run(self) -> float | None:
        """Minutes; what was said at the start counts for the first four weeks of the log."""
        logged = self.client.longest_run or 0
        if self.has_log_of(LOG_OF_RUNS):
            return logged or None
        return max(logged, self.intake.longest_run_min or 0) or None

    def ground(self, sore_parts: Iterable[SorePart]) -> Ground:
        on_the_run = [part for part in sore_parts if part.region in RUNNING_LOADS]
        said_injured = self.client.has_consent and bool(self.intake.injured_now)
        return Ground(
            weeks_of_running=self.weeks_of_running(),
            runs_a_week=self.runs_a_week(),
            first_plan_weeks=self.client.first_plan_weeks or 0,
            pain=max((part.level for part in on_the_run), default=0),
            sore_part=any(part.region in HILL_PARTS for part in on_the_run),
            injured=said_injured and not self.reports and not self.has_log_of(LOG_OF_RUNS),
            screen_poor=self.client.has_consent and self.client.screened_poor,
            hill_sessions=self.with_stated(self.client.hills, quarters=2),
            power_sessions=self.with_stated(self.client.power_hills),
        )

    def weeks_of_running(self) -> int | None:
        first, months = self.client.first_run_on, self.intake.months_running
        logged = (self.today - first).days // 7 if first else 0
        if months is None:
            return logged if self.has_log_of(LOG_OF_HILLS) else None
        return logged + int(months * MONTH_IN_WEEKS)

    def runs_a_week(self) -> float | None:
        """In those of the last four whole weeks that had a run; at the start as it was said."""
        if not self.has_log_of(LOG_OF_RUNS):
            return self.intake.runs_per_week
        weeks = self.client.weeks_with_runs
        return self.client.runs_of_weeks / weeks if weeks else None

    def with_stated(self, logged: int | None, quarters: int = 1) -> int | None:
        """Hill sessions of the log, and in its first half year those from before it.

        The answer is about one quarter of a year; two are taken to be alike.
        """
        if self.has_log_of(LOG_OF_HILLS):
            return logged or 0
        stated = self.intake.hill_sessions
        return None if stated is None else (logged or 0) + quarters * stated

    def sore_parts(self) -> tuple[SorePart, ...]:
        now = _end_of(self.today)
        under_18 = self.client.is_minor(self.today)
        reports = [as_report(row, now) for row in self.reports]
        found = open_parts(reports, self.limits, now=now, under_18=under_18)
        return tuple(
            _sore_part(part, self.limits.for_region(part.region, under_18)) for part in found
        )


def _end_of(day: date) -> datetime:
    """When `day` is over in every zone."""
    return datetime.combine(day + ONE_DAY, NOON, UTC)


def _sore_part(part: OpenPart, limits: PainLimits) -> SorePart:
    return SorePart(
        region=part.region,
        side=part.side,
        level=max(part.level, part.recent or 0),
        notice=limits.notice,
        hold=limits.hold,
        stop=limits.stop,
    )


def _people_with_columns(keys: Sequence[int], day: date, monday: date) -> QuerySet[Client]:
    """The clients with their first answers and what one query can say of their log until `day`."""
    mine = {"client": OuterRef("pk")}
    flags = RedFlag.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day, **mine
    )
    blocks = HandsOnBlock.objects.filter(
        Q(lifted_at=None) | Q(lifted_at__gt=_end_of(day)), since__lte=day, **mine
    )
    deep = Treatment.objects.filter(depth=Modality.Depth.DEEP, done_on__lte=day, **mine)
    starts = Assignment.objects.filter(**mine).order_by("-start_on").values("start_on")
    consents = Consent.objects.given().filter(kind=Consent.Kind.HEALTH, **mine)
    silences = Silence.objects.filter(answered_on__lte=day, **mine).order_by("-since")
    poor = Finding.objects.filter(screen__client=OuterRef("pk")).open_on(day).poor()
    episodes = InjuryEpisode.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=day), started_on__lte=day, **mine
    )
    return (
        Client.objects.filter(pk__in=keys)
        .select_related("intake")
        .annotate(
            has_consent=Exists(consents),
            has_guardian=Exists(Guardian.objects.agreed().filter(**mine)),
            has_red_flag=Exists(flags),
            has_hands_on_block=Exists(blocks),
            had_deep=Exists(deep),
            screened_poor=Exists(poor),
            has_episode=Exists(episodes),
            **runs.columns(day, monday),
            **seasons.columns(day),
            spoke_of=Subquery(silences.values("since")[:1]),
            said_running=Subquery(silences.values("was_running")[:1]),
            silent_after=Subquery(RuleSetting.objects.narrowest("R28.days").values("value")),
            newest_start=Subquery(starts[:1]),
            start_before=Subquery(starts[1:2]),
        )
    )


_people = Prepared(_people_with_columns, keys=list, day=date, monday=date)


def _was_running(client: Client) -> bool | None:
    """The athlete's own word on the silence since the last log, else what the log says; None: not known."""
    if client.last_log_on is not None and client.spoke_of == client.last_log_on:
        return client.said_running
    return False if _says_not_running(client) else None


def _episodes(people: Sequence[Client], today: Mapping[int, date]) -> Mapping[int, list[Episode]]:
    """Open injuries of those who have agreed to health data, on each athlete's own day."""
    found: dict[int, list[Episode]] = defaultdict(list)
    agreed = [person.pk for person in people if person.has_consent]
    if agreed:
        for row in InjuryEpisode.objects.filter(client__in=agreed):
            day = today[row.client_id]
            if row.started_on <= day and (row.closed_on is None or row.closed_on > day):
                found[row.client_id].append(row.as_value())
    return found


def _says_not_running(client: Client) -> bool:
    """Whether all that came since the last log is that sessions did not happen."""
    last, skipped = client.last_log_on, client.last_skip_on
    return last is not None and skipped is not None and skipped > last


def _was_silent(client: Client, today: date) -> bool:
    is_long = is_silent(client.last_log_on, today, client.silent_after)
    return is_long and _was_running(client) is False


def _reports(keys: Sequence[int], first: date, last: date) -> Mapping[int, list[PainReport]]:
    found: dict[int, list[PainReport]] = defaultdict(list)
    if keys:
        for row in _reports_of(keys=keys, first=first, last=last):
            found[row.client_id].append(row)
    return found


_reports_of = Prepared(
    lambda keys, first, last: PainReport.objects.filter(
        client__in=keys, day__range=(first - PAIN_HISTORY, last + ONE_DAY)
    ).order_by("day", "pk"),
    keys=list,
    first=date,
    last=date,
)
