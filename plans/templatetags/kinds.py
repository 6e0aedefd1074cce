"""How a session looks, for templates: `{% icon session|kind_icon %}`."""

from django import template

from plans import looks
from plans.rules import effort
from plans.saying import say

register = template.Library()


@register.filter
def effort_word(number: float) -> str:
    """The word of an effort, as the coach has it."""
    return say(effort.word(number))


for look in (
    looks.kind_class,
    looks.kind_icon,
    looks.badge_class,
    looks.kind_words,
    looks.kind_word,
    looks.day_words,
    looks.in_short,
    looks.line_words,
):
    register.filter(look)
