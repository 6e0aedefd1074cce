"""Me: mail, days that suit, away, and taking consent back."""

import re

from clients.models import Away, Consent, Wish

URL = "/settings/"
MAIL = {"part": "mail", "morning": "on", "note": "on", "at": "06:15", "mode": "same_day"}


def test_little_mail_is_the_default(client, maya):
    client.force_login(maya.user)
    page = client.get(URL).content.decode()
    ticked = set(re.findall(r'<input type="checkbox" name="(\w+)"[^>]* checked', page))

    assert ticked >= {"morning", "week_sent", "note"}
    assert not ticked & {"log_missing", "treatment"}


def test_a_chosen_hour_and_a_kind_switched_off_are_kept(client, maya):
    client.force_login(maya.user)
    client.post(URL, MAIL)

    assert Wish.objects.get(user=maya.user, kind="morning").at.isoformat() == "06:15:00"
    assert not Wish.objects.get(user=maya.user, kind="week_sent").on


def test_letters_for_an_hour_are_refused_and_nothing_is_lost(client, maya):
    client.force_login(maya.user)
    page = client.post(URL, MAIL | {"at": "early"}).content.decode()

    assert "Write the hour as 06:30." in page
    assert "early" in page
    assert not Wish.objects.exists()


def test_away_days_that_end_before_they_start_are_refused(client, maya):
    client.force_login(maya.user)
    page = client.post(
        URL, {"part": "away", "from_on": "2030-02-02", "to_on": "2030-02-01", "why": "travel"}
    )

    assert "comes before the first" in page.content.decode()
    assert not Away.objects.exists()


def test_nobody_takes_out_another_persons_away_days(client, maya, ines, today):
    span = Away.objects.create(client=ines, from_on=today, to_on=today)
    client.force_login(maya.user)

    assert client.post(URL, {"part": "end_away", "span": span.pk}).status_code == 404
    assert Away.objects.filter(pk=span.pk).exists()


def test_consent_is_taken_back_and_given_again(client, maya):
    client.force_login(maya.user)
    client.post(URL, {"part": "withdraw_consent"})
    assert not maya.consents.given().filter(kind=Consent.Kind.HEALTH).exists()

    client.post(URL, {"part": "give_consent"})
    assert maya.consents.given().filter(kind=Consent.Kind.HEALTH).count() == 1
    assert maya.consents.filter(kind=Consent.Kind.HEALTH).count() == 2


def test_leaving_check_ins_out_is_a_normal_state(client, maya):
    client.force_login(maya.user)
    client.post(URL, {"part": "training", "time_zone": "Europe/Berlin", "units": "metric"})

    maya.refresh_from_db()
    assert maya.check_ins is False
