"""What a program reads of the library and of plans, and what it never sees."""

import pytest
from rest_framework.test import APIClient

from plans.models import Exercise
from tests import builders

V1 = "/api/v1"


@pytest.fixture
def program(robin, fresh_limits):
    """A program that is signed in as Robin."""
    return signed_in(robin)


def signed_in(user) -> APIClient:
    program = APIClient()
    program.force_login(user)
    return program


def test_a_plan_is_read_with_its_weeks_and_sessions_as_typed(program, robin):
    plan = builders.plan(robin, weeks=2)

    answer = program.get(f"{V1}/plans/{plan.code}/").json()

    assert [each["number"] for each in answer["plan_weeks"]] == [1, 2]
    assert len(answer["sessions"]) == 6
    assert "30 min easy" in answer["sessions"][0]["text"]


def test_a_whole_plan_is_read_in_as_many_queries_as_a_small_one(
    program, robin, django_assert_max_num_queries
):
    plan = builders.plan(robin, weeks=12)
    with django_assert_max_num_queries(6):
        program.get(f"{V1}/plans/{plan.code}/")


def test_plans_of_another_coach_do_not_exist(program, alex):
    plan = builders.plan(alex)
    assert program.get(f"{V1}/plans/").json()["count"] == 0
    assert program.get(f"{V1}/plans/{plan.code}/").status_code == 404


def test_an_athlete_reads_built_in_plans_that_are_published(maya, robin, fresh_limits):
    builders.plan(None, "For everybody")
    builders.plan(None, "Not ready", published_at=None)
    builders.plan(robin, "Robin's own")

    answer = signed_in(maya.user).get(f"{V1}/plans/").json()

    assert [each["title"] for each in answer["results"]] == ["For everybody"]


def test_a_slug_means_the_coachs_own_copy_first(program, robin, alex):
    builders.exercise("Clam")
    for coach, name in ((robin, "Robin's clam"), (alex, "Alex's clam")):
        Exercise.objects.create(coach=coach, slug="clam", name=name)

    answer = program.get(f"{V1}/exercises/clam/").json()

    assert (answer["name"], answer["built_in"]) == ("Robin's clam", False)
    names = [each["name"] for each in program.get(f"{V1}/exercises/").json()["results"]]
    assert names == ["Clam", "Robin's clam"]


def test_what_is_archived_or_unknown_is_not_there(program, robin, now):
    Exercise.objects.create(coach=robin, slug="old", name="Old", archived_at=now)
    for path in ("exercises/old", "exercises/none", "modalities/none"):
        assert program.get(f"{V1}/{path}/").status_code == 404


def test_exercises_are_found_by_kind_and_name(program):
    builders.exercise("Clam", kind="strength")
    builders.exercise("Skip A", kind="drill")

    for query, found in (("kind=drill", ["Skip A"]), ("name=cla", ["Clam"])):
        answer = program.get(f"{V1}/exercises/?{query}").json()
        assert [each["name"] for each in answer["results"]] == found
    assert program.get(f"{V1}/exercises/?kind=nonsense").status_code == 400


@pytest.mark.parametrize("offset", ["9" * 30, "-1", "x"])
def test_a_page_beyond_the_end_is_empty_or_the_first(program, offset):
    builders.exercise("Clam")
    assert program.get(f"{V1}/exercises/?offset={offset}&limit=9999").status_code == 200


def test_the_library_is_only_read(program):
    builders.exercise("Clam")
    for method in ("post", "put", "patch", "delete"):
        assert getattr(program, method)(f"{V1}/exercises/clam/", {}).status_code == 405
