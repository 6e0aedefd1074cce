"""Every planning door asks the whole table of rules, with what is known of the athlete."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from clients import care, checking, logbook, moving, previewing, scheduling, sending
from clients.models import HandsOnBlock, Intake, PainReport, RedFlag, RuleOverride
from clients.moving import Asked, Moved
from clients.previewing import Placement
from plans.models import Plan
from plans.rules.notes import Severity
from plans.rules.spacing import board
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

MONDAY = TODAY + timedelta(days=5)
EIGHT_WEEKS = timedelta(days=8 * 7)


def day(offset):
    return TODAY + timedelta(days=offset)


def hurts(client, level, region="achilles", offset=0):
    return PainReport.objects.create(
        client=client,
        uid=builders.log_entry(TODAY).uid,
        day=day(offset),
        region=region,
        side="left",
        kind="pain",
        level=level,
    )


def notes_of(client, first=TODAY, last=MONDAY + EIGHT_WEEKS):
    return checking.notes(client, first, last, today=TODAY)


def loud(notes):
    return [(note.rule, note.severity.value) for note in notes if note.severity is not Severity.I]


@pytest.fixture
def library(db):
    call_command("load_library", verbosity=0)
    return {plan.audience: plan for plan in Plan.objects.published().filter(coach=None)}


# The entry line of each built-in plan, in the words of the first questions.
ENTRY = {
    "first_timer": {"runs_per_week": 0, "minutes_per_week": 0, "longest_run_min": 0},
    "jogger": {"runs_per_week": 3, "minutes_per_week": 100, "longest_run_min": 40},
    "improver": {
        "runs_per_week": 3,
        "minutes_per_week": 200,
        "longest_run_min": 55,
        "months_running": 3,
        "hill_sessions": 0,
    },
    "competitive": {
        "runs_per_week": 5,
        "minutes_per_week": 300,
        "longest_run_min": 65,
        "months_running": 6,
        "hill_sessions": 4,
    },
}


class TestTheBuiltInPlans:
    @pytest.mark.parametrize("profile", ENTRY)
    def test_who_meets_the_entry_line_gets_neither_error_nor_warning(self, robin, library, profile):
        person = builders.client(robin, "Noor", profile=profile)
        Intake.objects.create(client=person, **ENTRY[profile])
        scheduling.assign(person, library[profile], MONDAY, by=robin, now=NOW)
        assert loud(notes_of(person)) == []

    def test_a_first_timer_on_the_improver_plan_is_told_what_comes_too_early(self, robin, library):
        elif_ = builders.client(robin, "Elif", profile="first_timer")
        Intake.objects.create(
            client=elif_,
            runs_per_week=2,
            minutes_per_week=50,
            longest_run_min=25,
            months_running=0,
            hill_sessions=0,
        )
        plan = library["improver"]
        with pytest.raises(checking.NeedsKeep) as refused:
            scheduling.assign(elif_, plan, MONDAY, by=robin, now=NOW)
        errors = refused.value.notes[elif_.pk]
        assert {note.rule for note in errors} == {"R12"}
        assert "It asks for 3 runs a week first." in map(str, errors[0].why)
        [look] = previewing.preview(plan, [Placement(client=elif_, start_on=MONDAY)], now=NOW)
        assert [note.day for note in look.errors] == [note.day for note in errors]
        first_week = [n for n in look.notes if n.day < MONDAY + timedelta(days=7)]
        assert loud(first_week) == [("R12", "E"), ("R04", "W")]
        kept = tuple(checking.Keep.of(elif_, note, RuleOverride.Reason.TALKED) for note in errors)
        scheduling.assign(elif_, plan, MONDAY, by=robin, now=NOW, kept=kept)
        assert [note for note in notes_of(elif_) if note.severity is Severity.E] == []

    def test_an_improver_who_has_run_for_a_month_is_only_warned(self, robin, library):
        jo = builders.client(robin, "Jo", profile="improver")
        Intake.objects.create(client=jo, runs_per_week=3, longest_run_min=58, months_running=1)
        scheduling.assign(jo, library["improver"], MONDAY, by=robin, now=NOW)
        assert set(loud(notes_of(jo))) == {("R12", "W")}


def hold(client):
    hurts(client, 4)
    return "R22", builders.hard_session(client, day(3), sent_at=None)


def flag(client):
    RedFlag.objects.create(client=client, opened_on=TODAY)
    return "R23", builders.session(client, day(3), sent_at=None)


def advice(client):
    Intake.objects.create(client=client, advice_needed=True)
    return "R23", builders.session(client, day(3), sent_at=None)


def block(client):
    HandsOnBlock.objects.create(client=client, since=TODAY)
    return "R19", builders.treatment_session(client, day(3), sent_at=None)


def too_early(client):
    client.profile = "first_timer"
    client.save()
    Intake.objects.create(client=client, runs_per_week=3, months_running=0)
    draft = builders.session(client, day(3), kind="hills", run_type="", sent_at=None)
    builders.line(draft, 1, role="hills", sets=2, seconds=8)
    return "R12", draft


def too_long(client):
    client.profile = "first_timer"
    client.save()
    Intake.objects.create(
        client=client, runs_per_week=3, months_running=12, hill_sessions=0, longest_run_min=60
    )
    draft = builders.session(client, day(3), kind="hills", run_type="", sent_at=None)
    builders.line(draft, 1, role="hills", sets=2, seconds=15)
    return "R17", draft


def too_much(client):
    draft = builders.session(client, day(3), kind="hills", run_type="", sent_at=None)
    builders.line(draft, 1, role="hills", sets=12, seconds=30)
    return "R14", draft


def a_minor(client):
    client.profile, client.born_on = "under_18", day(-16 * 365)
    client.save()
    return "R27", builders.session(client, day(3), sent_at=None)


ERRORS = [hold, flag, advice, block, too_early, too_long, too_much, a_minor]


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.__name__)
def test_an_error_of_any_rule_goes_out_with_a_reason_only(case, maya, robin):
    rule, draft = case(maya)
    with pytest.raises(sending.NeedsKeep) as refused:
        sending.send([draft], by=robin, now=NOW)
    notes = refused.value.notes[maya.pk]
    assert [note.rule for note in notes] == [rule]
    kept = [checking.Keep.of(maya, note, RuleOverride.Reason.TALKED) for note in notes]
    assert sending.send([draft], by=robin, now=NOW, kept=kept).count == 1
    assert RuleOverride.objects.get().rule == rule
    assert [note for note in notes_of(maya) if note.severity is Severity.E] == []


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.__name__)
def test_what_was_done_is_never_refused_for_a_rule(case, maya):
    _, session = case(maya)
    session.sent_at = NOW
    session.save()
    entry = builders.log_entry(TODAY, minutes=90, effort=10)
    assert logbook.record(session, entry, by=maya.user, now=NOW).is_new


def test_walking_and_mobility_go_out_before_medical_advice(maya, robin):
    Intake.objects.create(client=maya, advice_needed=True)
    walk = scheduling.add(maya, TODAY, "30 min walk", by=robin, now=NOW)
    mobility = builders.routine_session(maya, day(1), sent_at=None)
    assert sending.send([walk, mobility], by=robin, now=NOW).count == 2


def test_strength_that_loads_the_sore_part_is_held_too(maya, robin):
    builders.exercise("Single leg squat", regions=["kneecap"])
    hurts(maya, 4, region="kneecap")
    draft = builders.strength_session(maya, day(1), sent_at=None)
    with pytest.raises(sending.NeedsKeep):
        sending.send([draft], by=robin, now=NOW)


def test_a_treatment_that_the_athlete_books_stays_away_while_it_is_blocked(maya):
    HandsOnBlock.objects.create(client=maya, since=TODAY)
    booking = care.Booking(modality=builders.modality(), day=day(3))
    with pytest.raises(care.HandsOnIsBlocked):
        care.book(maya, booking, by=maya.user, now=NOW)


class TestMovingWhileSomethingHurts:
    def test_an_athlete_moves_a_held_session_without_asking(self, maya):
        hurts(maya, 5)
        session = builders.hard_session(maya, day(1))
        assert isinstance(moving.move_as_athlete(session, day(4), by=maya.user, now=NOW), Moved)

    def test_bringing_it_near_is_asked(self, maya):
        hurts(maya, 5)
        session = builders.hard_session(maya, day(9))
        assert isinstance(moving.move_as_athlete(session, day(4), by=maya.user, now=NOW), Asked)

    def test_a_day_below_the_floor_is_still_asked(self, maya):
        hurts(maya, 5)
        builders.hard_session(maya, day(5))
        session = builders.hard_session(maya, day(1))
        assert isinstance(moving.move_as_athlete(session, day(4), by=maya.user, now=NOW), Asked)


class TestHillsThatWereDone:
    def test_the_dose_grows_from_what_was_done_not_from_what_was_asked(self, maya, robin):
        asked = builders.hills_session(maya, day(-7))  # eight of twenty seconds
        log = builders.log(asked)
        for number in range(1, 4):
            log.sets.create(position=number, set_no=number, seconds=10)
        draft = builders.session(maya, day(1), kind="hills", run_type="", sent_at=None)
        builders.line(draft, 1, role="hills", sets=8, seconds=10)
        assert ("R13", "W") in loud(notes_of(maya))


class TestTheBoardIsQuiet:
    def test_two_notes_a_week_the_worst_first_and_the_rest_as_a_number(self, maya):
        hurts(maya, 4)
        for offset in (0, 1, 2, 3):
            builders.hard_session(maya, day(offset))
        week = board(notes_of(maya), TODAY)
        assert [note.severity.value for note in week.notes] == ["E", "E"]
        assert week.more >= 1

    def test_information_stays_off_it(self, maya):
        builders.session(maya, day(1))
        found = notes_of(maya, TODAY, day(3))
        assert {note.severity for note in found} == {Severity.I}
        assert board(found, TODAY).notes == ()


def test_asking_the_rules_of_thirty_takes_as_many_queries_as_of_one(
    robin, django_assert_max_num_queries
):
    people = [builders.client(robin, f"Runner{number}") for number in range(30)]
    for person in people:
        builders.log(builders.hills_session(person, day(-3)))
        hurts(person, 4)
        builders.treatment_session(person, day(2))
    with django_assert_max_num_queries(7):
        found = checking.calendars(people, TODAY, day(6), today={p.pk: TODAY for p in people})
        assert all(found[person.pk].notes(TODAY, day(6)) for person in people)
