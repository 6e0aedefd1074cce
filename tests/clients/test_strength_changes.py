"""A strength session that goes another way than it was planned: another step of the ladder, something more."""

import pytest
from django.urls import reverse

from clients.models import SessionLog
from plans.models import Exercise, Rung
from tests import builders
from tests.clients.test_log_page import at, fields_of, save, shown

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def phone(phone, maya):
    """Maya's."""
    return phone(maya)


@pytest.fixture
def session(maya, today):
    """Squats, with a ladder of three steps, of which the second is asked for."""
    session = builders.strength_session(maya, today)
    squat = builders.exercise("Single leg squat")
    for position, name in enumerate(("box squat", "split squat", "pistol"), start=1):
        Rung.objects.create(exercise=squat, position=position, name=name)
    session.prescriptions.update(rung=squat.rungs.get(position=2))
    return session


@pytest.fixture
def bridge():
    bridge = builders.exercise("Bridge")
    Exercise.objects.filter(pk=bridge.pk).update(per_side=False)
    return bridge


def rung(name):
    return Rung.objects.get(name=name)


def test_the_ladder_stands_in_the_log_with_what_is_asked_for_chosen(phone, session):
    page = phone.get(at(session)).content.decode()

    places = [page.index(f">{name}") for name in ("Box squat", "Split squat (asked for)", "Pistol")]
    assert places == sorted(places)
    assert f'value="{rung("split squat").pk}" selected' in page


def test_a_step_down_the_ladder_is_kept_and_is_a_change(phone, session):
    answer = save(phone, at(session), effort="6", **{"e1-rung": str(rung("box squat").pk)})

    log = SessionLog.objects.get()
    assert {row.rung.name for row in log.sets.all()} == {"box squat"}
    assert log.outcome == "changed"
    assert "Single leg squat, box squat" in phone.get(answer.url).content.decode()


def test_the_step_that_was_asked_for_is_as_asked(phone, session):
    save(phone, at(session), effort="6", **{"e1-rung": str(rung("split squat").pk)})

    assert SessionLog.objects.get().outcome == "done"


def test_the_step_that_was_done_is_chosen_when_the_log_is_changed(phone, session):
    save(phone, at(session), effort="6", **{"e1-rung": str(rung("box squat").pk)})

    page = phone.get(f"{at(session)}?change").content.decode()

    assert f'value="{rung("box squat").pk}" selected' in page


def test_a_step_of_another_ladder_is_refused(phone, session, bridge):
    other = Rung.objects.create(exercise=bridge, position=1, name="floor bridge")

    page = save(phone, at(session), effort="6", **{"e1-rung": str(other.pk)}).content.decode()

    assert "Choose a step of this exercise’s ladder." in page
    assert not SessionLog.objects.exists()


def test_an_exercise_is_added_and_can_be_changed_afterwards(phone, session, bridge):
    more = {"added1-exercise": str(bridge.pk), "added1-sets": "2", "added1-count": "12"}
    save(phone, at(session), effort="6", **more, **{"added1-load": "20"})

    rows = SessionLog.objects.get().sets.filter(exercise=bridge)
    assert list(rows.values_list("set_no", "reps", "load_kg")) == [(1, 12, 20), (2, 12, 20)]
    change = f"{at(session)}?change"
    phone.post(change, shown(phone, change) | {"effort": "7"})
    assert SessionLog.objects.get().sets.filter(exercise=bridge).count() == 2


def test_a_hold_for_each_side_is_added_for_both(phone, session, bridge):
    Exercise.objects.filter(pk=bridge.pk).update(per_side=True)
    more = {"added1-exercise": str(bridge.pk), "added1-sets": "1", "added1-count": "30"}

    save(phone, at(session), effort="6", **more, **{"added1-counted": "seconds"})

    rows = SessionLog.objects.get().sets.filter(exercise=bridge)
    assert list(rows.values_list("side", "seconds")) == [("left", 30), ("right", 30)]


def test_an_added_exercise_without_a_number_is_asked_about(phone, session, bridge):
    more = {"added1-exercise": str(bridge.pk), "added1-sets": "2"}

    page = save(phone, at(session), effort="6", **more).content.decode()

    assert "How many sets, and how many in each, of what you added?" in page
    assert fields_of(page)["added1-sets"] == ["2"]
    assert not SessionLog.objects.exists()


def test_another_coachs_own_exercise_is_neither_offered_nor_taken(phone, session, alex):
    theirs = Exercise.objects.create(coach=alex, slug="secret-move", name="Secret move")
    more = {"added1-exercise": str(theirs.pk), "added1-sets": "2", "added1-count": "5"}

    assert "Secret move" not in phone.get(at(session)).content.decode()
    assert (
        "Choose an exercise from the list."
        in save(phone, at(session), effort="6", **more).content.decode()
    )
    assert not SessionLog.objects.exists()


def test_a_session_of_ones_own_can_be_made_of_what_is_added(phone, bridge):
    url = reverse("clients:log_kind", args=["strength"])
    more = {"added1-exercise": str(bridge.pk), "added1-sets": "3", "added1-count": "8"}

    save(phone, url, effort="5", minutes="20", **more)

    assert SessionLog.objects.get().sets.filter(exercise=bridge).count() == 3


def test_a_skipped_exercise_counts_for_nothing_whatever_stands_in_its_sets(phone, session, bridge):
    builders.line(session, 5, exercise=bridge, sets=1, reps_min=10)
    more = {"e1-skipped": "on", "s1-1-left": "many"}
    save(phone, at(session), effort="6", **more)

    log = SessionLog.objects.get()
    assert [row.exercise for row in log.sets.all()] == [bridge]
    assert log.outcome == "changed"


def test_without_a_script_the_skip_is_a_box_to_tick(phone, session):
    assert 'type="checkbox" name="e1-skipped"' in phone.get(at(session)).content.decode()
