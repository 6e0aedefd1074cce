"""Everything of one person in one archive: JSON and CSV of each table, and a page that says what is what."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from coachapp.inventory import PARTS, Part
from coachapp.models import User

IN_MEMORY = 1024 * 1024
AT_ONCE = 500
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def archive_of(person: User, *, now: datetime) -> IO[bytes]:
    """A zip of all that is the person's, from its beginning. It is written to a file as it grows, row by row."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  whoever sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = {part.name: write_part(archive, part, person) for part in PARTS}
        archive.writestr("README.txt", said_of(counts, person, now))
    file.seek(0)
    return file


def write_part(archive: zipfile.ZipFile, part: Part, person: User) -> int:
    """Both files of one table, and how many rows it has; no file for none."""
    if not part.rows(person).exists():
        return 0
    with text_entry(archive, f"csv/{part.name}.csv") as entry:
        count = write_csv(entry, part, rows_of(part, person))
    with text_entry(archive, f"json/{part.name}.json") as entry:
        write_json(entry, rows_of(part, person))
    return count


def text_entry(archive: zipfile.ZipFile, name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(archive.open(name, "w"), encoding="utf-8", newline="")


def rows_of(part: Part, person: User) -> Iterator[dict[str, Any]]:
    """Each row by its columns. What it points to is a number where that is in the archive, else its name."""
    fields = [part.model._meta.get_field(name) for name in part.columns]
    named = [one.name for one in fields if is_named(one)]
    rows = part.rows(person).select_related(*named) if named else part.rows(person)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {
            one.name: name_of(getattr(row, one.name))
            if one.name in named
            else getattr(row, one.attname)
            for one in fields
        }


def is_named(field: Any) -> bool:
    """Whether a column says the name of what it points to: a person, or a thing of the library."""
    if not isinstance(field, ForeignKey):
        return False
    return field.related_model is User or field.related_model._meta.app_label == "plans"


def name_of(row: Model | None) -> str | None:
    return None if row is None else str(row)


def write_csv(entry: IO[str], part: Part, rows: Iterable[dict[str, Any]]) -> int:
    writer = csv.DictWriter(entry, part.columns)
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})
        count += 1
    return count


def cell(value: Any) -> Any:
    """`value` for a spreadsheet. What a program would run as a formula gets an apostrophe in front."""
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else spelled(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def spelled(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).strip('"')


def write_json(entry: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    """A list, a row on each line."""
    before = "[\n"
    for row in rows:
        entry.write(before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False))
        before = ",\n"
    entry.write("\n]\n")


def said_of(counts: dict[str, int], person: User, now: datetime) -> str:
    """What is in the archive, for a person who opens it."""
    lines = [
        _("Everything that Coachapp holds of %(person)s.") % {"person": person.email},
        _("Written on %(day)s (UTC).") % {"day": f"{now:%Y-%m-%d %H:%M}"},
        "",
        _("Each table is there twice: in csv/ for a spreadsheet, in json/ for a program."),
        _("Metres, kilograms, seconds and minutes, whatever units you read in. Days are your own."),
        _("A column such as session or log holds the id of a row in the table of that name."),
        _("In csv/, a text that a spreadsheet would run as a formula has an apostrophe in front."),
        _("Not in here: keys and passwords, what your coach wrote only for themselves, and earlier versions of a row."),
        "",
    ]  # fmt: skip
    for part in PARTS:
        rows = counts[part.name]
        lines.append(f"{part.name:<20} {rows:>6}  {part.about}")
    return "\n".join([*lines, ""])
