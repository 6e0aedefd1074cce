"""The built-in library: loading it again changes nothing, and never a coach's copy."""

import shutil

import pytest

from plans import building, loading, paper, writing
from plans.models import Exercise, Modality, Plan, TeachingNote
from plans.rules import shorthand
from plans.rules.kinds import Kind
from plans.rules.notes import Severity
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    loading.load(NOW)


@pytest.fixture
def folder(tmp_path):
    """The library's files, to be changed by a test."""
    return shutil.copytree(loading.FOLDER, tmp_path / "library")


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_library_loads_with_every_exercise_of_its_plans_resolved(library):
    assert Exercise.objects.built_in().count() > 30
    assert Modality.objects.get(slug="massage").hands_on
    assert TeachingNote.objects.filter(slug="hills").exists()
    plans = Plan.objects.filter(coach=None).published()
    assert plans.count() == 4
    for plan in plans:
        for session in plan.sessions.prefetch_related(
            "prescriptions__exercise", "prescriptions__rung"
        ):
            for line in session.prescriptions.all():
                named = line.rung or line.exercise
                assert line.role != "exercise" or named.name == line.name


def test_loading_twice_changes_nothing(library):
    assert loading.load(NOW) == []


def test_a_loaded_session_prints_what_its_file_says(library):
    improver = Plan.objects.get(title__startswith="Faster")
    hills = improver.sessions.filter(kind=Kind.HILLS).first()
    text = writing.printed(hills)
    assert "4 x 8 s hill @ 6" in text
    assert shorthand.print_session(shorthand.read_session(text, writing.names_for(None))) == text


def test_the_built_in_plans_obey_our_own_spacing(library):
    for plan in Plan.objects.filter(coach=None):
        errors = [
            note for note in paper.notes(plan, plan.sessions.all()) if note.severity is Severity.E
        ]
        assert errors == []


def test_a_changed_exercise_is_updated_in_place(library, folder):
    before = Exercise.objects.get(slug="clam", coach=None)
    change(folder / "exercises" / "glutes.txt", "also: clamshell", "also: mussel, clamshell")
    said = loading.load(NOW, folder)
    before.refresh_from_db()
    assert before.aliases[0] == "mussel"
    assert said == ["exercise clam: aliases"]


def test_a_changed_plan_becomes_a_new_version_and_the_old_one_stands(library, folder):
    change(folder / "plans" / "jogger.txt", "effort 4, 25 min", "effort 4, 28 min")
    jogger = Plan.objects.get(title="The jogger's week")
    assert loading.load(NOW, folder) == ["plan jogger: version 2"]
    first, second = Plan.objects.filter(family=jogger.family).order_by("number")
    assert first.sessions.filter(title="Strength and balance", minutes=25).exists()
    assert second.is_published
    assert second.sessions.filter(title="Strength and balance", minutes=28).exists()
    keys = set(first.sessions.values_list("key", flat=True))
    assert keys == set(second.sessions.values_list("key", flat=True))


def test_a_coachs_copies_are_never_touched(library, folder, robin):
    copy = building.copy(Plan.objects.get(title="The jogger's week"), robin)
    own = Exercise.objects.create(coach=robin, slug="clam", name="My clam")
    change(folder / "plans" / "jogger.txt", "effort 4, 25 min", "effort 4, 28 min")
    change(folder / "exercises" / "glutes.txt", "also: clamshell", "also: mussel, clamshell")
    loading.load(NOW, folder)
    own.refresh_from_db()
    assert own.name == "My clam"
    assert not copy.sessions.filter(minutes=28).exists()
    assert Plan.objects.filter(family=copy.family).count() == 1
