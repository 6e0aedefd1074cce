"""The common form of the text files that people write, and the error that names the line.

A line that starts at the margin is a heading; the lines below it that are indented by two spaces
belong to it. Blank lines only separate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from plans.rules.sentence import Sentence, gettext_noop

INDENT = "  "
Word = TypeVar("Word", bound=StrEnum)


class UnreadableText(ValueError):
    """A text that breaks its form. `line` counts from 1; `sentence` says what was expected."""

    def __init__(self, line: int, template: str, **facts: object) -> None:
        self.line = line
        self.sentence = Sentence(template, facts)
        super().__init__(f"line {line}: {self.sentence}")


@dataclass(frozen=True, slots=True)
class Item:
    """One indented line, its first two spaces taken off."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One line at the margin and what is indented below it."""

    line: int
    text: str
    items: tuple[Item, ...] = ()

    @property
    def key(self) -> str:
        """What stands before the colon; the whole line where there is none."""
        return self.text.partition(":")[0].strip()

    @property
    def value(self) -> str:
        """What stands behind the colon."""
        return self.text.partition(":")[2].strip()


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of `text` in order. Raises UnreadableText for an indented line without one."""
    found: list[tuple[int, str, list[Item]]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.rstrip()
        if not line:
            continue
        if not line[0].isspace():
            found.append((number, line, []))
        elif found and line.startswith(INDENT):
            found[-1][2].append(Item(number, line.removeprefix(INDENT)))
        else:
            raise UnreadableText(
                number,
                gettext_noop(
                    "Indent a line by two spaces, below a line that starts at the margin."
                ),
            )
    return tuple(Heading(number, line, tuple(items)) for number, line, items in found)


def fields(entries: Iterable[Heading], allowed: frozenset[str]) -> dict[str, Heading]:
    """`entries` by key. Raises UnreadableText for an unknown key and for one given twice."""
    found: dict[str, Heading] = {}
    for entry in entries:
        if ":" not in entry.text or entry.key not in allowed:
            raise not_known(entry.line, entry.text, tuple(sorted(allowed)))
        if entry.key in found:
            raise UnreadableText(
                entry.line, gettext_noop("“%(key)s” is already given above."), key=entry.key
            )
        found[entry.key] = entry
    return found


def not_known(line: int, text: str, allowed: tuple[str, ...]) -> UnreadableText:
    """The error for a word that is none of `allowed`."""
    return UnreadableText(
        line,
        gettext_noop("“%(text)s” is not known here. Expected one of: %(allowed)s."),
        text=text,
        allowed=", ".join(allowed),
    )


def required(found: dict[str, Heading], key: str, line: int) -> str:
    """The value of `key`. Raises UnreadableText at `line`, where the thing starts, without one."""
    if key not in found or not found[key].value:
        raise UnreadableText(line, gettext_noop("“%(key)s” is missing."), key=key)
    return found[key].value


def one_of(vocabulary: type[Word], value: str, line: int) -> Word:
    """`value` as a word of `vocabulary`. Raises UnreadableText."""
    try:
        return vocabulary(value)
    except ValueError:
        raise not_known(line, value, tuple(vocabulary)) from None


def words(value: str) -> tuple[str, ...]:
    """The parts of a value that is a list on one line, split at commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip())
