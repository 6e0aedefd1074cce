"""How a session looks, for templates: `{% icon session|kind_icon %}`."""

from django import template

from plans import looks

register = template.Library()

for look in (
    looks.kind_class,
    looks.kind_icon,
    looks.badge_class,
    looks.kind_words,
    looks.day_words,
    looks.in_short,
):
    register.filter(look)
