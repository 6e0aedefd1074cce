"""Days in words, in the reader's language."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language


def short(day: date | None) -> str:
    """Wed 25 Nov; empty for no day."""
    return _said(day, "D j M")


def long(day: date | None) -> str:
    """Wednesday 25 November; empty for no day."""
    return _said(day, "l j F")


def _said(day: date | None, words: str) -> str:
    if day is None:
        return ""
    if isinstance(day, datetime):  # equal in two zones, and not the same day
        return formats.date_format(day, words)
    return _in_language(get_language(), day, words)


@lru_cache(maxsize=1000)
def _in_language(_language: str | None, day: date, words: str) -> str:
    """A board of a hundred says the same seven days seven hundred times."""
    return formats.date_format(day, words)
