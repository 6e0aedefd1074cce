"""One's days in one's own calendar: what it says, what it keeps to itself, and who may read it."""

import re
from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client as Browser
from icalendar import Calendar

from clients import feeds, leaving, moving, scheduling, sending
from clients.models import Assignment, CalendarFeed, ScheduledSession
from coachapp.lib.masking import masked
from tests import builders
from tests.conftest import NOW, TODAY

PAGE = "/settings/calendar/"


def address_of(user) -> str:
    return f"/calendar/{feeds.make(user, now=NOW)}.ics"


def read(user, now=NOW) -> Calendar:
    return Calendar.from_ical(feeds.calendar_of(user, now=now))


def events(user, now=NOW) -> dict:
    return {str(each["uid"]): each for each in read(user, now).walk("VEVENT")}


def event_of(session):
    return events(session.client.user)[f"{session.code}@coachapp"]


def test_a_day_without_an_hour_lasts_all_day_and_one_with_an_hour_stands_there(maya):
    run = builders.session(maya, TODAY)
    evening = builders.session(maya, TODAY, at=time(18, 30), minutes=45, place="Track")

    assert event_of(run)["dtstart"].dt == TODAY
    timed = event_of(evening)
    assert timed["dtstart"].dt.isoformat() == "2026-11-25T17:30:00+00:00"
    assert timed["dtend"].dt - timed["dtstart"].dt == timedelta(minutes=45)
    assert timed["location"] == "Track"


def test_what_is_written_is_a_calendar_that_a_strict_reader_takes(maya):
    builders.session(maya, TODAY)
    said = feeds.calendar_of(maya.user, now=NOW)

    assert said.startswith(b"BEGIN:VCALENDAR\r\n") and said.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in said.split(b"\r\n"))
    calendar = Calendar.from_ical(said)
    assert calendar["version"] == "2.0" and calendar["prodid"]
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "LAST-MODIFIED"} <= set(event)


def test_treatment_and_the_way_back_to_running_say_their_kind_and_no_place(maya):
    massage = builders.treatment_session(maya, TODAY, title="Left Achilles", place="Dr Vogel")
    ball = builders.routine_session(maya, TODAY, title="Ball on the sore calf")
    back = builders.session(maya, TODAY, run_type="return_run", title="Return after injury")

    assert [str(event_of(one)["summary"]) for one in (massage, ball, back)] == [
        "Treatment",
        "Maintenance",
        "Run",
    ]
    said = feeds.calendar_of(maya.user, now=NOW)
    assert not any(word in said for word in (b"Achilles", b"Vogel", b"sore", b"injury"))


def test_drafts_strangers_and_weeks_not_shown_are_not_there(maya, ines, robin):
    builders.session(maya, TODAY, sent_at=None)
    builders.session(ines, TODAY)
    block = Assignment.objects.create(client=maya, plan=builders.plan(robin), start_on=TODAY)
    shown = builders.session(maya, TODAY, assignment=block)
    builders.session(maya, TODAY + timedelta(days=14), assignment=block)

    assert list(events(maya.user)) == [f"{shown.code}@coachapp"]


def test_a_move_is_the_same_line_with_a_higher_number(maya, robin):
    session = builders.session(maya, TODAY)
    before = event_of(session)
    with time_machine.travel(NOW + timedelta(hours=1)):
        moving.move_as_athlete(session, TODAY + timedelta(days=1), by=maya.user, now=NOW)
    after = event_of(session)

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after["dtstart"].dt == TODAY + timedelta(days=1)
    assert after["last-modified"].dt > before["last-modified"].dt


def test_what_the_coach_takes_out_is_cancelled_with_a_higher_number(maya, robin):
    session = builders.session(maya, TODAY)
    number = event_of(session)["sequence"]
    sending.send([scheduling.remove(session, by=robin)], by=robin, now=NOW)

    gone = event_of(session)
    assert gone["status"] == "CANCELLED" and gone["sequence"] == number + 1
    assert gone["dtstart"].dt == TODAY and "Easy run" not in str(gone.to_ical())


