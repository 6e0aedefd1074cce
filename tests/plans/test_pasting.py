"""A block from a spreadsheet: every cell is kept, and what a plan cannot hold is refused in words."""

import pytest
from django.urls import reverse

from plans.models import PlanSession
from plans.rules.prescription import Role
from tests import builders

pytestmark = pytest.mark.django_db

REAL_BLOCK = "\n".join(
    [
        "Week\tMon\tTue\tWed\tThu\tFri\tSat\tSun",
        *(
            f"{week}\trest\t6 x 10 s hill @ 6 %\t{30 + week} min easy\t"
            f"3 x 8 /side single leg squat\tsee how the calf feels\t5 km parkrun??\t{60 + week} min long"
            for week in range(1, 9)
        ),
    ]
)


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def draft(robin):
    builders.exercise("single leg squat")
    plan = builders.plan(robin, weeks=1, published_at=None)
    plan.sessions.all().delete()
    return plan


def paste(desk, plan, sheet, first=1, **follow):
    url = reverse("admin:plans_plan_paste", args=[plan.pk])
    return desk.post(url, {"sheet": sheet, "first": first}, **follow)


def test_a_block_of_eight_weeks_keeps_every_cell_and_says_what_became_a_note(desk, draft):
    told = paste(desk, draft, REAL_BLOCK, follow=True).content.decode()

    draft.refresh_from_db()
    assert draft.weeks == 8
    assert draft.sessions.count() == 56
    assert "56 cells are in the plan." in told
    assert "Read as a note: 16 of 56 cells." in told
    assert "7 weeks were added." in told
    notes = draft.sessions.filter(week=3, weekday__in=(5, 6), prescriptions__role=Role.NOTE)
    assert {note.prescriptions.get().cue for note in notes} == {
        "see how the calf feels",
        "5 km parkrun??",
    }
    hills = draft.sessions.get(week=8, weekday=2).prescriptions.get()
    assert (hills.role, hills.sets, hills.seconds) == (Role.HILLS, 6, 10)


def test_what_stands_in_the_plan_stays_beside_the_pasted_cell(desk, draft):
    there = builders.plan_session(draft, 1, 1, title="There before")

    paste(desk, draft, "20 min easy\t\t\t\t\t\t")

    on_monday = list(PlanSession.objects.filter(plan=draft, week=1, weekday=1))
    assert [each.order for each in on_monday] == [0, 1]
    assert on_monday[0] == there


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("\t".join("abcdefghij"), "has 10 columns; a week has seven"),
        ("\n".join(["40 min easy"] * 61), "at most 60 weeks, and this block would make it 61"),
        ("", "Nothing to place yet"),
        ("x" * 10_300, "holds more than 10,000 letters"),
    ],
)
def test_a_block_that_does_not_fit_changes_nothing_and_stays_in_its_box(desk, draft, sheet, told):
    answer = paste(desk, draft, sheet).content.decode()

    draft.refresh_from_db()
    assert told in answer
    assert sheet in answer
    assert (draft.weeks, draft.sessions.count()) == (1, 0)


def test_a_block_that_begins_late_may_not_run_past_week_60(desk, draft):
    paste(desk, draft, "\n".join(["40 min easy"] * 50))
    answer = paste(desk, draft, "\n".join(["40 min easy"] * 20), first=45).content.decode()

    assert "would make it 64" in answer
    assert draft.sessions.count() == 50


def test_a_published_plan_takes_no_cells(desk, robin):
    plan = builders.plan(robin)

    told = paste(desk, plan, "40 min easy", follow=True).content.decode()

    assert "does not change" in told
    assert plan.sessions.count() == 6


def test_a_block_can_be_looked_at_before_it_is_placed(desk, draft):
    url = reverse("admin:plans_plan_paste", args=[draft.pk])
    shown = desk.post(url, {"sheet": REAL_BLOCK, "first": 1, "do": "look"}).content.decode()
    assert "Nothing is placed yet. Read as a note: 16 of 56 cells. 7 weeks will be added." in shown
    assert shown.count('class="asnote"') == 16
    assert "see how the calf feels" in shown.split('class="paste')[1]
    assert "68 min long</textarea>" in shown
    draft.refresh_from_db()
    assert (draft.weeks, draft.sessions.count()) == (1, 0)
    long = "\n".join(["30 min easy"] * 61)
    shown = desk.post(url, {"sheet": long, "first": 1, "do": "look"}).content.decode()
    assert "at most 60 weeks" in shown


def test_a_week_of_three_hundred_sessions_is_kept_and_opens(desk, draft):
    for _round in range(3):
        paste(desk, draft, "\n".join(["\t".join(["30 min easy"] * 7)] * 15))
    draft.sessions.update(week=1)
    draft.refresh_from_db()
    assert draft.sessions.count() == 315
    shown = desk.get(reverse("admin:plans_plan_build", args=[draft.pk])).content.decode()
    assert shown.count('class="slot k-easy"') == 315
    assert "9450 min" in shown
