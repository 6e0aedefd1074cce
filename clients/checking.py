"""An athlete's dated sessions as the rules see them, what the rules say, and what a coach keeps."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from clients import dials, inside
from clients.known import known_of
from clients.models import Client, Race, RuleOverride, ScheduledSession, SessionLog
from coachapp.lib.prepared import Prepared
from plans import paper
from plans.contents import NOT_READ, Contents
from plans.rules import spacing
from plans.rules.asking import Known
from plans.rules.dated import DatedSession
from plans.rules.kinds import Hardness
from plans.rules.notes import Kept, Rhythm, RuleNote, Severity
from plans.rules.restrictions import Against, against
from plans.rules.settings import RuleSettings

if TYPE_CHECKING:
    from coachapp.models import User

AROUND = timedelta(days=28)  # the longest wish: what lies further away changes nothing

# What rules and boards look at: a calendar has hundreds of rows, and most of a row is words.
COLUMNS_OF_A_DAY = (
    *("client_id", "kind", "run_type", "title", "minutes", "effort", "hardness", "modality_id"),
    *("code", "day", "first_day", "order", "at", "sent_at", "send_at", "removes", "version"),
    "replaces_id",
    *("race__distance_m", "race__priority"),
    *("log__outcome", "log__done_on", "log__hardness", "log__moves_clock"),
    *("log__minutes", "log__effort"),
)
COLUMNS = (
    *COLUMNS_OF_A_DAY,
    *("replaces__code", "replaces__day", "replaces__version"),
    *("replaces__title", "replaces__minutes"),
)
COLUMNS_OF_A_CHANGE = ("draft__day", "draft__sent_at", "draft__removes")


class NeedsKeep(ValueError):
    """What would reach athletes stands against a rule that nobody has kept. `notes` by client."""

    def __init__(self, notes: Mapping[int, Sequence[RuleNote]]) -> None:
        self.notes = notes
        super().__init__(f"{sum(map(len, notes.values()))} notes need Keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A coach's decision about one note, for this one or (`until`) for its pattern of weekdays."""

    client: int
    rule: str
    day: date
    other_day: date | None
    reason: str
    until: date | None = None

    @classmethod
    def of(cls, client: Client, note: RuleNote, reason: str, until: date | None = None) -> "Keep":
        return cls(
            client=client.pk,
            rule=note.rule,
            day=note.day,
            other_day=note.other_day,
            reason=reason,
            until=until,
        )

    def answers(self, client: int, note: RuleNote) -> bool:
        """Whether it is about this note of this client."""
        return (self.client, self.rule, self.day, self.other_day) == (
            client,
            note.rule,
            note.day,
            note.other_day,
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """One athlete's sessions around some days, with what the rules need to judge them."""

    client: Client
    today: date
    sessions: tuple[DatedSession, ...]
    settings: RuleSettings
    kept: tuple[Kept | Rhythm, ...]
    rows: tuple[
        ScheduledSession, ...
    ] = ()  # as stored, drafts among them where they were asked for
    known: Callable[[], Mapping[int, Known]] = dict  # by client; read when a rule is asked first

    def notes(self, first: date, last: date) -> list[RuleNote]:
        """What the rules say about the days from `first` to `last`, worst first."""
        return [note for note in self._found() if first <= note.day <= last]

    def without_history(self) -> frozenset[str]:
        """Ids of the rules that have not enough history of this athlete yet."""
        known = self.known().get(self.client.pk)
        return spacing.without_history(self.sessions, self.settings, today=self.today, known=known)

    def errors_of(
        self, sessions: Collection[DatedSession], gone: Collection[str] = ()
    ) -> list[RuleNote]:
        """What has to be kept before these changes reach the athlete.

        `sessions` take the place of those with their keys, `gone` go. Errors that a change has a part
        in, and errors elsewhere that were not there before: taking one hard day out of three in a row
        leaves two that nobody has looked at.
        """
        keys = {session.key for session in sessions}
        before = {_place_of(note) for note in self._errors()}
        return [
            note
            for note in self.with_changes(sessions, gone)._errors()
            if not keys.isdisjoint((note.key, note.other_key)) or _place_of(note) not in before
        ]

    def ruled_out(self) -> dict[str, Against]:
        """What an open injury rules out among the sessions that can still change, by key."""
        known = self.known().get(self.client.pk, Known())
        found = (
            (each.key, against(each, known.episodes))
            for each in self.sessions
            if each.is_open(self.today)
        )
        return {key: what for key, what in found if what is not None}

    def _errors(self) -> list[RuleNote]:
        return [note for note in self._found() if note.severity is Severity.E]

    def _found(self) -> list[RuleNote]:
        known = self.known().get(self.client.pk)
        return spacing.check(
            self.sessions, self.settings, today=self.today, kept=self.kept, known=known
        )

    def with_changes(
        self, sessions: Iterable[DatedSession], gone: Collection[str] = ()
    ) -> "Calendar":
        """The calendar as it would be: `sessions` in place of those with their keys, `gone` without."""
        changed = {session.key: session for session in sessions}
        stay = (each for each in self.sessions if each.key not in changed and each.key not in gone)
        return replace(self, sessions=(*stay, *changed.values()))


def _place_of(note: RuleNote) -> tuple[str, date, date | None]:
    return note.rule, note.day, note.other_day


def dated(client: Client, first: date, last: date, *, today: date) -> list[DatedSession]:
    """Done, sent and drafted sessions of `client` between two days, as if every draft were sent."""
    found = calendars([client], first, last, today={client.pk: today})[client.pk]
    return [session for session in found.sessions if first <= session.day <= last]


def notes(client: Client, first: date, last: date, *, today: date) -> list[RuleNote]:
    """What the rules say about these days of `client`, drafts included, worst first."""
    found = calendars([client], first, last, today={client.pk: today})[client.pk]
    return found.notes(first, last)


def earliest_next_hard(client: Client, today: date) -> date:
    """First day that keeps the wish after every hard day so far, from logs and from the plan."""
    found = calendars([client], today, today, today={client.pk: today}, drafts=False)[client.pk]
    return spacing.earliest_next_hard(found.sessions, found.settings, today=today)


def calendars(
    clients: Iterable[Client],
    first: date,
    last: date,
    *,
    today: Mapping[int, date],
    drafts: bool = True,
) -> dict[int, Calendar]:
    """The calendars of `clients`, by primary key, in five queries whatever their number.

    It is four for clients that come with `coach__coach_profile`. Asking their rules takes two more,
    three where somebody is silent. They reach far enough around `first` to `last` for every rule.
    `today` is each athlete's own.
    """
    clients = list(clients)
    if not clients:
        return {}
    asked = _rows_with_drafts if drafts else _rows
    found = list(asked(clients=[client.pk for client in clients], first=first, last=last))
    return calendars_of(clients, found, today=today, drafts=drafts)


def calendars_of(
    clients: Iterable[Client],
    found: Sequence[ScheduledSession],
    *,
    today: Mapping[int, date],
    drafts: bool = True,
) -> dict[int, Calendar]:
    """`calendars` of rows that are at hand, as `rows_of` gives them: one query less."""
    clients = list(clients)
    numbers = dials.numbers_of(clients)
    limits = {pk: limits for pk, (_, limits) in numbers.items()}
    kept = kept_by(clients)
    rows: dict[int, list[ScheduledSession]] = defaultdict(list)
    for row in found:
        rows[row.client_id].append(row)
    lines = inside.of(found)
    known = cache(lambda: known_of(clients, today=today, limits=limits))
    return {
        client.pk: Calendar(
            client,
            today[client.pk],
            tuple(as_if_sent(rows[client.pk], today[client.pk], drafts=drafts, lines=lines)),
            numbers[client.pk][0],
            kept.get(client.pk, ()),
            tuple(rows[client.pk]),
            known,
        )
        for client in clients
    }


def rows_of(clients: Sequence[Client | int], first: date, last: date, *, drafts: bool):
    """Sessions planned within the days, and those done within them whatever the plan said."""
    done = SessionLog.objects.filter(client__in=clients, done_on__range=(first, last))
    manager = ScheduledSession.with_drafts if drafts else ScheduledSession.objects
    rows = manager.filter(
        Q(day__range=(first, last)) | Q(pk__in=done.values("session")), client__in=clients
    ).select_related("log", "race", "replaces")
    rows = rows.annotate(**inside.sprints())
    return (rows.select_related("draft") if drafts else rows).in_order()


def _rows_around(clients: Sequence[int], first: date, last: date, *, drafts: bool):
    asked = rows_of(clients, first - AROUND, last + AROUND, drafts=drafts)
    return asked.only(*COLUMNS, *(COLUMNS_OF_A_CHANGE if drafts else ()))


_rows = Prepared(partial(_rows_around, drafts=False), clients=list, first=date, last=date)
_rows_with_drafts = Prepared(
    partial(_rows_around, drafts=True), clients=list, first=date, last=date
)


def as_if_sent(
    rows: Iterable[ScheduledSession],
    today: date,
    *,
    drafts: bool,
    lines: Mapping[int, Contents] | None = None,
) -> Iterator[DatedSession]:
    """As it stands, or as if every draft that can still go out were sent.

    `lines` are the contents of `rows`, from `inside.of`.
    """
    lines = lines or {}
    for row in rows:
        change = getattr(row, "draft", None) if drafts else None
        is_changed = change is not None and _counts(change, today)
        if not (is_changed or row.removes or _skipped(row, today)) and _counts(row, today):
            yield as_dated(row, today, lines.get(row.pk, NOT_READ))


def _counts(row: ScheduledSession, today: date) -> bool:
    """A draft whose day is over was never anybody's session."""
    return row.sent_at is not None or row.day >= today


def _log_of(row: ScheduledSession, today: date) -> SessionLog | None:
    """What is logged by `today`: on a day that is over, what came later was not known."""
    log = getattr(row, "log", None)
    return log if log is not None and log.done_on <= today else None


def _skipped(row: ScheduledSession, today: date) -> bool:
    log = _log_of(row, today)
    return log is not None and not log.was_done


def key_of(session: ScheduledSession) -> str:
    """What a session is called in notes: a change goes by the name of the row that it replaces."""
    return str((session.replaces or session).code)


def as_dated(row: ScheduledSession, today: date, lines: Contents = NOT_READ) -> DatedSession:
    """One row as the rules see it: what was done where there is a log, else what is planned."""
    race, log = row.race, _log_of(row, today)
    known: dict[str, Any] = {
        **(of_race(race) if race else {}),
        "hour": row.at.hour if row.at else None,
    }
    if log is None:
        known["assumed"] = row.sent_at is not None and row.day < today
    else:
        known |= {
            "hardness": Hardness(log.hardness),
            "done": True,
            "moves_clock": log.moves_clock,
            "minutes": log.minutes,
            "effort": log.effort,
            "hills": lines.hills_done or lines.hills,
        }
    day = row.day if log is None else log.done_on
    return paper.on_day(row, key_of(row), day, lines, **known)


def of_race(race: Race) -> dict[str, Any]:
    """What the rules know of a session that stands for `race`: fields of DatedSession."""
    return {"race_km": race.km, "is_priority_race": race.is_priority}


def kept_by(clients: list[Client]) -> dict[int, tuple[Kept | Rhythm, ...]]:
    """What the coach has kept for each of `clients`, by primary key: one query."""
    kept: dict[int, list[Kept | Rhythm]] = defaultdict(list)
    for row in _kept(clients=[client.pk for client in clients]) if clients else ():
        kept[row.client_id].append(_decision(row))
    return {client: tuple(decisions) for client, decisions in kept.items()}


_kept = Prepared(
    lambda clients: RuleOverride.objects.filter(client__in=clients).select_related("session"),
    clients=list,
)


def _decision(row: RuleOverride) -> Kept | Rhythm:
    if row.session is None:
        return Rhythm.read(row.rule, row.pattern, row.until)
    return Kept(row.rule, str(row.session.code), row.day, row.other_day)


def keep(
    client: Client, note: RuleNote, reason: str, *, by: "User", until: date | None = None
) -> RuleOverride:
    """Store that the coach keeps what `note` advises against: this one, or its weekdays `until`.

    `reason` is one of RuleOverride.Reason. Keeping the same twice is one decision, and it answers
    every rule that says it; gives the row of the loudest.
    """
    if until is not None:
        return keep_weekdays(client, [note], reason, by=by, until=until)
    session = ScheduledSession.with_drafts.get(client=client, code=note.key)
    rows = [
        RuleOverride.objects.update_or_create(
            client=client,
            rule=rule,
            session=session,
            day=note.day,
            other_day=note.other_day,
            defaults={"reason": reason, "entered_by": by},
        )[0]
        for rule in note.rules
    ]
    return rows[0]


def keep_weekdays(
    client: Client, notes: Sequence[RuleNote], reason: str, *, by: "User", until: date
) -> RuleOverride:
    """One decision for the weekdays of all of `notes`, which are of one rule, up to `until`.

    It answers the other rules that say the same; gives the row of the one.
    """
    days = {day.isoweekday() for note in notes for day in (note.day, note.other_day) if day}
    rules = dict.fromkeys(rule for note in notes for rule in note.rules)
    rhythms = [Rhythm(rule, frozenset(days), until) for rule in rules]
    rows = [
        RuleOverride.objects.update_or_create(
            client=client,
            rule=rhythm.rule,
            pattern=rhythm.pattern,
            until=until,
            defaults={"reason": reason, "entered_by": by},
        )[0]
        for rhythm in rhythms
    ]
    return rows[0]


def keep_what_is_answered(
    found: Mapping[int, tuple[Client, Sequence[RuleNote]]], kept: Iterable[Keep], *, by: "User"
) -> None:
    """Store the decisions `kept` about the notes found. Raises NeedsKeep for notes without one.

    What is kept for a pattern is one decision a client and rule, however many notes it answers.
    """
    kept = list(kept)
    open_notes: dict[int, list[RuleNote]] = defaultdict(list)
    decided: list[tuple[Client, RuleNote, Keep]] = []
    for pk, (client, notes_of_client) in found.items():
        for note in notes_of_client:
            decision = next((each for each in kept if each.answers(pk, note)), None)
            if decision is None:
                open_notes[pk].append(note)
            else:
                decided.append((client, note, decision))
    if open_notes:
        raise NeedsKeep(open_notes)
    patterns: dict[tuple[Client, str, str, date], list[RuleNote]] = defaultdict(list)
    for client, note, decision in decided:
        if decision.until is None:
            keep(client, note, decision.reason, by=by)
        else:
            patterns[client, note.rule, decision.reason, decision.until].append(note)
    for (client, _rule, reason, until), notes_kept in patterns.items():
        keep_weekdays(client, notes_kept, reason, by=by, until=until)
