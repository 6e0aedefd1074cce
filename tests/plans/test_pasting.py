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


@pytest.mark.parametrize("do", ["look", "place"])
def test_a_block_for_a_plan_that_another_window_published_stays_on_the_page(desk, robin, do):
    plan = builders.plan(robin)
    sheet = "40 min easy\t<b>by feel</b>"

    told = paste(desk, plan, sheet, do=do).content.decode()

    assert "Not placed: this version is published and does not change." in told
    assert (
        'id="kept-sheet"' in told and "40 min easy\t&lt;b&gt;by feel&lt;/b&gt;</textarea>" in told
    )


def test_a_line_for_a_plan_that_another_window_published_stays_in_its_box(desk, robin):
    plan = builders.plan(robin)
    address = reverse("admin:plans_plan_add_session", args=[plan.pk])

    typed = {"week": 1, "weekday": 3, "text": "47 min easy"}
    told = desk.post(address, typed).content.decode()

    assert "Not added: this version is published" in told
    assert "47 min easy</textarea>" in told
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


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKS_ACROSS = "\n".join(
    ["\tWeek 1\tValley", *(f"{day}\t{n}0 min easy\t{n}5 min easy" for n, day in enumerate(DAYS, 1))]
)
SEVEN_ROWS = "\n".join(f"{n}0 min easy\t{n}5 min easy" for n in range(1, 8))


def minutes(plan):
    rows = plan.sessions.order_by("week", "weekday").values_list("week", "minutes")
    return [[m for week, m in rows if week == n] for n in (1, 2)]


def test_a_block_with_its_weeks_across_is_read_by_the_days_in_front(desk, draft):
    paste(desk, draft, WEEKS_ACROSS)
    assert minutes(draft) == [list(range(10, 80, 10)), list(range(15, 80, 10))]
    assert [week.title for week in draft.plan_weeks.all()] == ["", "Valley"]


def test_a_look_says_which_way_the_weeks_run_and_the_other_way_can_be_chosen(desk, draft):
    url = reverse("admin:plans_plan_paste", args=[draft.pk])

    def look(sheet, way=""):
        posted = {"sheet": sheet, "first": 1, "do": "look", "way": way}
        return desk.post(url, posted).content.decode()

    assert "Its weeks stand side by side." in look(WEEKS_ACROSS)
    assert "Valley" in look(WEEKS_ACROSS).split('class="paste')[1]
    assert "Are they days?" in look(SEVEN_ROWS)
    turned = look(SEVEN_ROWS, "across")
    assert "Are they days?" not in turned and "1 week will be added." in turned
    assert '<option value="across" selected>' in turned
    paste(desk, draft, SEVEN_ROWS)
    assert draft.plan_weeks.count() == 7


def test_a_sheet_without_headings_is_placed_the_way_that_was_chosen(desk, draft):
    url = reverse("admin:plans_plan_paste", args=[draft.pk])
    desk.post(url, {"sheet": SEVEN_ROWS, "first": 1, "way": "across"})
    assert minutes(draft) == [list(range(10, 80, 10)), list(range(15, 80, 10))]


def test_a_title_of_the_sheet_never_takes_the_place_of_the_plans_own(desk, draft):
    draft.plan_weeks.update(title="Base", lighter=True)
    paste(desk, draft, "\t".join(["", *DAYS]) + "\nValley\t40 min easy")
    week = draft.plan_weeks.get()
    assert (week.title, week.lighter) == ("Base", True)
    note = draft.sessions.get(week=1, prescriptions__role=Role.NOTE)
    assert (note.weekday, note.title) == (1, "Valley")
    told = paste(desk, draft, "\t".join(["", *DAYS]) + "\nBase\t50 min easy", follow=True)
    assert "1 cell is in the plan." in told.content.decode()


def test_two_sessions_of_a_day_stay_two(desk, draft):
    names = "\t".join(f"{day}\t" for day in DAYS)
    paste(desk, draft, names + "\n40 min easy\t3 x 8 /side single leg squat")
    on_monday = draft.sessions.filter(week=1, weekday=1)
    assert [each.kind for each in on_monday] == ["run", "strength"]
    assert [each.order for each in on_monday] == [0, 1]