def test_a_draft_taken_back_and_a_week_never_shown_leave_no_trace(maya, robin):
    scheduling.remove(builders.session(maya, TODAY, sent_at=None), by=robin)
    block = Assignment.objects.create(client=maya, plan=builders.plan(robin), start_on=TODAY)
    far = builders.session(maya, TODAY + timedelta(days=21), assignment=block)
    sending.send([scheduling.remove(far, by=robin)], by=robin, now=NOW)

    assert events(maya.user) == {}
    assert not ScheduledSession.with_drafts.exists()


def test_another_athletes_cancelled_days_stay_theirs(maya, ines, alex):
    session = builders.session(ines, TODAY)
    sending.send([scheduling.remove(session, by=alex)], by=alex, now=NOW)

    assert events(maya.user) == {}


def test_a_coachs_calendar_has_their_own_days_and_none_of_those_they_coach(maya, robin, alex):
    builders.session(maya, TODAY)
    out = builders.session(maya, TODAY)
    sending.send([scheduling.remove(out, by=robin)], by=robin, now=NOW)
    own = builders.client(alex, "Robin B", account=False)
    own.user = robin
    own.save()
    run = builders.session(own, TODAY)

    assert list(events(robin)) == [f"{run.code}@coachapp"]


def test_who_leaves_keeps_the_days_that_were(maya):
    was = builders.session(maya, TODAY - timedelta(days=1))
    ahead = builders.session(maya, TODAY + timedelta(days=1))
    leaving.archive(maya, by=maya.coach, now=NOW)

    assert "status" not in event_of(was)
    assert event_of(ahead)["status"] == "CANCELLED"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x07"])
def test_a_title_begins_no_line_of_its_own(maya, end):
    session = builders.session(maya, TODAY, title=f"Run{end}STATUS:CANCELLED{end}X-A;B,C:1")

    event = event_of(session)
    assert "status" not in event
    assert str(event["summary"]) == "Run STATUS:CANCELLED X-A;B,C:1"


def test_the_address_is_shown_once_and_opens_the_calendar_without_signing_in(phone, maya):
    builders.session(maya, TODAY, title="Long run")
    browser = phone(maya)
    page = browser.post(PAGE).text
    key = re.search(r"/calendar/([^/]+)\.ics", page)[1]

    answer = Browser().get(f"/calendar/{key}.ics")
    assert answer.status_code == 200 and b"Long run" in answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert key not in browser.get(PAGE).text
    assert key not in str(CalendarFeed.objects.values())
    assert key not in masked(f"GET {answer.request['PATH_INFO']} HTTP/1.1")


def test_an_address_taken_back_or_made_anew_is_as_one_that_never_was(phone, maya, ines):
    first = address_of(maya.user)
    theirs = address_of(ines.user)
    second = address_of(maya.user)
    assert Browser().get(first).status_code == 404
    assert Browser().get(second).status_code == 200

    phone(maya).post(PAGE, {"part": "revoke"})
    assert Browser().get(second).status_code == 404
    assert Browser().get("/calendar/never.ics").status_code == 404
    assert Browser().get(theirs).status_code == 200


def test_an_account_that_was_closed_opens_no_calendar(maya):
    address = address_of(maya.user)
    maya.user.is_active = False
    maya.user.save()

    assert Browser().get(address).status_code == 404


def test_the_same_days_are_not_sent_twice(morning, maya):
    session = builders.session(maya, TODAY)
    address = address_of(maya.user)
    etag = Browser().get(address)["ETag"]

    assert Browser().get(address, headers={"If-None-Match": etag}).status_code == 304
    moving.move_as_athlete(session, TODAY + timedelta(days=1), by=maya.user, now=NOW)
    assert Browser().get(address, headers={"If-None-Match": etag}).status_code == 200


def test_a_calendar_is_read_in_few_questions(morning, maya, sql):
    for offset in range(20):
        builders.session(maya, TODAY + timedelta(days=offset))
    address = address_of(maya.user)
    with sql() as asked:
        Browser().get(address)
    assert len(asked) <= 3


def test_nothing_is_written_through_the_address(maya):
    assert Browser().post(address_of(maya.user)).status_code == 405
