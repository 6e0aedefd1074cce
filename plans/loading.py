"""Bringing the library's text files into the database: built-in rows, never a coach's."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import models, transaction

from plans import writing
from plans.models import Exercise, Modality, Plan, PlanSession, PlanWeek, Rung, TeachingNote
from plans.rules.library_items import ExerciseText, ModalityText, NoteText
from plans.rules.library_text import read_exercises, read_modalities, read_note
from plans.rules.plan_outline import PlanText
from plans.rules.plan_text import read_plan

FOLDER = Path(__file__).parent / "library"
FAMILIES = uuid.UUID("6f0d9a52-2f7b-4a0e-9a3c-6d2b8a1c7e55")


@transaction.atomic
def load(now: datetime, folder: Path = FOLDER) -> list[str]:
    """Make the built-in rows say what the files say; gives what changed, one line each.

    Loading again changes nothing. A plan whose text changed becomes a new version, published at
    `now`; copies that coaches made stay as they are. Raises UnreadableText and ShorthandError.
    """
    return [
        *_load_notes(
            read_note(path.stem, path.read_text()) for path in _files(folder, "notes/*.md")
        ),
        *_load_exercises(_each(read_exercises, folder, "exercises/*.txt")),
        *_load_modalities(_each(read_modalities, folder, "modalities.txt")),
        *_load_plans((read_plan(path.read_text()) for path in _files(folder, "plans/*.txt")), now),
    ]


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


def _each(reader, folder: Path, pattern: str) -> Iterator:
    return (item for path in _files(folder, pattern) for item in reader(path.read_text()))


def _load_notes(notes: Iterable[NoteText]) -> Iterator[str]:
    for note in notes:
        yield from _put(TeachingNote, note.slug, {"title": note.title, "body": note.body})


def _load_modalities(modalities: Iterable[ModalityText]) -> Iterator[str]:
    notes = _notes()
    for item in modalities:
        columns = {
            "name": item.name,
            "hands_on": item.hands_on,
            "depth": item.depth.value,
            "dose": item.dose,
            "advice": "\n".join((*item.advice, *item.safety)),
            "base_days": item.base_days,
            "min_days": item.min_days,
            "max_days": item.max_days,
            "note_id": notes.get(item.note),
        }
        yield from _put(Modality, item.slug, columns)


def _load_exercises(exercises: Iterable[ExerciseText]) -> Iterator[str]:
    notes = _notes()
    ladders: dict[str, list[str]] = {}
    for exercise, name in (
        Rung.objects.filter(exercise__coach=None)
        .order_by("exercise", "position")
        .values_list("exercise__slug", "name")
    ):
        ladders.setdefault(exercise, []).append(name)
    for item in exercises:
        changed = list(_put(Exercise, item.slug, _exercise_columns(item, notes)))
        if ladders.get(item.slug, []) != list(item.rungs):
            _put_ladder(item)
            changed = changed or [f"exercise {item.slug}: ladder"]
        yield from changed


def _exercise_columns(item: ExerciseText, notes: dict[str, int]) -> dict[str, object]:
    return {
        "name": item.name,
        "aliases": list(item.aliases),
        "kind": item.kind.value,
        "per_side": item.per_side,
        "equipment": list(item.equipment),
        "purpose": item.purpose.value,
        "focus": item.focus.value,
        "regions": [region.value for region in item.regions],
        "start_dose": item.start,
        "cues": list(item.cues),
        "faults": [
            {"code": fault.code.value, "seen": fault.seen, "answer": fault.answer}
            for fault in item.faults
        ],
        "video": item.video,
        "source": item.source,
        "note_id": notes.get(item.note),
    }


def _put_ladder(item: ExerciseText) -> None:
    """Steps are updated in place, so that what refers to a step still does."""
    exercise = Exercise.objects.get(coach=None, slug=item.slug)
    for position, name in enumerate(item.rungs, start=1):
        exercise.rungs.update_or_create(position=position, defaults={"name": name})
    exercise.rungs.filter(position__gt=len(item.rungs)).delete()


def _notes() -> dict[str, int]:
    return dict(TeachingNote.objects.filter(coach=None).values_list("slug", "pk"))


def _put(noun: type[models.Model], slug: str, columns: dict[str, object]) -> Iterator[str]:
    """One built-in row: made, changed in place, or left as it is."""
    name = f"{noun._meta.verbose_name} {slug}"
    row = noun._default_manager.filter(coach=None, slug=slug).first()
    if row is None:
        noun._default_manager.create(coach=None, slug=slug, **columns)
        yield f"{name}: new"
        return
    changed = [column for column, value in columns.items() if getattr(row, column) != value]
    if changed:
        noun._default_manager.filter(pk=row.pk).update(**{name: columns[name] for name in changed})
        yield f"{name}: {', '.join(changed)}"


def _load_plans(plans: Iterable[PlanText], now: datetime) -> Iterator[str]:
    library = writing.library_of(None)
    for text in plans:
        family = uuid.uuid5(FAMILIES, text.slug)
        newest = Plan.objects.filter(family=family).order_by("-number").first()
        head, weeks, written = rows_of(text, family, library)
        if newest and _content(newest) == (
            head,
            weeks,
            [_session_content(*each) for each in written],
        ):
            continue
        number = (newest.number if newest else 0) + 1
        plan = Plan.objects.create(
            coach=None, family=family, number=number, published_at=now, **head
        )
        PlanWeek.objects.bulk_create(PlanWeek(plan=plan, **week) for week in weeks)
        for session, _ in written:
            session.plan = plan
        writing.save_all(written)
        yield f"plan {text.slug}: version {number}"


def rows_of(text: PlanText, family: uuid.UUID, library: writing.Library):
    """Columns of the plan and of its weeks, and its sessions as unsaved rows."""
    head = {
        "title": text.title,
        "summary": text.summary,
        "audience": text.audience.value,
        "weeks": len(text.weeks),
        "repeats": text.repeats,
        "entry_line": text.entry,
    }
    weeks = [
        {
            "number": week.number,
            "title": week.title,
            "lighter": week.lighter,
            "not_typical": week.not_typical,
        }
        for week in text.weeks
    ]
    written: list[writing.Written] = []
    for placed in text.placed():
        session = PlanSession(
            week=placed.week,
            weekday=placed.weekday,
            key=uuid.uuid5(family, placed.key),
        )
        lines = writing.fill_block(session, placed.session, library)
        session.order = placed.order
        written.append((session, lines))
    return head, weeks, written


def _content(plan: Plan):
    """What a stored version says, in the shape of what the file says."""
    sessions = plan.sessions.prefetch_related("prescriptions")
    return (
        {
            name: getattr(plan, name)
            for name in ("title", "summary", "audience", "weeks", "repeats", "entry_line")
        },
        list(plan.plan_weeks.values("number", "title", "lighter", "not_typical")),
        [_session_content(session, session.prescriptions.all()) for session in sessions],
    )


def _session_content(session: PlanSession, lines: Iterable) -> tuple:
    return (
        session.week,
        session.weekday,
        session.key,
        writing.said_by(session),
        [line.as_value() for line in lines],
    )
