"""An athlete's own races: entered, changed and taken out on the phone, and the coach knows."""

from datetime import timedelta

import pytest
import time_machine

from clients import racing, sending
from clients.models import Comment, Race, RaceTime, ScheduledSession
from clients.racing import RaceEntry
from tests import builders

URL = "/races/"
DAY = timedelta(days=1)


def said(day, race=None, **differs):
    """What the page's form sends, of a new race or of one that stands."""
    values = {"name": "Harbour 10", "day": day, "km": "10", "priority": "B"} | differs
    prefix = f"race-{race.pk}" if race else "new"
    named = {"race": race.pk} if race else {}
    whole = {name: values.pop(name) for name in ("do",) if name in values}
    return named | whole | {f"{prefix}-{name}": value for name, value in values.items()}


@pytest.fixture(autouse=True)
def on_that_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def phone(client, maya):
    client.force_login(maya.user)
    return client


@pytest.fixture
def harbour(maya, today, now):
    entry = RaceEntry(day=today + 20 * DAY, name="Harbour 10", priority="B", distance_m=10_000)
    return racing.enter(maya, entry, by=maya.user, now=now).race


def test_a_race_ahead_is_on_the_calendar_and_a_draft_for_the_coach(phone, maya, today):
    phone.post(URL, said(today + 20 * DAY, goal_mins="44", goal_secs="30"))

    race = Race.objects.get(client=maya)
    assert (race.name, race.priority, race.distance_m) == ("Harbour 10", "B", 10_000)
    assert (race.goal_s, race.entered_by) == (44 * 60 + 30, maya.user)
    [draft] = ScheduledSession.with_drafts.drafts().filter(client=maya)
    assert draft.race == race and str(draft.prescriptions.get()) == "race 10 km, goal 44:30"


def test_the_coach_reads_of_it_in_a_note_and_in_the_season(phone, client, maya, robin, today):
    phone.post(URL, said(today + 20 * DAY, goal_mins="44", goal_secs="30"))

    note = Comment.objects.get(client=maya)
    assert note.author == maya.user
    assert "Harbour 10" in note.body and "B race" in note.body and "44:30" in note.body
    client.force_login(robin)
    page = client.get(f"/coach/clients/client/{maya.pk}/overview/").content.decode()
    assert "Harbour 10" in page and "goal 44:30" in page


def test_what_is_changed_stands_and_its_session_is_a_draft_anew(phone, maya, harbour, robin, now):
    sending.send(ScheduledSession.with_drafts.drafts().filter(client=maya), by=robin, now=now)
    day = harbour.day + 7 * DAY

    phone.post(URL, said(day, harbour, name="Harbour ten", priority="A", goal_mins="43"))

    harbour.refresh_from_db()
    assert (harbour.day, harbour.name, harbour.priority) == (day, "Harbour ten", "A")
    [draft] = ScheduledSession.with_drafts.drafts().filter(client=maya)
    assert (draft.day, draft.title) == (day, "Harbour ten")
    assert "goal 43:00" in str(draft.prescriptions.get())


def test_the_coach_changes_a_race_and_the_athletes_goal_stays(client, maya, harbour, robin):
    Race.objects.filter(pk=harbour.pk).update(goal_s=2600)
    client.force_login(robin)

    sent = {
        "race": harbour.pk,
        "name": "Harbour 10",
        "day": harbour.day,
        "km": "10",
        "priority": "A",
    }
    client.post(f"/coach/clients/client/{maya.pk}/race/", sent | {"do": "save"})

    harbour.refresh_from_db()
    assert (harbour.priority, harbour.goal_s) == ("A", 2600)


def test_a_race_taken_out_is_off_the_calendar(phone, maya, harbour):
    phone.post(URL, {"race": harbour.pk, "do": "remove"})

    assert not Race.objects.exists()
    assert "off my calendar" in Comment.objects.get(client=maya).body


