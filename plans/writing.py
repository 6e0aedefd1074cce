"""Between text and rows: a session read from shorthand becomes columns and lines, and prints back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import F, Q

from plans.labels import KINDS, RUN_TYPES
from plans.models import AbstractPrescription, AbstractSession, Exercise, Modality, Rung
from plans.rules import shorthand
from plans.rules.kinds import Kind, RunType
from plans.rules.plan_outline import SessionBlock
from plans.rules.prescription import Prescription as Line
from plans.rules.prescription import Role
from plans.rules.shorthand import Names, SessionText

if TYPE_CHECKING:
    from coachapp.models import User

KIND_OF_EXERCISE = {
    Exercise.Kind.STRENGTH: Kind.STRENGTH,
    Exercise.Kind.DRILL: Kind.STRENGTH,
    Exercise.Kind.MAINTENANCE: Kind.MAINTENANCE,
}
LONGEST_TITLE = 120
AT_ONCE = 200
"""So many rows go into one statement."""


class Move(NamedTuple):
    """What a name in a line means: an exercise, and the step of its ladder where it names one."""

    exercise: int
    rung: int | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """What a coach may name in a line, and the rows that the names mean."""

    names: Names
    moves: dict[str, Move]  # by the library's own name
    modalities: dict[str, int]  # by slug and by name in small letters


def library_of(coach: "User | None") -> Library:
    """The library of `coach`: their own entries first, then the built-in ones. Three queries."""
    entries: list[tuple] = []
    moves: dict[str, Move] = {}
    kinds: dict[int, Kind] = {}
    for pk, name, aliases, kind in _of(coach, Exercise).values_list(
        "pk", "name", "aliases", "kind"
    ):
        kinds[pk] = KIND_OF_EXERCISE[Exercise.Kind(kind)]
        entries.append((name, tuple(aliases), kinds[pk]))
        moves.setdefault(name, Move(pk))
    for pk, name, exercise in Rung.objects.filter(exercise__in=kinds).values_list(
        "pk", "name", "exercise"
    ):
        entries.append((name, (), kinds[exercise]))
        moves.setdefault(name, Move(exercise, pk))
    modalities: dict[str, int] = {}
    for pk, slug, name in _of(coach, Modality).values_list("pk", "slug", "name"):
        modalities.setdefault(slug, pk)
        modalities.setdefault(name.casefold(), pk)
    return Library(Names(entries), moves, modalities)


def _of(coach: "User | None", noun: type[Exercise] | type[Modality]):
    rows = noun.objects.filter(Q(coach=None) | Q(coach=coach)).current()
    return rows.order_by(F("coach").asc(nulls_last=True), "name")


def names_for(coach: "User | None") -> Names:
    """The words that a line of `coach` may use."""
    return library_of(coach).names


def fill(
    session: AbstractSession, text: SessionText, library: Library
) -> list[AbstractPrescription]:
    """Set the columns of `session` to what `text` says; gives its lines, to be saved after it.

    What a text does not say (why, instead, hour, place) stays as it is.
    """
    kind, run_type = shorthand.kind_of(text)
    session.kind, session.run_type = kind.value, run_type.value if run_type else ""
    session.title = text.title[:LONGEST_TITLE] or title_of(text, kind, run_type)
    session.minutes = text.minutes or shorthand.minutes_of(text.prescriptions) or None
    session.effort = text.effort
    session.hard_flag, session.unwatched = text.hard, text.unwatched
    session.modality_id = _modality(text, library)
    session.title = session.own_title
    session.classify(text.prescriptions)
    return lines_of(session, text, library)


def fill_block(
    session: AbstractSession, block: SessionBlock, library: Library
) -> list[AbstractPrescription]:
    """`fill`, and what a library file says beside the text. Raises ShorthandError."""
    text = shorthand.read_session("\n".join(block.lines), library.names)
    lines = fill(session, text, library)
    session.kind, session.run_type = block.kind.value, (block.run_type or "")
    session.optional = block.optional
    session.why, session.instead = block.why, block.instead
    if block.modality:
        session.modality_id = library.modalities.get(block.modality)
    session.title = session.own_title
    session.classify(text.prescriptions)
    return lines


def title_of(text: SessionText, kind: Kind, run_type: RunType | None) -> str:
    """A title for a session without one: a note's own words, else the word of its run or kind."""
    notes = [line.cue for line in text.prescriptions if line.role is Role.NOTE]
    if notes and len(notes) == len(text.prescriptions):
        return notes[0][:LONGEST_TITLE]
    named = {line.name for line in text.prescriptions}
    if kind in (Kind.TREATMENT, Kind.CROSS, Kind.PRACTICE) and len(named) == 1 and any(named):
        name = named.pop()
        return name[0].upper() + name[1:]
    return str(RUN_TYPES[run_type] if run_type else KINDS[kind])


def lines_of(
    session: AbstractSession, text: SessionText, library: Library
) -> list[AbstractPrescription]:
    """The lines of `text` as unsaved rows of `session`, exercises resolved by name."""
    row: Any = line_class(session)
    return [
        row(
            session=session,
            position=position,
            text=shorthand.print_line(line),
            **_meant(line, library),
            **row.columns_of(line),
        )
        for position, line in enumerate(text.prescriptions, start=1)
    ]


