"""A pasted list of people to invite: names and addresses, one a line, and what is wrong with each.

`Maya, maya@example.org` or `Maya;maya@example.org`, a tab between them as spreadsheets copy, only a space, or
`Maya <maya@example.org>`, of which a mail program writes several into one line. A row of headings above is left out.
"""

import csv
import io
import re
from dataclasses import dataclass

MOST_ROWS = 300
LONGEST_NAME = 80
LONGEST_ADDRESS = 254
_ANGLED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]+)>\s*\Z")
_NEXT = re.compile(r"(?<=>)\s*[,;]\s*(?=[^<>]*<|\Z)")
_AROUND = "<>()[]\"',;:"
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+\Z")
_HEADINGS = frozenset({"email", "e-mail", "mail", "address"})


class TooManyRows(ValueError):
    """More rows than one list may have."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One row as typed. `address` is "" where the row has none that can be written to."""

    name: str
    address: str
    typed: str

    @property
    def is_readable(self) -> bool:
        return bool(self.name and self.address)


def read_guests(text: str) -> tuple[Guest, ...]:
    """The people of `text`, in order. Raises TooManyRows."""
    typed = (part.strip() for line in text.splitlines() for part in _NEXT.split(line))
    lines = [line for line in typed if line]
    if lines and _is_head(lines[0]):
        lines = lines[1:]
    if len(lines) > MOST_ROWS:
        raise TooManyRows(len(lines))
    return tuple(map(_guest, lines))


def _is_head(line: str) -> bool:
    return "@" not in line and any(cell.casefold() in _HEADINGS for cell in _cells(line))


def _cells(line: str) -> list[str]:
    mark = next((mark for mark in "\t;," if mark in line), ",")
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=mark), [])]
    except csv.Error:
        return [cell.strip() for cell in line.split(mark)]


def _guest(line: str) -> Guest:
    name, address = _angled(line) or _by_cells(line)
    is_good = _ADDRESS.match(address) and len(address) <= LONGEST_ADDRESS
    is_name = len(name) <= LONGEST_NAME and "@" not in name
    return Guest(name if is_name else "", address if is_good else "", line)


def _angled(line: str) -> tuple[str, str] | None:
    """The name and the address of `Maya <maya@example.org>`."""
    found = _ANGLED.match(line)
    return (found["name"].strip('"'), found["address"].strip()) if found else None


def _by_cells(line: str) -> tuple[str, str]:
    """The word with an @ is the address; whatever else has a letter is the name, a number is not."""
    words, address = [], ""
    for cell in _cells(line):
        for word in cell.split() if "@" in cell else [cell]:
            if "@" in word and not address:
                address = word.strip(_AROUND)
            elif any(letter.isalpha() for letter in word):
                words.append(word)
    return " ".join(words).strip(_AROUND + " "), address
