"""The logbook: once, never refused for a rule, weighed as it was done, and kept in its history."""

import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from clients import care, logbook, readiness
from clients.models import (
    Race,
    RaceTime,
    ScheduledSession,
    SessionLog,
    SetLog,
    Treatment,
)
from clients.rules.log_entry import SetEntry
from plans.rules.kinds import Hardness, Kind, RunType
from tests import builders

DAY = timedelta(days=1)


@pytest.fixture
def judged(monkeypatch):
    """The logs that readiness was told of."""
    told = []
    monkeypatch.setattr(readiness, "after_log", lambda log, *, now: told.append(log))
    return told


def record(session, now, **said):
    entry = builders.log_entry(said.pop("day", session.day), **said)
    return logbook.record(session, entry, by=session.client.user, now=now)


def patiently(ask):
    """The tests' SQLite lives in memory, where a locked table answers at once instead of waiting."""
    for _attempt in range(200):
        try:
            return ask()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.01)
    pytest.fail("The table stayed locked.")


# Once


def test_an_easy_run_is_kept_with_its_load_and_class(maya, today, now):
    log, is_new = record(builders.session(maya, today), now, minutes=40, effort=3.5)

    assert is_new
    assert (log.outcome, log.load_au, log.hardness) == ("done", 140.0, Hardness.EASY)
    assert (log.entered_by, log.rated_at, log.formula_version) == (maya.user, now, 1)


def test_the_same_uid_again_is_the_same_log(maya, today, now):
    session, uid = builders.session(maya, today), uuid.uuid4()

    first = record(session, now, uid=uid)
    again = record(session, now, uid=uid)

    assert (again.log, again.is_new) == (first.log, False)
    assert SessionLog.objects.count() == 1


def test_another_uid_for_a_logged_session_is_told_which_log_is_there(maya, today, now):
    session = builders.session(maya, today)
    first = record(session, now).log

    with pytest.raises(logbook.AlreadyLogged) as already:
        record(session, now)

    assert already.value.log == first
    assert SessionLog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_uid", [True, False])
def test_two_that_arrive_at_once_make_one_log(robin, today, now, same_uid):
    maya = builders.client(robin, "Maya")
    session = builders.session(maya, today)
    uids = [uuid.uuid4()] * 2 if same_uid else [uuid.uuid4(), uuid.uuid4()]
    ready, answers = threading.Barrier(2), []

    def arrive(uid):
        own = ScheduledSession.objects.select_related("client__user").get(pk=session.pk)
        ready.wait(5)
        try:
            answers.append(patiently(lambda: record(own, now, uid=uid).is_new))
        except logbook.AlreadyLogged:
            answers.append("already")
        finally:
            connection.close()

    phones = [threading.Thread(target=arrive, args=(uid,)) for uid in uids]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()

    assert SessionLog.objects.count() == 1
    assert sorted(map(str, answers)) == sorted(map(str, [True, False if same_uid else "already"]))


def test_two_athletes_may_have_the_same_uid(maya, jonas, today, now):
    uid = uuid.uuid4()
    record(builders.session(maya, today), now, uid=uid)

    assert record(builders.session(jonas, today), now, uid=uid).is_new


# The day


def test_a_phone_whose_date_is_ahead_by_a_zone_is_believed(maya, today, now):
    latest = logbook.latest_day(now)

    assert latest == today + DAY
    assert record(builders.session(maya, today), now, day=latest).is_new


def test_a_day_that_has_come_nowhere_is_refused_and_nothing_is_kept(maya, today, now):
    session = builders.session(maya, today)

    with pytest.raises(logbook.DayIsAhead):
        record(session, now, day=today + 2 * DAY)

    assert not SessionLog.objects.exists()


def test_a_log_counts_on_the_day_that_it_was_done(maya, today, now):
    session = builders.session(maya, today - 3 * DAY)

    assert record(session, now, day=today - DAY).log.done_on == today - DAY


