"""The table of rules itself: one row each, and three that nothing switches off."""

from dataclasses import replace

import pytest

from plans.rules.kinds import Hardness, Kind
from plans.rules.profiles import Profile
from plans.rules.spacing import RULES, DatedSession, Known, RuleSettings, Severity, check
from tests.plans.rule_weeks import MONDAY


def test_every_rule_has_one_row_and_its_own_id():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids)) == 26
    assert {"R16", "R24", "R26"}.isdisjoint(ids)


def test_no_rule_speaks_of_nothing():
    assert check([], RuleSettings(), today=None) == []


@pytest.mark.parametrize("rule", ["R19", "R23", "R27"])
def test_a_rule_that_stands_pays_no_heed_to_a_stored_switch(rule):
    known = Known(red_flag=True, hands_on_blocked=True, guardian_agreed=False)
    run = DatedSession(
        key="a", day=MONDAY, hardness=Hardness.EASY, kind=Kind.TREATMENT, hands_on=True
    )
    settings = replace(
        RuleSettings.for_profile(Profile.UNDER_18),
        off=frozenset({rule}),
        severity={rule: Severity.I},
    )
    found = [
        note for note in check([run], settings, today=MONDAY, known=known) if note.rule == rule
    ]
    assert found
    assert {note.severity for note in found} == {Severity.E}
