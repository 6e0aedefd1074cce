"""Races, treatment and the movement screen over time on the page of one person: a drawing, and a table."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import visits
from clients.models import CarePlan, RaceTime, Screen, Treatment
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def section(client, robin):
    """One section of the page of somebody, by its id."""

    def of(person, name):
        client.force_login(robin)
        page = client.get(reverse("admin:clients_client_overview", args=[person.pk]))
        return (
            page.content.decode()
            .partition(f'<section class="card" id="{name}"')[2]
            .partition("</section>")[0]
        )

    return of


def race_time(athlete, seconds, weeks_ago, metres=5000):
    on = TODAY - timedelta(weeks=weeks_ago)
    return RaceTime.objects.create(client=athlete, distance_m=metres, seconds=seconds, on=on)


def screen(athlete, weeks_ago, left, right, **fields):
    def held(score):
        return [5 if n < score else 0 for n in range(5)]

    return Screen.objects.create(
        client=athlete, day=TODAY - timedelta(weeks=weeks_ago), left=held(left), right=held(right),
        **{"left_rating": "fair", "right_rating": "good"} | fields,
    )  # fmt: skip


def visit(athlete, modality, days_ago):
    return Treatment.objects.create(
        client=athlete, uid=uuid.uuid4(), modality=modality, done_on=TODAY - timedelta(days=days_ago),
        depth="deep",
    )  # fmt: skip


def rhythm(athlete, modality, days_ago, every=21):
    begun = TODAY - timedelta(days=days_ago)
    return CarePlan.objects.create(
        client=athlete, modality=modality, base_days=every, start_on=begun, due_on=TODAY
    )


def test_times_over_a_distance_are_drawn_with_the_best_named(section, maya, jonas):
    for seconds, weeks_ago in ((1230, 9), (1202, 5), (1214, 1)):
        race_time(maya, seconds, weeks_ago)
    race_time(maya, 2500, 3, metres=10_000)
    race_time(jonas, 1000, 2)
    season = section(maya, "season")
    drawing = season.partition("<svg")[2].partition("</svg>")[0]
    assert "Times over the distance" in season
    assert [each in drawing for each in ("20:30", "20:02", "20:14", "16:40")] == [True] * 3 + [
        False
    ]
    table = season.partition("<table>")[2]
    assert re.search(r"20:02</td><td>best so far", table)
    assert table.count("<tr>") == 4


def test_one_time_is_no_line(section, maya):
    race_time(maya, 1230, 9)
    assert '<svg class="chart"' not in section(maya, "season")


def test_the_screens_are_drawn_left_beside_right(section, maya):
    screen(maya, 8, 2, 4)
    assert "polyline" not in section(maya, "screen")
    screen(maya, 4, 3, 4)
    screen(maya, 2, 1, 1, left_rating="not_scored", left_pain=4)
    screen(maya, 0, 4, 5)
    shown = section(maya, "screen")
    drawing = shown.partition("polyline")[2].partition("</svg>")[0]
    assert "L 4" in drawing
    assert "R 5" in drawing
    assert drawing.split('points="')[2].split('"')[0].count(",") == 3
    assert "not scored</td>" in shown
    assert 'fair, <span class="num">2</span>' in shown


def test_without_consent_no_screen_is_drawn(section, robin):
    athlete = builders.client(robin, "Kofi", consent=False)
    screen(athlete, 8, 2, 4)
    screen(athlete, 0, 2, 4)
    assert "polyline" not in section(athlete, "screen")


def test_visits_stand_beside_what_the_rhythm_asked_for(section, maya):
    massage, art = builders.modality(), builders.modality("ART")
    rhythm(maya, massage, 60)
    for days_ago in (50, 25):
        visit(maya, massage, days_ago)
    visit(maya, art, 10)
    visit(maya, art, 200)
    shown = section(maya, "treatment")
    assert shown.count('<circle class="visit"') == 3 + 1  # one in the legend
    assert "Massage, every 21 days" in shown
    table = shown.partition("Days since the one before")[2].partition("</table>")[0]
    assert "<td>25</td>" in table
    assert table.count("<tr>") == 3


def test_a_rhythm_begins_anew_with_a_visit(maya):
    massage = builders.modality()
    plan = rhythm(maya, massage, 60)
    had = [visit(maya, massage, days_ago) for days_ago in (50, 25)]
    (line,) = visits.lines(had, [plan], TODAY)
    # 39 days ago was never asked for: there was a visit before it; 29 and 4 days ago were
    assert [(TODAY - day).days for day in line.due] == [29, 4]
    assert [each.gap for each in line.visits] == [None, 25]


def test_a_rhythm_without_a_visit_shows_what_it_asked_for(section, maya):
    rhythm(maya, builders.modality(), 30)
    shown = section(maya, "treatment")
    assert "none in twelve weeks" in shown
    assert shown.count('class="asked" d="M') == 2  # one in the legend


def test_the_rhythms_are_named_with_when_they_are_due(section, maya):
    massage = builders.modality("Sports massage")
    CarePlan.objects.create(
        client=maya, modality=massage, base_days=21, start_on=TODAY, due_on=TODAY
    )
    listed = section(maya, "treatment").partition('<ul class="list">')[2].partition("</ul>")[0]
    assert "Sports massage" in listed and "Due today." in listed


def test_ball_stretch_and_yoga_are_counted_week_by_week_as_the_done_table_does(section, maya):
    monday = TODAY - timedelta(days=TODAY.weekday())
    for days_ago, is_done in ((7, True), (6, False), (5, True), (14, False)):
        session = builders.routine_session(maya, monday - timedelta(days=days_ago))
        if is_done:
            builders.log(session)
    builders.routine_session(maya, monday - timedelta(days=4), optional=True)
    builders.log(builders.routine_session(maya, monday))
    builders.routine_session(maya, TODAY)

    shown = section(maya, "treatment")

    assert "Ball, stretch and yoga: 3 of 5 in the last 4 weeks." in shown
    rows = re.findall(r"<tr><td>([^<]+)</td><td>(\d+)</td><td>(\d+)</td></tr>", shown)
    assert len(rows) == 8
    assert [tuple(map(int, row[1:])) for row in rows[-3:]] == [(0, 1), (2, 3), (1, 1)]
    assert re.findall(r">(\d/\d)</text>", shown) == ["0/1", "2/3", "1/1"]


def test_no_drawing_of_weeks_where_nothing_was_planned(section, maya):
    builders.session(maya, TODAY - timedelta(days=2))
    assert "Week of" not in section(maya, "treatment")
