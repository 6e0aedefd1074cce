"""Reads the library's text files: exercises, modalities, teaching notes.

`plans/library/` ships them. What a coach changes later are rows; the files stay as they are.
"""

import re
from collections.abc import Iterator

from plans.rules.library_items import (
    Depth,
    ExerciseKind,
    ExerciseText,
    FaultCode,
    FaultText,
    Focus,
    ModalityText,
    NoteText,
    Purpose,
)
from plans.rules.profiles import Profile
from plans.rules.regions import Region
from plans.rules.sentence import gettext_noop
from plans.rules.text_file import (
    Heading,
    Item,
    UnreadableText,
    Word,
    fields,
    headings,
    not_known,
    one_of,
    required,
    words,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
FAULT = re.compile(r"(?P<code>[A-Z_]+): (?P<seen>.+?) -> (?P<answer>.+)\Z")
EXERCISE_KEYS = frozenset(
    {"exercise", "slug", "also", "kind", "sides", "equipment", "purpose", "focus", "regions"}
    | {"start", "rungs", "cues", "faults", "video", "source", "note"}
)
MODALITY_KEYS = frozenset(
    {"modality", "slug", "also", "who", "depth", "dose", "days", "profiles", "advice", "safety"}
    | {"note"}
)


def read_exercises(text: str) -> tuple[ExerciseText, ...]:
    """The exercises of one file. Raises UnreadableText with the line that breaks the form."""
    return tuple(_exercise(record) for record in _records(text, "exercise", EXERCISE_KEYS))


def read_modalities(text: str) -> tuple[ModalityText, ...]:
    """The modalities of one file. Raises UnreadableText with the line that breaks the form."""
    return tuple(_modality(record) for record in _records(text, "modality", MODALITY_KEYS))


def read_note(slug: str, text: str) -> NoteText:
    """The note of the file `slug`.md. Raises UnreadableText unless it is `# Title` and a body."""
    first, _, body = text.partition("\n")
    title = first.removeprefix("# ").strip()
    if not first.startswith("# ") or not title:
        raise UnreadableText(1, gettext_noop("A note begins with its title: “# Title”."))
    if not body.strip():
        raise UnreadableText(2, gettext_noop("The note has a title and no text."))
    return NoteText(slug, title, body.strip() + "\n")


class _Record:
    """The lines of one thing, and how its values are taken."""

    def __init__(self, entries: list[Heading], allowed: frozenset[str]) -> None:
        self.line = entries[0].line
        self.found = fields(entries, allowed)

    def line_of(self, key: str) -> int:
        return self.found[key].line if key in self.found else self.line

    def need(self, key: str) -> str:
        return required(self.found, key, self.line)

    def value(self, key: str) -> str:
        return self.found[key].value if key in self.found else ""

    def words(self, key: str) -> tuple[str, ...]:
        return words(self.value(key))

    def items(self, key: str) -> tuple[Item, ...]:
        return self.found[key].items if key in self.found else ()

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(item.text.strip() for item in self.items(key))

    def slug(self) -> str:
        slug = self.need("slug")
        if not SLUG.match(slug):
            raise UnreadableText(
                self.line_of("slug"),
                gettext_noop("“%(slug)s”: small letters, digits and hyphens."),
                slug=slug,
            )
        return slug

    def word(self, key: str, vocabulary: type[Word]) -> Word:
        return one_of(vocabulary, self.need(key), self.line_of(key))

    def each(self, key: str, vocabulary: type[Word]) -> tuple[Word, ...]:
        return tuple(one_of(vocabulary, value, self.line_of(key)) for value in self.words(key))

    def either(self, key: str, *, yes: str, no: str) -> bool:
        value = self.need(key)
        if value not in (yes, no):
            raise not_known(self.line_of(key), value, (yes, no))
        return value == yes

    def numbers(self, key: str, pattern: str, expected: str) -> tuple[int, ...]:
        match = re.fullmatch(pattern, self.need(key))
        if not match:
            raise UnreadableText(
                self.line_of(key), gettext_noop("Expected “%(expected)s”."), expected=expected
            )
        return tuple(int(number) for number in match.groups())


def _records(text: str, first_key: str, allowed: frozenset[str]) -> Iterator[_Record]:
    """Each thing of a file; each begins with the line `first_key: name`."""
    entries: list[Heading] = []
    for heading in headings(text):
        if heading.key == first_key and entries:
            yield _Record(entries, allowed)
            entries = []
        elif heading.key != first_key and not entries:
            raise UnreadableText(
                heading.line, gettext_noop("Begin with “%(key)s:” and the name."), key=first_key
            )
        entries.append(heading)
    if entries:
        yield _Record(entries, allowed)


def _exercise(record: _Record) -> ExerciseText:
    return ExerciseText(
        name=record.need("exercise"),
        slug=record.slug(),
        aliases=record.words("also"),
        kind=record.word("kind", ExerciseKind),
        per_side=record.either("sides", yes="each", no="together"),
        equipment=record.words("equipment"),
        purpose=record.word("purpose", Purpose),
        focus=record.word("focus", Focus),
        regions=record.each("regions", Region),
        start=record.need("start"),
        rungs=record.texts("rungs"),
        cues=record.texts("cues"),
        faults=tuple(_fault(item) for item in record.items("faults")),
        video=record.value("video"),
        source=record.value("source"),
        note=record.need("note"),
    )


def _fault(item: Item) -> FaultText:
    match = FAULT.match(item.text.strip())
    if not match:
        raise UnreadableText(
            item.line,
            gettext_noop("Expected a fault as “KNEE_IN: what is seen -> what to change”."),
        )
    return FaultText(one_of(FaultCode, match["code"], item.line), match["seen"], match["answer"])


def _modality(record: _Record) -> ModalityText:
    base, low, high = record.numbers(
        "days", r"(\d+), between (\d+) and (\d+)", "days: 21, between 7 and 42"
    )
    if not 1 <= low <= base <= high:
        raise UnreadableText(
            record.line_of("days"),
            gettext_noop("The usual days lie between the fewest and the most."),
        )
    return ModalityText(
        name=record.need("modality"),
        slug=record.slug(),
        aliases=record.words("also"),
        hands_on=record.either("who", yes="professional", no="self"),
        depth=record.word("depth", Depth),
        dose=record.need("dose"),
        base_days=base,
        min_days=low,
        max_days=high,
        base_by_profile=_days_by_profile(record),
        advice=record.texts("advice"),
        safety=record.texts("safety"),
        note=record.need("note"),
    )


def _days_by_profile(record: _Record) -> dict[Profile, int]:
    line, days = record.line_of("profiles"), {}
    for part in record.words("profiles"):
        match = re.fullmatch(r"(\w+) (\d+)", part)
        if not match:
            raise UnreadableText(
                line,
                gettext_noop("Expected “%(expected)s”."),
                expected="profiles: improver 21, competitive 14",
            )
        days[one_of(Profile, match[1], line)] = int(match[2])
    return days
