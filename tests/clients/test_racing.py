"""A race is entered once and stands on the calendar, in the rules and in the rhythm of treatment."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import checking, moving, racing, scheduling, sending
from clients.models import CarePlan, Intake, Race, ScheduledSession, Treatment
from clients.racing import RaceEntry
from plans.rules.kinds import Hardness, RunType
from tests import builders

DAY = timedelta(days=1)


def entry(day, **differs):
    said = {"name": "Park 10 km", "priority": "A", "distance_m": 10_000} | differs
    return RaceEntry(day=day, **said)


def page(maya):
    return reverse("admin:clients_client_race", args=[maya.pk])


def posted(day, **differs):
    return {"name": "Park 10 km", "day": day, "km": "10", "priority": "A", "do": "save"} | differs


def drafts(maya):
    return list(ScheduledSession.with_drafts.drafts().filter(client=maya))


def test_a_race_is_a_hard_draft_of_its_day_that_is_sent_like_any_other(
    client, maya, robin, today, now
):
    client.force_login(robin)
    answer = client.post(page(maya), posted(today + 10 * DAY), follow=True)

    assert "Park 10 km is on the calendar" in answer.content.decode()
    [draft] = drafts(maya)
    assert (draft.run_type, draft.hardness) == (RunType.RACE, Hardness.HARD)
    assert (draft.race.priority, draft.race.distance_m) == ("A", 10_000)
    assert str(draft.prescriptions.get()) == "race 10 km"
    sending.send([draft], by=robin, now=now)
    client.force_login(maya.user)
    session = reverse("clients:session", args=[draft.code])
    assert "Park 10 km" in client.get(session).content.decode()


def test_it_stands_on_the_board_and_among_what_lies_ahead(client, maya, robin, today, now):
    racing.enter(maya, entry(today + 3 * DAY), by=robin, now=now)
    client.force_login(robin)

    monday = today + 3 * DAY - (today + 3 * DAY).weekday() * DAY
    person = reverse("admin:clients_client_overview", args=[maya.pk])
    with time_machine.travel(now, tick=False):
        board = client.get(reverse("admin:board"), {"start": monday}).content.decode()
        overview = client.get(person).content.decode()

    assert "Park 10 km" in board
    assert "Race season" in overview and "A race" in overview and "in 3 days" in overview


def test_the_rules_know_how_far_and_how_much_it_counts(maya, robin, today, now):
    builders.hard_session(maya, today + 9 * DAY)
    racing.enter(maya, entry(today + 4 * DAY, distance_m=21_098), by=robin, now=now)

    [race] = [one for one in checking.dated(maya, today, today + 7 * DAY, today=today)]
    notes = checking.notes(maya, today, today + 14 * DAY, today=today)

    assert race.is_priority_race and round(race.race_km) == 21
    assert "R01" in {note.rule for note in notes}  # a half marathon asks for seven easy days


def test_a_race_that_the_plan_has_on_that_day_becomes_this_race(maya, robin, today, now):
    planned = builders.hard_session(maya, today + 5 * DAY, run_type=RunType.RACE, title="Race")

    entered = racing.enter(maya, entry(today + 5 * DAY), by=robin, now=now)

    planned.refresh_from_db()
    assert entered.draft is None and planned.race == entered.race and planned.title == "Race"
    assert drafts(maya) == []


def test_a_plan_with_a_race_on_that_day_takes_the_race_that_is_there(maya, robin, today, now):
    race = Race.objects.create(client=maya, day=today + 12 * DAY, name="Park 10 km", priority="A")
    plan = builders.plan(robin, weeks=2)
    plan.sessions.update(run_type=RunType.RACE, week=2, weekday=race.day.isoweekday())

    scheduling.assign(maya, plan, race.day - timedelta(days=6 + race.day.isoweekday()),
                      by=robin, now=now)  # fmt: skip

    sessions = ScheduledSession.objects.filter(client=maya, day=race.day)
    assert {one.race for one in sessions} == {race}


def test_another_day_and_distance_are_told_and_priority_is_the_coachs_own(
    client, maya, robin, today, now
):
    entered = racing.enter(maya, entry(today + 5 * DAY), by=robin, now=now)
    sending.send([entered.draft], by=robin, now=now)
    client.force_login(robin)
    race = {"race": entered.race.pk}

    client.post(page(maya), posted(today + 5 * DAY, priority="B") | race)
    assert Race.objects.get().priority == "B" and drafts(maya) == []

    client.post(page(maya), posted(today + 6 * DAY, km="5", name="Park 5 km") | race)
    [draft] = drafts(maya)
    assert (draft.day, draft.title, str(draft.prescriptions.get())) == (
        today + 6 * DAY, "Park 5 km", "race 5 km",
    )  # fmt: skip
    sending.send([draft], by=robin, now=now)
    assert Race.objects.get().day == ScheduledSession.objects.get(client=maya).day == draft.day


def test_a_race_moves_with_its_session(maya, robin, today, now):
    entered = racing.enter(maya, entry(today + 5 * DAY), by=robin, now=now)
    moving.move_as_coach(entered.draft, today + 7 * DAY, by=robin, now=now)
    assert Race.objects.get().day == today + 7 * DAY

    sending.send(drafts(maya), by=robin, now=now)
    sent = ScheduledSession.objects.get(client=maya)
    change = moving.move_as_coach(sent, today + 8 * DAY, by=robin, now=now)
    assert Race.objects.get().day == today + 7 * DAY
    sending.send([change], by=robin, now=now)
    assert Race.objects.get().day == today + 8 * DAY


def test_what_is_taken_out_goes_from_the_athlete_once_it_is_sent(client, maya, robin, today, now):
    entered = racing.enter(maya, entry(today + 5 * DAY), by=robin, now=now)
    sending.send([entered.draft], by=robin, now=now)
    client.force_login(robin)

    client.post(page(maya), {"race": entered.race.pk, "do": "remove"})

    assert not Race.objects.exists()
    [draft] = drafts(maya)
    assert draft.removes
    sending.send([draft], by=robin, now=now)
    assert not ScheduledSession.objects.filter(client=maya).exists()


def test_a_race_that_was_run_stands(client, maya, robin, today):
    session = builders.race_session(maya, today)
    builders.log(session)
    client.force_login(robin)

    for do in ("save", "remove"):
        said = client.post(page(maya), posted(today, race=session.race.pk, do=do), follow=True)
        assert "a race that was run stands as it was" in said.content.decode()
    assert Race.objects.get().name == "Parkland 5 km"


@pytest.mark.parametrize(
    ("km", "typed", "seconds"),
    [
        ("10", "39:30", 39 * 60 + 30),
        ("10", " 39.30 ", 39 * 60 + 30),
        ("10", "40", 40 * 60),
        ("21.0975", "1:29:30", 5370),
        ("42.195", "3:29", 3 * 3600 + 29 * 60),
        ("0.4", "58", 58),
        ("10", "", None),
    ],
)
def test_a_coach_sets_changes_and_clears_the_goal_of_a_race(
    client, maya, robin, today, km, typed, seconds
):
    client.force_login(robin)
    client.post(page(maya), posted(today + DAY, km=km, goal="1:59:00"))
    race = Race.objects.get()
    assert race.goal_s == 7140
    assert 'value="1:59:00"' in client.get(page(maya), {"race": race.pk}).content.decode()
    client.post(page(maya), posted(today + DAY, km=km, goal=typed) | {"race": race.pk})
    race.refresh_from_db()
    assert race.goal_s == seconds
    [draft] = drafts(maya)
    assert draft.prescriptions.get().target_value == str(seconds or "")


@pytest.mark.parametrize(
    ("differs", "words"),
    [
        ({"goal": "sub 40"}, "Write the time as 39:30"),
        ({"goal": "0:10:00"}, "Nobody runs that distance in that time"),
        ({"goal": "120:00:00"}, "Nobody runs that distance in that time"),
        ({"km": "0.2"}, "between 400 metres and 400 kilometres"),
        ({"km": "1e99"}, "between 400 metres and 400 kilometres"),
        ({"km": ""}, "required"),
        ({"day": "soon"}, "Choose a day, such as"),
        ({"day": "2020-01-01"}, "That day is over"),
        ({"day": "2036-01-01"}, "more than two years ahead"),
        ({"priority": "Z"}, "That is not among the choices any more."),
        ({"name": "x" * 121}, "At most 120 characters."),
    ],
)
def test_what_cannot_be_a_race_is_said_beside_its_field_and_nothing_is_lost(
    client, maya, robin, today, differs, words
):
    client.force_login(robin)
    typed = posted(today + DAY) | {"name": "Typed in full"} | differs
    said = client.post(page(maya), typed).content.decode()
    assert words in said and (typed["name"] in said)
    assert not Race.objects.exists() and drafts(maya) == []


def test_the_same_race_twice_is_one(client, maya, robin, today):
    client.force_login(robin)
    client.post(page(maya), posted(today + DAY))
    said = client.post(page(maya), posted(today + DAY)).content.decode()
    assert "on that day already" in said
    assert Race.objects.count() == len(drafts(maya)) == 1


def test_the_race_named_at_the_start_is_offered_until_it_is_entered(client, maya, robin, today):
    Intake.objects.create(client=maya, race_name="Harbour 10 km", race_on=today + 30 * DAY)
    client.force_login(robin)

    assert "Harbour 10 km" in client.get(page(maya)).content.decode()
    client.post(page(maya), posted(today + 30 * DAY, name="Harbour 10 km"))
    assert 'value="Harbour 10 km"' not in client.get(page(maya)).content.decode()


def test_another_coachs_race_is_one_that_does_not_exist(client, maya, robin, alex, ines, today):
    race = Race.objects.create(client=ines, day=today + DAY, name="Theirs")
    client.force_login(robin)

    other = builders.client(robin, "Kofi")
    colleague = Race.objects.create(client=other, day=today + DAY, name="Kofi's")
    assert client.get(page(maya), {"race": race.pk}).status_code == 404
    assert client.get(page(maya), {"race": colleague.pk}).status_code == 404
    assert client.get(page(ines)).status_code == 404
    client.post(page(maya), {"race": race.pk, "do": "remove"})
    assert Race.objects.filter(pk=race.pk).exists()


def test_deep_treatment_keeps_away_from_an_a_race_before_it_is_sent(maya, robin, today, now):
    modality = builders.modality()
    modality.depth = "deep"
    modality.save()
    plan = CarePlan.objects.create(
        client=maya, modality=modality, base_days=21, start_on=today, last_on=today - 11 * DAY,
        due_on=today + 10 * DAY,
    )  # fmt: skip
    Treatment.objects.create(
        client=maya, uid="0b2d9a9e-3a5e-4c39-8d56-0f8a6c1f9f11", modality=modality,
        session=builders.treatment_session(maya, today - 11 * DAY), done_on=today - 11 * DAY,
        depth="deep",
    )  # fmt: skip

    racing.enter(maya, entry(today + 12 * DAY), by=robin, now=now)

    plan.refresh_from_db()
    assert plan.due_on == today + 8 * DAY
