"""Which rows are held together, and what they are held together by: what aligning and splitting share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from remit.comparison.edition import Row
from remit.comparison.likeness import Likeness, Look


@dataclass(frozen=True)
class Match:
    """Rows that are the same work: one old and one new, or several on one side (a split, a merger).

    `parts` says how alike they are in each part, `score` in all; `by` is `decision`, `same` or `score`.
    `confidence` is how probable it is that they are the same work, None where that was not measured (of a split or a
    merger); `sure` is false where a person should look.
    `how` says what a person decided, as that of a Decision; empty: what the numbers of rows say.
    """

    old: tuple[Row, ...]
    new: tuple[Row, ...]
    score: float = 1.0
    parts: tuple[tuple[str, float], ...] = ()
    by: str = "score"
    sure: bool = True
    confidence: float | None = 1.0
    how: str = ""

    @property
    def kind(self) -> str:
        """Return `same`, `split` or `merged`; one part of a row is a split, be it the only one that is known."""
        if len(self.old) == len(self.new) == 1:
            return self.how or "same"
        return "split" if len(self.old) == 1 else "merged"

    @property
    def one_to_one(self) -> bool:
        """Return whether one row goes on as one row, whole."""
        return self.kind == "same"


class Decision(NamedTuple):
    """Codes of old events and of the new ones that they go on as; none on one side: it has no counterpart.

    `how` is `same`, `split` (the new ones are parts of the old one) or `merged` (the old ones of the new one).
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    how: str = "same"

    @property
    def in_part(self) -> bool:
        """Return whether one part of a row was decided, beside which there may be others."""
        return self.how != "same" and len(self.old) == len(self.new) == 1


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
