"""What was worked out once and holds until something that it was worked out from is written."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import timedelta
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar
from weakref import WeakSet

Value = TypeVar("Value")
LET_GO_AFTER = timedelta(minutes=15)


class Kept(Generic[Value]):
    """The `most` values used last, in this process, each under a key that names all it depends on.

    A key of None keeps nothing and finds nothing. What nobody asked for in a quarter of an hour is let
    go with the next that comes: of somebody who was erased nothing stays behind. Values are shared by
    threads: nobody changes one.
    """

    everywhere: "WeakSet[Kept]" = WeakSet()

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: OrderedDict[Hashable, tuple[Value, float]] = OrderedDict()  # with its last use
        self._lock = Lock()
        Kept.everywhere.add(self)

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: Hashable | None) -> Value | None:
        with self._lock:
            if key is None or key not in self._found:
                return None
            value, _ = self._found.pop(key)
            self._found[key] = value, monotonic()
            return value

    def put(self, key: Hashable | None, value: Value) -> None:
        if key is None:
            return
        with self._lock:
            self._found.pop(key, None)
            self._found[key] = value, monotonic()
            while len(self._found) > self.most or self._oldest_is_over():
                self._found.popitem(last=False)

    def forget(self) -> None:
        """Empty it."""
        with self._lock:
            self._found.clear()

    def _oldest_is_over(self) -> bool:
        _, used = next(iter(self._found.values()))
        return monotonic() - used > LET_GO_AFTER.total_seconds()
