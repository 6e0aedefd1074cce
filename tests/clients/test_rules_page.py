"""The five dials, the numbers of one client, a coach's first quarter of an hour, and invitations."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import dials, house_rules, inviting
from clients.models import Client, CoachProfile, Invitation, OutgoingEmail, RuleSetting
from tests import builders
from tests.conftest import NOW

RULES, START = "/coach/rules/", "/coach/start/"
SAID = {
    "spacing": "2-3",
    "pain": "3-4-6",
    "massage": "",
    "weeks_shown": "1",
    "morning_at": "07:00",
    "time_zone": "Europe/Lisbon",
    "units": "metric",
}


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def spacing_of(client):
    spacing = dials.spacing_for(Client.objects.get(pk=client.pk))
    return spacing.floor, spacing.wish


def limits_of(client):
    limits = dials.pain_limits_for(Client.objects.get(pk=client.pk))
    return limits.notice, limits.hold, limits.stop


def test_the_dials_hold_for_everybody_at_once(desk, maya):
    desk.post(RULES, SAID | {"pain": "2-3-5", "weeks_shown": "2"})
    assert spacing_of(maya) == (2, 3)
    assert limits_of(maya) == (2, 3, 5)
    assert house_rules.answers_of(maya.coach)["weeks_shown"] == 2


def test_what_equals_our_default_is_no_rule_of_the_coachs(desk, robin):
    desk.post(RULES, SAID | {"pain": "2-3-5"})
    assert RuleSetting.objects.filter(coach=robin).count() == 3
    desk.post(RULES, SAID)
    assert not RuleSetting.objects.filter(coach=robin).exists()


def test_own_numbers_are_kept_and_shown_again(desk, maya):
    own = {"easy_days_floor": "1", "easy_days_wish": "4"}
    desk.post(RULES, SAID | own | {"spacing": "own"})
    assert spacing_of(maya) == (1, 4)
    assert 'value="4"' in desk.get(RULES).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"spacing": "own", "easy_days_floor": "3", "easy_days_wish": "1"},
            "The wish is at least the floor.",
        ),
        ({"spacing": "own"}, "A number, please."),
        (
            {"pain": "own", "pain_notice": "5", "pain_hold": "4", "pain_stop": "6"},
            "Notice, hold and stop go upwards",
        ),
    ],
)
def test_nonsense_is_told_beside_the_field_and_nothing_is_saved(desk, maya, said, told):
    page = desk.post(RULES, SAID | said).content.decode()
    assert told in page
    assert spacing_of(maya) == (2, 2)


def test_one_client_may_have_numbers_of_their_own(desk, robin, maya, jonas):
    address = f"{RULES}?client={maya.pk}"
    desk.post(address, {"easy_days_floor": "3", "easy_days_wish": "3", "pain_hold": "3"})
    assert (spacing_of(maya), spacing_of(jonas)) == ((3, 3), (2, 2))
    assert limits_of(maya) == (3, 3, 6)
    desk.post(address, {})
    assert spacing_of(maya) == (2, 2)


def test_each_change_of_a_rule_has_its_line_in_the_history(desk, maya):
    address = f"{RULES}?client={maya.pk}"
    for floor in ("3", "4"):
        desk.post(address, {"easy_days_floor": floor, "easy_days_wish": "4"})
    setting = RuleSetting.objects.get(client=maya, name="easy_days_floor")
    assert [version.value for version in setting.history.all()] == [4, 3]


def test_limits_that_go_against_the_coachs_own_are_refused(desk, maya):
    page = desk.post(f"{RULES}?client={maya.pk}", {"pain_hold": "9"}).content.decode()
    assert "Notice, hold and stop go upwards" in page
    assert limits_of(maya) == (3, 4, 6)


def test_a_strangers_rules_are_no_page(desk, ines):
    assert desk.get(f"{RULES}?client={ines.pk}").status_code == 404
    assert desk.post(f"{RULES}?client={ines.pk}", {"easy_days_floor": "0"}).status_code == 404


def test_a_new_coach_answers_the_dials_and_looks_around(client, db):
    pat = builders.coach("Pat")
    client.force_login(pat)
    page = client.get(START).content.decode()
    assert "Welcome, Pat." in page
    assert "checked" not in page.split("Pain")[0].split("hard days?")[1], (
        "nothing is chosen for them"
    )
    assert client.post(START, SAID).url == reverse("admin:index")
    assert CoachProfile.objects.get(user=pat).has_answered_spacing
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_coach_without_a_profile_row_starts_too(client, db):
    pat = builders.user("Pat", is_coach=True)
    client.force_login(pat)
    client.post(START, SAID)
    assert CoachProfile.objects.get(user=pat).easy_days_floor == 2


def test_without_the_spacing_answer_nothing_goes_on(client, db):
    pat = builders.coach("Pat")
    client.force_login(pat)
    assert client.post(START, SAID | {"spacing": ""}).status_code == 200
    assert not CoachProfile.objects.get(user=pat).has_answered_spacing


def test_the_first_athlete_is_invited_and_has_a_week(desk, robin):
    plan = builders.plan(None, weeks=2)
    said = {"name": "Jonas", "email": "jonas@x.example", "start_on": "2026-11-30"}
    desk.post(START, SAID | said | {"plan": plan.pk, "invite": "1", "weeks_shown": "2"})
    jonas = Client.objects.get(name="Jonas")
    assert Invitation.objects.filter(client=jonas, email="jonas@x.example").exists()
    assert jonas.sessions.count() == 6
    assert jonas.assignments.get().weeks_shown == 2


def test_a_plan_that_breaks_the_rules_invites_nobody(desk, robin):
    plan = builders.plan(None, weeks=1)
    builders.plan_session(
        plan, 1, 3, title="Tempo too", run_type="tempo", effort=7.0, hardness="hard"
    )
    said = {"name": "Jonas", "email": "jonas@x.example", "start_on": "2026-11-30"}
    page = desk.post(START, SAID | said | {"plan": plan.pk, "invite": "1"}).content.decode()
    assert "does not fit your rules" in page
    assert not Client.objects.filter(name="Jonas").exists()


def test_another_coachs_plan_cannot_be_picked(desk, alex):
    theirs = builders.plan(alex, "Secret block")
    assert "Secret block" not in desk.get(START).content.decode()
    said = {"name": "Jonas", "email": "jonas@x.example", "start_on": "2026-11-30"}
    desk.post(START, SAID | said | {"plan": theirs.pk, "invite": "1"})
    assert not Client.objects.filter(name="Jonas").exists()


def test_an_invitation_is_written_sent_again_and_taken_back(desk, robin):
    desk.post("/coach/clients/client/invite/", {"name": "Noor", "email": "noor@x.example"})
    first = Invitation.objects.get()
    assert OutgoingEmail.objects.filter(kind="invitation").count() == 1
    desk.post(reverse("admin:clients_invitation_again", args=[first.pk]))
    second = Invitation.objects.get(revoked_at=None)
    assert second.pk != first.pk
    desk.post(reverse("admin:clients_invitation_revoke", args=[second.pk]))
    assert not Invitation.objects.filter(revoked_at=None).exists()


def test_the_same_address_is_not_invited_twice(desk, robin):
    for _ in range(2):
        page = desk.post(
            "/coach/clients/client/invite/", {"name": "Noor", "email": "noor@x.example"}
        )
    assert "has an open invitation from you" in page.content.decode()
    assert Invitation.objects.count() == 1


def test_a_colleagues_invitation_is_neither_seen_nor_touched(desk, alex):
    theirs = inviting.invite(alex, "Ravi", "ravi@x.example", now=NOW)
    assert "ravi@x.example" not in desk.get("/coach/clients/client/invite/").content.decode()
    for name in ("again", "revoke"):
        address = reverse(f"admin:clients_invitation_{name}", args=[theirs.pk])
        assert desk.post(address).status_code == 404
    theirs.refresh_from_db()
    assert theirs.revoked_at is None
    assert theirs.expires_at > NOW + timedelta(days=1)


def test_a_new_coach_says_where_they_are(client, db):
    dana = builders.user("Dana", is_coach=True, time_zone="UTC")
    client.force_login(dana)
    client.post(START, SAID)

    dana.refresh_from_db()
    assert dana.time_zone == "Europe/Lisbon"


def test_a_zone_that_is_none_is_refused_and_the_old_one_stays(desk, robin):
    page = desk.post(
        RULES, {"part": "zone", "time_zone": "Mars/Olympus", "units": "metric"}, follow=True
    )

    assert "not a time zone we know" in page.content.decode()
    robin.refresh_from_db()
    assert robin.time_zone == "Europe/Berlin"
