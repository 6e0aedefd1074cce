"""The house itself: what no import contract can see."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_plans_does_not_reach_up_to_clients():
    """A reverse accessor would let a plan ask for the people it was given to."""
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("plans").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model
        and field.related_model._meta.app_label == "clients"
        and not getattr(field, "hidden", False)
    ]
    assert upward == []


def test_style_sheets_and_scripts_are_bundled_from_their_parts():
    call_command("bundle", "--check")


INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))|\sstyle=\"|\son[a-z]+=\"|javascript:"
)


@pytest.mark.parametrize(
    "template",
    [t for t in TEMPLATES if "email" not in t.parts],
    ids=lambda t: str(t.relative_to(ROOT / "templates")),
)
def test_no_page_carries_script_or_style_in_itself(template):
    assert not INLINE.search(template.read_text())


# Shown when nothing else works, so that they may not even translate.
PLAIN = {"500.html", "503.html"}
NOT_TEXT = re.compile(
    r"{%\s*block \w*class\w* %}.*?{%\s*endblock\s*\w*\s*%}"
    r"|{%-?\s*comment.*?endcomment\s*-?%}|{#.*?#}"
    r"|{%\s*blocktrans.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|<style.*?</style>|<script.*?</script>|<kbd.*?</kbd>|<code.*?</code>"
    r"|{{.*?}}|{%.*?%}|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
NAMES_AND_UNITS = {
    "Coachapp",
    "kg",
    "lb",
    "km",
    "mi",
    "min",
    "AIS",
    "ART",
    "Graston",
    "GPX",
    "FIT",
    "TCX",
    "API",
    "RPE",
}
ENTITY = re.compile(r"&[a-z#0-9]+;")


@pytest.mark.parametrize(
    "template",
    [t for t in TEMPLATES if t.name not in PLAIN],
    ids=lambda t: str(t.relative_to(ROOT / "templates")),
)
def test_every_visible_sentence_is_marked_for_translation(template):
    bare = NOT_TEXT.sub(" ", template.read_text())
    spoken = " ".join(SPOKEN_ATTRIBUTE.findall(bare)) + " " + TAG.sub(" ", bare)
    words = [
        w
        for w in re.findall(r"[A-Za-zäöüß’']{3,}", ENTITY.sub(" ", spoken))
        if w not in NAMES_AND_UNITS
    ]
    assert words == []


def test_the_built_in_library_is_there_on_first_start(db):
    from plans.models import Exercise, Modality, Plan, TeachingNote

    call_command("load_library", verbosity=0)
    call_command("load_library", verbosity=0)

    assert Plan.objects.published().filter(coach=None).count() == 4
    assert Exercise.objects.built_in().count() >= 30
    assert Modality.objects.built_in().filter(hands_on=True).count() >= 3
    assert TeachingNote.objects.built_in().count() >= 8
    video = Exercise.objects.built_in().exclude(video="").values_list("video", flat=True)
    assert list(video) == ["https://www.youtube.com/watch?v=5-SoCqdR1x8"]
