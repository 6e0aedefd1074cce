"""The movement screen: what was seen, what is open until it holds, and the work it suggests.

A finding closes only by a later screen of the same side. What the coach accepts becomes drafts on the
days that the plan rules like best; nothing reaches the athlete before it is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from clients import checking, dials, scheduling
from clients.models import Client, Finding, ScheduledPrescription, ScheduledSession, Screen
from clients.readiness import HealthDataNotAgreed
from clients.rules import screen
from clients.rules.screen import Code, Squats
from plans import writing
from plans.models import Exercise
from plans.rules import shorthand
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness, Kind
from plans.rules.notes import Severity
from plans.rules.prescription import Prescription, Role, Side
from plans.rules.regions import BodySide
from plans.rules.shorthand import SessionText

if TYPE_CHECKING:
    from coachapp.models import User

SIDES = (BodySide.LEFT, BodySide.RIGHT)
A_WEEK = timedelta(weeks=1)
ONE_DAY = timedelta(days=1)
WEEKS_OF_WORK = 4  # until the next look
TIMES_A_WEEK = 2
EFFORT = 3.0
MINUTES_EACH = 4


class NotInOrder(ValueError):
    """There is a later screen; screens are entered in the order of their days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One exercise for one side. `line` is what goes into a session; `is_planned`: it lies ahead."""

    side: BodySide
    exercise: Exercise
    line: Prescription
    is_planned: bool

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.side.value}:{self.exercise.slug}"

    @property
    def text(self) -> str:
        """As the coach would type it."""
        return shorthand.print_line(self.line)


@transaction.atomic
def record(
    client: Client,
    day: date,
    seen: dict[BodySide, Squats],
    *,
    retest_on: date,
    by: "User",
) -> Screen:
    """Keep a screen, close what holds again, open what does not. A day's newest entry counts.

    `client` carries `has_consent`. Raises HealthDataNotAgreed, NotInOrder.
    """
    if not client.has_consent:
        raise HealthDataNotAgreed
    Client.objects.select_for_update().filter(pk=client.pk).values("pk").first()
    if Screen.objects.filter(client=client, day__gt=day).exists():
        raise NotInOrder(day)
    Screen.objects.filter(client=client, day=day).delete()  # what it had closed is open again
    limits = dials.pain_limits_for(client)
    left, right = (seen[side] for side in SIDES)
    row = Screen.objects.create(
        client=client,
        day=day,
        left=list(left.held),
        right=list(right.held),
        left_pain=left.pain,
        right_pain=right.pain,
        left_rating=left.rating(limits).value,
        right_rating=right.rating(limits).value,
        entered_by=by,
    )
    for side in SIDES:
        _look_again(row, side, seen[side], limits, retest_on)
    return row


def _look_again(row: Screen, side: BodySide, squats: Squats, limits, retest_on: date) -> None:
    """Close, keep or open each finding of one side by what this screen saw."""
    seen = squats.found(limits)
    before = list(open_findings(row.client).filter(side=side.value).exclude(screen=row))
    for finding in before:
        if screen.closes(Code(finding.code), squats, limits):
            finding.closed_by = row
        else:
            finding.retest_on = retest_on
        finding.save(update_fields=["closed_by", "retest_on"])
    known = {finding.code for finding in before}
    Finding.objects.bulk_create(
        Finding(screen=row, side=side.value, code=code.value, retest_on=retest_on)
        for code in seen
        if code.value not in known
    )


def open_findings(client: Client):
    """What no retest has closed yet."""
    return Finding.objects.filter(screen__client=client).open().select_related("screen")


def suggestions(client: Client, today: date) -> list[Suggestion]:
    """Release, activate and load for each side with findings, from the coach's library.

    What the library does not have, or has without a dose, is left out.
    """
    newest = Screen.objects.filter(client=client).first()
    if newest is None:
        return []
    found = list(open_findings(client))
    asked = {side: screen.suggested(_codes(found, side)) for side in SIDES}
    exercises = _exercises(client, {slug for pairs in asked.values() for _block, slug in pairs})
    names = writing.names_for(client.coach)
    planned = _planned(client, today)
    return [
        Suggestion(
            side=side,
            exercise=exercises[slug],
            line=line,
            is_planned=(exercises[slug].pk, side.value) in planned,
        )
        for side in SIDES
        for block, slug in asked[side]
        if slug in exercises
        and (line := _line(exercises[slug], block, newest.rating(side), names)) is not None
        and (line := replace(line, side=Side(side.value), block=block))
    ]


def _codes(found: Iterable[Finding], side: BodySide) -> list[Code]:
    codes = {Code(each.code) for each in found if each.side == side.value}
    return [code for code in Code if code in codes]


def _exercises(client: Client, slugs: set[str]) -> dict[str, Exercise]:
    """By slug; the coach's own goes before the built-in one."""
    rows = (
        Exercise.objects.filter(Q(coach=None) | Q(coach=client.coach_id), slug__in=slugs)
        .current()
        .order_by(F("coach").asc(nulls_first=True))
        .prefetch_related("rungs")
    )
    return {row.slug: row for row in rows}


