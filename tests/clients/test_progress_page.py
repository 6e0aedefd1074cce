"""How it is going, in one's own numbers, and never a score."""

import uuid
from datetime import timedelta

from clients.models import CheckIn, Consent, RaceTime
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
    assert '<td class="num">90</td>' in page and "Show as a table" in page


def test_mornings_need_consent_and_are_ones_own(phone, maya, jonas):
    for athlete, each in ((maya, 4), (jonas, 2)):
        items = dict.fromkeys(("fatigue", "sleep", "soreness", "stress", "mood"), each)
        CheckIn.objects.create(client=athlete, uid=uuid.uuid4(), day=TODAY, **items)
    browser = phone(maya)
    page = text(browser)
    assert '<td class="num">20</td>' in page and '<td class="num">10</td>' not in page
    Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
    assert "Mornings" not in text(browser)


def test_races_are_ones_own(phone, maya, ines):
    RaceTime.objects.create(client=maya, distance_m=5000, seconds=1178, on=TODAY)
    RaceTime.objects.create(client=ines, distance_m=10000, seconds=2400, on=TODAY)
    page = text(phone(maya))
    assert "5000 m" in page and "10000 m" not in page
