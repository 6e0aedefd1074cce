"""What is taken out of a plan, moved, saved, pasted or written through its weeks can be taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import building, publishing, restoring, writing
from plans.models import PlanSession
from tests import builders
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

LINES = "# Strength A\neffort 6\n3 x 8 /side single leg squat @ 12 kg -- slow down"


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def draft(robin):
    builders.exercise("single leg squat")
    return builders.plan(robin, weeks=3, published_at=None)


@pytest.fixture
def strength(draft):
    session = building.add_session(draft, 2, 4, LINES)
    session.why, session.instead = "The motor", "30 min easy"
    session.save()
    return session


def act(word, plan, *more):
    return reverse(f"admin:plans_plan_{word}", args=[plan.pk, *more])


def remove(desk, session):
    address = act("session", session.plan, session.key)
    return desk.post(address, {"do": "remove"}, follow=True)


def remove_week(desk, plan, number):
    return desk.post(act("weeks", plan), {"do": "remove", "week": number}, follow=True)


def undo(desk, plan, shown):
    posted = {"key": shown.context["undo"] or ""}
    return desk.post(act("undo", plan), posted, follow=True).content.decode()


def content(plan):
    """All that a plan holds, as a coach reads it."""
    plan.refresh_from_db()
    weeks = plan.plan_weeks.values_list("number", "title", "lighter", "not_typical")
    sessions = plan.sessions.prefetch_related("prescriptions")
    said = [
        (row.week, row.weekday, row.order, row.key, row.why, row.instead, writing.printed(row))
        for row in sessions
    ]
    return plan.weeks, list(weeks), said


def test_a_session_that_is_taken_out_comes_back_as_it_was(desk, draft, strength):
    before = content(draft)
    shown = remove(desk, strength)
    assert "Strength A is taken out." in shown.content.decode()
    assert not draft.sessions.filter(key=strength.key).exists()
    assert "Undone. It is as it was before." in undo(desk, draft, shown)
    assert content(draft) == before


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_week_that_is_taken_out_comes_back_to_its_place(desk, draft, strength, number):
    building.name_week(draft, number, title="Valley", lighter=True)
    draft.plan_weeks.filter(number=number).update(not_typical=True)
    before = content(draft)
    shown = remove_week(desk, draft, number)
    assert f"Week {number} is taken out." in shown.content.decode()
    draft.refresh_from_db()
    assert draft.weeks == 2
    undo(desk, draft, shown)
    assert content(draft) == before


def test_a_block_that_was_pasted_into_the_wrong_week_is_taken_back(desk, draft):
    before = content(draft)
    days = "\t".join(("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    sheet = f"{days}\nBase\t40 min easy\trest\nValley\t50 min easy"
    shown = desk.post(act("paste", draft), {"sheet": sheet, "first": 3}, follow=True)
    assert draft.plan_weeks.filter(title="Valley").exists()
    assert "3 cells are in the plan." in shown.content.decode()
    undo(desk, draft, shown)
    assert content(draft) == before


def test_what_was_typed_into_a_pasted_block_is_not_taken_back_with_it(desk, draft):
    posted = {"sheet": "40 min easy\t50 min easy", "first": 4}
    shown = desk.post(act("paste", draft), posted, follow=True)
    typed = draft.sessions.get(week=4, weekday=2)
    building.edit_session(typed, writing.as_text(typed), why="Typed elsewhere")
    undo(desk, draft, shown)
    draft.refresh_from_db()
    assert draft.weeks == 4
    assert [row.why for row in draft.sessions.filter(week=4)] == ["Typed elsewhere"]


def test_numbers_written_through_the_weeks_are_taken_back(desk, draft, strength):
    for week in (1, 3):
        building.add_session(draft, week, 4, LINES)
    first = draft.sessions.get(week=1, title="Strength A")
    last = draft.sessions.get(week=3, title="Strength A")
    before = content(draft)
    posted = {"text": LINES, "why": "", "instead": "", "progress": 1, "step-1": "+1 rep"}
    shown = desk.post(act("session", draft, first.key), posted, follow=True)
    assert "3 x 10" in writing.printed(last)
    undo(desk, draft, shown)
    assert content(draft) == before


def test_a_week_changed_since_keeps_what_was_typed_into_it(draft, strength):
    later = building.add_session(draft, 3, 4, LINES)
    steps = restoring.said([later])
    building.edit_session(later, writing.as_text(later), why="Written out")
    kept = restoring.rewritten(draft, steps)
    assert len(kept) == 1
    building.edit_session(later, writing.as_text(later), why="Typed since")
    assert restoring.take_back(draft, kept) == 0
    assert PlanSession.objects.get(pk=later.pk).why == "Typed since"


def test_undo_is_pressed_once(desk, draft, strength):
    shown = remove(desk, strength)
    undo(desk, draft, shown)
    assert "Nothing to undo" in undo(desk, draft, shown)
    assert draft.sessions.filter(title="Strength A").count() == 1


def test_a_session_whose_week_is_gone_comes_back_to_the_last_one(desk, draft):
    session = builders.plan_session(draft, 3, 6, title="Six")
    steps = [restoring.went(session)]
    building.remove_session(session)
    building.remove_week(draft, 3)
    assert restoring.take_back(draft, steps) == 1
    assert draft.sessions.get(title="Six").week == 2


def test_a_plan_that_was_published_meanwhile_stays_as_it_is(desk, draft, strength):
    shown = remove(desk, strength)
    publishing.publish(draft, now=NOW)
    assert "does not change" in undo(desk, draft, shown)
    assert not draft.sessions.filter(key=strength.key).exists()


def test_a_week_comes_back_only_where_there_is_room(desk, draft):
    shown = remove_week(desk, draft, 2)
    while draft.weeks < 60:
        building.add_week(draft)
        draft.refresh_from_db()
    assert "A plan has 1 to 60 weeks." in undo(desk, draft, shown)
    draft.refresh_from_db()
    assert draft.weeks == 60


def test_the_undo_of_one_plan_is_not_offered_or_done_in_another(desk, draft, strength, robin):
    other = builders.plan(robin, "Other", published_at=None)
    shown = remove(desk, strength)
    before = content(other)
    assert "Nothing to undo" in undo(desk, other, shown)
    assert content(other) == before


def test_an_act_that_cannot_be_undone_has_no_undo_of_the_one_before(desk, draft, strength):
    easy = draft.sessions.get(week=1, weekday=1)
    remove(desk, strength)
    desk.post(act("take", draft), {"key": str(easy.key)})
    shown = desk.post(act("put", draft), {"at": "1-3"}, follow=True)
    assert "is copied." in shown.content.decode()
    assert shown.context["undo"] is None


def test_a_session_that_is_moved_goes_back_to_its_day_and_its_place_among_the_others(
    desk, draft, strength
):
    building.add_session(draft, 2, 4, "30 min easy")
    before = content(draft)
    posted = {"do": "move", "week": 3, "weekday": 6}
    shown = desk.post(act("session", draft, strength.key), posted, follow=True)
    assert "Strength A is moved." in shown.content.decode()
    assert draft.sessions.get(key=strength.key).week == 3
    assert "Undone. It is as it was before." in undo(desk, draft, shown)
    assert content(draft) == before


def test_a_session_that_is_taken_along_and_put_down_goes_back(desk, draft, strength):
    before = content(draft)
    desk.post(act("take", draft), {"key": str(strength.key), "do": "move"})
    shown = desk.post(act("put", draft), {"at": "1-3"}, follow=True)
    assert content(draft) != before
    undo(desk, draft, shown)
    assert content(draft) == before


def test_a_session_that_another_window_moved_on_stays_where_it_is(desk, draft, strength):
    posted = {"do": "move", "week": 3, "weekday": 6}
    shown = desk.post(act("session", draft, strength.key), posted, follow=True)
    building.move_session(draft.sessions.get(key=strength.key), 1, 2)
    assert "changed meanwhile" in undo(desk, draft, shown)
    assert draft.sessions.get(key=strength.key).week == 1


def test_a_session_whose_week_is_gone_goes_back_to_the_last_one(desk, draft):
    session = builders.plan_session(draft, 3, 6, title="Six")
    shown = desk.post(
        act("session", draft, session.key), {"do": "move", "week": 1, "weekday": 2}, follow=True
    )
    building.remove_week(draft, 3)
    undo(desk, draft, shown)
    assert draft.sessions.get(title="Six").week == 2


@pytest.mark.parametrize(("number", "to"), [(1, 3), (2, 1), (3, 2)])
def test_a_week_that_is_moved_goes_back_to_its_place(desk, draft, strength, number, to):
    building.name_week(draft, number, title="Valley", lighter=True)
    before = content(draft)
    posted = {"do": "move", "week": number, "to": to}
    shown = desk.post(act("weeks", draft), posted, follow=True)
    assert f"Week {number} is moved." in shown.content.decode()
    assert content(draft) != before
    undo(desk, draft, shown)
    assert content(draft) == before


@pytest.mark.parametrize(("after", "now"), [(0, 1), (3, 3)])
def test_a_week_that_is_taken_along_and_put_down_goes_back(desk, draft, strength, after, now):
    before = content(draft)
    desk.post(act("take", draft), {"week": 2, "do": "move"})
    shown = desk.post(act("put", draft), {"after": after}, follow=True)
    assert draft.sessions.get(key=strength.key).week == now
    undo(desk, draft, shown)
    assert content(draft) == before


def test_a_moved_week_that_another_window_moved_on_stays_where_it_is(desk, draft, strength):
    shown = desk.post(act("weeks", draft), {"do": "move", "week": 2, "to": 3}, follow=True)
    building.move_week(draft, 3, 1)
    assert "changed meanwhile" in undo(desk, draft, shown)
    assert draft.sessions.get(key=strength.key).week == 1


def test_what_is_saved_over_a_session_is_taken_back(desk, draft, strength):
    before = content(draft)
    posted = {"text": "# Mine\n60 min easy", "why": "Another", "instead": ""}
    shown = desk.post(act("session", draft, strength.key), posted, follow=True)
    assert "Mine is saved." in shown.content.decode()
    undo(desk, draft, shown)
    assert content(draft) == before


def test_a_session_saved_again_in_another_window_keeps_what_was_typed_there(desk, draft, strength):
    posted = {"text": "# Mine\n60 min easy", "why": "", "instead": ""}
    shown = desk.post(act("session", draft, strength.key), posted, follow=True)
    row = draft.sessions.get(key=strength.key)
    building.edit_session(row, writing.as_text(row), why="Typed since")
    assert "changed meanwhile" in undo(desk, draft, shown)
    assert draft.sessions.get(key=strength.key).why == "Typed since"


def test_what_is_saved_and_written_through_the_weeks_is_one_act_with_one_undo(
    desk, draft, strength
):
    for week in (1, 3):
        building.add_session(draft, week, 4, LINES)
    first = draft.sessions.get(week=1, title="Strength A")
    before = content(draft)
    posted = {"text": LINES.replace("3 x 8", "3 x 9"), "why": "", "instead": ""}
    posted |= {"progress": 1, "step-1": "+1 rep"}
    shown = desk.post(act("session", draft, first.key), posted, follow=True)
    told = shown.content.decode()
    assert "Strength A is saved." in told and "Written into 2 weeks." in told
    undo(desk, draft, shown)
    assert content(draft) == before


def test_saving_what_was_not_changed_offers_no_undo(desk, draft, strength):
    posted = {"text": writing.printed(strength), "why": "The motor", "instead": "30 min easy"}
    shown = desk.post(act("session", draft, strength.key), posted, follow=True)
    assert "Strength A is saved." in shown.content.decode()
    assert shown.context["undo"] is None


def test_an_old_act_is_no_longer_offered(desk, draft, strength, monkeypatch):
    later = timezone.now() + timedelta(minutes=3)
    answer = desk.post(act("session", draft, strength.key), {"do": "remove"})
    monkeypatch.setattr("plans.views.build.timezone.now", lambda: later)
    shown = desk.get(answer["Location"])
    assert "Strength A is taken out." in shown.content.decode()
    assert shown.context["undo"] is None
