"""What was worked out once and holds until something that it was worked out from is written."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakSet

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The `most` values used last, in this process, each under a key that names all it depends on.

    A key of None keeps nothing and finds nothing. Values are shared by threads: nobody changes one.
    """

    everywhere: "WeakSet[Kept]" = WeakSet()

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()
        Kept.everywhere.add(self)

    def get(self, key: Hashable | None) -> Value | None:
        with self._lock:
            if key is None or key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def put(self, key: Hashable | None, value: Value) -> None:
        if key is None:
            return
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            if len(self._values) > self.most:
                self._values.popitem(last=False)

    def forget(self) -> None:
        """Empty it."""
        with self._lock:
            self._values.clear()
