"""Me: mail, days that suit, away, and taking consent back."""

import re
from datetime import time, timedelta

import pytest

from clients.models import Away, QuietTime, Wish
from clients.noticing import Reader
from clients.rules.athlete_mail import Mail
from clients.rules.mail_moments import moment
from clients.rules.quiet_hours import Quiet, QuietHours
from tests.conftest import TODAY

URL = "/settings/"
MAIL = {
    "part": "mail", "morning": "same_day", "morning_at": "06:15", "week_sent": "off",
    "note": "at_once", "log_missing": "off", "treatment": "inside", "next_morning": "inside",
    "screen": "off", "plan_ends": "off",
}  # fmt: skip
QUIET = {"part": "quiet", "starts": "22:00", "ends": "08:00", "until": ""}


def chosen(page: str) -> dict[str, str]:
    """By select, the choice that stands."""
    selects = re.findall(r'<select name="(\w+)".*?</select>', page, re.DOTALL)
    found = {}
    for name in selects:
        body = page.split(f'<select name="{name}"', 1)[1].split("</select>", 1)[0]
        said = re.search(r'value="(\w+)" selected', body)
        found[name] = said[1] if said else ""
    return found


def test_little_mail_is_the_default(client, maya):
    client.force_login(maya.user)
    stands = chosen(client.get(URL).content.decode())

    assert stands["morning"] == "same_day"
    assert stands["week_sent"] == stands["note"] == "at_once"
    assert stands["treatment"] == stands["next_morning"] == "inside"
    assert stands["log_missing"] == stands["screen"] == stands["plan_ends"] == "off"


def test_a_chosen_hour_and_a_kind_switched_off_are_kept(client, maya):
    client.force_login(maya.user)
    client.post(URL, MAIL)

    assert Wish.objects.get(user=maya.user, kind="morning").at.isoformat() == "06:15:00"
    assert not Wish.objects.get(user=maya.user, kind="week_sent").on
    stands = chosen(client.get(URL).content.decode())
    assert stands["week_sent"] == "off" and stands["morning"] == "same_day"


def test_saving_what_stands_changes_nothing_that_is_sent(client, maya, robin, now):
    before = Reader([maya], now).of(maya).athlete
    client.force_login(maya.user)

    client.post(URL, MAIL | {"morning_at": "07:00", "week_sent": "at_once"})

    after = Reader([maya], now).of(maya).athlete
    for mail in Mail:
        assert after.wants(mail) == before.wants(mail), mail
        assert after.wants_alone(mail) == before.wants_alone(mail), mail
        assert moment(after, mail, TODAY) == moment(before, mail, TODAY), mail


def test_letters_for_an_hour_are_refused_and_nothing_is_lost(client, maya):
    client.force_login(maya.user)
    page = client.post(URL, MAIL | {"morning_at": "early"}).content.decode()

    assert "Write the hour as 06:30." in page
    assert "early" in page
    assert not Wish.objects.exists()


def test_quiet_times_are_kept(client, maya):
    client.force_login(maya.user)
    client.post(URL, QUIET | {"weekdays": ["6", "7"], "until": "2036-01-02", "off": "on"})
    assert not QuietTime.objects.exists(), "ten years are no snooze"

    client.post(URL, QUIET | {"weekdays": ["6", "7"], "off": "on"})
    quiet = QuietTime.objects.get(user=maya.user).as_value()
    assert quiet == Quiet(QuietHours(time(22), time(8)), frozenset({6, 7}), None, True)


def test_seven_days_without_mail_are_said_in_another_way(client, maya):
    client.force_login(maya.user)
    page = client.post(URL, QUIET | {"weekdays": [*"1234567"]}).content.decode()

    assert "choose “no mail at all” instead" in page
    assert not QuietTime.objects.exists()


def test_one_persons_quiet_is_nobody_elses(client, maya, jonas):
    client.force_login(maya.user)
    client.post(URL, QUIET | {"off": "on"})

    assert not QuietTime.objects.filter(user=jonas.user).exists()


def test_away_days_that_end_before_they_start_are_refused(client, maya):
    client.force_login(maya.user)
    page = client.post(
        URL, {"part": "away", "from_on": "2030-02-02", "to_on": "2030-02-01", "why": "travel"}
    )

    assert "comes before the first" in page.content.decode()
    assert "away days already" not in page.content.decode()
    assert not Away.objects.exists()


def test_away_days_within_others_are_said_to_be_there(client, maya, ines, today):
    client.force_login(maya.user)
    inner = {"from_on": today + timedelta(days=2), "to_on": today + timedelta(days=3)}
    outer = {"from_on": today + timedelta(days=1), "to_on": today + timedelta(days=9)}
    Away.objects.create(client=ines, why="travel", **outer)
    said = {"part": "away", "why": "travel"}
    client.post(URL, said | inner)
    client.post(URL, said | outer)

    page = client.post(URL, said | inner).content.decode()

    assert "All of these days are away days already." in page
    assert Away.objects.filter(client=maya).count() == 2


@pytest.mark.parametrize(
    "said, sentence",
    [
        ({"part": "quiet", "starts": "", "ends": "07:00"}, "Write the hour as 21:00."),
        ({"part": "training", "units": "stones"}, "Choose kilometres or miles."),
        ({"part": "training", "time_zone": "Mars/Base"}, "Choose a zone from the list."),
    ],
)
def test_what_is_no_answer_is_said_in_words(client, maya, said, sentence):
    client.force_login(maya.user)
    assert sentence in client.post(URL, said).content.decode()


def test_away_days_ask_for_both_days(client, maya):
    client.force_login(maya.user)
    page = client.post(URL, {"part": "away", "why": "travel"}).content.decode()
    assert "Choose the first day." in page and "Choose the last day." in page


def test_nobody_takes_out_another_persons_away_days(client, maya, ines, today):
    span = Away.objects.create(client=ines, from_on=today, to_on=today)
    client.force_login(maya.user)

    assert client.post(URL, {"part": "end_away", "span": span.pk}).status_code == 404
    assert client.post(URL, {"part": "end_away", "span": "²"}).status_code == 404
    assert Away.objects.filter(pk=span.pk).exists()


def test_leaving_check_ins_out_is_a_normal_state(client, maya):
    client.force_login(maya.user)
    client.post(URL, {"part": "training", "time_zone": "Europe/Berlin", "units": "metric"})

    maya.refresh_from_db()
    assert maya.check_ins is False
