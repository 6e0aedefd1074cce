"""What one page says hundreds of times is looked up once for each language."""

from functools import lru_cache

from django.utils.translation import get_language, gettext


def phrase(message: str) -> str:
    """`message` in the reader's language, as `gettext` gives it. Import it as `_`, so that it is collected."""
    return _in_language(get_language(), message)


@lru_cache(maxsize=500)
def _in_language(_language: str | None, message: str) -> str:
    return gettext(message)
