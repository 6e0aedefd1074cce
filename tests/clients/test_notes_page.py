"""What athlete and coach say to each other, and what the coach teaches."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients import talking
from clients.models import Client, Comment, ReadMark
from plans.models import TeachingNote
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/notes/"


def said(body="Will do. Which hill?", **more):
    return {"uid": str(uuid.uuid4()), "body": body, **more}


def text(browser, address=PAGE) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def from_robin(maya, robin, body="Nicely boring.", **subject):
    return talking.write(maya, robin, body, uid=uuid.uuid4(), now=NOW, **subject)


def test_a_note_reaches_the_coach_and_wakes_the_sweep(phone, maya, robin):
    phone(maya).post(PAGE, said())
    note = Comment.objects.get()
    assert (note.author, note.client, note.about) == (maya.user, maya, "person")
    assert list(talking.unread_for(robin)) == [note]
    assert Client.objects.to_look_at(NOW).filter(pk=maya.pk).exists()


def test_the_same_note_sent_twice_is_one(phone, maya):
    browser, twice = phone(maya), said()
    browser.post(PAGE, twice)
    browser.post(PAGE, twice)
    assert Comment.objects.count() == 1


def test_a_note_may_be_about_a_session_or_a_week(phone, maya):
    session = builders.session(maya, TODAY)
    browser = phone(maya)
    assert "About Easy run" in text(browser, f"{PAGE}?session={session.code}")
    browser.post(PAGE, said(session=str(session.code)))
    browser.post(PAGE, said(week="2026-11-23"))
    one, other = Comment.objects.order_by("pk")
    assert (one.about, one.session) == ("session", session)
    assert (other.about, other.week_on.isoformat()) == ("week", "2026-11-23")


def test_a_note_cannot_be_about_somebody_elses_session(phone, maya, ines):
    theirs = builders.session(ines, TODAY)
    page = phone(maya).post(PAGE, said(session=str(theirs.code))).content.decode()
    assert "That session is not there any more." in page and "Which hill?" in page
    assert str(theirs.code) not in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize("broken", [{"uid": "nonsense"}, {"week": "2026-13-45"}])
def test_what_a_page_wrote_by_itself_and_cannot_be_read_stops_no_note(phone, maya, broken):
    phone(maya).post(PAGE, said(**broken))
    assert Comment.objects.get().week_on is None


@pytest.mark.parametrize("address", ["?session=nonsense", "?week=nonsense", "?week=2026-13-45"])
def test_a_broken_address_is_a_note_about_nothing_in_particular(phone, maya, address):
    assert "Write to Robin" in text(phone(maya), PAGE + address)


def test_an_empty_note_is_not_sent(phone, maya):
    assert "Write something first." in phone(maya).post(PAGE, said("  ")).content.decode()
    assert not Comment.objects.exists()


def test_opening_the_page_marks_nothing_and_saying_so_does(phone, maya, robin):
    from_robin(maya, robin)
    browser = phone(maya)
    assert "I have read these" in text(browser) and not ReadMark.objects.exists()
    browser.post("/notes/read/")
    assert "I have read these" not in text(browser)
    assert not talking.unread_for(maya.user).exists()


def test_answering_marks_what_came_before_as_read(phone, maya, robin):
    from_robin(maya, robin)
    phone(maya).post(PAGE, said())
    assert not talking.unread_for(maya.user).exists()


def test_what_comes_after_the_mark_is_unread_again(maya, robin):
    talking.mark_read(maya, maya.user, NOW - timedelta(minutes=1))
    note = from_robin(maya, robin)
    assert list(talking.unread_for(maya.user)) == [note]


def test_ones_own_note_is_never_unread(maya):
    talking.write(maya, maya.user, "Mine", uid=uuid.uuid4(), now=NOW)
    assert not talking.unread_for(maya.user).exists()


def test_a_private_note_is_the_coachs_alone(phone, maya, robin):
    from_robin(maya, robin, "Knee looks odd", private=True)
    page = text(phone(maya))
    assert "Knee looks odd" not in page and "something new" not in page


def test_nobody_reads_anothers_thread(phone, maya, jonas, ines, robin):
    from_robin(maya, robin, "For Maya")
    for stranger in (jonas, ines):
        assert "For Maya" not in text(phone(stranger))


def test_what_somebody_types_never_runs(phone, maya, robin):
    from_robin(maya, robin, "<script>alert(1)</script>")
    page = text(phone(maya))
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_former_athlete_reads_and_writes_nothing(phone, maya, robin):
    from_robin(maya, robin, "Good years")
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY)
    browser = phone(maya)
    assert "Good years" in text(browser)
    assert browser.post(PAGE, said()).status_code == 404


def test_a_teaching_note_is_read_as_markdown_and_runs_nothing(phone, maya):
    TeachingNote.objects.create(
        slug="hills",
        title="Hills",
        body="Short and **steep**.\n\n<script>alert(1)</script><img src=x onerror=y>"
        "\n\n[go](javascript:alert(1))",
    )
    page = text(phone(maya), reverse("clients:learn", args=["hills"]))
    assert "<strong>steep</strong>" in page
    assert "alert(1)" not in page and "<img" not in page


def test_the_coachs_own_text_goes_before_the_built_in_and_anothers_is_not_there(
    phone, maya, robin, alex
):
    TeachingNote.objects.create(slug="hills", title="Built in", body="x")
    TeachingNote.objects.create(slug="hills", title="Robin's own", body="x", coach=robin)
    TeachingNote.objects.create(slug="secret", title="Alex's own", body="x", coach=alex)
    browser = phone(maya)
    assert "Robin&#x27;s own" in text(browser, reverse("clients:learn", args=["hills"]))
    assert browser.get(reverse("clients:learn", args=["secret"])).status_code == 404
