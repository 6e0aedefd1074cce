"""What the rules would have said of weeks that are over, each asked on the evening before it began."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clients import checking
from clients.models import Client
from plans.rules.notes import RuleNote
from plans.rules.weeks import ONE_WEEK, monday_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One note, with the title of the session that it is about."""

    note: RuleNote
    title: str


@dataclass(frozen=True, slots=True)
class ReplayedWeek:
    """What would have fired in the week of `monday`, worst first."""

    monday: date
    found: tuple[Replayed, ...]


def replay(client: Client, weeks: int, *, today: date) -> Iterator[ReplayedWeek]:
    """The last `weeks` that are over, oldest first, with plan, log, pain and settings as they stand.

    Each week is asked as a live page would have been on the Sunday before: what was logged, opened
    or closed later was not known. A session stands on the day that it has now.
    """
    this_monday = monday_of(today)
    for back in range(weeks, 0, -1):
        yield _week(client, this_monday - back * ONE_WEEK)


@dataclass(frozen=True, slots=True)
class Replay:
    """How often one rule would have spoken in `weeks` weeks, and of how many of `asked` athletes."""

    rule: str
    weeks: int
    asked: int
    times: int
    people: tuple[Client, ...]  # of whom, the most often first


def replay_rule(clients: Iterable[Client], rule: str, weeks: int, *, today: date) -> Replay:
    """`replay` of many for one rule: eight queries a week, whatever the number of athletes."""
    people = list(clients)
    spoken: Counter[int] = Counter()
    for back in range(weeks, 0, -1):
        monday = monday_of(today) - back * ONE_WEEK
        eve, sunday = monday - ONE_DAY, monday + ONE_WEEK - ONE_DAY
        on_eve = dict.fromkeys((person.pk for person in people), eve)
        found = checking.calendars(people, monday, sunday, today=on_eve, drafts=False)
        for pk, calendar in found.items():
            spoken[pk] += sum(note.rule == rule for note in calendar.notes(monday, sunday))
    of_whom = sorted(
        (each for each in people if spoken[each.pk]),
        key=lambda each: (-spoken[each.pk], each.name.casefold()),
    )
    return Replay(rule, weeks, len(people), spoken.total(), tuple(of_whom))


def _week(client: Client, monday: date) -> ReplayedWeek:
    eve, sunday = monday - ONE_DAY, monday + ONE_WEEK - ONE_DAY
    found = checking.calendars([client], monday, sunday, today={client.pk: eve}, drafts=False)
    calendar = found[client.pk]
    titles = {checking.key_of(row): row.title for row in calendar.rows}
    notes = calendar.notes(monday, sunday)
    return ReplayedWeek(monday, tuple(Replayed(note, titles[note.key]) for note in notes))