def test_a_log_that_was_under_way_while_the_session_moved_is_accepted(maya, today, now):
    session = builders.session(maya, today)
    ScheduledSession.objects.filter(pk=session.pk).update(day=today + 9 * DAY, version=2)

    log = record(session, now).log

    assert log.done_on == today
    session.refresh_from_db()
    assert session.day == today + 9 * DAY


# What it weighs


def test_sets_as_asked_are_done_and_fewer_are_changed(maya, jonas, today, now):
    as_asked = record(
        builders.strength_session(maya, today), now, sets=builders.sets_as_asked()
    ).log
    fewer = record(builders.strength_session(jonas, today), now, sets=builders.sets_as_asked(2)).log

    assert (as_asked.outcome, fewer.outcome) == ("done", "changed")
    assert as_asked.sets.count() == 6


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"reps": 8, "load_kg": 12.2}, "done"),
        ({"reps": 7}, "changed"),
        ({"reps": 9}, "changed"),
        ({"reps": 8, "load_kg": 14}, "changed"),
        ({"reps": 8, "load_kg": None}, "done"),
    ],
)
def test_the_outcome_follows_reps_and_load(maya, today, now, change, outcome):
    session = builders.strength_session(maya, today)
    sets = (*builders.sets_as_asked()[:-1], SetEntry(line=1, set_no=3, side="right", **change))

    assert record(session, now, sets=sets).log.outcome == outcome


def test_one_side_left_out_is_a_change(maya, today, now):
    session = builders.strength_session(maya, today)

    assert record(session, now, sets=builders.sets_as_asked()[:-1]).log.outcome == "changed"


def test_no_word_of_the_sets_is_as_asked(maya, today, now):
    log = record(builders.strength_session(maya, today), now).log

    assert log.outcome == "done"
    assert not log.sets.exists()


def test_a_set_takes_its_exercise_from_the_line_whatever_was_said(maya, today, now):
    session = builders.strength_session(maya, today)
    other = builders.exercise("Clam")
    sets = (SetEntry(line=1, exercise_id=other.pk, set_no=1, side="left", reps=8),)

    row = record(session, now, sets=sets).log.sets.get()

    assert row.exercise.name == "Single leg squat"
    assert row.prescription == session.prescriptions.get()


def test_an_easy_run_that_was_hard_counts_as_hard_and_is_judged(maya, today, now, judged):
    log = record(builders.session(maya, today), now, effort=7).log

    assert (log.hardness, log.moves_clock) == (Hardness.HARD, True)
    assert judged == [log]


def test_an_easy_run_as_meant_is_not_judged_again(maya, today, now, judged):
    record(builders.session(maya, today), now)

    assert judged == []


def test_worse_than_planned_is_judged_below_hard_too(maya, today, now, judged):
    log = record(builders.session(maya, today), now, effort=5).log

    assert log.hardness == Hardness.MODERATE
    assert judged == [log]


@pytest.mark.parametrize(("weeks", "moves"), [(2, False), (7, True)])
def test_a_first_timers_hard_easy_run_moves_no_clock_in_the_first_six_weeks(
    robin, today, now, weeks, moves
):
    noor = builders.client(
        robin, "Noor", profile="first_timer", joined_on=today - timedelta(weeks=weeks)
    )

    log = record(builders.session(noor, today), now, effort=8).log

    assert (log.hardness, log.moves_clock) == (Hardness.HARD, moves)


def test_hills_are_weighed_by_what_was_run(maya, jonas, today, now):
    def hills(client, reps, seconds):
        sets = tuple(
            SetEntry(line=1, set_no=number, seconds=seconds) for number in range(1, reps + 1)
        )
        return record(builders.hills_session(client, today), now, effort=5, sets=sets).log

    assert hills(maya, 8, 20).hardness == Hardness.HARD
    assert hills(jonas, 6, 10).hardness == Hardness.MODERATE


def test_a_sprint_that_the_timer_ran_past_30_seconds_is_kept(maya, today, now):
    log = record(
        builders.hills_session(maya, today), now, sets=(SetEntry(line=1, seconds=41, set_no=1),)
    ).log

    assert log.hardness == Hardness.HARD
    assert log.sets.get().seconds == 41


