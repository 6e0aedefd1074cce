"""What athletes ran by their logs, as the plan rules ask: columns for a query of clients."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    Exists,
    FloatField,
    Max,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncWeek

from clients.models import PainReport, ScheduledPrescription, SessionLog, SetLog
from plans.rules.hills import POWER_SPRINT_S
from plans.rules.kinds import Kind
from plans.rules.prescription import Role
from plans.rules.profiles import Profile
from plans.rules.rules_load import LONGEST_WINDOW
from plans.rules.weeks import ONE_WEEK, monday_of

HILLS_REACH = timedelta(weeks=26)
WHOLE_WEEKS = 4
RUNNING = (Kind.RUN, Kind.HILLS, Kind.PRACTICE)
MOST_PAIN_OF_POWER = 2
HALF_A_SECOND = 0.5  # a timer runs on a little


def columns(day: date, monday: date) -> dict[str, Any]:
    """By name, what the log of each client of the query says until `day`, which lies in the week of
    `monday`. None is nothing logged.
    """
    logs = SessionLog.objects.filter(client=OuterRef("pk"), done_on__lte=day).order_by()
    done = logs.done()
    ran = done.filter(session__kind__in=RUNNING)
    lately = ran.filter(session__kind=Kind.RUN, done_on__gte=day - LONGEST_WINDOW)
    of_weeks = ran.filter(done_on__gte=monday - WHOLE_WEEKS * ONE_WEEK, done_on__lt=monday)
    hills = done.filter(session__kind=Kind.HILLS, done_on__gt=day - HILLS_REACH)
    skipped = logs.filter(session__kind__in=RUNNING, outcome=SessionLog.Outcome.SKIPPED)
    said_no = skipped.exclude(skip_reason=SessionLog.SkipReason.OTHER)
    by_first_plan = ran.filter(session__assignment__plan__audience=Profile.FIRST_TIMER)
    weeks = Count(TruncWeek("done_on"), distinct=True)
    return {
        "first_run_on": _one(ran, Min("done_on")),
        "last_log_on": _one(done, Max("done_on")),
        "last_skip_on": _one(said_no, Max("done_on")),
        "longest_run": _one(lately, Max("minutes")),
        "runs_of_weeks": _one(of_weeks, Count("pk")),
        "weeks_with_runs": _one(of_weeks, weeks),
        "first_plan_weeks": _one(by_first_plan, weeks),
        "hills": _one(hills, Count("pk")),
        "power_hills": _one(_power(hills), Count("pk")),
    }


def _one(logs: QuerySet[SessionLog], number: Aggregate) -> Subquery:
    return Subquery(logs.values("client").annotate(number=number).values("number"))


def _power(hills: QuerySet[SessionLog]) -> QuerySet[SessionLog]:
    """Sprints of at most 12 s that did not hurt. As done; where no rep has a time, as asked for."""
    of_log = SetLog.objects.filter(log=OuterRef("pk")).order_by()
    longest = of_log.sprints().values("log").annotate(longest=Max("seconds")).values("longest")
    asked = ScheduledPrescription.objects.filter(session=OuterRef("session"), role=Role.HILLS)
    hurt = PainReport.objects.filter(
        session=OuterRef("session"), kind=PainReport.Kind.PAIN, level__gt=MOST_PAIN_OF_POWER
    )
    sprint_s = Coalesce(
        Subquery(longest),
        Subquery(asked.order_by("-seconds").values("seconds")[:1]),
        output_field=FloatField(),
    )
    return hills.alias(sprint_s=sprint_s).filter(
        ~Exists(of_log.filter(pain__gt=MOST_PAIN_OF_POWER)),
        ~Exists(hurt),
        sprint_s__lt=POWER_SPRINT_S + HALF_A_SECOND,
    )


def usual_load(until: Mapping[int, date]) -> dict[int, float]:
    """AU a week by client: the median of the four weeks up to the day given; none for no client."""
    if not until:
        return {}
    loads: dict[int, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    last = {client: monday_of(day) for client, day in until.items()}
    rows = SessionLog.objects.done().filter(
        client__in=last, done_on__gte=min(last.values()) - 3 * ONE_WEEK
    )
    for client, day, load in rows.values_list("client", "done_on", "load_au"):
        if monday_of(day) > last[client] - 4 * ONE_WEEK:
            loads[client][monday_of(day)] += load or 0
    return {client: median(weeks.values()) for client, weeks in loads.items()}
