"""Recovery states as people see them: a glyph and a word, never colour alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clients.models import Verdict

register = template.Library()


@register.filter
def state_words(state: str) -> str:
    """Recovered, Mostly recovered, Still recovering, Rest today, No check-in yet."""
    return Verdict.State(state).label


@register.filter
def state_pill(state: str, classes: str = "state state--pill") -> SafeString:
    """The pill of a list. The page carries the drawings: the desk's sprite holds them all."""
    return format_html(
        '<span class="{0} st-{1}"><svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="#s-{1}"/></svg>{2}</span>',
        classes,
        state,
        state_words(state),
    )