def test_a_long_run_far_beyond_the_longest_of_a_month_is_hard(maya, today, now):
    record(builders.session(maya, today - 9 * DAY), now, minutes=60)
    long_run = builders.session(maya, today, run_type=RunType.LONG, hardness=Hardness.MODERATE)

    assert record(long_run, now, minutes=75, effort=4).log.hardness == Hardness.HARD


def test_a_long_run_within_ten_per_cent_is_moderate(maya, today, now):
    record(builders.session(maya, today - 9 * DAY), now, minutes=60)
    long_run = builders.session(maya, today, run_type=RunType.LONG, hardness=Hardness.MODERATE)

    assert record(long_run, now, minutes=66, effort=4).log.hardness == Hardness.MODERATE


def test_without_an_effort_the_load_is_not_known(maya, today, now):
    log = record(builders.session(maya, today), now, effort=None).log

    assert (log.load_au, log.rated_at) == (None, None)


def test_recording_is_never_refused_for_a_rule(maya, today, now):
    for day in (today - DAY, today):
        assert record(builders.hard_session(maya, day), now, effort=9).is_new


# Correcting


def test_a_log_is_corrected_and_what_it_said_stays_in_its_history(maya, today, now):
    session = builders.strength_session(maya, today)
    log = record(session, now, effort=6, sets=builders.sets_as_asked()).log
    SessionLog.objects.update(seen_at=now)
    entry = builders.log_entry(today, effort=8, sets=builders.sets_as_asked(2))

    corrected = logbook.correct(log, entry, by=maya.coach, now=now + timedelta(hours=1))

    assert (corrected.pk, corrected.uid) == (log.pk, log.uid)
    assert (corrected.effort, corrected.hardness, corrected.outcome) == (8, "hard", "changed")
    assert corrected.rated_at == now + timedelta(hours=1)
    assert corrected.sets.count() == 4
    assert SessionLog.objects.get().seen_at is None
    assert [row.effort for row in log.history.all()] == [8, 6]
    assert log.history.first().history_user == maya.coach
    assert log.history.last().history_user == maya.user


def test_the_time_of_rating_stays_when_only_words_change(maya, today, now):
    log = record(builders.session(maya, today), now).log
    entry = builders.log_entry(today, comment="Windy.")

    corrected = logbook.correct(log, entry, by=maya.user, now=now + timedelta(hours=1))

    assert corrected.rated_at == now


# Not today


def skip(session, now, uid=None):
    return logbook.skip(
        session,
        SessionLog.SkipReason.NO_TIME,
        uid=uid or uuid.uuid4(),
        by=session.client.user,
        now=now,
    )


def test_what_did_not_happen_has_a_reason_and_no_load(maya, today, now):
    log, is_new = skip(builders.session(maya, today), now)

    assert is_new
    assert (log.outcome, log.skip_reason, log.load_au) == ("skipped", "no_time", 0)
    assert not log.was_done


def test_the_same_no_twice_is_one(maya, today, now):
    session, uid = builders.session(maya, today), uuid.uuid4()

    assert skip(session, now, uid).is_new
    assert not skip(session, now, uid).is_new


def test_a_no_is_taken_back_and_a_log_is_not(maya, jonas, today, now):
    not_today = skip(builders.session(maya, today), now).log
    done = record(builders.session(jonas, today), now).log

    logbook.undo_skip(not_today)
    logbook.undo_skip(done)

    assert list(SessionLog.objects.all()) == [done]


def test_what_was_done_after_all_wins_over_the_no_from_the_morning(maya, today, now):
    session, uid = builders.session(maya, today), uuid.uuid4()
    before = skip(session, now).log

    log, is_new = record(session, now, uid=uid)

    assert (log.pk, is_new, log.outcome, log.skip_reason) == (before.pk, True, "done", "")
    assert not record(session, now, uid=uid).is_new


def test_a_no_never_wins_over_what_was_done(maya, today, now):
    session = builders.session(maya, today)
    record(session, now)

    with pytest.raises(logbook.AlreadyLogged):
        skip(session, now)


