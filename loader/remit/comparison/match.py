"""Which rows are held together, and what they are held together by: what aligning and splitting share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from remit.comparison.edition import Row
from remit.comparison.likeness import Likeness, Look


@dataclass(frozen=True)
class Match:
    """Rows that are the same work: one old and one new, or several on one side (a split, a merger).

    `parts` says how alike they are in each part, `score` in all; `by` is `decision`, `same` or `score`.
    `confidence` is how probable it is that they are the same work; `sure` is false where a person should look.
    """

    old: tuple[Row, ...]
    new: tuple[Row, ...]
    score: float = 1.0
    parts: tuple[tuple[str, float], ...] = ()
    by: str = "score"
    sure: bool = True
    confidence: float = 1.0

    @property
    def one_to_one(self) -> bool:
        """Return whether one row goes on as one row."""
        return len(self.old) == len(self.new) == 1


#: Codes of old events and of the new ones that they go on as; none on one side: it has no counterpart.
Decision = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Pair:
    """A row of each side, by their places, and how alike they are: in all, and in their titles (if compared)."""

    score: float
    old: int
    new: int
    title: float = 1.0


#: A pair, how probable it is, and what it was found by.
Found = tuple[Pair, float, str]


@dataclass(frozen=True, eq=False)
class Frame:
    """The rows of both sides as they are compared, the weights, the bounds, and the pairs that somebody forbade."""

    old: Sequence[Look]
    new: Sequence[Look]
    like: Likeness
    settings: Mapping[str, Any]
    never: Collection[tuple[str, str]]

    def is_never(self, old: int, new: int) -> bool:
        """Return whether a person decided that two rows are not the same work."""
        return bool(self.never) and (self.old[old].row.code, self.new[new].row.code) in self.never
