"""The names that a line may use, found without case, hyphens, apostrophes or the plural's s."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from plans.rules.kinds import Kind

_WORD = re.compile(r"[^\W_]+")
_PLURAL = re.compile(r"(?<=ss|sh|ch)es$|(?<=x)es$|(?<=[^\Wsui])s$")
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_LONGEST = 80


class Named(NamedTuple):
    """One entry of the library: its name, other words for it, and what a session of only this is."""

    name: str
    aliases: Sequence[str] = ()
    kind: Kind = Kind.STRENGTH


class Names:
    """A library of names, indexed once. Where two entries share a word, the first one has it."""

    def __init__(self, entries: Iterable[Named | tuple[object, ...]]) -> None:
        self._by_key: dict[str, str] = {}
        self._as_written: dict[str, str] = {}  # spares most of the words the work of a key
        self._kinds: dict[str, Kind] = {}
        self._pairs: dict[str, set[str]] | None = None
        named = [Named(*entry) for entry in entries]
        for entry in named:
            owner = self._by_key.setdefault(_key(entry.name), entry.name)
            self._as_written.setdefault(entry.name.lower(), owner)
            self._kinds.setdefault(entry.name, entry.kind)
        for entry in named:
            for alias in entry.aliases:
                self._by_key.setdefault(_key(alias), entry.name)

    def find(self, text: str) -> str | None:
        """The library's own name for what was typed, or None."""
        found = self._as_written.get(text)
        if found is None and len(text) <= _LONGEST:
            found = self._by_key.get(_key(text))
        return found

    def kind(self, name: str) -> Kind | None:
        """The kind of a library name as `find` gives it, None where it is not in the library."""
        return self._kinds.get(name)

    def nearest(self, text: str, count: int = 3, alike: float = 0.5) -> tuple[str, ...]:
        """Up to `count` library names that look like `text`, the most alike first.

        `alike` is the least ratio of common letters, from 0 to 1.
        """
        if len(text) > _LONGEST:
            return ()
        key = _key(text)
        best: dict[str, float] = {}
        for other in self._candidates(key):
            name = self._by_key[other]
            ratio = SequenceMatcher(None, key, other, autojunk=False).ratio()
            best[name] = max(ratio, best.get(name, 0.0))
        ranked = sorted(best, key=lambda name: (-best[name], name))
        return tuple(name for name in ranked if best[name] >= alike)[:count]

    def _candidates(self, key: str) -> list[str]:
        """The dozen keys that share most pairs of letters with `key`: comparing all of them is slow."""
        if self._pairs is None:
            self._pairs = defaultdict(set)
            for other in self._by_key:
                for pair in _pairs(other):
                    self._pairs[pair].add(other)
        shared: Counter[str] = Counter()
        for pair in _pairs(key):
            shared.update(self._pairs.get(pair, ()))
        weighed = ((2 * n / (len(key) + len(other)), other) for other, n in shared.items())
        return [other for _, other in sorted(weighed, reverse=True)[:12]]


def _key(text: str) -> str:
    words = _WORD.findall(_APOSTROPHES.sub("", text.casefold()))
    return "".join(_PLURAL.sub("", word) if len(word) > 2 else word for word in words)


def _pairs(key: str) -> set[str]:
    """The letters of a key and its pairs of letters, so that esay still finds easy."""
    return {key[i : i + 2] for i in range(len(key) - 1)} | set(key)
