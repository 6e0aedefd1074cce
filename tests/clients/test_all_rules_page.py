"""All rules: what each says, who set it, for whom, and the way back to the default."""

from datetime import timedelta

import pytest
import time_machine

from clients import dials
from clients.models import Client, RuleSetting
from plans.rules.notes import Severity
from plans.rules.parameters import PARAMETERS
from plans.rules.profiles import Profile
from plans.rules.spacing import RULES
from tests import builders
from tests.conftest import NOW, TODAY

ALL = "/coach/rules/all/"


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def settings_of(client):
    return dials.settings_for(Client.objects.get(pk=client.pk))


def test_every_rule_stands_there_with_its_sentence_its_source_and_its_numbers(desk):
    page = desk.get(f"{ALL}?profile=improver").content.decode()
    for rule in RULES:
        assert f'id="{rule.id}"' in page
        assert str(rule.says).split("'")[0] in page
    for name in PARAMETERS:
        assert f'name="{name}"' in page
    assert "Frandsen 2025" in page


def test_a_number_holds_for_everybody_for_a_profile_or_for_one(desk, maya, jonas):
    desk.post(ALL, {"R02.days": "4"})
    desk.post(f"{ALL}?profile={maya.profile}", {"R02.days": "2"})
    assert settings_of(maya).limit("R02.days") == 2
    desk.post(f"{ALL}?client={maya.pk}", {"R02.days": "5"})
    assert settings_of(maya).limit("R02.days") == 5
    assert dials.settings_on_paper(maya.coach, Profile.COMPETITIVE).limit("R02.days") == 4


def test_a_rule_is_switched_off_and_on_again_for_one(desk, maya, jonas):
    desk.post(ALL, {"R06-loudness": "off"})
    assert "R06" in settings_of(maya).off
    desk.post(f"{ALL}?client={maya.pk}", {"R06-loudness": "as_written"})
    assert "R06" not in settings_of(maya).off
    assert "R06" in settings_of(jonas).off


def test_a_severity_of_the_coachs_is_not_a_number_of_the_coachs(desk, maya):
    desk.post(ALL, {"R02-loudness": "E"})
    settings = settings_of(maya)
    assert settings.severity == {"R02": Severity.E}
    assert "R02" not in settings.chosen


def test_pain_limits_of_the_coach_are_the_coachs_rule(desk, robin, maya):
    assert "R22" not in settings_of(maya).chosen
    desk.post(f"{ALL}?client={maya.pk}", {"pain_hold": "5"})
    assert "R22" in settings_of(maya).chosen


def test_the_way_back_is_beside_each_rule_and_loses_nothing_else(desk, robin, maya):
    desk.post(ALL, {"R02.days": "4", "R03-loudness": "off"})
    page = desk.get(ALL).content.decode()
    assert page.count('name="back"') == 2
    assert "Set by Robin on 25 Nov 2026." in page
    back = {"R02.days": "4", "R03-loudness": "off", "R27.days": "2", "back": "R02"}
    desk.post(ALL, back)
    assert set(RuleSetting.objects.values_list("name", flat=True)) == {"R03.off", "R27.days"}


def test_what_equals_the_default_is_no_rule_of_the_coachs(desk):
    desk.post(ALL, {"R04.minutes": "10", "R03-loudness": ""})
    assert not RuleSetting.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"R02.days": "8"}, "A whole number from 1 to 7 (days), please."),
        ({"R02.days": "2.5"}, "A whole number from 1 to 7 (days), please."),
        ({"R05.ratio": "lots"}, "A number from 1 to 2 (times), please."),
        ({"R05.ratio": "nan"}, "A number from 1 to 2 (times), please."),
        ({"race_floor": "4", "race_wish": "2"}, "The wish is at least the floor."),
    ],
)
def test_a_number_out_of_its_range_is_refused_in_words_and_what_was_typed_stays(desk, said, told):
    page = desk.post(ALL, {**said, "R27.days": "2"}).content.decode()
    assert told in page
    assert all(f'value="{typed}"' in page for typed in (*said.values(), "2"))
    assert not RuleSetting.objects.exists()


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS)
def test_every_number_says_its_range_where_it_is_passed(desk, maya, parameter):
    page = desk.post(f"{ALL}?client={maya.pk}", {parameter.name: f"{parameter.most + 1:g}"})
    told = f"from {parameter.least:g} to {parameter.most:g} ({parameter.unit}), please."
    assert told in page.content.decode()
    assert not RuleSetting.objects.exists()


