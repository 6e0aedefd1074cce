"""A line as typed: its plain signs, its indent, its note, and the items that stand side by side in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.rules.shorthand.draft import Draft

# Every sign becomes one sign, so that places in the plain line and in the typed one agree.
_PLAIN = str.maketrans(
    {
        "×": "x",
        "✕": "x",
        "\N{EN DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{PRIME}": "'",
        "\N{DOUBLE PRIME}": '"',
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        **{letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    }
)
_BULLET = re.compile(r"(?:[•*·]|-(?!-))\s+|[0-9]{1,2}[.)]\s+")
_DASHES = re.compile("--|\N{EM DASH}")
_QUOTE = re.compile(r'(?:^|(?<=\s))"([^"]+)"\s*$')
_BRACKETS = re.compile(r"\([^()]*\)")
_BESIDE = re.compile(r"\s\+\s|;")
_OR = re.compile(" or ")


@dataclass(slots=True)
class TypedLine:
    """One line that is not empty. `start` is where its own text begins, behind indent and bullet."""

    number: int
    typed: str
    plain: str
    indent: int
    start: int
    end: int

    @property
    def words(self) -> str:
        """The line word for word, without the blanks around it."""
        return self.typed[self.indent : self.end]

    def draft(self) -> Draft:
        """An empty draft for an item of this line."""
        return Draft(self.plain, self.typed, self.number, 1, [])

    def note(self, start: int) -> tuple[int, str]:
        """Where the part to read ends, and the note behind it: `-- text`, or "text" at the end."""
        dashes = _DASHES.search(self.plain, start, self.end)
        end = dashes.start() if dashes else self.end
        quote = None
        if self.plain.endswith('"', start, end):
            quote = _QUOTE.search(self.plain, start, end)
        notes = []
        if quote:
            notes.append(self.typed[quote.start(1) : quote.end(1)].strip())
            end = quote.start()
        if dashes:
            notes.append(self.typed[dashes.end() : self.end].strip())
        return end, "; ".join(filter(None, notes))

    def items(self, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
        """Places of the items: parted by + or ; they are all meant, parted by "or" one of them is."""
        text = self.plain
        if "+" not in text and ";" not in text and " or " not in text:
            yield [(start, end)]
            return
        if "(" in text:
            text = _BRACKETS.sub(lambda found: "_" * len(found[0]), text)
        for first, last in _parts(_BESIDE, text, start, end):
            yield list(_parts(_OR, text, first, last))


def typed_lines(text: str) -> Iterator[TypedLine]:
    """The lines of `text` that are not empty, counted from 1."""
    for number, typed in enumerate(text.splitlines(), start=1):
        end = len(typed.rstrip())
        indent = len(typed) - len(typed.lstrip())
        if indent < end:
            plain = typed.translate(_PLAIN)
            bullet = _BULLET.match(plain, indent, end)
            start = bullet.end() if bullet else indent
            yield TypedLine(number, typed, plain, indent, start, end)


def _parts(sign: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in sign.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end
