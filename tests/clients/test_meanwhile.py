"""The plan changes while a log is on its way: what was done wins, at its own exercise, and both are shown."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from clients import logbook, moving, scheduling, sending
from clients.models import ScheduledSession, SessionLog
from plans.rules.kinds import Kind, RunType
from plans.rules.shorthand import read_session
from plans.writing import names_for
from tests import builders
from tests.clients.test_log_page import DAY, at, fields_of, shown

pytestmark = pytest.mark.usefixtures("morning")
KEPT = "Logged as it was before the change."


@pytest.fixture
def coach(robin):
    desk = Client()
    desk.force_login(robin)
    return desk


@pytest.fixture
def phone(phone, maya):
    """Maya's."""
    return phone(maya)


@pytest.fixture
def session(maya, today):
    """Squats, then bridges."""
    session = builders.strength_session(maya, today)
    second(session)
    return session


def second(session, name="Bridge", position=2):
    builders.line(session, position, name="", exercise=builders.exercise(name), sets=2, reps_min=10)


def sets_of(log):
    return [(row.exercise.name, row.reps, row.prescription_id) for row in log.sets.all()]


def swapped(session):
    """The coach turns the order around, and asks for more."""
    squat, bridge = session.prescriptions.all()
    session.prescriptions.filter(pk=squat.pk).update(position=3)
    session.prescriptions.filter(pk=bridge.pk).update(position=1, reps_min=20)
    session.prescriptions.filter(pk=squat.pk).update(position=2)


def replaced(session):
    """The coach puts a run in its place."""
    session.prescriptions.all().delete()
    session.kind, session.run_type, session.title = Kind.RUN, RunType.EASY, "Easy run"
    session.save()


def save(phone, session, sent, **said):
    return phone.post(at(session), sent | {"effort": "6"} | said)


def test_a_page_without_a_change_says_nothing_of_one(phone, session):
    answer = save(phone, session, shown(phone, at(session)))

    log = SessionLog.objects.get()
    assert (log.before_change, log.outcome) == (None, "done")
    assert KEPT not in phone.get(answer.url).content.decode()


def test_lines_that_changed_places_keep_their_own_sets(phone, session):
    sent = shown(phone, at(session))
    swapped(session)

    save(phone, session, sent)

    squat = session.prescriptions.get(position=2)
    bridge = session.prescriptions.get(position=1)
    assert sets_of(SessionLog.objects.get()) == [
        *[("Single leg squat", 8, squat.pk)] * 6,
        *[("Bridge", 10, bridge.pk)] * 2,
    ]


def test_an_exercise_that_is_gone_from_the_plan_stays_with_the_log(phone, session):
    sent = shown(phone, at(session))
    session.prescriptions.filter(position=1).update(
        exercise=builders.exercise("Lunge"), name="lunge", reps_min=5, reps_max=5
    )

    answer = save(phone, session, sent)

    log = SessionLog.objects.get()
    assert {name for name, _reps, _line in sets_of(log)} == {"Single leg squat", "Bridge"}
    assert log.outcome == "changed"
    page = phone.get(answer.url).content.decode()
    assert KEPT in page
    assert "3 x 8 /side single leg squat" in page
    assert "3 x 5 /side lunge" in page.lower()


def test_what_was_done_before_a_change_can_be_changed_and_loses_nothing(phone, session):
    sent = shown(phone, at(session))
    session.prescriptions.filter(position=1).update(exercise=builders.exercise("Lunge"))
    save(phone, session, sent)

    change = f"{at(session)}?change"
    phone.post(change, shown(phone, change) | {"effort": "7"})

    log = SessionLog.objects.get()
    assert log.effort == 7
    assert {name for name, _reps, _line in sets_of(log)} == {"Single leg squat", "Bridge"}
    assert log.before_change["change"] == "changed"


def test_a_session_that_the_coach_took_away_leaves_the_log_as_the_athletes_own(phone, session):
    sent = shown(phone, at(session))
    code = session.code
    session.delete()

    answer = save(phone, session, sent)

    log = SessionLog.objects.select_related("session").get()
    assert log.session.origin == ScheduledSession.Origin.ATHLETE
    assert (log.session.kind, log.session.title) == ("strength", "Glute strength A")
    assert {name for name, _reps, _line in sets_of(log)} == {"Single leg squat", "Bridge"}
    assert log.before_change["code"] == str(code)
    assert "It was taken out of the plan meanwhile." in phone.get(answer.url).content.decode()


def test_the_coach_sees_it_in_the_inbox_and_on_the_athletes_page(phone, coach, maya, session):
    sent = shown(phone, at(session))
    session.delete()
    save(phone, session, sent)

    for page in (
        coach.get(reverse("admin:inbox")),
        coach.get(reverse("admin:clients_client_overview", args=[maya.pk])),
    ):
        assert KEPT in page.content.decode()


def test_another_session_in_its_place_stays_open_beside_what_was_done(phone, session):
    sent = shown(phone, at(session))
    replaced(session)

    save(phone, session, sent)

    log = SessionLog.objects.select_related("session").get()
    assert log.session != session
    assert (log.session.kind, log.before_change["change"]) == ("strength", "replaced")
    assert not SessionLog.objects.filter(session=session).exists()


