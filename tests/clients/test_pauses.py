"""Coaching rests, ends and goes on; days away are entered by the coach too."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import attention, explaining, leaving, readiness, roster, tallying
from clients.models import (
    Away,
    CarePlan,
    Client,
    Consent,
    Reminder,
    ScheduledSession,
    SessionLog,
)
from clients.models.standing import standing
from clients.rules.compliance import Done, Pillar
from tests import builders
from tests.conftest import NOW, TODAY

ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def act(desk, client, page, **data):
    return desk.post(reverse(f"admin:clients_client_{page}", args=[client.pk]), data, follow=True)


def text_of(desk, address):
    return desk.get(address).content.decode()


def overview(client):
    return reverse("admin:clients_client_overview", args=[client.pk])


def cards(coach):
    found = attention.shelves(coach, NOW)
    return [card.client for card in (*found.now, *found.this_week, *found.by_the_way)]


# pause and resume


def test_a_paused_person_gets_no_mail_and_stands_on_no_shelf(desk, robin, maya):
    builders.note(maya, maya.user, NOW - timedelta(days=2))
    assert maya in cards(robin)
    page = act(desk, maya, "pause", do="pause").content.decode()
    maya.refresh_from_db()
    assert maya.status == Client.Status.PAUSED
    assert "Paused since 25 November." in page
    assert maya not in cards(robin)
    assert "no mail goes out" in explaining.in_the_way(maya, NOW)
    Reminder.objects.create(
        recipient=maya.user, client=maya, kind="note", day=TODAY, due_at=NOW, useful_until=NOW
    )
    assert not Reminder.objects.filter(standing()).exists()


def test_a_paused_person_is_no_news_of_the_week_either(desk, robin, maya, jonas):
    """Both have no plan ahead and a massage that is past its rhythm; one of them rests."""
    for each in (maya, jonas):
        CarePlan.objects.create(
            client=each,
            modality=builders.modality(),
            base_days=21,
            start_on=TODAY - timedelta(days=40),
            due_on=TODAY - timedelta(days=5),
        )
    before = attention.shelves(robin, NOW)
    assert {maya, jonas} <= {card.client for card in before.this_week}
    assert {maya, jonas} <= {card.client for card in before.by_the_way}
    act(desk, maya, "pause", do="pause")
    after = attention.shelves(robin, NOW)
    said = {card.client for card in (*after.this_week, *after.by_the_way)}
    assert jonas in said
    assert maya not in said


def test_a_red_flag_is_never_put_aside(desk, robin, maya):
    act(desk, maya, "pause", do="pause")
    readiness.open_red_flag(maya, by=maya.user, now=NOW)
    assert maya in cards(robin)


def test_a_paused_athlete_goes_on_reading_and_logging(desk, client, robin, maya):
    session = builders.session(maya, TODAY, title="Quiet run")
    act(desk, maya, "pause", do="pause")
    client.force_login(maya.user)
    assert "Quiet run" in client.get("/week/2026-11-25/").content.decode()
    assert client.get(reverse("clients:log", args=[session.code])).status_code == 200


def test_the_days_of_a_pause_leave_the_done_count_for_good(desk, maya):
    act(desk, maya, "pause", do="pause")
    for days in (0, 1, 2):
        builders.session(maya, TODAY + ONE_DAY * days)
    with time_machine.travel(NOW + ONE_DAY * 3, tick=False):
        act(desk, maya, "pause", do="resume")
    maya.refresh_from_db()
    assert maya.status == Client.Status.ACTIVE
    later = TODAY + ONE_DAY * 5
    builders.session(maya, TODAY + ONE_DAY * 4)
    counted = tallying.per_pillar(
        list(ScheduledSession.objects.all()), list(Away.objects.all()), first=TODAY, today=later
    )
    assert counted == {Pillar.RUNNING: Done(0, 1)}


def test_a_pause_of_the_same_day_never_was(desk, maya):
    act(desk, maya, "pause", do="pause")
    act(desk, maya, "pause", do="resume")
    assert not Away.objects.exists()


def test_a_second_tap_changes_nothing(desk, maya):
    act(desk, maya, "pause", do="pause")
    page = act(desk, maya, "pause", do="pause").content.decode()
    assert "did not reach us whole" in page
    assert Away.objects.count() == 1


def test_the_athlete_cannot_end_the_coachs_pause(desk, client, maya):
    act(desk, maya, "pause", do="pause")
    client.force_login(maya.user)
    page = client.get("/settings/")
    assert not page.context["away_spans"]
    span = Away.objects.get()
    assert client.post("/settings/", {"part": "end_away", "span": span.pk}).status_code == 404


# end and restore


def test_what_the_coach_ended_can_go_on_and_health_data_waits_for_a_yes(desk, robin, maya):
    act(desk, maya, "archive")
    details = reverse("admin:clients_client_change", args=[maya.pk])
    assert "Go on coaching" in text_of(desk, details)
    page = act(desk, maya, "restore").content.decode()
    maya.refresh_from_db()
    assert (maya.status, maya.ended_on) == (Client.Status.ACTIVE, None)
    assert "Health data opens when Maya agrees again." in page
    assert not Consent.objects.given().filter(client=maya, kind="health").exists()


def test_whoever_left_is_not_brought_back_by_the_coach(desk, client, robin, maya):
    client.force_login(maya.user)
    client.post("/settings/leave/")
    client.force_login(robin)
    details = reverse("admin:clients_client_change", args=[maya.pk])
    assert "Go on coaching" not in text_of(desk, details)
    assert act(desk, maya, "restore").status_code == 404
    maya.refresh_from_db()
    assert maya.ended_on == TODAY


def test_somebody_whom_another_coach_has_by_now_stays_there(desk, alex, maya):
    leaving.archive(maya, by=maya.coach, now=NOW)
    Client.objects.create(coach=alex, user=maya.user, name="Maya", status="active")
    assert "Somebody else coaches Maya now." in act(desk, maya, "restore").content.decode()
    maya.refresh_from_db()
    assert maya.ended_on


def test_who_is_coached_is_not_restored(desk, maya):
    assert act(desk, maya, "restore").status_code == 404


# away


def days(first, last, why="ill", **more):
    return {
        "from_on": str(TODAY + ONE_DAY * first),
        "to_on": str(TODAY + ONE_DAY * last),
        "why": why,
        **more,
    }


def test_the_coach_enters_changes_and_takes_out_days_away(desk, maya):
    page = act(desk, maya, "away", **days(-3, 2)).content.decode()
    span = Away.objects.get()
    assert (span.why, span.entered_by) == ("ill", maya.coach)
    assert "Ill" in page
    assert "cell--away" in text_of(desk, "/coach/week/")
    act(desk, maya, "away", **days(0, 4, "camp", span=span.pk))
    span.refresh_from_db()
    assert (span.why, span.from_on) == ("camp", TODAY)
    act(desk, maya, "away", span=span.pk, do="remove")
    assert not Away.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (days(2, 1), "The last day comes before the first. Nothing was saved."),
        (days(-90, -60), "Choose days up to 28 Oct back"),
        (days(0, 500), "a year at most"),
        (days(0, 1, "pause"), "That is not among the choices any more."),
        ({"from_on": "soon", "to_on": "", "why": "ill"}, "Write the day as 2026-11-25."),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(desk, maya, data, told):
    assert told in act(desk, maya, "away", **data).content.decode()
    assert not Away.objects.exists()


def test_a_span_of_somebody_else_is_404(desk, maya, jonas, ines):
    for other in (jonas, ines):
        span = Away.objects.create(client=other, from_on=TODAY, to_on=TODAY, why="ill")
        assert act(desk, maya, "away", span=span.pk, do="remove").status_code == 404
    assert Away.objects.count() == 2


def test_what_lay_on_days_away_is_not_counted_as_left_undone(robin, maya):
    for days in (2, 3):
        builders.session(maya, TODAY - days * ONE_DAY)
    [member] = roster.of_coach(robin, NOW)
    assert (member.planned_last_week, member.undone_last_week) == (2, 2)
    Away.objects.create(client=maya, from_on=TODAY - 3 * ONE_DAY, to_on=TODAY - ONE_DAY)
    [member] = roster.of_coach(robin, NOW)
    assert (member.planned_last_week, member.undone_last_week) == (0, 0)


def test_days_away_leave_the_front_page_too(desk, robin, maya):
    Away.objects.create(client=maya, from_on=TODAY - 2 * ONE_DAY, to_on=TODAY - ONE_DAY, why="ill")
    for offset in (-2, -1):
        builders.session(maya, TODAY + ONE_DAY * offset)
    builders.session(maya, TODAY)
    page = text_of(desk, "/coach/")
    assert "0 of 1" in page
    assert "did not happen" not in page


# a week counted by hand


def test_done_per_pillar_equals_a_week_counted_by_hand(desk, maya):
    """Monday to Sunday: strength done; an easy run ill; hills moved from Tuesday to Wednesday and done;
    Thursday and Friday away with a run and a ball session; a long run cut short on Saturday; on Sunday
    strength that did not happen and a ball session done.
    """
    monday = TODAY - timedelta(days=9)
    week = [monday + ONE_DAY * n for n in range(7)]
    builders.log(builders.strength_session(maya, week[0]))
    ill = builders.session(maya, week[0])
    builders.log(
        ill, outcome=SessionLog.Outcome.SKIPPED, skip_reason="ill", minutes=None, effort=None
    )
    moved = builders.hills_session(maya, week[2], first_day=week[1])
    builders.log(moved, done_on=week[2])
    Away.objects.create(client=maya, from_on=week[3], to_on=week[4], why="travel")
    builders.session(maya, week[3])
    builders.routine_session(maya, week[4])
    builders.log(builders.session(maya, week[5]), outcome=SessionLog.Outcome.CHANGED)
    builders.strength_session(maya, week[6])
    builders.log(builders.routine_session(maya, week[6]))
    rows = list(ScheduledSession.objects.filter(client=maya).select_related("log"))
    spans = list(maya.away_spans.all())
    assert tallying.per_pillar(rows, spans, first=monday, today=monday + ONE_DAY * 7) == {
        Pillar.STRENGTH: Done(1, 2),
        Pillar.HILLS: Done(1, 1),
        Pillar.RUNNING: Done(1, 1),
        Pillar.MAINTENANCE: Done(1, 1),
    }
    shown = desk.get(overview(maya)).context["tally"]
    assert [(pillar, done[1].done, done[1].planned) for pillar, done in shown] == [
        ("strength", 1, 2),
        ("hill sprints", 1, 1),
        ("running", 1, 1),
        ("maintenance", 1, 1),
    ]