def _line(
    exercise: Exercise, block: str, rating: screen.Rating, names: shorthand.Names
) -> Prescription | None:
    """The exercise's own first dose; what loads, on the step of its ladder that the rating asks for."""
    said = shorthand.read_cell(exercise.start_dose, names).prescriptions
    if len(said) != 1 or said[0].role is not Role.EXERCISE:
        return None
    rungs = list(exercise.rungs.all())
    if not rungs or block != "load":
        return said[0]
    step = min(screen.step_for(rating), len(rungs))
    return replace(said[0], name=rungs[step - 1].name)


def _planned(client: Client, today: date) -> set[tuple[int, str]]:
    """(exercise, side) of what stands on days to come, drafts among it."""
    ahead = ScheduledSession.with_drafts.filter(client=client, day__gte=today, log=None)
    rows = ScheduledPrescription.objects.filter(session__in=ahead, side__in=("left", "right"))
    return set(rows.values_list("exercise", "side"))


@transaction.atomic
def accept(
    client: Client, chosen: Sequence[Suggestion], *, by: "User", now: datetime
) -> list[ScheduledSession]:
    """Put what the coach chose on athletes' days as drafts, twice a week for four weeks.

    A side has one session a time: what is accepted later joins the drafts that are there. Gives the
    drafts, in order of day.
    """
    Client.objects.select_for_update().filter(pk=client.pk).values("pk").first()
    touched: dict[int, ScheduledSession] = {}
    for side in SIDES:
        lines = [each.line for each in chosen if each.side is side]
        if not lines:
            continue
        drafts = _drafts_of(client, side, client.today(now))
        if drafts:
            found = [_joined(draft, lines, by=by, now=now) for draft in drafts]
        else:
            found = _new_drafts(client, side, lines, by=by, now=now)
        touched |= {draft.pk: draft for draft in found}
    return sorted(touched.values(), key=lambda draft: draft.day)


def title_of(side: BodySide) -> str:
    return (
        _("Left side, from the screen")
        if side is BodySide.LEFT
        else _("Right side, from the screen")
    )


def _drafts_of(client: Client, side: BodySide, today: date) -> list[ScheduledSession]:
    """What was accepted for this side and is not sent yet."""
    rows = ScheduledSession.with_drafts.drafts().filter(
        client=client, day__gte=today, title=title_of(side), replaces=None
    )
    return list(rows.in_order())


def _joined(
    draft: ScheduledSession, lines: Sequence[Prescription], *, by: "User", now: datetime
) -> ScheduledSession:
    there = writing.as_text(draft).prescriptions
    text = _text(
        draft.title, [*there, *(line for line in lines if line.name not in {t.name for t in there})]
    )
    return scheduling.edit(draft, text, by=by, now=now)


def _new_drafts(
    client: Client, side: BodySide, lines: Sequence[Prescription], *, by: "User", now: datetime
) -> list[ScheduledSession]:
    text = _text(title_of(side), lines)
    return [
        scheduling.add(client, day, text, by=by, now=now)
        for day in _good_days(client, client.today(now))
    ]


def _text(title: str, lines: Sequence[Prescription]) -> SessionText:
    """One session in order of doing: release, activate, load."""
    in_order = sorted(lines, key=lambda line: screen.BLOCKS.index(line.block))
    return SessionText(
        title=title,
        effort=EFFORT,
        minutes=MINUTES_EACH * len(in_order),
        prescriptions=tuple(in_order),
    )


def _good_days(client: Client, today: date) -> list[date]:
    """Two days in each of the coming four weeks, at least a day between, which the rules like best."""
    first, last = today + ONE_DAY, today + WEEKS_OF_WORK * A_WEEK
    calendar = checking.calendars([client], first, last, today={client.pk: today})[client.pk]
    taken: list[date] = []
    for week in range(WEEKS_OF_WORK):
        for _time in range(TIMES_A_WEEK):
            days = [first + week * A_WEEK + ONE_DAY * offset for offset in range(7)]
            free = [day for day in days if all(abs(day - other) > ONE_DAY for other in taken)]
            best = min(free, key=lambda day: _cost(calendar, day))
            calendar = calendar.with_changes([_small(best)])
            taken.append(best)
    return taken


def _small(day: date) -> DatedSession:
    """The work of a side as the rules see it."""
    return DatedSession(
        key=f"screen-{day}",
        day=day,
        hardness=Hardness.EASY,
        kind=Kind.STRENGTH,
        minutes=MINUTES_EACH,
        effort=EFFORT,
    )


def _cost(calendar: checking.Calendar, day: date) -> tuple[int, int, bool, int, date]:
    """What the rules say of a week with it on `day`; less is better, then days without hard work."""
    letters = [
        note.severity
        for note in calendar.with_changes([_small(day)]).notes(day - A_WEEK, day + A_WEEK)
    ]
    hard = any(each.day == day and each.counts_as_hard for each in calendar.sessions)
    return (
        letters.count(Severity.E),
        letters.count(Severity.W),
        not calendar.client.suits(day),
        hard,
        day,
    )