# Not planned


def test_what_nobody_planned_becomes_the_athletes_own_session(maya, today, now):
    entry = builders.log_entry(today, minutes=50, effort=4, title="Bike")

    log = logbook.record_ad_hoc(maya, Kind.CROSS, entry, by=maya.user, now=now).log

    session = ScheduledSession.objects.get()
    assert (session.kind, session.title, session.day) == (Kind.CROSS, "Bike", today)
    assert (session.origin, session.created_by) == ("athlete", maya.user)
    assert (log.session, log.load_au, log.outcome) == (session, 200.0, "done")


def test_what_nobody_planned_is_kept_once(maya, today, now):
    entry = builders.log_entry(today)

    first = logbook.record_ad_hoc(maya, RunType.EASY, entry, by=maya.user, now=now)
    again = logbook.record_ad_hoc(maya, RunType.EASY, entry, by=maya.user, now=now)

    assert (again.log, again.is_new) == (first.log, False)
    assert ScheduledSession.objects.count() == 1
    assert ScheduledSession.objects.get().title == "Easy run"


def test_short_hills_of_ones_own_are_moderate_and_long_ones_hard(maya, jonas, today, now):
    def hills(client, seconds):
        sets = tuple(SetEntry(set_no=number, seconds=seconds) for number in (1, 2, 3, 4))
        entry = builders.log_entry(today, effort=5, sets=sets)
        return logbook.record_ad_hoc(client, Kind.HILLS, entry, by=client.user, now=now).log

    assert hills(maya, 8).hardness == Hardness.MODERATE
    assert hills(jonas, 20).hardness == Hardness.HARD


# Races and treatments


def test_a_race_gets_its_result_and_paces_follow_it_when_asked(maya, today, now):
    session = builders.race_session(maya, today)

    record(session, now, race_time_s=1178, race_place="12", use_for_paces=True)

    race = Race.objects.get()
    assert (race.result_s, race.place) == (1178, "12")
    time = RaceTime.objects.get()
    assert (time.client, time.distance_m, time.seconds, time.on) == (maya, 5000, 1178, today)


def test_paces_do_not_follow_a_race_unless_asked(maya, today, now):
    record(builders.race_session(maya, today), now, race_time_s=1178)

    assert not RaceTime.objects.exists()


def test_a_corrected_race_time_is_one_time(maya, today, now):
    log = record(builders.race_session(maya, today), now, race_time_s=1178, use_for_paces=True).log
    entry = builders.log_entry(today, race_time_s=1187, use_for_paces=True)

    logbook.correct(log, entry, by=maya.user, now=now)

    assert [time.seconds for time in RaceTime.objects.all()] == [1187]


def test_a_treatment_from_the_plan_is_a_log_and_a_visit(maya, today, now):
    session = builders.treatment_session(maya, today)
    rhythm = care.set_rhythm(
        maya, session.modality, base_days=21, due_on=today, by=maya.coach, today=today
    )
    visit = care.Visit(modality=session.modality, done_on=today, session=session)
    entry = builders.log_entry(today, effort=None)

    first = logbook.record_visit(session, entry, visit, by=maya.user, now=now)
    again = logbook.record_visit(session, entry, visit, by=maya.user, now=now)

    assert (first.is_new, again.is_new) == (True, False)
    assert (first.log.load_au, first.log.hardness) == (0, Hardness.EASY)
    assert Treatment.objects.get().session == session
    rhythm.refresh_from_db()
    assert rhythm.last_on == today


# SQL


def test_an_easy_run_costs_two_statements(maya, today, now, sql):
    session = builders.session(maya, today)

    with sql() as statements:
        record(session, now)

    assert len(statements) == 2, statements


def test_thirty_sets_cost_four_statements(maya, today, now, sql):
    session = builders.strength_session(maya, today)
    sets = builders.sets_as_asked(30)

    with sql() as statements:
        record(session, now, sets=sets)

    assert SetLog.objects.count() == 60
    assert len(statements) == 4, statements
