"""Every sentence that a rule can say, read for what it must never say."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLACE = re.compile(r"%\((\w+)\)s")
MARKERS = {"_", "gettext_noop"}
NEVER = [
    r"%",
    r"per ?cent",
    r"\brisks?\b",
    r"\bsafe",
    r"\bcleared\b",
    r"\bprevent",
    r"injury.free",
    r"\brehab",
    r"!",
    r"\bmissed\b",
    r"\bfail",
    r"complian",
    r"\bstreak",
    r"falling behind",
    r"should have",
    r"\blazy\b",
]


def marked(path: Path) -> list[str]:
    """The templates of one file that are marked for translation."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        is_marked = isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS
        if is_marked and isinstance(node.args[0], ast.Constant):
            found.append(node.args[0].value)
    return found


FILES = sorted([*ROOT.glob("plans/rules/*.py"), *ROOT.glob("clients/rules/*.py")])
SENTENCES = sorted({sentence for path in FILES for sentence in marked(path)})


def test_there_is_something_to_read():
    assert len(SENTENCES) > 100


@pytest.mark.parametrize("never", NEVER)
def test_no_sentence_promises_scolds_or_counts_in_hundredths(never):
    said = [PLACE.sub("", sentence) for sentence in SENTENCES]
    assert [each for each in said if re.search(never, each, re.IGNORECASE)] == []


def test_a_sentence_names_its_places():
    for sentence in SENTENCES:
        assert "{" not in sentence
        sentence % {name: "" for name in PLACE.findall(sentence)}
