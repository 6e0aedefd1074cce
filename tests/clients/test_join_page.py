"""From the letter's link to the first Today, and every way in which a link can be no good."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import inviting
from clients.models import Client, Consent, Intake, OutgoingEmail, RuleSetting, Wish
from coachapp.lib import links
from coachapp.models import User
from tests import builders

ANSWERS = {"born_on": "1990-05-17", "how": "code", "password": "", "rules": "on"}


@pytest.fixture
def letter(robin):
    return inviting.invite(robin, "Elif", "elif@demo.example", now=timezone.now())


@pytest.fixture
def link(letter):
    return reverse("clients:join", args=[links.invitation_key(letter.nonce)])


def test_a_letter_is_queued_and_holds_no_key(letter):
    mail = OutgoingEmail.objects.get(kind="invitation")

    assert mail.address == "elif@demo.example"
    assert links.invitation_key(letter.nonce) not in str(list(OutgoingEmail.objects.values()))
    assert letter.sha256 != links.invitation_key(letter.nonce)


def test_opening_the_link_changes_nothing(client, link, letter):
    page = client.get(link)

    assert "Robin" in page.content.decode()
    letter.refresh_from_db()
    assert letter.accepted_at is None
    assert not User.objects.filter(email="elif@demo.example").exists()


def test_joining_without_health_consent_is_joining_all_the_same(client, link):
    answer = client.post(link, ANSWERS)

    elif_ = Client.objects.get(name="Elif")
    assert answer.url == reverse("clients:join_place")
    assert elif_.status == Client.Status.ACTIVE
    assert elif_.user.email == "elif@demo.example"
    assert not elif_.user.has_usable_password()
    assert [c.kind for c in elif_.consents.all()] == [Consent.Kind.RULES]
    assert client.get(reverse("clients:today")).status_code == 200


def test_health_consent_is_its_own_tick(client, link):
    client.post(link, ANSWERS | {"health": "on"})

    kinds = set(Consent.objects.values_list("kind", flat=True))
    assert kinds == {Consent.Kind.RULES, Consent.Kind.HEALTH}


def test_the_health_box_is_not_ticked_beforehand(client, link):
    page = client.post(link, {"born_on": "1990-05-17"}).content.decode()

    assert 'name="health">' in page


def test_the_date_of_birth_is_asked_before_anything_else(client, link):
    page = client.get(link).content.decode()

    assert 'name="born_on"' in page
    for later in ("health", "password", "rules", "guardian_email"):
        assert f'name="{later}"' not in page


def test_a_password_is_tried_before_anything_is_kept(client, link):
    page = client.post(link, ANSWERS | {"how": "password", "password": "short"})

    assert "too short" in page.content.decode()
    assert not User.objects.filter(email="elif@demo.example").exists()


@pytest.mark.parametrize(
    ("born_on", "words"), [("2012-01-01", "parent or guardian"), ("2019-01-01", "under 13")]
)
def test_a_minor_is_told_so_and_nothing_is_kept(client, link, born_on, words):
    page = client.post(link, ANSWERS | {"born_on": born_on})

    assert words in page.content.decode()
    assert not User.objects.filter(email="elif@demo.example").exists()
    assert Client.objects.get(name="Elif").born_on is None


@pytest.mark.parametrize("born_on", ["9999-01-01", "1850-01-01", "yesterday"])
def test_an_impossible_birthday_is_asked_again_and_the_rest_is_still_there(client, link, born_on):
    page = client.post(link, ANSWERS | {"born_on": born_on, "health": "on"})

    assert page.status_code == 200
    assert 'name="health" checked' in page.content.decode()
    assert not User.objects.filter(email="elif@demo.example").exists()


def test_a_second_tap_finds_the_letter_used(client, link):
    client.post(link, ANSWERS)
    again = client.post(link, ANSWERS)

    assert again.status_code == 410
    assert "done its work" in again.content.decode()
    assert Client.objects.filter(name="Elif", user__isnull=False).count() == 1


def test_an_expired_letter_says_so(client, link, letter):
    letter.expires_at = timezone.now() - timedelta(seconds=1)
    letter.save()

    page = client.get(link)
    assert page.status_code == 410
    assert "run out" in page.content.decode()


def test_a_resent_letter_stops_the_old_link(client, link, letter, robin):
    fresh = inviting.resend(letter, by=robin, now=timezone.now())

    assert client.get(link).status_code == 410
    assert (
        client.get(reverse("clients:join", args=[links.invitation_key(fresh.nonce)])).status_code
        == 200
    )


def test_a_guessed_link_is_nothing(client, db):
    assert client.get(reverse("clients:join", args=["0" * 64])).status_code == 404


def test_guessing_links_does_not_pay(client, db):
    tries = [client.get(reverse("clients:join", args=[f"{n:064d}"])).status_code for n in range(32)]

    assert tries[-1] == 429


def test_the_same_address_is_not_invited_twice(robin, letter):
    with pytest.raises(inviting.AlreadyInvited):
        inviting.invite(robin, "Elif", "ELIF@demo.example", now=timezone.now())


def test_somebody_with_an_account_signs_in_first(client, alex, ines):
    letter = inviting.invite(alex, "Ravi", ines.user.email, now=timezone.now())
    link = reverse("clients:join", args=[links.invitation_key(letter.nonce)])

    assert "has an account here" in client.get(link).content.decode()
    client.force_login(ines.user)
    page = client.post(link, ANSWERS)
    assert "You have a coach here already" in page.content.decode()
    letter.refresh_from_db()
    assert letter.accepted_at is None


def test_zone_units_and_days_are_kept(client, maya):
    client.force_login(maya.user)
    client.post(
        reverse("clients:join_place"),
        {"time_zone": "Asia/Tokyo", "units": "imperial", "availability": ["1", "3"]},
    )

    maya.refresh_from_db()
    assert (maya.user.time_zone, maya.user.units, maya.availability) == (
        "Asia/Tokyo",
        "imperial",
        [1, 3],
    )


def test_an_unknown_zone_is_refused(client, maya):
    client.force_login(maya.user)
    page = client.post(
        reverse("clients:join_place"), {"time_zone": "Mars/Olympus", "units": "metric"}
    )

    assert page.status_code == 200
    maya.refresh_from_db()
    assert maya.user.time_zone == "Europe/Berlin"


def test_the_health_list_keeps_a_yes_and_never_which(client, maya):
    client.force_login(maya.user)
    client.post(reverse("clients:intake"), {"runs_per_week": "3", "health_list": "yes"})

    intake = Intake.objects.get(client=maya)
    assert (intake.runs_per_week, intake.advice_needed, intake.advice_had_on) == (3, True, None)


def test_without_health_consent_no_health_question_is_asked_or_kept(client, robin):
    kofi = builders.client(robin, "Kofi", consent=False)
    client.force_login(kofi.user)

    assert "Which one is never asked" not in client.get(reverse("clients:intake")).content.decode()
    client.post(reverse("clients:intake"), {"health_list": "yes", "injured": "yes"})
    intake = Intake.objects.get(client=kofi)
    assert (intake.advice_needed, intake.injured_now) == (None, None)


def test_the_coachs_dial_sets_the_first_morning_mail(client, link, robin):
    RuleSetting.objects.create(coach=robin, name="morning_at", value="evening_before")
    client.post(link, ANSWERS)

    wish = Wish.objects.get(user__email="elif@demo.example")
    assert (wish.kind, wish.mode) == ("morning", "evening_before")
