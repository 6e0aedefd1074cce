"""The page about the rules says what the code says."""

import inspect
import re
from pathlib import Path

import pytest

from plans.rules.spacing import RULES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text()
ROW = re.compile(r"^\| (R\d\d) \| (.+?) \| ([EWI ]+) \| (.*?) ?\| (.+) \|$", re.MULTILINE)
ROWS = {row[0]: row for row in ROW.findall(PAGE)}
LIMIT = re.compile(r'"(R\d\d)\.(\w+)"')
IN_CODE = {
    f"{rule}.{name}"
    for path in (ROOT / "plans" / "rules").glob("*.py")
    for rule, name in LIMIT.findall(path.read_text())
}


def test_every_rule_has_its_row_in_the_order_of_the_table():
    assert list(ROWS) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_row_says_what_the_rule_says_of_itself(rule):
    first = inspect.getdoc(rule.ask).split("\n\n")[0].replace("\n", " ")
    assert first == f"{rule.id}: {ROWS[rule.id][1]}"


def test_every_number_that_a_coach_may_set_is_named_with_its_rule():
    named = {
        f"{rule}.{name}" for rule, row in ROWS.items() for _, name in LIMIT.findall(quoted(row[3]))
    }
    assert named == IN_CODE
    assert all(f"`{name}`" in ROWS[name[:3]][3] for name in IN_CODE)


def quoted(cell: str) -> str:
    return cell.replace("`", '"')


def test_lines_that_merge_are_named():
    lines = {rule.line: [] for rule in RULES if rule.line}
    for rule in RULES:
        if rule.line:
            lines[rule.line].append(rule.id)
    for line, ids in lines.items():
        assert f"{line} ({', '.join(ids)})" in PAGE
