"""Back to running on the ladder: the athlete sees the stage, the coach decides the next."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import returning
from clients.models import PainReport, ReturnStage
from plans.rules.kinds import RunType
from plans.rules.return_to_run import STAGES, Move
from tests import builders

DAY = timedelta(days=1)


def return_run(client, day, **fields):
    return builders.session(client, day, run_type=RunType.RETURN_RUN, title="Return run", **fields)


def ran(client, day, pain=None, morning=None):
    log = builders.log(return_run(client, day))
    for level, on, moment in ((pain, day, "during"), (morning, day + DAY, "next_morning")):
        if level is not None:
            PainReport.objects.create(
                client=client, uid=uuid.uuid4(), day=on, region="achilles", side="left",
                kind="pain", level=level, moment=moment,
            )  # fmt: skip
    return log


def ladder(client):
    return returning.ladder(client, has_consent=True)


def test_nobody_is_on_the_ladder_who_has_not_started(maya):
    assert ladder(maya).stage is None
    with pytest.raises(returning.NotOnTheLadder):
        returning.step(maya, Move.NEXT, by=maya.coach)


def test_a_planned_return_run_is_enough_to_be_offered_the_first_stage(client, maya, robin, today):
    client.force_login(robin)
    page = reverse("admin:clients_client_overview", args=[maya.pk])
    assert "Start at stage 1" not in client.get(page).content.decode()

    return_run(maya, today + 2 * DAY)

    assert "Start at stage 1" in client.get(page).content.decode()


def test_two_good_runs_lead_on(maya, robin, today):
    returning.start(maya, by=robin)
    ran(maya, today - 4 * DAY, pain=1)
    assert ladder(maya).advice.move is Move.REPEAT
    ran(maya, today - 2 * DAY)

    assert ladder(maya).advice.move is Move.NEXT


@pytest.mark.parametrize(
    "pain,morning,move",
    [(4, None, Move.REPEAT), (6, None, Move.BACK), (2, 3, Move.BACK), (2, 2, Move.REPEAT)],
)
def test_pain_repeats_or_leads_back(maya, robin, today, pain, morning, move):
    returning.start(maya, by=robin)
    returning.step(maya, Move.NEXT, by=robin)
    ran(maya, today - 2 * DAY, pain=pain, morning=morning)

    assert ladder(maya).advice.move is move


def test_the_coachs_word_answers_the_last_run(maya, robin, today):
    returning.start(maya, by=robin)
    ran(maya, today - 2 * DAY)
    returning.step(maya, Move.NEXT, by=robin)

    assert (ladder(maya).stage, ladder(maya).advice) == (STAGES[1], None)


def test_without_health_data_there_is_no_advice(maya, robin, today):
    returning.start(maya, by=robin)
    ran(maya, today - 2 * DAY, pain=6)

    assert returning.ladder(maya, has_consent=False).advice is None


def test_back_ends_at_the_first_stage_and_next_after_the_last_is_running_again(maya, robin):
    returning.start(maya, by=robin)
    assert returning.step(maya, Move.BACK, by=robin).stage == 1
    ReturnStage.objects.create(client=maya, stage=8)
    assert returning.step(maya, Move.NEXT, by=robin).stage is None


def test_a_done_run_keeps_the_stage_that_it_was_done_on(maya, robin, today):
    returning.start(maya, by=robin)
    log = ran(maya, today - DAY)
    returning.step(maya, Move.NEXT, by=robin)

    assert returning.stage_of(log.session) == STAGES[0]
    assert returning.stage_of(return_run(maya, today)) == STAGES[1]
    assert returning.stage_of(builders.session(maya, today)) is None


def test_the_athlete_sees_the_stage_on_the_session_and_on_its_log(client, maya, robin):
    returning.start(maya, by=robin)
    returning.step(maya, Move.NEXT, by=robin)
    session = return_run(maya, maya.today(timezone.now()))
    client.force_login(maya.user)

    for page in ("session", "log"):
        said = client.get(reverse(f"clients:{page}", args=[session.code])).content.decode()
        assert "6 times: 2 min run, 3 min walk." in said and "Stage 2 of 8" in said


def test_the_coach_decides_on_the_clients_page(client, maya, robin):
    client.force_login(robin)
    address = reverse("admin:clients_client_return", args=[maya.pk])

    for do in ("start", "next", "next", "back", "repeat"):
        client.post(address, {"do": do})
    page = client.get(reverse("admin:clients_client_overview", args=[maya.pk])).content.decode()

    rows = ReturnStage.objects.filter(client=maya).order_by("pk")
    assert [row.stage for row in rows] == [1, 2, 3, 2, 2]
    assert {row.entered_by for row in rows} == {robin}
    assert "stage 2 of 8" in page
