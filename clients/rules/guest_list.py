"""A pasted list of people to invite: names and addresses, one a line, and what is wrong with each.

`Maya, maya@example.org` or `Maya;maya@example.org`, a tab between them as spreadsheets copy, or
`Maya <maya@example.org>`. A row of headings above is left out.
"""

import csv
import io
import re
from dataclasses import dataclass

MOST_ROWS = 300
LONGEST_NAME = 80
LONGEST_ADDRESS = 254
_ANGLED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]+)>\s*\Z")
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
    lines = [line.strip() for line in text.splitlines() if line.strip()]
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
    if angled := _ANGLED.match(line):
        name, address = angled["name"].strip('"'), angled["address"].strip()
    else:
        cells = _cells(line)
        address = next((cell for cell in cells if "@" in cell), "")
        name = " ".join(cell for cell in cells if cell and cell != address)
    is_good = _ADDRESS.match(address) and len(address) <= LONGEST_ADDRESS
    is_named = len(name) <= LONGEST_NAME
    return Guest(name if is_named else "", address if is_good else "", line)
