"""What is kept to be given again: so many bytes, what was used least lately going first, each for a while only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from time import monotonic
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
#: One thing takes this part of the whole at most.
PART = 8


class Kept(Generic[K, V]):
    """Values by key, each with its weight in bytes and the moment at which it is forgotten.

    >>> few = Kept[str, int](80)
    >>> for name in "abcdefghi":
    ...     few.keep(name, 1, weight=10, seconds=9)
    >>> few.get("a"), few.get("i"), few.size
    (None, 1, 80)
    """

    def __init__(self, most: int) -> None:
        """Keep so many bytes."""
        self.most, self.size = most, 0
        self._kept: OrderedDict[K, tuple[float, int, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return the value that is kept, or None."""
        if not (found := self._kept.get(key)):
            return None
        until, _, value = found
        if until < monotonic():
            self.forget(key)
            return None
        self._kept.move_to_end(key)
        return value

    def keep(self, key: K, value: V, weight: int, seconds: float) -> None:
        """Keep a value that would be the same the next time; one that is too heavy is not kept."""
        if weight > self.most // PART or key in self._kept:
            return
        self._kept[key] = (monotonic() + seconds, weight, value)
        self.size += weight
        while self.size > self.most:
            self.forget(next(iter(self._kept)))

    def forget(self, key: K) -> None:
        """Forget a value, if it is kept."""
        if found := self._kept.pop(key, None):
            self.size -= found[1]
