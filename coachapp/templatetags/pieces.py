"""Pieces of a page that are drawn once for the same values."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import SafeData, SafeString

from coachapp.lib import units, wording
from coachapp.lib.drawing import Drawn
from coachapp.templatetags.ui import remember

register = template.Library()

MOST_PIECES = 4000
"""A board of a hundred athletes has about that many; a piece is a kilobyte or two."""


class NotPlain(TypeError):
    """A piece is given a row, a request, a list, or text that is already marked as HTML."""


@register.tag
def piece(parser: Parser, token: Token) -> "PieceNode":
    """`{% piece "card.html" face=face is_open=is_open %}`: an include that knows only what it is given.

    It looks the same whenever it is given the same, so it is drawn once and kept in the process. What it
    is given are plain values: text, numbers, days, and tuples and frozen dataclasses of these. What needs the
    request (a form's token), a row, or a coach's words has no place in it. Raises NotPlain.
    """
    _tag, name, *given = token.split_contents()
    values = token_kwargs(given, parser)
    if given:
        raise template.TemplateSyntaxError(f"A piece is given its values by name: {given}")
    return PieceNode(parser.compile_filter(name), values)


class PieceNode(template.Node):
    def __init__(self, name: FilterExpression, values: dict[str, FilterExpression]) -> None:
        self.name, self.names = name, tuple(values)
        self.values = tuple(values.values())

    def render(self, context: template.Context) -> SafeString:
        values = (value.resolve(context) for value in self.values)
        around = translation.get_language(), timezone.get_current_timezone_name(), units.current()
        draw = _draw if settings.DEBUG else _drawn  # who edits a template sees it at once
        html, icons = draw(self.name.resolve(context), around, self.names, *values)
        for icon in icons:
            remember(context, icon)
        return html


def _draw(
    name: str, around: tuple[object, ...], names: Iterable[str], *values: Any
) -> tuple[SafeString, tuple[str, ...]]:
    """The piece, and the icons that it uses. `around` is what holds for everything on the page."""
    _refuse_what_is_not_plain(values)
    drawing: dict[str, bool] = {}
    given = dict(zip(names, values, strict=True)) | {"icons_used": drawing}
    with wording.speaking(_no_words):
        html = get_template(name).template.render(template.Context(given))  # type: ignore[attr-defined]
    return html, tuple(drawing)


# typed: 1 and True are different values
_drawn = lru_cache(maxsize=MOST_PIECES, typed=True)(_draw)


def _refuse_what_is_not_plain(values: Iterable[Any]) -> None:
    """Text that is marked as HTML is equal to text that is not: one must never be shown for the other."""
    for value in values:
        if is_dataclass(value) and not isinstance(value, type):
            _refuse_what_is_not_plain(getattr(value, each.name) for each in fields(value))
        elif isinstance(value, tuple):
            _refuse_what_is_not_plain(value)
        elif isinstance(value, SafeData) or not isinstance(value, str | int | float | date | None):
            raise NotPlain(f"{type(value).__name__}: {value!r}")


def _no_words() -> wording.Words:
    raise NotPlain("a coach's words come in as values")


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, part: Drawn) -> SafeString:
    """`{% drawn main %}`: a part of the page that its view has drawn or kept."""
    for icon in part.icons:
        remember(context, icon)
    return part.with_token(context.get("csrf_token"))