def test_a_race_of_last_year_has_its_time_and_no_session(phone, maya, today):
    phone.post(URL, said(today - 200 * DAY, result_mins="46", use_for_paces="on"))

    race = Race.objects.get(client=maya)
    assert race.result_s == 46 * 60
    assert not ScheduledSession.with_drafts.filter(client=maya, race=race).exists()
    assert RaceTime.objects.get(client=maya).seconds == 46 * 60


def test_paces_follow_a_time_only_where_that_is_asked_for(phone, maya, today):
    phone.post(URL, said(today - DAY, result_mins="46"))

    assert Race.objects.get(client=maya).result_s == 46 * 60
    assert not RaceTime.objects.filter(client=maya).exists()


def test_a_time_before_the_day_is_asked_again_and_nothing_is_lost(phone, today):
    page = phone.post(URL, said(today + DAY, result_mins="46", goal_mins="45")).content.decode()

    assert "still to come. Add your time after it." in page
    assert 'value="Harbour 10"' in page and 'value="45"' in page
    assert not Race.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"km": "5000"}, "between 400 metres and 400 kilometres"),
        ({"km": "ten"}, "Write the distance as a number"),
        ({"km": ""}, "How long is it?"),
        ({"day": ""}, "On which day is it?"),
        ({"goal_mins": "2"}, "Nobody runs that distance in that time."),
        ({"goal_mins": "75"}, "minutes and seconds up to 59"),
        ({"goal_mins": "-3"}, "minutes and seconds up to 59"),
        ({"day": "tomorrow"}, "Choose a day"),
        ({"day": "1900-01-01"}, "check the year"),
        ({"day": "2090-01-01"}, "more than two years ahead"),
        ({"name": ""}, "Which race is it?"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(phone, today, wrong, sentence):
    page = phone.post(URL, said(today + DAY) | {f"new-{k}": v for k, v in wrong.items()})

    assert sentence in page.content.decode()
    assert not Race.objects.exists()


def test_the_same_race_is_not_entered_twice(phone, maya, harbour):
    page = phone.post(URL, said(harbour.day)).content.decode()

    assert "on that day already" in page
    assert Race.objects.filter(client=maya).count() == 1


def test_a_race_with_a_log_is_changed_there(phone, maya, harbour, robin, now):
    sending.send(ScheduledSession.with_drafts.drafts().filter(client=maya), by=robin, now=now)
    session = ScheduledSession.objects.get(race=harbour)
    builders.log(session)

    page = phone.get(URL).content.decode()
    assert f"/sessions/{session.code}/log/" in page and "Change its log" in page
    phone.post(URL, {"race": harbour.pk, "do": "remove"})
    phone.post(URL, said(harbour.day, harbour, name="Other"))
    harbour.refresh_from_db()
    assert harbour.name == "Harbour 10"


def test_somebody_elses_race_is_not_found(client, ines, harbour):
    client.force_login(ines.user)

    removes = [{"race": race, "do": "remove"} for race in (harbour.pk, "²", "9" * 30, "nonsense")]
    for sent in (*removes, said(harbour.day, harbour, name="Mine")):
        assert client.post(URL, sent).status_code == 404
    assert "Harbour 10" not in client.get(URL).content.decode()
    harbour.refresh_from_db()
    assert harbour.name == "Harbour 10"


def test_miles_are_read_and_shown_as_miles(phone, maya, harbour):
    maya.user.units = "imperial"
    maya.user.save()

    page = phone.get(URL).content.decode()
    assert "Miles" in page and 'value="6.2137"' in page
    phone.post(URL, said(harbour.day, harbour, km="6.2137", priority="C"))
    harbour.refresh_from_db()
    assert (harbour.distance_m, harbour.priority) == (10_000, "C")


def test_who_has_left_reads_their_races_and_changes_none(phone, maya, harbour, today):
    maya.ended_on, maya.status = today, "archived"
    maya.save()

    page = phone.get(URL).content.decode()
    assert "Harbour 10" in page and "Enter it" not in page
    assert phone.post(URL, {"race": harbour.pk, "do": "remove"}).status_code == 404
