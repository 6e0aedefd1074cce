"""What stands before the work of a line: `or`, `optional:`, `A1`, and headings like `load:`."""

import re
from dataclasses import dataclass

from plans.rules.shorthand.typed_lines import TypedLine
from plans.rules.shorthand.words import PHRASES

_HEADING = re.compile(r"([^\W\d_](?:[^\W\d_]|[ &/']|-(?!-)){0,39}):(?=\s|$)\s*")
_SUPERSET = re.compile(r"([a-h][1-9])[.):]?\s+")
_OR = re.compile(r"or\s+")


@dataclass(slots=True)
class Tags:
    """The tags of one line; `heading` is a block that starts in the line itself."""

    alternative: bool = False
    optional: bool = False
    superset: str = ""
    heading: str = ""


def heading_of(line: TypedLine) -> str:
    """The block that a line of nothing but a word and a colon opens, else ""."""
    match = _HEADING.match(line.plain, line.start, line.end)
    return " ".join(match[1].split()) if match and match.end() == line.end else ""


def tags_of(line: TypedLine) -> tuple[Tags, int]:
    """The tags of a line and the place behind them."""
    tags, start = Tags(), line.start
    match = _OR.match(line.plain, start, line.end)
    if match:
        tags.alternative, start = True, match.end()
    while True:
        superset = _SUPERSET.match(line.plain, start, line.end)
        header = _HEADING.match(line.plain, start, line.end)
        if superset and not tags.superset:
            tags.superset, start = superset[1].upper(), superset.end()
        elif header and header[1] == "optional":
            tags.optional, start = True, header.end()
        elif header and not tags.heading and not tags.alternative:
            return _inline_heading(line, tags, header, start)
        else:
            return tags, start


def _inline_heading(
    line: TypedLine, tags: Tags, header: re.Match[str], start: int
) -> tuple[Tags, int]:
    """`core: 3 x 30 s plank` names a block; in `warm-up: 15 min` the word is the work itself."""
    name = " ".join(header[1].split())
    if name.replace("-", " ") in PHRASES:
        colon = header.end(1)
        line.plain = f"{line.plain[:colon]} {line.plain[colon + 1 :]}"
        return tags, start
    tags.heading = name
    return tags, header.end()
