"""What athletes ran by their logs, as the plan rules ask: a month of runs, half a year of hills."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from django.db.models import Exists, FloatField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from clients.models import PainReport, ScheduledPrescription, SessionLog, SetLog
from plans.rules.hills import POWER_SPRINT_S
from plans.rules.kinds import Kind
from plans.rules.prescription import Role
from plans.rules.rules_load import LONGEST_WINDOW
from plans.rules.weeks import ONE_WEEK, monday_of

HILLS_REACH = timedelta(weeks=26)
RUNNING = (Kind.RUN, Kind.HILLS, Kind.PRACTICE)
MOST_PAIN_OF_POWER = 2


class Run(NamedTuple):
    """One logged run, hill session or practice."""

    client: int
    done_on: date
    kind: str
    minutes: int | None
    sprint_s: float | None  # the longest one done, else asked for; None: nobody said
    pain: int | None  # the worst of its reps
    hurt: bool  # it was reported to hurt more than short hills may

    @property
    def is_power(self) -> bool:
        """Sprints of at most 12 s that did not hurt."""
        if self.kind != Kind.HILLS or self.sprint_s is None or self.hurt:
            return False
        return round(self.sprint_s) <= POWER_SPRINT_S and (self.pain or 0) <= MOST_PAIN_OF_POWER


def lately(keys: Sequence[int], first: date, last: date) -> Mapping[int, list[Run]]:
    """Runs of the month and hills of the half year before `first`, and all until `last`."""
    sprints = SetLog.objects.sprints().filter(log=OuterRef("pk")).order_by()
    asked = ScheduledPrescription.objects.filter(session=OuterRef("session"), role=Role.HILLS)
    reports = PainReport.objects.filter(session=OuterRef("session"), kind=PainReport.Kind.PAIN)
    rows = (
        SessionLog.objects.done()
        .filter(client__in=keys, done_on__lte=last)
        .filter(
            Q(session__kind=Kind.HILLS, done_on__gt=first - HILLS_REACH)
            | Q(session__kind__in=RUNNING, done_on__gte=first - LONGEST_WINDOW)
        )
        .order_by()
        .annotate(
            sprint_s=Coalesce(
                Subquery(sprints.values("log").annotate(longest=Max("seconds")).values("longest")),
                Subquery(asked.order_by("-seconds").values("seconds")[:1]),
                output_field=FloatField(),
            ),
            pain=Max("sets__pain"),
            hurt=Exists(reports.filter(level__gt=MOST_PAIN_OF_POWER)),
        )
        .values_list("client", "done_on", "session__kind", "minutes", "sprint_s", "pain", "hurt")
    )
    found: dict[int, list[Run]] = defaultdict(list)
    for row in rows:
        run = Run(*row)
        found[run.client].append(run)
    return found


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
