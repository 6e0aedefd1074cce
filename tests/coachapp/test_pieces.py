"""Pieces of a page: what is the same is drawn once, and never for anybody else."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template import Context, Engine, Template, engines
from django.utils import translation
from django.utils.safestring import mark_safe

from coachapp.lib import wording
from coachapp.templatetags import pieces

PIECES = {
    "name.html": "<b>{{ name }}</b>{{ secret }}",
    "icon.html": '{% load ui %}{% icon "i-check" %}',
    "day.html": '{{ day|date:"l" }}',
}


@dataclass(frozen=True)
class Face:
    title: str


@pytest.fixture
def draw(monkeypatch):
    """Draw a template; it and its pieces are read from PIECES, and `drawn` counts each reading."""
    drawn = []
    engine: Engine = engines["django"].engine

    def read(name):
        drawn.append(name)
        return engines["django"].from_string(PIECES[name])

    monkeypatch.setattr(pieces, "get_template", read)
    pieces._drawn.cache_clear()

    def page(text, **context):
        return Template("{% load pieces %}" + text, engine=engine).render(Context(context))

    page.drawn = drawn
    yield page
    pieces._drawn.cache_clear()


NAME = '{% piece "name.html" name=name %}'


def test_what_is_given_the_same_is_drawn_once(draw):
    assert [draw(NAME, name=each) for each in ("Maya", "Jonas", "Maya")] == [
        "<b>Maya</b>",
        "<b>Jonas</b>",
        "<b>Maya</b>",
    ]
    assert draw.drawn == ["name.html", "name.html"]


def test_a_piece_knows_only_what_it_is_given(draw):
    assert draw(NAME, name="Maya", secret="of somebody else") == "<b>Maya</b>"


def test_what_a_person_typed_stays_text(draw):
    typed = "<i>Maya</i>"
    assert draw(NAME, name=typed) == "<b>&lt;i&gt;Maya&lt;/i&gt;</b>"
    with pytest.raises(pieces.NotPlain):
        draw(NAME.replace("name.html", "day.html"), name=mark_safe(typed))


@pytest.mark.parametrize(
    "value",
    [
        mark_safe("<b>"),
        Face(mark_safe("<b>")),
        (mark_safe("<b>"),),
        Face(("Tempo", mark_safe("<b>"))),
        ["a list"],
        object(),
        Face(object()),
    ],
)
def test_only_plain_values_go_in(draw, value):
    with pytest.raises((pieces.NotPlain, TypeError)):
        draw(NAME, name=value)
    assert draw(NAME, name=Face("Tempo")) == "<b>Face(title=&#x27;Tempo&#x27;)</b>"


def test_another_language_is_another_piece(draw):
    day = date(2026, 11, 25)
    said = []
    for language in ("en", "de", "en"):
        with translation.override(language):
            said.append(draw('{% piece "day.html" day=day %}', day=day))
    assert said == ["Wednesday", "Mittwoch", "Wednesday"]


def test_the_icons_of_a_piece_are_on_every_page_that_has_it(draw):
    for _time in range(2):
        request = HttpRequest()
        draw('{% piece "icon.html" %}', request=request)
        assert list(request.icons_used) == ["i-check"]


def test_one_and_yes_are_two_pieces(draw):
    assert (draw(NAME, name=True), draw(NAME, name=1)) == ("<b>True</b>", "<b>1</b>")


def test_a_coachs_words_come_in_as_values(draw, monkeypatch):
    """What is drawn for one coach is shown to the next: their words are part of what it is given."""

    class Speaking:
        template = SimpleNamespace(render=lambda _context: wording.word("kind.hills", "Hills"))

    monkeypatch.setattr(pieces, "get_template", lambda _name: Speaking)
    with wording.speaking({"kind.hills": "Hill power"}), pytest.raises(pieces.NotPlain):
        draw('{% piece "word.html" %}')
