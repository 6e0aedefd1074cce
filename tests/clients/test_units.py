"""Kilograms and kilometres are stored; everybody reads and types their own units, and nothing drifts."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clients.models import Race, RaceTime, SessionLog, SetLog
from coachapp.lib import units
from coachapp.models import User
from tests import builders
from tests.conftest import TODAY

METRIC_WORDS = re.compile(r"\d[\d.,]*\s*(kg|km)\b|\b(kg|km)\b|/km|kilomet|kilogram", re.IGNORECASE)
IMPERIAL_WORDS = re.compile(r"\d[\d.,]*\s*(lb|mi)\b|/mi\b|\bmiles?\b|\bpounds?\b", re.IGNORECASE)
DAY = timedelta(days=1)


def reads(person, how: str) -> None:
    User.objects.filter(pk=getattr(person, "user", person).pk).update(units=how)


def text_of(page: str) -> str:
    """What is read: no tags, no scripts, but labels and values; not what a form carries along."""
    page = re.sub(r'<input type="hidden"[^>]*>', "", page)
    said = re.findall(r'(?:aria-label|placeholder|value|alt|title)="([^"]*)"', page)
    return " ".join([re.sub(r"<[^>]*>", " ", page), *said])


@pytest.fixture
def busy(maya):
    """Maya has everything that has a measure: loads, distances, paces, races, on every page of hers."""
    tempo = builders.hard_session(maya, TODAY)
    builders.line(
        tempo, 1, role="reps", sets=3, distance_m=2000, typed_unit="km",
        target_kind="pace", target_value="240",
    )  # fmt: skip
    builders.line(tempo, 2, role="run", name="easy", distance_m=8000, typed_unit="km")
    squats = builders.strength_session(maya, TODAY + DAY)
    before = builders.strength_session(maya, TODAY - 7 * DAY)
    squat = before.prescriptions.get()
    log = builders.log(before, effort=6)
    for position, side in enumerate(("left", "right"), start=1):
        SetLog.objects.create(
            log=log, position=position, prescription=squat, exercise=squat.exercise,
            set_no=1, side=side, reps=8, load_kg=12,
        )  # fmt: skip
    long = builders.session(maya, TODAY - DAY, run_type="long", title="Long run", unwatched=False)
    builders.log(long, distance_m=16_093)
    walk = builders.session(maya, TODAY + 2 * DAY, run_type="run_walk", title="Run-walk")
    builders.line(walk, 1, role="run", name="easy", distance_m=3000, typed_unit="km")
    race = Race.objects.create(
        client=maya, day=TODAY + 3 * DAY, name="Park run", distance_m=5000, priority="B"
    )
    run = builders.hard_session(maya, race.day, run_type="race", title="Park run", race=race)
    builders.line(run, 1, role="race", distance_m=5000, typed_unit="km")
    for metres, seconds in ((5000, 1178), (12_000, 3200)):
        RaceTime.objects.create(
            client=maya, distance_m=metres, seconds=seconds, on=TODAY - 30 * DAY
        )
    return {
        "walk": walk,
        "tempo": tempo,
        "squats": squats,
        "before": before,
        "long": long,
        "race": run,
    }


def pages_of(busy) -> list[str]:
    each = [
        reverse(f"clients:{name}", args=[one.code])
        for one in busy.values()
        for name in ("session", "log")
    ]
    return [
        "/today/", f"/week/{TODAY}/", "/progress/", "/treatments/", "/body/", "/notes/",
        "/log/strength/", "/log/long/", "/log/race/", "/log/tempo/", "/log/hills/", *each,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "others"), [("imperial", METRIC_WORDS), ("metric", IMPERIAL_WORDS)]
)
def test_an_athlete_meets_only_their_own_units(phone, maya, busy, how, others):
    reads(maya, how)
    browser = phone(maya)
    for address in pages_of(busy):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        found = others.search(text_of(answer.content.decode()))
        assert found is None, (address, found)


def test_numbers_read_in_pounds_and_miles(phone, maya, busy):
    reads(maya, "imperial")
    browser = phone(maya)
    session = browser.get(reverse("clients:session", args=[busy["tempo"].code])).text
    assert "3 x 1.24 mi" in session and "4.97 mi easy" in session and "6:26" in session
    assert "a mile" in session
    assert "26.5 lb" in browser.get(reverse("clients:session", args=[busy["squats"].code])).text
    assert "at 26.5 lb" in browser.get(reverse("clients:log", args=[busy["before"].code])).text
    assert "10 mi" in browser.get(reverse("clients:log", args=[busy["long"].code])).text
    progress = browser.get("/progress/").text
    assert "5k, 19:38" in progress and "7.46 mi, 53:20" in progress


def test_a_race_time_reads_as_a_time(phone, maya, busy):
    page = phone(maya).get("/progress/").text
    assert "5 km, 19:38" in page and "1178 s" not in page


@pytest.mark.parametrize("typed", ["27.5", "45", "12.25"])
def test_what_is_typed_in_pounds_is_stored_in_kg_and_reads_the_same(phone, maya, today, typed):
    reads(maya, "imperial")
    session = builders.strength_session(maya, today)
    browser, address = phone(maya), reverse("clients:log", args=[session.code])
    said = {
        "uid": str(uuid.uuid4()), "done_on": str(today), "minutes": "30", "effort": "6",
        "s1-1-done": "on", "s1-1-left": "8", "s1-1-right": "8", "s1-1-load": typed,
    }  # fmt: skip
    browser.post(address, said)
    kept = list(SetLog.objects.values_list("load_kg", flat=True))
    assert kept == [round(float(typed) * units.KG_PER_LB, 3)] * 2
    for _again in range(3):
        page = browser.get(f"{address}?change").text
        (shown,) = re.findall(
            r'name="s1-1-load" id="[^"]*" value="([^"]*)"|name="s1-1-load" value="([^"]*)"', page
        )[:1]
        assert "".join(shown) == typed
        browser.post(address, said | {"uid": str(uuid.uuid4()), "s1-1-load": "".join(shown)})
        assert list(SetLog.objects.values_list("load_kg", flat=True)) == kept


def test_a_load_that_nobody_touched_stays_as_the_coach_wrote_it(phone, maya, today):
    reads(maya, "imperial")
    session = builders.strength_session(maya, today)
    said = {
        "uid": str(uuid.uuid4()), "done_on": str(today), "minutes": "30", "effort": "6",
        "s1-1-done": "on", "s1-1-left": "8", "s1-1-right": "8", "s1-1-load": "26.5",
    }  # fmt: skip
    phone(maya).post(reverse("clients:log", args=[session.code]), said)
    assert set(SetLog.objects.values_list("load_kg", flat=True)) == {12.0}


def test_a_race_of_five_kilometres_stays_one_in_miles(phone, maya, busy):
    reads(maya, "imperial")
    SessionLog.objects.filter(session=busy["race"]).delete()
    busy["race"].day = TODAY
    busy["race"].save()
    address = reverse("clients:log", args=[busy["race"].code])
    browser = phone(maya)
    assert 'value="3.11"' in browser.get(address).text
    said = {
        "uid": str(uuid.uuid4()), "done_on": str(TODAY), "minutes": "40", "effort": "9",
        "hours": "0", "mins": "19", "secs": "38", "distance": "3.11", "use_for_paces": "on",
    }  # fmt: skip
    browser.post(address, said)
    assert SessionLog.objects.get(session=busy["race"]).distance_m == 5000


@given(st.integers(min_value=0, max_value=200_000), st.sampled_from(["lb", "kg"]))
def test_saving_again_what_is_shown_never_drifts(grams, unit):
    how = "imperial" if unit == "lb" else "metric"
    kg = grams / 1000
    for _again in range(4):
        assert units.kg_of(units.load_of(kg, how), how, kg) == kg
    metres = grams
    assert units.metres_of(units.distance_of(metres, how), how, metres) == metres


@given(st.integers(min_value=1, max_value=40_000))
def test_two_decimals_that_are_typed_in_pounds_are_read_again(hundredths):
    typed = hundredths / 100
    assert units.load_of(units.kg_of(typed, "imperial"), "imperial") == typed


class TestTheDesk:
    def test_a_coach_reads_an_athlete_in_the_coachs_own_units(self, phone, robin, maya, busy):
        reads(robin, "imperial")
        desk = phone(robin)
        log = SessionLog.objects.get(session=busy["before"])
        inbox = desk.get(f"/coach/inbox/?log={log.session.code}").text
        assert "@ 26.5 lb" in inbox and " kg" not in text_of(inbox)
        inbox = desk.get(f"/coach/inbox/?log={busy['long'].code}").text
        assert "10 mi" in inbox
        overview = desk.get(reverse("admin:clients_client_overview", args=[maya.pk])).text
        assert "5k" in overview
        assert "10 mi" in desk.get(f"/coach/sunday/?client={maya.code}").text

    def test_a_race_is_entered_in_miles(self, phone, robin, maya):
        reads(robin, "imperial")
        desk, address = phone(robin), reverse("admin:clients_client_race", args=[maya.pk])
        assert "Miles" in desk.get(address).text
        said = {"name": "Half", "day": str(TODAY + 90 * DAY), "km": "13.1094", "priority": "A"}
        desk.post(address, said)
        race = Race.objects.get()
        assert race.distance_m == 21_098
        assert 'value="13.1097"' in desk.get(f"{address}?race={race.pk}").text
        assert "248 miles" in desk.post(address, said | {"km": "300"}).text


def test_nothing_of_one_reader_is_left_for_the_next(phone, maya, busy):
    reads(maya, "imperial")
    phone(maya).get("/today/")
    assert units.current() == "metric"
