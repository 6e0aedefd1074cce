"""The page about the rules says what the code says."""

import inspect
import re
from pathlib import Path

import pytest

from plans.rules.parameters import PARAMETERS, of_rule
from plans.rules.profiles import Profile
from plans.rules.spacing import RULES, Spacing

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text()
ROW = re.compile(r"^\| (R\d\d) \| (.+?) \| ([EWI ]+) \| (.*?) ?\| (.+) \|$", re.MULTILINE)
ROWS = {row[0]: row for row in ROW.findall(PAGE)}
LIMIT = re.compile(r'"(R\d\d)\.(\w+)"')
IN_CODE = {
    f"{rule}.{name}"
    for path in (ROOT / "plans" / "rules").glob("*.py")
    if path.name != "parameters.py"
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


def test_every_number_that_a_rule_asks_for_is_declared_and_the_other_way_round():
    assert {name for name in PARAMETERS if "." in name} == IN_CODE


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS)
def test_a_declared_number_keeps_its_own_range_and_the_page_names_its_default(parameter):
    assert f"`{parameter.name}` {parameter.default:g}" in ROWS[parameter.rule][3]
    ours = {parameter.default, *parameter.by_profile.values()}
    assert all(parameter.checked(number) == number for number in ours)


def test_a_rule_says_on_its_row_what_the_page_says():
    for rule in RULES:
        _id, _says, severities, _numbers, source = ROWS[rule.id]
        assert (severities, source) == (" ".join(rule.severities), rule.source)
        assert all(parameter.rule == rule.id for parameter in of_rule(rule.id))


def test_the_spacing_of_a_profile_is_the_declared_one():
    names = ("easy_days_floor", "easy_days_wish", "race_floor", "race_wish")
    for profile in Profile:
        ours = Spacing.for_profile(profile)
        found = (ours.floor, ours.wish, ours.race_floor, ours.race_wish)
        assert found == tuple(PARAMETERS[name].default_for(profile) for name in names)
    assert (ours.half_wish, ours.marathon_wish) == (7, 14)


def quoted(cell: str) -> str:
    return cell.replace("`", '"')


def test_lines_that_merge_are_named():
    lines = {rule.line: [] for rule in RULES if rule.line}
    for rule in RULES:
        if rule.line:
            lines[rule.line].append(rule.id)
    for line, ids in lines.items():
        assert f"{line} ({', '.join(ids)})" in PAGE
