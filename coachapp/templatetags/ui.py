"""Icons and the few formats that every page shares."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from coachapp.lib import days, units
from plans import looks
from plans.rules.paces import clock as clock_of
from plans.rules.sentence import Sentence
from plans.saying import say as say_sentence

register = template.Library()

SYMBOL = re.compile(r'<symbol id="(?P<name>[^"]+)".*?</symbol>', re.DOTALL)


@cache
def symbols() -> dict[str, str]:
    """Every drawing of the icon set, by name."""
    sheet = (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text()
    return {match["name"]: match[0] for match in SYMBOL.finditer(sheet)}


def remember(context: template.Context, name: str) -> None:
    """Note that the page uses `name`, so that its sprite holds it."""
    if name not in symbols():
        raise template.TemplateSyntaxError(f"There is no icon named {name}.")
    used = context.get("icons_used")
    request: HttpRequest | None = context.get("request")
    if used is None and request is not None:
        used = request.__dict__.setdefault("icons_used", {})
    if used is not None:
        used[name] = True


@register.simple_tag(takes_context=True)
def icon(context: template.Context, name: str, classes: str = "i") -> SafeString:
    """`{% icon "i-hill" %}`: a drawing beside a word. The page's `{% sprite %}` carries its lines."""
    remember(context, name)
    return _drawn(name, classes)


@cache
def _drawn(name: str, classes: str) -> SafeString:
    return format_html('<svg class="{}" aria-hidden="true"><use href="#{}"/></svg>', classes, name)


@register.simple_tag(takes_context=True)
def glyph(context: template.Context, state: str, classes: str = "glyph") -> SafeString:
    """The hill of a recovery state."""
    name = f"s-{state}"
    remember(context, name)
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="#{}"/></svg>',
        classes,
        name,
    )


@register.simple_tag(takes_context=True)
def sprite(context: template.Context, which: str = "used") -> SafeString:
    """The drawings that the page used, or all of them; stands at the end of the body."""
    request = context.get("request")
    used = None if which == "all" or request is None else request.__dict__.get("icons_used", {})
    return _sheet(tuple(symbols() if used is None else used))


@lru_cache(maxsize=64)
def _sheet(names: tuple[str, ...]) -> SafeString:
    body = format_html_join("", "{}", ((mark_safe(symbols()[name]),) for name in names))
    return format_html('<svg class="sprite" aria-hidden="true" focusable="false">{}</svg>', body)


@register.filter
def say(sentence: Sentence | None) -> str:
    """A rule's sentence in the reader's language."""
    return "" if sentence is None else say_sentence(sentence)


register.filter("short_day", days.short)
register.filter("long_day", days.long)


@register.filter
def distance(metres: float | None, decimals: int = 2) -> str:
    """12.3 km or 7.64 mi, as the reader has it; empty for nothing."""
    return _measured(units.distance_of(metres, units.current(), decimals), units.distance_unit)


@register.simple_tag
def distance_unit() -> str:
    """km or mi, for the head of a column."""
    return units.distance_unit(units.current())


@register.filter
def load(kg: float | None) -> str:
    """12 kg or 26.5 lb, as the reader has it; empty for nothing."""
    return _measured(units.load_of(kg, units.current()), units.load_unit)


def _measured(number: float | None, unit: Callable[[units.Units], str]) -> str:
    return "" if number is None else f"{plain_number(number)} {unit(units.current())}"


@register.filter
def race_distance(metres: int) -> str:
    """10 km, half marathon, 1500 m: as runners call it, else in the reader's units."""
    return looks.race_words(metres)


@register.filter
def plain_number(value: float | None) -> str:
    """7 rather than 7.0; empty for nothing."""
    if value is None:
        return ""
    return formats.localize(int(value) if value == int(value) else value)


@register.filter
def clock(seconds: float | None) -> str:
    """1:32:05 of 5525 seconds; empty for nothing."""
    return "" if seconds is None else clock_of(seconds)


@register.filter
def labelled(cells: Iterable[str], headers: Sequence[Mapping[str, Any]]) -> list[SafeString]:
    """The cells of a row of the admin's list, each with the name of its column but for the tick and the first."""
    found, is_first = [], True
    for cell, header in zip(cells, headers, strict=False):
        is_tick = 'class="action-checkbox"' in cell[:40]
        if not (is_tick or is_first) and cell.startswith("<td"):
            label = format_html(' data-label="{}"', capfirst(header["text"]))
            cell = mark_safe(f"<td{label}{cell[3:]}")  # the admin made the cell, and escaped it
        is_first = is_first and is_tick
        found.append(cell)
    return found
