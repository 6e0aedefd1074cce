"""Where an athlete's page stands: among the athlete's own, or among those that a guardian reads."""

from collections.abc import Mapping

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def page(context: Mapping, name: str, *args: object) -> str:
    """The address of today, week, session, progress or notes, for who is reading."""
    guardian = getattr(context["request"], "guardian", None)
    if guardian is None:
        return reverse(f"clients:{name}", args=args)
    return reverse(f"clients:child_{name}", args=[guardian.client.code, *args])
