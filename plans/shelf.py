"""The built-in single sessions, ready to be placed: the library's session files."""

from functools import cache
from pathlib import Path

from plans.rules.plan_outline import SessionBlock
from plans.rules.plan_text import read_sessions

FOLDER = Path(__file__).parent / "library" / "sessions"


@cache
def sessions() -> dict[str, SessionBlock]:
    """Every session of the shelf by slug, file after file."""
    texts = (path.read_text() for path in sorted(FOLDER.glob("*.txt")))
    return {block.slug: block for text in texts for block in read_sessions(text)}


def title(block: SessionBlock) -> str:
    """The block's own title line, else its slug in words."""
    first = block.lines[0] if block.lines else ""
    return first.removeprefix("# ") if first.startswith("# ") else block.slug.replace("-", " ")