def test_a_session_that_moved_is_done_on_the_day_it_was_done(phone, session, today):
    sent = shown(phone, at(session))
    ScheduledSession.objects.filter(pk=session.pk).update(day=today + 2 * DAY)

    answer = save(phone, session, sent)

    log = SessionLog.objects.get()
    assert (log.session, log.done_on, log.outcome) == (session, today, "done")
    assert "It moved to Fri 27 Nov meanwhile." in phone.get(answer.url).content.decode()


@pytest.mark.parametrize("becomes", [swapped, replaced, ScheduledSession.delete])
def test_the_same_entry_once_more_is_the_same_log(phone, session, becomes):
    sent = shown(phone, at(session))
    code = at(session)
    becomes(session)

    for _time in range(2):
        phone.post(code, sent | {"effort": "6"})

    assert SessionLog.objects.count() == 1
    assert ScheduledSession.objects.filter(kind="strength").count() == 1


def test_a_change_that_goes_out_by_the_coachs_own_hand_is_met_the_same_way(
    phone, robin, session, now
):
    sent = shown(phone, at(session))
    text = read_session("# Glute strength A\n2 x 12 bridge", names_for(robin))
    draft = scheduling.edit(session, text, by=robin, now=now)
    sending.send([draft], by=robin, now=now)

    save(phone, session, sent)

    log = SessionLog.objects.get()
    assert {name for name, _reps, _line in sets_of(log)} == {"Single leg squat", "Bridge"}
    assert log.before_change["change"] == "changed"


def test_what_is_refused_is_shown_as_it_was_and_nothing_is_lost(phone, session):
    sent = shown(phone, at(session))
    session.prescriptions.filter(position=1).update(exercise=builders.exercise("Lunge"))

    page = save(phone, session, sent, **{"s1-1-left": "eight"}).content.decode()

    assert "Write a whole number, such as 8." in page
    assert "The plan has changed meanwhile." in page
    assert 'tabindex="-1">Single leg squat</h2>' in page
    assert 'tabindex="-1">Lunge</h2>' not in page
    assert fields_of(page)["s1-1-left"] == ["eight"]
    assert fields_of(page)["about"] == sent["about"]


def test_a_page_of_before_opens_once_more_also_where_the_session_is_gone(phone, session):
    about = shown(phone, at(session))["about"][0]
    session.delete()

    page = phone.get(at(session), {"about": about}).content.decode()

    assert "Single leg squat" in page
    assert phone.get(at(session)).status_code == 404


def test_a_log_of_another_device_is_there_and_the_plan_has_changed_too(
    phone, maya, session, today, now
):
    sent = shown(phone, at(session))
    swapped(session)
    logbook.record(session, builders.log_entry(today), by=maya.user, now=now)

    page = save(phone, session, sent).content.decode()
    assert "This session already has a log." in page
    phone.post(f"{at(session)}?change", fields_of(page))

    assert {(name, reps) for name, reps, _line in sets_of(SessionLog.objects.get())} == {
        ("Single leg squat", 8),
        ("Bridge", 10),
    }


def test_what_a_page_was_about_cannot_be_made_up_or_taken_from_another(
    phone, maya, jonas, session, today
):
    theirs = builders.strength_session(jonas, today)
    about = shown(phone, at(session))["about"][0]
    code = session.code
    session.delete()
    sent = {"uid": str(uuid.uuid4()), "done_on": today, "minutes": "30", "effort": "6"}

    for wrong, to in (
        ("", code),
        ("made up", code),
        (about[:-2], code),
        (about, uuid.uuid4()),
        (about, theirs.code),
    ):
        answer = phone.post(reverse("clients:log", args=[to]), sent | {"about": wrong})
        assert answer.status_code == 404
    assert not SessionLog.objects.exists()


def test_nobody_else_can_send_what_was_meant_for_another(phone, jonas, session, today):
    about = shown(phone, at(session))["about"][0]
    code = session.code
    session.delete()
    phone.force_login(jonas.user)

    sent = {"uid": str(uuid.uuid4()), "done_on": today, "minutes": "30", "effort": "6"}
    answer = phone.post(reverse("clients:log", args=[code]), sent | {"about": about})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "build", [builders.hills_session, builders.intervals_session, builders.session]
)
def test_runs_and_hills_are_kept_the_same_way(phone, maya, today, build):
    session = build(maya, today)
    sent = shown(phone, at(session))
    kind, sets = session.kind, session.prescriptions.exists()
    session.delete()

    reps = {name: "4:20" for name in sent if name.startswith("rep-")}
    assert save(phone, session, sent | reps).status_code == 302

    log = SessionLog.objects.select_related("session").get()
    assert (log.session.kind, log.sets.exists()) == (kind, sets)


def test_a_move_by_the_athlete_says_the_same(phone, maya, session, today, now):
    sent = shown(phone, at(session))
    moving.move_as_athlete(session, today + DAY, by=maya.user, now=now)

    save(phone, session, sent)

    assert SessionLog.objects.get().before_change["change"] == "moved"
