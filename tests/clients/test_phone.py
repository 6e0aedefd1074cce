"""What the phone is given: an app for the home screen, a worker, pages to keep, and answers for its outbox."""

import re
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from clients.models import CheckIn, SessionLog
from clients.views.athlete import phone as on_the_phone
from tests import builders


def run_of(session, **more):
    said = {"uid": uuid.uuid4(), "done_on": session.day, "pick": "30", "effort": "3"}
    return said | {"minutes": ""} | more


@pytest.fixture
def easy_run(maya, today):
    return builders.session(maya, today)


def sent(browser, owner, session, **more):
    headers = {"X-Outbox": str(owner.code)}
    return browser.post(f"/sessions/{session.code}/log/", run_of(session, **more), headers=headers)


def test_the_app_can_be_put_on_the_home_screen(client):
    said = client.get("/manifest.webmanifest").json()

    assert said["start_url"] == "/today/" and said["display"] == "standalone"
    assert {icon["sizes"] for icon in said["icons"]} == {"192x192", "512x512", "any"}
    assert any(icon["purpose"] == "maskable" for icon in said["icons"])
    for icon in said["icons"]:
        assert (Path(settings.BASE_DIR) / icon["src"].lstrip("/")).exists()


def test_the_worker_is_another_one_when_a_file_of_its_shell_is(client, monkeypatch):
    before = client.get("/sw.js").content
    monkeypatch.setattr(on_the_phone, "FILES", on_the_phone.FILES[:-1])

    assert on_the_phone.written_worker().encode() != before


def test_pages_and_logs_have_their_scripts_without_signal(client):
    shell = client.get("/sw.js").content.decode().partition(";")[0]

    for of in ("", "_log", "_hills", "_quality", "_run_walk"):
        assert f"/static/js/athlete{of}.js" in shell


def test_the_page_without_signal_is_nobodys(phone, maya, client):
    assert phone(maya).get("/offline/").content == client.get("/offline/").content


def test_a_page_says_whose_it_is_and_nothing_else_may_be_kept(phone, maya, easy_run):
    browser = phone(maya)

    assert browser.get("/today/")["X-Kept-For"] == str(maya.code)
    assert browser.get("/today/")["Cache-Control"] == "private, no-store"
    for address in ("/accounts/email/", "/offline/", "/learn/no-such/"):
        assert "X-Kept-For" not in browser.get(address)


def test_today_lists_what_the_phone_keeps(phone, maya, easy_run):
    html = phone(maya).get("/today/").content.decode()
    kept = re.search(r'data-keep="([^"]+)"', html)[1].split()

    assert f"/sessions/{easy_run.code}/log/" in kept
    assert {"/check-in/", "/week/2026-11-25/", "/log/run/", "/log/run_walk/", "/log/race/"} <= set(
        kept
    )
    assert all(phone(maya).get(address).status_code == 200 for address in kept)


def test_the_phone_keeps_every_open_session_of_the_week_with_its_log_and_not_today(phone, maya):
    monday = date(2026, 11, 23)
    days = [builders.session(maya, monday + timedelta(days=day)) for day in range(7)]
    builders.log(days[0])
    html = phone(maya).get("/today/").content.decode()
    kept = re.search(r'data-keep="([^"]+)"', html)[1].split()

    for each in days[1:]:
        assert {f"/sessions/{each.code}/log/", f"/sessions/{each.code}/skip/"} <= set(kept)
    assert f"/sessions/{days[0].code}/" in kept
    assert f"/sessions/{days[0].code}/log/" not in kept


def test_the_outbox_learns_where_to_go_next(phone, maya, easy_run):
    browser = phone(maya)
    uid = uuid.uuid4()

    for _time in range(2):
        answer = sent(browser, maya, easy_run, uid=uid)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["X-Outbox-Next"] == f"/sessions/{easy_run.code}/log/"
    assert SessionLog.objects.count() == 1


def test_the_outbox_gets_the_form_back_with_its_sentences(phone, maya, easy_run):
    answer = sent(phone(maya), maya, easy_run, effort="")

    assert answer.status_code == 422
    assert "How was the whole session?" in answer.content.decode()
    assert not SessionLog.objects.exists()


def test_an_entry_of_somebody_else_is_not_taken(phone, maya, jonas, easy_run):
    answer = phone(jonas).post("/log/run/", run_of(easy_run), headers={"X-Outbox": str(maya.code)})

    assert answer.status_code == 409
    assert not SessionLog.objects.exists()


def check_in(browser, age):
    browser.post("/check-in/", {"uid": uuid.uuid4(), "sleep": "4"}, headers={"X-Outbox-Age": age})
    return CheckIn.objects.get().day


def test_a_check_in_that_was_eight_hours_on_the_way_counts_for_the_day_before(phone, maya, today):
    assert check_in(phone(maya), "28800") == today - timedelta(days=1)


@pytest.mark.parametrize("age", ["0", "-5", "soon", "9" * 40])
def test_an_age_that_cannot_be_is_none(phone, maya, today, age):
    assert check_in(phone(maya), age) in (today, today - timedelta(days=14))
