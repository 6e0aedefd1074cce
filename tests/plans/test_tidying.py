"""A coach's own exercises: how often they are used, two made one, and archived instead of deleted."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import CarePlan, ScheduledPrescription, Treatment
from plans import tidying, writing
from plans.models import Exercise, Modality, Prescription, Rung
from tests import builders
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def squat(robin):
    return builders.exercise("Pistol squat", coach=robin)


@pytest.fixture
def twin(robin, maya):
    """The same move under another name, in a plan and on Maya's day."""
    exercise = builders.exercise("One leg squat", coach=robin, aliases=["OLS", "Pistol Squat"])
    session = builders.plan(robin, weeks=1).sessions.first()
    Prescription.objects.create(session=session, position=2, name="OLS", exercise=exercise)
    builders.line(builders.session(maya, TODAY), 1, name="One leg squat", exercise=exercise)
    return exercise


def tidy(browser, exercise, **data):
    return browser.post(
        reverse("admin:plans_exercise_tidy", args=[exercise.pk]), data, follow=True
    ).content.decode()


def test_lines_of_plans_and_of_athletes_count_as_use(squat, twin):
    assert tidying.uses_of([squat, twin]) == {twin.pk: 2}


def test_merged_every_line_means_the_one_that_stays_and_both_names_are_read(squat, twin, robin):
    assert tidying.merge(squat, twin) == 2

    assert not Exercise.objects.filter(pk=twin.pk).exists()
    assert Prescription.objects.get(name="OLS").exercise == squat
    assert ScheduledPrescription.objects.get().exercise == squat
    squat.refresh_from_db()
    assert squat.aliases == ["One leg squat", "OLS"]
    names = writing.library_of(robin).names
    assert names.kind("Pistol squat") is not None


def test_a_step_of_the_ladder_goes_along_where_both_have_it(squat, twin):
    kept = Rung.objects.create(exercise=squat, position=1, name="to a box")
    for position, name in enumerate(("to a box", "with a band"), start=1):
        rung = Rung.objects.create(exercise=twin, position=position, name=name)
        Prescription.objects.create(
            session=builders.plan(squat.coach, weeks=1).sessions.first(),
            position=9, name=name, exercise=twin, rung=rung,
        )  # fmt: skip
    tidying.merge(squat, twin)
    assert Prescription.objects.get(name="to a box").rung == kept
    assert Prescription.objects.get(name="with a band").rung is None


def test_only_two_of_one_coachs_own_become_one(squat, alex):
    for other in (builders.exercise("Theirs", coach=alex), builders.exercise("Built in"), squat):
        with pytest.raises(tidying.NotOneCoachs):
            tidying.merge(squat, other)


def test_archived_it_is_offered_no_more_and_comes_back(client, robin, squat):
    client.force_login(robin)
    assert "is archived" in tidy(client, squat, do="archive")
    assert "Pistol squat" not in writing.library_of(robin).moves
    assert "is offered again" in tidy(client, squat, do="back")
    assert "Pistol squat" in writing.library_of(robin).moves


def test_the_page_says_how_often_and_merges_own_ones_only(client, robin, alex, squat, twin):
    client.force_login(robin)
    theirs = builders.exercise("Theirs", coach=alex)
    shown = client.get(reverse("admin:plans_exercise_tidy", args=[twin.pk])).content.decode()
    assert "Used in 2 lines" in shown
    assert "Theirs" not in shown
    assert "Choose the one" in tidy(client, squat, do="merge", other=theirs.pk)
    asked = client.get(reverse("admin:plans_exercise_tidy", args=[squat.pk]), {"other": twin.pk})
    assert "This cannot be taken back. That is 2 lines" in " ".join(asked.content.decode().split())
    assert Exercise.objects.filter(pk=twin.pk).exists()
    assert "in 2 lines" in tidy(client, squat, do="merge", other=twin.pk)


def test_what_is_in_use_is_not_deleted_and_the_way_to_archive_is_shown(client, robin, twin):
    client.force_login(robin)
    delete = reverse("admin:plans_exercise_delete", args=[twin.pk])
    answer = client.post(delete, {"post": "yes"}, follow=True)
    assert Exercise.objects.filter(pk=twin.pk).exists()
    assert "used in 2 lines" in answer.content.decode()


def test_what_nobody_uses_is_deleted(client, robin, squat):
    client.force_login(robin)
    client.post(reverse("admin:plans_exercise_delete", args=[squat.pk]), {"post": "yes"})
    assert not Exercise.objects.filter(pk=squat.pk).exists()


def test_nobody_tidies_what_is_built_in_or_somebody_elses(client, robin, alex):
    client.force_login(robin)
    for exercise in (builders.exercise("Built in"), builders.exercise("Theirs", coach=alex)):
        url = reverse("admin:plans_exercise_tidy", args=[exercise.pk])
        assert client.get(url).status_code == client.post(url).status_code == 404
    assert Exercise.objects.filter(archived_at=None).count() == 2


def test_what_was_written_into_the_one_that_goes_is_shown_before_it_goes(
    client, robin, squat, twin
):
    twin.cues = ["Slow down", "knee over the toes"]
    twin.faults = [{"code": "k", "seen": "knee falls in", "change": "push out"}]
    twin.save()
    twin.rungs.create(name="box squat", position=1)
    client.force_login(robin)
    url = reverse("admin:plans_exercise_tidy", args=[squat.pk])
    asked = client.get(url, {"other": twin.pk}).content.decode()
    for words in ("Slow down, knee over the toes", "knee falls in push out", "box squat"):
        assert words in asked
    theirs = builders.exercise("Of nobody here")
    assert "Of nobody here" not in client.get(url, {"other": theirs.pk}).content.decode()