@pytest.mark.parametrize("name", ["R08.most", "R13.share", "R21.least", "R25-loudness", "R28.days"])
def test_every_number_and_switch_has_its_way_back(desk, maya, name):
    number = "off" if name.endswith("loudness") else f"{PARAMETERS[name].most:g}"
    if name == "R21.least":
        number = "0.5"
    desk.post(ALL, {name: number})
    [row] = RuleSetting.objects.all()
    desk.post(ALL, {name: number, "back": row.name[:3]})
    assert not RuleSetting.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"R08.least": "3", "R08.most": "2"},
            "At least as much as “at least” (3), please.",
        ),
        ({"R08.least": "4"}, "At most as much as “in the base phase at most” (3), please."),
        ({"R21.least": "0.7"}, "At most as much as “of the biggest week, at most” (0.6), please."),
        ({"R21.most": "0.3"}, "At least as much as “of the biggest week, at least” (0.4), please."),
        ({"R10.from": "8"}, "At most as much as “a warning from” (7), please."),
        ({"R14.stop": "50"}, "At least as much as “sprinting in one session” (120), please."),
        ({"R18.first": "1"}, "At least as much as “before an A race” (3), please."),
    ],
)
def test_two_numbers_of_a_rule_keep_their_order_also_with_what_holds_anyway(desk, maya, said, told):
    page = desk.post(f"{ALL}?client={maya.pk}", said).content.decode()
    assert told in page
    assert not RuleSetting.objects.exists()
    wider = {"R08.least": "2", "R08.most": "5", "R21.least": "0.3", "R21.most": "0.4"}
    assert desk.post(f"{ALL}?client={maya.pk}", wider).status_code == 302


def test_where_each_profile_has_its_own_number_no_order_is_asked(desk):
    assert desk.post(ALL, {"R14.stop": "80"}).status_code == 302


def test_pain_limits_that_go_against_what_holds_are_refused(desk, maya):
    page = desk.post(f"{ALL}?client={maya.pk}", {"pain_hold": "9"}).content.decode()
    assert "Notice, hold and stop go upwards" in page


@pytest.mark.parametrize("rule", ["R19", "R23", "R27"])
def test_rules_that_wait_for_somebody_outside_the_desk_have_no_switch(desk, maya, rule):
    assert f"{rule}-loudness" not in desk.get(ALL).content.decode()
    desk.post(ALL, {f"{rule}-loudness": "off"})
    assert not RuleSetting.objects.exists()


def test_a_strangers_athlete_and_a_profile_that_is_none_are_no_page(desk, ines):
    assert desk.get(f"{ALL}?client={ines.pk}").status_code == 404
    assert desk.post(f"{ALL}?client={ines.pk}", {"R02.days": "1"}).status_code == 404
    assert desk.get(f"{ALL}?profile=sprinter").status_code == 404
    assert desk.get(f"{ALL}?client=x").status_code == 404


def test_what_a_colleague_has_set_is_not_shown(desk, alex):
    RuleSetting.objects.create(coach=alex, name="R02.days", value=6)
    assert 'value="6"' not in desk.get(ALL).content.decode()


def test_a_button_tells_how_often_a_rule_would_have_spoken(desk, maya, jonas):
    monday = TODAY - timedelta(days=TODAY.weekday() + 14)
    for day in range(3):
        builders.session(maya, monday + timedelta(days=day), hard_flag=True, hardness="hard")
    page = desk.get(f"{ALL}?replay=R01").content.decode()
    assert "In the last 12 weeks it would have spoken" in page
    assert "to 1 of 2. Maya" in page
    assert "it would have been silent" in desk.get(f"{ALL}?replay=R15").content.decode()


def test_replaying_asks_no_more_for_many_than_for_few(desk, robin, django_assert_max_num_queries):
    for number in range(6):
        builders.client(robin, f"Runner {number}")
    with django_assert_max_num_queries(12 * 9 + 12):
        desk.get(f"{ALL}?replay=R02")


def test_a_rule_without_enough_history_says_so_on_the_page_of_one(desk, maya):
    builders.session(maya, TODAY + timedelta(days=1))
    told = "Not enough history of Maya yet: silent until then."
    assert desk.get(f"{ALL}?client={maya.pk}").content.decode().count(told) == 2
    for back in range(1, 42, 2):
        builders.log(builders.session(maya, TODAY - timedelta(days=back), minutes=40, effort=3))
    assert told not in desk.get(f"{ALL}?client={maya.pk}").content.decode()
    assert told not in desk.get(ALL).content.decode()
