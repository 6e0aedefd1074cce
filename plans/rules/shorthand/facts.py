"""The facts of a whole session in one line: `effort 6-7, 30 min, hard, unwatched`."""

import re
from typing import Any, NamedTuple

from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.draft import Draft
from plans.rules.shorthand.measures import put
from plans.rules.shorthand.tokens import NUMBER, Amount, number
from plans.rules.shorthand.typed_lines import TypedLine

_FACT = re.compile(
    rf"\s*(?:effort\s*(?P<effort>{NUMBER})(?:\s*-\s*(?P<to>{NUMBER}))?"
    r"|(?P<minutes>[0-9]+)(?:\s*-\s*(?P<until>[0-9]+))?\s*(?:minutes|mins?|')"
    r"|(?P<flag>hard|unwatched))\s*"
)


class Fact(NamedTuple):
    """One fact: `column` is effort or minutes with an amount, or the flag's own word without."""

    column: str
    amount: Amount | None = None


def facts_in(line: TypedLine) -> list[Fact]:
    """The facts of a line that holds nothing else; empty for every other line."""
    facts: list[Fact] = []
    start = line.start
    for piece in line.plain[line.start : line.end].split(","):
        match = _FACT.fullmatch(line.plain, start, start + len(piece))
        if match is None:
            return []
        facts.append(_fact(match))
        start += len(piece) + 1
    return facts


def _fact(match: re.Match[str]) -> Fact:
    if match["flag"]:
        return Fact(match["flag"])
    low, high = ("minutes", "until") if match["minutes"] else ("effort", "to")
    top = number(match[high]) if match[high] else None
    end = max(match.end(low), match.end(high))
    return Fact(low, Amount(number(match[low]), top, "", match.start(low), end))


def columns_of(facts: list[Fact], line: TypedLine, taken: set[str]) -> tuple[dict[str, Any], Draft]:
    """The facts as columns, their upper ends under "upper"; the draft holds what is wrong with them."""
    draft = line.draft()
    found: dict[str, Any] = {}
    for fact in facts:
        if fact.amount is None:
            found[fact.column] = True
        elif fact.column in taken or fact.column in found:
            draft.problem(line.start, gettext_noop("A session has one effort and one length."))
        else:
            put(draft, found, fact.column, fact.amount)
    for columns in (found, found.get("upper", {})):
        if "minutes" in columns:
            columns["minutes"] = int(columns["minutes"])
    return found, draft
