"""A coach's own words in the place of ours. Like a language, they are turned on by a door for what it does.

A word has a key, as in `kind.hills`, which never changes: rows, rules and programs hold keys. Who prints it
asks here, and gets the words of the coach whose page, mail or calendar this is.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from django.utils.functional import Promise, lazy

Words = Mapping[str, str]
Source = Words | Callable[[], Words]

NONE: Words = {}
_spoken: ContextVar[Source] = ContextVar("words", default=NONE)


@contextmanager
def speaking(source: Source) -> Iterator[None]:
    """Within the block a coach's words hold. A function is asked for them once, with the first word printed."""
    token = _spoken.set(source)
    try:
        yield
    finally:
        _spoken.reset(token)


def speak(source: Source) -> None:
    """From here to the end of the block that is open these words hold: a door has learned whose they are."""
    _spoken.set(source)


def offer(words: Words) -> None:
    """`speak`, where no door has said whose words hold: a page that has them at hand saves a question."""
    if callable(_spoken.get()):
        _spoken.set(words)


def spoken() -> Words:
    """The words that hold; none outside of every door."""
    source = _spoken.get()
    if callable(source):
        source = source()
        _spoken.set(source)
    return source


def word(key: str, default: str | Promise) -> str:
    """The coach's word for `key`, else `default`."""
    return spoken().get(key) or str(default)


def worded(key: str, default: str | Promise) -> Promise:
    """`word`, asked for anew each time it is printed: for labels and choices that stand for ever."""
    return cast(Promise, _worded(key, default))


_worded = lazy(word, str)


def plain(text: str) -> str:
    """`text` as one line without control characters: it can begin no line of its own, in a mail or a feed.

    What joins letters and drawings stays, and so does a drawing that is newer than our table of them.
    """
    printable = (" " if _controls(each) else each for each in text)
    return " ".join("".join(printable).split()).strip(JOINERS)


JOINERS = "\u200c\u200d"  # within a Persian word, and between the parts of one emoji


def _controls(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in JOINERS