# treatments


@pytest.fixture
def massage(robin):
    return builders.modality("Sports massage", coach=robin)


@pytest.fixture
def again(robin, maya):
    """The same treatment under another name, as Maya's rhythm and as a visit."""
    modality = builders.modality("Massage (sports)", coach=robin)
    plan = CarePlan.objects.create(
        client=maya, modality=modality, base_days=21, start_on=TODAY, due_on=TODAY
    )
    plan.save()
    Treatment.objects.create(
        client=maya,
        uid=uuid.uuid4(),
        modality=modality,
        done_on=TODAY,
        depth="deep",
        care_plan=plan,
    )
    return modality


def test_rhythms_and_visits_count_as_use_and_history_does_not(massage, again):
    assert CarePlan.history.count() > 1
    assert tidying.uses_of([massage, again]) == {again.pk: 2}


def test_two_treatments_become_one_everywhere(client, robin, maya, massage, again):
    client.force_login(robin)
    url = reverse("admin:plans_modality_tidy", args=[massage.pk])
    told = client.post(url, {"do": "merge", "other": again.pk}, follow=True).content.decode()
    assert "in 2 lines" in told
    assert not Modality.objects.filter(pk=again.pk).exists()
    assert CarePlan.objects.get().modality == Treatment.objects.get().modality == massage
    assert set(CarePlan.history.values_list("modality", flat=True)) == {massage.pk}


def test_two_rhythms_of_one_person_are_not_merged_behind_their_back(
    client, robin, maya, massage, again
):
    CarePlan.objects.create(
        client=maya, modality=massage, base_days=7, start_on=TODAY, due_on=TODAY
    )
    client.force_login(robin)
    url = reverse("admin:plans_modality_tidy", args=[massage.pk])
    told = client.post(url, {"do": "merge", "other": again.pk}, follow=True).content.decode()
    assert "Somebody has a rhythm for both." in told
    assert CarePlan.objects.filter(modality=again).exists()


def test_a_treatment_in_use_is_archived_instead_of_deleted(client, robin, maya, again):
    client.force_login(robin)
    delete = reverse("admin:plans_modality_delete", args=[again.pk])
    answer = client.post(delete, {"post": "yes"}, follow=True).content.decode()
    assert "cannot be deleted. It can be archived." in answer
    url = reverse("admin:plans_modality_tidy", args=[again.pk])
    assert "is archived" in client.post(url, {"do": "archive"}, follow=True).content.decode()
    page = client.get(reverse("admin:clients_client_overview", args=[maya.pk])).context
    assert again not in page["rhythms"]["form"].fields["modality"].queryset
    assert "2 times" in client.get(reverse("admin:plans_modality_changelist")).content.decode()


def test_an_exercise_is_found_by_a_tag_of_the_coachs_own(client, robin, squat, twin):
    Exercise.objects.filter(pk=squat.pk).update(tags=["winter hall"])
    client.force_login(robin)
    page = client.get(reverse("admin:plans_exercise_changelist"), {"q": "winter"})
    assert [one.pk for one in page.context["cl"].result_list] == [squat.pk]


@pytest.fixture
def write(client, robin):
    """Write an exercise or a treatment into Robin's library; gives the page that answers."""
    client.force_login(robin)
    ladder = {"rungs-TOTAL_FORMS": "0", "rungs-INITIAL_FORMS": "0"}
    days = {"depth": "self", "base_days": "7", "min_days": "3", "max_days": "14"}
    exercise = {"kind": "strength", "purpose": "prevention"}

    def post(name, item=None, noun="exercise"):
        typed = {"name": name} | (exercise | ladder if noun == "exercise" else days)
        act, args = ("change", [item.pk]) if item else ("add", [])
        address = reverse(f"admin:plans_{noun}_{act}", args=args)
        return client.post(address, typed, follow=True).content.decode()

    return post


@pytest.mark.parametrize("name", ["Pistol squat", "pistol-squats"])
def test_a_name_that_a_line_would_read_as_another_of_ones_own_is_refused(write, robin, squat, name):
    page = write(name)

    assert "You have “Pistol squat” already" in page
    assert f'value="{name}"' in page, "what was typed stands"
    assert Exercise.objects.owned_by(robin).get() == squat


def test_nor_may_one_of_ones_own_be_renamed_to_another(write, squat, twin):
    assert "You have “Pistol squat” already" in write("Pistol Squat", twin)
    assert "already" not in write("Shrimp squat", twin)
    twin.refresh_from_db()
    assert twin.name == "Shrimp squat"


def test_what_is_in_the_archive_is_brought_back_rather_than_written_twice(write, robin, squat):
    Exercise.objects.filter(pk=squat.pk).update(archived_at=timezone.now())

    assert "“Pistol squat” is in your archive. Bring it back" in write("Pistol squat")
    assert Exercise.objects.owned_by(robin).count() == 1


def test_two_that_are_called_the_same_already_can_still_be_changed(write, robin, squat):
    same = Exercise.objects.create(coach=robin, slug="pistol-squat-2", name="Pistol squat")

    assert "already" not in write("Pistol squat", same)


def test_a_built_in_name_and_another_coachs_are_free(write, robin, alex):
    builders.exercise("Side plank")
    builders.exercise("Clam", coach=alex)

    for name in ("Side plank", "Clam"):
        write(name)
        assert Exercise.objects.owned_by(robin).filter(name=name).exists()


def test_a_treatment_is_named_once_too(write, robin):
    write("Ice bath", noun="modality")

    assert "You have “Ice bath” already" in write("ice baths", noun="modality")
    assert Modality.objects.owned_by(robin).get().name == "Ice bath"
