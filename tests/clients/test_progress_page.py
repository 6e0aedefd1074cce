"""How it is going, in one's own numbers, and never a score."""

import uuid
from datetime import timedelta

from clients.models import CheckIn, Consent, RaceTime, SetLog
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/progress/"


def text(browser) -> str:
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_last_four_times_stand_there_with_own_words(phone, maya):
    for weeks_ago in range(1, 6):
        row = builders.hills_session(maya, TODAY - timedelta(weeks=weeks_ago))
        builders.log(row, effort=8, words="Arms lead, legs follow." if weeks_ago == 1 else "")
    page = text(phone(maya))
    assert page.count("effort 8") == 4 and "Arms lead, legs follow." in page


def test_a_week_without_logs_is_not_known_rather_than_zero(phone, maya):
    builders.session(maya, TODAY - timedelta(weeks=2))
    page = text(phone(maya))
    assert "not known" in page and "6 of 7" in page


def test_load_has_a_table_beside_its_drawing(phone, maya):
    builders.log(builders.session(maya, TODAY), effort=3, load_au=90.0)
    page = text(phone(maya))
    assert 'data-label="Load">90</td>' in page and "Show as a table" in page


def test_mornings_need_consent_and_are_ones_own(phone, maya, jonas):
    for athlete, each in ((maya, 4), (jonas, 2)):
        items = dict.fromkeys(("fatigue", "sleep", "soreness", "stress", "mood"), each)
        CheckIn.objects.create(client=athlete, uid=uuid.uuid4(), day=TODAY, **items)
    browser = phone(maya)
    page = text(browser)
    assert 'data-label="Sum of five">20</td>' in page and ">10</td>" not in page
    Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
    assert "Mornings" not in text(browser)


def test_races_are_ones_own(phone, maya, ines):
    RaceTime.objects.create(client=maya, distance_m=5000, seconds=1178, on=TODAY)
    RaceTime.objects.create(client=ines, distance_m=10000, seconds=2400, on=TODAY)
    page = text(phone(maya))
    assert "5 km, 19:38" in page and "10 km" not in page


def test_times_over_a_distance_are_drawn_and_the_best_is_named(phone, maya, jonas):
    for athlete, minutes in ((maya, 20), (jonas, 35)):
        for weeks_ago, seconds in ((9, 30), (5, 2), (1, 14)):
            RaceTime.objects.create(
                client=athlete,
                distance_m=5000,
                seconds=minutes * 60 + seconds,
                on=TODAY - timedelta(weeks=weeks_ago),
            )
    page = text(phone(maya))
    drawing = page.partition("Races and bests")[2].partition("</svg>")[0]

    assert [clock for clock in ("20:30", "20:02", "20:14") if f">{clock}<" in drawing] == [
        "20:30",
        "20:02",
        "20:14",
    ]
    assert page.count("best so far") == 1 and "35:02" not in page
    assert "best so far" in page.partition("5 km, 20:02")[2].partition("</tr>")[0]


def test_a_race_to_come_stands_there(phone, maya):
    builders.race_session(maya, TODAY + timedelta(weeks=2))

    assert "to come" in text(phone(maya))


def test_seconds_uphill_are_drawn_with_their_table(phone, maya, jonas):
    for athlete, reps in ((maya, 3), (jonas, 7)):
        for weeks_ago in (1, 2):
            row = builders.hills_session(athlete, TODAY - timedelta(weeks=weeks_ago))
            log = builders.log(row)
            line = row.prescriptions.get(position=1)
            SetLog.objects.bulk_create(
                SetLog(log=log, position=n, set_no=n, seconds=20, prescription=line)
                for n in range(1, reps + weeks_ago)
            )
    page = text(phone(maya))
    drawing = page.partition("Seconds uphill")[2].partition("</svg>")[0]

    assert drawing.index(">80<") < drawing.index(">60<")
    assert (
        'data-label="Reps">3</td><td data-label="Seconds">60</td>' in page and "140" not in drawing
    )


def test_left_and_right_stand_beside_each_other_with_their_table(phone, maya, jonas):
    for athlete, left in ((maya, 9), (jonas, 41)):
        for weeks_ago in (1, 2):
            row = builders.strength_session(athlete, TODAY - timedelta(weeks=weeks_ago))
            log = builders.log(row)
            for position, (side, reps) in enumerate((("left", left), ("right", 7)), start=1):
                SetLog.objects.create(
                    log=log, position=position, set_no=1, side=side, reps=reps,
                    exercise=builders.exercise("Single leg squat"),
                )  # fmt: skip
    page = text(phone(maya))
    assert 'aria-label="Single leg squat, left and right, reps"' in page
    assert (
        'data-label="Left">9</td><td data-label="Right">7</td>' in page and ">41</td>" not in page
    )


def test_body_work_is_counted_by_week(phone, maya):
    builders.log(builders.routine_session(maya, TODAY))
    builders.routine_session(maya, TODAY + timedelta(days=1))

    assert 'data-label="Done">1 of 2</td>' in text(phone(maya))


def test_the_line_of_mornings_starts_after_five(phone, maya):
    items = dict.fromkeys(("fatigue", "sleep", "soreness", "stress", "mood"), 4)
    for days_ago in range(5):
        if days_ago == 4:
            assert "The line starts after 5 check-ins." in text(phone(maya))
        day = TODAY - timedelta(days=days_ago)
        CheckIn.objects.create(client=maya, uid=uuid.uuid4(), day=day, **items)
    assert "Sum of the five answers over 28 mornings" in text(phone(maya))
