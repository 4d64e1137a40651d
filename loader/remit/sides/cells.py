"""What two rows that are one event say alike: which executor, which mention of the one is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from remit.reading import Executor, Mention
from remit.sides.likeness import is_known

Item = TypeVar("Item", Executor, Mention)
#: The place of the one → the place of the other, and whether they say the same.
Matches = dict[int, tuple[int, bool]]


def pair_executors(leading: Sequence[Executor], other: Sequence[Executor]) -> Matches:
    """Pair executors: the same; those of other countries; of another role; what stands in the place of another."""
    keys: tuple[Callable[[Executor], Hashable], ...] = (
        lambda e: (_holder(e), e.role, frozenset(e.countries)) if is_known(e) else None,
        lambda e: (_holder(e), e.role) if is_known(e) else None,
        lambda e: _holder(e) if is_known(e) else None,
        lambda e: (e.role, is_known(e)),
        lambda e: e.role,
        lambda e: "",
    )
    return _pair(leading, other, keys)


def pair_mentions(leading: Sequence[Mention], other: Sequence[Mention]) -> Matches:
    """Pair mentions: of the same thing; of another thing of the same class."""
    keys: tuple[Callable[[Mention], Hashable], ...] = (
        lambda m: m.entity,
        lambda m: m.entity.partition("/")[0],
    )
    return _pair(leading, other, keys)


def _holder(executor: Executor) -> str:
    return executor.post or executor.holder


def _pair(leading: Sequence[Item], other: Sequence[Item], keys: Sequence[Callable[[Item], Hashable]]) -> Matches:
    """Pair by each key in turn, in order; only what the first key pairs says the same."""
    found: Matches = {}
    for rank, key in enumerate(keys):
        left: dict[Hashable, list[int]] = {}
        taken = {there for there, _ in found.values()}
        for there, item in enumerate(other):
            if there not in taken and key(item) is not None:
                left.setdefault(key(item), []).append(there)
        for at, item in enumerate(leading):
            if at not in found and left.get(key(item)):
                found[at] = (left[key(item)].pop(0), rank == 0)
    return found
