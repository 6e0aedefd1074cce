"""A session or a week is taken along and put down: within a plan, and from one plan into another."""

import uuid

import pytest
from django.urls import reverse

from plans import building, carrying
from plans.models import Plan, PlanWeek
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def draft(robin):
    return builders.plan(robin, weeks=3, published_at=None)


def act(word, plan):
    return reverse(f"admin:plans_plan_{word}", args=[plan.pk])


def take(desk, plan, **what):
    return desk.post(act("take", plan), what, follow=True).content.decode()


def put(desk, plan, **where):
    return desk.post(act("put", plan), where, follow=True).content.decode()


def days(plan, week):
    return sorted(plan.sessions.filter(week=week).values_list("weekday", "title"))


def test_a_session_is_copied_onto_several_days_one_after_the_other(desk, draft):
    session = draft.sessions.get(week=1, weekday=2)
    shown = take(desk, draft, key=session.key, do="take")
    assert "is copied: choose a day, or several." in shown
    assert 'name="at" value="3-6"' in shown
    put(desk, draft, at="2-3")
    shown = put(desk, draft, at="3-6")
    assert "Tempo is copied." in shown
    assert (3, "Tempo") in days(draft, 2)
    assert (6, "Tempo") in days(draft, 3)
    assert (2, "Tempo") in days(draft, 1)
    twin = draft.sessions.get(week=2, weekday=3)
    assert [str(line) for line in twin.prescriptions.all()] == ["45 min easy"]
    assert twin.key != session.key


def test_what_moves_is_put_down_once(desk, draft):
    session = draft.sessions.get(week=1, weekday=2)
    take(desk, draft, key=session.key, do="move")
    shown = put(desk, draft, at="2-7")
    assert "Tempo is moved." in shown
    assert "choose its day" not in shown
    session.refresh_from_db()
    assert (session.week, session.weekday) == (2, 7)
    assert "Nothing was put down." in put(desk, draft, at="3-7")


def test_a_week_goes_behind_any_other_with_all_that_is_in_it(desk, draft):
    PlanWeek.objects.filter(plan=draft, number=3).update(title="The valley", lighter=True)
    draft.sessions.get(week=3, weekday=5).delete()
    shown = take(desk, draft, week=3, do="copy")
    assert "Put it behind week 2" in shown
    put(desk, draft, after=1)
    draft.refresh_from_db()
    assert draft.weeks == 4
    assert [days(draft, n) for n in (2, 4)] == [[(1, "Easy run"), (2, "Tempo")]] * 2
    titles = draft.plan_weeks.order_by("number").values_list("title", "lighter")
    assert list(titles) == [("", False), ("The valley", True), ("", False), ("The valley", True)]


@pytest.mark.parametrize(("after", "order"), [(0, [3, 1, 2]), (1, [1, 3, 2]), (3, [1, 2, 3])])
def test_a_week_that_moves_changes_places_and_nothing_else(desk, draft, after, order):
    for number in (1, 2, 3):
        PlanWeek.objects.filter(plan=draft, number=number).update(title=f"was {number}")
    take(desk, draft, week=3, do="move")
    put(desk, draft, after=after)
    titles = draft.plan_weeks.order_by("number").values_list("title", flat=True)
    assert list(titles) == [f"was {number}" for number in order]
    assert draft.sessions.count() == 9


def test_from_a_built_in_plan_only_copies_come_and_it_stays_as_it_was(desk, draft):
    library = builders.plan(None, "Built in")
    session = library.sessions.get(week=1, weekday=2)
    take(desk, library, key=session.key, do="move")
    shown = desk.get(act("build", draft)).content.decode()
    assert "of Built in" in shown
    put(desk, draft, at="1-3")
    take(desk, library, week=2, do="copy")
    put(desk, draft, after=3)
    draft.refresh_from_db()
    assert (3, "Tempo") in days(draft, 1)
    assert days(draft, 4) == days(library, 2)
    assert (library.sessions.count(), draft.weeks) == (6, 4)


def test_a_stranger_takes_nothing_and_nobody_puts_into_anothers_plan(desk, draft, alex):
    other = builders.plan(alex, published_at=None)
    session = other.sessions.first()
    assert desk.post(act("take", other), {"key": session.key}).status_code == 404
    assert desk.post(act("take", draft), {"key": session.key}).status_code == 404
    assert desk.post(act("take", draft), {"key": "nonsense"}).status_code == 404
    take(desk, draft, key=draft.sessions.first().key)
    assert desk.post(act("put", other), {"at": "1-1"}).status_code == 404
    assert other.sessions.count() == 6


def test_what_is_taken_along_is_looked_up_again_for_whoever_puts_it_down(draft, alex):
    kept = carrying.kept(draft, key=str(draft.sessions.first().key))
    assert carrying.found(kept, draft.coach) is not None
    assert carrying.found(kept, alex) is None


def test_a_week_that_another_window_has_changed_is_not_put_down(desk, draft):
    take(desk, draft, week=3, do="copy")
    building.remove_week(draft, 1)
    assert "has changed since or is gone" in put(desk, draft, after=1)
    draft.refresh_from_db()
    assert (draft.weeks, draft.sessions.count()) == (2, 6)


@pytest.mark.parametrize("where", [{"at": "9-1"}, {"at": "1-8"}, {"at": "x"}, {}])
def test_a_day_that_the_plan_has_not_takes_nothing(desk, draft, where):
    take(desk, draft, key=draft.sessions.first().key)
    assert "The plan has no such day." in put(desk, draft, **where)
    assert draft.sessions.count() == 9


def test_a_plan_of_sixty_weeks_has_no_room_and_says_so(desk, robin):
    full = Plan.objects.create(coach=robin, title="Long", weeks=60, family=uuid.uuid4())
    building.lay_out(full)
    take(desk, full, week=60, do="copy")
    assert "A plan has 1 to 60 weeks." in put(desk, full, after=3)


def test_a_published_plan_takes_nothing(desk, draft, robin):
    published = builders.plan(robin, "Out")
    take(desk, draft, key=draft.sessions.first().key)
    assert "does not change" in put(desk, published, at="1-3")
    assert published.sessions.count() == 6


def test_letting_go_closes_the_places(desk, draft):
    take(desk, draft, key=draft.sessions.first().key)
    assert "slot--put" not in take(desk, draft)
