"""The movement screen: what it finds, how a finding closes, and the work that it suggests."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from clients import attention, checking, mornings, screening
from clients.attention import Need
from clients.models import Client, Consent, Finding, ScheduledSession, Screen
from clients.readiness import HealthDataNotAgreed
from clients.rules.screen import THINGS, Squats
from plans.rules.notes import Severity
from plans.rules.regions import BodySide
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

HOLDS = dict.fromkeys(THINGS, 5)
KNEE_IN = HOLDS | {"knee": 2}
POOR = dict.fromkeys(THINGS, 1)
MONTH = timedelta(weeks=4)


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def library(db):
    call_command("load_library", verbosity=0)


def agreed(person):
    return mornings.known(Client.objects.filter(pk=person.pk)).get()


def screened(person, left=HOLDS, right=HOLDS, *, day=TODAY):
    return screening.record(
        agreed(person),
        day,
        {BodySide.LEFT: Squats(**left), BodySide.RIGHT: Squats(**right)},
        retest_on=day + MONTH,
        by=person.coach,
    )


def open_of(person):
    return [(one.side, one.code) for one in screening.open_findings(person)]


def typed(left=HOLDS, right=HOLDS, **more):
    sides = {"left": left, "right": right}
    held = {f"{side}_{name}": n for side, each in sides.items() for name, n in each.items()}
    said = {"day": TODAY.isoformat(), "weeks": "4", "left_pain": "0", "right_pain": "0"}
    return said | held | more


def page(person, name="screen"):
    return reverse(f"admin:clients_client_{name}", args=[person.pk])


def hills_notes(person):
    notes = checking.notes(person, TODAY, TODAY + MONTH, today=TODAY)
    return {note.rule for note in notes if note.rule in ("R12", "R25")}


class TestFindings:
    def test_a_knee_that_falls_in_is_found_on_its_side_and_booked_again(self, maya):
        screened(maya, KNEE_IN)

        [finding] = screening.open_findings(maya)
        assert (finding.side, finding.code) == ("left", "KNEE_IN")
        assert finding.retest_on == TODAY + MONTH

    def test_a_later_screen_of_that_side_that_holds_closes_it(self, maya):
        screened(maya, KNEE_IN, day=TODAY - MONTH)
        later = screened(maya)

        assert open_of(maya) == []
        assert Finding.objects.get().closed_by == later

    def test_seen_again_it_stays_open_since_then_and_is_booked_anew(self, maya):
        first = screened(maya, KNEE_IN, day=TODAY - MONTH)
        screened(maya, KNEE_IN)

        [finding] = screening.open_findings(maya)
        assert (finding.screen, finding.retest_on) == (first, TODAY + MONTH)

    def test_the_other_side_closes_nothing(self, maya):
        screened(maya, KNEE_IN, KNEE_IN, day=TODAY - MONTH)
        screened(maya, KNEE_IN, HOLDS)

        assert open_of(maya) == [("left", "KNEE_IN")]

    def test_a_side_that_hurts_is_not_scored_and_closes_nothing(self, maya):
        screened(maya, KNEE_IN, day=TODAY - MONTH)
        row = screened(maya, HOLDS | {"pain": 5})

        assert row.left_rating == "not_scored"
        assert {code for _side, code in open_of(maya)} == {"KNEE_IN", "HURTS"}

    def test_the_newest_entry_of_a_day_counts_and_opens_again_what_the_wrong_one_closed(self, maya):
        screened(maya, KNEE_IN, day=TODAY - MONTH)
        screened(maya)
        screened(maya, KNEE_IN)

        assert open_of(maya) == [("left", "KNEE_IN")]
        assert Screen.objects.count() == 2

    def test_screens_come_in_the_order_of_their_days(self, maya):
        screened(maya)
        with pytest.raises(screening.NotInOrder):
            screened(maya, day=TODAY - MONTH)

    def test_no_screen_closes_what_it_found_itself(self, maya):
        row = screened(maya, KNEE_IN)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.findings.update(closed_by=row)

    def test_without_consent_nothing_is_kept(self, robin):
        zoe = builders.client(robin, "Zoe", consent=False)
        with pytest.raises(HealthDataNotAgreed):
            screened(zoe)
        assert not Screen.objects.exists()

    def test_a_stranger_sees_neither_screen_nor_finding(self, maya, alex, ines, robin):
        screened(maya, KNEE_IN)
        for nobody in (alex, ines.user):
            assert not Screen.objects.visible_to(nobody).exists()
            assert not Finding.objects.visible_to(nobody).exists()
        assert Finding.objects.visible_to(robin).count() == 1
        assert Finding.objects.visible_to(maya.user).count() == 1


class TestRules:
    def test_a_poor_side_asks_for_no_hills_until_a_retest(self, maya):
        builders.hills_session(maya, TODAY + timedelta(days=2))
        screened(maya, POOR, day=TODAY - MONTH)
        assert hills_notes(maya) >= {"R25"}

        screened(maya)
        assert "R25" not in hills_notes(maya)

    def test_a_fair_side_and_two_sides_together_say_nothing(self, maya):
        builders.hills_session(maya, TODAY + timedelta(days=2))
        half = HOLDS | {"knee": 1, "thigh": 1, "pelvis": 1}
        screened(maya, half, half)
        assert "R25" not in hills_notes(maya)

    def test_consent_taken_back_silences_it(self, maya):
        builders.hills_session(maya, TODAY + timedelta(days=2))
        screened(maya, POOR)
        Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
        assert "R25" not in hills_notes(maya)

    def test_a_retest_that_is_due_is_by_the_way(self, maya, robin):
        builders.session(maya, TODAY)
        screened(maya, KNEE_IN, day=TODAY - MONTH)
        cards = attention.shelves(robin, NOW).by_the_way
        assert Need.RETEST in [card.need for card in cards]

    def test_before_its_day_nobody_is_asked(self, maya, robin):
        screened(maya, KNEE_IN, day=TODAY - MONTH + timedelta(days=1))
        cards = attention.shelves(robin, NOW).by_the_way
        assert Need.RETEST not in [card.need for card in cards]


class TestSuggestions:
    def test_release_activate_and_load_for_that_side_on_an_easier_step(self, maya, library):
        screened(maya, HOLDS | {"knee": 2, "thigh": 0, "pelvis": 1})  # fair

        found = screening.suggestions(maya, TODAY)
        assert {one.line.side for one in found} == {"left"}
        assert [one.line.block for one in found] == ["release"] * 2 + ["activate"] * 2 + [
            "load"
        ] * 2
        squat = next(one for one in found if one.exercise.slug == "single-leg-squat")
        assert squat.line.name == "single leg squat to high box"  # one below the usual step

    def test_all_at_once_becomes_drafts_twice_a_week_which_break_no_rule(self, maya, library):
        builders.hard_session(maya, TODAY + timedelta(days=1))
        screened(maya, KNEE_IN)

        drafts = screening.accept(maya, screening.suggestions(maya, TODAY), by=maya.coach, now=NOW)

        assert len(drafts) == 8
        assert all(draft.is_draft and draft.day > TODAY for draft in drafts)
        days = [draft.day for draft in drafts]
        assert all(
            later - day > timedelta(days=1) for day, later in zip(days, days[1:], strict=False)
        )
        notes = checking.notes(maya, TODAY, TODAY + MONTH, today=TODAY)
        assert [note for note in notes if note.severity is not Severity.I] == []
        lines = drafts[0].prescriptions.all()
        assert [line.block for line in lines] == ["release", "activate", "load"]
        assert {line.side for line in lines} == {"left"}

    def test_one_tap_after_the_other_fills_the_same_drafts(self, maya, library):
        screened(maya, KNEE_IN)
        for one in screening.suggestions(maya, TODAY)[::-1]:
            screening.accept(maya, [one], by=maya.coach, now=NOW)

        drafts = ScheduledSession.with_drafts.filter(client=maya)
        assert drafts.count() == 8
        assert [line.block for line in drafts.first().prescriptions.all()] == [
            "release",
            "activate",
            "load",
        ]
        assert all(one.is_planned for one in screening.suggestions(maya, TODAY))

    def test_what_the_coach_copied_goes_before_the_built_in_one(self, maya, robin, library):
        own = builders.exercise(
            "Clam", coach=robin, start_dose="3 x 20 /side clam", kind="strength"
        )
        screened(maya, KNEE_IN)
        clam = next(
            one for one in screening.suggestions(maya, TODAY) if one.exercise.slug == "clam"
        )
        assert (clam.exercise, clam.line.sets) == (own, 3)


class TestPage:
    def test_the_coach_types_a_screen_and_reads_what_it_found(self, desk, maya, library):
        answer = desk.post(page(maya), typed(KNEE_IN), follow=True)

        said = answer.content.decode()
        assert "the knee falls in" in said
        assert "Take all 3" in said
        assert open_of(maya) == [("left", "KNEE_IN")]

    def test_one_tap_takes_all(self, desk, maya, library):
        screened(maya, KNEE_IN)
        answer = desk.post(page(maya, "accept"), {"take": "all"}, follow=True)
        assert "8 drafts in Maya" in answer.content.decode()
        again = desk.post(page(maya, "accept"), {"take": "all"}, follow=True)
        assert "That is planned already." in again.content.decode()
        assert ScheduledSession.with_drafts.filter(client=maya).count() == 8

    def test_one_tap_takes_one(self, desk, maya, library):
        screened(maya, KNEE_IN)
        desk.post(page(maya, "accept"), {"take": "left:clam"})
        names = {
            line.name
            for draft in ScheduledSession.with_drafts.filter(client=maya)
            for line in draft.prescriptions.all()
        }
        assert names == {"clam"}

    @pytest.mark.parametrize(
        "wrong",
        [{"left_knee": "6"}, {"left_knee": ""}, {"right_pain": "11"}, {"left_knee": "many"}],
    )
    def test_a_number_that_is_none_keeps_nothing_and_loses_nothing(self, desk, maya, wrong):
        answer = desk.post(page(maya), typed(KNEE_IN) | {"left_trunk": "3"} | wrong)
        said = answer.content.decode()
        assert "Type a whole number from 0 to" in said
        assert 'value="3"' in said
        assert not Screen.objects.exists()

    def test_a_day_to_come_and_a_day_before_the_last_screen_are_refused(self, desk, maya):
        tomorrow = (TODAY + timedelta(days=1)).isoformat()
        assert (
            "choose today or earlier" in desk.post(page(maya), typed(day=tomorrow)).content.decode()
        )
        screened(maya)
        earlier = (TODAY - timedelta(days=1)).isoformat()
        assert "later screen already" in desk.post(page(maya), typed(day=earlier)).content.decode()

    def test_without_consent_there_is_no_form_and_nothing_to_read(self, desk, maya, library):
        screened(maya, KNEE_IN)
        Consent.objects.filter(client=maya).update(withdrawn_at=NOW)

        said = desk.get(page(maya)).content.decode()
        assert "left_knee" not in said
        assert "falls in" not in said
        desk.post(page(maya), typed(POOR))
        desk.post(page(maya, "accept"), {"take": "all"})
        assert Screen.objects.count() == 1
        assert not ScheduledSession.with_drafts.filter(client=maya).exists()

    def test_there_is_no_way_to_close_a_finding_by_hand(self, desk, maya):
        screened(maya, KNEE_IN)
        for word in ("screen", "accept"):
            desk.post(page(maya, word), {"close": Finding.objects.get().pk, "take": "close"})
        assert Finding.objects.get().closed_by is None
