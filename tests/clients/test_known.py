"""What the rules know of athletes beside their sessions, and from whom they know it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.known import known_of
from clients.models import Guardian, HandsOnBlock, Intake, PainReport, RedFlag
from plans.rules.regions import Region
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def day(offset):
    return TODAY + timedelta(days=offset)


def known(client, today=TODAY):
    return known_of([client], today={client.pk: today})[client.pk]


def said(client, **answers):
    return Intake.objects.create(client=client, **answers)


def ran(client, offset, **fields):
    return builders.log(builders.session(client, day(offset), **fields))


def sprinted(client, offset, seconds, *, pain=None):
    log = builders.log(builders.hills_session(client, day(offset)))
    log.sets.create(position=1, set_no=1, seconds=seconds, pain=pain)
    return log


def report(client, offset, level, region="achilles", **fields):
    return PainReport.objects.create(
        client=client,
        uid=builders.log_entry(TODAY).uid,
        day=day(offset),
        region=region,
        side="left",
        kind=fields.pop("kind", "pain"),
        level=level,
        **fields,
    )


class TestTheFirstAnswers:
    def test_nothing_said_is_nothing_known(self, maya):
        seen = known(maya)
        assert (seen.longest_run, seen.median_load, seen.last_log_on) == (None, None, None)
        ground = seen.ground
        assert (ground.weeks_of_running, ground.runs_a_week) == (None, None)
        assert (ground.hill_sessions, ground.power_sessions) == (None, None)

    def test_they_count_until_the_log_knows_better(self, maya):
        said(maya, runs_per_week=4, longest_run_min=70, months_running=6, hill_sessions=5)
        seen = known(maya)
        assert (seen.longest_run, seen.ground.runs_a_week) == (70, 4)
        assert (seen.ground.weeks_of_running, seen.ground.power_sessions) == (26, 5)
        assert seen.ground.hill_sessions == 10  # asked about three months, the rule about six

    def test_four_weeks_of_log_know_the_longest_run_and_the_runs_a_week(self, maya):
        said(maya, runs_per_week=4, longest_run_min=70)
        for offset in (-40, -20, -19, -3):
            ran(maya, offset, minutes=40)
        seen = known(maya)
        assert (seen.longest_run, seen.ground.runs_a_week) == (40, 1.5)

    def test_a_young_log_adds_to_what_was_said(self, maya):
        said(maya, longest_run_min=50, months_running=3, hill_sessions=2)
        ran(maya, -14, minutes=62)
        sprinted(maya, -7, 10)
        seen = known(maya)
        assert seen.longest_run == 62
        assert seen.ground.weeks_of_running == 13 + 2
        assert (seen.ground.hill_sessions, seen.ground.power_sessions) == (5, 3)

    def test_half_a_year_of_log_knows_hills_and_weeks_without_any_answer(self, maya):
        ran(maya, -7 * 27)
        sprinted(maya, -30, 8)
        ground = known(maya).ground
        assert (ground.weeks_of_running, ground.hill_sessions) == (27, 1)

    def test_weeks_of_the_first_plan_are_counted(self, maya, robin):
        plan = builders.plan(robin, audience="first_timer")
        given = maya.assignments.create(plan=plan, start_on=day(-20))
        for offset in (-20, -19, -10):
            ran(maya, offset, assignment=given)
        assert known(maya).ground.first_plan_weeks == 2

    def test_an_injury_at_the_start_stands_until_a_part_is_named(self, maya):
        said(maya, injured_now=True)
        assert known(maya).ground.injured
        report(maya, -1, 1)
        assert not known(maya).ground.injured


class TestPowerHills:
    @pytest.mark.parametrize(
        ("seconds", "pain", "counts"),
        [(8, None, 1), (12.4, 2, 1), (13, None, 0), (8, 3, 0), (None, None, 0)],
    )
    def test_short_ones_that_did_not_hurt(self, maya, seconds, pain, counts):
        said(maya, hill_sessions=0)
        sprinted(maya, -3, seconds, pain=pain)  # twenty seconds were asked for
        assert known(maya).ground.power_sessions == counts

    def test_a_reported_pain_after_it_counts_too(self, maya):
        said(maya, hill_sessions=0)
        log = sprinted(maya, -3, 8)
        report(maya, -2, 4, session=log.session)
        assert known(maya).ground.power_sessions == 0


class TestTheBody:
    def test_an_open_part_carries_the_persons_limits_and_the_stricter_ones_of_its_region(
        self, maya
    ):
        report(maya, -5, 4)
        report(maya, -5, 3, region="shin_front")
        achilles, shin = known(maya).sore_parts
        assert (achilles.region, achilles.level, achilles.hold) == (Region.ACHILLES, 4, 4)
        assert (shin.region, shin.hold) == (Region.SHIN_FRONT, 3)

    def test_the_worst_of_three_days_counts_as_at_the_gate(self, maya):
        report(maya, -1, 6)
        report(maya, 0, 3)
        assert [part.level for part in known(maya).sore_parts] == [6]
        assert [part.level for part in known(maya, day(3)).sore_parts] == [3]

    def test_a_closed_part_is_over(self, maya):
        report(maya, -2, 5, closed_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
        assert known(maya).sore_parts == ()

    def test_calf_achilles_and_hamstring_stand_before_hills_and_a_shoulder_does_not(self, maya):
        report(maya, 0, 5, region="shoulder")
        assert (known(maya).ground.pain, known(maya).ground.sore_part) == (0, False)
        report(maya, 0, 4, region="calf")
        assert (known(maya).ground.pain, known(maya).ground.sore_part) == (4, True)

    def test_a_red_flag_a_block_and_missing_advice_are_known(self, maya):
        RedFlag.objects.create(client=maya, opened_on=day(-1))
        HandsOnBlock.objects.create(client=maya, since=day(-1))
        answers = said(maya, advice_needed=True)
        seen = known(maya)
        assert (seen.red_flag, seen.hands_on_blocked, seen.needs_advice) == (True, True, True)
        answers.advice_had_on = TODAY
        answers.save()
        RedFlag.objects.update(closed_on=TODAY)
        seen = known(maya)
        assert (seen.red_flag, seen.needs_advice) == (False, False)

    def test_without_consent_no_health_data_is_known(self, robin):
        kofi = builders.client(robin, "Kofi", consent=False)
        report(kofi, 0, 6)
        RedFlag.objects.create(client=kofi, opened_on=day(-1))
        said(kofi, advice_needed=True, injured_now=True)
        seen = known(kofi)
        assert (seen.sore_parts, seen.red_flag, seen.needs_advice) == ((), False, False)
        assert not seen.ground.injured


class TestTheRest:
    def test_the_phase_follows_the_a_races_until_the_coach_says_another(self, maya):
        def phases(*offsets):
            season = known(maya).season
            return [season.phase_on(day(offset)).value for offset in offsets]

        assert phases(0, 28) == ["base", "base"]
        for offset, priority in ((-10, "A"), (40, "A"), (3, "B"), (70, "A")):
            maya.races.create(day=day(offset), name="Race", priority=priority)
        assert phases(-1, 12, 13, 40, 41) == ["preseason", "preseason", "race", "race", "preseason"]
        assert known(maya).season.a_races == (day(-10), day(40), day(70))
        maya.phase = "off"
        maya.save()
        assert phases(0, 40) == ["off", "off"]

    def test_the_mondays_of_plans(self, maya, robin):
        maya.assignments.create(plan=builders.plan(robin), start_on=day(7))
        assert known(maya).plan_starts == {day(5)}

    def test_under_18_it_is_known_whether_the_guardian_has_agreed(self, maya):
        assert known(maya).guardian_agreed is None
        maya.born_on = day(-16 * 365)
        maya.save()
        assert known(maya).guardian_agreed is False

        guardian = builders.guardian(maya, "Ana")
        assert known(maya).guardian_agreed is True

        Guardian.objects.filter(pk=guardian.pk).update(refused_at=NOW)
        assert known(maya).guardian_agreed is False

    def test_runs_that_did_not_happen_answer_whether_somebody_was_running(self, maya):
        for offset in (-38, -31):
            log = ran(maya, offset)
            log.load_au = 100 - offset
            log.save()
        assert (known(maya).last_log_on, known(maya).was_running) == (day(-31), None)
        skipped = builders.session(maya, day(-4))
        builders.log(skipped, outcome="skipped", skip_reason="ill")
        seen = known(maya)
        assert (seen.was_running, seen.median_load) == (False, 134.5)

    def test_a_day_that_is_over_gives_what_was_known_then(self, maya):
        RedFlag.objects.create(client=maya, opened_on=day(-9), closed_on=day(-5))
        report(maya, -9, 6, closed_at=datetime(2026, 11, 20, 9, tzinfo=UTC))
        ran(maya, -2)
        then = known(maya, day(-7))
        assert (then.red_flag, then.last_log_on) == (True, None)
        assert [part.level for part in then.sore_parts] == [6]
        assert (known(maya).red_flag, known(maya).sore_parts) == (False, ())


@pytest.mark.parametrize("count", [1, 30])
def test_six_queries_at_most_whatever_the_number_of_people(robin, count):
    people = [builders.client(robin, f"Runner{number}") for number in range(count)]
    for person in people:
        said(person, runs_per_week=4, months_running=12, hill_sessions=6)
        ran(person, -30)
        sprinted(person, -28, 8)
        report(person, -1, 4)
        skipped = builders.session(person, day(-2))
        builders.log(skipped, outcome="skipped", skip_reason="tired")
    with CaptureQueriesContext(connection) as asked:
        found = known_of(people, today={person.pk: TODAY for person in people})
    assert len(asked) <= 6
    assert all(each.sore_parts and each.was_running is False for each in found.values())


def test_nobody_costs_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert known_of([], today={}) == {}


def test_reports_of_places_that_are_tight_hold_nothing(maya):
    report(maya, 0, 8, kind=PainReport.Kind.TIGHT)
    assert known(maya).sore_parts == ()


def test_deep_work_is_known_from_treatments_that_were_done(maya, jonas):
    massage = builders.modality(hands_on=True, depth="deep")

    def had(client, offset, depth):
        uid = builders.log_entry(TODAY).uid
        client.treatments.create(uid=uid, modality=massage, depth=depth, done_on=day(offset))

    had(maya, -9, "light")
    had(jonas, -9, "deep")
    assert known(maya).had_deep is False
    had(maya, -3, "deep")
    assert known(maya).had_deep is True
    assert known(maya, today=day(-4)).had_deep is False