def _meant(line: Line, library: Library) -> dict[str, int | None]:
    move = library.moves.get(line.name) if line.role is Role.EXERCISE else None
    return {"exercise_id": move.exercise, "rung_id": move.rung} if move else {}


def _modality(text: SessionText, library: Library) -> int | None:
    treatments = (line.name for line in text.prescriptions if line.role is Role.TREATMENT)
    found = (library.modalities.get(name.casefold()) for name in treatments)
    return next((pk for pk in found if pk), None)


def as_text(
    session: AbstractSession, lines: Iterable[AbstractPrescription] | None = None
) -> SessionText:
    """What the rows of `session` say, as a value that prints. `lines` where they are at hand."""
    rows = session.prescriptions.all() if lines is None else lines
    return SessionText(
        title=session.title,
        effort=session.effort,
        minutes=session.minutes,
        hard=session.hard_flag,
        unwatched=session.unwatched,
        prescriptions=tuple(row.as_value() for row in rows),
    )


def printed(session: AbstractSession) -> str:
    """The session as the coach may type it."""
    return shorthand.print_session(as_text(session))


def line_class(session: AbstractSession) -> type[AbstractPrescription]:
    """The class of the lines of a plan's session, or of an athlete's."""
    return type(session).prescriptions.rel.related_model


def said_by(session: AbstractSession) -> dict[str, object]:
    """All that a session says of itself, whatever plan or athlete it belongs to, in the coach's words."""
    return _columns(session, AbstractSession) | {"title": session.own_title}


def copied_lines(
    lines: Iterable[AbstractPrescription], session: AbstractSession
) -> list[AbstractPrescription]:
    """`lines` as unsaved rows of another session."""
    row: Any = line_class(session)
    return [row(session=session, **_columns(line, AbstractPrescription)) for line in lines]


def _columns(row: object, noun: type[AbstractSession] | type[AbstractPrescription]):
    return {field.attname: getattr(row, field.attname) for field in noun._meta.fields}


def remembered(session: AbstractSession) -> dict[str, Any]:
    """All that a stored session says, lines included, as plain values to be kept (`recall`)."""
    lines = session.prescriptions.all()
    return {
        "says": said_by(session),
        "lines": [_columns(line, AbstractPrescription) for line in lines],
    }


def recall(session: AbstractSession, kept: Mapping[str, Any]) -> list[AbstractPrescription]:
    """Let `session` say what was `remembered`; gives its lines, to be saved after it.

    An exercise that is gone from the library leaves its name.
    """
    for column, value in kept["says"].items():
        setattr(session, column, value)
    named = {line["exercise_id"] for line in kept["lines"]}
    exercises = set(Exercise.objects.filter(pk__in=named).values_list("pk", flat=True))
    rungs = set(Rung.objects.filter(exercise__in=exercises).values_list("pk", flat=True))
    row: Any = line_class(session)
    there = {"exercise_id": exercises, "rung_id": rungs}
    return [
        row(
            session=session,
            **line
            | {key: line[key] if line[key] in known else None for key, known in there.items()},
        )
        for line in kept["lines"]
    ]


Written = tuple[AbstractSession, list[AbstractPrescription]]


def save_all(written: Sequence[Written]) -> None:
    """Insert sessions with their lines: two statements for each few hundred rows."""
    if not written:
        return
    sessions = [session for session, _ in written]
    lines = [line for _, its_lines in written for line in its_lines]
    type(sessions[0])._base_manager.bulk_create(sessions, batch_size=AT_ONCE)
    line_class(sessions[0])._base_manager.bulk_create(lines, batch_size=AT_ONCE)


Copied = tuple[AbstractSession, AbstractSession]


def save_copies(copies: Sequence[Copied]) -> None:
    """Insert the second session of each pair, with the lines that the first has in the database."""
    if not copies:
        return
    twins = [twin for _, twin in copies]
    type(twins[0])._base_manager.bulk_create(twins, batch_size=AT_ONCE)
    for start in range(0, len(copies), AT_ONCE):
        _copy_lines(copies[start : start + AT_ONCE])


def _copy_lines(copies: Sequence[Copied]) -> None:
    """Lines are most of a plan; the database copies them itself, so they are neither read nor sent."""
    quoted = connection.ops.quote_name
    stored, own = (quoted(line_class(session)._meta.db_table) for session in copies[0])
    columns = ", ".join(quoted(field.column) for field in AbstractPrescription._meta.fields)
    pairs = ", ".join(["(%s, %s)"] * len(copies))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH copies (stored, twin) AS (VALUES {pairs}) "
            f"INSERT INTO {own} (session_id, {columns}) "
            f"SELECT twin, {columns} FROM {stored} JOIN copies ON session_id = stored "
            "ORDER BY twin, position, id",
            [session.pk for pair in copies for session in pair],
        )


def rewrite(session: AbstractSession, lines: Sequence[AbstractPrescription]) -> None:
    """Save a session that stands already, its lines replaced by `lines`.

    Text has no word for a planned progression: a line that says what one said before keeps it.
    """
    session.save()
    steps = {line.text: line.progression for line in session.prescriptions.all()}
    for line in lines:
        line.progression = line.progression or steps.get(line.text, "")
    session.prescriptions.all().delete()
    line_class(session)._base_manager.bulk_create(lines)
